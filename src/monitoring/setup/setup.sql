-- name: read_company_set_up :read
-- What the company itself has: calendars, series, the period of a day, the day to which the books are closed.
-- null: closed_to
select
  (select count(*) from organization.calendar c where c.company_id = :company_id::bigint) as calendars,
  array(select s.kind || ' ' || s.code from organization.document_series s where s.company_id = :company_id::bigint) as series,
  array(select p.code from ledger.period p where p.company_id = :company_id::bigint
    and :today::date between p.starts_on and p.ends_on limit 1) as periods,
  (select h.closed_to from platform.company_head h where h.company_id = :company_id::bigint) as closed_to,
  array(select distinct a.control from ledger.account a
    where a.company_id = :company_id::bigint and a.control is not null) as controls

-- name: read_posting_kinds :read
-- What posting rules may ask for: order types that rules of recognition give, and classes of what can be sold.
select
  array(select distinct r.order_type from orders.recognition_rule r
    where r.company_id = :company_id::bigint and r.active and r.fail_reason is null) as order_types,
  array(select distinct i.item_class from catalog.item i
    where i.company_id = :company_id::bigint and i.active limit :most::bigint) as item_classes

-- name: read_offer :read
-- Is there anything to sell, and are goods among it?
select
  exists (select 1 from catalog.item i where i.company_id = :company_id::bigint and i.active) as items,
  exists (select 1 from catalog.item i
    where i.company_id = :company_id::bigint and i.active and i.kind = 'goods') as goods

-- name: read_unpriced :read
-- The first of what can be sold that has no price for everyone on a day, in the currency of the company.
select i.sku from catalog.item i
where i.company_id = :company_id::bigint and i.active
  and not exists (
    select 1 from pricing.price p
    join pricing.price_list l on l.company_id = p.company_id and l.id = p.list_id
    where p.company_id = i.company_id and p.item_id = i.id and l.segment is null and l.currency = :currency::text
      and :today::date between p.valid_from and coalesce(p.valid_to, :today::date)
      and :today::date between l.valid_from and coalesce(l.valid_to, :today::date))
  and not exists (
    select 1 from inventory.system_price o
    where o.company_id = i.company_id and o.item_id = i.id and o.currency = :currency::text)
order by i.sku limit :most::bigint

-- name: read_missing_rates :read
-- Countries that are sold to (the own one, those of freight rules and of the first thousand accounts), each with a tax code
-- of an item that has no rate there on a day.
with sold as (
  select :country::text as country
  union
  select f.country from pricing.freight_rule f where f.company_id = :company_id::bigint and f.country is not null
  union
  select a.ship_to_country from (
    select a.ship_to_country from customers.account a where a.company_id = :company_id::bigint
    order by a.company_id, a.id limit 1000
  ) a
), codes as (
  select distinct i.tax_code from catalog.item i where i.company_id = :company_id::bigint and i.active
    and i.tax_code <> :untaxed::text
)
select s.country, c.tax_code
from sold s cross join codes c
where not exists (
  select 1 from tax.rate r
  where r.company_id = :company_id::bigint and r.tax_code = c.tax_code and r.country = s.country
    and :today::date between r.valid_from and coalesce(r.valid_to, :today::date))
order by s.country, c.tax_code limit :most::bigint

-- name: read_places :read
select
  (select count(*) from inventory.location l where l.company_id = :company_id::bigint) as locations,
  array(select l.rank::text from inventory.location l where l.company_id = :company_id::bigint
    group by l.rank having count(*) > 1 order by l.rank limit 5) as shared_ranks,
  exists (select 1 from inventory.stock_gate g where g.company_id = :company_id::bigint and g.on_hand > 0) as stock,
  exists (select 1 from inventory.supply s where s.company_id = :company_id::bigint and s.received < s.quantity) as supply

-- name: read_reception :read
select
  exists (select 1 from customers.account a where a.company_id = :company_id::bigint) as accounts,
  array(select s.code from orders.source_system s
    where s.company_id = :company_id::bigint and s.active order by s.code limit 20) as sources,
  exists (select 1 from orders.source_system s
    where s.company_id = :company_id::bigint and s.active and s.create_customers) as creates_customers,
  (select count(*) from orders.recognition_rule r where r.company_id = :company_id::bigint and r.active) as rules,
  exists (select 1 from orders.recognition_rule r
    where r.company_id = :company_id::bigint and r.active and r.fail_reason is null) as accepts

-- name: read_unknown_patterns :read
-- Patterns that items name and the company has not described; those that come with Docket are among them.
select w.pattern from (
  select distinct i.pattern from catalog.item i where i.company_id = :company_id::bigint and i.active
) w
where not exists (
  select 1 from orchestration.pattern p
  where p.company_id = :company_id::bigint and p.code = w.pattern and p.active)
order by w.pattern limit 20

