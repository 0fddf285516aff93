-- name: insert_message :write insert
-- The log of what came; its bytes stand in channels.intake under the same id.
insert into channels.message (company_id, id, channel_id, event, key, version, received_at, last_at, came, outcome, problems,
  cut, place, batch, order_id, attempts, due_at)
select r.*, null, 0, case when r.outcome = 'waiting' then r.received_at end
from :rows(company_id bigint, id bigint, channel_id bigint, event text, key text, version bigint, received_at timestamptz,
  last_at timestamptz, came integer, outcome text, problems jsonb, cut boolean, place text, batch bigint)

-- name: count_again :write insert
-- The same bytes came again.
update channels.message d set came = d.came + r.times, last_at = greatest(d.last_at, r.last_at)
from :rows(company_id bigint, id bigint, times integer, last_at timestamptz)
where d.company_id = r.company_id and d.id = r.id

-- name: claim_messages :read
-- What is due, the oldest first, in a transaction of its own: it is due again at `until`, when who claimed it died.
-- null: version, order_id
with due as (
  select d.company_id, d.id from channels.message d where d.cut = :cut::boolean and d.due_at <= :now::timestamptz
  order by d.due_at, d.id limit :most::integer for update skip locked
), claimed as (
  update channels.message d set due_at = :until::timestamptz, attempts = d.attempts + 1
  from due where d.company_id = due.company_id and d.id = due.id
  returning d.company_id, d.id, d.channel_id, d.event, d.key, d.version, d.order_id, d.attempts
)
select c.company_id, c.id, c.channel_id, c.event, c.key, c.version, c.order_id, c.attempts from claimed c order by c.id

-- name: read_bodies :read
select i.company_id, i.id, i.body, i.key, i.body_hash, i.content_type
from unnest(:company_ids::bigint[], :ids::bigint[]) as w(company_id, id)
cross join lateral (select * from channels.intake i where i.company_id = w.company_id and i.id = w.id offset 0) i

-- name: settle_message :write insert
-- What became of it. Who claimed it later has it now: an older claim changes nothing.
update channels.message d set outcome = r.outcome, problems = r.problems, order_id = coalesce(r.order_id, d.order_id),
  due_at = r.due_at
from :rows(company_id bigint, id bigint, attempts integer, outcome text, problems jsonb, order_id bigint, due_at timestamptz)
where d.company_id = r.company_id and d.id = r.id and d.attempts = r.attempts and d.due_at is not null

-- name: orders_of_keys :read
-- Which order a key of the channel is, and the newest version of it that led there.
-- notnull: order_id, message_id, cut
-- null: version
select w.company_id, w.channel_id, w.key, o.order_id, o.version, o.id as message_id, o.cut
from unnest(:company_ids::bigint[], :channel_ids::bigint[], :keys::text[]) as w(company_id, channel_id, key)
cross join lateral (
  select d.id, d.order_id, d.version, d.cut from channels.message d
  where d.company_id = w.company_id and d.channel_id = w.channel_id and d.key = w.key and d.event = 'order_submitted'
    and d.outcome in ('accepted', 'draft', 'duplicate') and d.order_id is not null
  order by d.version desc nulls last, d.id limit 1
) o

-- name: first_of_keys :read
-- When a channel first spoke of returns by these names.
-- notnull: first_at
select w.company_id, w.channel_id, w.key, m.first_at
from unnest(:company_ids::bigint[], :channel_ids::bigint[], :keys::text[]) as w(company_id, channel_id, key)
cross join lateral (
  select min(d.received_at) as first_at from channels.message d
  where d.company_id = w.company_id and d.channel_id = w.channel_id and d.key = w.key and d.event = 'return_updated'
) m
where m.first_at is not null

-- name: cancelled_keys :read
-- Orders that the shop cancelled before they were here.
select w.company_id, w.channel_id, w.key
from unnest(:company_ids::bigint[], :channel_ids::bigint[], :keys::text[]) as w(company_id, channel_id, key)
where exists (
  select 1 from channels.message d
  where d.company_id = w.company_id and d.channel_id = w.channel_id and d.key = w.key and d.event = 'order_cancelled'
)

-- name: orders_on_their_way :read
-- Keys of which an order came that is not worked off yet, before the message `before`; `whole`: nobody is asked for it first.
-- notnull: whole
select w.company_id, w.channel_id, w.key, o.whole
from unnest(:company_ids::bigint[], :channel_ids::bigint[], :keys::text[], :before::bigint[]) as w(company_id, channel_id, key, before)
cross join lateral (
  select bool_or(not d.cut) as whole from channels.message d
  where d.company_id = w.company_id and d.channel_id = w.channel_id and d.key = w.key and d.event = 'order_submitted'
    and d.outcome = 'waiting' and d.id < w.before
) o
where o.whole is not null

-- name: wake_cancellations :write insert
-- The order that they came too early for is here: they are worked off again. Whoever has one in hand settles nothing more.
update channels.message d set outcome = 'waiting', problems = '[]'::jsonb, attempts = d.attempts + 1, due_at = r.due_at
from :rows(company_id bigint, channel_id bigint, key text, due_at timestamptz)
where d.company_id = r.company_id and d.channel_id = r.channel_id and d.key = r.key and d.event = 'order_cancelled'
  and d.outcome in ('kept', 'waiting')

