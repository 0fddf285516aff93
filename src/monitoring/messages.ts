import { createHmac } from 'node:crypto'
import type { AlertSettings } from '../platform/config.ts'
import type { Database } from '../platform/database/index.ts'
import type { Job, JobLog } from '../platform/jobs.ts'
import type { Json } from '../platform/json.ts'
import { readClock } from '../platform/platform.sql.ts'
import { claimMessages, settleMessage } from './alerts.sql.ts'

/** A message about an alert, on its way to one target. */
export interface Message {
  /** The same at every try: a receiver knows what it has. */
  key: string
  event: string
  madeAt: Date
  /** Of this try. */
  at: Date
  body: { readonly [name: string]: Json }
}

/** Where messages go. Throws when it was not taken. */
export interface Target {
  name: 'webhook' | 'mail'
  send(message: Message): Promise<void>
}

/** Limits of sending; see docs/reference/settings.md. */
export const MESSAGE_LIMITS = {
  /** Messages of a claim. */
  claim: 20,
  /** A claim that is not settled by then is due again. */
  leaseMs: 60_000,
  /** From the call to its answer. */
  timeoutMs: 15_000,
  /** Then it stays failed, for a person. */
  attempts: 12,
  /** The first pause after a failure; it doubles, */
  pauseMs: 5000,
  /** up to this. */
  mostPauseMs: 3_600_000,
} as const

/** The targets that the settings name. */
export function targetsOf({ webhook, mail }: AlertSettings, epoch: string): Target[] {
  const targets: Target[] = []
  if (webhook) targets.push(webhookTarget(webhook))
  if (mail) targets.push(mailTarget(mail, epoch))
  return targets
}

/** Signed as Standard Webhooks say: an HMAC over id, time and body, with the secret of the settings. */
function webhookTarget({ url, secret }: { url: string; secret: string }): Target {
  const key = secret.startsWith('whsec_') ? Buffer.from(secret.slice(6), 'base64') : Buffer.from(secret)
  return {
    name: 'webhook',
    async send({ key: id, event, madeAt, at, body }) {
      const seconds = Math.floor(at.getTime() / 1000)
      const content = JSON.stringify({
        type: `alert.${event}`,
        timestamp: madeAt.toISOString(),
        data: body,
      })
      const signature = createHmac('sha256', key).update(`${id}.${seconds}.${content}`).digest('base64')
      const answer = await fetch(url, {
        method: 'POST',
        redirect: 'error',
        signal: AbortSignal.timeout(MESSAGE_LIMITS.timeoutMs),
        headers: {
          'content-type': 'application/json',
          'webhook-id': id,
          'webhook-timestamp': String(seconds),
          'webhook-signature': `v1,${signature}`,
        },
        body: content,
      })
      await answer.body?.cancel()
      if (!answer.ok) throw new Error(`it answered ${answer.status}`)
    },
  }
}

function mailTarget(
  { url, from, to }: { url: string; from: string; to: readonly string[] },
  epoch: string,
): Target {
  return {
    name: 'mail',
    async send({ key, event, madeAt, body }) {
      // Most installations start without it.
      const { createTransport } = await import('nodemailer')
      const transport = createTransport(url, { from })
      const says = String(body['says'] ?? '')
      await withTimeout(
        transport.sendMail({
          to: [...to],
          messageId: `<${key}.${epoch.toLowerCase()}@docket>`,
          date: madeAt,
          subject: `[Docket] ${event}: ${says}`.slice(0, 200),
          text: `${says}\n\n${linesOf(body).join('\n')}\n`,
        }),
      )
    },
  }
}

/** What is known, one line each; what is nested as JSON. */
function linesOf(body: Message['body']): string[] {
  return Object.entries(body)
    .filter(([name, value]) => name !== 'says' && value !== null)
    .map(([name, value]) => `${name}: ${typeof value === 'string' ? value : JSON.stringify(value)}`)
}

async function withTimeout<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error('it did not answer in time')), MESSAGE_LIMITS.timeoutMs)
  })
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}

/** Sends what is due, in any number of processes; a target that does not take it is tried again, ever more seldom. */
export function messageJob(options: { db: Database; log: JobLog; targets: readonly Target[] }): Job {
  return {
    name: 'alert-messages',
    title: 'Sends messages about alerts',
    everyMs: 1000,
    async run(signal) {
      let evaluated = 0
      let processed = 0
      while (!signal.aborted) {
        const [taken, sent] = await sendDue(options)
        evaluated += taken
        processed += sent
        if (taken < MESSAGE_LIMITS.claim) break
      }
      return { evaluated, processed }
    },
  }
}

async function sendDue({ db, log, targets }: Parameters<typeof messageJob>[0]): Promise<[number, number]> {
  const [clock] = await db.read(readClock, {})
  const now = clock!.now
  const leaseUntil = new Date(now.getTime() + MESSAGE_LIMITS.leaseMs)
  const claimed = await db.read(claimMessages, { now, leaseUntil, count: MESSAGE_LIMITS.claim })
  const sent = await Promise.all(
    claimed.map(async ({ id, event, target: name, body, attempts, made_at: madeAt }) => {
      let problem = ''
      try {
        const target = targets.find((one) => one.name === name)
        if (!target) throw new Error(`this process has no settings for ${name}`)
        const key = `alert_${id}`
        await target.send({ key, event, madeAt, at: now, body: body as Message['body'] })
      } catch (error) {
        problem = (error instanceof Error ? error.message : String(error)).slice(0, 500)
        log.error(
          { message: String(id), target: name, attempts, problem },
          'a message about an alert was not taken',
        )
      }
      await settle(db, id, attempts, problem)
      return problem === ''
    }),
  )
  return [claimed.length, sent.filter(Boolean).length]
}

async function settle(db: Database, id: bigint, attempts: number, problem: string): Promise<void> {
  const [clock] = await db.read(readClock, {})
  const pauseMs = Math.min(MESSAGE_LIMITS.mostPauseMs, MESSAGE_LIMITS.pauseMs * 2 ** (attempts - 1))
  const state = problem === '' ? 'sent' : attempts < MESSAGE_LIMITS.attempts ? 'waiting' : 'failed'
  const now = clock!.now
  await db.read(settleMessage, {
    id,
    attempts,
    state,
    problem,
    now,
    dueAt: new Date(now.getTime() + pauseMs),
  })
}
