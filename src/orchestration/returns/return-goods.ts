import {
  handOver,
  issueCreditMemo,
  readBeside,
  readCredited,
  readCreditTotals,
  sumKept,
  type BillLine,
  type Credited,
} from '../../billing/index.ts'
import { readItems } from '../../catalog/index.ts'
import { findAccount, readAccounts } from '../../customers/index.ts'
import { answerRequest, readTakenReturns, recordReturn } from '../../fulfillment/index.ts'
import { readIssued, stockOf, takeInStock } from '../../inventory/index.ts'
import type { ComputedEntry } from '../../ledger/index.ts'
import { RATE_ONE, readCompanies, readRateTable, type Company } from '../../organization/index.ts'
import { readComponents, type Order } from '../../orders/index.ts'
import type { Context } from '../../platform/batch/index.ts'
import { refuseMalformed } from '../../platform/http/index.ts'
import type { Json } from '../../platform/json.ts'
import { keyed, type Answered, type KeyedAct } from '../../platform/keyed.ts'
import { currencyDigits, formatAmount, type Minor } from '../../platform/money.ts'
import { refuse, type Problem, type Refusal } from '../../platform/outcome.ts'
import { encodeId } from '../../platform/public-id.ts'
import { withBrought } from './brought.ts'
import { creditCharges, endRecurring } from '../money/charged.ts'
import { readItemsOf } from '../plan/items-of.ts'
import {
  concludeProgress,
  hiddenOrder,
  lockProgress,
  orderOf,
  readProgress,
  touch,
} from '../plan/progress.ts'
import { freely } from './return-freely.ts'
import { fromOrder } from './return-of-order.ts'
import { itemsBack } from './returnable.ts'
import type { Made, Piece, ReturnFacts, ReturnRequest } from './returned.ts'
import { readReturnTerms } from './save-return-reason.ts'
import { takenBefore } from './taken-before.ts'
import { skipUnwantedLines } from '../plan/wanted.ts'
import { readServing, serveWaiting, watchGate } from '../waiting/serve-waiting.ts'
import { invoiceSettled } from '../plan/settlement.ts'

/**
 * Takes goods back and credits them (D9 rows 23 to 25, F-4). With an order: never more than was billed less what came back
 * before, at what was paid and at the tax of the line, into stock at what they cost when they left. Without one: at the
 * price that is given, on account.
 */
