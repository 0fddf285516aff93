import { readWorkingDays } from '../organization/index.ts'
import type { Reader } from '../platform/database/index.ts'
import { Pictures, type Versioned } from '../platform/picture.ts'
import {
  AssignedRules,
  SUPPLY_KINDS,
  termsOf,
  type AtpMode,
  type AtpRule,
  type AtpTerms,
  type Match,
} from './atp-rule.ts'
import { locationOf, readLocationsOf, type Location, type PlacesOf } from './places.ts'
import type { StoredAssignment } from './assignments.ts'
import type { RuleTerms } from './save-atp-rule.ts'
import { atpRulesOfCompanies, classesOfItems } from './setup.sql.ts'
import { readSupplySetups, type SupplySetup } from './supply-setup.ts'

/** What of the set-up says what is available of items. */
export interface AtpFacts {
  /** Of companies that have rules; others go by the rule that is built in. */
  setups: ReadonlyMap<bigint, AtpSetup>
  /** Classes by company/item, of companies whose rules ask. */
  classes: ReadonlyMap<string, string>
  /** How goods come to the places of companies that say so. */
  supply: ReadonlyMap<bigint, SupplySetup>
}

/** The rules of a company, and what they come to on a day. */
class AtpSetup extends AssignedRules<AtpRule> {
  /** The company describes how goods come to its places. */
  looks = false
  readonly #terms = new Map<string, AtpTerms>()
  #today = ''

