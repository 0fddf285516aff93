// Written by `npm run generate` from backlog.sql; do not edit.
import type { ReadStatement, WriteStatement } from '../../platform/database/index.ts'
import type { Json } from '../../platform/json.ts'

export const insertBacklogRun: WriteStatement<{ companyId: bigint | null; id: bigint | null; batch: bigint | null; madeBy: string | null; madeOn: string | null; rules: Json | null; lines: number | null; counts: Json | null; shipping: Json | null; itemIds: readonly (bigint | null)[] | null; looks: readonly (string | null)[] | null }, never> = {
  name: 'orchestration.backlog.insert_backlog_run',
  kind: 'write',
  lockClass: 'insert',
  sequence: 0,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'id', type: 'bigint', array: true },
    { name: 'batch', type: 'bigint', array: true },
    { name: 'madeBy', type: 'text', array: true },
    { name: 'madeOn', type: 'date', array: true },
    { name: 'rules', type: 'jsonb', array: true },
    { name: 'lines', type: 'integer', array: true },
    { name: 'counts', type: 'jsonb', array: true },
    { name: 'shipping', type: 'jsonb', array: true },
    { name: 'itemIds', type: 'bigint', array: true, list: true },
    { name: 'looks', type: 'text', array: true, list: true },
  ],
  text: "insert into orchestration.backlog_run (company_id, id, batch, made_by, made_on, rules, lines, counts, shipping, item_ids, looks)\nselect r.* from (select u.company_id, u.id, u.batch, u.made_by, u.made_on, u.rules, u.lines, u.counts, u.shipping, ($10::bigint[])[coalesce(($11::integer[])[u.place - 1], 0) + 1 : ($11::integer[])[u.place]] as item_ids, ($12::text[])[coalesce(($13::integer[])[u.place - 1], 0) + 1 : ($13::integer[])[u.place]] as looks from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as id, unnest($3::bigint[]) as batch, unnest($4::text[]) as made_by, unnest($5::date[]) as made_on, unnest($6::jsonb[]) as rules, unnest($7::integer[]) as lines, unnest($8::jsonb[]) as counts, unnest($9::jsonb[]) as shipping, generate_subscripts($1::bigint[], 1) as place) as u) as r",
}

export const insertBacklogLine: WriteStatement<{ companyId: bigint | null; runId: bigint | null; place: number | null; orderId: bigint | null; partId: bigint | null; itemId: bigint | null; quantity: bigint | null; value: bigint | null; priority: number | null; locationBefore: bigint | null; promisedBefore: string | null; locationId: bigint | null; promisedOn: string | null; arrivesOn: string | null; change: string | null; reason: string | null; askedAt: Date | null; turnAt: Date | null }, never> = {
  name: 'orchestration.backlog.insert_backlog_line',
  kind: 'write',
  lockClass: 'insert',
  sequence: 1,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'runId', type: 'bigint', array: true },
    { name: 'place', type: 'integer', array: true },
    { name: 'orderId', type: 'bigint', array: true },
    { name: 'partId', type: 'bigint', array: true },
    { name: 'itemId', type: 'bigint', array: true },
    { name: 'quantity', type: 'numeric', array: true },
    { name: 'value', type: 'bigint', array: true },
    { name: 'priority', type: 'integer', array: true },
    { name: 'locationBefore', type: 'bigint', array: true },
    { name: 'promisedBefore', type: 'date', array: true },
    { name: 'locationId', type: 'bigint', array: true },
    { name: 'promisedOn', type: 'date', array: true },
    { name: 'arrivesOn', type: 'date', array: true },
    { name: 'change', type: 'text', array: true },
    { name: 'reason', type: 'text', array: true },
    { name: 'askedAt', type: 'timestamptz', array: true },
    { name: 'turnAt', type: 'timestamptz', array: true },
  ],
  text: "insert into orchestration.backlog_line (company_id, run_id, place, order_id, part_id, item_id, quantity, value, priority, location_before,\n  promised_before, location_id, promised_on, arrives_on, change, reason, asked_at, turn_at)\nselect r.* from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as run_id, unnest($3::integer[]) as place, unnest($4::bigint[]) as order_id, unnest($5::bigint[]) as part_id, unnest($6::bigint[]) as item_id, unnest($7::numeric[]) as quantity, unnest($8::bigint[]) as value, unnest($9::integer[]) as priority, unnest($10::bigint[]) as location_before, unnest($11::date[]) as promised_before, unnest($12::bigint[]) as location_id, unnest($13::date[]) as promised_on, unnest($14::date[]) as arrives_on, unnest($15::text[]) as change, unnest($16::text[]) as reason, unnest($17::timestamptz[]) as asked_at, unnest($18::timestamptz[]) as turn_at) as r",
}

