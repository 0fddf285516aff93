/** What the state takes. */
export { taxRoutes } from './http.ts'
export * from './rates.ts'
export { saveTaxRate, TaxRateInput } from './save-tax-rate.ts'
export * from './tax.ts'
