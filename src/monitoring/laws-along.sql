-- Laws along the order of facts: of the batches and orders that the last places of companies touched, by key. The full form of each
-- stands in invariants.sql and order-laws.sql, but for `issued`.

-- name: read_law_positions :read
-- How far the log of each company goes, and how far the laws were checked; of companies where something happened since, or
-- where a law is `broken` and may hold again.
-- null: checked
-- notnull: broken
select * from (
  select h.company_id, h.pos, p.pos as checked,
    exists (select from monitoring.breach b where b.company_id = h.company_id) as broken
  from platform.company_head h
  left join monitoring.law_progress p on p.company_id = h.company_id
) h
where h.broken or h.pos > coalesce(h.checked, 0)
order by h.company_id

-- name: read_touched_batches :read
-- Of each company those of its stretch, and those that do not balance. `offset 0`: each stretch is walked by its own index,
-- whatever the estimates are.
-- notnull: company_id, batch
select w.company_id, l.batch
from unnest(:company_ids::bigint[], :froms::bigint[], :tos::bigint[]) as w(company_id, after, until)
cross join lateral (select l.batch from platform.company_log l
  where l.company_id = w.company_id and l.pos > w.after and l.pos <= w.until offset 0) l
union select b.company_id, b.subject from monitoring.breach b where b.company_id = any(:company_ids::bigint[]) and b.law = 'batches_balance'
order by 1, 2

-- name: read_touched_orders :read
-- The newest orders of the stretch of each company. Also those that broke a law before: they are asked again until they do not.
-- notnull: company_id, order_id
select w.company_id, o.order_id
from unnest(:company_ids::bigint[], :froms::bigint[], :tos::bigint[]) as w(company_id, after, until)
cross join lateral (
  (select distinct h.order_id from platform.company_log l
    join orders.history h on h.company_id = w.company_id and h.batch = l.batch
    where l.company_id = w.company_id and l.pos > w.after and l.pos <= w.until
    order by 1 desc limit :most::bigint)
  union
  (select distinct b.subject from monitoring.breach b where b.company_id = w.company_id and b.law <> 'batches_balance'
    order by 1 desc limit :most::bigint)
) o

-- name: along_batches_balance :read
-- Every batch debits as much as it credits.
select d.company_id, d.batch as subject, 'batch ' || d.batch as what, sum(d.debit)::text as expected, sum(d.credit)::text as actual
from unnest(:company_ids::bigint[], :batches::bigint[]) as w(company_id, batch)
join ledger.balance_delta d on d.company_id = w.company_id and d.batch = w.batch
group by d.company_id, d.batch having sum(d.debit) <> sum(d.credit)
order by 1, 2 limit :most::bigint

-- name: along_issued :read
-- What left stock for a fulfillment line is what it counts as shipped. Lines and moves are put in groups, not joined: whatever the
-- estimates are, many orders are no walk over all moves for each line.
-- notnull: company_id, subject, what, expected, actual
select x.company_id, x.order_id as subject, 'fulfillment line ' || x.id as what, x.shipped::text as expected, x.quantity::text as actual
from (
  select y.company_id, y.order_id, y.id, max(y.shipped) as shipped, sum(y.quantity) as quantity from (
    select f.company_id, f.order_id, f.id, f.shipped, null::numeric as quantity
    from unnest(:company_ids::bigint[], :orders::bigint[]) as w(company_id, order_id)
    join orders.fulfillment_line f on f.company_id = w.company_id and f.order_id = w.order_id
    union all
    select m.company_id, m.root_id, m.source_id, null, -m.quantity
    from unnest(:company_ids::bigint[], :orders::bigint[]) as w(company_id, order_id)
    join inventory.stock_move m on m.company_id = w.company_id and m.root_id = w.order_id and m.kind = 'issue'
  ) y group by 1, 2, 3
) x
where x.quantity <> x.shipped
order by 1, 2, 3 limit :most::bigint

