export { readItems, readSubstitutes, type Item, type ItemUnit, type Substitute } from './item.ts'
export { FINEST, inStockUnits, inUnits, notSold, priceOfStockUnit, priceOfUnit, tooFine } from './unit.ts'
export { ItemUnitInput, saveUnit } from './save-unit.ts'
export { catalogRoutes } from './http.ts'
export { findItems, findSkus, ItemInput, keepDecimals, saveItem, type ItemKey } from './save-item.ts'
export { saveSubstitute, SubstituteInput } from './save-substitute.ts'
export { ConfigurationModelInput, saveConfigurationModel } from './configuration/save-model.ts'
export type { Answer, Because, Choice } from './configuration/answer.ts'
export { Allowance, Answerers, answerersOf, keepAnswerers, NoTurn } from './configuration/answerers.ts'
export { TooComplex } from './configuration/clauses.ts'
export {
  readPublishedModels,
  readReadyModels,
  type BoundedOption,
  type PublishedModel,
  type PublishedModels,
  type ReadyModels,
} from './configuration/published.ts'
