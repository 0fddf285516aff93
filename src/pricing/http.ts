import { Type } from 'typebox'
import { findSkus } from '../catalog/index.ts'
import { readCompanies } from '../organization/index.ts'
import type { Route } from '../platform/http/index.ts'
import { currencyDigits, formatMicro } from '../platform/money.ts'
import { camelRows } from '../platform/setup.ts'
import { pagedWhole, setupRoutes, type SetupRouting } from '../platform/setup-routes.ts'
import { money, MoneyShape, unitPrice } from '../platform/wire.ts'
import { agreements } from './http-agreement.ts'
import { listedChargesOf } from './charge.ts'
import { readBudgets, type Budget } from './budget.ts'
import { DiscountReasonInput, saveDiscountReason } from './discount-reason.ts'
import { saveStrategy, StrategyInput } from './save-strategy.ts'
import { FreightRuleInput, saveFreightRule } from './save-freight-rule.ts'
import { MarginRuleInput, saveMarginRule } from './save-margin-rule.ts'
import { ChargeTypeInput, saveChargeType } from './save-charge-type.ts'
import { PaymentFeeInput, savePaymentFee } from './save-payment-fee.ts'
import { PriceInput, savePrice } from './save-price.ts'
import { PriceListInput, savePriceList } from './save-price-list.ts'
import { PromotionInput, savePromotion } from './save-promotion.ts'
import { AdjustmentRuleInput, adjustmentShown, saveAdjustmentRule } from './save-adjustment-rule.ts'
import { tiersShown } from './tiers-input.ts'
import {
  adjustmentsOfCompanies,
  chargeTypesOfCompanies,
  reasonsOfCompanies,
  strategiesOfCompanies,
  feesOfCompanies,
  freightOfCompanies,
  listPrices,
  listsOfCompanies,
  marginRulesOfCompanies,
  promotionsOfCompanies,
} from './setup.sql.ts'

const scopes = { tag: 'Pricing', read: 'setup:read', write: 'setup:write' } as const

