export {
  costShown,
  gateMove,
  locationOf,
  lockStock,
  promiseLine,
  readLocationsOf,
  readStock,
  writeGates,
  writePromise,
  type Location,
  type StockFacts,
} from './promise.ts'
export type { SourcedPart } from './sourcing.ts'
export { inventorySetupRoutes } from './http-setup.ts'
export { LocationInput, saveLocation } from './save-location.ts'
export { issueStock, takeInStock, writeOffStock, type StockMove } from './move.ts'
