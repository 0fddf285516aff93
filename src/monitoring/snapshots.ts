import { Type } from 'typebox'
import type { Database } from '../platform/database/index.ts'
import { ok, route, type Route } from '../platform/http/index.ts'
import { readClock } from '../platform/platform.sql.ts'
import { readTogether } from '../platform/snapshot.ts'
import { instant, InstantShape, orNull } from '../platform/wire.ts'
import { readRefusedRows, readSystemStates } from './snapshots.sql.ts'

const SnapshotReport = Type.Object(
  {
    at: InstantShape,
    systems: Type.Array(
      Type.Object({
        system: Type.String(),
        name: Type.String(),
        active: Type.Boolean(),
        connection: orNull(Type.String({ description: 'null: it hands its snapshots over by itself' })),
        asOf: orNull(InstantShape),
        fetchedAt: orNull(InstantShape),
        ageSeconds: orNull(Type.Number({ description: 'Of the newest whole snapshot; null: there is none' })),
        staleSeconds: Type.Integer(),
        stale: Type.Boolean({ description: 'Active, and older than `staleSeconds` or never heard' }),
        nextAt: orNull(InstantShape),
        failures: Type.Integer({ description: 'Tries in vain since the last answer' }),
        problem: orNull(Type.String()),
        failedAt: orNull(InstantShape),
        rowsRefused: Type.Integer(),
      }),
    ),
    refused: Type.Array(
      Type.Object({
        system: Type.String(),
        sku: Type.String({ description: '`row N` for one without: its place in the newest round' }),
        location: orNull(Type.String()),
        problems: Type.Array(Type.Unknown()),
        seenAt: InstantShape,
      }),
      { description: 'The first 100 rows that could not be taken' },
    ),
  },
  { title: 'SnapshotReport' },
)

/** Past due by so much, no process that is running can ask. */
const UNASKED_MS = 60_000

/** Each process asks over its own connections only, so what none of them knows is seen by nobody's failure. */
function unasked(
  system: { active: boolean; connection: string | null; due_at: Date | null },
  now: Date,
): string | null {
  const { active, connection, due_at: dueAt } = system
  if (!active || connection === null) return null
  if (dueAt !== null && dueAt.getTime() > now.getTime() - UNASKED_MS) return null
  return `no process asks over the connection "${connection}": see the settings of those with the role scheduler`
}

/** The route that tells how fresh the snapshots of outside inventory systems are. */
export function snapshotRoute(db: Database): Route {
  return route({
    method: 'GET',
    url: '/api/v1/monitoring/snapshots',
    operationId: 'readSnapshots',
    summary: 'How old what outside inventory systems said is, and what could not be taken',
    tags: ['monitoring'],
    scope: 'operations:read',
    responses: { 200: { description: 'The systems', schema: SnapshotReport } },
    async handle({ companyId }) {
      const [clock] = await db.read(readClock, {})
      const now = clock!.now
      const { states, refused } = await readTogether(db, (reader) => ({
        states: reader.read(readSystemStates, { companyId }),
        refused: reader.read(readRefusedRows, { companyId, most: 100n }),
      }))
      const codes = new Map(states.map((row) => [row.id, row.code]))
      const at = (time: Date | null) => (time === null ? null : instant(time))
      return ok({
        at: instant(now),
        systems: states.map((row) => {
          const ageSeconds = row.as_of === null ? null : (now.getTime() - row.as_of.getTime()) / 1000
          return {
            system: row.code,
            name: row.name,
            active: row.active,
            connection: row.connection,
            asOf: at(row.as_of),
            fetchedAt: at(row.fetched_at),
            ageSeconds,
            staleSeconds: row.stale_seconds,
            stale: row.active && (ageSeconds === null || ageSeconds > row.stale_seconds),
            nextAt: row.active && row.connection !== null ? at(row.due_at) : null,
            failures: row.failures,
            problem: row.problem ?? unasked(row, now),
            failedAt: at(row.failed_at),
            rowsRefused: Number(row.refused),
          }
        }),
        refused: refused.map((row) => ({
          system: codes.get(row.system_id) ?? '',
          sku: row.sku === '' ? row.place : row.sku,
          location: row.sku === '' || row.place === '' ? null : row.place,
          problems: row.problems as unknown[],
          seenAt: instant(row.seen_at),
        })),
      })
    },
  })
}
