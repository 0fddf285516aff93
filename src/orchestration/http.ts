import type { Door } from '../platform/batch/index.ts'
import type { Clock } from '../platform/clock.ts'
import type { Database } from '../platform/database/index.ts'
import type { Route } from '../platform/http/index.ts'
import { approvalRoutes } from './http-approval.ts'
import { backlogRoutes } from './http-backlog.ts'
import { backorderRoutes } from './http-backorders.ts'
import { cancelRoute } from './http-cancel.ts'
import { feedEventRoute } from './http-feed.ts'
import { orderRoutes } from './http-orders.ts'
import { pickUpRoute } from './http-pick-up.ts'
import { placeWorkRoutes } from './http-place-work.ts'
import { promiseRoute, releaseRoute } from './http-promise.ts'
import { receiptRoutes } from './http-receipts.ts'
import { remorseRoute } from './http-remorse.ts'
import { returnRoute } from './http-return.ts'
import { rejectionRoute, shipmentRoute } from './http-shipment.ts'
import { stockRoutes } from './http-stock.ts'
import { strayRoutes } from './http-stray.ts'
import { transferRoutes } from './http-transfer.ts'
import { whatIfRoutes } from './http-what-if.ts'

/** What the routes of orchestration work with. `db` is for reading. */
export interface OrchestrationRouting {
  clock: Clock
  door: Door
  db: Database
  /** In so many days goods that left without a sale are expected back, unless somebody says when. */
  strayDays: number
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
    cancelRoute(door),
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
  ]
}
