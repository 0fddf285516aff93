/** What we have and can promise. */
export { inventorySetupRoutes } from './http-setup.ts'
export { LocationInput, saveLocation } from './save-location.ts'
