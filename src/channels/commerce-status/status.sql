-- name: read_channels :read
-- How far each channel has heard, and whether its shop is left alone for a while.
select c.company_id, c.source, c.heard_pos, c.due_at, c.failures, c.problem
from unnest(:company_ids::bigint[], :sources::text[]) as w(company_id, source)
join channels.status_channel c on c.company_id = w.company_id and c.source = w.source

-- name: hear_orders :read
-- Moves the place of a channel on and queues what was heard, with the open returns of it, in a transaction of its own; of two that heard the same, the
-- second one finds the place moved and changes nothing.
with moved as (
  insert into channels.status_channel as c (company_id, source, heard_pos)
  select y.company_id, :source::text, :next::bigint from (select :company_id::bigint as company_id) y
  where y.company_id is not null
  on conflict (company_id, source) do update set heard_pos = excluded.heard_pos where c.heard_pos = :after::bigint
  returning 1
), heard as (
  insert into channels.status_order as t (company_id, source, order_id, heard_pos, told_pos, attempt, failures, due_at)
  select :company_id::bigint, :source::text, w.order_id, w.pos, 0, 0, 0, :now::timestamptz
  from unnest(:order_ids::bigint[], :positions::bigint[]) as w(order_id, pos)
  where exists (select 1 from moved)
  order by w.order_id
  on conflict (company_id, source, order_id) do update
  set heard_pos = greatest(t.heard_pos, excluded.heard_pos), due_at = coalesce(t.due_at, excluded.due_at)
  returning 1
), returns as (
  update channels.open_return t set heard = t.heard + 1,
    due_at = case when t.failures > 0 or t.lease_until is not null then coalesce(t.due_at, :now::timestamptz) else :now::timestamptz end
  from (select distinct w.order_id from unnest(:order_ids::bigint[]) as w(order_id)) w
  where t.company_id = :company_id::bigint and t.source = :source::text and t.order_id = w.order_id and t.state <> 'ended'
    and exists (select 1 from moved)
  returning 1
)
select (select count(*) from moved)::integer as moved, (select count(*) from heard)::integer as heard

-- name: pause_channel :read
-- The shop did not answer, or (with `failures` 0) answers again. In a transaction of its own.
update channels.status_channel c
set due_at = :due_at::timestamptz, failures = :failures::integer, problem = :problem::text
where c.company_id = :company_id::bigint and c.source = :source::text
returning c.failures

-- name: hurry_channel :read
-- The shop may answer again: what waits after failures is due now, returns too. What is due within a lease comes by itself, and may be
-- what is being told. In a transaction of its own.
with hurried as (
  update channels.status_channel c set due_at = null
  where c.company_id = :company_id::bigint and c.source = :source::text and c.due_at > :now::timestamptz
  returning 1
), orders as (
  update channels.status_order t set due_at = :now::timestamptz
  where t.company_id = :company_id::bigint and t.source = :source::text and t.due_at > :lease_until::timestamptz
  returning 1
), returns as (
  update channels.open_return t set due_at = :now::timestamptz
  where t.company_id = :company_id::bigint and t.source = :source::text and t.due_at > :now::timestamptz and t.failures > 0
    and (t.lease_until is null or t.lease_until <= :now::timestamptz)
  returning 1
)
select (select count(*) from hurried)::integer as channels, (select count(*) from orders)::integer as orders

-- name: claim_orders :read
-- Takes orders that are due, past those another process is taking; the lease is the due time. A message that was begun stays
-- the one to be told; else it is the last that was heard. In a transaction of its own.
with due as (
  select t.ctid as place from channels.status_order t
  where t.company_id = :company_id::bigint and t.source = :source::text and t.due_at <= :now::timestamptz
  order by t.due_at limit :count::integer
  for update skip locked
)
update channels.status_order t
set attempt = t.attempt + 1, due_at = :lease_until::timestamptz, sending_pos = coalesce(t.sending_pos, t.heard_pos)
where t.ctid = any (array(select d.place from due d))
-- notnull: sending_pos
-- null: told_hash, shop_state, shop_since, shop_message_id, over_state
returning t.order_id, t.sending_pos, t.attempt, t.failures, t.told_hash, t.shop_state, t.shop_since, t.shop_message_id, t.over_state

-- name: read_bodies :read
-- Messages that were begun before.
select m.order_id, m.body
from unnest(:order_ids::bigint[], :positions::bigint[]) as w(order_id, pos)
join channels.status_message m on m.company_id = :company_id::bigint and m.source = :source::text
  and m.order_id = w.order_id and m.pos = w.pos

-- name: keep_bodies :read
-- Before anything is said: what is said once is said in the same bytes ever after. In a transaction of its own.
with kept as (
  insert into channels.status_message (company_id, source, order_id, pos, body, first_at, state, attempts)
  select :company_id::bigint, :source::text, w.order_id, w.pos, w.body, :now::timestamptz, 'sending', 0
  from unnest(:order_ids::bigint[], :positions::bigint[], :bodies::bytea[]) as w(order_id, pos, body)
  order by w.order_id
  on conflict do nothing
  returning 1
)
select count(*)::integer as kept from kept

