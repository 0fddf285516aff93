// Written by `npm run generate` from laws-along.sql; do not edit.
import type { ReadStatement } from '../platform/database/index.ts'

/** How far the log of each company goes, and how far the laws were checked; of companies where something happened since, or where a law is broken and may hold again. */
export const readLawPositions: ReadStatement<{  }, { company_id: bigint; pos: bigint; checked: bigint | null }> = {
  name: 'monitoring.read_law_positions',
  kind: 'read',
  lockClass: 'insert',
  sequence: 0,
  params: [
  ],
  text: "select h.company_id, h.pos, p.pos as checked\nfrom platform.company_head h\nleft join monitoring.law_progress p on p.company_id = h.company_id\nwhere h.pos > coalesce(p.pos, 0)\n  or exists (select from monitoring.breach b where b.company_id = h.company_id)\norder by h.company_id",
}

export const readTouchedBatches: ReadStatement<{ companyId: bigint | null; from: bigint | null; to: bigint | null }, { batch: bigint }> = {
  name: 'monitoring.read_touched_batches',
  kind: 'read',
  lockClass: 'insert',
  sequence: 1,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'from', type: 'bigint', array: false },
    { name: 'to', type: 'bigint', array: false },
  ],
  text: "select l.batch from platform.company_log l\nwhere l.company_id = $1::bigint and l.pos > $2::bigint and l.pos <= $3::bigint\nunion select b.subject from monitoring.breach b where b.company_id = $1::bigint and b.law = 'batches_balance'\norder by 1",
}

/** Also those that broke a law before: they are asked again until they do not. */
export const readTouchedOrders: ReadStatement<{ companyId: bigint | null; from: bigint | null; to: bigint | null; most: bigint | null }, { order_id: bigint }> = {
  name: 'monitoring.read_touched_orders',
  kind: 'read',
  lockClass: 'insert',
  sequence: 2,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'from', type: 'bigint', array: false },
    { name: 'to', type: 'bigint', array: false },
    { name: 'most', type: 'bigint', array: false },
  ],
  text: "select h.order_id from platform.company_log l\njoin orders.history h on h.company_id = l.company_id and h.batch = l.batch\nwhere l.company_id = $1::bigint and l.pos > $2::bigint and l.pos <= $3::bigint\nunion select b.subject from monitoring.breach b where b.company_id = $1::bigint and b.law <> 'batches_balance'\norder by 1 desc limit $4::bigint",
}

/** Every batch debits as much as it credits. */
export const alongBatchesBalance: ReadStatement<{ batches: readonly bigint[]; companyId: bigint | null }, { subject: bigint; what: string; expected: string; actual: string }> = {
  name: 'monitoring.along_batches_balance',
  kind: 'read',
  lockClass: 'insert',
  sequence: 3,
  params: [
    { name: 'batches', type: 'bigint', array: true },
    { name: 'companyId', type: 'bigint', array: false },
  ],
  text: "select d.batch as subject, 'batch ' || d.batch as what, sum(d.debit)::text as expected, sum(d.credit)::text as actual\nfrom unnest($1::bigint[]) as w(batch)\njoin ledger.balance_delta d on d.company_id = $2::bigint and d.batch = w.batch\ngroup by d.batch having sum(d.debit) <> sum(d.credit)\norder by 1 limit 100",
}

/** What left stock for a fulfillment line is what it counts as shipped. */
export const alongIssued: ReadStatement<{ orders: readonly bigint[]; companyId: bigint | null }, { subject: bigint; what: string; expected: string; actual: string }> = {
  name: 'monitoring.along_issued',
  kind: 'read',
  lockClass: 'insert',
  sequence: 4,
  params: [
    { name: 'orders', type: 'bigint', array: true },
    { name: 'companyId', type: 'bigint', array: false },
  ],
  text: "select f.order_id as subject, 'fulfillment line ' || f.id as what, f.shipped::text as expected, m.quantity::text as actual\nfrom unnest($1::bigint[]) as w(order_id)\njoin orders.fulfillment_line f on f.company_id = $2::bigint and f.order_id = w.order_id\njoin (select m.root_id, m.source_id, -sum(m.quantity) as quantity\n  from unnest($1::bigint[]) as w(order_id)\n  join inventory.stock_move m on m.company_id = $2::bigint and m.root_id = w.order_id and m.kind = 'issue'\n  group by 1, 2) m on m.root_id = f.order_id and m.source_id = f.id\nwhere m.quantity <> f.shipped\norder by 1, 2 limit 100",
}

