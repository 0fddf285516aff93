import type { Database } from '../platform/database/index.ts'
import { ok, route, type Route } from '../platform/http/index.ts'
import { readClock } from '../platform/platform.sql.ts'
import { encodeId, orderNumber } from '../platform/public-id.ts'
import { readTogether } from '../platform/snapshot.ts'
import { instant } from '../platform/wire.ts'
import { checkInvariants } from './check-invariants.ts'
import { aboutRoute } from './about.ts'
import { alertRoutes, type AlertRouteOptions } from './http-alerts.ts'
import { jobRoutes } from './http-jobs.ts'
import type { Jobs } from './jobs.ts'
import { OPEN_STATUSES } from './open-statuses.ts'
import { readFailedTasks, readQueues } from './queue.sql.ts'
import { InvariantReport, QueueReport } from './shapes.ts'
import { runbookRoute } from './runbook.ts'
import { snapshotRoute } from './snapshots.ts'

/** Well within the time of the request, with the statement that is under way. */
const ENOUGH_MS = 45_000

/** What waits at a door of this node. */
export interface DoorDepth {
  act: string
  lane: string
  depth: number
}

/** Routes that tell what is true and what is late. `doors` reads the queues of this node. */
export function monitoringRoutes({
  db,
  laws,
  doors,
  jobs,
  alerts,
  company,
}: {
  db: Database
  /** Joins whole tables. */
  laws: Database
  doors?: () => DoorDepth[]
  jobs: Jobs
  alerts: Omit<AlertRouteOptions, 'db'>
  /** What day it is there. */
  company(companyId: bigint): Promise<{ today: string }>
}): Route[] {
  return [
    route({
      method: 'GET',
      url: '/api/v1/monitoring/invariants',
      operationId: 'checkInvariants',
      summary: 'Every law, and the rows that break it',
      description:
        'The full form: it reads all rows of the company. A law that does not come to an end in time is told as not checked; large companies use `docket invariants`.',
      tags: ['monitoring'],
      scope: 'ledger:read',
      timeoutMs: 60_000,
      responses: { 200: { description: 'What holds and what does not', schema: InvariantReport } },
      async handle({ companyId }) {
        const results = await checkInvariants(laws, { companyId, enough: AbortSignal.timeout(ENOUGH_MS) })
        return ok({
          holds: results.every((result) => result.checked && result.rows.length === 0),
          complete: results.every((result) => result.checked),
          laws: results.map(({ law, sentence, checked, rows }) => ({
            law,
            sentence,
            holds: checked && rows.length === 0,
            checked,
            rows: rows.map(({ what, expected, actual }) => ({ what, expected, actual })),
          })),
        })
      },
    }),
    route({
      method: 'GET',
      url: '/api/v1/monitoring/queues',
      operationId: 'readQueues',
      summary: 'What waits to be done, how long already, and what failed',
      tags: ['monitoring'],
      scope: 'operations:read',
      responses: { 200: { description: 'The queues', schema: QueueReport } },
      async handle({ companyId }) {
        const [clock] = await db.read(readClock, {})
        const now = clock!.now
        const found = await readTogether(db, (reader) => ({
          queues: reader.read(readQueues, { companyId, now }),
          failed: reader.read(readFailedTasks, { companyId, statuses: OPEN_STATUSES, most: 100n }),
        }))
        return ok({
          at: instant(now),
          tasks: found.queues.map((row) => ({
            kind: row.kind,
            depth: Number(row.depth),
            due: Number(row.due),
            attempted: Number(row.attempted),
            oldestDueSeconds:
              row.oldest_due_at === null ? null : (now.getTime() - row.oldest_due_at.getTime()) / 1000,
          })),
          failed: found.failed.map((row) => ({
            orderId: encodeId('ord', row.order_id),
            orderNumber: orderNumber(row.order_id),
            taskId: encodeId('tsk', row.id),
            kind: row.kind,
            problem: row.problem,
          })),
          doors: together(doors?.() ?? []),
        })
      },
    }),
    snapshotRoute(db),
    runbookRoute(),
    ...jobRoutes({ db, jobs }),
    ...alertRoutes({ db, ...alerts }),
    aboutRoute({ db, company }),
  ]
}

/** An act has a queue for callers and one for inside work in each lane: shown as one. */
function together(depths: readonly DoorDepth[]): DoorDepth[] {
  const sums = new Map<string, DoorDepth>()
  for (const one of depths) {
    const name = `${one.act} ${one.lane}`
    sums.set(name, { ...one, depth: one.depth + (sums.get(name)?.depth ?? 0) })
  }
  return [...sums.values()]
}
