import {
  changeSupply as thinkOf,
  concludeSupplyChange,
  openOfSupply,
  readSupply,
  watchDemand,
  writeSupplyChange,
  type Supply,
} from '../../inventory/index.ts'
import { businessDate } from '../../organization/index.ts'
import type { Act } from '../../platform/batch/index.ts'
import { refuseMalformed, type Malformed } from '../../platform/http/index.ts'
import { keyed, type Answered, type MayBeKeyed } from '../../platform/keyed.ts'
import { formatMicro, type Micro } from '../../platform/money.ts'
import { refuse, type Problem, type Refusal } from '../../platform/outcome.ts'
import { encodeId } from '../../platform/public-id.ts'
import { concludeProgress, lockProgress } from '../plan/progress.ts'
import { readServing, serveWaiting, type Serving } from '../waiting/serve-waiting.ts'

export interface SupplyRequest extends MayBeKeyed {
  companyId: bigint
  actor: string
  number: string
  /** null: as it stands. */
  dueOn: string | null
  /** So much of it is still to come, 0n: none; null: as it stands. */
  open: Micro | null
  reason: string
  malformed?: Malformed
}

interface SupplyFacts extends Serving {
  /** As they were read, and as they are decided. */
  supplies: Map<string, { read: Supply; now: Supply; changed: boolean }>
}

/**
 * Supply comes on another day, or another quantity of it (N-4). What comes sooner, or more, is promised to those who wait without a day;
 * promises that counted on it stand, and a run over the backlog gives them days that can be kept. What was said before is kept.
 *
 * Refusal: `supply_refused`, every problem at once.
 */
export const changeSupply = keyed<SupplyRequest, SupplyFacts>({
  name: 'orchestration.change_supply',
  weigh: () => 3,
  companyOf: (request) => request.companyId,
  async read(db, requests) {
    const found = await readSupply(db, requests)
    const items = [...found.values()].map((supply) => {
      const { companyId, itemId, locationId } = supply
      const more = requests.filter((one) => one.companyId === companyId && one.number === supply.number)
      const announced = more.reduce((sum, { open }) => sum + (open ?? 0n), openOfSupply(supply))
      return { companyId, itemId, locationId, incoming: 0n, announced }
    })
    const companyIds = requests.map(({ companyId }) => companyId)
    const serving = await readServing(db, [], items, { companyIds })
    const supplies = new Map(
      Array.from(found, ([key, read]) => [key, { read, now: { ...read }, changed: false }]),
    )
    return { ...serving, supplies }
  },
  lock: ({ progress }, locks) => lockProgress(progress, locks),
  decide(request, facts, context): Answered | Refusal {
    const { companyId, number, actor, reason, dueOn, open, malformed } = request
    const { progress, supplies } = facts
    const company = progress.companies.get(companyId)
    if (!company) return refuse('unknown_company', 'there is no such company')
    const today = businessDate(company, context.now)
    const supply = supplies.get(`${companyId}/${number}`)
    const problems: Problem[] = []
    const note = (path: string, code: string, message: string) => problems.push({ path, code, message })
    if (!supply) note('/number', 'unknown_supply', `there is no supply order ${number}`)
    if (dueOn !== null && dueOn < today) note('/dueOn', 'in_past', 'it is still to come: today or later')
    const before = supply && { ...supply.now }
    if (before && openOfSupply(before) === 0n && open === null)
      note('/number', 'nothing_open', 'nothing of it is to come: say how much comes')
    if (malformed) return refuseMalformed(malformed, problems)
    if (problems.length > 0) return refuse('supply_refused', problems)
    const { now } = supply!
    const due = dueOn ?? now.dueOn
    const left = open ?? openOfSupply(now)
    if (due !== now.dueOn || left !== openOfSupply(now)) {
      thinkOf(progress.stock, before!, { dueOn: due, quantity: left })
      Object.assign(now, { dueOn: due, quantity: now.received + left })
      supply!.changed = true
      writeSupplyChange(progress.stock, context, before!, now, { actor, reason })
      watchDemand(progress.stock, companyId, now.itemId)
      serveWaiting(facts, context, company, now, actor)
    }
    const { id } = now
    return { ok: true, answer: { id: encodeId('sup', id), number, dueOn: due, open: formatMicro(left) } }
  },
  conclude({ progress, supplies }, context) {
    for (const { read, now, changed } of supplies.values())
      if (changed) concludeSupplyChange(context, read, now)
    concludeProgress(progress, context)
  },
} satisfies Act<SupplyRequest, SupplyFacts, Answered | Refusal>)
