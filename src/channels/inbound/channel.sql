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
-- When each channel was heard of last.
select w.channel_id, m.last_at
from unnest(:channel_ids::bigint[]) as w(channel_id)
cross join lateral (
  select d.last_at from channels.message d where d.company_id = :company_id::bigint and d.channel_id = w.channel_id
  order by d.id desc limit 1
) m
