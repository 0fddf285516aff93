/** An outside system of the bench: it takes each request at once, and says by a signed callback that it is done. */
import { createHmac, randomUUID } from 'node:crypto'
import { Agent, createServer, request as httpRequest } from 'node:http'
import type { AddressInfo } from 'node:net'

/** What the bench tells this process: where it says what came of requests. */
export interface AnsweringWork {
  replies: string
}

/** What it tells in turn: how many requests came, and how many of them were said to be done and taken. */
export interface Answered {
  asked: number
  taken: number
}

const MOST_AT_ONCE = 64
const secret = Buffer.from(process.env['ANSWERING_SECRET']!)
const agent = new Agent({ keepAlive: true, maxSockets: MOST_AT_ONCE })
const counted: Answered = { asked: 0, taken: 0 }
let replies: URL | undefined

const server = createServer((request, response) => {
  const pieces: Buffer[] = []
  request.on('data', (piece: Buffer) => pieces.push(piece))
  request.on('end', () => {
    const { reference } = JSON.parse(Buffer.concat(pieces).toString()) as { reference: string }
    counted.asked++
    response.writeHead(202, { 'content-type': 'application/json' })
    response.end(JSON.stringify({ key: reference, status: 'in_progress' }))
    say(reference)
  })
})

function say(key: string): void {
  const id = randomUUID()
  const time = String(Math.floor(Date.now() / 1000))
  const body = JSON.stringify({ key, status: 'active' })
  const mac = createHmac('sha256', secret).update(`${id}.${time}.${body}`).digest('base64')
  const headers = {
    'content-type': 'application/json',
    'content-length': String(body.length),
    'webhook-id': id,
    'webhook-timestamp': time,
    'webhook-signature': `v1,${mac}`,
  }
  const request = httpRequest(replies!, { method: 'POST', agent, headers }, (response) => {
    response.resume()
    if (response.statusCode === 200) counted.taken++
  })
  request.on('error', (error) => process.stderr.write(`a callback was not taken: ${error.message}\n`))
  request.end(body)
}

process.on('message', (work: AnsweringWork) => {
  replies = new URL(work.replies)
  process.send!(counted)
})
process.once('disconnect', () => process.exit(0))

server.listen(0, '127.0.0.1', () => {
  process.send!({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` })
})
