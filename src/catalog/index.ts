/** What can be sold. */
export { catalogRoutes } from './http.ts'
export * from './item.ts'
export { findItems, findSkus, ItemInput, PATTERN_OF_KIND, saveItem, type ItemKey } from './save-item.ts'
