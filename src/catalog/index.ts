export { readItems, type Item } from './item.ts'
export { tooFine } from './unit.ts'
export { catalogRoutes } from './http.ts'
export { findItems, findSkus, ItemInput, keepDecimals, saveItem, type ItemKey } from './save-item.ts'
