import type { Props } from './order.ts'
import { Refused } from './refused.ts'

/** A body as an object. @throws Refused */
export function objectOf(body: string): Props {
  let value: unknown
  try {
    value = JSON.parse(body)
  } catch {
    throw new Refused(400, '2000', 'The body is no JSON.')
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new Refused(400, '2001', 'The body is no object.')
  return value as Props
}
