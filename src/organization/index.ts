export {
  businessDate,
  businessTime,
  RANK_BY,
  RATE_ONE,
  readCompanies,
  readRateTable,
  toFunctional,
  type Company,
  type CompanySettings,
  type RankBy,
  type RateTable,
} from './company.ts'
export { organizationRoutes } from './http.ts'
export { moveClock, type ClockMoved } from './move-clock.ts'
export { CalendarInput, readCalendarCodes, saveCalendar } from './save-calendar.ts'
export { addOpenDays, openDay, readWorkingDays, type WorkingDays } from './working-days.ts'
export { CompanyInput, saveCompany } from './save-company.ts'
export { ExchangeRateInput, saveExchangeRate } from './save-exchange-rate.ts'
export { saveSeries, SeriesInput } from './save-series.ts'
export { allCompanies, openToOrders, touchSetup } from './setup.ts'