-- name: along_bound_places :read
-- A part of a line that names its place stands there, waits and is reserved there (where it is brought from, as long as it is), and left from there. Each kind is one join for all
-- orders: part by part, an order of 10,000 lines would look at each for each.
-- notnull: company_id, subject, what, expected, actual
with bound as materialized (
  select f.company_id, f.order_id, f.id, f.location_id, l.id as place,
    case when f.supply = 'transfer' then f.from_location_id else l.id end as held
  from unnest(:company_ids::bigint[], :orders::bigint[]) as w(company_id, order_id)
  cross join lateral (select * from orders.fulfillment_line f where f.company_id = w.company_id and f.order_id = w.order_id
    and f.supply <> 'none' and f.decision ? 'only' offset 0) f
  left join inventory.location l on l.company_id = f.company_id and l.code = f.decision->>'only'
), root as materialized (select b.company_id, b.order_id from bound b group by 1, 2)
select x.company_id, x.order_id as subject, 'fulfillment line ' || x.id as what, 'location ' || coalesce(x.place::text, 'unknown') as expected,
  x.how || coalesce(x.location_id::text, 'any location') as actual
from (
  select b.company_id, b.order_id, b.id, b.place, 'stands at ' as how, b.location_id from bound b
  union all
  select b.company_id, b.order_id, b.id, case a.how when 'is reserved at ' then b.held else b.place end, a.how, a.location_id from bound b
  join (
    select d.company_id, d.root_id, d.source_id, 'waits at ' as how, case when d.bound then d.location_id end as location_id
    from root r cross join lateral (select * from inventory.planned_demand d
      where d.company_id = r.company_id and d.root_id = r.order_id offset 0) d
    union all
    select v.company_id, v.root_id, p.source_id, 'is reserved at ', p.location_id
    from root r cross join lateral (select * from inventory.reservation v
      where v.company_id = r.company_id and v.root_id = r.order_id offset 0) v
    cross join lateral unnest(v.source_ids, v.location_ids) as p(source_id, location_id)
    union all
    select h.company_id, h.cause_id, s.source_id, 'left from ', h.location_id
    from root r cross join lateral (select * from fulfillment.shipment h
      where h.company_id = r.company_id and h.cause_id = r.order_id offset 0) h
    cross join lateral (select * from fulfillment.shipment_line s
      where s.company_id = h.company_id and s.cause_id = h.cause_id and s.shipment_id = h.id offset 0) s
  ) a on a.company_id = b.company_id and a.root_id = b.order_id and a.source_id = b.id
) x
where x.location_id is distinct from x.place
order by 1, 2, 3 limit :most::bigint

-- name: along_open_items :read
-- Of a document of an order is open what it was worth less what was applied. What was applied is joined once for all documents:
-- an account may have a hundred thousand applications.
with v as materialized (
  select w.company_id, w.order_id, v.id, v.account_id, case when v.kind = 'credit_memo' then -abs(v.total) else v.total end as worth
  from unnest(:company_ids::bigint[], :orders::bigint[]) as w(company_id, order_id)
  join billing.invoice v on v.company_id = w.company_id and v.cause_id = w.order_id
), a as (
  select x.company_id, x.id, sum(x.amount) as amount from (
    select v.company_id, v.id, a.amount from v
    join billing.application a on a.company_id = v.company_id and a.account_id = v.account_id and a.invoice_id = v.id
    union all
    select v.company_id, v.id, -a.amount from v
    join billing.application a on a.company_id = v.company_id and a.account_id = v.account_id and a.from_type = 'credit_memo' and a.from_id = v.id
  ) x group by x.company_id, x.id
)
select v.company_id, v.order_id as subject, 'document ' || v.id as what, v.worth || ' less ' || coalesce(a.amount, 0) as expected,
  coalesce(i.open || ' of ' || i.original, 'no open item') as actual
from v
left join billing.open_item i on i.company_id = v.company_id and i.account_id = v.account_id and i.invoice_id = v.id
left join a on a.company_id = v.company_id and a.id = v.id
where i.invoice_id is null or i.original <> v.worth or i.open <> i.original - coalesce(a.amount, 0)
order by 1, 2, 3 limit :most::bigint

