import type { Json } from '../platform/json.ts'
import { apartFrom, type Problem } from '../platform/outcome.ts'
import type { AddressInput, OrderInput } from './order-input.ts'
import { parseOrder, type ParsedOrder } from './parse.ts'
import type { SourceSystem } from './recognize.ts'

/** Problems that are compared with what the schema refused; a hostile body must not cost more than it sent. */
const MOST_JUDGED = 1000

const DAY_MS = 24 * 60 * 60_000

/**
 * What is wrong with an order that fits the schema: everything at once, with its path (decision 0005).
 *
 * @param source as registered for the source that it names, if it is
 * @param now business time
 */
export function judgeOrder(
  input: OrderInput,
  source: SourceSystem | undefined,
  now: Date,
): { order: ParsedOrder; problems: Problem[] } {
  const { order, problems } = parseOrder(input)
  if (!source?.active) {
    const message = `source ${input.source} is not registered`
    problems.unshift({ path: '/source', code: 'unregistered_source', message })
  } else {
    for (let index = 0; index < input.lines.length; index += 1) {
      if ((input.lines[index]!.unitPrice !== undefined) === source.prePriced) continue
      const path = `/lines/${index}/unitPrice`
      problems.push(
        source.prePriced
          ? {
              path,
              code: 'price_required',
              message: `source ${source.code} is pre-priced: every line states its price`,
            }
          : {
              path,
              code: 'not_pre_priced',
              message: `source ${source.code} is not pre-priced: no line states its price`,
            },
      )
    }
  }
  for (const place of ['shipTo', 'billTo'] as const) problems.push(...judgePlace(input[place], `/${place}`))
  // Time zones and slow clocks are forgiven; a later day would move its tax and its exchange rate there.
  if (order.placedAt && order.placedAt.getTime() > now.getTime() + DAY_MS) {
    const message = `"${input.placedAt}" is more than a day from now`
    problems.push({ path: '/placedAt', code: 'in_the_future', message })
  }
  return { order, problems }
}

/** A place is a site, whose address stands, or an address, whose country tax and sourcing ask for. Words of it are not told. */
function judgePlace(place: AddressInput | undefined, at: string): Problem[] {
  if (!place) return []
  const { site, ...address } = place
  if (site !== undefined) {
    return Object.keys(address).map((member) => ({
      path: `${at}/${member}`,
      code: 'site_and_address',
      message: 'a site has its own address: name the site or state an address',
    }))
  }
  if (address.country !== undefined) return []
  return [{ path: `${at}/country`, code: 'required', message: 'an address has a country' }]
}

/**
 * What else is wrong with an order that the schema refused: what it refused is taken out, what is missing is filled in,
 * and of the rest only is told what does not depend on either. Runs for refused orders only.
 *
 * @param refused the problems that the schema names, all of them
 * @param fits checks against the schema
 */
export function judgeRest(
  value: unknown,
  refused: readonly Problem[],
  fits: (value: unknown) => boolean,
  sourceOf: (code: string) => SourceSystem | undefined,
  now: Date,
): Problem[] {
  const rest = soundPart(value, refused)
  if (rest === undefined || !fits(rest)) return []
  const input = rest as OrderInput
  const found = judgeOrder(input, sourceOf(input.source), now).problems
  return apartFrom(
    refused.map((problem) => problem.path),
    found.slice(0, MOST_JUDGED),
  )
}

const UNKNOWN = '?'
type Members = Record<string, Json | undefined>

function soundPart(value: unknown, refused: readonly Problem[]): Json | undefined {
  if (!isObject(value)) return undefined
  const order = structuredClone(value)
  for (const { path, code } of refused) {
    const names = path.slice(1).split('/').map(unescapeName)
    // What lacks a member says nothing; but the order, its customer and its lines can go without one.
    const lacks = code === 'required' && !/^(?:\/customer|\/lines\/[0-9]+)?\/[^/]*$/.test(path)
    take(order, lacks ? names.slice(0, -1) : names)
  }
  order.source ??= UNKNOWN
  order.externalId ??= UNKNOWN
  order.currency ??= 'XXX'
  const customer: unknown = (order.customer ??= {})
  const lines: unknown = (order.lines ??= [])
  // Errors of the schema are bounded: something of another type may stand here yet.
  if (!isObject(customer) || !Array.isArray(lines)) return undefined
  customer.account ??= UNKNOWN
  if (lines.length === 0) lines.push({})
  for (const line of lines as unknown[]) {
    if (!isObject(line)) return undefined
    line.sku ??= UNKNOWN
    line.quantity ??= '1'
  }
  return order as Json
}

/** Takes a member out of its object; an item of a list gives way to one that says nothing, so that the others keep their places. */
function take(order: Members, names: readonly string[]): void {
  let inside: unknown = order
  for (const name of names.slice(0, -1)) inside = isObject(inside) ? inside[name] : undefined
  const name = names.at(-1)!
  if (Array.isArray(inside)) inside[Number(name)] = sayingNothing(names)
  else if (isObject(inside)) delete inside[name]
}

function sayingNothing(names: readonly string[]): Json {
  if (names.at(-2) === 'discounts') return { percent: '0' }
  return names.length === 2 ? {} : ''
}

function isObject(value: unknown): value is Members {
  return typeof value === 'object' && value !== null
}

function unescapeName(name: string): string {
  return name.replaceAll('~1', '/').replaceAll('~0', '~')
}
