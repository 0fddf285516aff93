import { employed } from '../../platform/auth/index.ts'
import type { Json } from '../../platform/json.ts'
import { camelRows, companiesOf, setupAct, type CamelRow, type SetupAct } from '../../platform/setup.ts'
import { countedByCompany, Room } from '../../platform/setup-room.ts'
import { compilePolicy, usersNamed } from './policy.ts'
import type { LifeCyclePolicyInput } from './policy-input.ts'
import { lifeCyclePolicies, saveLifeCyclePolicies } from './policy.sql.ts'

type PolicyRow = CamelRow<typeof lifeCyclePolicies>

/** Of a company: all are kept in memory. */
const MOST_POLICIES = 100

interface Known {
  /** Users of whom it is known what they are; by `company/user`. */
  users: ReadonlyMap<string, unknown>
  /** What stands, and what this batch has said, by company. */
  standing: Map<bigint, Map<string, Pick<PolicyRow, 'body' | 'active'>>>
  room: Room
}

/** Who may do what to an order in which state, and under which conditions (O-12, O-13); each change is a version. */
export const saveLifeCyclePolicy: SetupAct<LifeCyclePolicyInput> = setupAct<
  LifeCyclePolicyInput,
  PolicyRow,
  Known
>({
  name: 'orchestration.save_life_cycle_policy',
  key: (input) => input.code,
  async read(db, requests) {
    const named = requests.flatMap(({ input }) => usersNamed(input).map(({ id }) => id))
    const [read, users] = await Promise.all([
      db.read(lifeCyclePolicies, { companyIds: companiesOf(requests) }),
      employed(db, named),
    ])
    const rows = camelRows(lifeCyclePolicies, read)
    const standing = new Map(
      [...Map.groupBy(rows, ({ companyId }) => companyId)].map(([companyId, own]) => [
        companyId,
        new Map(own.map((row) => [row.code, row])),
      ]),
    )
    const most = { whose: 'A company', most: MOST_POLICIES, name: 'life-cycle policies' }
    const room = new Room(most, countedByCompany(rows))
    return { rows: rows.map((row) => [row.code, row]), known: { users, standing, room } }
  },
  describe(input, check, { companyId, before, known, context }) {
    const version = before?.version ?? 1
    const { code, active = true } = input
    compilePolicy(input, version, check)
    for (const { id, at } of usersNamed(input)) {
      const isKnown = known.users.has(`${companyId}/${id}`) || known.users.has(`0/${id}`)
      check.that(isKnown, at, 'unknown_user', 'There is no such employee.')
    }
    const own = known.standing.get(companyId) ?? new Map<string, Pick<PolicyRow, 'body' | 'active'>>()
    known.standing.set(companyId, own)
    if (active && check.stated('/orderTypes', '/code')) {
      const others = [...own].filter(([other, row]) => other !== code && row.active)
      for (const [place, type] of (input.orderTypes ?? [null]).entries()) {
        const other = others.find(([, { body }]) => typesOf(body).includes(type))
        const path = type === null ? '/orderTypes' : `/orderTypes/${place}`
        const what = type === null ? 'all orders that go by no other' : `orders of type ${type}`
        if (other) check.add(path, 'policy_of_other', `The policy ${other[0]} is of ${what} already.`)
      }
    }
    if (!before) known.room.take(companyId, check)
    const body = input as unknown as Json
    if (check.problems.length === 0) own.set(code, { body, active })
    return { companyId, id: before?.id ?? context.ids.next(), code, version, body, active }
  },
  write(rows, writes) {
    for (const row of rows) writes.add(saveLifeCyclePolicies, row)
  },
})

/** Null: all that go by no other. */
function typesOf(body: Json): readonly (string | null)[] {
  return (body as unknown as LifeCyclePolicyInput).orderTypes ?? [null]
}
