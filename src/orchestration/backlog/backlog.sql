-- name: insert_backlog_run :write insert
insert into orchestration.backlog_run (company_id, id, batch, made_by, made_on, rules, lines, counts, shipping, item_ids, looks)
select r.* from :rows(company_id bigint, id bigint, batch bigint, made_by text, made_on date, rules jsonb, lines integer, counts jsonb,
  shipping jsonb, item_ids bigint[], looks text[])

-- name: insert_backlog_line :write insert
insert into orchestration.backlog_line (company_id, run_id, place, order_id, part_id, item_id, quantity, value, priority, location_before,
  promised_before, location_id, promised_on, arrives_on, change, reason, asked_at, turn_at)
select r.* from :rows(company_id bigint, run_id bigint, place integer, order_id bigint, part_id bigint, item_id bigint, quantity numeric,
  value bigint, priority integer, location_before bigint, promised_before date, location_id bigint, promised_on date, arrives_on date,
  change text, reason text, asked_at timestamptz, turn_at timestamptz)

-- name: forget_backlog_runs :write insert
-- Of the runs of a company that were not released the newest are kept.
with wanted as (
  select * from :rows(company_id bigint, kept integer)
), old as materialized (
  select o.company_id, o.id from wanted w
  cross join lateral (select r.company_id, r.id from orchestration.backlog_run r
    where r.company_id = w.company_id and r.released_batch is null order by r.id desc offset w.kept limit 10) o
), lines as (
  delete from orchestration.backlog_line l using old o where l.company_id = o.company_id and l.run_id = o.id returning 1
), runs as (
  delete from orchestration.backlog_run r using old o
  where r.company_id = o.company_id and r.id = o.id and r.released_batch is null returning 1
)
select (select count(*) from runs) as runs, (select count(*) from lines) as lines

-- name: release_backlog_run :write key
-- Once: who comes second is decided again, and told so.
with wanted as (
  select * from :rows(company_id bigint, id bigint, released_batch bigint, released_by text)
), released as (
  update orchestration.backlog_run r set released_batch = w.released_batch, released_by = w.released_by
  from wanted w where r.company_id = w.company_id and r.id = w.id and r.released_batch is null
  returning r.company_id
)
select platform.verify((select count(*) from released) = (select count(*) from wanted)) as verified

-- name: read_backlog_run :read
-- notnull: made_at
select r.id, r.made_by, r.made_on, r.rules, r.lines, r.counts, r.shipping, r.item_ids, r.looks, r.released_batch, r.released_by, b.at as made_at
from orchestration.backlog_run r join platform.log_public b on b.company_id = r.company_id and b.batch = r.batch
where r.company_id = :company_id::bigint and r.id = :id::bigint

-- name: list_backlog_runs :read
-- Newest first.
-- notnull: made_at
select r.id, r.made_by, r.made_on, r.rules, r.lines, r.counts, r.shipping, r.released_batch, r.released_by, b.at as made_at
from orchestration.backlog_run r join platform.log_public b on b.company_id = r.company_id and b.batch = r.batch
where r.company_id = :company_id::bigint and r.id < :before::bigint
order by r.id desc limit :fetch::bigint

-- name: list_backlog_lines :read
-- In order of priority; of one change, item or account, or of all.
-- null: account
select l.place, l.order_id, l.part_id, i.sku, a.number as account, l.quantity, l.value, l.priority, f.code as location_before,
  l.promised_before, t.code as location, l.promised_on, l.arrives_on, l.change, l.reason
from orchestration.backlog_line l
join catalog.item_public i on i.company_id = l.company_id and i.id = l.item_id
join inventory.location_public f on f.company_id = l.company_id and f.id = l.location_before
join inventory.location_public t on t.company_id = l.company_id and t.id = l.location_id
left join orders.order_public o on o.company_id = l.company_id and o.order_id = l.order_id
left join customers.account_public a on a.company_id = o.company_id and a.id = o.account_id
where l.company_id = :company_id::bigint and l.run_id = :run_id::bigint and l.place > :after::integer
  and (:change::text = '' or l.change = :change::text) and (:sku::text = '' or i.sku = :sku::text)
  and (:account::text = '' or a.number = :account::text)
order by l.place limit :fetch::bigint

-- name: summarize_backlog_lines :read
-- Who gains and who slips, by account or by item; whom it costs most money comes first. A run never changes, so its places stand.
-- notnull: place, code, gaining, gained, slipping, slipped, without_day
-- null: most_days
with by_code as (
  select case when :by::text = 'sku' then i.sku else coalesce(a.number, '') end as code,
    count(*) filter (where l.change = 'gains') as gaining, coalesce(sum(l.value) filter (where l.change = 'gains'), 0)::bigint as gained,
    count(*) filter (where l.change = 'slips') as slipping, coalesce(sum(l.value) filter (where l.change = 'slips'), 0)::bigint as slipped,
    max(l.promised_on - l.promised_before) filter (where l.change = 'slips') as most_days,
    count(*) filter (where l.change = 'slips' and l.promised_on is null) as without_day
  from orchestration.backlog_line l
  join catalog.item_public i on i.company_id = l.company_id and i.id = l.item_id
  left join orders.order_public o on o.company_id = l.company_id and o.order_id = l.order_id
  left join customers.account_public a on a.company_id = o.company_id and a.id = o.account_id
  where l.company_id = :company_id::bigint and l.run_id = :run_id::bigint and l.change in ('gains', 'slips')
  group by 1
)
select r.* from (
  select row_number() over (order by c.slipped desc, c.gained desc, c.code) as place, c.* from by_code c
) r
where r.place > :after::bigint
order by r.place limit :fetch::bigint

-- name: read_backlog_changes :read
-- What a run changes: days, places and turns.
select l.order_id, l.part_id, l.item_id, l.location_before, l.promised_before, l.location_id, l.promised_on, l.arrives_on, l.asked_at,
  l.turn_at, l.reason
from orchestration.backlog_line l
where l.company_id = :company_id::bigint and l.run_id = :run_id::bigint and (l.change <> 'same' or l.turn_at <> l.asked_at)
order by l.place
