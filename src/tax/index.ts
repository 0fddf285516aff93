export { readRateBook, UNTAXED, type RateBook } from './rates.ts'
export { returnTax, taxDocument, type LineToTax, type TaxPlace, type TaxRate } from './tax.ts'
export { taxRoutes } from './http.ts'
export { saveTaxRate, TaxRateInput } from './save-tax-rate.ts'