-- name: read_people :read
-- Who may work here: insiders besides the one of the first run, whether that one still has its first password, programs.
select
  array(select u.login from platform.app_user u
    where not u.disabled and u.created_by <> 'first-run' and exists (
      select 1 from platform.user_grant g
      where g.user_id = u.user_id and g.company_id in (0, :company_id::bigint) and g.role not in ('partner', 'customer'))
    order by u.user_id limit 3) as people,
  exists (select 1 from platform.app_user u
    where not u.disabled and u.created_by = 'first-run' and not exists (
      select 1 from platform.auth_event e where e.subject = 'user:' || u.user_id and e.act = 'set_password')
  ) as first_password,
  array(select k.name from platform.api_key k
    where k.company_id in (0, :company_id::bigint) and k.revoked_at is null
      and (k.expires_at is null or k.expires_at > :now::timestamptz)
      and k.created_by <> 'docket' and not ('admin' = any(k.scopes))
    order by k.key_id limit 3) as programs,
  array(select k.name from platform.api_key k
    where k.company_id in (0, :company_id::bigint) and k.revoked_at is null
      and (k.expires_at is null or k.expires_at > :now::timestamptz)
      and 'admin' = any(k.scopes)
    order by k.key_id limit 3) as masters

-- name: read_last_records :read
-- The last record of each step, of each kind: by time, since ids of several processes are in no order.
-- null: remedy
select distinct on (r.step, r.act) r.step, r.act, r.at, r.actor, r.state, r.found, r.remedy
from monitoring.setup_record r where r.company_id = :company_id::bigint
order by r.step, r.act, r.at desc, r.id desc

-- name: insert_setup_records :write insert
insert into monitoring.setup_record (company_id, step, id, batch, act, at, actor, state, found, remedy)
select r.* from :rows(company_id bigint, step text, id bigint, batch bigint, act text, at timestamptz, actor text, state text,
  found text, remedy text)
order by r.company_id, r.step, r.id

-- name: read_goods_to_try :read
-- One item of each of the first classes, cheapest price of today first: what the test order orders.
-- null: valid_to
select distinct on (i.item_class) i.sku, i.name, i.item_class, i.kind, i.uom, i.tax_code, i.pattern, l.code as list,
  p.valid_from, p.valid_to, p.unit_price
from catalog.item i
join pricing.price p on p.company_id = i.company_id and p.item_id = i.id and p.uom = i.uom
join pricing.price_list l on l.company_id = p.company_id and l.id = p.list_id
where i.company_id = :company_id::bigint and i.active and l.segment is null and l.currency = :currency::text
  and :today::date between p.valid_from and coalesce(p.valid_to, :today::date)
  and :today::date between l.valid_from and coalesce(l.valid_to, :today::date)
order by i.item_class, p.unit_price, i.sku limit :most::bigint

-- name: read_mark :read
-- null: mark
select c.custom ->> :mark::text as mark from organization.company c where c.code = :code::text

-- name: count_waiting_drafts :read
-- Drafts that came while the company was set up; a bounded number of them is looked at.
select count(*) as drafts from (
  select 1 from orders.order_state s
  where s.company_id = :company_id::bigint and s.status = 'draft' limit :most::bigint
) d

-- name: read_channels_set_up :read
-- Active channels: when a genuine message came last, and what of their mapping fails. `astray`: words that lead to what is not
-- here, and what the checkout offers without being understood when it comes back. `unmapped`: words of the newest messages
-- that none of ours is said for, while their order is still a draft.
-- null: heard_at, refused, refused_at
select c.code, c.source, r.messages as refused, r.last_at as refused_at, (
    select d.last_at from channels.message d where d.company_id = c.company_id and d.channel_id = c.id order by d.id desc limit 1
  ) as heard_at,
  exists (select 1 from orders.source_system s
    where s.company_id = c.company_id and s.code = c.source and s.active and s.pre_priced) as takes_orders,
  array(
    select 'place "' || w.key || '" leads to ' || w.value || ', which is no location'
    from jsonb_each_text(coalesce(c.settings -> 'locations', '{}')) w
    where not exists (select 1 from inventory.location l where l.company_id = c.company_id and l.code = w.value)
    union all
    select 'site "' || w.key || '" stands for ' || (w.value ->> 'location') || ', which is no location'
    from jsonb_each(coalesce(c.settings -> 'sites', '{}')) w
    where w.value ->> 'location' is not null and not exists (
      select 1 from inventory.location l where l.company_id = c.company_id and l.code = w.value ->> 'location')
    union all
    select 'SKU "' || w.key || '" leads to ' || w.value || ', which cannot be sold'
    from jsonb_each_text(coalesce(c.settings -> 'skus', '{}')) w
    where not exists (
      select 1 from catalog.item i where i.company_id = c.company_id and i.sku = w.value and i.active)
    union all
    select 'shipping method "' || w.key || '" is offered and not mapped'
    from jsonb_object_keys(coalesce(c.settings -> 'shippingOffers', '{}')) w(key)
    where coalesce(c.settings -> 'shippingMethods', '{}') -> w.key is null
    order by 1 limit 20
  ) as astray,
  array(
    select distinct p.value ->> 'message'
    from unnest(array['draft', 'kept', 'failed']) o(outcome)
    cross join lateral (
      select d.problems, d.order_id from channels.message d
      where d.company_id = c.company_id and d.channel_id = c.id and d.outcome = o.outcome
      order by d.id desc limit :most::bigint
    ) m
    cross join lateral jsonb_array_elements(m.problems) p
    where p.value ->> 'code' = 'unmapped' and not exists (
      select 1 from orders.order_state s where s.company_id = c.company_id and s.order_id = m.order_id and s.status <> 'draft')
    order by 1 limit 20
  ) as unmapped
