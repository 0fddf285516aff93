-- name: channels_of_companies :read
select c.company_id, c.id, c.code, c.name, c.kind, c.source, c.settings, c.secrets, c.secrets_key, c.active, c.gateway
from channels.channel c where c.company_id = any(:company_ids::bigint[])
order by c.company_id, c.code

-- name: read_channels :read
-- By the id that their address has; the company follows from it.
select c.company_id, c.id, c.code, c.name, c.kind, c.source, c.settings, c.secrets, c.secrets_key, c.active, c.gateway
from channels.channel c where c.id = any(:ids::bigint[])

-- name: save_channels :write insert
insert into channels.channel as c (company_id, id, code, name, kind, source, settings, secrets, secrets_key, active,
  gateway)
select r.* from :rows(company_id bigint, id bigint, code text, name text, kind text, source text, settings jsonb,
  secrets bytea, secrets_key bytea, active boolean, gateway boolean)
order by r.company_id, r.code
on conflict (company_id, code) do update set name = excluded.name, kind = excluded.kind, source = excluded.source,
  settings = excluded.settings, secrets = excluded.secrets, secrets_key = excluded.secrets_key, active = excluded.active,
  gateway = excluded.gateway

-- name: last_messages :read
-- When each channel was heard of last, and what came to it that no secret of it signed.
-- null: last_at, refused, refused_at
select w.channel_id, m.last_at, r.messages as refused, r.last_at as refused_at
from unnest(:channel_ids::bigint[]) as w(channel_id)
left join lateral (
  select d.last_at from channels.message d where d.company_id = :company_id::bigint and d.channel_id = w.channel_id
  order by d.id desc limit 1
) m on true
left join channels.refused r on r.company_id = :company_id::bigint and r.channel_id = w.channel_id

-- name: count_refused :read
-- Messages that no secret signed, by channel. In a transaction of its own.
insert into channels.refused as r (company_id, channel_id, messages, last_at)
select w.company_id, w.channel_id, w.messages, :now::timestamptz
from unnest(:company_ids::bigint[], :channel_ids::bigint[], :counts::bigint[]) as w(company_id, channel_id, messages)
order by w.company_id, w.channel_id
on conflict (company_id, channel_id) do update
set messages = r.messages + excluded.messages, last_at = greatest(r.last_at, excluded.last_at)
returning r.channel_id
