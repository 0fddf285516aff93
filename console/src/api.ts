/**
 * What the API answers, as far as the console reads it: here what many rooms share, each noun in a file of its own. Money and quantities
 * are decimal strings, ids are opaque, dates are 'YYYY-MM-DD' of the company, instants RFC 3339.
 */

/** One page of a list. */
export interface List<T> {
  rows: T[]
  next: string | null
}

export interface Session {
  kind: string
  id: string
  name: string
  /** The one company of the credential; null when it has several. */
  company: string | null
  companies: string[]
  scopes: string[]
  rows: string
}

export interface LocationRef {
  code: string
  name: string
}

/** Where an order goes, or who pays. */
export interface Place {
  site: string | null
  address: unknown
  addressState: 'none' | 'shown' | 'hidden' | 'erased'
}

export interface AccountRef {
  id: string
  number: string
}

export interface Statuses {
  state: string
  status: string
  statusName: string
  fulfillmentStatus: string
  billingStatus: string
  paymentStatus: string
  /** A task of it failed for good: it needs a person. */
  fallout: boolean
}

export interface SearchHit {
  kind: 'order' | 'quote' | 'shipment' | 'customer' | 'invoice' | 'credit_memo' | 'receipt' | 'item'
  id: string
  label: string
  subLabel: string
  where: string
  exact: boolean
  orderNumber: string | null
}
