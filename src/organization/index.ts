export {
  businessDate,
  businessTime,
  RATE_ONE,
  readCompanies,
  readRateTable,
  toFunctional,
  type Company,
  type CompanySettings,
  type RateTable,
} from './company.ts'
export { organizationRoutes } from './http.ts'
export { moveClock, type ClockMoved } from './move-clock.ts'
export { saveCalendar, type CalendarInput } from './save-calendar.ts'
export { saveCompany, type CompanyInput } from './save-company.ts'
export { saveExchangeRate, type ExchangeRateInput } from './save-exchange-rate.ts'
export { saveSeries, type SeriesInput } from './save-series.ts'
export { allCompanies, openToOrders, touchSetup } from './setup.ts'
