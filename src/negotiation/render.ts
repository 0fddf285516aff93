import { Type } from 'typebox'
import { shownActor } from '../platform/auth/index.ts'
import { renderSold, renderWaterfall, SoldShape, WaterfallStep } from '../pricing/index.ts'
import { formatMicro } from '../platform/money.ts'
import { encodeId, quoteNumber } from '../platform/public-id.ts'
import {
  DateShape,
  IdShape,
  instant,
  InstantShape,
  listOf,
  money,
  MoneyShape,
  orNull,
  PercentShape,
  QuantityShape,
  unitPrice,
  UnitPriceShape,
} from '../platform/wire.ts'
import { orderNumber, shownLevel } from '../orders/index.ts'
import type { listQuotes, readQuoteHistory } from './negotiation.sql.ts'
import type { RowOf } from '../platform/database/index.ts'
import {
  leftOf,
  QUOTE_STATES,
  quotedIn,
  releasedOf,
  type Alternative,
  type Quote,
  type QuoteLine,
  type Taken,
} from './quote.ts'

/** What a quote looks like on the wire. */

const StateShape = Type.Union(QUOTE_STATES.map((state) => Type.Literal(state)))

export const QuoteActed = Type.Object(
  {
    id: IdShape,
    number: Type.String(),
    version: Type.Integer(),
    revision: Type.String(),
    state: StateShape,
    validFrom: DateShape,
    validUntil: DateShape,
  },
  { $id: 'QuoteActed' },
)

const SoldLeft = Type.Object(
  { uom: Type.String(), quantity: QuantityShape },
  { description: 'The same in the unit that the line is quoted in, when that is another one' },
)

export const QuoteAccepted = Type.Object(
  {
    ...QuoteActed.properties,
    order: orNull(
      Type.Object(
        {
          id: IdShape,
          number: Type.String(),
          externalId: Type.String(),
          state: Type.String(),
          openHolds: Type.Integer(),
        },
        { description: 'null: a new version was made at the prices of today' },
      ),
    ),
    left: Type.Array(
      Type.Object({
        lineNo: Type.Integer(),
        quantity: QuantityShape,
        sold: orNull(SoldLeft),
      }),
      { description: 'Of each line what no order has yet' },
    ),
  },
  { $id: 'QuoteAccepted' },
)

const QuoteLineShape = Type.Object(
  {
    lineNo: Type.Integer(),
    lineId: orNull(Type.String({ description: 'By which others say that they cover it' })),
    parentLineNo: orNull(Type.Integer({ description: 'Of what a configured line brings' })),
    option: orNull(Type.String()),
    sku: Type.String(),
    itemName: Type.String(),
    uom: Type.String(),
    quantity: QuantityShape,
    quantityOrdered: QuantityShape,
    quantityLeft: QuantityShape,
    soldLeft: orNull(SoldLeft),
    unitPrice: UnitPriceShape,
    sold: SoldShape,
    net: MoneyShape,
    freight: MoneyShape,
    tax: MoneyShape,
    taxPercent: PercentShape,
    requestedOn: DateShape,
    promises: Type.Array(Type.Unknown(), {
      description: 'As it would have been promised when it was priced',
    }),
    covers: orNull(
      Type.Object(
        { lineId: Type.String(), duration: Type.String() },
        { description: 'The line that it covers, and for how many periods' },
      ),
    ),
    configuration: orNull(Type.Unknown()),
    waterfall: Type.Array(WaterfallStep),
  },
  { title: 'QuoteLine' },
)

