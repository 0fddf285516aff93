import type { Reader } from '../platform/database/index.ts'
import type { Problem } from '../platform/outcome.ts'
import { Pictures, type Versioned } from '../platform/picture.ts'
import { Lookups, RULE_BROKEN, standingRule, type Rule } from '../platform/rules.ts'
import type { ApprovalRule } from './approval.ts'
import { readApprovalRules } from './approval.sql.ts'
import type { OrderInput } from './order-input.ts'
import { readRecognitionRules, readSourceSystems, readValidationRules } from './orders.sql.ts'
import { approvalFacts, recognitionFacts, recognitionFactsOf, validationFacts } from './rule-facts.ts'
import { lookupsOfCompanies, readTransformationRules } from './setup.sql.ts'
import { gatherTransformations, type TransformationsOf } from './transformation.ts'

export interface SourceSystem {
  code: string
  prePriced: boolean
  createCustomers: boolean
  duplicateReference: 'ignore' | 'warn' | 'refuse'
  /** 0: what is agreed goes on at once. */
  remorseMinutes: number
  /** A newer version of an order that runs amends it (O-55). */
  amendable: boolean
  active: boolean
}

/** Sources and rules of a company, compiled. */
export interface Reception {
  sources: Map<string, SourceSystem>
  recognition: { id: bigint; name: string; rule: Rule; orderType: string; failReason: string | null }[]
  transformations: TransformationsOf[]
  lookups: Lookups
  /** By their code. */
  approvals: ApprovalRule[]
  validation: { id: bigint; orderType: string | null; rule: Rule; message: string; path: string }[]
}

/** Reads sources and rules of companies; kept in memory while their set-up stands. */
export async function readReceptions(
  db: Reader,
  companies: Iterable<Versioned>,
): Promise<Map<bigint, Reception>> {
  const pictures = db.memory.get(
    'orders.reception',
    () =>
      new Pictures<Reception>(() => ({
        sources: new Map(),
        recognition: [],
        transformations: [],
        lookups: new Lookups(new Map()),
        approvals: [],
        validation: [],
      })),
  )
  return pictures.load(companies, (companyIds, made) => loadReceptions(db, companyIds, made))
}

async function loadReceptions(
  db: Reader,
  companyIds: bigint[],
  found: ReadonlyMap<bigint, Reception>,
): Promise<void> {
  const [sources, recognition, transformations, lookups, validation, approvals] = await Promise.all([
    db.read(readSourceSystems, { companyIds }),
    db.read(readRecognitionRules, { companyIds }),
    db.read(readTransformationRules, { companyIds }),
    db.read(lookupsOfCompanies, { companyIds }),
    db.read(readValidationRules, { companyIds }),
    db.read(readApprovalRules, { companyIds }),
  ])
  for (const row of sources) {
    found.get(row.company_id)!.sources.set(row.code, {
      code: row.code,
      prePriced: row.pre_priced,
      createCustomers: row.create_customers,
      duplicateReference: row.duplicate_reference as SourceSystem['duplicateReference'],
      remorseMinutes: row.remorse_minutes,
      amendable: row.amendable,
      active: row.active,
    })
  }
  for (const row of recognition) {
    const rule = standingRule(row.condition, recognitionFacts)
    const { id, name, order_type: orderType, fail_reason: failReason } = row
    found.get(row.company_id)!.recognition.push({ id, name, rule, orderType, failReason })
  }
  for (const [companyId, rows] of Map.groupBy(transformations, (row) => row.company_id)) {
    found.get(companyId)!.transformations = gatherTransformations(rows)
  }
  for (const [companyId, rows] of Map.groupBy(lookups, (row) => row.company_id)) {
    const tables = new Map<string, Map<string, string>>()
    for (const { lookup, key, value, active } of rows) {
      let table = tables.get(lookup)
      if (!table) tables.set(lookup, (table = new Map()))
      if (active) table.set(key, value)
    }
    found.get(companyId)!.lookups = new Lookups(tables)
  }
  for (const row of approvals)
    found.get(row.company_id)!.approvals.push({
      code: row.code,
      version: row.version,
      rule: standingRule(row.condition, approvalFacts),
      levels: row.levels,
      exemptSources: row.exempt_sources,
      escalateHours: row.escalate_hours,
    })
  for (const row of validation) {
    const rule = standingRule(row.condition, validationFacts)
    const { id, order_type: orderType, message, path } = row
    found.get(row.company_id)!.validation.push({ id, orderType, rule, message, path })
  }
}

export interface Recognition {
  orderType: string
  /** Name and wording of the rule that decided; null: none was needed. */
  rule: string | null
  failed: Problem | null
}

/**
 * Which kind of order this is: active rules by falling relevancy, the first true one wins (O-03). A rule with a fail
 * reason, and no true rule where there are rules, make a visible Failed order (O-04), and so does one whose turn comes and
 * that no longer compiles. A company without rules takes the stated type, else `standard`.
 */
export function recognize(reception: Reception, input: OrderInput): Recognition {
  const stated = input.orderType ?? ''
  if (reception.recognition.length === 0) return { orderType: stated || 'standard', rule: null, failed: null }
  const facts = recognitionFactsOf(input)
  for (const candidate of reception.recognition) {
    const outcome = candidate.rule.evaluate(facts)
    if (!outcome.ok && outcome.code === RULE_BROKEN)
      return unrecognized(stated, `rule ${candidate.name}: ${outcome.message}`)
    if (!outcome.ok || outcome.value !== true) continue
    const reason = candidate.failReason
    return {
      orderType: candidate.orderType,
      rule: `${candidate.name}@${candidate.rule.version}`,
      failed: reason === null ? null : { path: '', code: 'not_recognized', message: reason },
    }
  }
  return unrecognized(stated, 'no recognition rule accepts this order')
}

function unrecognized(stated: string, message: string): Recognition {
  return { orderType: stated || 'unknown', rule: null, failed: { path: '', code: 'not_recognized', message } }
}

/** Validation passes only if every rule is true (O-05); all messages of those that are not come back. */
export function validate(
  reception: Reception,
  orderType: string,
  facts: () => { order: Record<string, unknown> },
): Problem[] {
  const problems: Problem[] = []
  let made: { order: Record<string, unknown> } | undefined
  for (const check of reception.validation) {
    if (check.orderType !== null && check.orderType !== orderType) continue
    made ??= facts()
    const outcome = check.rule.evaluate(made)
    if (!outcome.ok) problems.push({ path: check.path, code: 'validation_fault', message: outcome.message })
    else if (outcome.value !== true) {
      problems.push({ path: check.path, code: 'validation_failed', message: check.message })
    }
  }
  return problems
}