/** Routes of what things cost: lists, prices, promotions, freight. */
export function pricingRoutes(routing: SetupRouting): Route[] {
  return [
    ...setupRoutes(routing, {
      ...scopes,
      noun: 'price list',
      plural: 'price lists',
      path: 'price-lists',
      schema: PriceListInput,
      act: savePriceList,
      keyShape: 's',
      async list(db, companyId, at) {
        const rows = camelRows(listsOfCompanies, await db.read(listsOfCompanies, { companyIds: [companyId] }))
        const codes = new Map(rows.map(({ id, code }) => [id, code]))
        const listed = rows.map(({ companyId: _company, id: _id, version: _version, ...list }) => ({
          key: [list.code],
          body: present({
            ...list,
            convertedFrom: list.convertedFrom === null ? null : codes.get(list.convertedFrom),
            markupPercent: list.markupPercent === null ? null : formatMicro(list.markupPercent),
          }),
        }))
        return pagedWhole(listed, at)
      },
    }),
    ...setupRoutes(routing, {
      ...scopes,
      noun: 'price',
      named: ['list', 'sku', 'uom', 'validFrom'],
      plural: 'prices',
      path: 'prices',
      schema: PriceInput,
      act: savePrice,
      keyShape: 'bbss',
      async list(db, companyId, { after, fetch }) {
        const [listId = null, itemId = null, uom = null, validFrom = null] = (after ?? []) as [
          bigint?,
          bigint?,
          string?,
          string?,
        ]
        const [read, lists] = await Promise.all([
          db.read(listPrices, { companyId, listId, itemId, uom, validFrom, fetch }),
          db.read(listsOfCompanies, { companyIds: [companyId] }),
        ])
        const rows = camelRows(listPrices, read)
        const skus = await findSkus(
          db,
          companyId,
          rows.map((row) => row.itemId),
        )
        const byId = new Map(lists.map((list) => [list.id, list]))
        return rows.map((row) => {
          const list = byId.get(row.listId)!
          return {
            key: [row.listId, row.itemId, row.uom, row.validFrom],
            body: present({
              list: list.code,
              sku: skus.get(row.itemId),
              uom: row.uom,
              validFrom: row.validFrom,
              validTo: row.validTo,
              unitPrice: unitPrice(row.unitPrice, list.currency),
              tiers: tiersShown(row.tiers, list.currency),
              charges:
                listedChargesOf(row.charges)?.map(({ code, unitPrice: each }) => ({
                  charge: code,
                  unitPrice: unitPrice(each, list.currency),
                })) ?? null,
            }),
          }
        })
      },
    }),
    ...setupRoutes(routing, {
      ...scopes,
      noun: 'promotion',
      plural: 'promotions',
      path: 'promotions',
      schema: PromotionInput,
      act: savePromotion,
      keyShape: 's',
      shown: { spent: Type.Optional(MoneyShape), used: Type.Optional(Type.Integer()) },
      async list(db, companyId, at) {
        const [read, budgets] = await Promise.all([
          db.read(promotionsOfCompanies, { companyIds: [companyId] }),
          readBudgets(db, [companyId]),
        ])
        const spentOf = budgets.get(companyId)
        const rows = camelRows(promotionsOfCompanies, read).map((row) => ({
          key: [row.code],
          body: present({
            code: row.code,
            percent: row.kind === 'percent' ? formatMicro(row.value) : null,
            amount: row.kind === 'amount' ? wholeMoney(row.value, row.currency!) : null,
            condition: row.condition,
            coupon: row.coupon,
            group: row.exclusiveGroup === '' ? null : row.exclusiveGroup,
            skus: someOf(row.skus),
            itemClasses: someOf(row.itemClasses),
            buy: row.buyQuantity === null ? null : formatMicro(row.buyQuantity),
            get: row.getQuantity === null ? null : formatMicro(row.getQuantity),
            ...budgetShown(row.currency, spentOf?.get(row.id)),
            validFrom: row.validFrom,
            validTo: row.validTo,
            rank: row.rank,
          }),
        }))
        return pagedWhole(rows, at)
      },
    }),
    ...setupRoutes(routing, {
      ...scopes,
      noun: 'adjustment rule',
      plural: 'adjustment rules',
      path: 'adjustment-rules',
      schema: AdjustmentRuleInput,
      act: saveAdjustmentRule,
      keyShape: 's',
      async list(db, companyId, at) {
        const read = await db.read(adjustmentsOfCompanies, { companyIds: [companyId] })
        const rows = camelRows(adjustmentsOfCompanies, read)
        return pagedWhole(
          rows.map((row) => ({ key: [row.code], body: present(adjustmentShown(row)) })),
          at,
        )
      },
    }),
    ...setupRoutes(routing, agreements),
    ...setupRoutes(routing, {
      ...scopes,
      noun: 'strategy',
      plural: 'strategies',
      path: 'price-strategies',
      schema: StrategyInput,
      act: saveStrategy,
      keyShape: 's',
      async list(db, companyId, at) {
        const [read, lists] = await Promise.all([
          db.read(strategiesOfCompanies, { companyIds: [companyId] }),
          db.read(listsOfCompanies, { companyIds: [companyId] }),
        ])
        const codes = new Map(lists.map((list) => [list.id, list.code]))
        const rows = camelRows(strategiesOfCompanies, read).map(
          ({ companyId: _company, id: _id, version: _version, listIds, ...row }) => ({
            key: [row.code],
            body: present({
              ...row,
              segments: someOf(row.segments),
              sources: someOf(row.sources),
              orderTypes: someOf(row.orderTypes),
              countries: someOf(row.countries),
              lists: listIds.map((id) => codes.get(id)),
            }),
          }),
        )
        return pagedWhole(rows, at)
      },
    }),
    ...setupRoutes(routing, {
      ...scopes,
      noun: 'discount reason',
      plural: 'discount reasons',
      path: 'discount-reasons',
      schema: DiscountReasonInput,
      act: saveDiscountReason,
      keyShape: 's',
      async list(db, companyId, at) {
        const read = await db.read(reasonsOfCompanies, { companyIds: [companyId] })
        const rows = camelRows(reasonsOfCompanies, read).map(
          ({ code, name, maxPercent, overLimit, active }) => ({
            key: [code],
            body: { code, name, maxPercent: formatMicro(maxPercent), overLimit, active },
          }),
        )
        return pagedWhole(rows, at)
      },
    }),
    ...setupRoutes(routing, {
      ...scopes,
      noun: 'freight rule',
      named: ['currency', 'country', 'shipMethod'],
      plural: 'freight rules',
      path: 'freight-rules',
      schema: FreightRuleInput,
      act: saveFreightRule,
      keyShape: 'sss',
      async list(db, companyId, at) {
        const read = await db.read(freightOfCompanies, { companyIds: [companyId] })
        const rows = camelRows(freightOfCompanies, read).map((row) => ({
          key: [row.currency, row.country ?? '', row.shipMethod ?? ''],
          body: present({
            currency: row.currency,
            country: row.country,
            shipMethod: row.shipMethod,
            amount: money(row.amount, row.currency),
            freeAbove: row.freeAbove === null ? null : money(row.freeAbove, row.currency),
            taxCode: row.taxCode,
            rank: row.rank,
          }),
        }))
        return pagedWhole(rows, at)
      },
    }),
    ...setupRoutes(routing, {
      ...scopes,
      noun: 'margin rule',
      plural: 'margin rules',
      path: 'margin-rules',
      schema: MarginRuleInput,
      act: saveMarginRule,
      keyShape: 's',
      async list(db, companyId, at) {
        const read = await db.read(marginRulesOfCompanies, { companyIds: [companyId] })
        const rows = camelRows(marginRulesOfCompanies, read).map((row) => ({
          key: [row.code],
          body: present({
            code: row.code,
            floorPercent: formatMicro(row.floorPercent),
            action: row.action,
            itemClasses: someOf(row.itemClasses),
            segments: someOf(row.segments),
            sources: someOf(row.sources),
            active: row.active,
          }),
        }))
        return pagedWhole(rows, at)
      },
    }),
    ...setupRoutes(routing, {
      ...scopes,
      noun: 'charge type',
      plural: 'charge types',
      path: 'charge-types',
      schema: ChargeTypeInput,
      act: saveChargeType,
      keyShape: 's',
      async list(db, companyId, at) {
        const read = await db.read(chargeTypesOfCompanies, { companyIds: [companyId] })
        const rows = camelRows(chargeTypesOfCompanies, read).map(
          ({ companyId: _company, id: _id, version: _version, ...type }) => ({
            key: [type.code],
            body: present(type),
          }),
        )
        return pagedWhole(rows, at)
      },
    }),
    ...setupRoutes(routing, {
      ...scopes,
      noun: 'payment fee',
      named: ['method'],
      plural: 'payment fees',
      path: 'payment-fees',
      schema: PaymentFeeInput,
      act: savePaymentFee,
      keyShape: 's',
      async list(db, companyId, at) {
        const [read, companies] = await Promise.all([
          db.read(feesOfCompanies, { companyIds: [companyId] }),
          readCompanies(db, new Set([companyId])),
        ])
        const { currency } = companies.get(companyId)!
        const rows = camelRows(feesOfCompanies, read).map(({ method, percent, fixed }) => ({
          key: [method],
          body: present({
            method: method || null,
            percent: formatMicro(percent),
            fixed: money(fixed, currency),
          }),
        }))
        return pagedWhole(rows, at)
      },
    }),
  ]
}

function wholeMoney(value: bigint, currency: string) {
  return money(value / 10n ** BigInt(6 - currencyDigits(currency)), currency)
}

/** What a promotion may cost, and what of it is spent. */
function budgetShown(currency: string | null, budget: Budget | undefined) {
  if (!budget || (budget.amount === null && budget.uses === null)) return {}
  const { amount, uses, givesBack, spent, used } = budget
  return {
    budget: amount === null ? null : money(amount, currency!),
    budgetUses: uses === null ? null : Number(uses),
    givesBack,
    spent: amount === null ? null : money(spent, currency!),
    used: Number(used),
  }
}

function someOf(list: readonly string[]): readonly string[] | null {
  return list.length === 0 ? null : list
}

/** Without the members that are null. */
function present(body: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(body).filter(([, value]) => value !== null))
}
