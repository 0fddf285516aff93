import type { Door } from '../platform/batch/index.ts'
import type { Clock } from '../platform/clock.ts'
import type { Database } from '../platform/database/index.ts'
import type { Route } from '../platform/http/index.ts'
import { amendRoutes } from './amend/http-amend.ts'
import { approvalRoutes } from './capture/http-approval.ts'
import { backlogRoutes } from './backlog/http-backlog.ts'
import { backorderRoutes } from './backlog/http-backorders.ts'
import { callRoutes } from './calls/http-calls.ts'
import { replyRoute } from './calls/http-replies.ts'
import type { GivenPort } from './calls/caller.ts'
import { abortRoute } from './cancel/http-abort.ts'
import { bulkRoutes } from './bulk/http-bulk.ts'
import { cancelRoute } from './cancel/http-cancel.ts'
import { acknowledgeRoute } from './jeopardy/http-acknowledge.ts'
import { feedEventRoute } from './stock/http-feed.ts'
import { orderRoutes } from './control/http-orders.ts'
import { pickUpRoute } from './shipments/http-pick-up.ts'
import { placeWorkRoutes } from './shipments/http-place-work.ts'
import { promiseRoute, releaseRoute } from './what-if/http-promise.ts'
import { receiptRoutes } from './money/http-receipts.ts'
import { remorseRoute } from './capture/http-remorse.ts'
import { returnRoute } from './returns/http-return.ts'
import { rejectionRoute, shipmentRoute } from './shipments/http-shipment.ts'
import { stockRoutes } from './stock/http-stock.ts'
import { strayRoutes } from './shipments/http-stray.ts'
import { transferRoutes } from './shipments/http-transfer.ts'
import { whatIfRoutes } from './what-if/http-what-if.ts'
import { workRoutes } from './work/http-work.ts'

/** What the routes of orchestration work with. `db` is for reading. */
export interface OrchestrationRouting {
  clock: Clock
  door: Door
  db: Database
  /** In so many days goods that left without a sale are expected back, unless somebody says when. */
  strayDays: number
  /** Connections to outside systems that plans call, by name. */
  ports: ReadonlyMap<string, GivenPort>
}

/** Routes by which the world moves orders on: money, goods that come, leave and come back, holds, failed tasks. */
export function orchestrationRoutes(routing: OrchestrationRouting): Route[] {
  const { door } = routing
  return [
    ...stockRoutes(routing),
    feedEventRoute(routing),
    ...approvalRoutes(routing),
    ...backlogRoutes(routing),
    ...backorderRoutes(routing),
    ...bulkRoutes(routing),
    cancelRoute(door),
    ...amendRoutes(routing),
    abortRoute(door),
    ...strayRoutes(routing),
    remorseRoute(door),
    pickUpRoute(door),
    ...placeWorkRoutes(door),
    promiseRoute(door),
    releaseRoute(door),
    ...whatIfRoutes(door),
    ...receiptRoutes(door),
    returnRoute(door),
    shipmentRoute(door),
    rejectionRoute(door),
    ...transferRoutes(door),
    ...orderRoutes(door),
    ...workRoutes(door),
    replyRoute(routing),
    ...callRoutes(routing),
    acknowledgeRoute(door),
  ]
}
