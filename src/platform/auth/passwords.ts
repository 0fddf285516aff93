import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto'

/** Cost of new hashes: 32 MB and some 60 ms. Old hashes keep theirs. */
const COST = { N: 32_768, r: 8, p: 1 }
const KEY_BYTES = 32
const MAX_WAITING = 32
export const MIN_PASSWORD = 12
/** Longer ones are refused, so that hashing costs the same for all. */
export const MAX_PASSWORD = 256

/** Raised when too many sign in at once: answer 429. */
export class TooManyHashes extends Error {}

let running = 0
const waiting: (() => void)[] = []

/** Two at a time: hashing must not take all threads and memory of the process. */
async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (running >= 2) {
    if (waiting.length >= MAX_WAITING) throw new TooManyHashes()
    await new Promise<void>((resolve) => waiting.push(resolve))
  } else {
    running += 1
  }
  try {
    return await work()
  } finally {
    const next = waiting.shift()
    if (next === undefined) running -= 1
    else next()
  }
}

function derive(
  password: string,
  salt: Buffer,
  cost: { N: number; r: number; p: number },
  size: number,
): Promise<Buffer> {
  const maxmem = 256 * cost.N * cost.r
  return new Promise((resolve, reject) =>
    scrypt(password.normalize('NFKC'), salt, size, { ...cost, maxmem }, (error, key) =>
      error ? reject(error) : resolve(key),
    ),
  )
}

/** Hashes a password with a salt of its own: `scrypt$N$r$p$salt$hash`. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16)
  const hash = await inTurn(() => derive(password, salt, COST, KEY_BYTES))
  return `scrypt$${COST.N}$${COST.r}$${COST.p}$${salt.toString('base64')}$${hash.toString('base64')}`
}

/** True when the password is right. `stored` undefined costs the same time and is never right. */
export async function verifyPassword(password: string, stored: string | undefined): Promise<boolean> {
  const [kind, N, r, p, salt, hash] = (stored ?? NOBODY).split('$')
  if (kind !== 'scrypt' || salt === undefined || hash === undefined) return false
  const wanted = Buffer.from(hash, 'base64')
  const cost = { N: Number(N), r: Number(r), p: Number(p) }
  const found = await inTurn(() => derive(password, Buffer.from(salt, 'base64'), cost, wanted.length))
  return timingSafeEqual(found, wanted) && stored !== undefined
}

const NOBODY = `scrypt$${COST.N}$${COST.r}$${COST.p}$${Buffer.alloc(16).toString('base64')}$${Buffer.alloc(32).toString('base64')}`