export const QuoteView = Type.Object(
  {
    id: IdShape,
    number: Type.String(),
    revision: Type.String(),
    state: StateShape,
    version: Type.Integer({ description: 'The newest one' }),
    shownVersion: Type.Integer(),
    sentVersion: orNull(Type.Integer({ description: 'The last one that was sent' })),
    source: Type.String(),
    account: Type.String(),
    currency: Type.String(),
    customerReference: orNull(Type.String()),
    taxInclusive: Type.Boolean(),
    terms: Type.Unknown({ description: 'What it states of all lines: where to, by when, how' }),
    validFrom: DateShape,
    validUntil: DateShape,
    pricedOn: DateShape,
    madeAt: InstantShape,
    accepted: orNull(Type.String({ description: 'The alternative of which orders were made' })),
    approval: orNull(
      Type.Object(
        {
          state: Type.Union(
            (['wanted', 'pending', 'approved', 'rejected', 'withdrawn'] as const).map((state) =>
              Type.Literal(state),
            ),
            { description: 'wanted: it is asked for when it is sent' },
          ),
          rules: Type.Array(Type.String(), { description: 'Why: code@version' }),
          level: Type.Integer({ description: 'Which of the levels is or was asked last, from 1 on' }),
          levels: Type.Array(Type.String(), { description: 'Who is asked, in this order' }),
          agreed: Type.Array(Type.String(), { description: 'Who of a level of several has agreed' }),
          requestedBy: orNull(Type.String()),
        },
        { title: 'QuoteApproval' },
      ),
    ),
    alternatives: Type.Array(
      Type.Object(
        {
          code: Type.String(),
          title: orNull(Type.String()),
          net: MoneyShape,
          freight: MoneyShape,
          tax: MoneyShape,
          total: MoneyShape,
          lines: Type.Array(QuoteLineShape),
        },
        { title: 'QuoteAlternative' },
      ),
    ),
    orders: Type.Array(
      Type.Object({
        id: IdShape,
        number: Type.String(),
        version: Type.Integer(),
        lines: Type.Array(Type.Object({ lineNo: Type.Integer(), quantity: QuantityShape })),
      }),
    ),
    history: Type.Array(
      Type.Object({
        at: InstantShape,
        act: Type.String(),
        actor: orNull(Type.String({ description: 'null for a credential that sees part of the rows' })),
        reason: orNull(Type.String()),
        version: Type.Integer(),
        state: StateShape,
      }),
    ),
  },
  { $id: 'QuoteView' },
)

const QuoteRow = Type.Object(
  {
    id: IdShape,
    number: Type.String(),
    revision: Type.String(),
    state: StateShape,
    version: Type.Integer(),
    sentVersion: orNull(Type.Integer()),
    account: Type.String(),
    currency: Type.String(),
    customerReference: orNull(Type.String()),
    validFrom: DateShape,
    validUntil: DateShape,
    madeAt: InstantShape,
  },
  { title: 'QuoteRow' },
)
export const QuoteList = listOf(QuoteRow, 'QuoteList')

export function renderRow(row: RowOf<typeof listQuotes>) {
  return {
    id: encodeId('quo', row.id),
    number: quoteNumber(row.id),
    revision: row.revision.toString(),
    state: row.state,
    version: row.version,
    sentVersion: row.sent_version,
    account: row.account_number,
    currency: row.currency,
    customerReference: row.customer_reference,
    validFrom: row.valid_from,
    validUntil: row.valid_until,
    madeAt: instant(row.made_at),
  }
}

/** @param outsider is told neither who of the company did what, nor which rules lost, nor what was not sent */
export function renderQuote(
  quote: Quote,
  history: readonly RowOf<typeof readQuoteHistory>[],
  outsider: boolean,
) {
  const { shown } = quote
  const told = outsider ? history.filter(({ act }) => TOLD.has(act)) : history
  return {
    id: encodeId('quo', quote.id),
    number: quoteNumber(quote.id),
    revision: quote.revision.toString(),
    state: quote.state,
    version: quote.version,
    shownVersion: shown.version,
    sentVersion: quote.sentVersion,
    source: shown.source,
    account: shown.accountNumber,
    currency: shown.currency,
    customerReference: shown.customerReference,
    taxInclusive: shown.taxInclusive,
    terms: shown.terms,
    validFrom: shown.validFrom,
    validUntil: shown.validUntil,
    pricedOn: shown.pricedOn,
    madeAt: instant(quote.madeAt),
    accepted: quote.alternative,
    approval: outsider ? null : renderApproval(quote),
    alternatives: shown.alternatives.map((one) => renderAlternative(quote, one, outsider)),
    orders: ordersOf(quote),
    history: told.map(({ at, act, actor, reason, version, state }) => ({
      at: instant(at),
      act,
      actor: outsider ? null : actor,
      reason: outsider ? null : reason,
      version,
      state,
    })),
  }
}

