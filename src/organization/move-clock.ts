import { Type, type Static } from 'typebox'
import type { Act } from '../platform/batch/index.ts'
import type { Refusal } from '../platform/outcome.ts'
import { refuse } from '../platform/outcome.ts'
import { businessTime, readCompanies, type Company } from './company.ts'
import { moveClocks } from './setup.sql.ts'
import { touchSetup } from './setup.ts'

export const ClockInput = Type.Object(
  {
    to: Type.Optional(
      Type.String({ format: 'date-time', maxLength: 40, description: 'Business time from now on' }),
    ),
    days: Type.Optional(Type.Integer({ minimum: 1, maximum: 3660, description: 'Forward by so many days' })),
  },
  { title: 'ClockMoveInput', $id: 'ClockMoveInput', additionalProperties: false },
)
export type ClockInput = Static<typeof ClockInput>

export interface ClockMoved {
  ok: true
  /** Business time after the move. */
  businessTime: Date
}

const DAY_MS = 86_400_000
const FURTHEST = Date.UTC(2100, 0, 1)

interface Facts {
  companies: Map<bigint, Company>
  moved: Set<bigint>
}

/** Moves the business clock of a sandbox company forward (P-82); a clock never goes back: facts were dated by it. */
export const moveClock: Act<{ companyId: bigint; input: ClockInput }, Facts, ClockMoved | Refusal> = {
  name: 'organization.move_clock',
  weigh: () => 1,
  companyOf: (request) => request.companyId,
  async read(db, requests) {
    const ids = requests.map((request) => request.companyId)
    return { companies: await readCompanies(db, ids), moved: new Set() }
  },
  decide({ companyId, input }, { companies, moved }, { now }): ClockMoved | Refusal {
    const company = companies.get(companyId)
    if (!company) throw new Error(`There is no company ${companyId}`)
    if (!company.sandbox) return refuse('not_a_sandbox', 'Only the clock of a sandbox company can be moved.')
    if ((input.to === undefined) === (input.days === undefined)) {
      return refuse('clock_move_unclear', 'Say either `to` or `days`.')
    }
    const current = businessTime(company, now)
    const target =
      input.to === undefined ? current.getTime() + input.days! * DAY_MS : new Date(input.to).getTime()
    if (!(target <= FURTHEST)) return refuse('clock_too_far', 'The clock ends with the year 2099.', '/to')
    if (target < current.getTime()) {
      return refuse('clock_backward', `The clock shows ${current.toISOString()} and never goes back.`, '/to')
    }
    const clockOffsetMs = BigInt(target - now.getTime())
    companies.set(companyId, { ...company, clockOffsetMs })
    moved.add(companyId)
    return { ok: true, businessTime: new Date(target) }
  },
  conclude({ companies, moved }, { writes }) {
    for (const id of moved) {
      const company = companies.get(id)!
      writes.add(moveClocks, { companyId: company.id, clockOffsetMs: company.clockOffsetMs })
      touchSetup(writes, company.id, company.setupVersion)
    }
  },
}
