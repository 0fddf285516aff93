/** How the world talks to us. */
export {
  ImportRefused,
  type FolderImporter,
  type Importer,
  type ImportSummary,
  type RowProblem,
} from './import/importer.ts'
export { folderImporters, importers } from './import/importers.ts'
export {
  installSample,
  sampleRecognitionRules,
  sampleTaxRates,
  sampleValidationRules,
} from './sample/company.ts'
export { runSample, sampleWasInterrupted } from './sample/first-start.ts'
export { sampleStock, sampleSupplyOn } from './sample/stock.ts'
export { sampleOrders, type SampleOrderOptions } from './sample/orders.ts'
export { expireOldBodies } from './expire-bodies.ts'
export { erasureRoutes } from './http-erase.ts'
export { statusRoutes } from './commerce-status/http.ts'
export { lookOver } from './commerce-status/look-over.ts'
export { takeLost } from './commerce-status/take-lost.ts'
export { tellJob, tellShop, type ShopChannel } from './commerce-status/tell-shop.ts'
export { httpInventory, type HttpInventoryLimits } from './connectors/http-inventory.ts'
export { httpSystem } from './connectors/http-system.ts'
export { httpPayments } from './connectors/payments/http-payments.ts'
export { paymentRoutes } from './payments/http.ts'
export { hearCancelledOrders, settlePaymentsOf } from './payments/settle.ts'
export type { GivenGateway } from './payments/transact.ts'
export { channelRoutes, type ChannelRouting } from './http.ts'
export { handOver, type HandedOver } from './hand-over.ts'
export { capture } from './capture.ts'
export type { Captured, CaptureRequest } from './capture-request.ts'
export { receive } from './received.ts'
export { fetchOrderRoute, inboundRoutes, tryLogIns, workOffMessages } from './inbound/index.ts'
export { installSampleStock } from './sample-stock.ts'
export {
  countSetAside,
  expireWebhookLog,
  Sender,
  webhookRoutes,
  type EventFeed,
  type WebhookLimits,
} from './webhooks/index.ts'
export { withMessages } from './gateway/source.ts'
export { productOrderRoutes } from './tmf/http.ts'
export { taskRoutes } from './tmf/http-tasks.ts'
