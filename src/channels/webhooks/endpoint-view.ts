import { shownActor } from '../../platform/auth/index.ts'
import type { Reader } from '../../platform/database/index.ts'
import { instant } from '../../platform/wire.ts'
import { readEndpointStates, readReplays } from './log.sql.ts'

const orNone = (at: Date | null) => (at === null ? null : instant(at))

/** Endpoints as they are shown, by code: how each stands, never its secret. */
export async function readEndpoints(
  db: Reader,
  asked: { companyId: bigint; code: string | null; after: string; most: number },
) {
  const rows = await db.read(readEndpointStates, asked)
  const replays =
    rows.length === 0
      ? []
      : await db.read(readReplays, { companyId: asked.companyId, endpointIds: rows.map((row) => row.id) })
  const byEndpoint = Map.groupBy(replays, (replay) => replay.endpoint_id)
  return rows.map((row) => {
    const behind = Number(row.head - row.pos)
    const waits = row.enabled && row.failures > 0
    return {
      code: row.code,
      name: row.name,
      url: row.url,
      eventTypes: row.event_types,
      forwards:
        row.channel === null ? null : { channel: row.channel, ...(JSON.parse(row.forward!) as object) },
      enabled: row.enabled,
      state: stateOf(row),
      failures: row.failures,
      setAsideAt: orNone(row.set_aside_at),
      nextTryAt: waits ? orNone(row.set_aside_at === null ? row.due_at : row.probe_at) : null,
      failedAt: orNone(row.failed_at),
      problem: row.problem,
      behind,
      failed: row.failed,
      previousSecretUntil: orNone(row.previous_until),
      replays: (byEndpoint.get(row.id) ?? []).map((replay) => ({
        to: replay.only_failed ? 'failed' : 'all',
        place: String(replay.pos),
        until: String(replay.until_pos),
        actor: shownActor(replay.actor),
        madeAt: instant(replay.made_at),
      })),
    }
  })
}

function stateOf(row: { enabled: boolean; failures: number; set_aside_at: Date | null }): string {
  if (!row.enabled) return 'disabled'
  if (row.set_aside_at !== null) return 'set_aside'
  return row.failures > 0 ? 'failing' : 'delivering'
}
