import { createHmac, randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import type { Clock } from '../../platform/clock.ts'
import { listen, type Answer, type Call, type EmulatorRoute } from '../http.ts'
import { Network, type Activation, type Switches } from './network.ts'

export interface ProvisioningOptions {
  /** 0 picks a free one. */
  port: number
  /** What a caller bears. */
  token: string
  /** Where it says what came of requests; undefined: it does not, until it is told where, and answers with it. */
  callback: string | undefined
  /** Signs what it says by itself. */
  secret: string
  clock: Clock
  /** What the system does, one line each. */
  say(what: string, detail: Record<string, unknown>): void
}

const MOST_KEY = 300
const never = new Promise<void>(() => undefined)

const refusal = (status: number, message: string): Answer => ({
  status,
  body: { status: `http_${status}`, message },
})

/** Runs a provisioning system until it is stopped; it forgets everything then. */
export async function runProvisioning({
  port,
  token,
  callback,
  secret,
  clock,
  say,
}: ProvisioningOptions): Promise<{ url: string; stop(): Promise<void> }> {
  const network = new Network()
  const { switches } = network
  let told = callback
  const stopped = new AbortController()
  const working = new Set<Promise<void>>()

  function handle(call: Call): Answer | Promise<Answer> {
    if (call.headers.authorization !== `Bearer ${token}`) return refusal(401, 'The token is wrong.')
    const key = call.headers['idempotency-key']
    if (typeof key !== 'string' || key === '' || key.length > MOST_KEY)
      return refusal(400, 'There is no Idempotency-Key.')
    if (network.takes('fail')) return refusal(switches.status, 'It was told to fail.')
    if (network.takes('drop')) return { status: 200, body: {}, after: never }
    const { activation, isNew } = network.take(key, call.method, call.path, jsonOf(call.body))
    say('request', { key, method: call.method, path: call.path, came: activation.came })
    if (isNew) begin(activation)
    if (network.takes('lose')) return { status: 200, body: {}, after: never }
    return answer(activation)
  }

  async function answer(activation: Activation): Promise<Answer> {
    await pause(switches.delayMs)
    if (told !== undefined) return { status: 202, body: { key: activation.key, status: 'accepted' } }
    return { status: activation.state === 'in_progress' ? 202 : 200, body: network.told(activation) }
  }

  function begin(activation: Activation): void {
    if (switches.workMs === 0) network.finish(activation)
    if (switches.workMs === 0 && told === undefined) return
    const work = end(activation)
      .catch((error: unknown) => say('reply lost', { key: activation.key, problem: String(error) }))
      .finally(() => working.delete(work))
    working.add(work)
  }

  async function end(activation: Activation): Promise<void> {
    await pause(switches.workMs, undefined, { signal: stopped.signal })
    network.finish(activation)
    if (told !== undefined) await reply(activation)
  }

  async function reply(activation: Activation): Promise<void> {
    if (network.takes('loseReplies')) return say('reply lost', { key: activation.key })
    const id = randomUUID()
    const ids = [
      ...Array.from({ length: 1 + switches.duplicate }, () => id),
      ...Array.from({ length: switches.repeat }, () => randomUUID()),
    ]
    for (const one of ids) await tell(one, network.told(activation))
  }

  async function tell(id: string, body: object): Promise<{ status: number; body: unknown }> {
    const content = JSON.stringify(body)
    const time = String(Math.floor(clock.now().getTime() / 1000))
    const mac = createHmac('sha256', secret).update(`${id}.${time}.${content}`).digest('base64')
    for (let tries = 1; ; tries += 1) {
      try {
        const response = await fetch(told!, {
          method: 'POST',
          headers: {
            'content-type': 'application/json',
            'webhook-id': id,
            'webhook-timestamp': time,
            'webhook-signature': `v1,${mac}`,
          },
          body: content,
          signal: stopped.signal,
        })
        const heard = (await response.json()) as unknown
        say('reply', { id, status: response.status, heard })
        if (response.status < 500 && response.status !== 429) return { status: response.status, body: heard }
      } catch (error) {
        if (stopped.signal.aborted || tries >= MOST_TRIES) throw error
      }
      await pause(RETRY_MS * tries, undefined, { signal: stopped.signal })
    }
  }

  const json = (call: Call) => call.headers['content-type']?.startsWith('application/json') === true
  const routes: EmulatorRoute[] = [
    ...['POST', 'PUT', 'PATCH', 'DELETE'].flatMap((method) => [
      { method, path: '/activations', handle },
      { method, path: '/activations/:id', handle },
    ]),
    {
      method: 'GET',
      path: '/activations/:key',
      handle(call) {
        if (call.headers.authorization !== `Bearer ${token}`) return refusal(401, 'The token is wrong.')
        if (network.takes('fail')) return refusal(switches.status, 'It was told to fail.')
        const found = network.activations.get(call.parts[0]!)
        return found ? { status: 200, body: network.told(found) } : refusal(404, 'There is none.')
      },
    },
    {
      method: 'GET',
      path: '/emulator/activations',
      handle: () => ({ status: 200, body: { items: [...network.activations.values()] } }),
    },
    {
      method: 'POST',
      path: '/emulator/tell',
      async handle(call) {
        const given = jsonOf(call.body) as { id?: unknown; body?: unknown } | undefined
        if (
          !json(call) ||
          told === undefined ||
          typeof given?.id !== 'string' ||
          typeof given.body !== 'object'
        )
          return refusal(400, 'It is { id, body }, and it knows where to say it.')
        const { status, body } = await tell(given.id, given.body ?? {})
        return { status: 200, body: { status, body } }
      },
    },
    {
      method: 'PUT',
      path: '/emulator/callback',
      handle(call) {
        const { url } = (jsonOf(call.body) ?? {}) as { url?: unknown }
        if (!json(call) || !(url === null || (typeof url === 'string' && URL.canParse(url))))
          return refusal(400, 'It is { url }, an address or null.')
        told = url ?? undefined
        return { status: 200, body: { url } }
      },
    },
    { method: 'GET', path: '/emulator/switches', handle: () => ({ status: 200, body: switches }) },
    {
      method: 'PUT',
      path: '/emulator/switches',
      handle(call) {
        if (!json(call)) return refusal(415, 'The content type is application/json.')
        const given = (jsonOf(call.body) ?? {}) as Record<string, unknown>
        const wrong = Object.entries(given).find(
          ([name, value]) =>
            !Object.hasOwn(switches, name) || !Number.isSafeInteger(value) || (value as number) < 0,
        )
        if (wrong) return refusal(400, `"${wrong[0]}" is no switch, or no whole number.`)
        Object.assign(switches, given as Partial<Switches>)
        return { status: 200, body: switches }
      },
    },
  ]
  const server = await listen(routes, port, (error) => {
    say('fault', { problem: String((error as Error).stack ?? error) })
    return refusal(500, 'The emulator is at fault.')
  })
  return {
    url: server.url,
    async stop() {
      stopped.abort()
      await server.close()
      await Promise.all(working)
    },
  }
}

const MOST_TRIES = 60
const RETRY_MS = 100

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
