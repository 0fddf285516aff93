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
