import { Type, type Static } from 'typebox'
import { readItems, type Item } from '../catalog/index.ts'
import { readCompanies } from '../organization/index.ts'
import type { Reader } from '../platform/database/index.ts'
import type { Json } from '../platform/json.ts'
import { companiesOf, type Check } from '../platform/setup.ts'
import { locationsOfCompanies } from './setup.sql.ts'

/** For which items, classes and places a rule is: how it is said, checked and kept (A10-3, A10-8). */

/** What one rule is assigned to at most, and all rules of a kind of a company together. */
const MOST = { ofRule: 10_000, ofCompany: 20_000 }

export const Assignments = Type.Array(
  Type.Object(
    {
      sku: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
      itemClass: Type.Optional(Type.String({ minLength: 1, maxLength: 100 })),
      location: Type.Optional(Type.String({ minLength: 1, maxLength: 100 })),
    },
    { additionalProperties: false },
  ),
  {
    minItems: 1,
    maxItems: MOST.ofRule,
    description:
      'For what it is; {} is everything. Item and location goes before item, class and location, class, location, everything',
  },
)
type AssignmentsInput = Static<typeof Assignments>
/** An assignment as it stands: an item with its id. */
export type StoredAssignment = AssignmentsInput[number] & { itemId?: string }

/** What assignments may name. */
export interface Assignable {
  items(company: bigint, sku: string): Item | undefined
  /** `company code`. */
  locations: ReadonlySet<string>
}

export async function readAssignable<I extends { assignments: AssignmentsInput }>(
  db: Reader,
  requests: readonly { companyId: bigint; input: I }[],
): Promise<Assignable> {
  const companyIds = companiesOf(requests)
  const companies = await readCompanies(db, companyIds)
  const [items, locations] = await Promise.all([
    readItems(
      db,
      requests.flatMap(({ companyId, input }) => {
        const company = companies.get(companyId)
        const assigned = Array.isArray(input.assignments) ? input.assignments : []
        return company
          ? assigned.flatMap((one) => (one?.sku === undefined ? [] : [{ company, sku: one.sku }]))
          : []
      }),
    ),
    db.read(locationsOfCompanies, { companyIds }),
  ])
  return { items, locations: new Set(locations.map((row) => `${row.company_id} ${row.code}`)) }
}

/** @param of.others rules of the company beside this one */
export function checkAssignments(
  check: Check,
  assignments: AssignmentsInput,
  of: {
    companyId: bigint
    active: boolean
    known: Assignable
    others: readonly { code: string; active: boolean; assignments: Json }[]
  },
): StoredAssignment[] {
  const { companyId, active, known, others } = of
  const taken = new Map<string, string>()
  let count = assignments.length
  for (const { code, active: binds, assignments: theirs } of others) {
    const stored = theirs as unknown as StoredAssignment[]
    count += stored.length
    if (binds) for (const one of stored) taken.set(assignedKey(one), code)
  }
  check.that(
    count <= MOST.ofCompany,
    '/assignments',
    'too_many',
    `The rules of a company have at most ${MOST.ofCompany} assignments.`,
  )
  const named = new Set<string>()
  return assignments.map((one, index): StoredAssignment => {
    const at = `/assignments/${index}`
    const { sku, itemClass, location } = one
    if (sku !== undefined && itemClass !== undefined)
      check.add(`${at}/itemClass`, 'item_or_class', 'It is for an item, or for a class of items.')
    const item = sku === undefined ? undefined : known.items(companyId, sku)
    if (sku !== undefined && !item) check.add(`${at}/sku`, 'unknown_item', `There is no item "${sku}".`)
    if (item && item.kind !== 'goods')
      check.add(`${at}/sku`, 'not_goods', `Nothing of ${sku} is held in stock.`)
    if (location !== undefined && !known.locations.has(`${companyId} ${location}`))
      check.add(`${at}/location`, 'unknown_location', `There is no location "${location}".`)
    const key = assignedKey(one)
    if (named.has(key)) check.add(at, 'named_twice', 'It is named twice.')
    named.add(key)
    const other = taken.get(key)
    if (active && other !== undefined)
      check.add(at, 'assigned_twice', `The rule "${other}" is assigned to it, too.`)
    return item ? { ...one, itemId: item.id.toString() } : one
  })
}

function assignedKey({ sku, itemClass, location }: StoredAssignment): string {
  return JSON.stringify([sku ?? null, itemClass ?? null, location ?? null])
}

/** Assignments as they were described. */
export function describedAssignments(assignments: Json): Json {
  return (assignments as unknown as StoredAssignment[]).map(({ itemId: _item, ...one }) => one)
}

export function plain<T extends Json>(value: object): T {
  return JSON.parse(JSON.stringify(value)) as T
}
