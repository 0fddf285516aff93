import { Type } from 'typebox'
import { Overloaded, type Door } from '../platform/batch/index.ts'
import {
  allows,
  defineProblems,
  ok,
  problem,
  refused,
  route,
  type Reply,
  type Route,
} from '../platform/http/index.ts'
import { formatMicro, parseMicro, type Micro } from '../platform/money.ts'
import type { Company } from '../organization/index.ts'
import { scopeOf } from '../platform/row-scope.ts'
import type { Refusal } from '../platform/outcome.ts'
import { isRefusal } from '../platform/setup.ts'
import {
  DateShape,
  money,
  MoneyShape,
  orNull,
  PercentShape,
  QuantityShape,
  unitPrice,
  UnitPriceShape,
} from '../platform/wire.ts'
import {
  ChargeShape,
  renderCharges,
  renderSold,
  renderWaterfall,
  SoldShape,
  WaterfallStep,
} from '../pricing/index.ts'
import { inSold } from './sold.ts'
import { MarginShape, renderMargin, targetPrice } from './render-margin.ts'
import { CartInput, priceCarts, type PricedCart, type PricedCarts } from './price-carts.ts'

/** Carts of one request. */
const MOST_CARTS = 500

const CartLine = Type.Object(
  {
    lineNo: Type.Integer(),
    sku: Type.String(),
    parentLineNo: orNull(
      Type.Integer({ description: 'The line that brought it: it is a part of what was configured' }),
    ),
    option: orNull(Type.String({ description: 'The option that it is of' })),
    quantity: QuantityShape,
    unitPrice: UnitPriceShape,
    sold: SoldShape,
    net: MoneyShape,
    freight: MoneyShape,
    tax: MoneyShape,
    taxPercent: orNull(PercentShape),
    margin: MarginShape,
    priceForMargin: Type.Union([UnitPriceShape, Type.Null()], {
      description:
        'The least net unit price, to six decimals, at which the line leaves `targetMargin`; null without it, without the scope inventory:read, and where nothing of a price would be left',
    }),
    charges: Type.Array(ChargeShape, { description: 'What it is charged beside its price' }),
    waterfall: Type.Array(WaterfallStep, { description: 'How the price came about; empty without a price' }),
  },
  { title: 'CartLine' },
)

const CartPrices = Type.Object(
  {
    id: orNull(Type.String()),
    orderType: Type.String({ description: 'As which it would be recognized' }),
    pricedOn: DateShape,
    net: orNull(MoneyShape),
    freight: orNull(MoneyShape),
    tax: orNull(MoneyShape),
    total: orNull(MoneyShape),
    lines: Type.Array(CartLine),
    problems: Type.Array(Type.Object({ path: Type.String(), code: Type.String(), message: Type.String() }), {
      description: 'What would keep an order like it from being agreed, at its place in the request',
    }),
  },
  { title: 'CartPrices' },
)

/** What prices a cart: `orderLines` bounds the lines of all carts of a request together. */
export interface PricesRouting {
  door: Door
  orderLines: number
}

