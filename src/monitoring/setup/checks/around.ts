import { readAlertMessages, readProvenBackup, readSubscriptions } from '../setup.sql.ts'
import { fail, pass, type Step } from '../step.ts'

const DAY_MS = 86_400_000
/** What was shown to work is believed for so long. */
const LATELY_DAYS = 30
const BACKUP_DAYS = 90
/** Calls of an endpoint, and messages, that are looked at, the newest first. */
const MOST_LOOKED_AT = 500n

const dayOf = (at: Date) => at.toISOString().slice(0, 10)

/** Who hears of what happens, and what is left when the machine is lost. */
export const aroundSteps: Step[] = [
  {
    key: 'webhooks',
    area: 'channels',
    title: 'Subscribers hear of events',
    why: 'What hears nothing (a warehouse, a mailer, a data store) goes on with what it last knew.',
    required: false,
    how: [
      'PUT /api/v1/webhook-endpoints {"code":"crm","name":"CRM","url":"https://…","eventTypes":[]}',
      'Send an event again in the room of webhooks, to see that it arrives.',
    ],
    room: '/webhooks',
    after: ['company'],
    kind: 'query',
    async check({ db, company, now }) {
      const since = new Date(now.getTime() - LATELY_DAYS * DAY_MS)
      const found = await db.read(readSubscriptions, { companyId: company.id, since, most: MOST_LOOKED_AT })
      if (found.length === 0)
        return fail(
          'No endpoint is enabled.',
          'Describe one, or leave this step and say that nobody listens.',
        )
      const wrong = found.filter((one) => one.set_aside_at !== null || one.delivered_at === null)
      if (wrong.length === 0) return pass(`Heard lately: ${found.map(({ code }) => code).join(', ')}.`)
      const named = wrong.map(({ code, set_aside_at: aside, problem }) =>
        aside === null
          ? `${code} took nothing in ${LATELY_DAYS} days${problem === null ? '' : ` (${problem})`}`
          : `${code} is set aside: ${problem ?? 'it failed too often'}`,
      )
      return fail(
        `${named.join('; ')}.`,
        'The log of the endpoint says what it answered. Mend it, then send again.',
      )
    },
  },
  {
    key: 'alerts',
    area: 'people',
    title: 'Alerts reach someone',
    why: 'What goes wrong at night is told to a person, or it is found out by customers.',
    required: false,
    how: [
      'DOCKET_ALERT_WEBHOOK_URL or DOCKET_ALERT_MAIL_URL in the settings of the server (docs/reference/settings.md)',
      'POST /api/v1/monitoring/alerts/test',
    ],
    room: '/alerts',
    after: ['company'],
    kind: 'query',
    async check({ db, company, now }) {
      const asked = { companyId: company.id, most: MOST_LOOKED_AT }
      const found = await db.read(readAlertMessages, asked)
      const test = 'Name a receiver in the settings of the server, then POST /api/v1/monitoring/alerts/test.'
      if (found.length === 0) return fail('No message about an alert was ever sent.', test)
      const bad = found.find(({ state }) => state !== 'sent')
      if (bad)
        return fail(
          `The newest message by ${bad.target} was not taken${bad.problem === null ? ' yet' : `: ${bad.problem}`}.`,
          'Mend the receiver, then POST /api/v1/monitoring/alerts/test.',
        )
      const last = found.reduce((one, other) => (one.made_at > other.made_at ? one : other))
      return now.getTime() - last.made_at.getTime() > LATELY_DAYS * DAY_MS
        ? fail(`The newest message is of ${dayOf(last.made_at)}.`, test)
        : pass(`Taken: ${found.map(({ target, made_at: at }) => `${target} on ${dayOf(at)}`).join(', ')}.`)
    },
  },
  {
    key: 'backup_restored',
    area: 'proof',
    title: 'A backup was restored once',
    why: 'A copy that nobody ever restored is a hope. A trial restores it beside the data, checks every law and is recorded.',
    required: false,
    how: ['npx docket backup /elsewhere/docket-1', 'npx docket restore --try /elsewhere/docket-1'],
    after: ['company'],
    kind: 'query',
    async check({ db, now }) {
      const [row] = await db.read(readProvenBackup, {})
      const { tried_at: tried, ended_at: ended, taken_at: taken } = row!
      const once = 'npx docket backup <folder>, then npx docket restore --try <folder>.'
      if (tried === null || ended === null)
        return taken === null
          ? fail(
              'No backup was taken by Docket.',
              `${once} With a server of your own, restore its copy once, and leave this step with what you saw.`,
            )
          : fail(`The backup of ${dayOf(taken)} was never restored.`, once)
      return now.getTime() - tried.getTime() > BACKUP_DAYS * DAY_MS
        ? fail(`The last trial was on ${dayOf(tried)}, more than ${BACKUP_DAYS} days ago.`, once)
        : pass(`The backup of ${dayOf(ended)} was restored on ${dayOf(tried)}, and every law held.`)
    },
  },
]