-- name: along_task_waits :read
-- A waiting task waits for as many things as are not there yet, no more and no fewer; all others wait for nothing. What counts
-- says law_task_waits. A wake-up that was lost is found here, before anybody asks where the order is.
with w as materialized (
  select * from unnest(:company_ids::bigint[], :orders::bigint[]) as w(company_id, order_id)
), t as (
  select p.*,
    count(*) filter (where p.ahead) over (c order by p.place, p.id rows between unbounded preceding and 1 preceding) > 0 as behind,
    bool_or(p.kind = 'release' and p.ahead) over c as asking, bool_or(p.kind = 'release') over c as asks, bool_or(p.goods) over c as lacking
  from (
    select t.company_id, t.order_id, t.component_id, t.id, t.kind, t.state, t.waits, false as goods, k.place,
      t.state not in ('completed', 'skipped', 'running') and k.place is not null as ahead
    from w join orchestration.task t on t.company_id = w.company_id and t.order_id = w.order_id
    left join (values ('transfer', 0), ('reserve', 1), ('release', 2), ('ship', 3), ('invoice', 4),
      ('work', 5), ('wait', 5), ('call', 5)) as k(kind, place) on k.kind = t.kind
    union all
    select m.company_id, m.order_id, m.id, null, null, null, null, true, null, false
    from w join orchestration.component m on m.company_id = w.company_id and m.order_id = w.order_id
    cross join unnest(m.line_ids) as l(id)
    cross join lateral (select from orders.fulfillment_line f
      where f.company_id = m.company_id and f.order_id = m.order_id and f.id = l.id and f.supply in ('dated', 'backorder', 'transfer') limit 1) f
  ) p
  window c as (partition by p.company_id, p.order_id, p.component_id)
), together as (
  select y.company_id, y.order_id, y.id, max(y.kind) as kind, max(y.state) as state, max(y.waits) as waits, bool_or(y.behind) as behind,
    bool_or(y.asking) as asking, bool_or(y.asks) as asks, max(y.component_id) as component_id, bool_or(y.lacking) as lacking, sum(y.unmet)::integer as unmet, sum(y.shipments)::integer as shipments
  from (
    select t.company_id, t.order_id, t.id, t.component_id, t.kind, t.state, t.waits, t.behind, t.asking, t.asks, t.lacking, 0 as unmet, 0 as shipments
    from t where t.id is not null
    union all
    select d.company_id, d.order_id, d.next, null, null, null, null, null, null, null, null, 1, 0
    from (select distinct n.company_id, n.order_id, n.id, f.next from w
      join orchestration.task n on n.company_id = w.company_id and n.order_id = w.order_id and n.state not in ('completed', 'skipped')
      cross join unnest(n.frees) as f(next)) d
    union all
    select h.company_id, h.cause_id, k.task_id, null, null, null, null, null, null, null, null, 0, 1
    from w join fulfillment.shipment h on h.company_id = w.company_id and h.cause_id = w.order_id
      and h.state in ('requested', 'partially_shipped')
    cross join unnest(h.task_ids) as k(task_id)
    cross join lateral (select * from orchestration.task t where t.company_id = h.company_id and t.order_id = h.cause_id and t.id = k.task_id offset 0) t
    cross join lateral (select * from orchestration.component m where m.company_id = h.company_id and m.order_id = h.cause_id and m.id = t.component_id offset 0) m
    cross join lateral (select from unnest(m.line_ids) as i(id) cross join lateral (select from fulfillment.shipment_line l
      where l.company_id = h.company_id and l.cause_id = h.cause_id and l.shipment_id = h.id and l.source_id = i.id and l.shipped < l.requested offset 0) l limit 1) l
  ) y
  group by 1, 2, 3 having count(y.state) > 0
)
select x.company_id, x.order_id as subject, 'task ' || x.id as what,
  case when x.state <> 'waiting' then '0' when x.due > 0 then x.due::text else 'not waiting' end || ': ' || x.unmet || ' unmet, ' || x.due - x.unmet || ' events' as expected,
  x.waits || ' in state ' || x.state as actual
