import type { Reader } from '../platform/database/index.ts'
import type { Json } from '../platform/json.ts'
import type { Micro, Minor } from '../platform/money.ts'
import { Pictures, type Versioned } from '../platform/picture.ts'
import { compileRule, standingRule, type Rule } from '../platform/rules.ts'
import type { AgreementLine } from './agreement.ts'
import { listedChargesOf, type ChargeType } from './charge.ts'
import { conversionRate, type Conversion, type StatedRate } from './conversion.ts'
import { readBudgets, type Budget } from './budget.ts'
import { adjustmentBook, adjustmentFacts, type AdjustmentBook, type AdjustmentRule } from './adjustment.ts'
import {
  readAdjustments,
  readAgreed,
  readChargeTypes,
  readFreightRules,
  readMarginRules,
  readPaymentFees,
  readPriceLists,
  readPrices,
  readPromotions,
  readReasons,
  readStrategies,
} from './offer.sql.ts'
import { bySpecificity, type MarginRule } from './guardrail.ts'
import type { PaymentFee } from './margin.ts'
import type { PriceRule } from './price-list.ts'
import { promotionBook, promotionFacts, type Promotion } from './promotion.ts'
import type { RuleBook } from './rule-book.ts'
import { readAgreements } from './release.ts'
import type { DiscountReason, OverLimit } from './discount-reason.ts'
import type { Strategy } from './strategy.ts'
import { tiersOf } from './tiers-input.ts'
import type { Freight } from './waterfall.ts'

interface PriceList {
  id: bigint
  code: string
  version: number
  currency: string
  segment: string | null
  rank: number
  validFrom: string
  validTo: string | null
  /** The list whose prices it has in its own currency, and what is on top of them. */
  convertedFrom: bigint | null
  markup: Micro
}

interface FreightRule {
  id: bigint
  currency: string
  country: string | null
  amount: Minor
  freeAbove: Minor | null
  taxCode: string
  rank: number
  version: number
  /** null: whatever the method. */
  shipMethod: string | null
}

/** What a company offers whatever the items. */
interface Terms {
  lists: PriceList[]
  /** By rank. */
  promotions: RuleBook<Promotion>
  adjustments: AdjustmentBook
  /** By rank. */
  strategies: Strategy[]
  /** Active ones, by their code. */
  reasons: Map<string, DiscountReason>
  freight: FreightRule[]
  /** What items cost beside their prices: active types, by their code. */
  charges: Map<string, ChargeType>
  /** Does a promotion of it have a budget? */
  budgeted: boolean
  /** What taking the money costs, by method of payment. */
  fees: Map<string, PaymentFee>
  /** Floors of margins, the most specific first. */
  marginRules: MarginRule[]
  /** Is there an agreement with a customer? */
  agreed: boolean
  /** What rules are called, by their ids. */
  names: Map<string, string>
}

/** Prices that stand outside of the lists, for everybody: an outside system, ranked among the lists. */
export interface PriceSource {
  id: bigint
  code: string
  rank: number
  /** By item. */
  prices: ReadonlyMap<bigint, readonly (PriceRule & { currency: string })[]>
}

/** What a company offers: lists, promotions and freight as a whole, prices item by item as they are asked for. */
export interface Offer extends Terms {
  prices: Map<bigint, PriceRule[]>
  /** Read anew for every batch, as they change without the set-up. */
  sources?: readonly PriceSource[]
  /** Budgets of promotions by their ids, read anew for every batch and changed by its orders. */
  budgets: ReadonlyMap<bigint, Budget>
  /** Lines of agreements by account, as the budgets. */
  agreements: ReadonlyMap<bigint, readonly AgreementLine[]>
}

/** Most items whose prices are kept per company. */
const KEPT = 200_000

/**
 * Reads the offers of companies and the prices of items; kept in memory while the set-up stands. Budgets, and what was released of agreements
 * with the accounts, are read anew.
 */
