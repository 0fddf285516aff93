-- name: begin_payments :read
-- Payments that are new, each with its work, in a transaction of its own; one that is there already is left alone. Of two that begin
-- the same one, the second waits for the first to commit.
-- notnull: channel_id, key
with begun as (
  insert into channels.payment (company_id, channel_id, key, gateway_key, source, gateway, kind, order_key, part, method, amount,
    currency, about, actor, reason, began_at)
  select w.company_id, w.channel_id, w.key, w.gateway_key, w.source, w.gateway, w.kind, w.order_key, w.part, w.method, w.amount,
    w.currency, nullif(w.about, ''), w.actor, null, :now::timestamptz
  from unnest(:company_ids::bigint[], :channel_ids::bigint[], :keys::text[], :gateway_keys::text[], :sources::text[], :gateways::text[],
    :kinds::text[], :order_keys::text[], :parts::text[], :methods::text[], :amounts::bigint[], :currencies::text[], :abouts::text[],
    :actors::text[]) as w(company_id, channel_id, key, gateway_key, source, gateway, kind, order_key, part, method, amount, currency, about, actor)
  order by w.company_id, w.channel_id, w.key
  on conflict do nothing
  returning company_id, channel_id, key, gateway
), working as (
  insert into channels.payment_work (company_id, channel_id, key, gateway, state, attempt, lease_until, due_at)
  select b.company_id, b.channel_id, b.key, b.gateway, 'asking', 1, :lease_until::timestamptz, :due_at::timestamptz from begun b
  returning channel_id, key
)
select k.channel_id, k.key from working k

-- name: read_payments :read
-- Payments as they stand, each with its last answer. `superseded`: a later authorization of the same part of the order was given.
-- notnull: superseded
-- null: about, lease_until, due_at, problem, answered_at, answer_amount, balance, reference, code, message, reason, gateway_key, about_key
select p.company_id, p.channel_id, c.code as channel, p.key, p.gateway_key, b.gateway_key as about_key, p.source, p.gateway, p.kind, p.order_key, p.part, p.method, p.amount, p.currency, p.about,
  p.actor, p.reason, p.began_at, k.state, k.attempt, k.lease_until, k.due_at, k.problem, k.heard,
  p.kind = 'authorization' and exists (
    select from channels.payment l
    join channels.payment_work m on m.company_id = l.company_id and m.channel_id = l.channel_id and m.key = l.key
    where l.company_id = p.company_id and l.source = p.source and l.order_key = p.order_key and l.channel_id = p.channel_id
      and l.part = p.part and l.kind = 'authorization' and l.began_at > p.began_at and m.state = 'approved') as superseded,
  a.at as answered_at,
  a.amount as answer_amount, a.balance, a.reference, a.code, a.message
from unnest(:company_ids::bigint[], :channel_ids::bigint[], :keys::text[]) as w(company_id, channel_id, key)
join channels.payment p on p.company_id = w.company_id and p.channel_id = w.channel_id and p.key = w.key
join channels.payment_work k on k.company_id = p.company_id and k.channel_id = p.channel_id and k.key = p.key
join channels.channel c on c.company_id = p.company_id and c.id = p.channel_id
left join channels.payment b on b.company_id = p.company_id and b.channel_id = p.channel_id and b.key = p.about
left join lateral (
  select x.* from channels.payment_answer x where x.company_id = p.company_id and x.channel_id = p.channel_id and x.key = p.key
  order by x.attempt desc limit 1
) a on true

-- name: find_authorizations :read
-- The last authorization of each of these payments of orders that was given; it may have been released since.
-- notnull: ordinal
-- null: gateway_key
select w.ordinal, p.key, p.gateway_key, p.gateway, p.amount, p.currency
from unnest(:company_ids::bigint[], :channel_ids::bigint[], :sources::text[], :order_keys::text[], :parts::text[]) with ordinality
  as w(company_id, channel_id, source, order_key, part, ordinal)
cross join lateral (
  select p.* from channels.payment p
  join channels.payment_work k on k.company_id = p.company_id and k.channel_id = p.channel_id and k.key = p.key
  where p.company_id = w.company_id and p.source = w.source and p.channel_id = w.channel_id
    and p.order_key = w.order_key and p.part = w.part and p.kind = 'authorization' and k.state in ('approved', 'partial', 'released')
  order by p.began_at desc limit 1
) p

-- name: take_up_payments :read
-- Whoever asks again about one that is in doubt asks the gateway again, if nobody does so just now. In a transaction of its own.
update channels.payment_work k
set attempt = k.attempt + 1, state = 'asking', lease_until = :lease_until::timestamptz, due_at = :due_at::timestamptz
from unnest(:company_ids::bigint[], :channel_ids::bigint[], :keys::text[]) as w(company_id, channel_id, key)
where k.company_id = w.company_id and k.channel_id = w.channel_id and k.key = w.key and k.state in ('asking', 'unknown')
  and (k.lease_until is null or k.lease_until <= :now::timestamptz)
returning k.channel_id, k.key, k.attempt

