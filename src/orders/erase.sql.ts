// Written by `npm run generate` from erase.sql; do not edit.
import type { ReadStatement, WriteStatement } from '../platform/database/index.ts'

/** Orders of accounts that promise something yet, and sealed drafts. */
export const countOfAccounts: ReadStatement<{ companyIds: readonly bigint[]; accountIds: readonly bigint[] }, { company_id: bigint; account_id: bigint; open: number; drafts: number }> = {
  name: 'orders.count_of_accounts',
  kind: 'read',
  lockClass: 'insert',
  sequence: 0,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'accountIds', type: 'bigint', array: true },
  ],
  text: "select w.company_id, w.account_id,\n  count(*) filter (where l.state not in ('draft', 'failed', 'rejected', 'cancelled', 'completed', 'aborted'))::integer as open,\n  count(d.order_id)::integer as drafts\nfrom unnest($1::bigint[], $2::bigint[]) as w(company_id, account_id)\njoin orders.list l on l.company_id = w.company_id and l.account_id = w.account_id\nleft join orders.draft d on d.company_id = l.company_id and d.order_id = l.order_id\ngroup by w.company_id, w.account_id",
}

/** After the locks of the batch: an order that was taken meanwhile is seen, else DK001. */
export const verifyNothingOpen: WriteStatement<{ companyId: bigint | null; accountId: bigint | null }, { verified: boolean }> = {
  name: 'orders.verify_nothing_open',
  kind: 'write',
  lockClass: 'computed',
  sequence: 1,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'accountId', type: 'bigint', array: true },
  ],
  text: "select platform.verify(not exists (\n  select from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as account_id) as r\n  join orders.list l on l.company_id = r.company_id and l.account_id = r.account_id\n  where l.state not in ('draft', 'failed', 'rejected', 'cancelled', 'completed', 'aborted')\n)) as verified",
}

/** What drafts of the accounts were stated as, with its keys. */
export const eraseDrafts: WriteStatement<{ companyId: bigint | null; accountId: bigint | null }, never> = {
  name: 'orders.erase_drafts',
  kind: 'write',
  lockClass: 'insert',
  sequence: 2,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'accountId', type: 'bigint', array: true },
  ],
  text: "delete from orders.draft d using (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as account_id) as r\njoin orders.list l on l.company_id = r.company_id and l.account_id = r.account_id\nwhere d.company_id = l.company_id and d.order_id = l.order_id",
}

/** Waits for edits of the drafts: what they found is seen by the statement that erases. */
export const lockDraftsOfNobody: WriteStatement<{ companyId: bigint | null; orderId: bigint | null }, { locked: bigint }> = {
  name: 'orders.lock_drafts_of_nobody',
  kind: 'lock',
  lockClass: 'order',
  sequence: 3,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'orderId', type: 'bigint', array: true },
  ],
  text: "select count(*) as locked from (\n  select 1 from orders.order_state s\n  where (s.company_id, s.order_id) in (select r.company_id, r.order_id from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as order_id) as r)\n  order by s.company_id, s.order_id for update of s\n) l",
}

/** After the lock of their orders: a draft that found its account meanwhile stays. */
export const eraseDraftsOfNobody: WriteStatement<{ companyId: bigint | null; orderId: bigint | null }, never> = {
  name: 'orders.erase_drafts_of_nobody',
  kind: 'write',
  lockClass: 'insert',
  sequence: 4,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'orderId', type: 'bigint', array: true },
  ],
  text: "delete from orders.draft d\nusing (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as order_id) as r\njoin orders.list l on l.company_id = r.company_id and l.order_id = r.order_id and l.account_id is null\nwhere d.company_id = r.company_id and d.order_id = r.order_id",
}

/** Whom bodies speak of, and the batch of what they became: the customer of their order (0: none), else of the latest under their source key. */
export const readCustomersOfBodies: ReadStatement<{ companyIds: readonly bigint[]; ids: readonly bigint[]; orderIds: readonly bigint[]; sources: readonly string[]; externalIds: readonly string[] }, { company_id: bigint; id: bigint; customer_id: bigint; batch: bigint }> = {
  name: 'orders.read_customers_of_bodies',
  kind: 'read',
  lockClass: 'insert',
  sequence: 5,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'ids', type: 'bigint', array: true },
    { name: 'orderIds', type: 'bigint', array: true },
    { name: 'sources', type: 'text', array: true },
    { name: 'externalIds', type: 'text', array: true },
  ],
  text: "select w.company_id, w.id, a.customer_id, l.batch\nfrom unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::text[], $5::text[])\n  as w(company_id, id, order_id, source, external_id)\nleft join lateral (\n  select k.order_id from orders.source_key k\n  where k.company_id = w.company_id and k.source = w.source and k.external_id = w.external_id and w.order_id = 0\n  order by k.version desc limit 1\n) k on true\ncross join lateral (\n  select l.account_id, o.batch from orders.list l\n  join orders.sales_order o on o.company_id = w.company_id and o.id = l.order_id\n  where l.company_id = w.company_id and l.order_id = coalesce(k.order_id, w.order_id) order by o.version limit 1\n) l\ncross join lateral (\n  select p.customer_id from customers.account_public p where p.company_id = w.company_id and p.id = l.account_id limit 1\n) a",
}
