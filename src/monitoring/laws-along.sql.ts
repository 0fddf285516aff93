// Written by `npm run generate` from laws-along.sql; do not edit.
import type { ReadStatement } from '../platform/database/index.ts'

/** How far the log of each company goes, and how far the laws were checked; of companies where something happened since, or where a law is `broken` and may hold again. */
export const readLawPositions: ReadStatement<{  }, { company_id: bigint; pos: bigint; checked: bigint | null; broken: boolean }> = {
  name: 'monitoring.read_law_positions',
  kind: 'read',
  lockClass: 'insert',
  sequence: 0,
  params: [
  ],
  text: "select * from (\n  select h.company_id, h.pos, p.pos as checked,\n    exists (select from monitoring.breach b where b.company_id = h.company_id) as broken\n  from platform.company_head h\n  left join monitoring.law_progress p on p.company_id = h.company_id\n) h\nwhere h.broken or h.pos > coalesce(h.checked, 0)\norder by h.company_id",
}

/** Of each company those of its stretch, and those that do not balance. `offset 0`: each stretch is walked by its own index, whatever the estimates are. */
export const readTouchedBatches: ReadStatement<{ companyIds: readonly bigint[]; froms: readonly bigint[]; tos: readonly bigint[] }, { company_id: bigint; batch: bigint }> = {
  name: 'monitoring.read_touched_batches',
  kind: 'read',
  lockClass: 'insert',
  sequence: 1,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'froms', type: 'bigint', array: true },
    { name: 'tos', type: 'bigint', array: true },
  ],
  text: "select w.company_id, l.batch\nfrom unnest($1::bigint[], $2::bigint[], $3::bigint[]) as w(company_id, after, until)\ncross join lateral (select l.batch from platform.company_log l\n  where l.company_id = w.company_id and l.pos > w.after and l.pos <= w.until offset 0) l\nunion select b.company_id, b.subject from monitoring.breach b where b.company_id = any($1::bigint[]) and b.law = 'batches_balance'\norder by 1, 2",
}

/** The newest orders of the stretch of each company. Also those that broke a law before: they are asked again until they do not. */
export const readTouchedOrders: ReadStatement<{ companyIds: readonly bigint[]; froms: readonly bigint[]; tos: readonly bigint[]; most: bigint | null }, { company_id: bigint; order_id: bigint }> = {
  name: 'monitoring.read_touched_orders',
  kind: 'read',
  lockClass: 'insert',
  sequence: 2,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'froms', type: 'bigint', array: true },
    { name: 'tos', type: 'bigint', array: true },
    { name: 'most', type: 'bigint', array: false },
  ],
  text: "select w.company_id, o.order_id\nfrom unnest($1::bigint[], $2::bigint[], $3::bigint[]) as w(company_id, after, until)\ncross join lateral (\n  (select distinct h.order_id from platform.company_log l\n    join orders.history h on h.company_id = w.company_id and h.batch = l.batch\n    where l.company_id = w.company_id and l.pos > w.after and l.pos <= w.until\n    order by 1 desc limit $4::bigint)\n  union\n  (select distinct b.subject from monitoring.breach b where b.company_id = w.company_id and b.law <> 'batches_balance'\n    order by 1 desc limit $4::bigint)\n) o",
}

/** Every batch debits as much as it credits. */
export const alongBatchesBalance: ReadStatement<{ companyIds: readonly bigint[]; batches: readonly bigint[]; most: bigint | null }, { company_id: bigint; subject: bigint; what: string; expected: string; actual: string }> = {
  name: 'monitoring.along_batches_balance',
  kind: 'read',
  lockClass: 'insert',
  sequence: 3,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'batches', type: 'bigint', array: true },
    { name: 'most', type: 'bigint', array: false },
  ],
  text: "select d.company_id, d.batch as subject, 'batch ' || d.batch as what, sum(d.debit)::text as expected, sum(d.credit)::text as actual\nfrom unnest($1::bigint[], $2::bigint[]) as w(company_id, batch)\njoin ledger.balance_delta d on d.company_id = w.company_id and d.batch = w.batch\ngroup by d.company_id, d.batch having sum(d.debit) <> sum(d.credit)\norder by 1, 2 limit $3::bigint",
}