from channels.channel c
left join channels.refused r on r.company_id = c.company_id and r.channel_id = c.id
where c.company_id = :company_id::bigint and c.active
order by c.code

-- name: read_channel_orders :read
-- For each active channel its newest order that came in with nothing wrong but that the company is not live, and whether its shop
-- answered for it. `one_way`: it cannot be told, by its kind or because somebody said why it is not.
-- null: order_key, problem, due_at
-- notnull: told, one_way
select c.code, m.order_key,
  exists (
    select 1 from channels.status_message s where s.company_id = c.company_id and s.source = c.source
      and s.order_id = m.order_id and s.state = 'told') as told,
  t.source is null and (c.kind <> 'commerce' or exists (
    select 1 from monitoring.setup_record r
    where r.company_id = c.company_id and r.step = 'application' and r.act = 'waived')) as one_way,
  coalesce(o.problem, t.problem) as problem, coalesce(t.due_at, case when o.problem is not null then o.due_at end) as due_at
from channels.channel c
left join lateral (
  select n.key as order_key, n.order_id from (
    select d.id, d.key, d.order_id, d.outcome, d.problems from channels.message d
    where d.company_id = c.company_id and d.channel_id = c.id and d.event = 'order_submitted'
    order by d.id desc limit :most::bigint
  ) n
  where n.order_id is not null and n.outcome in ('accepted', 'draft', 'duplicate') and not exists (
    select 1 from jsonb_array_elements(n.problems) p where p.value ->> 'code' <> 'company_not_live')
  order by n.id desc limit 1
) m on true
left join channels.status_channel t on t.company_id = c.company_id and t.source = c.source
left join channels.status_order o on o.company_id = c.company_id and o.source = c.source and o.order_id = m.order_id
where c.company_id = :company_id::bigint and c.active
order by c.code

-- name: read_subscriptions :read
-- Enabled endpoints: how each stands, and its newest delivery since a time (its log is looked at along time, a bounded stretch).
-- null: delivered_at, set_aside_at, problem
select e.code, s.set_aside_at, s.problem, (
    select a.at from (
      select a.at, a.id, a.outcome from channels.webhook_attempt a
      where a.company_id = e.company_id and a.endpoint_id = e.id and a.at >= :since::timestamptz
      order by a.at desc, a.id desc limit :most::bigint
    ) a where a.outcome = 'delivered' order by a.at desc limit 1
  ) as delivered_at
from channels.webhook_endpoint e
join channels.webhook_state s on s.company_id = e.company_id and s.endpoint_id = e.id
where e.company_id = :company_id::bigint and e.enabled and not e.deleted
order by e.code

-- name: read_alert_messages :read
-- Of each kind of receiver the newest message about an alert, a test among them, that was sent or given up, or is late.
-- null: sent_at, problem
select distinct on (m.target) m.target, m.state, m.made_at, m.sent_at, m.problem
from (
  select m.id, m.target, m.state, m.made_at, m.sent_at, m.problem from monitoring.message m
  where m.company_id in (0, :company_id::bigint) order by m.id desc limit :most::bigint
) m
order by m.target, m.id desc

-- name: read_proven_backup :read
-- The newest backup that restored with every law holding, and the newest that was taken.
-- null: tried_at, ended_at, taken_at
select p.tried_at, p.ended_at, (
    select max(b.ended_at) from platform.backup_public b where b.taken) as taken_at
from (values (1)) one(n)
left join lateral (
  select b.tried_at, b.ended_at from platform.backup_public b where b.proven order by b.tried_at desc limit 1
) p on true

-- name: read_shops :read
-- Is there a channel whose shop can be told and asked, or a shop that is told of its orders?
select exists (
    select 1 from channels.channel c where c.company_id = :company_id::bigint and c.active and c.kind = 'commerce')
  or exists (select 1 from channels.status_channel t where t.company_id = :company_id::bigint) as shops
