/** What the API answers about what is sold configured. */

export interface ModelOption {
  code: string
  name?: string
  sku?: string
  included?: boolean
  quantity?: { min: number; max: number }
}

export interface ModelGroup {
  code: string
  name?: string
  of?: string
  min?: number
  max?: number
  options: ModelOption[]
}

export interface ModelAttribute {
  code: string
  name?: string
  required?: boolean
  values?: string[]
  range?: { min: number; max: number }
  maxLength?: number
}

export interface ConfigurationModel {
  code: string
  version: number
  sku: string
  name: string
  state: 'draft' | 'published' | 'withdrawn'
  pricing: 'roll_up' | 'fixed'
  validFrom: string
  validTo?: string
  groups: ModelGroup[]
  attributes?: ModelAttribute[]
  rules?: { code: string; kind: string; text?: string }[]
}

export type Choice =
  | { option: string; chosen?: boolean; quantity?: number }
  | { attribute: string; value: string | number }

export interface Constraint {
  code: string
  path: string
  text: string
}

interface Because {
  choices: number[]
  constraints: Constraint[]
}

interface Money {
  amount: string
  currency: string
}

export interface CheckedConfiguration {
  version: number
  on: string
  valid: boolean
  complete: boolean
  problems: { path: string; code: string; message: string }[]
  /** Those of which something is settled; all others are open. */
  options: { code: string; state: string; quantity?: number; least?: number; most?: number }[]
  attributes: {
    code: string
    state: string
    value: string | number | null
    values?: string[]
    least?: number
    most?: number
  }[]
  contradictions: { choice: number | null; because: Because; waysOut: number[][] }[]
  missing: Constraint[]
  explanations: { option: string; state: string; because: Because; waysOut: number[][] }[]
  offer: {
    price: {
      net: Money
      tax: Money
      lines: { sku: string; option: string | null; quantity: string; net: Money }[]
    } | null
    problems: { message: string }[]
    on: string | null
  } | null
}