/** Of the runs of a company that were not released the newest are kept. */
export const forgetBacklogRuns: WriteStatement<{ companyId: bigint | null; kept: number | null }, { runs: bigint; lines: bigint }> = {
  name: 'orchestration.backlog.forget_backlog_runs',
  kind: 'write',
  lockClass: 'insert',
  sequence: 2,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'kept', type: 'integer', array: true },
  ],
  text: "with wanted as (\n  select * from (select unnest($1::bigint[]) as company_id, unnest($2::integer[]) as kept) as r\n), old as materialized (\n  select o.company_id, o.id from wanted w\n  cross join lateral (select r.company_id, r.id from orchestration.backlog_run r\n    where r.company_id = w.company_id and r.released_batch is null order by r.id desc offset w.kept limit 10) o\n), lines as (\n  delete from orchestration.backlog_line l using old o where l.company_id = o.company_id and l.run_id = o.id returning 1\n), runs as (\n  delete from orchestration.backlog_run r using old o\n  where r.company_id = o.company_id and r.id = o.id and r.released_batch is null returning 1\n)\nselect (select count(*) from runs) as runs, (select count(*) from lines) as lines",
}

/** Once: who comes second is decided again, and told so. */
export const releaseBacklogRun: WriteStatement<{ companyId: bigint | null; id: bigint | null; releasedBatch: bigint | null; releasedBy: string | null }, { verified: boolean }> = {
  name: 'orchestration.backlog.release_backlog_run',
  kind: 'write',
  lockClass: 'key',
  sequence: 3,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'id', type: 'bigint', array: true },
    { name: 'releasedBatch', type: 'bigint', array: true },
    { name: 'releasedBy', type: 'text', array: true },
  ],
  text: "with wanted as (\n  select * from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as id, unnest($3::bigint[]) as released_batch, unnest($4::text[]) as released_by) as r\n), released as (\n  update orchestration.backlog_run r set released_batch = w.released_batch, released_by = w.released_by\n  from wanted w where r.company_id = w.company_id and r.id = w.id and r.released_batch is null\n  returning r.company_id\n)\nselect platform.verify((select count(*) from released) = (select count(*) from wanted)) as verified",
}

export const readBacklogRun: ReadStatement<{ companyId: bigint | null; id: bigint | null }, { id: bigint; made_by: string; made_on: string; rules: Json; lines: number; counts: Json; shipping: Json | null; item_ids: bigint[]; looks: string[]; released_batch: bigint | null; released_by: string | null; made_at: Date }> = {
  name: 'orchestration.backlog.read_backlog_run',
  kind: 'read',
  lockClass: 'insert',
  sequence: 4,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'id', type: 'bigint', array: false },
  ],
  text: "select r.id, r.made_by, r.made_on, r.rules, r.lines, r.counts, r.shipping, r.item_ids, r.looks, r.released_batch, r.released_by, b.at as made_at\nfrom orchestration.backlog_run r join platform.log_public b on b.company_id = r.company_id and b.batch = r.batch\nwhere r.company_id = $1::bigint and r.id = $2::bigint",
}

/** Newest first. */
export const listBacklogRuns: ReadStatement<{ companyId: bigint | null; before: bigint | null; fetch: bigint | null }, { id: bigint; made_by: string; made_on: string; rules: Json; lines: number; counts: Json; shipping: Json | null; released_batch: bigint | null; released_by: string | null; made_at: Date }> = {
  name: 'orchestration.backlog.list_backlog_runs',
  kind: 'read',
  lockClass: 'insert',
  sequence: 5,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'before', type: 'bigint', array: false },
    { name: 'fetch', type: 'bigint', array: false },
  ],
  text: "select r.id, r.made_by, r.made_on, r.rules, r.lines, r.counts, r.shipping, r.released_batch, r.released_by, b.at as made_at\nfrom orchestration.backlog_run r join platform.log_public b on b.company_id = r.company_id and b.batch = r.batch\nwhere r.company_id = $1::bigint and r.id < $2::bigint\norder by r.id desc limit $3::bigint",
}

