// Written by `npm run generate` from about.sql; do not edit.
import type { ReadStatement } from '../platform/database/index.ts'

export const readDatabase: ReadStatement<{  }, { migration: string | null; postgres: string }> = {
  name: 'monitoring.read_database',
  kind: 'read',
  lockClass: 'insert',
  sequence: 0,
  params: [
  ],
  text: "select (select max(m.name) from platform.migration m) as migration, current_setting('server_version') as postgres",
}

/** Agreed orders of a company placed since the beginning of a day in its time zone. */
export const countOrdersSince: ReadStatement<{ since: string | null; companyId: bigint | null }, { count: bigint }> = {
  name: 'monitoring.count_orders_since',
  kind: 'read',
  lockClass: 'insert',
  sequence: 1,
  params: [
    { name: 'since', type: 'date', array: false },
    { name: 'companyId', type: 'bigint', array: false },
  ],
  text: "select count(*) as count from organization.company c\njoin orders.order_state s on s.company_id = c.company_id\n  and s.placed_at >= ($1::date)::timestamp at time zone c.time_zone\nwhere c.company_id = $2::bigint and s.status <> all(array['draft', 'pending_approval', 'rejected', 'failed'])",
}
