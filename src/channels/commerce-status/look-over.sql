-- name: start_look :read
-- The place of a channel; it begins now. In a transaction of its own.
with started as (
  insert into channels.shop_look as t (company_id, source, since, settled_to)
  select y.company_id, :source::text, :now::timestamptz, :now::timestamptz from (select :company_id::bigint as company_id) y
  where y.company_id is not null
  on conflict do nothing
  returning t.since, t.settled_to
)
-- notnull: since, settled_to
select s.since, s.settled_to from started s
union all
select t.since, t.settled_to from channels.shop_look t where t.company_id = :company_id::bigint and t.source = :source::text

-- name: move_look :read
-- All up to there is settled. In a transaction of its own; of two that looked at once, none moves it back.
update channels.shop_look t set settled_to = :settled_to::timestamptz
where t.company_id = :company_id::bigint and t.source = :source::text and t.settled_to < :settled_to::timestamptz
returning t.settled_to

-- name: read_said :read
-- What messages of the channels of a source said of orders, by the shop's id of each: the newest version that was handed over, and whether
-- it was taken back. However a message ended, it came and stands in the log.
-- notnull: submitted, cancelled
-- null: version
select w.key, max(d.version) filter (where d.event = 'order_submitted') as version,
  bool_or(d.event = 'order_submitted') as submitted, bool_or(d.event = 'order_cancelled') as cancelled
from unnest(:keys::text[]) as w(key)
join channels.message d on d.company_id = :company_id::bigint and d.channel_id = any(:channel_ids::bigint[]) and d.key = w.key
  and d.event in ('order_submitted', 'order_cancelled')
group by w.key

-- name: read_told :read
-- Which versions of the shop's orders are our own writes.
-- notnull: told_from, told_version
select t.order_id, t.told_from, t.told_version
from channels.status_order t
where t.company_id = :company_id::bigint and t.source = :source::text and t.order_id = any(:order_ids::bigint[])
  and t.told_version is not null

-- name: wake_orders :read
-- What the shop has of these may contradict what is so here: they are compared with it, whatever was told. Those that contradict already are
-- due by themselves. In a transaction of its own.
update channels.status_order t set due_at = coalesce(t.due_at, :now::timestamptz), told_hash = null
where t.company_id = :company_id::bigint and t.source = :source::text and t.order_id = any(:order_ids::bigint[])
  and t.shop_state is null
returning t.order_id
