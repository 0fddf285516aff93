/** Channels that hand over signed messages. */
export { inboundRoutes } from './http.ts'
export { fetchOrderRoute } from './fetch-order.ts'
export { tryLogIns } from './log-ins.ts'
export { workOffMessages } from './work-off.ts'
