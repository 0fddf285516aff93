import { Type } from 'typebox'
import type { Telemetry } from '../telemetry.ts'
import { document, ok, problem } from './replies.ts'
import { route, type Route } from './route.ts'

/** One thing that must hold before this process should get requests. Throws (or answers false) when it does not. */
export interface ReadinessCheck {
  readonly name: string
  check(): Promise<boolean | void>
}

const CHECK_MS = 2_000

const Health = Type.Object(
  {
    status: Type.Union([Type.Literal('ok'), Type.Literal('failing')]),
    checks: Type.Record(Type.String(), Type.Boolean()),
  },
  { $id: 'Health' },
)

/** Liveness, readiness, metrics. */
export function healthRoutes(
  checks: readonly ReadinessCheck[],
  telemetry: Telemetry,
  draining: () => boolean,
): Route[] {
  return [
    route({
      method: 'GET',
      url: '/health/live',
      operationId: 'getLiveness',
      summary: 'The process runs',
      tags: ['Health'],
      scope: 'anonymous',
      company: false,
      responses: { 200: { description: 'It does.', schema: Health } },
      handle: () => ok({ status: 'ok', checks: {} }),
    }),
    route({
      method: 'GET',
      url: '/health/ready',
      operationId: 'getReadiness',
      summary: 'The process can answer requests',
      tags: ['Health'],
      scope: 'anonymous',
      company: false,
      responses: { 200: { description: 'It can.', schema: Health } },
      problems: ['unavailable'],
      async handle() {
        const results = await Promise.all(checks.map(async (one) => [one.name, await passes(one)] as const))
        const state = Object.fromEntries(results)
        if (draining() || results.some(([, passed]) => !passed)) {
          return problem('unavailable', { more: { checks: state }, retryAfter: 2 })
        }
        return ok({ status: 'ok', checks: state })
      },
    }),
    route({
      method: 'GET',
      url: '/metrics',
      operationId: 'getMetrics',
      summary: 'Metrics of this process for Prometheus',
      tags: ['Health'],
      scope: 'metrics:read',
      company: false,
      responses: { 200: { description: 'Prometheus text.', schema: Type.String(), type: 'text/plain' } },
      handle: async () => document(telemetry.contentType, await telemetry.render()),
    }),
  ]
}

async function passes(one: ReadinessCheck): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<boolean>((resolve) => (timer = setTimeout(() => resolve(false), CHECK_MS)))
  try {
    return await Promise.race([one.check().then((result) => result !== false), late])
  } catch {
    return false
  } finally {
    clearTimeout(timer)
  }
}
