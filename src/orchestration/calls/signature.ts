import { createHmac, timingSafeEqual } from 'node:crypto'

/** Signatures that one header may list. */
const MOST_LISTED = 10
/**
 * Did a system that knows the secret send these bytes? Signed as Standard Webhooks are: HMAC-SHA256 over `<id>.<unix seconds>.<body>`, the
 * body as it came. Every pair is compared, in constant time. The time is not compared with ours: the same id is one reply, whenever it comes again,
 * and a system whose clock is wrong must not lose what it says.
 *
 * @returns the sender's own id of what it says; undefined: it is not genuine
 */
export function genuineId(
  { bytes, header }: { bytes: Buffer; header(name: string): string | undefined },
  secret: string,
): string | undefined {
  const [id = '', time = ''] = [header('webhook-id'), header('webhook-timestamp')]
  // The signed text has no other end of each part than a point: what has one of its own could be cut elsewhere.
  if (!/^[\x21-\x2d\x2f-\x7e]{1,200}$/.test(id) || !/^\d{1,12}$/.test(time)) return undefined
  const key = secret.startsWith('whsec_') ? Buffer.from(secret.slice(6), 'base64') : Buffer.from(secret)
  const wanted = createHmac('sha256', key).update(`${id}.${time}.`).update(bytes).digest()
  let genuine = false
  for (const listed of (header('webhook-signature') ?? '').split(' ').slice(0, MOST_LISTED)) {
    const given = listed.startsWith('v1,') ? Buffer.from(listed.slice(3), 'base64') : Buffer.alloc(0)
    const fits = given.length === wanted.length
    genuine = (timingSafeEqual(wanted, fits ? given : Buffer.alloc(wanted.length)) && fits) || genuine
  }
  return genuine ? id : undefined
}
