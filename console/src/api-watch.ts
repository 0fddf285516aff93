import type { components } from '../../clients/typescript/schema.d.ts'

/** What the API answers about what goes on: alerts, jobs, channels, webhooks. Its own description is the type. */
type Shapes = components['schemas']

export type Alert = Shapes['AlertList']['rows'][number]
export type AlertDetail = Shapes['AlertDetail']
export type Job = Shapes['Job']
export type JobDetail = Shapes['JobDetail']
export type JobRecord = Shapes['JobRecordList']['rows'][number]
export type JobRun = Shapes['JobRunList']['rows'][number]

export type Channel = Shapes['Channel']
export type OrderStatusList = Shapes['OrderStatusList']
export type Message = Shapes['Message']
export type MessageDetail = Shapes['MessageDetail']
export type Payment = Shapes['Payment']
export type WebhookEndpoint = Shapes['WebhookEndpoint']
export type WebhookAttempt = Shapes['WebhookAttempt']
export type WebhookAttempts = Shapes['WebhookAttempts']
export type FailedWebhookEvent = Shapes['FailedWebhookEvent']
