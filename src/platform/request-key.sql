-- name: read_request_keys :read
-- Keys that callers gave before: a request that comes again is answered from its first outcome.
select k.company_id, k.principal, k.route, k.key, k.body_hash, k.outcome
from unnest(:company_ids::bigint[], :principals::text[], :routes::text[], :keys::text[]) as w(company_id, principal, route, key)
cross join lateral (select * from platform.request_key k where k.company_id = w.company_id and k.principal = w.principal and k.route = w.route and k.key = w.key offset 0) k

-- name: insert_request_key :write key
-- A unique violation means that another node has the key: the batch reads again and answers from what stands.
insert into platform.request_key (company_id, principal, route, key, body_hash, batch, outcome, expires_at)
select r.* from :rows(company_id bigint, principal text, route text, key text, body_hash bytea, batch bigint, outcome jsonb,
  expires_at timestamptz)
order by r.company_id, r.principal, r.route, r.key

-- name: find_request_keys_in_flight :read
-- Places, from 1, of keys that another transaction holds; undoes what it tries.
select k.place from platform.keys_in_flight('platform.request_key', :candidates::jsonb) as k(place)

-- name: delete_expired_request_keys :read
-- A chunk of what has expired, in a transaction of its own; what another node deletes just now is passed over.
with expired as (
  select k.ctid as place from platform.request_key k
  where k.expires_at <= :now::timestamptz
  order by k.expires_at limit :count::integer
  for update skip locked
), gone as (
  delete from platform.request_key k
  where k.ctid = any (array(select e.place from expired e))
  returning 1
)
select count(*)::integer as count from gone