export const returnGoods = keyed<ReturnRequest, ReturnFacts>({
  name: 'orchestration.return_goods',
  weigh: (request) => 2 + 3 * request.lines.length,
  companyOf: (request) => request.companyId,
  async read(db, requests) {
    const companies = await readCompanies(db, new Set(requests.map((request) => request.companyId)))
    const sound = requests.filter((request) => companies.has(request.companyId))
    const keys = sound.flatMap(({ companyId, orderId }) => (orderId === null ? [] : [{ companyId, orderId }]))
    const unique = [...new Map(keys.map((key) => [`${key.companyId}/${key.orderId}`, key])).values()]
    const named = sound.flatMap(({ companyId, account }) =>
      account === null ? [] : [{ companyId, number: account }],
    )
    const [accounts, items] = await Promise.all([
      readAccounts(db, named),
      readItems(
        db,
        sound.flatMap(({ companyId, lines }) =>
          lines.flatMap(({ sku }) => (sku === null ? [] : [{ company: companies.get(companyId)!, sku }])),
        ),
      ),
    ])
    const free = sound.flatMap((request) => {
      const account =
        request.orderId === null &&
        request.account !== null &&
        findAccount(accounts, request.companyId, request.account)
      return account ? [{ companyId: request.companyId, accountId: account.id }] : []
    })
    const needs = {
      billing: free,
      lines: true,
      shipments: true,
      promotions: true,
      companyIds: [...companies.keys()],
    }
    const [found, components] = await Promise.all([readProgress(db, keys, needs), readComponents(db, unique)])
    const itemOf = await readItemsOf(db, found)
    const stocked = sound.flatMap(({ companyId, orderId, lines }) => {
      const order = orderId === null ? undefined : orderOf(found, { companyId, orderId })
      const brought = components.get(`${companyId}/${orderId}`) ?? []
      const all = withBrought(lines, brought, order, itemOf).map(({ line }) => line)
      const back = itemsBack(all, order, (sku) => items(companyId, sku)?.id)
      return back.map((item) => ({ companyId, locationId: null, ...item }))
    })
    const { progress, waiting } =
      stocked.length === 0
        ? { progress: found, waiting: new Map() }
        : await readServing(db, keys, stocked, needs)
    // After the orders: what came back since then moved their revision, and the batch is decided again.
    const asked = new Set(
      sound.flatMap(({ companyId, orderId, asked: by }) => (by ? [`${companyId}/${orderId}`] : [])),
    )
    const causes = unique.flatMap(({ companyId, orderId }) =>
      asked.has(`${companyId}/${orderId}`) ? [{ companyId, causeId: orderId }] : [],
    )
    const orders = unique.map(({ companyId, orderId }) => ({ companyId, causeId: orderId }))
    const [exchange, credited, beside, issued, taken, creditTotals, terms] = await Promise.all([
      readRateTable(db, companies.values()),
      readCredited(db, orders),
      readBeside(db, orders),
      readIssued(
        db,
        unique.map(({ companyId, orderId }) => ({ companyId, rootId: orderId })),
      ),
      readTakenReturns(db, causes),
      readCreditTotals(db, causes),
      readReturnTerms(
        db,
        sound.flatMap(({ companyId, reasonCode: code }) => (code == null ? [] : [{ companyId, code }])),
      ),
    ])
    return {
      progress,
      waiting,
      companies,
      accounts,
      items,
      itemOf,
      components,
      exchange,
      credited,
      beside: beside.net,
      keptFreight: beside.keptFreight,
      issued,
      taken,
      creditTotals,
      terms,
    }
  },
  lock: ({ progress }, locks) => lockProgress(progress, locks),
  hidden({ companyId, accounts, orderId }, { progress }) {
    return orderId === null ? undefined : hiddenOrder(accounts, orderOf(progress, { companyId, orderId }))
  },
  decide(request, facts, context): Answered | Refusal {
    const { companyId } = request
    const company = facts.companies.get(companyId)
    if (!company) return refuse('unknown_company', 'there is no such company')
    const problems: Problem[] = []
    const note = (path: string, code: string, message: string) => problems.push({ path, code, message })
    const before = takenBefore(request, facts, context)
    if (before) return before
    const made =
      request.orderId === null
        ? freely(request, facts, context, company, note)
        : fromOrder(request, facts, context, company, note)
    if (request.malformed) return refuseMalformed(request.malformed, problems)
    if (problems.length > 0 || !made) return refuse('return_refused', problems)
    return carryOut(request, facts, context, company, made)
  },
  conclude: ({ progress }, context) => concludeProgress(progress, context),
} satisfies KeyedAct<ReturnRequest, ReturnFacts>)

/** Writes the return, its credit memo and its stock moves; the order, if any, moves on. */
function carryOut(
  request: ReturnRequest,
  facts: ReturnFacts,
  context: Context,
  company: Company,
  made: Made,
): Answered {
  const { progress } = facts
  const { companyId, reason } = request
  const { order, account, currency, rateE10, on, series, pieces, beside, keptFreight = [] } = made
  const causeId = order?.id ?? null
  const orderType = order?.orderType ?? ''
  for (const { of } of pieces) {
    if (!of) continue
    const key = `${companyId}/${of.part.id}`
    of.part.returned = of.returned
    facts.credited.set(key, of.credited)
    facts.issued.set(key, of.issued)
  }
  const lines = pieces.map(({ itemId, bill, location }) => ({
    sourceId: bill.sourceId,
    itemId,
    locationId: location?.id ?? null,
    quantity: bill.quantity,
  }))
  const returnId = recordReturn(
    {
      companyId,
      causeId,
      orderId: causeId,
      accountId: account.id,
      on,
      reason,
      reasonCode: request.reasonCode ?? null,
      lines,
    },
    context,
  )
  const credited = issueCreditMemo(progress.billing, progress.books, progress.accounts, context, {
    companyId,
    causeId,
    account,
    orderType,
    currency,
    digits: currencyDigits(currency),
    rateE10,
    functionalDigits: company.digits,
    series,
    numberYear: 0,
    issuedOn: on,
    dueOn: on,
    releasedExposure: 0n,
    lines: [
      ...(request.agreed ? pieces.map(({ bill }) => bill) : creditLines(order, pieces)),
      ...(beside ? [beside] : []),
      ...keptFreight,
    ],
    referenced: order !== undefined,
  })
  if (order) {
    const asked = request.asked ? { source: request.asked.source, name: request.asked.name } : null
    if (asked) answerRequest({ companyId, causeId: order.id, returnId, asked }, context)
    // The next of this batch sees it.
    const key = `${companyId}/${order.id}`
    if (keptFreight.length > 0)
      facts.keptFreight.set(key, sumKept(facts.keptFreight.get(key) ?? [], keptFreight))
    if (beside) facts.beside.set(key, (facts.beside.get(key) ?? 0n) + beside.net)
    const taken = facts.taken.get(key) ?? []
    taken.push({ id: returnId, batch: context.batch, recordedAt: context.now, asked, lines })
    facts.taken.set(key, taken)
  }
  takeIn(facts, context, company, { ...made, returnId, orderType, actor: request.actor })
  if (order) {
    const act = { act: 'return', actor: request.actor, reason }
    const ended = endRecurring(order, pieces, credited.issuedOn)
    handOver(ended, context)
    touch(progress, order, act, {
      changes: pieces.map(({ bill }): Json => [
        'returned',
        bill.sourceId!.toString(),
        null,
        bill.quantity.toString(),
      ]),
      events: [
        'return.received',
        'credit_memo.issued',
        ...(ended.length > 0 ? ['charges.handed_over'] : []),
        ...credited.applications.flatMap((one) => (one.settled ? ['invoice.settled'] : [])),
      ],
      parts: pieces.map(({ bill }) => bill.sourceId!),
    })
    skipUnwantedLines(progress, order, new Set(pieces.map(({ of }) => of!.part.lineNo)), context)
    for (const applied of credited.applications)
      if (applied.settled) invoiceSettled(progress, order, { act: 'return', actor: request.actor }, context)
  }
  return { ok: true, answer: answerOf(returnId, credited, made) }
}

