import { formatMicro, type Micro } from '../../../platform/money.ts'
import type { Problem } from '../../../platform/outcome.ts'
import type { ChannelFunction, Stocked } from '../../functions/port.ts'
import type { MappedFor } from '../../inbound/port.ts'
import { Said } from '../said.ts'
import type { CommerceSettings } from '../settings.ts'
import { skuIn } from './asked-order.ts'
import { refuse, verdict } from './verdict.ts'

/** Inventory (C-36): what can be promised of articles today, where, and from when on there is more. Nothing is held by it. */
export const inventory: ChannelFunction<MappedFor<CommerceSettings>> = {
  async answer(content, channel, ask) {
    const body = new Said(content, '', [])
    const asked = body.list('items').map((said) => ({
      shown: said.text('catRefId', 'catalogRefId') ?? '',
      sku: skuIn(said, channel),
      quantity: said.decimal('quantity') ?? 0n,
    }))
    if (asked.length === 0) body.note('items', 'required', 'there are articles to look for')
    if (body.problems.length > 0) return verdict(body.problems)
    const stocked = await ask.available(asked.map(({ sku }) => sku))
    const { locations = {} } = channel.settings
    const theirs = new Map(Object.entries(locations).map(([place, ours]) => [ours, place]))
    const problems: Problem[] = []
    const items = asked.flatMap(({ shown, sku, quantity }, index) => {
      const found = stocked.get(sku)
      if (found?.active) return [{ catRefId: shown, ...shownStock(found, quantity, theirs) }]
      const message = found ? `item ${sku} is not sold any more` : `there is no item ${sku}`
      problems.push({ path: `/items/${index}`, code: found ? 'inactive_item' : 'unknown_item', message })
      return []
    })
    const about = ({ path }: Problem) => ({ catRefId: asked[Number(path.slice('/items/'.length))]!.shown })
    return verdict(problems, about, { items })
  },
  refuse,
}

function shownStock({ stock }: Stocked, quantity: Micro, theirs: ReadonlyMap<string, string>) {
  const wanted = quantity > 0n ? quantity : 1n
  if (stock === null)
    return { stockStatus: 'IN_STOCK', stockLevel: null, availabilityDate: null, locations: [] }
  const { day, today, more, unlimitedFrom, places } = stock
  const endless = unlimitedFrom !== null && unlimitedFrom <= day
  const enough = endless || today >= wanted
  const days = [more !== null && more.quantity >= wanted ? more.on : [], unlimitedFrom ?? []].flat().sort()
  const [later] = enough ? [] : days
  return {
    stockStatus: enough ? 'IN_STOCK' : later === undefined ? 'OUT_OF_STOCK' : 'PREORDERABLE',
    stockLevel: endless ? null : Number(formatMicro(today)),
    availabilityDate: later ?? null,
    locations: places.map(({ location, quantity: here }) => ({
      locationId: theirs.get(location) ?? location,
      stockLevel: Number(formatMicro(here)),
    })),
  }
}
