-- name: keep_exchanges :read
-- Which orders replace what comes back with which returns; what is known of one stays known; 0: no memo
-- yet. In a transaction of its own.
insert into channels.exchange as e (company_id, channel_id, name, replacement, order_id, credit_memo_id)
select w.company_id, w.channel_id, w.name, w.replacement, w.order_id, nullif(max(w.credit_memo_id), 0)
from unnest(:company_ids::bigint[], :channel_ids::bigint[], :names::text[], :replacements::text[], :order_ids::bigint[],
  :credit_memo_ids::bigint[]) as w(company_id, channel_id, name, replacement, order_id, credit_memo_id)
where w.company_id is not null and w.channel_id is not null and w.name is not null and w.replacement is not null
group by w.company_id, w.channel_id, w.name, w.replacement, w.order_id
order by w.company_id, w.channel_id, w.name, w.replacement
on conflict (company_id, channel_id, name, replacement) do update
set credit_memo_id = coalesce(e.credit_memo_id, excluded.credit_memo_id)
returning e.order_id

-- name: read_exchanges :read
-- Exchanges of these returns, and those that these orders are the replacement of, whose credit does not pay them yet.
-- null: credit_memo_id
select distinct e.company_id, e.channel_id, e.name, e.replacement, e.order_id, e.credit_memo_id
from unnest(:company_ids::bigint[], :channel_ids::bigint[], :keys::text[]) as w(company_id, channel_id, key)
cross join lateral (
  select x.* from channels.exchange x
  where x.company_id = w.company_id and x.channel_id = w.channel_id and x.name = w.key and x.settled_at is null
  union all
  select x.* from channels.exchange x
  where x.company_id = w.company_id and x.channel_id = w.channel_id and x.replacement = w.key and x.settled_at is null
) e
order by e.company_id, e.channel_id, e.name, e.replacement

-- name: link_exchanges :read
-- The orders that replace are here; `settled`: the credit pays them from now on. The rows are locked in order. In a transaction of its
-- own.
with wanted as (
  select * from unnest(:company_ids::bigint[], :channel_ids::bigint[], :names::text[], :replacements::text[], :replacement_ids::bigint[],
    :settled::boolean[]) as w(company_id, channel_id, name, replacement, replacement_id, settled)
), locked as (
  select e.company_id, e.channel_id, e.name, e.replacement from channels.exchange e
  where (e.company_id, e.channel_id, e.name, e.replacement) in
      (select w.company_id, w.channel_id, w.name, w.replacement from wanted w)
    and e.settled_at is null
  order by e.company_id, e.channel_id, e.name, e.replacement for update
)
update channels.exchange e
set replacement_id = w.replacement_id, settled_at = case when w.settled then :now::timestamptz end
from wanted w join locked l
  on l.company_id = w.company_id and l.channel_id = w.channel_id and l.name = w.name and l.replacement = w.replacement
where e.company_id = l.company_id and e.channel_id = l.channel_id and e.name = l.name and e.replacement = l.replacement
returning e.order_id
