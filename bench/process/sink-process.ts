/** Subscribers of the bench, one a path: those of `/dead…` never answer. Beside it, a bare loop that posts to them. */
import { Agent, createServer, request as httpRequest } from 'node:http'
import type { AddressInfo } from 'node:net'

/** What the bench asks of this process. */
export type SinkWork =
  /** What came since the last time it was asked. */
  | { kind: 'heard' }
  /** The first bodies that came at all. */
  | { kind: 'bodies' }
  /** Posts these bodies in turn from `clients` at once, over connections that stay open. */
  | { kind: 'post'; url: string; bodies: readonly Uint8Array[]; clients: number; ms: number }

export interface SinkHeard {
  count: number
  /** Asked for alone. */
  bodies: readonly Uint8Array[]
  /** Milliseconds from the time of the event to its arrival; at most 200,000. */
  latencies: number[]
}

const none = (): SinkHeard => ({ count: 0, bodies: [], latencies: [] })
let heard = none()
const MOST_BODIES = 1000
const bodies: Buffer[] = []
const TIME = '"time":"'

const server = createServer((request, response) => {
  const pieces: Buffer[] = []
  request.on('data', (piece: Buffer) => pieces.push(piece))
  request.on('end', () => {
    if (request.url!.startsWith('/dead')) return
    const body = Buffer.concat(pieces)
    heard.count++
    if (bodies.length < MOST_BODIES) bodies.push(body)
    const at = body.indexOf(TIME)
    if (at >= 0 && heard.latencies.length < 200_000) {
      const from = at + TIME.length
      heard.latencies.push(Date.now() - Date.parse(body.toString('latin1', from, from + 24)))
    }
    response.writeHead(204).end()
  })
})

process.on('message', (work: SinkWork) => {
  void perform(work).then((answer) => process.send!(answer))
})
process.once('disconnect', () => process.exit(0))

async function perform(work: SinkWork): Promise<SinkHeard> {
  if (work.kind === 'post') return { ...none(), count: await post(work) }
  if (work.kind === 'bodies') return { ...none(), bodies }
  const told = heard
  heard = none()
  return told
}

/** @returns how many were answered */
async function post({ url, bodies: given, clients, ms }: SinkWork & { kind: 'post' }): Promise<number> {
  const agent = new Agent({ keepAlive: true })
  const target = new URL(url)
  const end = performance.now() + ms
  let count = 0
  const one = (body: Uint8Array): Promise<void> =>
    new Promise((resolve, reject) => {
      const headers = { 'content-type': 'application/json', 'content-length': String(body.length) }
      const request = httpRequest(target, { method: 'POST', agent, headers }, (response) => {
        response.resume()
        response.on('end', resolve)
        response.on('error', reject)
      })
      request.on('error', reject)
      request.end(body)
    })
  const client = async (): Promise<void> => {
    for (; performance.now() < end; count++) await one(given[count % given.length]!)
  }
  await Promise.all(Array.from({ length: clients }, client))
  agent.destroy()
  return count
}

server.listen(0, '127.0.0.1', () => {
  process.send!({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` })
})