function renderApproval({ state, version, shown }: Quote) {
  const { approval } = shown
  if (!approval) return null
  const { rules, levels, level, agreed, requestedBy } = approval
  const waits = state === 'pending_approval' && version === shown.version
  const asked = requestedBy !== null && approval.state === 'wanted'
  return {
    state: asked ? (waits ? 'pending' : 'withdrawn') : approval.state,
    rules,
    level: level + 1,
    levels: levels.map(shownLevel),
    agreed: agreed.map(shownLevel),
    requestedBy: requestedBy === null ? null : shownActor(requestedBy),
  }
}

const TOLD = new Set(['send', 'accept', 'refuse', 'withdraw', 'expire'])

function renderAlternative(quote: Quote, alternative: Alternative, outsider: boolean) {
  const { currency, ruleNames } = quote.shown
  const { code, title, net, freight, tax, lines } = alternative
  const released = releasedOf(quote, alternative)
  const left = leftOf(quote, alternative)
  const names = new Map(Object.entries(ruleNames))
  return {
    code,
    title,
    net: money(net, currency),
    freight: money(freight, currency),
    tax: money(tax, currency),
    total: money(net + freight + tax, currency),
    lines: lines.map((line) => {
      const { lineNo, perParent } = line.parent ?? { lineNo: line.lineNo, perParent: 1 }
      const ordered = (released.get(lineNo) ?? 0n) * BigInt(perParent)
      return {
        lineNo: line.lineNo,
        lineId: line.stated?.lineId ?? null,
        parentLineNo: line.parent?.lineNo ?? null,
        option: line.parent?.option ?? null,
        sku: line.sku,
        itemName: line.itemName,
        uom: line.uom,
        quantity: formatMicro(line.quantity),
        quantityOrdered: formatMicro(ordered),
        quantityLeft: formatMicro(line.quantity - ordered),
        soldLeft: renderSoldLeft(line, left.get(line.lineNo)),
        unitPrice: unitPrice(line.unitPrice, currency),
        sold: renderSold(quotedIn(line), currency),
        net: money(line.net, currency),
        freight: money(line.freight, currency),
        tax: money(line.tax, currency),
        taxPercent: formatMicro(line.taxPercent),
        requestedOn: line.requestedOn,
        promises: line.promises,
        covers: coversOf(line),
        configuration: line.stated?.configuration ?? null,
        waterfall: renderWaterfall(line.waterfall, { currency, rules: names, losers: !outsider }),
      }
    }),
  }
}

/** @param left absent: the line goes with another one */
export function renderSoldLeft({ sold }: QuoteLine, left: Taken | undefined) {
  return sold && left ? { uom: sold.uom, quantity: formatMicro(left.units!) } : null
}

function coversOf({ stated }: QuoteLine) {
  if (!stated?.covers) return null
  const { lineId, duration } = stated.covers
  return { lineId, duration: String(duration) }
}

function ordersOf({ releases }: Quote) {
  return [...Map.groupBy(releases, ({ orderId }) => orderId)].map(([orderId, lines]) => ({
    id: encodeId('ord', orderId),
    number: orderNumber(orderId),
    version: lines[0]!.version,
    lines: lines.map(({ lineNo, quantity }) => ({ lineNo, quantity: formatMicro(quantity) })),
  }))
}
