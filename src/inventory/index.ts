import './decimals.ts'

export { AHEAD_MS } from './as-of.ts'
export {
  arrivesFrom,
  leadsThere,
  locationOf,
  readLocationsOf,
  shipMethodsTo,
  shippedFrom,
  wayCost,
  type Location,
  type Way,
} from './places.ts'
export { keepBrought } from './keep-brought.ts'
export { daysBrought, sendingsOf, wayTo, type Sending } from './senders.ts'
export { countPlaces, promiseOrder, writeSearch } from './promise-order.ts'
export { NOT_CHOSEN } from './sourced.ts'
export type { SourcingQuestion, SourcingSearch } from './sourcing-rule.ts'
export { addSourcing } from './sourcing-setup.ts'
export { addAllocation, addUses } from './read-shares.ts'
export { SUPPLY_KINDS } from './atp-rule.ts'
export { hasAtpRule, noAtp } from './atp-setup.ts'
export { AtpRuleInput, saveAtpRule } from './save-atp-rule.ts'
export { SupplyRuleInput, saveSupplyRule } from './save-supply-rule.ts'
export { BillOfMaterialsInput, saveBill } from './save-bill.ts'
export { ResourceInput, saveResource } from './save-resource.ts'
export { PostcodeAreaInput, savePostcodeArea } from './save-area.ts'
export { saveSellThrough, SellThroughInput } from './save-sell-through.ts'
export { AllocationPlanInput, saveAllocationPlan } from './save-allocation-plan.ts'
export { AllocationQuantityInput, saveAllocationQuantity } from './save-allocation-quantity.ts'
export { saveSourcingRule, SourcingRuleInput } from './save-sourcing-rule.ts'
export { gateMove, leavesCovered, lockMoved, lockStock, openGate, watchDemand, writeGates } from './gates.ts'
export {
  mayServe,
  promiseLine,
  refuseBackorder,
  unpromiseLine,
  writePromise,
  type PromisedPart,
  type Want,
} from './promise.ts'
export { readStock } from './read-stock.ts'
export { mayBeMade } from './supply-facts.ts'
export { addCosts } from './unit-costs.ts'
export {
  costAt,
  costShown,
  emptyStock,
  knownStock,
  stockAt as stockOf,
  type StockFacts,
} from './stock-facts.ts'
export { refusedBy, type RefusedBy } from './backorder.ts'
export { bringable } from './bringable.ts'
export { putBackReserved, readToRelease, releaseWaiting, type Released } from './release-waiting.ts'
export { giveUpHolding, liftHolding, writeAnew, type Holding } from './promise-anew.ts'
export { readPromisable } from './inquiry.ts'
export { readAvailable, type Available } from './available.ts'
export { countGone, type Gone, type Uncounted } from './back-dated.ts'
export { inventorySetupRoutes } from './http-setup.ts'
export { saveTransitLane, TransitLaneInput } from './save-lane.ts'
export { SafetyStockInput, saveSafetyStock } from './save-safety.ts'
export { LocationInput, saveLocation } from './save-location.ts'
export { writeCosts } from './costed.ts'
export { issueStock, keepArrived, sendStock, takeInStock, writeOffStock, type StockMove } from './move.ts'
export { locateRoutes } from './http-locate.ts'
export { probableQuantityRoutes } from './http-probable.ts'
export { inventoryReadRoutes } from './http-read.ts'
export {
  changeSupply,
  concludeSupplyChange,
  openOfSupply,
  writeSupplyChange,
  type SupplyChange,
} from './change-supply.ts'
export { announceSupply, countReceived, readSupply, type Supply } from './supply.ts'
export {
  endReservation,
  findOverdue,
  findShort,
  giveUpShort,
  holdAnew,
  holdPart,
  itemsHeld,
  lockTemporaryReservations,
  readTemporaryReservations,
  temporaryOf,
  endUse,
  useTemporary,
  writeTemporaryReservations,
  type TemporaryKey,
  type TemporaryReservation,
  type TemporaryReservations,
} from './temporary.ts'
export { promiseWaiting } from './promise-waiting.ts'
export { keptFromWaiting, type KeptFrom } from './kept-from-waiting.ts'
export {
  changeOf,
  CHANGES,
  planBacklog,
  rankBacklog,
  turnsOf,
  type BacklogDemand,
  type BacklogRules,
  type ChosenPlace,
  type Planned,
} from './backlog.ts'
export { backlogShares, replanShares } from './backlog-shares.ts'
export { cheapestPlaces, problemOfPlaces, shipmentCost, type ShippingCost } from './backlog-places.ts'
export {
  holdStill,
  lookOf,
  MOST_BACKLOG,
  placesWith,
  readBacklogDemand,
  replan,
  type BacklogRow,
} from './backlog-stock.ts'
export { allocateWaiting, type Bringing } from './allocate-waiting.ts'
export { keptAt, queueOf, readServable, readWaiting, type Incoming, type PlannedDemand } from './waiting.ts'
export {
  lackingAt,
  loseReserved,
  noteShortage,
  readClaims,
  readNoted,
  readShort,
  readShortages,
  settleShortage,
  type Short,
  type Shortage,
} from './shortage.ts'
export { forgetDated, giveUpReserved, giveUpWaiting } from './give-up.ts'
export {
  readIssued,
  readStrayed,
  readTransferred,
  returnValue,
  strayedValue,
  type Issued,
  type Strayed,
} from './issued.ts'
export { outsideRoutes } from './outside/http.ts'
export { SystemFailure, type InventorySystem, type SnapshotPage } from './outside/port.ts'
export { askJob, refreshSnapshots } from './outside/refresh.ts'
export { covers, InventorySystemInput, saveInventorySystem } from './outside/save-system.ts'
export { readSnapshots, snapshotCost, type Snapshots } from './outside/snapshot.ts'
export { SnapshotInput, takeSnapshot } from './outside/take-snapshot.ts'
export { countStale } from './outside/system.sql.ts'
export { decideSnapshot } from './feed/decide-snapshot.ts'
export { endDifferences } from './feed/end-differences.ts'
export {
  judgeFeedMove,
  lockFeedMoves,
  readFeedFacts,
  writeFeedMove,
  type FeedCause,
  type FeedFacts,
} from './feed/feed-moves.ts'
export { expireFeeds } from './feed/expire-feeds.ts'
export { findFeedWork, readOpenDifferences } from './feed/feed-snapshot.sql.ts'
export {
  judgeSnapshot,
  lockCompared,
  readCompared,
  type CompareRequest,
  type SnapshotFacts,
  type SnapshotJudged,
} from './feed/judge-snapshot.ts'
export { FeedInput, readFeeds, saveFeed } from './feed/save-feed.ts'
export { judgeInstant } from './feed/instant.ts'
export { takeFeedPage, type PageRequest } from './feed/take-page.ts'
export { feedRoutes, stockPage, StockSnapshotRow, supplyPage, SupplySnapshotRow } from './feed/http.ts'
