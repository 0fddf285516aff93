import { createHmac, timingSafeEqual } from 'node:crypto'
import type { RawMessage } from '../inbound/port.ts'
import type { MappedSettings } from './settings.ts'

/** Signatures that one header of Standard Webhooks may list. */
const MOST_LISTED = 10

/**
 * Did somebody who knows a secret send it? The time of a Standard Webhook is signed and not compared with ours: the same bytes
 * are one message, whenever they come again.
 */
export function isGenuine(
  { bytes, header }: RawMessage,
  secrets: readonly string[],
  { signature }: MappedSettings,
): boolean {
  switch (signature.scheme) {
    case 'bearer': {
      const [, given = ''] = /^bearer (\S+)$/i.exec(header('authorization') ?? '') ?? []
      // Hashed first, so that no length shows.
      return oneIs(secrets.map(digest), [digest(given)])
    }
    case 'hmac_sha256': {
      const { prefix = '', encoding } = signature
      const given = header(signature.header.toLowerCase()) ?? ''
      if (!given.startsWith(prefix)) return false
      const wanted = secrets.map((secret) => createHmac('sha256', secret).update(bytes).digest())
      return oneIs(wanted, [Buffer.from(given.slice(prefix.length), encoding)])
    }
    case 'standard_webhooks': {
      const [id, time] = [header('webhook-id') ?? '', header('webhook-timestamp') ?? '']
      // The signed text has no other end of each part than a point: what has one of its own could be cut elsewhere.
      if (!/^[^.]{1,200}$/.test(id) || !/^\d{1,15}$/.test(time)) return false
      const given = (header('webhook-signature') ?? '').split(' ').slice(0, MOST_LISTED)
      const wanted = secrets.map((secret) =>
        createHmac('sha256', keyOf(secret)).update(`${id}.${time}.`).update(bytes).digest(),
      )
      return oneIs(
        wanted,
        given.flatMap((one) => (one.startsWith('v1,') ? [Buffer.from(one.slice(3), 'base64')] : [])),
      )
    }
  }
}

/** The secret of Standard Webhooks is base64 behind "whsec_"; some senders use the text as it is. */
const keyOf = (secret: string) =>
  secret.startsWith('whsec_') ? Buffer.from(secret.slice(6), 'base64') : Buffer.from(secret)

const digest = (text: string) => createHmac('sha256', 'docket').update(text).digest()

/** Every pair is compared, so that the time does not tell which one, or whether any, was near. */
function oneIs(wanted: readonly Buffer[], given: readonly Buffer[]): boolean {
  let genuine = false
  for (const want of wanted) {
    for (const one of given) {
      const same = timingSafeEqual(want, one.length === want.length ? one : Buffer.alloc(want.length))
      genuine = (same && one.length === want.length) || genuine
    }
  }
  return genuine
}
