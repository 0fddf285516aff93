import type { PlacesOf } from './places.ts'

/** Who lets what nobody has wait: each unless it was told otherwise (B6-1). */
export interface BackorderFlags {
  customer: boolean
  item: boolean
  location: boolean
}

/** Whoever is named forbids a backorder. */
export type RefusedBy = keyof BackorderFlags

/**
 * Who keeps what nobody has from waiting, the first of customer, item and location that does; undefined: it waits (B6-1,
 * decision 0061).
 */
export function backorderRefusedBy({ customer, item, location }: BackorderFlags): RefusedBy | undefined {
  if (!customer) return 'customer'
  if (!item) return 'item'
  return location ? undefined : 'location'
}

/** By whose word what nobody has of a line does not wait at a place; undefined: it waits (B6-1). */
export function refusedBy(
  { locations }: PlacesOf,
  { companyId, backorders }: { companyId: bigint; backorders?: Omit<BackorderFlags, 'location'> | undefined },
  locationId: bigint,
): RefusedBy | undefined {
  if (!backorders) return undefined
  const place = locations.get(companyId)?.find(({ id }) => id === locationId)
  return backorderRefusedBy({ ...backorders, location: place?.backorders ?? true })
}
