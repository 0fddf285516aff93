import { hash, randomBytes } from 'node:crypto'

export interface NewKey {
  /** Public part. */
  readonly keyId: string
  /** The whole key; shown once, stored nowhere. */
  readonly secret: string
  readonly hash: Buffer
}

/** A new API key: `dk_<id>_<256 random bits>`. */
export function newKey(): NewKey {
  const keyId = `dk_${randomBytes(8).toString('hex')}`
  const secret = `${keyId}_${randomBytes(32).toString('base64url')}`
  return { keyId, secret, hash: sha256(secret) }
}

/** A key that someone else chose; its public part is its own when it has our form. */
export function givenKey(secret: string): NewKey {
  const keyId = /^(dk_[0-9a-z]{4,40})_.{16,}$/.exec(secret)?.[1] ?? `dk_${randomBytes(8).toString('hex')}`
  return { keyId, secret, hash: sha256(secret) }
}

/** What is stored of keys and session tokens: they are random, so a plain hash is enough. */
export function sha256(text: string): Buffer {
  return hash('sha256', text, 'buffer')
}

/** The same as a string of bytes: the fastest form to look up by. */
export function sha256Text(text: string): string {
  return hash('sha256', text, 'binary')
}
