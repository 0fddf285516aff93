-- name: found_signing_key :read
-- The first start makes the first key; of several processes that start at once, one does.
insert into platform.signing_key (number, key_id, public_key, private_key, created_at)
select 1, :key_id::text, :public_key::bytea, :private_key::bytea, :created_at::timestamptz
where :key_id::text is not null and not exists (select from platform.signing_key)
on conflict (number) do nothing
returning key_id

-- name: read_public_keys :read
select k.key_id, k.public_key from platform.signing_key k order by k.number

-- name: read_heads_to_sign :read
-- Heads that were not signed since a time, with what signs them. A company begins before that time; where nothing happened but the
-- last signature, there is nothing new.
select h.company_id, h.pos, h.at, h.chain_hash, n.epoch, k.key_id, k.private_key
from platform.company_head h
cross join platform.installation n
cross join lateral (select k.key_id, k.private_key from platform.signing_key k order by k.number desc limit 1) k
where h.company_id = any(:company_ids::bigint[])
  and exists (
    select from platform.company_log f
    where f.company_id = h.company_id and f.pos = 1 and f.at < :since::timestamptz)
  and not exists (
    select from platform.signed_head s where s.company_id = h.company_id and s.signed_at >= :since::timestamptz)
  and not exists (
    select from platform.company_log g join platform.signed_head s on s.company_id = g.company_id and s.batch = g.batch
    where g.company_id = h.company_id and g.pos = h.pos)

-- name: insert_signed_head :write insert
-- Another node that signed the same head was first: the batch reads again and finds nothing to sign.
insert into platform.signed_head (company_id, pos, at, hash, epoch, key_id, signature, signed_at, batch)
select r.* from :rows(company_id bigint, pos bigint, at timestamptz, hash bytea, epoch text, key_id text, signature bytea,
  signed_at timestamptz, batch bigint)
order by r.company_id, r.pos

-- name: list_signed_heads :read
-- Newest first.
select s.pos, s.at, s.hash, s.epoch, s.key_id, s.signature, s.signed_at from platform.signed_head s
where s.company_id = :company_id::bigint and s.pos < :before::bigint
order by s.pos desc limit :limit::integer

-- name: read_log_place :read
-- A place of the log and how far it goes; no row: there is no such company.
-- null: at, chain_hash
select h.pos as head, n.epoch, g.at, g.chain_hash
from platform.company_head h
cross join platform.installation n
left join platform.company_log g on g.company_id = h.company_id and g.pos = :pos::bigint
where h.company_id = :company_id::bigint
