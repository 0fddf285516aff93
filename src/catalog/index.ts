export { readItems, type Item } from './item.ts'
export { tooFine } from './unit.ts'
export { catalogRoutes } from './http.ts'
export { findItems, findSkus, ItemInput, keepDecimals, saveItem, type ItemKey } from './save-item.ts'
export { ConfigurationModelInput, saveConfigurationModel } from './configuration/save-model.ts'
export { answer, type Answer, type Because, type Choice } from './configuration/answer.ts'
export { countConfigurations } from './configuration/count.ts'
export { literalsOf } from './configuration/choice.ts'
export { TooComplex } from './configuration/clauses.ts'
export type { Compiled, Constraint } from './configuration/compile.ts'
export {
  readPublishedModels,
  readReadyModels,
  type PublishedModel,
  type PublishedModels,
  type ReadyModels,
} from './configuration/published.ts'