from (
  select t.company_id, t.order_id, t.id, t.state, t.waits, t.unmet,
    t.unmet + case when t.state in ('completed', 'skipped', 'failed', 'running') then 0 else
    case when t.behind or t.kind in ('collect', 'close') then 0 else s.open_holds + (s.state = 'suspended')::integer end +
    case when coalesce(s.scoped_holds, 0) = 0 then 0 else (
      select count(*)::integer from orders.hold h
      where h.company_id = t.company_id and h.order_id = t.order_id and h.released_batch is null
        and (h.line_nos is not null or h.task_kind is not null)
        and case when h.task_kind is null then not t.behind and t.kind not in ('collect', 'close')
          when h.task_kind = 'ship' then t.kind = 'release' or (t.kind = 'ship' and not t.asks) else t.kind = h.task_kind end
        and (h.line_nos is null or exists (select from orchestration.component m
          where m.company_id = t.company_id and m.order_id = t.order_id and m.id = t.component_id
            and (m.line_nos && h.line_nos or exists (select from orders.fulfillment_line f
              where f.company_id = m.company_id and f.order_id = m.order_id and f.id = any(m.line_ids) and f.line_no = any(h.line_nos)))))
    ) end + case
      when t.kind = 'reserve' then t.lacking::integer
      when t.kind = 'ship' then t.asking::integer + t.shipments
      when t.kind not in ('collect', 'close') then 0
      when o.prepaid = (t.kind = 'close') then (select count(*)::integer from billing.open_item i
        where i.company_id = t.company_id and i.cause_id = t.order_id and i.original > 0 and i.open > 0)
      else (o.prepaid and o.total > 0)::integer
      end end as due
  from together t
  left join orders.order_state s on s.company_id = t.company_id and s.order_id = t.order_id
  left join orders.sales_order o on o.company_id = s.company_id and o.id = s.order_id and o.version = s.version
) x
where case x.state when 'waiting' then x.due = 0 or x.waits <> x.due
  when 'skipped' then x.waits <> 0 else x.waits <> 0 or x.due <> 0 end
order by 1, 2, 3 limit :most::bigint

-- name: along_no_oversell :read
-- Where an order has goods reserved no more is reserved than is on hand, but for what was taken away from a place in the queue, as the
-- queue says; law_no_oversell asks the moves, too. A place that an older version put there is left to that.
-- notnull: subject
select distinct v.company_id, v.root_id as subject, 'item ' || g.item_id || ' at ' || g.location_id as what,
  'at most ' || greatest(g.on_hand, 0) || coalesce(' and ' || s.taken || ' taken away', '') as expected, g.reserved::text as actual
from unnest(:company_ids::bigint[], :orders::bigint[]) as w(company_id, order_id)
cross join lateral (select * from inventory.reservation v where v.company_id = w.company_id and v.root_id = w.order_id offset 0) v
cross join lateral unnest(v.item_ids, v.location_ids) as p(item_id, location_id)
cross join lateral (select * from inventory.stock_gate g where g.company_id = v.company_id and g.item_id = p.item_id
  and g.location_id = p.location_id and g.reserved > g.on_hand offset 0) g
left join inventory.shortage s on s.company_id = g.company_id and s.item_id = g.item_id and s.location_id = g.location_id
where s.company_id is null or g.reserved - g.on_hand > s.taken
order by 1, 2, 3 limit :most::bigint

-- name: settle_breaches :read
-- What was asked and holds is gone; what broke stands. The places move on. Locks the rows of the companies.
with found as (
  select distinct on (f.company_id, f.law, f.subject) * from unnest(:found_companies::bigint[], :laws::text[], :subjects::bigint[],
    :whats::text[], :expecteds::text[], :actuals::text[]) as f(company_id, law, subject, what, expected, actual)
  order by f.company_id, f.law, f.subject
), gone as (
  delete from monitoring.breach b
  using unnest(:asked_companies::bigint[], :asked::bigint[]) as a(company_id, subject)
  where b.company_id = a.company_id and b.subject = a.subject
    and not exists (select from found f where f.company_id = b.company_id and f.law = b.law and f.subject = b.subject)
), stands as (
  insert into monitoring.breach (company_id, law, subject, what, expected, actual, found_at)
  select f.company_id, f.law, f.subject, f.what, f.expected, f.actual, :now::timestamptz from found f
  on conflict (company_id, law, subject) do update set what = excluded.what, expected = excluded.expected, actual = excluded.actual
)
insert into monitoring.law_progress (company_id, pos, checked_at)
select w.company_id, w.pos, :now::timestamptz from unnest(:company_ids::bigint[], :places::bigint[]) as w(company_id, pos)
order by w.company_id
on conflict (company_id) do update set pos = excluded.pos, checked_at = excluded.checked_at
returning pos
