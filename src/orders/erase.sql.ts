// Written by `npm run generate` from erase.sql; do not edit.
import type { ReadStatement, WriteStatement } from '../platform/database/index.ts'

/** A page of the orders of an account, the newest first, behind a place: how many of them promise something yet, which keep a sealed draft, which say whereabouts they went. With ties: versions of one order share their place. No last place: that was the last page. */
export const lookAtOrders: ReadStatement<{ companyId: bigint | null; accountId: bigint | null; beforeAt: string | null; beforeId: bigint | null; count: number | null }, { open: number; drafts: bigint[]; located: bigint[]; last_at: string | null; last_id: bigint | null }> = {
  name: 'orders.look_at_orders',
  kind: 'read',
  lockClass: 'insert',
  sequence: 0,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'accountId', type: 'bigint', array: false },
    { name: 'beforeAt', type: 'text', array: false },
    { name: 'beforeId', type: 'bigint', array: false },
    { name: 'count', type: 'integer', array: false },
  ],
  text: "with page as materialized (\n  select o.id, o.version, o.placed_at, o.decisions ? 'area' as located from orders.sales_order o\n  where o.company_id = $1::bigint and o.account_id = $2::bigint\n    and (o.placed_at, o.id) < ($3::text::timestamptz, $4::bigint)\n  order by o.placed_at desc, o.id desc fetch first ($5::integer) rows with ties\n), standing as materialized (\n  select s.order_id, s.state from page p\n  cross join lateral (\n    select * from orders.order_state s where s.company_id = $1::bigint and s.order_id = p.id and s.version = p.version offset 0\n  ) s\n)\nselect\n  (select count(*)::integer from standing s\n    where s.state not in ('draft', 'failed', 'rejected', 'cancelled', 'completed', 'aborted')) as open,\n  array(select d.order_id from standing s\n    join orders.draft d on d.company_id = $1::bigint and d.order_id = s.order_id order by d.order_id) as drafts,\n  array(select distinct p.id from page p where p.located order by p.id) as located,\n  last.placed_at::text as last_at, last.id as last_id\nfrom (select) one\nleft join lateral (select p.placed_at, p.id from page p order by p.placed_at, p.id limit 1) last on true",
}

/** Of the orders of accounts that changed behind a place in the order of facts: which promise something yet, which keep a draft, which say whereabouts they go. */
export const lookAtChanges: ReadStatement<{ companyIds: readonly bigint[]; accountIds: readonly bigint[]; positions: readonly bigint[] }, { company_id: bigint; account_id: bigint; order_id: bigint; open: boolean; draft: boolean; located: boolean }> = {
  name: 'orders.look_at_changes',
  kind: 'read',
  lockClass: 'insert',
  sequence: 1,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'accountIds', type: 'bigint', array: true },
    { name: 'positions', type: 'bigint', array: true },
  ],
  text: "select w.company_id, w.account_id, h.order_id,\n  l.state not in ('draft', 'failed', 'rejected', 'cancelled', 'completed', 'aborted') as open, d.order_id is not null as draft, v.located\nfrom unnest($1::bigint[], $2::bigint[], $3::bigint[]) as w(company_id, account_id, pos)\ncross join lateral (\n  select distinct h.order_id from platform.log_public g\n  cross join lateral (select h.order_id from orders.history h where h.company_id = w.company_id and h.batch = g.batch offset 0) h\n  where g.company_id = w.company_id and g.pos > w.pos\n) h\ncross join lateral (\n  select l.state from orders.list l where l.company_id = w.company_id and l.order_id = h.order_id and l.account_id = w.account_id offset 0\n) l\ncross join lateral (\n  select coalesce(bool_or(o.decisions ? 'area'), false) as located\n  from (select o.decisions from orders.sales_order o where o.company_id = w.company_id and o.id = h.order_id offset 0) o\n) v\nleft join orders.draft d on d.company_id = w.company_id and d.order_id = h.order_id",
}

export const readPosition: ReadStatement<{ companyId: bigint | null }, { pos: bigint }> = {
  name: 'orders.read_position',
  kind: 'read',
  lockClass: 'insert',
  sequence: 2,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
  ],
  text: "select h.pos from platform.head_public h where h.company_id = $1::bigint",
}

/** After the locks of the batch: an order that was taken since the orders of the account were looked at is seen, else DK001. */
export const verifyNothingOpen: WriteStatement<{ companyId: bigint | null; accountId: bigint | null; pos: bigint | null }, { verified: boolean }> = {
  name: 'orders.verify_nothing_open',
  kind: 'write',
  lockClass: 'computed',
  sequence: 3,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'accountId', type: 'bigint', array: true },
    { name: 'pos', type: 'bigint', array: true },
  ],
  text: "select platform.verify(not exists (\n  select from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as account_id, unnest($3::bigint[]) as pos) as r\n  join platform.log_public g on g.company_id = r.company_id and g.pos > r.pos\n  cross join lateral (select h.order_id from orders.history h where h.company_id = r.company_id and h.batch = g.batch offset 0) h\n  cross join lateral (\n    select l.state from orders.list l where l.company_id = r.company_id and l.order_id = h.order_id and l.account_id = r.account_id offset 0\n  ) l\n  where l.state not in ('draft', 'failed', 'rejected', 'cancelled', 'completed', 'aborted')\n)) as verified",
}