/** Of a document of an order is open what it was worth less what was applied. What was applied is joined once for all documents: an account may have a hundred thousand applications. */
export const alongOpenItems: ReadStatement<{ orders: readonly bigint[]; companyId: bigint | null }, { subject: bigint; what: string; expected: string; actual: string }> = {
  name: 'monitoring.along_open_items',
  kind: 'read',
  lockClass: 'insert',
  sequence: 5,
  params: [
    { name: 'orders', type: 'bigint', array: true },
    { name: 'companyId', type: 'bigint', array: false },
  ],
  text: "with v as materialized (\n  select w.order_id, v.id, v.account_id, case when v.kind = 'credit_memo' then -abs(v.total) else v.total end as worth\n  from unnest($1::bigint[]) as w(order_id)\n  join billing.invoice v on v.company_id = $2::bigint and v.cause_id = w.order_id\n), a as (\n  select x.id, sum(x.amount) as amount from (\n    select v.id, a.amount from v\n    join billing.application a on a.company_id = $2::bigint and a.account_id = v.account_id and a.invoice_id = v.id\n    union all\n    select v.id, -a.amount from v\n    join billing.application a on a.company_id = $2::bigint and a.account_id = v.account_id and a.from_type = 'credit_memo' and a.from_id = v.id\n  ) x group by x.id\n)\nselect v.order_id as subject, 'document ' || v.id as what, v.worth || ' less ' || coalesce(a.amount, 0) as expected,\n  coalesce(i.open || ' of ' || i.original, 'no open item') as actual\nfrom v\nleft join billing.open_item i on i.company_id = $2::bigint and i.account_id = v.account_id and i.invoice_id = v.id\nleft join a on a.id = v.id\nwhere i.invoice_id is null or i.original <> v.worth or i.open <> i.original - coalesce(a.amount, 0)\norder by 1, 2 limit 100",
}

/** A waiting task waits for as many things as are not there yet, no more and no fewer; all others wait for nothing. What counts says law_task_waits. A wake-up that was lost is found here, before anybody asks where the order is. */
export const alongTaskWaits: ReadStatement<{ companyId: bigint | null; orders: readonly bigint[] }, { subject: bigint; what: string; expected: string; actual: string }> = {
  name: 'monitoring.along_task_waits',
  kind: 'read',
  lockClass: 'insert',
  sequence: 6,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'orders', type: 'bigint', array: true },
  ],
  text: "with t as (\n  select p.*,\n    count(*) filter (where p.ahead) over (c order by p.place, p.id rows between unbounded preceding and 1 preceding) > 0 as behind,\n    bool_or(p.kind = 'release' and p.ahead) over c as asking, bool_or(p.goods) over c as lacking\n  from (\n    select t.company_id, t.order_id, t.component_id, t.id, t.kind, t.state, t.waits, false as goods, k.place,\n      t.state not in ('completed', 'skipped') and k.place is not null as ahead\n    from orchestration.task t\n    left join (values ('reserve', 1), ('release', 2), ('ship', 3), ('invoice', 4)) as k(kind, place) on k.kind = t.kind\n    where t.company_id = $1::bigint and t.order_id = any($2::bigint[])\n    union all\n    select m.company_id, m.order_id, m.id, null, null, null, null, true, null, false\n    from orchestration.component m cross join unnest(m.line_ids) as l(id)\n    cross join lateral (select from orders.fulfillment_line f\n      where f.company_id = $1::bigint and f.order_id = m.order_id and f.id = l.id and f.supply in ('dated', 'backorder') limit 1) f\n    where m.company_id = $1::bigint and m.order_id = any($2::bigint[])\n  ) p\n  window c as (partition by p.company_id, p.order_id, p.component_id)\n), together as (\n  select y.company_id, y.order_id, y.id, max(y.kind) as kind, max(y.state) as state, max(y.waits) as waits, bool_or(y.behind) as behind,\n    bool_or(y.asking) as asking, bool_or(y.lacking) as lacking, sum(y.unmet)::integer as unmet, sum(y.shipments)::integer as shipments\n  from (\n    select t.company_id, t.order_id, t.id, t.kind, t.state, t.waits, t.behind, t.asking, t.lacking, 0 as unmet, 0 as shipments\n    from t where t.id is not null\n    union all\n    select d.company_id, d.order_id, d.next, null, null, null, null, null, null, 1, 0\n    from (select distinct n.company_id, n.order_id, n.id, f.next from orchestration.task n cross join unnest(n.frees) as f(next)\n      where n.state not in ('completed', 'skipped') and n.company_id = $1::bigint and n.order_id = any($2::bigint[])) d\n    union all\n    select h.company_id, h.cause_id, h.task_id, null, null, null, null, null, null, 0, 1\n    from fulfillment.shipment h where h.state in ('requested', 'partially_shipped') and h.company_id = $1::bigint and h.cause_id = any($2::bigint[])\n  ) y\n  group by 1, 2, 3 having count(y.state) > 0\n)\nselect x.order_id as subject, 'task ' || x.id as what,\n  case when x.state <> 'waiting' then '0' when x.due > 0 then x.due::text else 'not waiting' end || ': ' || x.unmet || ' unmet, ' || x.due - x.unmet || ' events' as expected,\n  x.waits || ' in state ' || x.state as actual\nfrom (\n  select t.company_id, t.order_id, t.id, t.state, t.waits, t.unmet,\n    t.unmet + case when t.state in ('completed', 'skipped', 'failed') then 0 else\n    case when t.behind or t.kind in ('collect', 'close') then 0 else s.open_holds end + case\n      when t.kind = 'reserve' then t.lacking::integer\n      when t.kind = 'ship' then t.asking::integer + t.shipments\n      when t.kind not in ('collect', 'close') then 0\n      when o.prepaid = (t.kind = 'close') then (select count(*)::integer from billing.open_item i\n        where i.company_id = t.company_id and i.cause_id = t.order_id and i.original > 0 and i.open > 0)\n      else (o.prepaid and o.total > 0)::integer\n      end end as due\n  from together t\n  left join orders.order_state s on s.company_id = t.company_id and s.order_id = t.order_id\n  left join orders.sales_order o on o.company_id = s.company_id and o.id = s.order_id and o.version = s.version\n) x\nwhere case x.state when 'waiting' then x.due = 0 or x.waits <> x.due\n  when 'skipped' then x.waits <> 0 else x.waits <> 0 or x.due <> 0 end\norder by 1, 2 limit 100",
}

