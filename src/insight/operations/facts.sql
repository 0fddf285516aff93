-- name: read_places_of_days :read
-- The first and the last place of the log that some days of the company hold; none: the first is behind the last.
-- notnull: first, last
select
  coalesce((select min(g.pos) from platform.company_log g where g.company_id = y.company_id and g.at = (
    select min(f.at) from platform.company_log f where f.company_id = y.company_id
      and f.at >= (:from_on::date)::timestamp at time zone y.time_zone)), 1) as first,
  coalesce((select max(g.pos) from platform.company_log g where g.company_id = y.company_id and g.at = (
    select max(l.at) from platform.company_log l where l.company_id = y.company_id
      and l.at < (:to_on::date + 1)::timestamp at time zone y.time_zone)), 0) as last
from organization.company y where y.company_id = :company_id::bigint

-- name: list_day_facts :read
-- The facts behind a number of a day at the places of a stretch, in their order; `firsts` keeps the first one of each order and
-- day.
-- notnull: day
select g.pos, g.at, (g.at at time zone y.time_zone)::date as day, h.order_id, s.source, h.act
from organization.company y
join platform.company_log g on g.company_id = :company_id::bigint and g.pos >= :first::bigint and g.pos <= :last::bigint
join orders.history h on h.company_id = :company_id::bigint and h.batch = g.batch and h.events && :events::text[]
join orders.order_state s on s.company_id = :company_id::bigint and s.order_id = h.order_id
  and (:source::text is null or s.source = :source::text)
where y.company_id = :company_id::bigint and (g.pos, h.order_id) > (:after_pos::bigint, :after_id::bigint)
  and (not :firsts::boolean or not exists (select from orders.history e
    join platform.company_log p on p.company_id = :company_id::bigint and p.batch = e.batch and p.pos < g.pos
      and (p.at at time zone y.time_zone)::date = (g.at at time zone y.time_zone)::date
    where e.company_id = :company_id::bigint and e.order_id = h.order_id and e.events && :events::text[]))
order by g.pos, h.order_id limit :fetch::bigint

-- name: list_orders_of_days :read
-- Orders that were ordered on some days, newest first along sales_order_placed; at most `budget` of their versions are looked
-- at, the last of which `ends` the page, whether it `matches` or not.
-- notnull: matches, ends
select o.id, o.placed_at, o.lines, o.matches, o.ends from (
  select o.id, o.placed_at, s.lines, o.version, o.n = :budget::bigint as ends,
    s.version = o.version and (:source::text is null or o.source = :source::text) as matches
  from (
    select o.*, row_number() over (order by o.placed_at desc, o.id desc, o.version desc) as n from (
      select o.id, o.version, o.source, o.placed_at from orders.sales_order o
      where o.company_id = :company_id::bigint
        and o.placed_at >= (:from_on::date)::timestamp at time zone (select y.time_zone from organization.company y where y.company_id = :company_id::bigint)
        and o.placed_at < (:to_on::date + 1)::timestamp at time zone (select y.time_zone from organization.company y where y.company_id = :company_id::bigint)
        and (o.placed_at, o.id) <= (coalesce(:after_at::timestamptz, 'infinity'), coalesce(:after_id::bigint, 0))
      order by o.placed_at desc, o.id desc, o.version desc limit :budget::bigint
    ) o
  ) o
  join orders.order_state s on s.company_id = :company_id::bigint and s.order_id = o.id
) o
where o.matches or o.ends
order by o.placed_at desc, o.id desc, o.version desc limit :fetch::bigint

-- name: read_order_facts :read
-- Of these orders those that were agreed and not cancelled, newest first, with what the measures ask of each. What a line was
-- part of is in read_line_facts.
-- notnull: company_id, day, by_hand, held_ms, net, cost
-- null: submitted_at, shipped_at, paid_at
select w.company_id, o.id, o.source, o.placed_at, (o.placed_at at time zone y.time_zone)::date as day, o.ordered_on, o.requested_on, s.billing_status, h.by_hand, h.submitted_at, h.shipped_at, h.paid_at,
  d.held_ms, v.net, m.cost
