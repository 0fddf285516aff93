-- name: keep_open_returns :read
-- Returns of a sender that it has not ended, each due: goods may have come back before it was known. In a transaction of its own.
insert into channels.open_return as t (company_id, source, name, request, order_id, first_at, state, due_at)
select distinct on (w.company_id, w.source, w.name) w.company_id, w.source, w.name, w.request, w.order_id, w.first_at, 'open', :now::timestamptz
from unnest(:company_ids::bigint[], :sources::text[], :names::text[], :requests::text[], :order_ids::bigint[], :first_ats::timestamptz[])
  as w(company_id, source, name, request, order_id, first_at)
where w.company_id is not null and w.source is not null and w.name is not null
order by w.company_id, w.source, w.name
on conflict (company_id, source, name) do update set heard = t.heard + 1,
  due_at = case when t.failures > 0 or t.lease_until is not null then coalesce(t.due_at, excluded.due_at) else excluded.due_at end
where t.state <> 'ended'
returning t.order_id

-- name: end_returns :read
-- They are over in the shop, or called off. In a transaction of its own.
update channels.open_return t set state = 'ended', due_at = null, lease_until = null, problem = null
from unnest(:company_ids::bigint[], :sources::text[], :names::text[]) as w(company_id, source, name)
where t.company_id = w.company_id and t.source = w.source and t.name = w.name and t.state <> 'ended'
returning t.order_id
