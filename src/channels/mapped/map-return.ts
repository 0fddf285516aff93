import { isCurrency } from '../../platform/money.ts'
import type { Mapped, MappedFor, MappedReturn } from '../inbound/port.ts'
import type { Reader } from './reader.ts'
import type { MappedSettings, ReturnMapping } from './settings.ts'

const MOST_REASON = 500

/** Goods that are back, by a mapping: it is done once for each name, so it says all of a return at once. */
export function mapReturn(
  body: Reader,
  mapping: ReturnMapping,
  { currency: ours }: MappedFor<MappedSettings>,
): Mapped {
  const { problems } = body
  const order = body.required('/order', mapping.order)
  const name = body.required('/name', mapping.name)
  const currency = body.text('/currency', mapping.currency) ?? ours
  if (!isCurrency(currency)) {
    body.note('/currency', 'unknown_currency', `${currency} is not a currency of ISO 4217`)
    return { what: 'refused', problems }
  }
  const credit = body.amount('/credit', mapping.credit, currency) ?? null
  const { lines: of } = mapping
  const lines = (body.each(of.each) ?? []).flatMap((line, index): MappedReturn[] => {
    const path = `/lines/${index}`
    if (of.where !== undefined && line.truth(`${path}/where`, of.where) !== true) return []
    const quantity = line.decimal(`${path}/quantity`, of.quantity) ?? 0n
    if (quantity <= 0n) line.note(`${path}/quantity`, 'bad_quantity', 'a line has a quantity above 0')
    const restock = line.truth(`${path}/restock`, of.restock) ?? true
    return [{ line: line.required(`${path}/line`, of.line), quantity, restock, net: null }]
  })
  if (lines.length === 0 && problems.length === 0)
    body.note('/lines', 'required', `there is no line at ${of.each}`)
  if (problems.length > 0) return { what: 'refused', problems }
  const reason = (body.text('/reason', mapping.reason) ?? `return ${name}`).slice(0, MOST_REASON)
  return { what: 'return', order, name, lines, credit, reason, problems: [] }
}
