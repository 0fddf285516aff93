import type { Hours, Need } from './capable.ts'
import type { Micro } from '../platform/money.ts'

/** What promises count on beside their own goods; nothing is read for companies that do not look through the supply chain. */
export interface CapableFacts {
  /** What was needed when it was read, by company/source. */
  needs: Map<string, Need[]>
  /** Which hours were promised to it when they were read, by company/source. */
  worked: Map<string, Hours[]>
  /** By company/place/resource. */
  hours: Map<string, ResourceLoad>
}

/** What is promised of the hours of a resource, as it was read and as this batch leaves it. */
interface ResourceLoad {
  companyId: bigint
  resource: string
  locationId: bigint
  version: bigint
  used: Map<string, Micro>
  /** This batch promises hours of it. */
  moved: boolean
}

/** What is needed of an item to make something, in the list of its demands. */
export const MATERIAL = 'material'

export function noNeeds(): CapableFacts {
  return { needs: new Map(), worked: new Map(), hours: new Map() }
}
