import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { createPublicKey, generateKeyPairSync, verify } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { installSample, installSampleStock } from '../../src/channels/index.ts'
import { allCompanies } from '../../src/organization/index.ts'
import { Door } from '../../src/platform/batch/index.ts'
import { Ids } from '../../src/platform/ids.ts'
import { signHeads, type SignedHead } from '../../src/platform/signed-head.ts'
import { Flow, type Seen } from '../support/flow.ts'
import { startTestServer } from '../support/server.ts'
import { Sink } from '../support/sink.ts'

const BIN = join(import.meta.dirname, '../../bin/docket.mjs')
const LIMITS = { DOCKET_PRIVATE_WEBHOOKS: 'yes' }

let flow: Flow
let sink: Sink
let folder: string
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'docket-heads-'))
  sink = await Sink.open()
  // Without a scheduler: the job runs when the test says so.
  flow = new Flow(await startTestServer({ limits: LIMITS, roles: 'api,worker' }))
  // The company was founded two days ago.
  const { db } = flow.server
  const then = new Date(Date.now() - 2 * 86_400_000)
  const past = new Door({ db, ids: new Ids(db), now: () => then })
  await installSampleStock(past, await installSample(past, db))
  await past.drain()
  // The server knows it now as any other node does.
  await sleep(5000)
})
after(async () => {
  await flow.close()
  await sink.close()
  await rm(folder, { recursive: true })
})

const sql = <R = Record<string, unknown>>(text: string) => flow.server.database.sql<R>(text)
const job = (door = flow.server.database.door) => {
  const { db } = flow.server
  return signHeads(db, door, () => allCompanies(db))
}
const sign = async () => (await job().run(new AbortController().signal)) as { processed: number }

