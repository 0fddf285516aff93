import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, sign, verify } from 'node:crypto'
import { Type, type Static } from 'typebox'
import type { Act, Door } from './batch/index.ts'
import type { Clock } from './clock.ts'
import type { Reader, RowOf } from './database/index.ts'
import type { Job } from './jobs.ts'
import { refuse, type Refusal } from './outcome.ts'
import { readClock } from './platform.sql.ts'
import {
  foundSigningKey,
  insertSignedHead,
  listSignedHeads,
  readHeadsToSign,
  readLogPlace,
  readPublicKeys,
} from './signed-head.sql.ts'
import { instant, InstantShape } from './wire.ts'

/** What the chain of a company came to at a place, and who says so: it stands for itself, wherever it is kept. */
export const SignedHead = Type.Object({
  company: Type.String({ description: 'Its code' }),
  pos: Type.String({ description: 'A place in its order of facts' }),
  hash: Type.String({ description: 'Of the chain of facts up to this place, hex' }),
  at: InstantShape,
  epoch: Type.String({
    description: 'Which life of the installation it is of: a restore begins another',
  }),
  keyId: Type.String(),
  signature: Type.String({ description: 'Ed25519, base64url' }),
})
export type SignedHead = Static<typeof SignedHead>

type HeadRow = {
  pos: bigint
  at: Date
  hash: Buffer
  epoch: string
  key_id: string
  signature: Buffer
}

/** A statement out of its row. */
export function renderHead(company: string, row: HeadRow): SignedHead {
  const { pos, at, hash, epoch, key_id: keyId, signature } = row
  return {
    company,
    pos: String(pos),
    hash: hash.toString('hex'),
    at: instant(at),
    epoch,
    keyId,
    signature: signature.toString('base64url'),
  }
}

/** What is signed: lines, so that nobody has to agree on a form of JSON. No member can hold a line break. */
function signedText({ company, pos, hash, at, epoch, keyId }: Omit<SignedHead, 'signature'>): Buffer {
  return Buffer.from(['docket-head-1', company, pos, hash, at, epoch, keyId].join('\n'))
}

/** Makes the key of an installation that has none. The private one never leaves the database and the process that signs. */
export async function ensureSigningKey(db: Reader, clock: Clock): Promise<void> {
  if ((await db.read(readPublicKeys, {})).length > 0) return
  const pair = generateKeyPairSync('ed25519')
  const publicKey = pair.publicKey.export({ format: 'der', type: 'spki' })
  await db.read(foundSigningKey, {
    keyId: createHash('sha256').update(publicKey).digest('hex').slice(0, 16),
    publicKey,
    privateKey: pair.privateKey.export({ format: 'der', type: 'pkcs8' }),
    createdAt: clock.now(),
  })
}

/** Public keys, by id, as PEM. */
export async function publicKeys(db: Reader): Promise<Map<string, string>> {
  const rows = await db.read(readPublicKeys, {})
  return new Map(
    rows.map(({ key_id: id, public_key: key }) => [
      id,
      createPublicKey({ key, format: 'der', type: 'spki' })
        .export({ format: 'pem', type: 'spki' })
        .toString(),
    ]),
  )
}

interface SignRequest {
  companyId: bigint
  code: string
  /** Not signed since then. */
  since: Date
}

type ToSign = RowOf<typeof readHeadsToSign>