export async function readOffers(
  db: Reader,
  companies: Iterable<Versioned>,
  items: readonly { companyId: bigint; itemId: bigint }[],
  accounts: Iterable<{ companyId: bigint; id: bigint }>,
): Promise<Map<bigint, Offer>> {
  const pictures = db.memory.get(
    'pricing.offers',
    () =>
      new Pictures<Terms>(() => ({
        lists: [],
        promotions: promotionBook([]),
        adjustments: adjustmentBook([]),
        strategies: [],
        reasons: new Map(),
        freight: [],
        charges: new Map(),
        budgeted: false,
        fees: new Map(),
        marginRules: [],
        agreed: false,
        names: new Map(),
      })),
  )
  const priceMemory = db.memory.get('pricing.prices', () => new Pictures<Offer['prices']>(() => new Map()))
  const versions = [...companies]
  const prices = new Map<bigint, Offer['prices']>()
  for (const company of versions) {
    const kept = priceMemory.of(company)
    prices.set(company.id, kept.size > KEPT ? priceMemory.renew(company) : kept)
  }
  const [terms] = await Promise.all([
    pictures.load(versions, (companyIds, made) => loadTerms(db, companyIds, made)),
    loadPrices(db, items, prices),
  ])
  const budgeted = [...terms].flatMap(([id, { budgeted: has }]) => (has ? [id] : []))
  const agreeing = [...accounts].flatMap(({ companyId, id: accountId }) =>
    terms.get(companyId)?.agreed ? [{ companyId, accountId }] : [],
  )
  const [budgets, agreements] = await Promise.all([readBudgets(db, budgeted), readAgreements(db, agreeing)])
  const offers = new Map<bigint, Offer>()
  for (const [id, own] of terms) {
    const released = new Map<bigint, AgreementLine[]>()
    for (const { companyId, accountId } of agreeing) {
      const lines = agreements.get(`${companyId}/${accountId}`)
      if (companyId !== id || !lines) continue
      released.set(accountId, lines)
      // An agreement has its code for good.
      for (const { agreementId, code } of lines) own.names.set(String(agreementId), code)
    }
    offers.set(id, {
      ...own,
      prices: prices.get(id)!,
      budgets: budgets.get(id) ?? new Map<bigint, Budget>(),
      agreements: released,
    })
  }
  return offers
}

