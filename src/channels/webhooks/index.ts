/** Events to subscribers: who they are, what is sent to them, and what came of it. */
export type { EventFeed } from './event-source.ts'
export { expireWebhookLog } from './expire-log.ts'
export { webhookRoutes } from './http.ts'
export type { WebhookLimits } from './queue.ts'
export { countSetAside } from './queue.sql.ts'
export { Sender } from './sender.ts'
