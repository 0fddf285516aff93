/** The modules, in the order in which an order meets them, and what each adds to the server. */
import { billingReadRoutes } from './billing/index.ts'
import { catalogRoutes } from './catalog/index.ts'
import { channelRoutes, erasureRoutes, httpInventory } from './channels/index.ts'
import { customerRoutes, readAccountsOf } from './customers/index.ts'
import { insightRoutes, readBillTo } from './insight/index.ts'
import {
  inventoryReadRoutes,
  inventorySetupRoutes,
  outsideRoutes,
  refreshSnapshots,
} from './inventory/index.ts'
import { ledgerReadRoutes, ledgerSetupRoutes } from './ledger/index.ts'
import { monitoringRoutes } from './monitoring/index.ts'
import { evaluateBackorders, orchestrationRoutes, patternRoutes } from './orchestration/index.ts'
import { orderSetupRoutes } from './orders/index.ts'
import { businessDate, organizationRoutes, readCompanies, type Company } from './organization/index.ts'
import type { KnownAccounts } from './platform/auth/index.ts'
import type { Door } from './platform/batch/index.ts'
import type { Clock } from './platform/clock.ts'
import type { Config } from './platform/config.ts'
import type { Database } from './platform/database/index.ts'
import type { Route } from './platform/http/index.ts'
import type { Job } from './platform/jobs.ts'
import type { Logger } from './platform/log.ts'
import { pricingRoutes } from './pricing/index.ts'
import { taxRoutes } from './tax/index.ts'

/** What modules build their routes from. `db` is for reading; changes go through the door. */
export interface ModuleContext {
  door: Door
  db: Database
  /** For laws: joins whole tables. */
  laws: Database
  clock: Clock
  log: Logger
  /** Lines that an order may have. */
  orderLines: number
}

type Routes = (context: ModuleContext & Knowledge) => Route[]

/** What lower modules are told of a company and its orders, because they do not know those that own them. */
interface Knowledge {
  company(companyId: bigint): Promise<{ currency: string; timeZone: string; today: string }>
  books(companyId: bigint): Promise<{ currency: string; timeZone: string }>
  readBillTo: typeof readBillTo
}

const MODULES: readonly (readonly [module: string, ...routes: Routes[]])[] = [
  ['organization', organizationRoutes],
  ['catalog', catalogRoutes],
  ['customers', customerRoutes],
  ['ledger', ledgerSetupRoutes, ledgerReadRoutes],
  ['pricing', pricingRoutes],
  ['tax', taxRoutes],
  ['inventory', inventorySetupRoutes, inventoryReadRoutes, outsideRoutes],
  ['orders', orderSetupRoutes],
  ['fulfillment'],
  ['billing', billingReadRoutes],
  ['orchestration', patternRoutes, orchestrationRoutes],
  ['channels', channelRoutes, erasureRoutes],
  ['insight', insightRoutes],
  [
    'monitoring',
    ({ db, laws, door }) => monitoringRoutes({ db, laws, doors: () => door.depths().map(depthOf) }),
  ],
]

/** The depth of a queue is its weight: order lines that wait. */
function depthOf({ act, lane, weight }: ReturnType<Door['depths']>[number]) {
  return { act, lane, depth: weight }
}

/** What the room of users and keys is told of accounts, because it knows no module. */
export function knownAccounts(db: Database): KnownAccounts {
  return async (companyIds, accountIds) => {
    const wanted = companyIds.flatMap((companyId) => accountIds.map((id) => ({ companyId, id })))
    const { byId } = await readAccountsOf(db, wanted)
    return new Set([...byId.values()].map((account) => account.id))
  }
}

/** What modules do again and again, in any number of processes: here ports are joined with their connectors. */
export function moduleJobs({
  db,
  door,
  clock,
  log,
  outside,
}: Pick<ModuleContext, 'db' | 'door' | 'clock' | 'log'> & Pick<Config, 'outside'>): Job[] {
  const inventories = new Map(
    [...outside].map(([name, connection]) => [name, httpInventory(connection, clock)]),
  )
  return [
    refreshSnapshots({ db, door, log, systems: inventories }),
    evaluateBackorders({ db, door }),
  ]
}

/** All routes of all modules. */
export function moduleRoutes(context: ModuleContext): Route[] {
  const { db, clock } = context
  const standing = async (companyId: bigint): Promise<Company> => {
    const company = (await readCompanies(db, [companyId])).get(companyId)
    if (!company) throw new Error(`There is no company ${companyId}`)
    return company
  }
  const known = {
    ...context,
    books: standing,
    readBillTo,
    async company(companyId: bigint) {
      const company = await standing(companyId)
      const { currency, timeZone } = company
      return { currency, timeZone, today: businessDate(company, clock.now()) }
    },
  }
  return MODULES.flatMap(([, ...routes]) => routes.flatMap((make) => make(known)))
}
