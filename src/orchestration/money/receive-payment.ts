import { receive, readBilling, weighReceipt, type Received } from '../../billing/index.ts'
import { accountById, findAccount, readAccounts, type AccountPicture } from '../../customers/index.ts'
import { isOver, orderNumber } from '../../orders/index.ts'
import { businessDate, readRateTable, type RateTable } from '../../organization/index.ts'
import type { Act } from '../../platform/batch/index.ts'
import { refuseMalformed, type Malformed } from '../../platform/http/index.ts'
import type { Json } from '../../platform/json.ts'
import { keyed, type Answered, type MayBeKeyed } from '../../platform/keyed.ts'
import { currencyDigits, formatAmount, isCurrency, type Minor } from '../../platform/money.ts'
import { refuse, type Problem, type Refusal } from '../../platform/outcome.ts'
import { encodeId } from '../../platform/public-id.ts'
import { wrongDate } from '../plan/dated.ts'
import { depositReceived, invoicesPaid, whatWasPaid, wrongInvoices } from './paid.ts'
import {
  actDate,
  concludeProgress,
  lockProgress,
  orderOf,
  readProgress,
  tasksOf,
  type Progress,
} from '../plan/progress.ts'

/** Money that came in. */
export interface PaymentRequest extends MayBeKeyed {
  companyId: bigint
  actor: string
  /** Number of the account that pays. */
  account: string
  /** The order that it pays, or null: whatever the account owes. */
  orderId: bigint | null
  /** Invoices that the payer named: they are paid first. */
  invoiceIds: readonly bigint[]
  currency: string
  amount: Minor
  method: string
  reference: string | null
  /** null: today */
  receivedOn: string | null
  /** It is refused for this, and for what else is wrong with it. */
  malformed?: Malformed
}

interface PaymentFacts {
  progress: Progress
  accounts: AccountPicture
  exchange: RateTable
}

/** Takes in a receipt and applies it (D9 rows 10, 14, 15; D11); orders that it settles go on. */
export const receivePayment = keyed<PaymentRequest, PaymentFacts>({
  name: 'orchestration.receive_payment',
  weigh: (request) => weighReceipt({ causeId: request.orderId, invoiceIds: request.invoiceIds }),
  companyOf: (request) => request.companyId,
  async read(db, requests) {
    const accounts = await readAccounts(
      db,
      requests.map(({ companyId, account }) => ({ companyId, number: account })),
    )
    // A receipt that names no order may settle any order that its account owes for: those are read too.
    const free = requests.flatMap((request) => {
      const account = findAccount(accounts, request.companyId, request.account)
      if (!account || (request.orderId !== null && request.invoiceIds.length === 0)) return []
      const { companyId, amount, invoiceIds } = request
      // What is named is paid first: then the amount as a whole looks for nothing.
      return [{ companyId, accountId: account.id, amount, named: invoiceIds.length > 0 }]
    })
    const invoices = requests.flatMap(({ companyId, invoiceIds }) =>
      invoiceIds.map((invoiceId) => ({ companyId, invoiceId })),
    )
    const owed =
      free.length + invoices.length === 0
        ? undefined
        : await readBilling(db, { causes: [], accounts: free, invoices })
    const keys = [
      ...requests.flatMap(({ companyId, orderId }) => (orderId === null ? [] : [{ companyId, orderId }])),
      ...[...(owed?.items.values() ?? [])].flatMap(({ companyId, causeId }) =>
        causeId === null ? [] : [{ companyId, orderId: causeId }],
      ),
    ]
    const known = [...accounts.byId.values()].map(({ companyId, id }) => ({ companyId, accountId: id }))
    const progress = await readProgress(db, keys, {
      billing: free,
      parts: 'sum',
      invoices,
      accounts: known,
      companyIds: requests.map((one) => one.companyId),
    })
    const exchange = await readRateTable(db, progress.companies.values())
    return { progress, accounts, exchange }
  },
  lock: ({ progress }, locks) => lockProgress(progress, locks),
  decide(request, { progress, accounts, exchange }, context): Answered | Refusal {
    const { companyId, currency, amount, malformed } = request
    const company = progress.companies.get(companyId)
    if (!company) return refuse('unknown_company', 'there is no such company')
    const found = findAccount(accounts, companyId, request.account)
    const account = found && accountById(progress.accounts, companyId, found.id)
    const order =
      request.orderId === null ? undefined : orderOf(progress, { companyId, orderId: request.orderId })
    const problems: Problem[] = []
    const note = (path: string, code: string, message: string) => problems.push({ path, code, message })
    if (!account) note('/account', 'unknown_customer', `there is no account ${request.account}`)
    else if (account.currency !== currency) {
      note('/amount/currency', 'mixed_currency', `account ${account.number} is in ${account.currency}`)
    }
    if (amount <= 0n) note('/amount/amount', 'bad_amount', 'a receipt is more than 0')
    if (request.orderId !== null && !order) note('/orderId', 'unknown_order', 'there is no such order')
    else if (order && account && order.accountId !== account.id) {
      note('/orderId', 'other_account', `order ${orderNumber(order.id)} is not of account ${account.number}`)
    } else if (order && tasksOf(progress, { companyId, orderId: order.id }).length === 0) {
      note('/orderId', 'not_agreed', `order ${orderNumber(order.id)} is not agreed yet: nothing of it is due`)
    }
    if (account) problems.push(...wrongInvoices(progress, account, request.invoiceIds))
    const receivedOn =
      request.receivedOn ??
      (order ? actDate(progress, order, context.now) : businessDate(company, context.now))
    // The day follows from what may not be readable.
    const dayKnown = !malformed || request.receivedOn !== null
    const wrong = wrongDate(progress, companyId, context.now, receivedOn)
    if (wrong && dayKnown) problems.push({ path: '/receivedOn', ...wrong })
    const rateE10 = isCurrency(currency) ? exchange(company, currency, receivedOn) : undefined
    if (rateE10 === undefined && dayKnown)
      note('/amount/currency', 'rate_not_found', `no exchange rate from ${currency} is set up`)
    if (malformed) return refuseMalformed(malformed, problems)
    if (problems.length > 0 || !account || rateE10 === undefined) return refuse('receipt_refused', problems)

    const causeOpen = order !== undefined && !isOver(order.state)
    const received = receive(progress.billing, progress.books, progress.accounts, context, {
      companyId,
      account,
      causeId: request.orderId,
      causeOpen,
      causePrepaid: order?.prepaid ?? false,
      currency,
      digits: currencyDigits(currency),
      rateE10,
      functionalDigits: company.digits,
      amount,
      method: request.method,
      reference: request.reference,
      receivedOn,
      invoiceIds: request.invoiceIds,
    })
    const acting = { act: 'receive_payment', actor: request.actor }
    const paid = [...received.applications, ...received.credited]
    if (order && causeOpen && received.unapplied > 0n)
      depositReceived(progress, order, received.unapplied, acting)
    invoicesPaid(progress, companyId, paid, acting, context, 'receipt.applied')
    return { ok: true, answer: answerOf(received, currency, receivedOn) }
  },
  conclude: ({ progress }, context) => concludeProgress(progress, context),
} satisfies Act<PaymentRequest, PaymentFacts, Answered | Refusal>)

function answerOf(received: Received, currency: string, receivedOn: string): Json {
  const money = (minor: Minor) => ({ amount: formatAmount(minor, currency), currency })
  return {
    id: encodeId('rct', received.receiptId),
    receivedOn,
    unapplied: money(received.unapplied),
    ...whatWasPaid(received, currency),
  }
}
