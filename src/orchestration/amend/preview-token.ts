import { Buffer } from 'node:buffer'
import type { Json } from '../../platform/json.ts'
import { digestOf } from './told.ts'

/** What a preview was told of, and as what. */
export interface PreviewToken {
  orderId: bigint
  digest: string
}

/** Longer ones were not made here. */
export const MOST_PREVIEW_TOKEN = 200

/** The token by which an amendment is carried out just as it was told. */
export function tokenFor(orderId: bigint, told: Json): { token: string; digest: string } {
  const digest = digestOf(told)
  return { token: Buffer.from(JSON.stringify([orderId.toString(), digest])).toString('base64url'), digest }
}

/** What a token says; undefined: it is none of ours. */
export function readPreviewToken(token: string): PreviewToken | undefined {
  let said: unknown
  try {
    said = JSON.parse(Buffer.from(token, 'base64url').toString())
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
  if (!Array.isArray(said) || said.length !== 2) return undefined
  const [orderId, digest] = said as unknown[]
  if (typeof orderId !== 'string' || !/^\d{1,18}$/.test(orderId) || typeof digest !== 'string')
    return undefined
  return { orderId: BigInt(orderId), digest }
}
