/** What it costs: lists, prices, promotions, freight, and the waterfall over them. */
export { pricingRoutes } from './http.ts'
export * from './offer.ts'
export { FreightRuleInput, saveFreightRule } from './save-freight-rule.ts'
export { PriceInput, savePrice } from './save-price.ts'
export { savePriceList, type PriceListInput } from './save-price-list.ts'
export { PromotionInput, savePromotion } from './save-promotion.ts'
export * from './waterfall.ts'
