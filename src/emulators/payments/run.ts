import { setTimeout as pause } from 'node:timers/promises'
import { listen, type Answer, type Call, type EmulatorRoute } from '../http.ts'
import { Gateway, type Asked, type Switches } from './gateway.ts'

export interface PaymentsEmulatorOptions {
  /** 0 picks a free one. */
  port: number
  /** What a caller bears. */
  token: string
  /** What the gateway does, one line each. */
  say(what: string, detail: Record<string, unknown>): void
}

const KINDS = ['authorization', 'void', 'refund', 'balance']
const MOST_KEY = 300
const never = new Promise<void>(() => undefined)

const refusal = (status: number, message: string): Answer => ({ status, body: { status, message } })

/** Runs a payment gateway until it is stopped; it forgets everything then. */
export async function runPayments({
  port,
  token,
  say,
}: PaymentsEmulatorOptions): Promise<{ url: string; stop(): Promise<void> }> {
  const gateway = new Gateway()
  const { switches } = gateway

  /** @param done what the call does; it may be done more than once */
  async function disturbed(call: Call, done: (key: string) => Answer): Promise<Answer> {
    if (call.headers.authorization !== `Bearer ${token}`) return refusal(401, 'The token is wrong.')
    const key = call.headers['idempotency-key']
    if (typeof key !== 'string' || key === '' || key.length > MOST_KEY)
      return refusal(400, 'There is no Idempotency-Key.')
    const next = (name: 'fail' | 'drop' | 'lose') => {
      if (switches[name] <= 0) return false
      switches[name] -= 1
      say(`call ${name}`, { key, path: call.path })
      return true
    }
    if (next('fail')) return refusal(switches.status, 'It was told to fail.')
    if (next('drop')) return { status: 200, body: {}, after: never }
    let answer = done(key)
    for (let copy = 0; copy < switches.duplicate; copy += 1) answer = done(key)
    if (next('lose')) return { ...answer, after: never }
    return { ...answer, after: pause(switches.delayMs) }
  }

  function transact(key: string, asked: Asked): Answer {
    const answer = gateway.transact(key, asked)
    if (!answer) return refusal(409, 'Another transaction had this key.')
    say('transaction', { key, kind: asked.kind, amount: asked.amount, result: answer.result })
    return { status: 200, body: answer }
  }

  const routes: EmulatorRoute[] = [
    {
      method: 'POST',
      path: '/transactions',
      handle: (call) =>
        disturbed(call, (key) => {
          const asked = objectOf(call.body) as Asked | undefined
          return asked && isAsked(asked) ? transact(key, asked) : refusal(400, 'It is no transaction.')
        }),
    },
    {
      method: 'POST',
      path: '/transactions/close',
      handle: (call) =>
        disturbed(call, (key) => {
          const answer = gateway.close(key)
          say('closed', { key, done: answer !== null })
          return { status: 200, body: answer === null ? { done: false } : { done: true, answer } }
        }),
    },
    {
      method: 'GET',
      path: '/emulator/transactions',
      handle: () => ({ status: 200, body: { items: [...gateway.transactions.values()] } }),
    },
    { method: 'GET', path: '/emulator/switches', handle: () => ({ status: 200, body: switches }) },
    {
      method: 'PUT',
      path: '/emulator/switches',
      handle(call) {
        if (!call.headers['content-type']?.startsWith('application/json'))
          return refusal(415, 'The content type is application/json.')
        const given = objectOf(call.body) ?? {}
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
  return { url: server.url, stop: () => server.close() }
}

function objectOf(body: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(body)
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined
  } catch {
    return undefined
  }
}

function isAsked({ kind, amount, currency, token, about }: Asked): boolean {
  const text = (value: unknown) => value === null || typeof value === 'string'
  return (
    KINDS.includes(kind) &&
    typeof amount === 'string' &&
    /^\d{1,15}(\.\d{1,4})?$/.test(amount) &&
    typeof currency === 'string' &&
    text(token) &&
    text(about)
  )
}
