export { readItems, type Item } from './item.ts'
export { catalogRoutes } from './http.ts'
export { findItems, findSkus, ItemInput, saveItem, type ItemKey } from './save-item.ts'