-- name: keep_payments :read
-- The sender heard of an authorization (again): it waits for its order from now on. Nothing when it is being released, or when its
-- order is here. A job that has it in hand finds another attempt, and releases nothing. In a transaction of its own.
update channels.payment_work k
set due_at = greatest(k.due_at, :due_at::timestamptz), attempt = k.attempt + 1, lease_until = null, heard = true
from unnest(:company_ids::bigint[], :channel_ids::bigint[], :keys::text[]) as w(company_id, channel_id, key)
where k.company_id = w.company_id and k.channel_id = w.channel_id and k.key = w.key and k.state = 'approved' and k.due_at is not null
returning k.channel_id, k.key

-- name: claim_due_payments :read
-- Takes what is due at a gateway, past what another process is taking. In a transaction of its own.
with due as (
  select k.ctid as place from channels.payment_work k
  where k.gateway = :gateway::text and k.due_at <= :now::timestamptz and (k.lease_until is null or k.lease_until <= :now::timestamptz)
  order by k.due_at limit :count::integer
  for update skip locked
)
update channels.payment_work k
set attempt = k.attempt + 1, lease_until = :lease_until::timestamptz, due_at = :lease_until::timestamptz
where k.ctid = any (array(select d.place from due d))
returning k.company_id, k.channel_id, k.key

-- name: settle_payments :read
-- What became of attempts, `heard` by who asked or found by a job; one that another has followed settles nothing. An answer that was heard stands for ever; without an
-- `outcome` nothing was. Arrays hold no null: '', -1 and the epoch stand for it. A void that was done releases its authorization, one that
-- was declined leaves it as it was, unless another void of it is under way or was done: that one moves its attempt on, so that one at the
-- same time is noticed. In a transaction of its own.
with given as (
  select w.company_id, w.channel_id, w.key, w.attempt, w.state, nullif(w.due_at, 'epoch'::timestamptz) as due_at,
    nullif(w.problem, '') as problem, nullif(w.outcome, '') as outcome, nullif(w.amount, -1) as amount,
    nullif(w.balance, -1) as balance, nullif(w.reference, '') as reference, nullif(w.code, '') as code,
    nullif(w.message, '') as message
  from unnest(:company_ids::bigint[], :channel_ids::bigint[], :keys::text[], :attempts::integer[], :states::text[],
    :due_ats::timestamptz[], :problems::text[], :outcomes::text[], :amounts::bigint[], :balances::bigint[], :refs::text[],
    :codes::text[], :messages::text[]) as w(company_id, channel_id, key, attempt, state, due_at, problem, outcome, amount, balance,
    reference, code, message)
), settled as (
  update channels.payment_work k
  set state = g.state, lease_until = null, due_at = g.due_at, problem = g.problem,
    heard = k.heard or (:heard::boolean and g.state = 'approved')
  from given g
  where k.company_id = g.company_id and k.channel_id = g.channel_id and k.key = g.key and k.attempt = g.attempt
  returning g.*
), answered as (
  insert into channels.payment_answer (company_id, channel_id, key, attempt, at, outcome, amount, balance, reference, code, message)
  select s.company_id, s.channel_id, s.key, s.attempt, :now::timestamptz, s.outcome, s.amount, s.balance, s.reference, s.code, s.message
  from settled s where s.outcome is not null
  order by s.company_id, s.channel_id, s.key
), released as (
  update channels.payment_work k set state = 'released', attempt = k.attempt + 1, lease_until = null, due_at = null
  from settled s
  join channels.payment p on p.company_id = s.company_id and p.channel_id = s.channel_id and p.key = s.key and p.kind = 'void'
  where s.state = 'approved' and k.company_id = p.company_id and k.channel_id = p.channel_id and k.key = p.about
    and k.state in ('approved', 'partial', 'released')
), standing as (
  update channels.payment_work k set state = a.outcome
  from settled s
  join channels.payment p on p.company_id = s.company_id and p.channel_id = s.channel_id and p.key = s.key and p.kind = 'void'
  join channels.payment_work f on f.company_id = p.company_id and f.channel_id = p.channel_id and f.key = p.about and f.state = 'released'
  cross join lateral (
    select x.outcome from channels.payment_answer x where x.company_id = f.company_id and x.channel_id = f.channel_id and x.key = f.key
      and x.outcome in ('approved', 'partial')
    order by x.attempt desc limit 1
  ) a
  where s.state = 'declined' and k.company_id = f.company_id and k.channel_id = f.channel_id and k.key = f.key and k.attempt = f.attempt
    and not exists (
      select 1 from channels.payment o
      join channels.payment_work w on w.company_id = o.company_id and w.channel_id = o.channel_id and w.key = o.key
      left join settled t on t.company_id = o.company_id and t.channel_id = o.channel_id and t.key = o.key
      where o.company_id = p.company_id and o.source = p.source and o.order_key = p.order_key and o.channel_id = p.channel_id
        and o.about = p.about and o.kind = 'void' and o.key <> p.key and coalesce(t.state, w.state) in ('asking', 'unknown', 'approved')
    )
)
-- notnull: channel_id, key
select s.channel_id, s.key from settled s