/** What left stock for a fulfillment line is what it counts as shipped. Lines and moves are put in groups, not joined: whatever the estimates are, many orders are no walk over all moves for each line. */
export const alongIssued: ReadStatement<{ companyIds: readonly bigint[]; orders: readonly bigint[]; most: bigint | null }, { company_id: bigint; subject: bigint; what: string; expected: string; actual: string }> = {
  name: 'monitoring.along_issued',
  kind: 'read',
  lockClass: 'insert',
  sequence: 4,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'orders', type: 'bigint', array: true },
    { name: 'most', type: 'bigint', array: false },
  ],
  text: "select x.company_id, x.order_id as subject, 'fulfillment line ' || x.id as what, x.shipped::text as expected, x.quantity::text as actual\nfrom (\n  select y.company_id, y.order_id, y.id, max(y.shipped) as shipped, sum(y.quantity) as quantity from (\n    select f.company_id, f.order_id, f.id, f.shipped, null::numeric as quantity\n    from unnest($1::bigint[], $2::bigint[]) as w(company_id, order_id)\n    join orders.fulfillment_line f on f.company_id = w.company_id and f.order_id = w.order_id\n    union all\n    select m.company_id, m.root_id, m.source_id, null, -m.quantity\n    from unnest($1::bigint[], $2::bigint[]) as w(company_id, order_id)\n    join inventory.stock_move m on m.company_id = w.company_id and m.root_id = w.order_id and m.kind = 'issue'\n  ) y group by 1, 2, 3\n) x\nwhere x.quantity <> x.shipped\norder by 1, 2, 3 limit $3::bigint",
}

/** A part of a line that names its place stands there, waits and is reserved there (where it is brought from, as long as it is), and left from there. Each kind is one join for all orders: part by part, an order of 10,000 lines would look at each for each. */
export const alongBoundPlaces: ReadStatement<{ companyIds: readonly bigint[]; orders: readonly bigint[]; most: bigint | null }, { company_id: bigint; subject: bigint; what: string; expected: string; actual: string }> = {
  name: 'monitoring.along_bound_places',
  kind: 'read',
  lockClass: 'insert',
  sequence: 5,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'orders', type: 'bigint', array: true },
    { name: 'most', type: 'bigint', array: false },
  ],
  text: "with bound as materialized (\n  select f.company_id, f.order_id, f.id, f.location_id, l.id as place,\n    case when f.supply = 'transfer' then f.from_location_id else l.id end as held\n  from unnest($1::bigint[], $2::bigint[]) as w(company_id, order_id)\n  cross join lateral (select * from orders.fulfillment_line f where f.company_id = w.company_id and f.order_id = w.order_id\n    and f.supply <> 'none' and f.decision ? 'only' offset 0) f\n  left join inventory.location l on l.company_id = f.company_id and l.code = f.decision->>'only'\n), root as materialized (select b.company_id, b.order_id from bound b group by 1, 2)\nselect x.company_id, x.order_id as subject, 'fulfillment line ' || x.id as what, 'location ' || coalesce(x.place::text, 'unknown') as expected,\n  x.how || coalesce(x.location_id::text, 'any location') as actual\nfrom (\n  select b.company_id, b.order_id, b.id, b.place, 'stands at ' as how, b.location_id from bound b\n  union all\n  select b.company_id, b.order_id, b.id, case a.how when 'is reserved at ' then b.held else b.place end, a.how, a.location_id from bound b\n  join (\n    select d.company_id, d.root_id, d.source_id, 'waits at ' as how, case when d.bound then d.location_id end as location_id\n    from root r cross join lateral (select * from inventory.planned_demand d\n      where d.company_id = r.company_id and d.root_id = r.order_id offset 0) d\n    union all\n    select v.company_id, v.root_id, p.source_id, 'is reserved at ', p.location_id\n    from root r cross join lateral (select * from inventory.reservation v\n      where v.company_id = r.company_id and v.root_id = r.order_id offset 0) v\n    cross join lateral unnest(v.source_ids, v.location_ids) as p(source_id, location_id)\n    union all\n    select h.company_id, h.cause_id, s.source_id, 'left from ', h.location_id\n    from root r cross join lateral (select * from fulfillment.shipment h\n      where h.company_id = r.company_id and h.cause_id = r.order_id offset 0) h\n    cross join lateral (select * from fulfillment.shipment_line s\n      where s.company_id = h.company_id and s.cause_id = h.cause_id and s.shipment_id = h.id offset 0) s\n  ) a on a.company_id = b.company_id and a.root_id = b.order_id and a.source_id = b.id\n) x\nwhere x.location_id is distinct from x.place\norder by 1, 2, 3 limit $3::bigint",
}

