/** What the API answers of backorders that wait to be released, as far as it is read here. */

export interface BackorderLine {
  priority: number
  orderId: string
  number: string
  line: string
  sku: string
  waits: string
  releases: string
  location: string
  why: 'whole' | 'in_part' | 'nothing_free' | 'not_in_parts' | 'minimum_split'
}

export interface BackorderPreview {
  waiting: number
  releasable: number
  /** The first of them. */
  lines: BackorderLine[]
}
