import type { Item } from '../catalog/index.ts'
import type { Problem } from '../platform/outcome.ts'
import type { AddressInput, OrderInput } from './order-input.ts'
import { parseOrder, type ParsedOrder } from './parse.ts'
import type { SourceSystem } from './recognize.ts'
import { stocked } from './sold.ts'

const DAY_MS = 24 * 60 * 60_000

/**
 * What is wrong with an order that fits the schema: everything at once, with its path (decision 0005).
 *
 * @param itemOf quantities of lines that state another unit come in what their item is stocked in
 * @param source as registered for the source that it names, if it is
 * @param now business time
 */
export function judgeOrder(
  input: OrderInput,
  source: SourceSystem | undefined,
  now: Date,
  itemOf: (sku: string) => Item | undefined,
): { order: ParsedOrder; problems: Problem[] } {
  const { order: stated, problems } = parseOrder(input)
  const order = stocked(stated, itemOf)
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