/** Of a document of an order is open what it was worth less what was applied. What was applied is joined once for all documents: an account may have a hundred thousand applications. */
export const alongOpenItems: ReadStatement<{ companyIds: readonly bigint[]; orders: readonly bigint[]; most: bigint | null }, { company_id: bigint; subject: bigint; what: string; expected: string; actual: string }> = {
  name: 'monitoring.along_open_items',
  kind: 'read',
  lockClass: 'insert',
  sequence: 6,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'orders', type: 'bigint', array: true },
    { name: 'most', type: 'bigint', array: false },
  ],
  text: "with v as materialized (\n  select w.company_id, w.order_id, v.id, v.account_id, case when v.kind = 'credit_memo' then -abs(v.total) else v.total end as worth\n  from unnest($1::bigint[], $2::bigint[]) as w(company_id, order_id)\n  join billing.invoice v on v.company_id = w.company_id and v.cause_id = w.order_id\n), a as (\n  select x.company_id, x.id, sum(x.amount) as amount from (\n    select v.company_id, v.id, a.amount from v\n    join billing.application a on a.company_id = v.company_id and a.account_id = v.account_id and a.invoice_id = v.id\n    union all\n    select v.company_id, v.id, -a.amount from v\n    join billing.application a on a.company_id = v.company_id and a.account_id = v.account_id and a.from_type = 'credit_memo' and a.from_id = v.id\n  ) x group by x.company_id, x.id\n)\nselect v.company_id, v.order_id as subject, 'document ' || v.id as what, v.worth || ' less ' || coalesce(a.amount, 0) as expected,\n  coalesce(i.open || ' of ' || i.original, 'no open item') as actual\nfrom v\nleft join billing.open_item i on i.company_id = v.company_id and i.account_id = v.account_id and i.invoice_id = v.id\nleft join a on a.company_id = v.company_id and a.id = v.id\nwhere i.invoice_id is null or i.original <> v.worth or i.open <> i.original - coalesce(a.amount, 0)\norder by 1, 2, 3 limit $3::bigint",
}

