import {
  applyMemo,
  applyRest,
  cashById,
  freeOf,
  itemById,
  readBilling,
  stopApplying,
  weighReceipt,
  type Applying,
  type BillingFacts,
} from '../../billing/index.ts'
import { accountById } from '../../customers/index.ts'
import { isOver } from '../../orders/index.ts'
import { businessDate } from '../../organization/index.ts'
import type { Act } from '../../platform/batch/index.ts'
import { keyed, type Answered, type MayBeKeyed } from '../../platform/keyed.ts'
import { formatAmount, type Minor } from '../../platform/money.ts'
import { refuse, type Problem, type Refusal } from '../../platform/outcome.ts'
import { encodeId } from '../../platform/public-id.ts'
import { wrongDate } from '../plan/dated.ts'
import { invoicesPaid, whatWasPaid, wrongInvoices } from './paid.ts'
import { concludeProgress, lockProgress, orderOf, readProgress, type Progress } from '../plan/progress.ts'
import { freeLate } from '../plan/settlement.ts'

/** Money of an account that is there already and is to pay what the account owes. */
export interface ApplyRequest extends MayBeKeyed {
  companyId: bigint
  actor: string
  /** The receipt that is not used up, or the credit memo that is open. */
  from: Applying
  /** Invoices that are paid first; then the rules go on (D11). */
  invoiceIds: readonly bigint[]
  /** It is not asked for anew: it goes on by itself (`go-on-applying.ts`). */
  goesOn?: true
}

/**
 * Applies what is left of a receipt, or of a credit on account, to what its account owes today (D9 rows 15, 17; D11):
 * first what is named, then by the rules of a receipt. Orders that it settles go on. The deposit of an order waits for its
 * invoices as long as the order is open; one that came when it was over already is freed here.
 */
export const applyMoney = keyed<ApplyRequest, Progress>({
  name: 'orchestration.apply_money',
  weigh: ({ invoiceIds }) => weighReceipt({ causeId: null, invoiceIds }),
  companyOf: (request) => request.companyId,
  async read(db, requests) {
    const named = {
      invoices: requests.flatMap(({ companyId, from, invoiceIds }) =>
        [...invoiceIds, ...(from.kind === 'credit_memo' ? [from.id] : [])].map((invoiceId) => ({
          companyId,
          invoiceId,
        })),
      ),
      receipts: requests.flatMap(({ companyId, from }) =>
        from.kind === 'receipt' ? [{ companyId, receiptId: from.id }] : [],
      ),
    }
    const first = await readBilling(db, { causes: [], accounts: [], ...named })
    const payers = requests.flatMap((request) => {
      const source = sourceOf(first, request)
      if (source === undefined) return []
      const { companyId, invoiceIds } = request
      const { accountId, left: amount } = source
      return [{ companyId, accountId, amount, named: invoiceIds.length > 0 }]
    })
    const owed = await readBilling(db, { causes: [], accounts: payers })
    // It may settle any order that its account owes for.
    const keys = [...first.items.values(), ...first.cash.values(), ...owed.items.values()].flatMap(
      ({ companyId, causeId }) => (causeId === null ? [] : [{ companyId, orderId: causeId }]),
    )
    const companyIds = requests.map((request) => request.companyId)
    return readProgress(db, keys, { billing: payers, parts: 'sum', ...named, companyIds })
  },
  lock: lockProgress,
  decide(request, progress, context): Answered | Refusal {
    const { companyId, from, invoiceIds, actor, goesOn = false } = request
    const company = progress.companies.get(companyId)
    if (!company) return refuse('unknown_company', 'there is no such company')
    const source = sourceOf(progress.billing, request)
    const account = source && accountById(progress.accounts, companyId, source.accountId)
    if (!source || !account) return refuse('not_found', 'there is no such receipt or credit memo')
    const today = businessDate(company, context.now)
    const on = source.since !== undefined && source.since > today ? source.since : today
    if (goesOn && source.left === 0n) {
      stopApplying(context, companyId, from)
      return { ok: true, answer: null }
    }
    const problems: Problem[] = []
    const note = (code: string, message: string) => problems.push({ path: '', code, message })
    if (source.left < 0n) note('not_a_credit', 'an invoice pays nothing: apply a receipt or a credit memo')
    if (source.left === 0n) note('nothing_left', 'all of it is used, or set aside for an order')
    const { deposit } = source
    const order = deposit === null ? undefined : orderOf(progress, { companyId, orderId: deposit })
    const late = order !== undefined && isOver(order.state)
    if (deposit !== null && !late)
      note('deposit_waits', 'it is the deposit of an open order and pays the next invoice of it')
    problems.push(...wrongInvoices(progress, account, invoiceIds))
    const wrong = wrongDate(progress, companyId, context.now, on)
    if (wrong) note(wrong.code, wrong.message)
    if (problems.length > 0) return refuse('application_refused', problems)

    const { billing, books, accounts } = progress
    const acting = { act: 'apply_money', actor }
    if (late) freeLate(progress, order, on, acting, context)
    const use = { account, on, invoiceIds, goesOn }
    const done =
      from.kind === 'receipt'
        ? applyRest(billing, books, accounts, context, cashById(billing, companyId, from.id)!, use)
        : applyMemo(billing, books, context, itemById(billing, companyId, from.id)!, use)
    const paid = [...done.applications, ...done.credited]
    const event = from.kind === 'receipt' ? 'receipt.applied' : 'credit_memo.applied'
    invoicesPaid(progress, companyId, paid, acting, context, event)
    const { currency } = source
    return {
      ok: true,
      answer: {
        id: encodeId(from.kind === 'receipt' ? 'rct' : 'inv', from.id),
        appliedOn: on,
        left: { amount: formatAmount(done.left, currency), currency },
        ...whatWasPaid(done, currency),
      },
    }
  },
  conclude: concludeProgress,
} satisfies Act<ApplyRequest, Progress, Answered | Refusal>)

/** The money that is to be applied, as the batch sees it; an invoice has less than nothing left. */
interface Source {
  accountId: bigint
  currency: string
  left: Minor
  /** The order whose deposit it is. */
  deposit: bigint | null
  since: string | undefined
}

function sourceOf(billing: BillingFacts, { companyId, from }: ApplyRequest): Source | undefined {
  if (from.kind === 'receipt') {
    const cash = cashById(billing, companyId, from.id)
    if (!cash) return undefined
    const { accountId, currency, left, receivedOn: since } = cash
    return { accountId, currency, left, deposit: cash.kind === 'deposit' ? cash.causeId : null, since }
  }
  const item = itemById(billing, companyId, from.id)
  if (!item) return undefined
  const { accountId, currency } = item
  const left = item.original < 0n ? -freeOf(item) : -item.original
  return { accountId, currency, left, deposit: null, since: undefined }
}
