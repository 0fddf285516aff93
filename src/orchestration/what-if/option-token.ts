import { Buffer } from 'node:buffer'
import type { Movable } from './movable.ts'
import { slipsText } from './overtaking.ts'
import { standing, textOf, type OptionAsk, type ServingOption } from './serving-options.ts'

/** What an option that was told rests on: which part, what it had, in which way it is served, and what it is promised then. */
export interface OptionToken {
  partId: bigint
  /** As it stood. */
  before: string
  ask: OptionAsk
  /** As it was told. */
  told: string
  /** Who was to slip. */
  slips: string
  /** The orders of these. */
  slipping: bigint[]
}

/** Longer ones were not made here. */
export const MOST_TOKEN = 20_000

const KINDS: readonly OptionAsk['kind'][] = ['wait', 'place', 'split', 'ship_method', 'ahead']

/** The token by which an option is carried out. Whoever writes one asks for something else, and gets it if it can be had. */
export function tokenOf(of: Movable, { ask, parts, overtaking }: ServingOption): string {
  const { kind, locationId = null, shipMethod = null } = ask
  const said = [
    of.part.id.toString(),
    standsAs(of),
    kind,
    locationId === null ? null : locationId.toString(),
    shipMethod,
    textOf(parts),
    overtaking ? slipsText(overtaking) : '',
  ]
  return Buffer.from(JSON.stringify(said)).toString('base64url')
}

/** What a part has now, in the words of a token. */
export function standsAs(of: Movable): string {
  return [textOf([standing(of)]), of.part.shipMethod ?? ''].join(' ')
}

/** What a token says; undefined: it is none of ours. */
export function readToken(token: string): OptionToken | undefined {
  let said: unknown
  try {
    said = JSON.parse(Buffer.from(token, 'base64url').toString())
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
  if (!Array.isArray(said) || said.length !== 7) return undefined
  const [partId, before, kind, location, shipMethod, told, slips] = said as unknown[]
  if (typeof before !== 'string' || typeof told !== 'string' || typeof slips !== 'string') return undefined
  const known = KINDS.find((one) => one === kind)
  const part = idOf(partId)
  const locationId = location === null ? null : idOf(location)
  if (known === undefined || part === undefined || locationId === undefined) return undefined
  if ((known === 'place') !== (locationId !== null)) return undefined
  if ((known === 'ship_method') !== (typeof shipMethod === 'string')) return undefined
  const ask: OptionAsk = {
    kind: known,
    ...(locationId === null ? {} : { locationId }),
    ...(typeof shipMethod === 'string' ? { shipMethod } : {}),
  }
  const orders = slips === '' ? [] : slips.split(', ').map((one) => idOf(one.split(' ')[0]))
  const slipping = orders.filter((one) => one !== undefined)
  return { partId: part, before, ask, told, slips, slipping }
}

function idOf(text: unknown): bigint | undefined {
  return typeof text === 'string' && /^\d{1,18}$/.test(text) ? BigInt(text) : undefined
}