async function loadTerms(
  db: Reader,
  companyIds: bigint[],
  offers: ReadonlyMap<bigint, Terms>,
): Promise<void> {
  const [lists, promotions, adjustments, strategies, reasons, freight, fees, floors, agreed, charges] =
    await Promise.all([
      db.read(readPriceLists, { companyIds }),
      db.read(readPromotions, { companyIds }),
      db.read(readAdjustments, { companyIds }),
      db.read(readStrategies, { companyIds }),
      db.read(readReasons, { companyIds }),
      db.read(readFreightRules, { companyIds }),
      db.read(readPaymentFees, { companyIds }),
      db.read(readMarginRules, { companyIds }),
      db.read(readAgreed, { companyIds }),
      db.read(readChargeTypes, { companyIds }),
    ])
  for (const row of agreed) offers.get(row.company_id)!.agreed = true
  for (const row of lists) {
    offers.get(row.company_id)!.lists.push({
      id: row.id,
      code: row.code,
      version: row.version,
      currency: row.currency,
      segment: row.segment,
      rank: row.rank,
      validFrom: row.valid_from,
      validTo: row.valid_to,
      convertedFrom: row.converted_from,
      markup: row.markup_percent ?? 0n,
    })
  }
  for (const [companyId, rows] of Map.groupBy(promotions, (row) => row.company_id)) {
    offers.get(companyId)!.budgeted = rows.some((row) => row.budgeted)
    const compiled = rows.flatMap((row): Promotion[] => {
      const { rule } = compileRule(row.condition, promotionFacts) as { rule?: Rule }
      // Checked when it was set up; one that no longer compiles is left out rather than guessed.
      if (!rule) return []
      return [
        {
          id: row.id,
          version: row.version,
          kind: row.kind as Promotion['kind'],
          value: row.value,
          currency: row.currency,
          coupon: row.coupon,
          group: row.exclusive_group,
          skus: new Set(row.skus),
          itemClasses: new Set(row.item_classes),
          units: row.buy_quantity === null ? null : { buy: row.buy_quantity, get: row.get_quantity! },
          rule,
          rank: row.rank,
          validFrom: row.valid_from,
          validTo: row.valid_to,
        },
      ]
    })
    offers.get(companyId)!.promotions = promotionBook(compiled)
  }
  for (const [companyId, rows] of Map.groupBy(adjustments, (row) => row.company_id)) {
    offers.get(companyId)!.adjustments = adjustmentBook(
      rows.map((row) => ({
        id: row.id,
        version: row.version,
        kind: row.kind as AdjustmentRule['kind'],
        value: row.value,
        currency: row.currency,
        converts: row.converts,
        onAgreed: row.on_agreed,
        skus: row.skus,
        itemClasses: row.item_classes,
        segments: row.segments,
        sources: row.sources,
        rule: standingRule(row.condition, adjustmentFacts),
        bucket: row.bucket,
        group: row.exclusive_group,
        precedence: row.precedence,
        quantityOver: row.quantity_over as AdjustmentRule['quantityOver'],
        minQuantity: row.min_quantity,
        maxQuantity: row.max_quantity,
        validFrom: row.valid_from,
        validTo: row.valid_to,
      })),
    )
  }
  for (const row of strategies) {
    offers.get(row.company_id)!.strategies.push({
      code: row.code,
      version: row.version,
      rank: row.rank,
      segments: row.segments,
      sources: row.sources,
      orderTypes: row.order_types,
      countries: row.countries,
      lists: row.list_ids,
      priceDay: row.price_day as Strategy['priceDay'],
      validFrom: row.valid_from,
      validTo: row.valid_to,
    })
  }
  for (const { company_id, code, max_percent, over_limit, version } of reasons) {
    const overLimit = over_limit as OverLimit
    offers.get(company_id)!.reasons.set(code, { code, maxPercent: max_percent, overLimit, version })
  }
  for (const { company_id, ...fee } of fees) offers.get(company_id)!.fees.set(fee.method, fee)
  for (const [companyId, rows] of Map.groupBy(floors, (row) => row.company_id))
    offers.get(companyId)!.marginRules = bySpecificity(
      rows.map((row) => ({
        code: row.code,
        version: row.version,
        itemClasses: row.item_classes,
        segments: row.segments,
        sources: row.sources,
        floor: row.floor_percent,
        action: row.action as MarginRule['action'],
      })),
    )
  for (const row of charges) {
    const { id, code, name, period, version, refundable } = row
    offers.get(row.company_id)!.charges.set(code, {
      id,
      code,
      name,
      kind: row.kind as ChargeType['kind'],
      category: row.category as ChargeType['category'],
      period,
      usageUnit: row.usage_unit,
      taxCode: row.tax_code,
      itemClass: row.item_class,
      refundable,
      version,
    })
  }
  for (const row of freight) {
    offers.get(row.company_id)!.freight.push({
      id: row.id,
      currency: row.currency,
      country: row.country,
      amount: row.amount,
      freeAbove: row.free_above,
      taxCode: row.tax_code,
      rank: row.rank,
      version: row.version,
      shipMethod: row.ship_method,
    })
  }
  for (const row of [...lists, ...promotions, ...adjustments, ...charges])
    offers.get(row.company_id)!.names.set(String(row.id), row.code)
  for (const { company_id, id, currency, country, ship_method } of freight)
    offers
      .get(company_id)!
      .names.set(String(id), [currency, country, ship_method].filter((part) => part !== null).join(' '))
}

