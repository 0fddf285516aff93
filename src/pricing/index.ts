export { freightFor, pricesOf, readOffers, strategyOf, type Offer, type PriceSource } from './offer.ts'
export { promotionsFor } from './promotion.ts'
export {
  priceOrder,
  waterfallJson,
  type Freight,
  type FrozenPrice,
  type LineToPrice,
  type OrderDiscount,
  type PricedOrder,
  type WaterfallJson,
} from './waterfall.ts'
export { renderWaterfall, WaterfallStep } from './render-waterfall.ts'
export { pricingRoutes } from './http.ts'
export { FreightRuleInput, saveFreightRule } from './save-freight-rule.ts'
export { PriceInput, savePrice } from './save-price.ts'
export { PriceListInput, savePriceList } from './save-price-list.ts'
export { PromotionInput, savePromotion } from './save-promotion.ts'