/** What drafts of accounts were stated as, with its keys; one that is another account's by now stays. */
export const eraseDrafts: WriteStatement<{ companyId: bigint | null; accountId: bigint | null; orderId: bigint | null }, never> = {
  name: 'orders.erase_drafts',
  kind: 'write',
  lockClass: 'insert',
  sequence: 4,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'accountId', type: 'bigint', array: true },
    { name: 'orderId', type: 'bigint', array: true },
  ],
  text: "delete from orders.draft d using (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as account_id, unnest($3::bigint[]) as order_id) as r\njoin orders.list l on l.company_id = r.company_id and l.order_id = r.order_id and l.account_id = r.account_id\nwhere d.company_id = r.company_id and d.order_id = r.order_id",
}

/** After the lock of their customer: drafts of accounts that came, or changed, behind a place in the order of facts, also those that the decision did not see yet. */
export const eraseDraftsSince: WriteStatement<{ companyId: bigint | null; accountId: bigint | null; pos: bigint | null }, never> = {
  name: 'orders.erase_drafts_since',
  kind: 'write',
  lockClass: 'insert',
  sequence: 5,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'accountId', type: 'bigint', array: true },
    { name: 'pos', type: 'bigint', array: true },
  ],
  text: "delete from orders.draft d using (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as account_id, unnest($3::bigint[]) as pos) as r\njoin platform.log_public g on g.company_id = r.company_id and g.pos > r.pos\ncross join lateral (select h.order_id from orders.history h where h.company_id = r.company_id and h.batch = g.batch offset 0) h\njoin orders.list l on l.company_id = r.company_id and l.order_id = h.order_id and l.account_id = r.account_id\nwhere d.company_id = r.company_id and d.order_id = h.order_id",
}

/** Waits for who writes of these orders. */
export const lockLocated: WriteStatement<{ companyId: bigint | null; accountId: bigint | null; orderId: bigint | null }, { locked: bigint }> = {
  name: 'orders.lock_located',
  kind: 'lock',
  lockClass: 'order',
  sequence: 6,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'accountId', type: 'bigint', array: true },
    { name: 'orderId', type: 'bigint', array: true },
  ],
  text: "select count(*) as locked from (\n  select 1 from orders.order_state s\n  where (s.company_id, s.order_id) in (select r.company_id, r.order_id from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as account_id, unnest($3::bigint[]) as order_id) as r)\n  order by s.company_id, s.order_id for update of s\n) l",
}

/** Whereabouts orders of accounts went, in each of their versions; their orders are locked. One that is another account's by now stays. */
export const eraseAreas: WriteStatement<{ companyId: bigint | null; accountId: bigint | null; orderId: bigint | null }, never> = {
  name: 'orders.erase_areas',
  kind: 'write',
  lockClass: 'insert',
  sequence: 7,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'accountId', type: 'bigint', array: true },
    { name: 'orderId', type: 'bigint', array: true },
  ],
  text: "update orders.sales_order o set decisions = o.decisions - 'area'\nfrom (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as account_id, unnest($3::bigint[]) as order_id) as r\njoin orders.list l on l.company_id = r.company_id and l.order_id = r.order_id and l.account_id = r.account_id\nwhere o.company_id = r.company_id and o.id = r.order_id and o.decisions ? 'area'",
}

/** After the lock of their customer: the same of orders that came, or changed, behind a place in the order of facts, also those that the decision did not see yet. */
export const eraseAreasSince: WriteStatement<{ companyId: bigint | null; accountId: bigint | null; pos: bigint | null }, never> = {
  name: 'orders.erase_areas_since',
  kind: 'write',
  lockClass: 'insert',
  sequence: 8,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'accountId', type: 'bigint', array: true },
    { name: 'pos', type: 'bigint', array: true },
  ],
  text: "update orders.sales_order o set decisions = o.decisions - 'area'\nfrom (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as account_id, unnest($3::bigint[]) as pos) as r\njoin platform.log_public g on g.company_id = r.company_id and g.pos > r.pos\ncross join lateral (select h.order_id from orders.history h where h.company_id = r.company_id and h.batch = g.batch offset 0) h\njoin orders.list l on l.company_id = r.company_id and l.order_id = h.order_id and l.account_id = r.account_id\nwhere o.company_id = r.company_id and o.id = h.order_id and o.decisions ? 'area'",
}

/** Waits for edits of the drafts: what they found is seen by the statement that erases. */
export const lockDraftsOfNobody: WriteStatement<{ companyId: bigint | null; orderId: bigint | null }, { locked: bigint }> = {
  name: 'orders.lock_drafts_of_nobody',
  kind: 'lock',
  lockClass: 'order',
  sequence: 9,
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
  sequence: 10,
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
  sequence: 11,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'ids', type: 'bigint', array: true },
    { name: 'orderIds', type: 'bigint', array: true },
    { name: 'sources', type: 'text', array: true },
    { name: 'externalIds', type: 'text', array: true },
  ],
  text: "select w.company_id, w.id, a.customer_id, l.batch\nfrom unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::text[], $5::text[])\n  as w(company_id, id, order_id, source, external_id)\nleft join lateral (\n  select k.order_id from orders.source_key k\n  where k.company_id = w.company_id and k.source = w.source and k.external_id = w.external_id and w.order_id = 0\n  order by k.version desc limit 1\n) k on true\ncross join lateral (\n  select l.account_id, o.batch from orders.list l\n  join orders.sales_order o on o.company_id = w.company_id and o.id = l.order_id\n  where l.company_id = w.company_id and l.order_id = coalesce(k.order_id, w.order_id) order by o.version limit 1\n) l\ncross join lateral (\n  select p.customer_id from customers.account_public p where p.company_id = w.company_id and p.id = l.account_id limit 1\n) a",
}