  /** The same terms as long as the day and the set-up stand: what was computed by them is known again. */
  terms(rule: AtpRule, { id, shipping }: Location, today: string): AtpTerms {
    if (today !== this.#today) this.#terms.clear()
    this.#today = today
    const key = `${rule.code} ${id}`
    let terms = this.#terms.get(key)
    if (!terms) this.#terms.set(key, (terms = termsOf(rule, shipping?.calendar, today)))
    return terms
  }
}

export function noAtp(): AtpFacts {
  return { setups: new Map(), classes: new Map(), supply: new Map() }
}

/** How goods come to places where they are short, of the companies that have ATP rules and say so; kept in memory (A10-8). */
export async function readSupplyRules(
  db: Reader,
  companies: readonly Versioned[],
): Promise<Map<bigint, SupplySetup>> {
  const setups = await readSetups(db, companies)
  const looking = companies.filter(({ id }) => setups.get(id)!.looks)
  return looking.length === 0 ? new Map() : readSupplySetups(db, looking)
}

/**
 * Reads the ATP rules of companies (kept in memory), and the classes of items where a rule is for one.
 *
 * @param supply what `readSupplyRules` says, where it is looked through
 */
export async function readAtp(
  db: Reader,
  companies: readonly Versioned[],
  items: readonly { companyId: bigint; itemId: bigint }[],
  supply: AtpFacts['supply'],
): Promise<AtpFacts> {
  const all = await readSetups(db, companies)
  const setups = new Map([...all].filter(([, setup]) => setup.any))
  const classed = items.filter(
    ({ companyId }) => setups.get(companyId)?.asksClass || supply.get(companyId)?.rules.asksClass,
  )
  const rows =
    classed.length === 0
      ? []
      : await db.read(classesOfItems, {
          companyIds: classed.map((one) => one.companyId),
          itemIds: classed.map((one) => one.itemId),
        })
  return {
    setups,
    supply,
    classes: new Map(rows.map((row) => [`${row.company_id}/${row.id}`, row.item_class])),
  }
}

function readSetups(db: Reader, companies: readonly Versioned[]): Promise<Map<bigint, AtpSetup>> {
  const pictures = db.memory.get('inventory.atp_rules', () => new Pictures<AtpSetup>(() => new AtpSetup()))
  return pictures.load(companies, async (companyIds, setups) => {
    const [rows, locations, calendars] = await Promise.all([
      db.read(atpRulesOfCompanies, { companyIds }),
      readLocationsOf(db, companies),
      readWorkingDays(db, companies),
    ])
    for (const row of rows) {
      if (row.looks) setups.get(row.company_id)!.looks = true
      if (!row.active) continue
      const codes = new Map(locations.get(row.company_id)!.map((place) => [place.code, place.id]))
      const terms = row.terms as unknown as RuleTerms
      const calendar = calendars.get(row.company_id)?.get(terms.calendar ?? '')
      const rule: AtpRule = {
        code: row.code,
        name: row.name,
        version: row.version,
        mode: row.mode as AtpMode,
        calendar,
        ...ruleOf(terms),
      }
      const setup = setups.get(row.company_id)!
      for (const { itemId, itemClass, location } of row.assignments as unknown as StoredAssignment[])
        setup.add(rule, {
          itemId: itemId === undefined ? null : BigInt(itemId),
          itemClass: itemClass ?? null,
          // A location never goes, so each code that was taken is one still.
          locationId: location === undefined ? null : codes.get(location)!,
        })
    }
  })
}

/** The terms of a rule as they are decided by; what was left out has its usual value. */
function ruleOf(terms: RuleTerms): Omit<AtpRule, 'code' | 'name' | 'version' | 'mode' | 'calendar'> {
  const { leadTime, infiniteFence, backward = true } = terms
  const kinds: readonly string[] = terms.supplyKinds ?? ['on_hand', ...SUPPLY_KINDS]
  const total =
    (leadTime?.preProcessingDays ?? 0) + (leadTime?.processingDays ?? 0) + (leadTime?.postProcessingDays ?? 0)
  const leadDays = leadTime?.days ?? total
  return {
    onHand: kinds.includes('on_hand'),
    supplies: new Set(kinds),
    datedDemand: terms.demandKinds?.includes('dated_demand') ?? true,
    pastDueSupplyDays: terms.pastDueSupplyDays ?? 0,
    pastDueDemandDays: terms.pastDueDemandDays ?? null,
    backward,
    forward: terms.forward ?? true,
    accumulate: terms.accumulate ?? backward,
    windowDays: terms.accumulationDays ?? null,
    fenceDays: infiniteFence ? (infiniteFence.days ?? leadDays) : null,
    leadDays,
    latestSupplyFirst: terms.latestSupplyFirst ?? false,
    capable: terms.capable ?? false,
  }
}

/** A picture that knows its places and its rules. */
export interface Ruled extends PlacesOf {
  atp: AtpFacts
}

/** The rule for an item at a place; 'built_in': its company has none, 'none': none of those is for it (A10-3). */
export function atpRuleAt(
  { atp }: Pick<Ruled, 'atp'>,
  companyId: bigint,
  itemId: bigint,
  locationId: bigint,
): { rule: AtpRule; match: Match } | 'built_in' | 'none' {
  const setup = atp.setups.get(companyId)
  if (!setup) return 'built_in'
  return setup.at(itemId, atp.classes.get(`${companyId}/${itemId}`) ?? '', locationId) ?? 'none'
}

/** What counts as available of an item at a place; undefined: by the built-in rule, null: no rule is for it. */
export function termsAt(
  facts: Ruled,
  companyId: bigint,
  itemId: bigint,
  locationId: bigint,
  today: string,
): AtpTerms | undefined | null {
  const found = atpRuleAt(facts, companyId, itemId, locationId)
  if (found === 'built_in') return undefined
  const place = locationOf(facts, companyId, locationId)
  if (found === 'none' || !place) return null
  return facts.atp.setups.get(companyId)!.terms(found.rule, place, today)
}

/** Is an item available by some rule, at one place or at any? Without one nothing is promised of it (A10-3). */
export function hasAtpRule(facts: Ruled, companyId: bigint, itemId: bigint, boundTo: bigint | null): boolean {
  if (!facts.atp.setups.has(companyId)) return true
  const places = boundTo === null ? (facts.locations.get(companyId) ?? []).map(({ id }) => id) : [boundTo]
  return places.some((place) => atpRuleAt(facts, companyId, itemId, place) !== 'none')
}
