import type { Json } from '../platform/json.ts'
import { encodeId, type IdPrefix } from '../platform/public-id.ts'
import { money, quantity } from '../platform/wire.ts'
import type { Envelope } from './event-shapes.ts'

type Changes = Extract<Envelope['data'], { changes: unknown }>['changes']

/** What the key of a change names, by its word; other keys are shown as they are. */
const KEYS: Readonly<Record<string, IdPrefix>> = {
  shipped: 'ful',
  invoiced: 'ful',
  tax_difference: 'ful',
  returned: 'ful',
  return_request: 'ret',
  cancelled: 'ful',
  rejected: 'ful',
  strayed: 'ful',
  pick_up_at: 'shp',
  keep_until: 'shp',
  fetched_by: 'shp',
  transfer_from: 'trf',
  transfer_shipped: 'trf',
  transfer_received: 'trf',
  transfer_lost: 'trf',
  stray_billed: 'ful',
  stray_expected: 'ful',
  stray_returned: 'ful',
  stray_written_off: 'ful',
  supply: 'ful',
  promisedOn: 'ful',
  paid: 'inv',
  hold: 'hld',
  task: 'tsk',
  request: 'req',
}
/** What the values of a change name. Addresses are told apart, not told. */
const VALUES: Readonly<Record<string, IdPrefix>> = {
  account: 'acc',
  fetched_by: 'nte',
  shipToSite: 'sit',
  shipToAddress: 'adr',
  billToSite: 'sit',
  billToAddress: 'adr',
}
const QUANTITIES = new Set([
  'shipped',
  'invoiced',
  'returned',
  'cancelled',
  'rejected',
  'strayed',
  'transfer_shipped',
  'transfer_received',
  'transfer_lost',
  'stray_billed',
  'stray_expected',
  'stray_returned',
  'stray_written_off',
])
const AMOUNTS = new Set(['paid', 'deposit', 'tax_difference'])

/**
 * Changes as they are stored, `[[what, key, from, to], …]`, as members with names and in words of the wire: stored are
 * bare ids, Micro and minor units of the order's currency.
 */
export function renderChanges(changes: Json, currency: string): Changes {
  if (!Array.isArray(changes)) return []
  return changes.map((change) => {
    const [what = '', key = null, from = null, to = null] = Array.isArray(change) ? change : []
    const word = String(what)
    const value = (stored: Json): Json => {
      if (typeof stored !== 'string' || !/^-?[0-9]+$/.test(stored)) return stored
      const named = VALUES[word]
      if (named !== undefined) return encodeId(named, BigInt(stored))
      if (QUANTITIES.has(word)) return quantity(BigInt(stored))
      return AMOUNTS.has(word) ? money(BigInt(stored), currency) : stored
    }
    const prefix = KEYS[word]
    const named = key === null ? null : String(key)
    return {
      what: word,
      key: named !== null && prefix !== undefined ? encodeId(prefix, BigInt(named)) : named,
      from: value(from),
      to: value(to),
    }
  })
}
