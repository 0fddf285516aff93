export { inSold, soldJson, soldOf, type Sold } from './sold.ts'
export { CoversInput, OrderInput, OrderLineInput } from './order-input.ts'
export {
  HOLD_KINDS,
  isOver,
  LEAST_PRIORITY,
  MOST_PRIORITY,
  orderNumber,
  ORDER_STATES,
  TRANSITIONS,
  USUAL_PRIORITY,
  type FulfillmentLine,
  type Hold,
  type HoldKind,
  type Order,
  type OrderLine,
  type OrderState,
} from './order.ts'
export { deriveStatus, NO_MONEY, SHOWN_STATUSES, type ShownStatus, type StatusFacts } from './status.ts'
export { quoteOrders, type Quote, type QuoteRequest } from './quote.ts'
export { timeOf } from './want.ts'
export { proposeOrder, type Proposal, type ProposedLine, type ProposedPart } from './propose.ts'
export type { Agreed } from './agreed.ts'
export { inquire } from './inquire.ts'
export type { InquiryRequest } from './inquiry.ts'
export { holdCart, type HoldRequest } from './hold-cart.ts'
export { cartJob, endCart, endShortCarts, type EndCartRequest } from './end-cart.ts'
export {
  readLinesOfParts,
  readOrders,
  readOrderSizes,
  readShownStatus,
  type LineOfParts,
} from './read-orders.ts'
export {
  goesOn,
  openOrders,
  readPromised,
  touchedOrders,
  type PromisedOrder,
  type PromisedPart,
} from './promised.ts'
export { readTurns, type Turn } from './turns.ts'
export { renderOrder, OrderAnswer } from './render.ts'
export { concludeSubmit, decideSubmit, lockSubmit, type Submitted } from './submit.ts'
export { readSources, readSubmit, type SubmitFacts } from './submit-facts.ts'
export { lockOrderRows, movePartRows, moveOrderRow, sourcePartRows, writeHistory } from './write-order.ts'
export { configurationRoutes } from './http-configuration.ts'
export { orderSetupRoutes } from './http-setup.ts'
export type { LineMargin } from './margin.ts'
export { ServedOrder, type ServedPart, type ServedWorth } from './served-worth.ts'
export { MarginShape, renderMargin } from './render-margin.ts'
export { priceRoutes } from './http-prices.ts'
export {
  LookupValueInput,
  RecognitionRuleInput,
  saveLookupValue,
  saveRecognitionRule,
  saveSourceSystem,
  saveTransformationRule,
  saveValidationRule,
  SourceSystemInput,
  TransformationRuleInput,
  ValidationRuleInput,
} from './setup.ts'
export {
  deleteGoneLines,
  DraftEdit,
  problemsInEdit,
  readDrafts,
  restate,
  type Draft,
  type Restated,
} from './draft.ts'
export {
  changedOrders,
  customersOfBodies,
  eraseAreasOf,
  eraseDraftsOf,
  eraseNamelessDrafts,
  eraseThatCame,
  lookAtOrders,
  relyOnNothingOpen,
  type ReceivedBody,
  type SeenOrders,
} from './erase.ts'
export {
  countStatesOfSource,
  findOrdersOfSources,
  findSourceOrders,
  readSourceOrders,
  sourceKeysInFlight,
  type SourceOrder,
} from './source-orders.ts'
export { statedPrices } from './stated-prices.ts'
export { keyedId, type SubmitRequest } from './submit-request.ts'
export { readComponents, type ComponentLine } from './components.ts'
export { amountOf, cancelParts, lineShareOf, shareOf, type Cancelled } from './cancel-part.ts'
export { begunOf, followDays, followersOf, withFollowers, type Follower } from './followers.ts'
export { broughtFrom, NOT_ALLOWED, reasonOf } from './agree.ts'
export { holdForResourced } from './resourced.ts'
export {
  addReason,
  comesAsItMay,
  fixedOf,
  reasonPart,
  splitPart,
  waitsAsItMay,
  wholeUnits,
  writeParts,
} from './split-part.ts'
export { questionFor, timeOf as timeOfDay, wayOfPart } from './want.ts'
export { cutRemorse, remorseUntil } from './remorse.ts'
export { actsIn, LIFE_ACTS, mayAct, type LifeAct } from './life-cycle.ts'
export { textsOf } from './rule-facts.ts'
export { addHold, endHold, isScoped, stopsOf } from './hold.ts'
export { findExpiredHolds } from './orders.sql.ts'
export {
  approvalsOf,
  escalate,
  codeOf,
  judgeDecision,
  withdraw,
  writeDecision,
  type Approval,
  type ApprovalDecision,
  type Wanted,
} from './approval.ts'
export { shownLevel, withoutRequester } from './approvers.ts'
export { approvalsOfOrder, findLateApprovals, listApprovals } from './approval.sql.ts'
export { delegationsTo, standingFor, withDelegations, type Delegation } from './delegates.ts'
export { ApprovalRuleInput, saveApprovalRule } from './save-approval-rule.ts'
export { ConfigurationInput } from './configuration.ts'
export {
  standingLines,
  type Amendment,
  type LineChange,
  type LineDelta,
  type LineWords,
  type StandingLine,
} from './amendment.ts'
export { judgeAmendment, type JudgedAmendment } from './judge-amendment.ts'
export {
  carryAmendment,
  keepVersion,
  readLineWords,
  writeAmendment,
  writeDays,
  writeNewParts,
  writeShares,
  type Carried,
} from './carry-amendment.ts'
export { writeHead, writeLine } from './write-order.ts'
export { readAmendments } from './amendment.sql.ts'
export {
  knownJson,
  knownOf,
  partsBefore,
  partsRead,
  type Known,
  type PartBefore,
  type PartsRead,
} from './known.ts'
