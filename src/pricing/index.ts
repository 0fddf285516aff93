export type { AdjustmentQuestion } from './adjustment.ts'
export { renderSold, SoldShape, soldUnitsJson, type SoldUnits } from './render-sold.ts'
export { conversionRate, withConverted, RATE_SCALE, type Conversion, type StatedRate } from './conversion.ts'
export { conversionsOf, freightFor, pricesOf, readOffers, type Offer, type PriceSource } from './offer.ts'
export { promotionsFor, untakenCoupons } from './promotion.ts'
export {
  fitsBudget,
  giveBack,
  lockBudgets,
  readPromotionUses,
  spendBudget,
  writeBudgets,
  type PromotionUse,
} from './budget.ts'
export {
  priceOrder,
  waterfallJson,
  type Freight,
  type OrderDiscount,
  type PricedOrder,
  type WaterfallJson,
} from './waterfall.ts'
export { chooseStrategy, type Chosen } from './strategy.ts'
export { StrategyInput, saveStrategy } from './save-strategy.ts'
export {
  DiscountReasonInput,
  judgeStated,
  saveDiscountReason,
  type DiscountLimits,
  type DiscountReason,
} from './discount-reason.ts'
export { adjustmentsFor } from './adjustment.ts'
export { greatestByHand } from './by-hand.ts'
export type { FrozenPrice, LineDiscount, LineToPrice, PricedLine, Stated } from './line-price.ts'
export { AdjustmentRuleInput, saveAdjustmentRule } from './save-adjustment-rule.ts'
export { ChargeShape, renderCharges } from './render-charges.ts'
export type { ListedCharge, PriceRule } from './price-list.ts'
export { renderWaterfall, WaterfallStep } from './render-waterfall.ts'
export { pricingRoutes } from './http.ts'
export { FreightRuleInput, saveFreightRule } from './save-freight-rule.ts'
export { PriceInput, savePrice } from './save-price.ts'
export { PriceListInput, savePriceList } from './save-price-list.ts'
export { PromotionInput, savePromotion } from './save-promotion.ts'
export {
  isBelow,
  marginOf,
  paymentCosts,
  priceForMargin,
  type LineCost,
  type Margin,
  type PaymentFee,
} from './margin.ts'
export { PaymentFeeInput, savePaymentFee } from './save-payment-fee.ts'
export { judgeMargins, type Judged, type MarginRule } from './guardrail.ts'
export {
  chargesJson,
  chargesOf,
  chargeSteps,
  priceCharges,
  type ChargeType,
  type LineCharge,
  type PricedCharge,
} from './charge.ts'
export { ChargeTypeInput, saveChargeType } from './save-charge-type.ts'
export { MarginRuleInput, saveMarginRule } from './save-margin-rule.ts'
export { agreementsFor, judgeReleases, type AgreementLine, type Release } from './agreement.ts'
export {
  giveBackRelease,
  lockReleases,
  readReleased,
  release,
  writeReleases,
  type Released,
} from './release.ts'
export { AgreementInput, saveAgreement } from './save-agreement.ts'
