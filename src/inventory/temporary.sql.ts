// Written by `npm run generate` from temporary.sql; do not edit.
import type { ReadStatement, WriteStatement } from '../platform/database/index.ts'
import type { Json } from '../platform/json.ts'

export const readTemporary: ReadStatement<{ companyIds: readonly bigint[]; keys: readonly string[] }, { company_id: bigint; key: string; batch: bigint; made_by: string; until_at: Date; order_id: bigint | null; item_ids: bigint[]; location_ids: bigint[]; quantities: bigint[]; shares: Json }> = {
  name: 'inventory.read_temporary',
  kind: 'read',
  lockClass: 'insert',
  sequence: 0,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'keys', type: 'text', array: true },
  ],
  text: "select t.company_id, t.key, t.batch, t.made_by, t.until_at, t.order_id, t.item_ids, t.location_ids, t.quantities, t.shares\nfrom unnest($1::bigint[], $2::text[]) as w(company_id, key)\ncross join lateral (select * from inventory.temporary_reservation t where t.company_id = w.company_id and t.key = w.key offset 0) t",
}

export const lockTemporary: WriteStatement<{ companyId: bigint | null; key: string | null }, { locked: bigint }> = {
  name: 'inventory.lock_temporary',
  kind: 'lock',
  lockClass: 'key',
  sequence: 1,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'key', type: 'text', array: true },
  ],
  text: "select count(*) as locked from (\n  select 1 from inventory.temporary_reservation t\n  where (t.company_id, t.key) in (select r.company_id, r.key from (select unnest($1::bigint[]) as company_id, unnest($2::text[]) as key) as r)\n  order by t.company_id, t.key for update\n) l",
}

/** A cart holds goods, other goods, or none any more because an order has them: once a batch and key. What it was decided on is named (no batch: it was not there), else DK001. */
export const saveTemporary: WriteStatement<{ companyId: bigint | null; key: string | null; seen: bigint | null; batch: bigint | null; madeBy: string | null; untilAt: Date | null; orderId: bigint | null; itemIds: readonly (bigint | null)[] | null; locationIds: readonly (bigint | null)[] | null; quantities: readonly (bigint | null)[] | null; shares: Json | null }, { verified: boolean }> = {
  name: 'inventory.save_temporary',
  kind: 'write',
  lockClass: 'key',
  sequence: 2,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'key', type: 'text', array: true },
    { name: 'seen', type: 'bigint', array: true },
    { name: 'batch', type: 'bigint', array: true },
    { name: 'madeBy', type: 'text', array: true },
    { name: 'untilAt', type: 'timestamptz', array: true },
    { name: 'orderId', type: 'bigint', array: true },
    { name: 'itemIds', type: 'bigint', array: true, list: true },
    { name: 'locationIds', type: 'bigint', array: true, list: true },
    { name: 'quantities', type: 'numeric', array: true, list: true },
    { name: 'shares', type: 'jsonb', array: true },
  ],
  text: "with wanted as materialized (\n  select * from (select u.company_id, u.key, u.seen, u.batch, u.made_by, u.until_at, u.order_id, ($8::bigint[])[coalesce(($9::integer[])[u.place - 1], 0) + 1 : ($9::integer[])[u.place]] as item_ids, ($10::bigint[])[coalesce(($11::integer[])[u.place - 1], 0) + 1 : ($11::integer[])[u.place]] as location_ids, ($12::numeric[])[coalesce(($13::integer[])[u.place - 1], 0) + 1 : ($13::integer[])[u.place]] as quantities, u.shares from (select unnest($1::bigint[]) as company_id, unnest($2::text[]) as key, unnest($3::bigint[]) as seen, unnest($4::bigint[]) as batch, unnest($5::text[]) as made_by, unnest($6::timestamptz[]) as until_at, unnest($7::bigint[]) as order_id, unnest($14::jsonb[]) as shares, generate_subscripts($1::bigint[], 1) as place) as u) as r\n  order by 1, 2\n), made as (\n  insert into inventory.temporary_reservation (company_id, key, batch, made_by, until_at, order_id, item_ids, location_ids, quantities, shares)\n  select w.company_id, w.key, w.batch, w.made_by, w.until_at, w.order_id, w.item_ids, w.location_ids, w.quantities, w.shares\n  from wanted w where w.seen is null\n  on conflict do nothing\n  returning company_id\n), changed as (\n  update inventory.temporary_reservation t\n  set batch = w.batch, made_by = w.made_by, until_at = w.until_at, order_id = w.order_id,\n    item_ids = w.item_ids, location_ids = w.location_ids, quantities = w.quantities, shares = w.shares\n  from wanted w where t.company_id = w.company_id and t.key = w.key and t.batch = w.seen\n  returning t.company_id\n)\nselect platform.verify((select count(*) from made) + (select count(*) from changed) = (select count(*) from wanted)) as verified",
}