-- name: settle_orders :read
-- What became of claimed orders. An attempt that another one has followed settles nothing. told, unchanged: the shop knows; what
-- was told with a problem is compared with the shop again next time. refused: it said no, and waits for a person or the next
-- fact. waiting: nothing was said, the next fact goes before. later: it may have been said, so the same is said again.
-- released: it was not this one's turn. `shop_states`: the state of the shop that contradicts, '' for none; `message_ids`: the message as
-- which the shop's order was taken, 0 for none; `overs`: it was told over a state of the shop, as a person had wanted; `froms`, `versions`:
-- of the shop's order before and after what was written, 0 for nothing. In a transaction of its own.
with settled as (
  update channels.status_order t
  set told_pos = case when w.outcome in ('told', 'unchanged') then w.pos else t.told_pos end,
    told_hash = case when w.outcome <> 'told' then t.told_hash when w.problem = '' then w.hash end,
    sending_pos = case when w.outcome in ('later', 'released') then t.sending_pos end,
    failures = case when w.outcome in ('later', 'waiting') then t.failures + 1 when w.outcome = 'released' then t.failures else 0 end,
    problem = case when w.outcome = 'released' then t.problem else nullif(w.problem, '') end,
    due_at = case when w.outcome not in ('later', 'released') and t.heard_pos > w.pos then :now::timestamptz
      when w.outcome in ('later', 'waiting', 'released') then w.due_at end,
    shop_state = case when w.outcome in ('later', 'released') then t.shop_state else nullif(w.shop_state, '') end,
    shop_since = case when w.outcome in ('later', 'released') or t.shop_state = w.shop_state then t.shop_since
      when w.shop_state <> '' then :now::timestamptz end,
    shop_message_id = case when w.outcome in ('later', 'released') then t.shop_message_id
      when t.shop_state = w.shop_state then coalesce(nullif(w.message_id, 0), t.shop_message_id)
      else nullif(w.message_id, 0) end,
    over_state = case when w.outcome in ('told', 'refused') then null else t.over_state end,
    over_by = case when w.outcome in ('told', 'refused') then null else t.over_by end,
    told_from = case when w.version = 0 or t.told_version = w.from_version then t.told_from else w.from_version end,
    told_version = case when w.version = 0 then t.told_version else w.version end
  from unnest(:order_ids::bigint[], :attempts::integer[], :positions::bigint[], :outcomes::text[], :due_ats::timestamptz[],
    :hashes::bytea[], :problems::text[], :shop_states::text[], :message_ids::bigint[], :overs::boolean[], :froms::bigint[],
    :versions::bigint[])
    as w(order_id, attempt, pos, outcome, due_at, hash, problem, shop_state, message_id, "over", from_version, version)
  join channels.status_order b on b.company_id = :company_id::bigint and b.source = :source::text and b.order_id = w.order_id
  where t.company_id = b.company_id and t.source = b.source and t.order_id = w.order_id
    and t.attempt = w.attempt and t.sending_pos = w.pos
  returning t.order_id, w.pos, w.outcome, w.problem, case when w."over" then b.over_by end as over_by
), noted as (
  update channels.status_message m
  set state = s.outcome, attempts = m.attempts + 1, answered_at = :now::timestamptz, problem = nullif(s.problem, ''),
    over_by = coalesce(s.over_by, m.over_by)
  from settled s
  where s.outcome <> 'released'
    and m.company_id = :company_id::bigint and m.source = :source::text and m.order_id = s.order_id and m.pos = s.pos
)
select count(*)::integer as settled from settled

-- name: retry_orders :read
-- A person wants it told again, from what is so now, and its returns with it. `over_state`: also over that state of the shop, if it still
-- is what contradicts; '' for none. In a transaction of its own; one that is being told is left alone.
with returns as (
  update channels.open_return t set due_at = :now::timestamptz
  where t.company_id = :company_id::bigint and t.source = :source::text and t.order_id = :order_id::bigint
    and t.state <> 'ended' and (t.lease_until is null or t.lease_until <= :now::timestamptz)
)
update channels.status_order t set due_at = :now::timestamptz, told_hash = null,
  over_state = nullif(:over_state::text, ''), over_by = case when :over_state::text <> '' then :actor::text end
where t.company_id = :company_id::bigint and t.source = :source::text and t.order_id = :order_id::bigint
  and (t.sending_pos is null or t.failures > 0) and (:over_state::text = '' or t.shop_state = :over_state::text)
returning t.order_id

-- name: list_orders :read
-- By order. `troubled`: only those with a problem; `waiting`: only those the shop does not know all of.
-- null: sending_pos, problem, due_at, shop_state, shop_since, shop_message_id
select t.order_id, t.heard_pos, t.told_pos, t.sending_pos, t.attempt, t.failures, t.problem, t.due_at, t.shop_state, t.shop_since,
  t.shop_message_id
from channels.status_order t
where t.company_id = :company_id::bigint and t.source = :source::text and t.order_id > :after::bigint
  and (not :troubled::boolean or t.problem is not null) and (not :waiting::boolean or t.due_at is not null)
order by t.order_id limit :fetch::bigint

-- name: read_messages :read
-- What the shop was told of an order, the last first.
-- null: answered_at, problem, over_by
select m.pos, m.body, m.first_at, m.state, m.attempts, m.answered_at, m.problem, m.over_by
from channels.status_message m
where m.company_id = :company_id::bigint and m.source = :source::text and m.order_id = :order_id::bigint
order by m.pos desc limit 200