-- name: release_authorizations :read
-- Authorizations that nobody needs: each is released, and its void begins. One that the sender was told of meanwhile, or that
-- somebody voids already, is left alone. In a transaction of its own.
with released as (
  update channels.payment_work k set state = 'released', lease_until = null, due_at = null
  from unnest(:company_ids::bigint[], :channel_ids::bigint[], :keys::text[], :attempts::integer[]) as w(company_id, channel_id, key,
    attempt)
  where k.company_id = w.company_id and k.channel_id = w.channel_id and k.key = w.key and k.attempt = w.attempt
    and k.state in ('approved', 'partial')
  returning k.company_id, k.channel_id, k.key
), begun as (
  insert into channels.payment (company_id, channel_id, key, gateway_key, source, gateway, kind, order_key, part, method, amount,
    currency, about, actor, reason, began_at)
  select p.company_id, p.channel_id, p.key || '/void', p.gateway_key || '/void', p.source, p.gateway, 'void', p.order_key, p.part, p.method, p.amount,
    p.currency, p.key, 'docket', w.reason, :now::timestamptz
  from released r
  join unnest(:channel_ids::bigint[], :keys::text[], :reasons::text[]) as w(channel_id, key, reason)
    on w.channel_id = r.channel_id and w.key = r.key
  join channels.payment p on p.company_id = r.company_id and p.channel_id = r.channel_id and p.key = r.key
  order by p.company_id, p.channel_id, p.key
  on conflict do nothing
  returning company_id, channel_id, key, gateway
), working as (
  insert into channels.payment_work (company_id, channel_id, key, gateway, state, attempt, due_at)
  select b.company_id, b.channel_id, b.key, b.gateway, 'asking', 0, :now::timestamptz from begun b
  returning 1
)
select count(*)::integer as voids from working

-- name: rest_authorizations :read
-- Authorizations whose order is here: nothing more is due. In a transaction of its own.
update channels.payment_work k set lease_until = null, due_at = null
from unnest(:company_ids::bigint[], :channel_ids::bigint[], :keys::text[], :attempts::integer[]) as w(company_id, channel_id, key, attempt)
where k.company_id = w.company_id and k.channel_id = w.channel_id and k.key = w.key and k.attempt = w.attempt
returning k.key

-- name: companies_with_payments :read
-- Which companies have payments, whatever their channels name now, and up to where their orders were looked through.
-- notnull: heard_pos
select c.company_id, coalesce(h.heard_pos, 0) as heard_pos
from (select distinct x.company_id from channels.channel x) c
left join channels.payment_heard h on h.company_id = c.company_id
where exists (select 1 from channels.payment p where p.company_id = c.company_id)
order by c.company_id

-- name: hear_cancelled :read
-- Moves the place of a company on; authorizations of orders that were cancelled are due, but for those whose void was declined. A job that
-- has one in hand, and decided before, finds another attempt and changes nothing. Of two that heard the same, the second finds the place
-- moved and changes nothing. In a transaction of its own.
with moved as (
  insert into channels.payment_heard as c (company_id, heard_pos)
  select y.company_id, :next::bigint from (select :company_id::bigint as company_id) y
  where y.company_id is not null
  on conflict (company_id) do update set heard_pos = excluded.heard_pos where c.heard_pos = :after::bigint
  returning 1
), due as (
  update channels.payment_work k set due_at = :now::timestamptz, attempt = k.attempt + 1, lease_until = null
  from unnest(:sources::text[], :order_keys::text[]) as w(source, order_key)
  join channels.payment p on p.company_id = :company_id::bigint and p.source = w.source and p.order_key = w.order_key
  where exists (select 1 from moved)
    and p.kind = 'authorization'
    and k.company_id = p.company_id and k.channel_id = p.channel_id and k.key = p.key and k.state = 'approved'
    and not exists (select 1 from channels.payment v
      where v.company_id = p.company_id and v.channel_id = p.channel_id and v.key = p.key || '/void')
  returning 1
)
select (select count(*) from moved)::integer as moved, (select count(*) from due)::integer as due

-- name: latest_payments :read
-- Which payments of a company began before a place, the last first.
select p.began_at, p.channel_id, p.key from channels.payment p
where p.company_id = :company_id::bigint
  and (:before_at::timestamptz is null
    or (p.began_at, p.channel_id, p.key) < (:before_at::timestamptz, :before_channel::bigint, :before_key::text))
order by p.began_at desc, p.channel_id desc, p.key desc limit :fetch::bigint

-- name: payments_of_order :read
-- Which payments an order of a source has, the first first.
select p.channel_id, p.key from channels.payment p
where p.company_id = :company_id::bigint and p.source = :source::text and p.order_key = :order_key::text
order by p.began_at, p.channel_id, p.key limit :fetch::bigint

-- name: troubled_payments :read
-- Which payments are in doubt or could not be carried out, by key; what was given back since is neither.
select k.channel_id, k.key from channels.payment_work k
where k.company_id = :company_id::bigint and k.problem is not null and k.state <> 'released'
  and (:after_key::text is null or (k.channel_id, k.key) > (:after_channel::bigint, :after_key::text))
order by k.channel_id, k.key limit :fetch::bigint