/** The route that says what carts would cost. */
export function priceRoutes({ door, orderLines }: PricesRouting): Route[] {
  return [
    route({
      method: 'POST',
      url: '/api/v1/prices',
      operationId: 'priceCarts',
      summary: 'What carts would cost',
      description:
        'Prices, freight and tax of carts as of orders that are submitted now, with each step and the rules that did not apply. Nothing is kept, promised or numbered. Configured lines bring their parts as lines of their own. Every cart is priced on its own; one that cannot be priced as a whole is answered as far as it can, with all its problems. `trace: false` leaves the steps out. With the scope `inventory:read`, and for who sees all rows, each line says what it costs and leaves.',
      tags: ['Pricing'],
      scope: 'orders:read',
      rows: 'scoped',
      body: Type.Object(
        {
          carts: Type.Array(CartInput, { minItems: 1, maxItems: MOST_CARTS }),
          trace: Type.Optional(Type.Boolean()),
          targetMargin: Type.Optional(
            Type.String({
              maxLength: 24,
              pattern: '^-?(0|[1-9][0-9]{0,2})([.][0-9]{1,6})?$',
              form: 'a percentage with at most six decimals',
              description: 'Percent of net that each line is to leave: `priceForMargin` says at which price',
            }),
          ),
        },
        { title: 'PricesAsked', additionalProperties: false },
      ),
      responses: {
        200: {
          description: 'One answer a cart, in their order.',
          schema: Type.Object({ carts: Type.Array(CartPrices) }, { title: 'PricesAnswer' }),
        },
      },
      problems: ['account_forbidden', 'prices_forbidden', 'too_many_lines', 'too_many_requests'],
      async handle({ companyId, principal, body }): Promise<Reply> {
        const count = body.carts.reduce((sum, { lines }) => sum + lines.length, 0)
        if (count > orderLines) {
          const message = `the carts have ${count} lines; ${orderLines} can be asked about at once`
          return problem('too_many_lines', { errors: [{ path: '/carts', code: 'too_many_lines', message }] })
        }
        const accounts = scopeOf(principal.rowScope)
        const showsCosts = accounts === null && allows(principal, 'inventory:read')
        let priced: PricedCarts | Refusal
        try {
          priced = await door.request(priceCarts, { companyId, carts: body.carts, accounts, showsCosts })
        } catch (error) {
          if (!(error instanceof Overloaded)) throw error
          return problem('too_many_requests', { retryAfter: error.retryAfterSeconds, detail: error.message })
        }
        if (isRefusal(priced)) return refused(priced)
        const { names, company } = priced
        const trace = body.trace ?? true
        const target = body.targetMargin === undefined ? undefined : parseMicro(body.targetMargin)!
        const carts = priced.carts.map((cart, place) =>
          render(body.carts[place]!.id ?? null, cart, {
            names,
            trace,
            losers: accounts === null,
            company,
            target,
          }),
        )
        return ok({ carts })
      },
    }),
  ]
}

defineProblems({
  too_many_lines: [422, 'That are too many lines at once.', 'Ask about fewer carts in one request.'],
})

function render(
  id: string | null,
  cart: PricedCart,
  {
    names,
    trace,
    losers,
    company,
    target,
  }: {
    names: PricedCarts['names']
    trace: boolean
    losers: boolean
    company: Company
    target: Micro | undefined
  },
) {
  const { input, parts, orderType, pricedOn, quantities, amounts, margins, problems } = cart
  const { currency } = input
  const whole = (minor: bigint | undefined) => (minor === undefined ? null : money(minor, currency))
  const stated = input.lines.length - parts.length
  return {
    id,
    orderType,
    pricedOn,
    net: whole(amounts?.net),
    freight: whole(amounts?.freight),
    tax: whole(amounts?.tax),
    total: whole(amounts?.total),
    lines: (amounts?.lines ?? []).map((line, index) => ({
      lineNo: index + 1,
      sku: input.lines[index]!.sku,
      parentLineNo: index < stated ? null : parts[index - stated]!.parent + 1,
      option: parts[index - stated]?.option ?? null,
      quantity: formatMicro(quantities[index]!),
      unitPrice: unitPrice(line.unitPrice, currency),
      sold: renderSold(inSold(line.sold, quantities[index]!), currency),
      net: money(line.net, currency),
      freight: money(line.freight, currency),
      tax: money(line.tax, currency),
      taxPercent: line.taxRate ? formatMicro(line.taxRate.percent) : null,
      margin: margins[index] ? renderMargin(margins[index], company.currency) : null,
      priceForMargin: target === undefined ? null : targetPrice(cart, index, company, target),
      charges: renderCharges(line.charges ?? [], currency),
      waterfall: trace ? renderWaterfall(line.waterfall, { currency, rules: names, losers }) : [],
    })),
    problems,
  }
}