-- name: list_messages :read
-- The newest first, between two ids (see `find_place`); each filter is a statement of its own, for plans are made without
-- knowing which are given.
-- null: version, order_id, place
select d.id, d.event, d.key, d.version, d.received_at, d.last_at, d.came, d.outcome, d.problems, d.order_id, d.attempts, d.due_at, d.place
from channels.message d
where d.company_id = :company_id::bigint and d.channel_id = :channel_id::bigint
  and d.id >= :from_id::bigint and d.id < :before_id::bigint
  and d.received_at >= :since::timestamptz and d.received_at < :until::timestamptz
order by d.id desc limit :fetch::integer

-- name: list_messages_of_key :read
-- The newest first.
-- null: version, order_id, place
select d.id, d.event, d.key, d.version, d.received_at, d.last_at, d.came, d.outcome, d.problems, d.order_id, d.attempts, d.due_at, d.place
from channels.message d
where d.company_id = :company_id::bigint and d.channel_id = :channel_id::bigint
  and d.id >= :from_id::bigint and d.id < :before_id::bigint
  and d.received_at >= :since::timestamptz and d.received_at < :until::timestamptz
  and d.key = :key::text and (:outcome::text is null or d.outcome = :outcome::text)
  and (:event::text is null or d.event = :event::text)
order by d.id desc limit :fetch::integer

-- name: list_messages_of_outcome :read
-- The newest first.
-- null: version, order_id, place
select d.id, d.event, d.key, d.version, d.received_at, d.last_at, d.came, d.outcome, d.problems, d.order_id, d.attempts, d.due_at, d.place
from channels.message d
where d.company_id = :company_id::bigint and d.channel_id = :channel_id::bigint
  and d.id >= :from_id::bigint and d.id < :before_id::bigint
  and d.received_at >= :since::timestamptz and d.received_at < :until::timestamptz
  and d.outcome = :outcome::text and (:event::text is null or d.event = :event::text)
order by d.id desc limit :fetch::integer

-- name: list_messages_of_event :read
-- The newest first.
-- null: version, order_id, place
select d.id, d.event, d.key, d.version, d.received_at, d.last_at, d.came, d.outcome, d.problems, d.order_id, d.attempts, d.due_at, d.place
from channels.message d
where d.company_id = :company_id::bigint and d.channel_id = :channel_id::bigint
  and d.id >= :from_id::bigint and d.id < :before_id::bigint
  and d.received_at >= :since::timestamptz and d.received_at < :until::timestamptz
  and d.event = :event::text
order by d.id desc limit :fetch::integer

-- name: find_place :read
-- The id from which on messages of a channel were received at a time or later. Ids follow time closely, so their span is
-- halved, a look along the index each, instead of reading all that is newer.
-- notnull: id
with recursive span(low, high) as (
  select 0::bigint, coalesce((
    select max(d.id) from channels.message d
    where d.company_id = :company_id::bigint and d.channel_id = :channel_id::bigint
  ), 0) + 1
  union all
  select case when m.received_at < :at::timestamptz then m.id + 1 else s.low end,
    case when m.received_at < :at::timestamptz then s.high else s.low + (s.high - s.low) / 2 end
  from span s
  left join lateral (
    select d.id, d.received_at from channels.message d
    where d.company_id = :company_id::bigint and d.channel_id = :channel_id::bigint
      and d.id >= s.low + (s.high - s.low) / 2 and d.id < s.high
    order by d.id limit 1
  ) m on true
  where s.low < s.high
)
select s.high as id from span s where s.low >= s.high

-- name: read_message :read
-- One, with how its bytes are kept.
-- null: version, order_id, place
-- notnull: erased
select d.id, d.event, d.key, d.version, d.received_at, d.last_at, d.came, d.outcome, d.problems, d.order_id, d.attempts, d.due_at,
  d.place, i.content_type, i.body_hash, i.key is null as erased
from channels.message d
join channels.intake i on i.company_id = d.company_id and i.id = d.id
where d.company_id = :company_id::bigint and d.channel_id = :channel_id::bigint and d.id = :id::bigint

-- name: read_messages :read
-- Those of a gateway are worked off by whoever they are handed on to: webhooks are replayed, not they.
-- notnull: outcome
select d.company_id, d.id, d.channel_id, case when d.batch is null then d.outcome else 'accepted' end as outcome
from unnest(:company_ids::bigint[], :ids::bigint[]) as w(company_id, id)
join channels.message d on d.company_id = w.company_id and d.id = w.id

-- name: replay_message :write insert
-- It is worked off anew, from its bytes, by the set-up that stands then.
update channels.message d set outcome = 'waiting', problems = '[]'::jsonb, attempts = d.attempts + 1, due_at = r.due_at
from :rows(company_id bigint, id bigint, due_at timestamptz)
where d.company_id = r.company_id and d.id = r.id and d.outcome in ('draft', 'kept', 'failed')