/** What `docket verify-head` says of a file, as a process of its own. */
async function verifyFile(content: unknown, ...more: string[]): Promise<{ code: number; text: string }> {
  const file = join(folder, 'head.json')
  await writeFile(file, JSON.stringify(content))
  const child = spawn(process.execPath, [BIN, 'verify-head', file, ...more], {
    env: { ...process.env, DATABASE_URL: flow.server.database.url },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let text = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (piece: Buffer) => (text += piece.toString()))
  const [code] = (await once(child, 'close')) as [number]
  return { code, text }
}

const heads = async (): Promise<Seen> => {
  const answer = await flow.server.request('GET', '/api/v1/ledger/heads')
  assert.equal(answer.status, 200, answer.bytes.toString())
  return answer.body
}

let published: Seen

test('the head of a company is signed once a day, by whichever node, and told to subscribers', async () => {
  const endpoint = { code: 'anchor', url: sink.url('/anchor'), eventTypes: ['ledger.head_signed'] }
  assert.equal((await flow.server.request('PUT', '/api/v1/webhook-endpoints', endpoint)).status, 201)
  const { db } = flow.server
  const [before] = await sql<{ pos: bigint; at: Date; hash: string }>(
    "select pos, at, encode(chain_hash, 'hex') as hash from platform.company_head",
  )
  const nodes = [1, 2, 3].map(() => new Door({ db, ids: new Ids(db) }))
  const runs = await Promise.all(
    nodes.map(async (door) => (await job(door).run(new AbortController().signal)) as { processed: number }),
  )
  assert.equal(
    runs.reduce((sum, run) => sum + run.processed, 0),
    1,
  )
  await Promise.all(nodes.map((door) => door.drain()))
  const { rows, keys } = await heads()
  assert.equal(rows.length, 1)
  const { signedAt: _signedAt, ...head } = rows[0] as SignedHead & { signedAt: string }
  assert.deepEqual(
    [head.company, head.pos, head.at, head.hash],
    ['SAMPLE', String(before!.pos), before!.at.toISOString(), before!.hash],
  )
  // Whoever has the public key can check it without us.
  const { company, pos, hash, at, epoch, keyId } = head
  const text = ['docket-head-1', company, pos, hash, at, epoch, keyId].join('\n')
  const signature = Buffer.from(head.signature, 'base64url')
  assert.equal(verify(null, Buffer.from(text), createPublicKey(keys[keyId]), signature), true)

  for (let tries = 0; sink.heard.length === 0 && tries < 300; tries += 1) await sleep(100)
  published = JSON.parse(sink.heard[0]!.body)
  assert.equal(sink.heard[0]!.type, 'ledger.head_signed')
  assert.deepEqual(published.data.head, head)
  const feed = await flow.server.request('GET', '/api/v1/events?limit=1000')
  assert.deepEqual(
    feed.body.events.filter((one: Seen) => one.type === 'ledger.head_signed'),
    [published],
  )
  // Read again by its place, as the log of webhooks does, it is the same.
  const log = await flow.server.request(
    'GET',
    `/api/v1/webhook-attempts/anchor/${encodeURIComponent(published.id)}`,
  )
  assert.deepEqual(log.body.payload, published)
  await flow.lawful()
})

test('it is signed again on another day, when something happened since, and not otherwise', async () => {
  assert.equal((await sign()).processed, 0)
  await sql("update platform.signed_head set signed_at = signed_at - interval '3 days'")
  assert.equal((await sign()).processed, 0, 'only the signature itself is new')
  await flow.sell([{ sku: 'KIT-101', quantity: '1' }])
  assert.equal((await sign()).processed, 1)
  assert.equal((await sign()).processed, 0)
  const { rows } = await heads()
  assert.equal(rows.length, 2)
  assert.ok(BigInt(rows[0].pos) > BigInt(rows[1].pos))
  const first = await flow.server.request('GET', '/api/v1/ledger/heads?limit=1')
  const second = await flow.server.request('GET', `/api/v1/ledger/heads?limit=1&after=${first.body.next}`)
  assert.deepEqual([first.body.rows[0], second.body.rows[0]], rows)
})

test('what was published is held against the database: a changed past, statement or key is found', async () => {
  const { keys } = await heads()
  const good = await verifyFile(published)
  assert.deepEqual([good.code, good.text.includes('SAMPLE is what was signed on')], [0, true], good.text)

  const { head } = published.data
  const forged = await verifyFile({ ...head, pos: String(BigInt(head.pos) - 1n) })
  assert.deepEqual([forged.code, /signature/.test(forged.text)], [1, true], forged.text)
  const other = generateKeyPairSync('ed25519').publicKey.export({ format: 'pem', type: 'spki' })
  await writeFile(join(folder, 'other.pem'), other)
  assert.equal((await verifyFile(head, '--key', join(folder, 'other.pem'))).code, 1)
  await writeFile(join(folder, 'ours.pem'), keys[head.keyId])
  assert.equal((await verifyFile(head, '--key', join(folder, 'ours.pem'))).code, 0)
  assert.equal((await verifyFile({ company: 'SAMPLE' })).code, 2)
  assert.equal((await verifyFile({ ...head, company: 'NOBODY' })).code, 1)

  // Who holds the database rewrites the past and chains everything anew, so that no law of the database sees it.
  await sql(`do $$ declare before bytea; one record; begin
    update platform.company_log set content_hash = sha256('another past') where pos = 3;
    select sha256(convert_to(code, 'UTF8')) into before from organization.company;
    for one in select * from platform.company_log order by pos loop
      before := sha256(before || one.content_hash || int8send(one.pos)
        || int8send((extract(epoch from one.at) * 1000000)::bigint));
      update platform.company_log set chain_hash = before where pos = one.pos;
    end loop;
    update platform.company_head set chain_hash = before; end $$`)
  await flow.lawful()
  const found = await verifyFile(published)
  assert.equal(found.code, 1)
  assert.match(found.text, /At place \d+ the chain is [0-9a-f]{64}, not [0-9a-f]{64}/)
})

test('the private key is given to nobody', async () => {
  const [key] = await sql<{ hex: string; base64: string }>(
    "select encode(private_key, 'hex') as hex, encode(private_key, 'base64') as base64 from platform.signing_key",
  )
  const given = JSON.stringify([await heads(), published])
  // The last 32 bytes are the secret; what is before them is the same in every key.
  for (const secret of [key!.hex.slice(-64), key!.base64.slice(-40)])
    assert.equal(given.includes(secret), false)
  assert.equal(given.includes('PRIVATE'), false)
})
