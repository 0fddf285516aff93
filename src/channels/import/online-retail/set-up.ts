import { saveItem } from '../../../catalog/index.ts'
import { findAccount, readAccounts, saveCustomer } from '../../../customers/index.ts'
import { saveLocation } from '../../../inventory/index.ts'
import {
  installDefaultBooks,
  monthsOf,
  saveLedgerAccount,
  savePeriod,
  savePostingRule,
} from '../../../ledger/index.ts'
import { saveSourceSystem } from '../../../orders/index.ts'
import { allCompanies, saveCompany, saveSeries } from '../../../organization/index.ts'
import { Fault, type Act, type Door } from '../../../platform/batch/index.ts'
import type { Database } from '../../../platform/database/index.ts'
import type { Refusal } from '../../../platform/outcome.ts'
import { isRefusal, type Saved, type SetupRequest } from '../../../platform/setup.ts'
import { ImportRefused } from '../importer.ts'
import type { Mapping } from './mapping.ts'
import type { ImportPlan } from './plan.ts'

const UNTAXED = 'none'
const internal = { internal: true }

/** The company that the mapping describes; made with default books when it is not there yet. */
export async function openCompany(door: Door, db: Database, { company }: Mapping): Promise<bigint> {
  const known = (await allCompanies(db)).find((one) => one.code === company.code)
  if (known) return known.id
  const made = await door.request(saveCompany, { input: company }, internal)
  if (isRefusal(made)) throw refused(made)
  return made.id
}

/**
 * Describes to a company what the plan needs: books, periods, series, source, location, items, and the customers that
 * only ever return. Doing it again changes nothing.
 *
 * @param options.ownBooks true: the company has books of its own, which are only added to
 * @throws ImportRefused when the company's own set-up stands in the way
 */
export async function setUp(
  door: Door,
  db: Database,
  companyId: bigint,
  mapping: Mapping,
  plan: ImportPlan,
  options: { ownBooks: boolean },
): Promise<void> {
  const all = <I, F>(act: Act<SetupRequest<I>, F, Saved | Refusal>, inputs: readonly I[]) =>
    describe(door, companyId, act, inputs)
  const years = [...new Set(plan.documents.map((document) => Number(document.on.slice(0, 4))))].sort()
  if (options.ownBooks) await openPeriods(door, companyId, years)
  else await installDefaultBooks(door, companyId, years)
  await all(saveLedgerAccount, mapping.accounts)
  await all(savePostingRule, mapping.postingRules)
  const { invoice, creditMemo } = mapping.series
  await all(saveSeries, [
    { code: invoice, kind: 'invoice', prefix: `${invoice}-`, policy: 'free' },
    { code: creditMemo, kind: 'credit_memo', prefix: `${creditMemo}-`, policy: 'free' },
  ])
  await all(saveSourceSystem, [{ ...mapping.source, prePriced: true, createCustomers: true }])
  await all(saveLocation, [{ ...mapping.location, shipLeadDays: 0, autoConfirm: true }])
  const items = [...plan.items.values()]
  await all(
    saveItem,
    items.map(({ sku, name, kind, itemClass }) => ({ sku, name, kind, itemClass, taxCode: UNTAXED })),
  )
  await saveReturningCustomers(door, db, companyId, mapping, plan)
}

/** A company with books of its own may cut its year otherwise: a month that overlaps one of its periods is open already. */
async function openPeriods(door: Door, companyId: bigint, years: readonly number[]): Promise<void> {
  const requests = years.flatMap((year) => monthsOf(year).map((input) => ({ companyId, input })))
  for (const outcome of await door.requestAll(savePeriod, requests, internal)) {
    if (outcome instanceof Fault) throw outcome
    if (isRefusal(outcome) && outcome.problems.some((problem) => problem.code !== 'periods_overlap'))
      throw refused(outcome)
  }
}

/** Who ordered is made by the order; who only ever returned has none. */
async function saveReturningCustomers(
  door: Door,
  db: Database,
  companyId: bigint,
  mapping: Mapping,
  plan: ImportPlan,
): Promise<void> {
  const ordering = new Set(plan.documents.flatMap((one) => (one.kind === 'order' ? [one.account] : [])))
  const wanted = new Map(
    plan.documents.flatMap((one) => (ordering.has(one.account) ? [] : [[one.account, one]])),
  )
  const known = await readAccounts(
    db,
    [...wanted.keys()].map((number) => ({ companyId, number })),
  )
  const missing = [...wanted.values()].filter((one) => !findAccount(known, companyId, one.account))
  await describe(
    door,
    companyId,
    saveCustomer,
    missing.map((document) => ({
      ...customerOf(document, mapping),
      number: document.account,
      currency: mapping.company.currency,
      shipToCountry: document.country,
    })),
  )
}

/** How the customer of a document is made. */
export function customerOf(
  { customerName }: { customerName: string | null },
  mapping: Mapping,
): { kind: 'walk_in' | 'organization'; name: string } {
  return customerName === null
    ? { kind: 'walk_in', name: mapping.walkIn.name }
    : { kind: 'organization', name: customerName }
}

async function describe<I, F>(
  door: Door,
  companyId: bigint,
  act: Act<SetupRequest<I>, F, Saved | Refusal>,
  inputs: readonly I[],
): Promise<void> {
  const requests = inputs.map((input) => ({ companyId, input }))
  for (const outcome of await door.requestAll(act, requests, internal)) {
    if (outcome instanceof Fault) throw outcome
    if (isRefusal(outcome)) throw refused(outcome)
  }
}

function refused(refusal: Refusal): ImportRefused {
  return new ImportRefused(refusal.problems.map(({ path, message }) => `The set-up, ${path}: ${message}`))
}
