-- name: read_feed :read
-- Facts of orders in the company's order of facts; a batch of many orders keeps them in order of id.
select g.pos, g.at, h.order_id, h.act, h.actor, h.reason, h.changes, h.events, o.currency
from platform.company_log g
join orders.history h on h.company_id = :company_id::bigint and h.batch = g.batch
join orders.order_state s on s.company_id = :company_id::bigint and s.order_id = h.order_id
join orders.sales_order o on o.company_id = :company_id::bigint and o.id = s.order_id and o.version = s.version
where g.company_id = :company_id::bigint and g.pos > :after::bigint
order by g.pos, h.order_id limit :fetch::bigint

-- name: read_feed_places :read
-- All facts of some places.
select g.company_id, g.pos, g.at, h.order_id, h.act, h.actor, h.reason, h.changes, h.events, o.currency
from unnest(:company_ids::bigint[], :places::bigint[]) as w(company_id, pos)
join platform.company_log g on g.company_id = w.company_id and g.pos = w.pos
join orders.history h on h.company_id = g.company_id and h.batch = g.batch
join orders.order_state s on s.company_id = h.company_id and s.order_id = h.order_id
join orders.sales_order o on o.company_id = h.company_id and o.id = s.order_id and o.version = s.version
order by g.company_id, g.pos, h.order_id

-- name: read_feeds :read
-- Facts that have events, of companies, each behind a place. `ordinal` counts what was asked for.
-- notnull: ordinal
select w.ordinal, f.pos, f.at, f.order_id, f.act, f.actor, f.reason, f.changes, f.events, f.currency
from unnest(:company_ids::bigint[], :afters::bigint[], :fetches::bigint[]) with ordinality as w(company_id, after, facts, ordinal)
cross join lateral (
  select g.pos, g.at, h.order_id, h.act, h.actor, h.reason, h.changes, h.events, o.currency
  from platform.company_log g
  join orders.history h on h.company_id = w.company_id and h.batch = g.batch and cardinality(h.events) > 0
  join orders.order_state s on s.company_id = w.company_id and s.order_id = h.order_id
  join orders.sales_order o on o.company_id = w.company_id and o.id = s.order_id and o.version = s.version
  where g.company_id = w.company_id and g.pos > w.after
  order by g.pos, h.order_id limit w.facts
) f
order by w.ordinal, f.pos, f.order_id

-- name: read_feed_heads :read
select h.company_id, h.pos, y.code, n.epoch
from platform.company_head h
join organization.company y on y.company_id = h.company_id
cross join platform.installation n
where h.company_id = any(:company_ids::bigint[])

-- name: read_head_events :read
-- Signed heads as events of companies, each behind a place. One is told at a place of about the time at which it was signed, so
-- those of a day before the place asked for are looked at, one or two, and not all that there are.
-- notnull: ordinal
select w.ordinal, f.pos, f.at, f.head_pos, f.head_at, f.hash, f.head_epoch, f.key_id, f.signature
from unnest(:company_ids::bigint[], :afters::bigint[], :fetches::bigint[]) with ordinality as w(company_id, after, facts, ordinal)
cross join lateral (
  select g.pos, g.at, s.pos as head_pos, s.at as head_at, s.hash, s.epoch as head_epoch, s.key_id, s.signature
  from platform.signed_head s
  join platform.company_log g on g.company_id = w.company_id and g.batch = s.batch
  where s.company_id = w.company_id and g.pos > w.after
    and s.signed_at >= coalesce((select b.at - interval '1 day' from platform.company_log b
      where b.company_id = w.company_id and b.pos = w.after), '-infinity')
  order by g.pos limit w.facts
) f
order by w.ordinal, f.pos

-- name: read_head_events_at :read
-- Signed heads that were told at some places.
select g.company_id, g.pos, g.at, s.pos as head_pos, s.at as head_at, s.hash, s.epoch as head_epoch, s.key_id, s.signature
from unnest(:company_ids::bigint[], :places::bigint[]) as w(company_id, pos)
join platform.company_log g on g.company_id = w.company_id and g.pos = w.pos
join platform.signed_head s on s.company_id = g.company_id and s.batch = g.batch
order by g.company_id, g.pos