/** What was asked and holds is gone; what broke stands. The place moves on. Locks the rows of the company. */
export const settleBreaches: ReadStatement<{ laws: readonly string[]; subjects: readonly bigint[]; whats: readonly string[]; expecteds: readonly string[]; actuals: readonly string[]; companyId: bigint | null; asked: readonly bigint[]; now: Date | null; pos: bigint | null }, { pos: bigint }> = {
  name: 'monitoring.settle_breaches',
  kind: 'read',
  lockClass: 'insert',
  sequence: 7,
  params: [
    { name: 'laws', type: 'text', array: true },
    { name: 'subjects', type: 'bigint', array: true },
    { name: 'whats', type: 'text', array: true },
    { name: 'expecteds', type: 'text', array: true },
    { name: 'actuals', type: 'text', array: true },
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'asked', type: 'bigint', array: true },
    { name: 'now', type: 'timestamptz', array: false },
    { name: 'pos', type: 'bigint', array: false },
  ],
  text: "with found as (\n  select distinct on (f.law, f.subject) * from unnest($1::text[], $2::bigint[], $3::text[], $4::text[],\n    $5::text[]) as f(law, subject, what, expected, actual) order by f.law, f.subject\n), gone as (\n  delete from monitoring.breach b\n  where b.company_id = $6::bigint and b.subject = any($7::bigint[])\n    and not exists (select from found f where f.law = b.law and f.subject = b.subject)\n), stands as (\n  insert into monitoring.breach (company_id, law, subject, what, expected, actual, found_at)\n  select $6::bigint, f.law, f.subject, f.what, f.expected, f.actual, $8::timestamptz from found f\n  on conflict (company_id, law, subject) do update set what = excluded.what, expected = excluded.expected, actual = excluded.actual\n)\ninsert into monitoring.law_progress (company_id, pos, checked_at)\nselect v.company_id, $9::bigint, $8::timestamptz from (select $6::bigint as company_id) v where v.company_id is not null\non conflict (company_id) do update set pos = excluded.pos, checked_at = excluded.checked_at\nreturning pos",
}
