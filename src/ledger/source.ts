import { encodeId, type IdPrefix } from '../platform/public-id.ts'

/** What entries are made for, by the word in `source_type`. */
const PREFIXES: Readonly<Record<string, IdPrefix>> = {
  shipment: 'shp',
  invoice: 'inv',
  credit_memo: 'inv',
  receipt: 'rct',
  return: 'ret',
  transfer: 'trf',
  stock: 'mov',
}

/** The public id of what an entry was made for; null for a kind that has none. */
export function sourceId(type: string, id: bigint): string | null {
  const prefix = PREFIXES[type]
  return prefix === undefined ? null : encodeId(prefix, id)
}

/** The public id of the rule that chose the accounts of a posting. */
export function postingRuleId(id: bigint | null): string | null {
  return id === null ? null : encodeId('rul', id)
}