/** A waiting task waits for as many things as are not there yet, no more and no fewer; all others wait for nothing. What counts says law_task_waits. A wake-up that was lost is found here, before anybody asks where the order is. */
export const alongTaskWaits: ReadStatement<{ companyIds: readonly bigint[]; orders: readonly bigint[]; most: bigint | null }, { company_id: bigint; subject: bigint; what: string; expected: string; actual: string }> = {
  name: 'monitoring.along_task_waits',
  kind: 'read',
  lockClass: 'insert',
  sequence: 7,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'orders', type: 'bigint', array: true },
    { name: 'most', type: 'bigint', array: false },
  ],
  text: "with w as materialized (\n  select * from unnest($1::bigint[], $2::bigint[]) as w(company_id, order_id)\n), t as (\n  select p.*,\n    count(*) filter (where p.ahead) over (c order by p.place, p.id rows between unbounded preceding and 1 preceding) > 0 as behind,\n    bool_or(p.kind = 'release' and p.ahead) over c as asking, bool_or(p.kind = 'release') over c as asks, bool_or(p.goods) over c as lacking\n  from (\n    select t.company_id, t.order_id, t.component_id, t.id, t.kind, t.state, t.waits, false as goods, k.place,\n      t.state not in ('completed', 'skipped', 'running') and k.place is not null as ahead\n    from w join orchestration.task t on t.company_id = w.company_id and t.order_id = w.order_id\n    left join (values ('transfer', 0), ('reserve', 1), ('release', 2), ('ship', 3), ('invoice', 4),\n      ('work', 5), ('wait', 5), ('call', 5)) as k(kind, place) on k.kind = t.kind\n    union all\n    select m.company_id, m.order_id, m.id, null, null, null, null, true, null, false\n    from w join orchestration.component m on m.company_id = w.company_id and m.order_id = w.order_id\n    cross join unnest(m.line_ids) as l(id)\n    cross join lateral (select from orders.fulfillment_line f\n      where f.company_id = m.company_id and f.order_id = m.order_id and f.id = l.id and f.supply in ('dated', 'backorder', 'transfer') limit 1) f\n  ) p\n  window c as (partition by p.company_id, p.order_id, p.component_id)\n), together as (\n  select y.company_id, y.order_id, y.id, max(y.kind) as kind, max(y.state) as state, max(y.waits) as waits, bool_or(y.behind) as behind,\n    bool_or(y.asking) as asking, bool_or(y.asks) as asks, max(y.component_id) as component_id, bool_or(y.lacking) as lacking, sum(y.unmet)::integer as unmet, sum(y.shipments)::integer as shipments\n  from (\n    select t.company_id, t.order_id, t.id, t.component_id, t.kind, t.state, t.waits, t.behind, t.asking, t.asks, t.lacking, 0 as unmet, 0 as shipments\n    from t where t.id is not null\n    union all\n    select d.company_id, d.order_id, d.next, null, null, null, null, null, null, null, null, 1, 0\n    from (select distinct n.company_id, n.order_id, n.id, f.next from w\n      join orchestration.task n on n.company_id = w.company_id and n.order_id = w.order_id and n.state not in ('completed', 'skipped')\n      cross join unnest(n.frees) as f(next)) d\n    union all\n    select h.company_id, h.cause_id, k.task_id, null, null, null, null, null, null, null, null, 0, 1\n    from w join fulfillment.shipment h on h.company_id = w.company_id and h.cause_id = w.order_id\n      and h.state in ('requested', 'partially_shipped')\n    cross join unnest(h.task_ids) as k(task_id)\n    cross join lateral (select * from orchestration.task t where t.company_id = h.company_id and t.order_id = h.cause_id and t.id = k.task_id offset 0) t\n    cross join lateral (select * from orchestration.component m where m.company_id = h.company_id and m.order_id = h.cause_id and m.id = t.component_id offset 0) m\n    cross join lateral (select from unnest(m.line_ids) as i(id) cross join lateral (select from fulfillment.shipment_line l\n      where l.company_id = h.company_id and l.cause_id = h.cause_id and l.shipment_id = h.id and l.source_id = i.id and l.shipped < l.requested offset 0) l limit 1) l\n  ) y\n  group by 1, 2, 3 having count(y.state) > 0\n)\nselect x.company_id, x.order_id as subject, 'task ' || x.id as what,\n  case when x.state <> 'waiting' then '0' when x.due > 0 then x.due::text else 'not waiting' end || ': ' || x.unmet || ' unmet, ' || x.due - x.unmet || ' events' as expected,\n  x.waits || ' in state ' || x.state as actual\nfrom (\n  select t.company_id, t.order_id, t.id, t.state, t.waits, t.unmet,\n    t.unmet + case when t.state in ('completed', 'skipped', 'failed', 'running') then 0 else\n    case when t.behind or t.kind in ('collect', 'close') then 0 else s.open_holds + (s.state = 'suspended')::integer end +\n    case when coalesce(s.scoped_holds, 0) = 0 then 0 else (\n      select count(*)::integer from orders.hold h\n      where h.company_id = t.company_id and h.order_id = t.order_id and h.released_batch is null\n        and (h.line_nos is not null or h.task_kind is not null)\n        and case when h.task_kind is null then not t.behind and t.kind not in ('collect', 'close')\n          when h.task_kind = 'ship' then t.kind = 'release' or (t.kind = 'ship' and not t.asks) else t.kind = h.task_kind end\n        and (h.line_nos is null or exists (select from orchestration.component m\n          where m.company_id = t.company_id and m.order_id = t.order_id and m.id = t.component_id\n            and (m.line_nos && h.line_nos or exists (select from orders.fulfillment_line f\n              where f.company_id = m.company_id and f.order_id = m.order_id and f.id = any(m.line_ids) and f.line_no = any(h.line_nos)))))\n    ) end + case\n      when t.kind = 'reserve' then t.lacking::integer\n      when t.kind = 'ship' then t.asking::integer + t.shipments\n      when t.kind not in ('collect', 'close') then 0\n      when o.prepaid = (t.kind = 'close') then (select count(*)::integer from billing.open_item i\n        where i.company_id = t.company_id and i.cause_id = t.order_id and i.original > 0 and i.open > 0)\n      else (o.prepaid and o.total > 0)::integer\n      end end as due\n  from together t\n  left join orders.order_state s on s.company_id = t.company_id and s.order_id = t.order_id\n  left join orders.sales_order o on o.company_id = s.company_id and o.id = s.order_id and o.version = s.version\n) x\nwhere case x.state when 'waiting' then x.due = 0 or x.waits <> x.due\n  when 'skipped' then x.waits <> 0 else x.waits <> 0 or x.due <> 0 end\norder by 1, 2, 3 limit $3::bigint",
}

