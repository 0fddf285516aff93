export { concludeCapture, decideCapture, lockCapture, readCapture, type CaptureFacts } from './capture.ts'
export { tryCapture } from './try-capture.ts'
export { patternRoutes, returnReasonRoutes } from './http-setup.ts'
export { defaultPatterns } from './pattern.ts'
export { PatternInput, savePattern } from './save-pattern.ts'
export { ReturnReasonInput, saveReturnReason } from './save-return-reason.ts'
export {
  claimDue,
  defaultWorkerLimits,
  jobOfKind,
  readDue,
  runClaimed,
  startWorkers,
  taskKinds,
  type RequestAll,
  type WorkerLimits,
  type Workers,
} from './workers.ts'
export { applyMoney, type ApplyRequest } from './apply-money.ts'
export { receivePayment, type PaymentRequest } from './receive-payment.ts'
export { OpeningStock, readStockRow, SupplyOrder, type StockRow } from './http-stock.ts'
export { countBackDated, receiveGoods } from './receive-goods.ts'
export { receiveBackDated, receiveStock, type StockRequest } from './receive-stock.ts'
export { earmarkCredit, type EarmarkRequest } from './earmark-credit.ts'
export { answerReturns } from './answer-returns.ts'
export { returnGoods } from './return-goods.ts'
export type { AgreedBack, ReturnLine, ReturnRequest } from './returned.ts'
export { evaluateBackorders } from './serve-backorders.ts'
export { repromise } from './repromise.ts'
export { goOnApplying } from './go-on-applying.ts'
export { reconcileFeeds } from './reconcile-feeds.ts'
export { evaluateShortages, LoserSearch } from './serve-shortages.ts'
export { cancelOrder, type CancelLine, type CancelRequest } from './cancel-order.ts'
export { confirmShipment, type ConfirmRequest } from './confirm-shipment.ts'
export { approvalJob } from './escalate-approvals.ts'
export { pickUpJob } from './pick-ups.ts'
export { endRemorse } from './end-remorse.ts'
export { placeHold, type HoldRequest } from './place-hold.ts'
export { releaseHold, type ReleaseRequest } from './release-hold.ts'
export { orchestrationRoutes } from './http.ts'
export {
  ask,
  askedBy,
  Code,
  DateIn,
  Decimal,
  IdIn,
  idIn,
  Input,
  judged,
  MoneyIn,
  lineQuantity,
  strict,
  type LineQuantity,
} from './http-input.ts'
export { keysOf, MOST_ROWS, outcomesOf, takeRows } from './http-rows.ts'
export { settleStray } from './settle-stray.ts'
export { namesOf, namesOfDay } from './http-approval.ts'
