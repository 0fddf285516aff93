-- name: read_feed :read
-- Facts of orders (kind 0), merges of customers (1) and what was done with quotes (2) in the company's order of facts; a batch of many
-- keeps them in order of id.
-- null: reason, changes, currency, number, into_number, head_number, rule, version, state
-- notnull: kind, id, act, actor, events
select g.pos, g.at, f.kind, f.id, f.act, f.actor, f.reason, f.changes, f.events, f.currency, f.number, f.into_number, f.head_number, f.rule,
  f.version, f.state
from platform.company_log g
cross join lateral (
  select 0 as kind, h.order_id as id, h.act, h.actor, h.reason, h.changes, h.events, o.currency, null::text as number,
    null::text as into_number, null::text as head_number, null::text as rule, null::integer as version, null::text as state, 0::bigint as step
  from orders.history h
  join orders.order_state s on s.company_id = h.company_id and s.order_id = h.order_id
  join orders.sales_order o on o.company_id = h.company_id and o.id = s.order_id and o.version = s.version
  where h.company_id = :company_id::bigint and h.batch = g.batch
  union all
  select 1, m.customer_id, m.act, m.actor, m.reason, null, m.events, null, m.number, m.into_number, m.head_number, m.rule, null, null, 0
  from customers.merge_told m
  where m.company_id = :company_id::bigint and m.batch = g.batch
  union all
  select 2, q.quote_id, q.act, q.actor, q.reason, null, q.events, null, null, null, null, null, q.version, q.state, q.revision
  from negotiation.quote_told q
  where q.company_id = :company_id::bigint and q.batch = g.batch
) f
where g.company_id = :company_id::bigint and g.pos > :after::bigint
order by g.pos, f.kind, f.id, f.step limit :fetch::bigint

-- name: read_feed_places :read
-- All facts of some places.
-- null: reason, changes, currency, number, into_number, head_number, rule, version, state
-- notnull: kind, id, act, actor, events
select g.company_id, g.pos, g.at, f.kind, f.id, f.act, f.actor, f.reason, f.changes, f.events, f.currency, f.number, f.into_number, f.head_number, f.rule,
  f.version, f.state
from unnest(:company_ids::bigint[], :places::bigint[]) as w(company_id, pos)
join platform.company_log g on g.company_id = w.company_id and g.pos = w.pos
cross join lateral (
  select 0 as kind, h.order_id as id, h.act, h.actor, h.reason, h.changes, h.events, o.currency, null::text as number,
    null::text as into_number, null::text as head_number, null::text as rule, null::integer as version, null::text as state, 0::bigint as step
  from orders.history h
  join orders.order_state s on s.company_id = h.company_id and s.order_id = h.order_id
  join orders.sales_order o on o.company_id = h.company_id and o.id = s.order_id and o.version = s.version
  where h.company_id = g.company_id and h.batch = g.batch
  union all
  select 1, m.customer_id, m.act, m.actor, m.reason, null, m.events, null, m.number, m.into_number, m.head_number, m.rule, null, null, 0
  from customers.merge_told m
  where m.company_id = g.company_id and m.batch = g.batch
  union all
  select 2, q.quote_id, q.act, q.actor, q.reason, null, q.events, null, null, null, null, null, q.version, q.state, q.revision
  from negotiation.quote_told q
  where q.company_id = g.company_id and q.batch = g.batch
) f
order by g.company_id, g.pos, f.kind, f.id, f.step

-- name: read_feeds :read
-- Facts that have events, of companies, each behind a place. `ordinal` counts what was asked for.
-- null: reason, changes, currency, number, into_number, head_number, rule, version, state
-- notnull: ordinal, kind, id, act, actor, events
select w.ordinal, a.pos, a.at, a.kind, a.id, a.act, a.actor, a.reason, a.changes, a.events, a.currency, a.number, a.into_number, a.head_number, a.rule,
  a.version, a.state
from unnest(:company_ids::bigint[], :afters::bigint[], :fetches::bigint[]) with ordinality as w(company_id, after, facts, ordinal)
cross join lateral (
  select g.pos, g.at, f.kind, f.id, f.step, f.act, f.actor, f.reason, f.changes, f.events, f.currency, f.number, f.into_number, f.head_number, f.rule,
    f.version, f.state
  from platform.company_log g
  cross join lateral (
    select 0 as kind, h.order_id as id, h.act, h.actor, h.reason, h.changes, h.events, o.currency, null::text as number,
      null::text as into_number, null::text as head_number, null::text as rule, null::integer as version, null::text as state, 0::bigint as step
    from orders.history h
    join orders.order_state s on s.company_id = h.company_id and s.order_id = h.order_id
    join orders.sales_order o on o.company_id = h.company_id and o.id = s.order_id and o.version = s.version
    where h.company_id = w.company_id and h.batch = g.batch and cardinality(h.events) > 0
    union all
    select 1, m.customer_id, m.act, m.actor, m.reason, null, m.events, null, m.number, m.into_number, m.head_number, m.rule, null, null, 0
    from customers.merge_told m
    where m.company_id = w.company_id and m.batch = g.batch
    union all
    select 2, q.quote_id, q.act, q.actor, q.reason, null, q.events, null, null, null, null, null, q.version, q.state, q.revision
    from negotiation.quote_told q
    where q.company_id = w.company_id and q.batch = g.batch
  ) f
  where g.company_id = w.company_id and g.pos > w.after
  order by g.pos, f.kind, f.id, f.step limit w.facts
) a
order by w.ordinal, a.pos, a.kind, a.id, a.step

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
