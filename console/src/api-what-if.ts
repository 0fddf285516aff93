import type { Money } from './parts/money.tsx'

/** What the API answers of other ways to serve a part of an order, as far as it is read here. */

export interface ServedWay {
  completeOn: string | null
  promises: {
    location: string
    quantity: string
    supply: string
    promisedOn: string | null
    arrivesOn: string | null
  }[]
  goodsCost: Money | null
  freightCost: Money
  margin: Money | null
  costChange: Money | null
}

export interface ServingOption extends ServedWay {
  kind: 'wait' | 'place' | 'split' | 'ship_method' | 'ahead'
  location?: string
  shipMethod?: string
  /** Whose promises change for it. */
  slips: { orderId: string; number: string; line: string; promisedOn: string | null }[]
  token: string
}

export interface WhatIfAnswer {
  stands: ServedWay
  options: ServingOption[]
  notOffered: { kind: string; why: string }[]
}