/** Where an order has goods reserved no more is reserved than is on hand, but for what was taken away from a place in the queue, as the queue says; law_no_oversell asks the moves, too. A place that an older version put there is left to that. */
export const alongNoOversell: ReadStatement<{ companyIds: readonly bigint[]; orders: readonly bigint[]; most: bigint | null }, { company_id: bigint; subject: bigint; what: string; expected: string; actual: string }> = {
  name: 'monitoring.along_no_oversell',
  kind: 'read',
  lockClass: 'insert',
  sequence: 8,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'orders', type: 'bigint', array: true },
    { name: 'most', type: 'bigint', array: false },
  ],
  text: "select distinct v.company_id, v.root_id as subject, 'item ' || g.item_id || ' at ' || g.location_id as what,\n  'at most ' || greatest(g.on_hand, 0) || coalesce(' and ' || s.taken || ' taken away', '') as expected, g.reserved::text as actual\nfrom unnest($1::bigint[], $2::bigint[]) as w(company_id, order_id)\ncross join lateral (select * from inventory.reservation v where v.company_id = w.company_id and v.root_id = w.order_id offset 0) v\ncross join lateral unnest(v.item_ids, v.location_ids) as p(item_id, location_id)\ncross join lateral (select * from inventory.stock_gate g where g.company_id = v.company_id and g.item_id = p.item_id\n  and g.location_id = p.location_id and g.reserved > g.on_hand offset 0) g\nleft join inventory.shortage s on s.company_id = g.company_id and s.item_id = g.item_id and s.location_id = g.location_id\nwhere s.company_id is null or g.reserved - g.on_hand > s.taken\norder by 1, 2, 3 limit $3::bigint",
}

/** What was asked and holds is gone; what broke stands. The places move on. Locks the rows of the companies. */
export const settleBreaches: ReadStatement<{ foundCompanies: readonly bigint[]; laws: readonly string[]; subjects: readonly bigint[]; whats: readonly string[]; expecteds: readonly string[]; actuals: readonly string[]; askedCompanies: readonly bigint[]; asked: readonly bigint[]; now: Date | null; companyIds: readonly bigint[]; places: readonly bigint[] }, { pos: bigint }> = {
  name: 'monitoring.settle_breaches',
  kind: 'read',
  lockClass: 'insert',
  sequence: 9,
  params: [
    { name: 'foundCompanies', type: 'bigint', array: true },
    { name: 'laws', type: 'text', array: true },
    { name: 'subjects', type: 'bigint', array: true },
    { name: 'whats', type: 'text', array: true },
    { name: 'expecteds', type: 'text', array: true },
    { name: 'actuals', type: 'text', array: true },
    { name: 'askedCompanies', type: 'bigint', array: true },
    { name: 'asked', type: 'bigint', array: true },
    { name: 'now', type: 'timestamptz', array: false },
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'places', type: 'bigint', array: true },
  ],
  text: "with found as (\n  select distinct on (f.company_id, f.law, f.subject) * from unnest($1::bigint[], $2::text[], $3::bigint[],\n    $4::text[], $5::text[], $6::text[]) as f(company_id, law, subject, what, expected, actual)\n  order by f.company_id, f.law, f.subject\n), gone as (\n  delete from monitoring.breach b\n  using unnest($7::bigint[], $8::bigint[]) as a(company_id, subject)\n  where b.company_id = a.company_id and b.subject = a.subject\n    and not exists (select from found f where f.company_id = b.company_id and f.law = b.law and f.subject = b.subject)\n), stands as (\n  insert into monitoring.breach (company_id, law, subject, what, expected, actual, found_at)\n  select f.company_id, f.law, f.subject, f.what, f.expected, f.actual, $9::timestamptz from found f\n  on conflict (company_id, law, subject) do update set what = excluded.what, expected = excluded.expected, actual = excluded.actual\n)\ninsert into monitoring.law_progress (company_id, pos, checked_at)\nselect w.company_id, w.pos, $9::timestamptz from unnest($10::bigint[], $11::bigint[]) as w(company_id, pos)\norder by w.company_id\non conflict (company_id) do update set pos = excluded.pos, checked_at = excluded.checked_at\nreturning pos",
}
