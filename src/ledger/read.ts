import type { Database, Reader } from '../platform/database/index.ts'
import { checkFilters } from '../platform/http/index.ts'
import { encodeId, orderNumber } from '../platform/public-id.ts'
import { readTogether } from '../platform/snapshot.ts'
import { instant, money } from '../platform/wire.ts'
import {
  findAccount,
  findFilters,
  findFolds,
  findEntryBudgetEnd,
  findPosAt,
  findPostingBudgetEnd,
  listAccountPostings,
  listEntries,
  listEntriesOf,
  readPlace,
  readPostings,
  sumBalances,
} from './read.sql.ts'
import { postingRuleId, sourceId } from './source.ts'
import type { AccountPostingView, JournalEntryView, TrialBalanceView } from './shapes.ts'

/** What the books of a company are kept in. */
export interface BookKeeping {
  /** Functional currency. */
  currency: string
  timeZone: string
}

/** Rows that one request may look at for filters without an index. */
export const SCAN_BUDGET = 100_000n

/**
 * Balances of all accounts as of a place, the end of a company date, or now; `period` shows one period's movement with
 * the opening balance of all before it. The place that was used is in the answer, to repeat by.
 *
 * @param asked.period a month, `YYYY-MM`
 */
export async function readTrialBalance(
  db: Database,
  asked: { companyId: bigint; asOf: bigint | string | null; period: string | null },
  books: BookKeeping,
): Promise<TrialBalanceView> {
  const { companyId, period } = asked
  const pos =
    typeof asked.asOf === 'string'
      ? await placeAt(db, { companyId, asOf: asked.asOf, timeZone: books.timeZone })
      : asked.asOf
  const upTo = { companyId, pos: pos ?? LAST }
  const [folds] = await db.read(findFolds, upTo)
  const found = await readTogether(db, (reader) => ({
    place: reader.read(readPlace, { companyId, pos }),
    balances: reader.read(sumBalances, { ...upTo, ...folds!, period }),
  }))
  const place = found.place[0]
  let debits = 0n
  let credits = 0n
  const rows = found.balances.map((row) => {
    debits += row.debit
    credits += row.credit
    return {
      code: row.code,
      name: row.name,
      type: row.type,
      control: row.control,
      opening: money(row.opening, books.currency),
      debit: money(row.debit, books.currency),
      credit: money(row.credit, books.currency),
      balance: money(row.opening + row.debit - row.credit, books.currency),
    }
  })
  return {
    pos: String(place?.pos ?? 0n),
    at: place?.at ? instant(place.at) : null,
    period,
    currency: books.currency,
    rows,
    totals: {
      debit: money(debits, books.currency),
      credit: money(credits, books.currency),
      balanced: debits === credits,
    },
  }
}

const LAST = 2n ** 63n - 1n

/** The last place of a company date: what was recorded up to its end. 0: nothing was. */
export async function placeAt(
  db: Reader,
  asked: { companyId: bigint; asOf: string; timeZone: string },
): Promise<bigint> {
  const [row] = await db.read(findPosAt, asked)
  return row?.pos ?? 0n
}

export interface JournalFilter {
  companyId: bigint
  /** Code of a ledger account. */
  account?: string | undefined
  event?: string | undefined
  orderId?: bigint | undefined
  postedFrom?: string | undefined
  postedTo?: string | undefined
  after: bigint | null
  limit: number
}

