-- name: read_message_heads :read
select h.company_id, h.pos from platform.head_public h where h.company_id = any(:company_ids::bigint[])

-- name: read_message_stretches :read
-- Messages of gateways behind a place, in the order of facts; of a stretch that long at most, for other facts stand between them.
-- notnull: ordinal, pos
select w.ordinal, m.pos, m.id, m.event
from unnest(:company_ids::bigint[], :channel_ids::bigint[], :afters::bigint[], :untils::bigint[], :facts::bigint[])
  with ordinality as w(company_id, channel_id, after, until, facts, ordinal)
cross join lateral (
  select g.pos, d.id, d.event
  from platform.log_public g
  cross join lateral (
    select d.id, d.event from channels.message d
    where d.company_id = g.company_id and d.batch = g.batch and d.channel_id = w.channel_id offset 0) d
  where g.company_id = w.company_id and g.pos > w.after and g.pos <= w.until
  order by g.pos, d.id limit w.facts
) m
order by w.ordinal, m.pos, m.id

-- name: read_messages_at :read
-- Messages of gateways at places.
select w.company_id, w.channel_id, w.pos, d.id, d.event
from unnest(:company_ids::bigint[], :channel_ids::bigint[], :places::bigint[]) as w(company_id, channel_id, pos)
join platform.log_public g on g.company_id = w.company_id and g.pos = w.pos
cross join lateral (
  select d.id, d.event from channels.message d
  where d.company_id = g.company_id and d.batch = g.batch and d.channel_id = w.channel_id offset 0) d
order by w.company_id, w.channel_id, w.pos, d.id
