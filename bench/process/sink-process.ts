/** Subscribers of the bench, one a path: those of `/dead…` never answer. Beside it, a bare loop that posts to them. */
import { Agent, createServer, request as httpRequest } from 'node:http'
import type { AddressInfo } from 'node:net'

/** What the bench asks of this process. */
export type SinkWork =
  /** What came since the last time it was asked. */
  | { kind: 'heard' }
  /** Posts a body of so many bytes from `clients` at once, over connections that stay open. */
  | { kind: 'post'; url: string; bytes: number; clients: number; ms: number }

export interface SinkHeard {
  count: number
  /** Bytes of all bodies. */
  bytes: number
  /** Milliseconds from the time of the event to its arrival; at most 200,000. */
  latencies: number[]
}

const none = (): SinkHeard => ({ count: 0, bytes: 0, latencies: [] })
let heard = none()
const TIME = '"time":"'

const server = createServer((request, response) => {
  const pieces: Buffer[] = []
  request.on('data', (piece: Buffer) => pieces.push(piece))
  request.on('end', () => {
    if (request.url!.startsWith('/dead')) return
    const body = Buffer.concat(pieces)
    heard.count++
    heard.bytes += body.length
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
  const told = heard
  heard = none()
  return told
}

/** @returns how many were answered */
async function post({ url, bytes, clients, ms }: SinkWork & { kind: 'post' }): Promise<number> {
  const agent = new Agent({ keepAlive: true })
  const body = Buffer.alloc(bytes, 'x')
  const target = new URL(url)
  const headers = { 'content-type': 'application/json', 'content-length': String(bytes) }
  const end = performance.now() + ms
  let count = 0
  const one = (): Promise<void> =>
    new Promise((resolve, reject) => {
      const request = httpRequest(target, { method: 'POST', agent, headers }, (response) => {
        response.resume()
        response.on('end', resolve)
        response.on('error', reject)
      })
      request.on('error', reject)
      request.end(body)
    })
  const client = async (): Promise<void> => {
    for (; performance.now() < end; count++) await one()
  }
  await Promise.all(Array.from({ length: clients }, client))
  agent.destroy()
  return count
}

server.listen(0, '127.0.0.1', () => {
  process.send!({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` })
})
