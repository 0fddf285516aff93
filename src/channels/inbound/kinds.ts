import { commerce } from '../commerce/commerce.ts'
import { mapped } from '../mapped/mapped.ts'
import type { InboundKind } from './port.ts'

/** Every kind of channel that hands over by signed messages, by name; a new one is a folder and a line here. */
export const inboundKinds: ReadonlyMap<string, InboundKind> = new Map(
  [commerce as InboundKind, mapped as InboundKind].map((kind) => [kind.kind, kind]),
)
