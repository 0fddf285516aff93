/**
 * Ids as the world sees them: a prefix that tells the kind, and the id scrambled, so that nobody reads from two ids
 * how much happened between them. It hides volume and order; it is not a secret and guards nothing.
 */

/** Prefix of each kind of thing that has a public id. */
export type IdPrefix =
  | 'ord' // order
  | 'ful' // fulfillment line
  | 'quo' // quote
  | 'hld' // hold
  | 'req' // what is asked for of an order, to be told later
  | 'blk' // job that does one act to many orders
  | 'tsk' // task
  | 'cmp' // component
  | 'shp' // shipment
  | 'trf' // goods that one place brings to another for an order
  | 'str' // goods that left without a sale
  | 'cfm' // confirmation of a shipment
  | 'ret' // customer return
  | 'inv' // invoice or credit memo
  | 'rct' // receipt
  | 'rec' // charge that recurs or is due by use, as it was handed over
  | 'apl' // application
  | 'ent' // entry of the ledger
  | 'mov' // stock move
  | 'sup' // supply
  | 'cus' // customer
  | 'acc' // customer account
  | 'sit' // site of a customer
  | 'adr' // address of a customer
  | 'nte' // note of a customer
  | 'itm' // item
  | 'itk' // intake
  | 'amd' // amendment
  | 'bkr' // run over the backlog
  | 'chn' // channel
  | 'rul' // posting rule
  | 'snp' // snapshot of a feed
  | 'usr' // user

// 2^64 − 1 has 13 digits in base 36. A fixed width gives every id exactly one spelling.
const WIDTH = 13
const BASE_36 = /^[0-9a-z]{13}$/
const LOW = 0xffff_ffffn
const MAX = 2n ** 63n - 1n
const ROUNDS = 4

const keys = new Map<string, readonly number[]>()

/** Round keys of a prefix: the same number gets unrelated ids as an order and as an invoice. */
function keysOf(prefix: string): readonly number[] {
  let known = keys.get(prefix)
  if (known === undefined) {
    let seed = 0x811c9dc5
    for (let i = 0; i < prefix.length; i += 1) seed = Math.imul(seed ^ prefix.charCodeAt(i), 0x01000193)
    known = Array.from({ length: ROUNDS }, (_, round) => mix(seed, (round + 1) * 0x9e3779b9))
    keys.set(prefix, known)
  }
  return known
}

/** The round function: a 32-bit finalizer, not cryptography. */
function mix(half: number, key: number): number {
  let x = (half ^ key) | 0
  x = Math.imul(x ^ (x >>> 16), 0x85ebca6b)
  x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35)
  return (x ^ (x >>> 16)) >>> 0
}

/** An id as text: `encodeId('ord', 123n)` is `ord_` and 13 characters. @throws RangeError on a negative id */
export function encodeId(prefix: IdPrefix, id: bigint): string {
  if (id < 0n || id > MAX) throw new RangeError(`${id} is not an id`)
  const key = keysOf(prefix)
  let left = Number(id >> 32n)
  let right = Number(id & LOW)
  for (let round = 0; round < ROUNDS; round += 1) {
    const next = (left ^ mix(right, key[round]!)) >>> 0
    left = right
    right = next
  }
  return `${prefix}_${((BigInt(left) << 32n) | BigInt(right)).toString(36).padStart(WIDTH, '0')}`
}

/** The id behind a public id; undefined when it is another kind's or nobody's. */
export function decodeId(prefix: IdPrefix, text: string): bigint | undefined {
  if (!text.startsWith(`${prefix}_`)) return undefined
  const body = text.slice(prefix.length + 1)
  if (!BASE_36.test(body)) return undefined
  // Two pieces of base 36 that a double holds exactly.
  const value =
    BigInt(Number.parseInt(body.slice(0, 7), 36)) * 2_176_782_336n +
    BigInt(Number.parseInt(body.slice(7), 36))
  if (value >> 64n !== 0n) return undefined
  const key = keysOf(prefix)
  let left = Number(value >> 32n)
  let right = Number(value & LOW)
  for (let round = ROUNDS - 1; round >= 0; round -= 1) {
    const before = (right ^ mix(left, key[round]!)) >>> 0
    right = left
    left = before
  }
  const id = (BigInt(left) << 32n) | BigInt(right)
  return id <= MAX ? id : undefined
}

const ORDER_NUMBER = /^(?:SO)?([1-9][0-9]{0,18})$/i
const QUOTE_NUMBER = /^QU([1-9][0-9]{0,18})$/i

/** The number of an order as people say it: `SO` and its id in decimal. */
export function orderNumber(id: bigint): string {
  return `SO${id}`
}

/** The id behind an order number, with or without `SO`; undefined when it is none. */
export function parseOrderNumber(text: string): bigint | undefined {
  return idBehind(ORDER_NUMBER.exec(text))
}

/** The number of a quote as people say it: `QU` and its id in decimal. */
export function quoteNumber(id: bigint): string {
  return `QU${id}`
}

/** The id behind the number of a quote; undefined when it is none. */
export function parseQuoteNumber(text: string): bigint | undefined {
  return idBehind(QUOTE_NUMBER.exec(text))
}

function idBehind(match: RegExpExecArray | null): bigint | undefined {
  if (!match) return undefined
  const id = BigInt(match[1]!)
  return id <= MAX ? id : undefined
}