from unnest(:company_ids::bigint[], :order_ids::bigint[]) as w(company_id, order_id)
join organization.company y on y.company_id = w.company_id
join orders.order_state s on s.company_id = w.company_id and s.order_id = w.order_id
join orders.sales_order o on o.company_id = w.company_id and o.id = s.order_id and o.version = s.version
cross join lateral (
  select coalesce(bool_or(starts_with(h.actor, 'user:')), false) as by_hand,
    min(g.at) filter (where 'order.submitted' = any(h.events)) as submitted_at,
    max(g.at) filter (where h.events && array['shipment.shipped', 'shipment.partially_shipped']) as shipped_at,
    max(g.at) filter (where 'order.paid' = any(h.events)) as paid_at
  from orders.history h
  join platform.company_log g on g.company_id = w.company_id and g.batch = h.batch
  where h.company_id = w.company_id and h.order_id = o.id
) h
cross join lateral (
  select coalesce(sum(extract(epoch from r.at - p.at) * 1000), 0)::bigint as held_ms
  from orders.hold d
  join platform.company_log p on p.company_id = w.company_id and p.batch = d.placed_batch
  join platform.company_log r on r.company_id = w.company_id and r.batch = d.released_batch
  where d.company_id = w.company_id and d.order_id = o.id
) d
cross join lateral (
  select coalesce(sum(case when v.kind = 'invoice' then 1 else -1 end * round(v.net * v.rate_e10 / 1e10)), 0)::bigint as net
  from billing.invoice v where v.company_id = w.company_id and v.cause_id = o.id
) v
cross join lateral (
  select coalesce(-sum(m.value), 0)::bigint as cost from inventory.stock_move m
  where m.company_id = w.company_id and m.root_id = o.id and m.kind in ('issue', 'return')
) m
where s.state not in ('draft', 'pending_approval', 'rejected', 'cancelled', 'aborted')
order by o.placed_at desc, o.id desc

-- name: read_line_facts :read
-- The lines of the same orders that leave stock, as far as they are wanted: what was cancelled is nobody's failure. A line whose parts leave from several places or days has the date of its last
-- part. What left on the first day of a line is the sum of its issues of that day. Parts and issues are put in groups, not
-- joined: whatever the estimates are, an order of ten thousand lines is no walk over all its moves for each.
-- notnull: company_id, order_id, line_no, ordered, shipped, first_shipped
-- null: requested_on, promised_on, first_promised_on, first_ship_on, last_ship_on, sku
select m.*, i.sku from (
  select l.company_id, l.order_id, l.line_no, min(l.item_id) as item_id, sum(l.quantity)::numeric(20, 6) as ordered,
    sum(l.shipped)::numeric(20, 6) as shipped, max(l.requested_on) as requested_on, max(l.promised_on) as promised_on,
    max(l.first_promised_on) as first_promised_on, min(l.moved_on) as first_ship_on, max(l.moved_on) as last_ship_on,
    coalesce(sum(l.moved) filter (where l.moved_on = l.first_on), 0)::numeric(20, 6) as first_shipped
  from (
    select p.*, min(p.moved_on) over (partition by p.company_id, p.order_id, p.line_no) as first_on from (
      select x.company_id, x.order_id, max(x.line_no) over (partition by x.company_id, x.order_id, x.part_id) as line_no, x.item_id, x.quantity, x.shipped,
        x.requested_on, x.promised_on, x.first_promised_on, x.moved_on, x.moved
      from (
        select f.company_id, f.order_id, f.id as part_id, f.line_no, f.item_id, f.quantity - f.cancelled as quantity, f.shipped, f.requested_on, f.promised_on,
          f.first_promised_on, null::date as moved_on, null::numeric as moved
        from unnest(:company_ids::bigint[], :order_ids::bigint[]) as w(company_id, order_id)
        join orders.fulfillment_line f on f.company_id = w.company_id and f.order_id = w.order_id and f.supply <> 'none'
        union all
        select m.company_id, m.root_id, m.source_id, null, null, null, null, null, null, null, m.moved_on, -m.quantity
        from unnest(:company_ids::bigint[], :order_ids::bigint[]) as w(company_id, order_id)
        join inventory.stock_move m on m.company_id = w.company_id and m.root_id = w.order_id and m.kind = 'issue'
      ) x
    ) p where p.line_no is not null
  ) l
  group by l.company_id, l.order_id, l.line_no having sum(l.quantity) > 0
) m
left join catalog.item i on i.company_id = m.company_id and i.id = m.item_id
order by m.company_id, m.order_id, m.line_no
