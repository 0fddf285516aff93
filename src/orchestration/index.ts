export {
  concludeCapture,
  decideCapture,
  lockCapture,
  readCapture,
  type CaptureFacts,
} from './capture/capture.ts'
export { amendOrder } from './amend/amend-order.ts'
export { revisionOf, type AmendRequest } from './amend/amend-facts.ts'
export { tryCapture } from './capture/try-capture.ts'
export { orderModelRoutes } from './model/http-order-model.ts'
export { patternRoutes } from './model/http-pattern.ts'
export { holdCodeRoutes } from './control/http-hold-code.ts'
export { HoldCodeInput, saveHoldCode } from './control/hold-code.ts'
export { bulkJobs } from './bulk/run-bulk.ts'
export { holdExpiry } from './control/expire-holds.ts'
export {
  forbidden,
  NO_POLICIES,
  POLICY_PROBLEMS,
  readActs,
  readOrderPolicies,
  type ActLimit,
  type OrderPolicies,
} from './policy/judge-policy.ts'
export { lifeCyclePolicyRoutes } from './policy/http-policy.ts'
export { LifeCyclePolicyInput } from './policy/policy-input.ts'
export { saveLifeCyclePolicy } from './policy/save-policy.ts'
export { jeopardyPolicyRoutes } from './jeopardy/http-policy.ts'
export {
  readSchedules,
  type Schedule,
  type ScheduledComponent,
  type ScheduledTask,
} from './jeopardy/schedule.ts'
export { jeopardyJob } from './jeopardy/watch.ts'
export { fulfillmentStateRoutes } from './states/http-states.ts'
export { readStates } from './states/tell.ts'
export { stateJob } from './states/watch.ts'
export { returnReasonRoutes } from './returns/http-return-reason.ts'
export { defaultPatterns } from './model/pattern.ts'
export { builtInPatterns, checkModel, OrderModelInput } from './model/order-model.ts'
export { PatternInput } from './model/pattern-input.ts'
export { compareOrderModel, saveOrderModel } from './model/save-order-model.ts'
export { savePattern } from './model/save-pattern.ts'
export { ReturnReasonInput, saveReturnReason } from './returns/save-return-reason.ts'
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
} from './run/workers.ts'
export { applyMoney, type ApplyRequest } from './money/apply-money.ts'
export { receivePayment, type PaymentRequest } from './money/receive-payment.ts'
export { OpeningStock, readStockRow, SupplyOrder, type StockRow } from './stock/http-stock.ts'
export { countBackDated, receiveGoods } from './stock/receive-goods.ts'
export { receiveBackDated, receiveStock, type StockRequest } from './stock/receive-stock.ts'
export { earmarkCredit, type EarmarkRequest } from './money/earmark-credit.ts'
export { answerReturns } from './returns/answer-returns.ts'
export { returnGoods } from './returns/return-goods.ts'
export type { AgreedBack, ReturnLine, ReturnRequest } from './returns/returned.ts'
export { evaluateBackorders } from './waiting/serve-backorders.ts'
export { repromise } from './resourcing/repromise.ts'
export { goOnApplying } from './money/go-on-applying.ts'
export { reconcileFeeds } from './stock/reconcile-feeds.ts'
export { evaluateShortages, LoserSearch } from './resourcing/serve-shortages.ts'
export { cancelOrder, type CancelLine, type CancelRequest } from './cancel/cancel-order.ts'
export { confirmShipment, type ConfirmRequest } from './shipments/confirm-shipment.ts'
export { approvalJob } from './capture/escalate-approvals.ts'
export { pickUpJob } from './shipments/pick-ups.ts'
export { endRemorse } from './capture/end-remorse.ts'
export { changePriority, type PriorityRequest } from './control/change-priority.ts'
export { placeHold, type HoldRequest } from './control/place-hold.ts'
export { releaseHold, type ReleaseRequest } from './control/release-hold.ts'
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
  namesOf,
  lineQuantity,
  strict,
  type LineQuantity,
} from './wire/http-input.ts'
export { keysOf, MOST_ROWS, outcomesOf, takeRows } from './wire/http-rows.ts'
export { eraseWork } from './work/erase-work.ts'
export { settleStray } from './shipments/settle-stray.ts'
export { namesOfDay } from './capture/http-approval.ts'
export { Caller, type GivenPort } from './calls/caller.ts'
export { systemRoutes } from './model/http-system.ts'
export type { OutsideRequest, Said, SystemPort } from './calls/port.ts'
export { askFor, type AskForRequest } from './requests/ask-for.ts'
export { carryOutRequests } from './requests/carry-out.ts'
export { findRequests, type OrderRequest, type RequestKind } from './requests/request.ts'