/** Reads the prices that are not kept. An item has its entry once its rows are there: an empty one means that it has none. */
async function loadPrices(
  db: Reader,
  items: readonly { companyId: bigint; itemId: bigint }[],
  prices: ReadonlyMap<bigint, Offer['prices']>,
): Promise<void> {
  const read = new Map<bigint, Offer['prices']>()
  const companyIds: bigint[] = []
  const itemIds: bigint[] = []
  for (const { companyId, itemId } of items) {
    if (prices.get(companyId)!.has(itemId)) continue
    let own = read.get(companyId)
    if (!own) read.set(companyId, (own = new Map()))
    if (own.has(itemId)) continue
    own.set(itemId, [])
    companyIds.push(companyId)
    itemIds.push(itemId)
  }
  if (itemIds.length === 0) return
  for (const row of await db.read(readPrices, { companyIds, itemIds })) {
    const rules = read.get(row.company_id)!.get(row.item_id)!
    rules.push({
      // A price is named by its item and its list: the list's id and the price's version identify it.
      id: row.list_id,
      version: row.version,
      list: row.list_id,
      listVersion: row.list_version,
      uom: row.uom,
      unitPrice: row.unit_price,
      ...tiersIn(row.tiers, row.unit_price),
      ...chargesIn(row.charges),
      validFrom: row.valid_from,
      validTo: row.valid_to ?? undefined,
    })
  }
  for (const [companyId, own] of read) {
    const kept = prices.get(companyId)!
    for (const [itemId, rules] of own) kept.set(itemId, rules)
  }
}

function tiersIn(kept: Json, base: Micro): Pick<PriceRule, 'tiers'> {
  const tiers = tiersOf(kept, base)
  return tiers ? { tiers } : {}
}

function chargesIn(kept: Json): Pick<PriceRule, 'charges'> {
  const charges = listedChargesOf(kept)
  return charges ? { charges } : {}
}

/** The prices of an item, ours and those of outside sources in a currency. */
export function pricesOf(offer: Offer, itemId: bigint, currency: string): readonly PriceRule[] {
  const own = offer.prices.get(itemId) ?? []
  if (!offer.sources) return own
  const outside = offer.sources.flatMap(({ prices }) => prices.get(itemId) ?? [])
  return [...own, ...outside.filter((price) => price.currency === currency)]
}

/** The lists among these that are converted, each at its rate; and those for which nobody said one. */
export function conversionsOf(
  { lists }: Pick<Offer, 'lists'>,
  asked: { among: readonly bigint[]; on: string; stated: StatedRate | null },
  inBooks: (currency: string, on: string) => bigint | undefined,
): { conversions: Conversion[]; missing: { code: string; from: string }[] } {
  const missing: { code: string; from: string }[] = []
  const conversions = lists.flatMap((list): Conversion[] => {
    const { id, code, version: listVersion, currency: to, convertedFrom: base, markup } = list
    if (base === null || !asked.among.includes(id)) return []
    const { currency: from } = lists.find((one) => one.id === base)!
    const rate = conversionRate({ from, to, on: asked.on }, asked.stated, inBooks)
    if (!rate) {
      missing.push({ code, from })
      return []
    }
    return [{ list: id, listVersion, code, base, from, markup, ...rate }]
  })
  return { conversions, missing }
}

/** The first freight rule that fits: of one rank that of the method, then that of the country; undefined: no freight. */
export function freightFor(
  offer: Offer,
  { currency, country, shipMethod }: { currency: string; country: string; shipMethod: string | undefined },
): Freight | undefined {
  const rule = offer.freight.find(
    (one) =>
      one.currency === currency &&
      (one.country === null || one.country === country) &&
      (one.shipMethod === null || one.shipMethod === shipMethod),
  )
  if (!rule) return undefined
  return {
    rule: rule.id,
    version: rule.version,
    kind: 'flat',
    value: rule.amount,
    freeFrom: rule.freeAbove ?? undefined,
    taxable: rule.taxCode !== 'none',
  }
}
