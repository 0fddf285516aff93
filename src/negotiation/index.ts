export { negotiationRoutes } from './http.ts'
export { quoteExpiry } from './expire-quotes.ts'