/** What a cart held is free: nobody ordered it. */
export const endTemporary: WriteStatement<{ companyId: bigint | null; key: string | null; seen: bigint | null }, { verified: boolean }> = {
  name: 'inventory.end_temporary',
  kind: 'write',
  lockClass: 'key',
  sequence: 3,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'key', type: 'text', array: true },
    { name: 'seen', type: 'bigint', array: true },
  ],
  text: "with wanted as (\n  select * from (select unnest($1::bigint[]) as company_id, unnest($2::text[]) as key, unnest($3::bigint[]) as seen) as r\n), gone as (\n  delete from inventory.temporary_reservation t using wanted w\n  where t.company_id = w.company_id and t.key = w.key and t.batch = w.seen\n  returning t.company_id\n)\nselect platform.verify((select count(*) from gone) = (select count(*) from wanted)) as verified",
}

/** Those whose time is over, by the clock of each company, oldest first. */
export const findDueTemporary: ReadStatement<{ companyIds: readonly bigint[]; nows: readonly Date[]; most: number | null }, { company_id: bigint; key: string }> = {
  name: 'inventory.find_due_temporary',
  kind: 'read',
  lockClass: 'insert',
  sequence: 4,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'nows', type: 'timestamptz', array: true },
    { name: 'most', type: 'integer', array: false },
  ],
  text: "select t.company_id, t.key\nfrom unnest($1::bigint[], $2::timestamptz[]) as w(company_id, now)\ncross join lateral (select * from inventory.temporary_reservation t\n  where t.company_id = w.company_id and t.until_at <= w.now\n  order by t.company_id, t.until_at, t.key limit $3::integer) t",
}

/** Those that hold goods where a count took them away, newest first: nobody has ordered them yet. */
export const findShortTemporary: ReadStatement<{ now: Date | null; places: number | null; most: number | null }, { company_id: bigint; key: string }> = {
  name: 'inventory.find_short_temporary',
  kind: 'read',
  lockClass: 'insert',
  sequence: 5,
  params: [
    { name: 'now', type: 'timestamptz', array: false },
    { name: 'places', type: 'integer', array: false },
    { name: 'most', type: 'integer', array: false },
  ],
  text: "with place as materialized (\n  select s.company_id, s.item_id, s.location_id\n  from inventory.shortage s\n  join inventory.stock_gate g on g.company_id = s.company_id and g.item_id = s.item_id and g.location_id = s.location_id\n  where s.due_at <= $1::timestamptz and g.reserved > 0 and g.reserved > g.on_hand\n  order by s.due_at limit $2::integer\n)\nselect t.company_id, t.key\nfrom (select distinct company_id from place) c\njoin inventory.temporary_reservation t on t.company_id = c.company_id and t.order_id is null\nwhere exists (select from unnest(t.item_ids, t.location_ids) as u(item_id, location_id)\n  join place p on p.company_id = t.company_id and p.item_id = u.item_id and p.location_id = u.location_id)\norder by t.batch desc, t.company_id, t.key limit $3::integer",
}