/** Entries with their postings, newest first. `next` is the id of the entry behind which the next page starts. */
export async function listJournals(
  db: Reader,
  filter: JournalFilter,
  books: BookKeeping,
): Promise<{ rows: JournalEntryView[]; next: bigint | null }> {
  const { companyId } = filter
  let accountId: bigint | null = null
  if (filter.account !== undefined || filter.event !== undefined) {
    const { account = null, event = null } = filter
    const [found] = await db.read(findFilters, { companyId, account, event })
    accountId = found!.account_id
    checkFilters(
      { name: 'account', value: filter.account, known: accountId !== null },
      { name: 'event', value: filter.event, known: found!.event_known },
    )
  }
  const asked = {
    companyId,
    accountId,
    event: filter.event ?? null,
    postedFrom: filter.postedFrom ?? null,
    postedTo: filter.postedTo ?? null,
    after: filter.after,
    fetch: BigInt(filter.limit + 1),
    budget: SCAN_BUDGET,
  }
  const found =
    filter.orderId === undefined
      ? await db.read(listEntries, asked)
      : await db.read(listEntriesOf, { ...asked, causeId: filter.orderId })
  const shown = found.slice(0, filter.limit)
  const entryIds = shown.map((row) => row.id)
  const [postings, end] = await Promise.all([
    entryIds.length === 0 ? [] : db.read(readPostings, { companyId, entryIds }),
    found.length > filter.limit || filter.orderId !== undefined
      ? []
      : db.read(findEntryBudgetEnd, { companyId, after: filter.after, budget: SCAN_BUDGET }),
  ])
  const postingsOf = Map.groupBy(postings, (row) => row.entry_id)
  return {
    rows: shown.map((row) => {
      const own = postingsOf.get(row.id) ?? []
      return {
        id: encodeId('ent', row.id),
        pos: row.pos === null ? null : String(row.pos),
        at: row.at === null ? null : instant(row.at),
        event: row.event,
        postedOn: row.posted_on,
        sourceType: row.source_type,
        sourceId: sourceId(row.source_type, row.source_id),
        orderId: row.cause_id === null ? null : encodeId('ord', row.cause_id),
        orderNumber: row.cause_id === null ? null : orderNumber(row.cause_id),
        currency: row.currency,
        total: money(
          own.reduce((sum, posting) => sum + posting.functional_amount, 0n),
          books.currency,
        ),
        postings: own.map((posting) => ({
          ordinal: posting.ordinal,
          debit: { code: posting.debit_code, name: posting.debit_name },
          credit: { code: posting.credit_code, name: posting.credit_name },
          amount: money(posting.amount, row.currency),
          functionalAmount: money(posting.functional_amount, books.currency),
          kind: posting.kind,
          fulfillmentLineId: posting.line_id === null ? null : encodeId('ful', posting.line_id),
          ruleId: postingRuleId(posting.rule_id),
        })),
      }
    }),
    next: found.length > filter.limit ? shown.at(-1)!.id : (end[0]?.id ?? null),
  }
}

export interface AccountPostingPage {
  account: { code: string; name: string; type: string; control: string | null }
  rows: AccountPostingView[]
  next: readonly [entryId: bigint, ordinal: number] | null
}

/** What moved an account, newest first, each with its order line, rule and event. Undefined: no such account. */
export async function listPostings(
  db: Reader,
  asked: { companyId: bigint; code: string; after: readonly [bigint, number] | null; limit: number },
  books: BookKeeping,
): Promise<AccountPostingPage | undefined> {
  const { companyId } = asked
  const [account] = await db.read(findAccount, { companyId, code: asked.code })
  if (account === undefined) return undefined
  const place = {
    companyId,
    afterEntry: asked.after?.[0] ?? null,
    afterOrdinal: asked.after?.[1] ?? null,
    budget: SCAN_BUDGET,
  }
  const found = await db.read(listAccountPostings, {
    ...place,
    accountId: account.id,
    fetch: BigInt(asked.limit + 1),
  })
  const shown = found.slice(0, asked.limit)
  const last = found.length > asked.limit ? shown.at(-1) : (await db.read(findPostingBudgetEnd, place))[0]
  const { code, name, type, control } = account
  return {
    account: { code, name, type, control },
    rows: shown.map((row) => ({
      entryId: encodeId('ent', row.entry_id),
      ordinal: row.ordinal,
      event: row.event,
      postedOn: row.posted_on,
      side: row.side,
      amount: money(row.amount, row.currency),
      functionalAmount: money(row.functional_amount, books.currency),
      against: { code: row.code, name: row.name },
      kind: row.kind,
      orderId: row.cause_id === null ? null : encodeId('ord', row.cause_id),
      orderNumber: row.cause_id === null ? null : orderNumber(row.cause_id),
      fulfillmentLineId: row.line_id === null ? null : encodeId('ful', row.line_id),
      ruleId: postingRuleId(row.rule_id),
      sourceType: row.source_type,
      sourceId: sourceId(row.source_type, row.source_id),
    })),
    next: last === undefined ? null : [last.entry_id, last.ordinal],
  }
}