/** What the credit memo says of pieces: of what was charged beside the price, lines of their own (A9-3). */
function creditLines(order: Order | undefined, pieces: readonly Piece[]): BillLine[] {
  return pieces.flatMap(({ of, bill, returnedBefore }) => {
    if (!of || of.line.charges.length === 0 || bill.unitPrice !== of.line.unitPrice) return [bill]
    const siblings = order!.parts.filter(({ lineNo }) => lineNo === of.part.lineNo)
    return creditCharges(bill, of.line, of.part, siblings, returnedBefore)
  })
}

/** Goods go back to stock, one entry a return (D9 row 25). */
function takeIn(
  facts: ReturnFacts,
  context: Context,
  company: Company,
  made: Made & { returnId: bigint; orderType: string; actor: string },
): void {
  const { progress } = facts
  const companyId = company.id
  const { order, on, returnId, orderType, actor } = made
  let entry: ComputedEntry | undefined
  for (const { of, itemId, bill, location, value } of made.pieces) {
    if (!location) continue
    entry ??= progress.books.openComputed(context, {
      companyId,
      event: 'return.received',
      postedOn: on,
      sourceType: 'return',
      sourceId: returnId,
      causeId: order?.id ?? null,
      currency: company.currency,
      rateE10: RATE_ONE,
    })
    // Names the gate in the picture: one that nothing has passed yet is made by this batch.
    const at = stockOf(progress.stock, companyId, itemId, location.id)
    takeInStock(progress.stock, progress.books, context, {
      companyId,
      kind: 'return',
      rootId: order?.id ?? returnId,
      sourceId: of?.part.id ?? returnId,
      itemId,
      locationId: location.id,
      costOrganization: location.costOrganization,
      digits: company.digits,
      quantity: bill.quantity,
      value,
      entry,
      question: { orderType, itemClass: bill.itemClass },
      lineId: bill.sourceId,
    })
    at.onHand += bill.quantity
    watchGate(progress, { companyId, itemId }, location.id)
    serveWaiting(facts, context, company, { companyId, itemId }, actor)
  }
}

function answerOf(
  returnId: bigint,
  credited: Credited,
  { order, currency, pieces, beside, keptFreight = [] }: Made,
): Json {
  const money = (minor: Minor) => ({ amount: formatAmount(minor, currency), currency })
  return {
    id: encodeId('ret', returnId),
    orderId: order ? encodeId('ord', order.id) : null,
    creditMemoId: encodeId('inv', credited.creditMemoId),
    issuedOn: credited.issuedOn,
    total: money(credited.total),
    lines: pieces.map(({ bill }) => ({
      fulfillmentLineId: bill.sourceId === null ? null : encodeId('ful', bill.sourceId),
      sku: bill.sku,
      net: money(bill.net),
      tax: money(bill.tax),
      freight: money(bill.freight),
    })),
    applications: credited.applications.map((applied) => ({
      invoiceId: encodeId('inv', applied.invoiceId),
      amount: money(applied.amount),
      settled: applied.settled,
    })),
    restockingFee: beside?.kept ? money(-beside.net) : null,
    freightKept:
      keptFreight.length > 0 ? money(keptFreight.reduce((sum, one) => sum - one.freight, 0n)) : null,
    onAccount: money(credited.left),
  }
}