/** Signs the heads of companies: a fact like any, with a place of its own behind the head that it speaks of. */
const signHead: Act<SignRequest, Map<bigint, ToSign>, { ok: true } | Refusal> = {
  name: 'platform.sign_head',
  weigh: () => 1,
  companyOf: ({ companyId }) => companyId,
  async read(db, requests) {
    const companyIds = requests.map(({ companyId }) => companyId)
    const since = requests.reduce((last, one) => (one.since > last ? one.since : last), new Date(0))
    const rows = await db.read(readHeadsToSign, { companyIds, since })
    return new Map(rows.map((row) => [row.company_id, row]))
  },
  decide({ companyId, code }, heads, { writes, now, batch }) {
    const head = heads.get(companyId)
    if (!head) return refuse('nothing_to_sign', 'the head is signed already')
    heads.delete(companyId)
    const { pos, at, chain_hash: hash, epoch, key_id: keyId } = head
    const said = renderHead(code, { pos, at, hash, epoch, key_id: keyId, signature: Buffer.alloc(0) })
    const key = createPrivateKey({ key: head.private_key, format: 'der', type: 'pkcs8' })
    const signature = sign(null, signedText(said), key)
    writes.add(insertSignedHead, { companyId, pos, at, hash, epoch, keyId, signature, signedAt: now, batch })
    return { ok: true }
  },
}

const LOOK_MS = 3_600_000

/** Signs the head of each company once a day (UTC) when something happened since, from the day after its first fact on. */
export function signHeads(
  db: Reader,
  door: Door,
  companies: () => Promise<readonly { id: bigint; code: string }[]>,
): Job {
  return {
    name: 'sign-heads',
    title: 'Signs the order of facts of each company, once a day',
    everyMs: LOOK_MS,
    alone: true,
    async run() {
      const [clock] = await db.read(readClock, {})
      const since = new Date(`${clock!.now.toISOString().slice(0, 10)}T00:00:00Z`)
      const requests = (await companies()).map(({ id: companyId, code }) => ({ companyId, code, since }))
      const outcomes = await door.requestAll(signHead, requests, { lane: 'bulk', internal: true })
      const fault = outcomes.find((one) => one instanceof Error)
      if (fault) throw fault
      const signed = outcomes.filter((one) => 'ok' in one && one.ok).length
      return { evaluated: requests.length, processed: signed }
    },
  }
}

/** Statements of a company, newest first. @param before a place; those below it */
export async function readSignedHeads(
  db: Reader,
  company: { id: bigint; code: string },
  { before, limit }: { before: bigint; limit: number },
): Promise<(SignedHead & { signedAt: string })[]> {
  const rows = await db.read(listSignedHeads, { companyId: company.id, before, limit })
  return rows.map((row) => ({ ...renderHead(company.code, row), signedAt: instant(row.signed_at) }))
}

/**
 * Holds a statement against the database.
 *
 * @param kept public keys that were kept elsewhere, as PEM by id; who could change the database could change those in it
 * @returns what does not fit; nothing when all does
 */
export async function verifyHead(
  db: Reader,
  companyId: bigint,
  head: SignedHead,
  kept?: string,
): Promise<string[]> {
  const key = kept ?? (await publicKeys(db)).get(head.keyId)
  if (key === undefined) return [`This database has no key ${head.keyId}.`]
  let genuine = false
  try {
    genuine = verify(null, signedText(head), createPublicKey(key), Buffer.from(head.signature, 'base64url'))
  } catch {
    // A key of another kind has signed nothing of ours.
  }
  if (!genuine) return ['The signature is not of this statement and this key.']
  const [place] = await db.read(readLogPlace, { companyId, pos: BigInt(head.pos) })
  if (!place) return [`There is no order of facts of ${head.company}.`]
  const problems: string[] = []
  if (place.chain_hash === null)
    problems.push(`There is no place ${head.pos}: the last one is ${place.head}.`)
  else if (place.chain_hash.toString('hex') !== head.hash)
    problems.push(`At place ${head.pos} the chain is ${place.chain_hash.toString('hex')}, not ${head.hash}.`)
  else if (instant(place.at!) !== head.at)
    problems.push(`Place ${head.pos} is of ${instant(place.at!)}, not of ${head.at}.`)
  if (problems.length > 0 && place.epoch !== head.epoch)
    problems.push(
      'The statement is of an earlier life of this database: it was restored since, and what the restore lost is missing or different.',
    )
  return problems
}