/** In order of priority; of one change, item or account, or of all. */
export const listBacklogLines: ReadStatement<{ companyId: bigint | null; runId: bigint | null; after: number | null; change: string | null; sku: string | null; account: string | null; fetch: bigint | null }, { place: number; order_id: bigint; part_id: bigint; sku: string | null; account: string | null; quantity: bigint; value: bigint; priority: number; location_before: string | null; promised_before: string | null; location: string | null; promised_on: string | null; arrives_on: string | null; change: string; reason: string }> = {
  name: 'orchestration.backlog.list_backlog_lines',
  kind: 'read',
  lockClass: 'insert',
  sequence: 6,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'runId', type: 'bigint', array: false },
    { name: 'after', type: 'integer', array: false },
    { name: 'change', type: 'text', array: false },
    { name: 'sku', type: 'text', array: false },
    { name: 'account', type: 'text', array: false },
    { name: 'fetch', type: 'bigint', array: false },
  ],
  text: "select l.place, l.order_id, l.part_id, i.sku, a.number as account, l.quantity, l.value, l.priority, f.code as location_before,\n  l.promised_before, t.code as location, l.promised_on, l.arrives_on, l.change, l.reason\nfrom orchestration.backlog_line l\njoin catalog.item_public i on i.company_id = l.company_id and i.id = l.item_id\njoin inventory.location_public f on f.company_id = l.company_id and f.id = l.location_before\njoin inventory.location_public t on t.company_id = l.company_id and t.id = l.location_id\nleft join orders.order_public o on o.company_id = l.company_id and o.order_id = l.order_id\nleft join customers.account_public a on a.company_id = o.company_id and a.id = o.account_id\nwhere l.company_id = $1::bigint and l.run_id = $2::bigint and l.place > $3::integer\n  and ($4::text = '' or l.change = $4::text) and ($5::text = '' or i.sku = $5::text)\n  and ($6::text = '' or a.number = $6::text)\norder by l.place limit $7::bigint",
}

/** Who gains and who slips, by account or by item; whom it costs most money comes first. A run never changes, so its places stand. */
export const summarizeBacklogLines: ReadStatement<{ by: string | null; companyId: bigint | null; runId: bigint | null; after: bigint | null; fetch: bigint | null }, { place: bigint; code: string; gaining: bigint; gained: bigint; slipping: bigint; slipped: bigint; most_days: number | null; without_day: bigint }> = {
  name: 'orchestration.backlog.summarize_backlog_lines',
  kind: 'read',
  lockClass: 'insert',
  sequence: 7,
  params: [
    { name: 'by', type: 'text', array: false },
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'runId', type: 'bigint', array: false },
    { name: 'after', type: 'bigint', array: false },
    { name: 'fetch', type: 'bigint', array: false },
  ],
  text: "with by_code as (\n  select case when $1::text = 'sku' then i.sku else coalesce(a.number, '') end as code,\n    count(*) filter (where l.change = 'gains') as gaining, coalesce(sum(l.value) filter (where l.change = 'gains'), 0)::bigint as gained,\n    count(*) filter (where l.change = 'slips') as slipping, coalesce(sum(l.value) filter (where l.change = 'slips'), 0)::bigint as slipped,\n    max(l.promised_on - l.promised_before) filter (where l.change = 'slips') as most_days,\n    count(*) filter (where l.change = 'slips' and l.promised_on is null) as without_day\n  from orchestration.backlog_line l\n  join catalog.item_public i on i.company_id = l.company_id and i.id = l.item_id\n  left join orders.order_public o on o.company_id = l.company_id and o.order_id = l.order_id\n  left join customers.account_public a on a.company_id = o.company_id and a.id = o.account_id\n  where l.company_id = $2::bigint and l.run_id = $3::bigint and l.change in ('gains', 'slips')\n  group by 1\n)\nselect r.* from (\n  select row_number() over (order by c.slipped desc, c.gained desc, c.code) as place, c.* from by_code c\n) r\nwhere r.place > $4::bigint\norder by r.place limit $5::bigint",
}

/** What a run changes: days, places and turns. */
export const readBacklogChanges: ReadStatement<{ companyId: bigint | null; runId: bigint | null }, { order_id: bigint; part_id: bigint; item_id: bigint; location_before: bigint; promised_before: string | null; location_id: bigint; promised_on: string | null; arrives_on: string | null; asked_at: Date; turn_at: Date; reason: string }> = {
  name: 'orchestration.backlog.read_backlog_changes',
  kind: 'read',
  lockClass: 'insert',
  sequence: 8,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'runId', type: 'bigint', array: false },
  ],
  text: "select l.order_id, l.part_id, l.item_id, l.location_before, l.promised_before, l.location_id, l.promised_on, l.arrives_on, l.asked_at,\n  l.turn_at, l.reason\nfrom orchestration.backlog_line l\nwhere l.company_id = $1::bigint and l.run_id = $2::bigint and (l.change <> 'same' or l.turn_at <> l.asked_at)\norder by l.place",
}
