-- name: read_installation :read
select epoch, created_at, cursor_key from platform.installation

-- name: found_installation :read
-- The first start makes the one row; of several processes that start at once, one makes it.
insert into platform.installation (epoch, created_at, cursor_key)
select v.epoch, v.created_at, v.cursor_key
from (select :epoch::text as epoch, :created_at::timestamptz as created_at, :cursor_key::bytea as cursor_key) v
where v.epoch is not null
on conflict (only_row) do nothing
returning epoch
