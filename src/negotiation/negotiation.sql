-- name: read_quotes :read
-- Quotes with the version that stands (0), or the one that is asked for.
select q.company_id, q.id, q.revision, q.version, q.state, q.sent_version, q.account_id, q.made_at, q.expires_on, q.alternative,
  v.version as shown_version, v.source, v.account_number, v.currency, v.valid_from, v.valid_until, v.customer_reference,
  v.tax_inclusive, v.terms, v.priced_on, v.freight_taxed, v.rule_names,
  a.rules, a.levels, a.level, a.agreed, a.state as approval_state, a.made_by, a.requested_by
from unnest(:company_ids::bigint[], :ids::bigint[], :versions::integer[]) as w(company_id, id, version)
cross join lateral (select * from negotiation.quote q where q.company_id = w.company_id and q.id = w.id offset 0) q
cross join lateral (select * from negotiation.quote_version v where v.company_id = w.company_id and v.quote_id = w.id
  and v.version = coalesce(nullif(w.version, 0), q.version) offset 0) v
left join lateral (select * from negotiation.quote_approval a where a.company_id = w.company_id and a.quote_id = w.id
  and a.version = v.version offset 0) a on true

-- name: read_quote_alternatives :read
select a.company_id, a.quote_id, a.version, a.place, a.code, a.title, a.discounts, a.discount_percent, a.net,
  a.freight, a.tax
from unnest(:company_ids::bigint[], :quote_ids::bigint[], :versions::integer[]) as w(company_id, quote_id, version)
cross join lateral (select * from negotiation.quote_alternative a where a.company_id = w.company_id and a.quote_id = w.quote_id
  and a.version = w.version offset 0) a
order by a.company_id, a.quote_id, a.place

-- name: read_quote_lines :read
select l.company_id, l.quote_id, l.version, l.place, l.line_no, l.parent_no, l.per_parent, l.option, l.stated, l.sku, l.item_name, l.uom,
  l.quantity, l.unit_price, l.amount, l.freight_amount, l.net, l.freight, l.tax, l.tax_percent, l.waterfall, l.agreement, l.sold,
  l.requested_on, l.promises
from unnest(:company_ids::bigint[], :quote_ids::bigint[], :versions::integer[]) as w(company_id, quote_id, version)
cross join lateral (select * from negotiation.quote_line l where l.company_id = w.company_id and l.quote_id = w.quote_id
  and l.version = w.version offset 0) l
order by l.company_id, l.quote_id, l.place, l.line_no

-- name: count_quote_lines :read
-- Lines of all alternatives of the versions that stand: what an acceptance reads.
-- notnull: lines
select q.company_id, q.id, n.lines
from unnest(:company_ids::bigint[], :ids::bigint[]) as w(company_id, id)
cross join lateral (select * from negotiation.quote q where q.company_id = w.company_id and q.id = w.id offset 0) q
cross join lateral (select count(*)::integer as lines from negotiation.quote_line l where l.company_id = q.company_id and l.quote_id = q.id
  and l.version = q.version) n

-- name: read_quote_releases :read
select r.company_id, r.quote_id, r.order_id, r.line_no, r.version, r.place, r.quantity, r.sold_quantity
from unnest(:company_ids::bigint[], :quote_ids::bigint[]) as w(company_id, quote_id)
cross join lateral (select * from negotiation.quote_release r where r.company_id = w.company_id and r.quote_id = w.quote_id offset 0) r
order by r.company_id, r.quote_id, r.order_id, r.line_no

-- name: read_quote_history :read
select h.revision, h.at, h.act, h.actor, h.reason, h.version, h.state
from negotiation.quote_history h
where h.company_id = :company_id::bigint and h.quote_id = :quote_id::bigint
order by h.revision

-- name: list_quotes :read
-- Newest first, along the primary key.
select q.id, q.revision, q.version, q.state, q.sent_version, q.made_at, v.account_number, v.currency, v.valid_from, v.valid_until,
  v.customer_reference
from negotiation.quote q
cross join lateral (select * from negotiation.quote_version v where v.company_id = q.company_id and v.quote_id = q.id
  and v.version = q.version offset 0) v
where q.company_id = :company_id::bigint and q.id < :after::bigint
order by q.id desc limit :most::integer

-- name: list_quotes_in_state :read
-- The same of one state, along quote_state.
select q.id, q.revision, q.version, q.state, q.sent_version, q.made_at, v.account_number, v.currency, v.valid_from, v.valid_until,
  v.customer_reference
from negotiation.quote q
cross join lateral (select * from negotiation.quote_version v where v.company_id = q.company_id and v.quote_id = q.id
  and v.version = q.version offset 0) v
where q.company_id = :company_id::bigint and q.state = :state::text and q.id < :after::bigint
order by q.id desc limit :most::integer

-- name: list_quotes_of_accounts :read
-- Newest first, of each account as many as a page has; `shown`: those alone that the customer was shown as they stand.
select q.id, q.revision, q.version, q.state, q.sent_version, q.made_at, v.account_number, v.currency, v.valid_from, v.valid_until,
  v.customer_reference
from (
  select c.* from unnest(:accounts::bigint[]) as a(id)
  cross join lateral (
    select * from negotiation.quote q
    where q.company_id = :company_id::bigint and q.account_id = a.id and q.id < :after::bigint
      and (:state::text is null or q.state = :state::text) and (not :shown::boolean or q.sent_version = q.version)
    order by q.id desc limit :most::integer
  ) c
) q
cross join lateral (select * from negotiation.quote_version v where v.company_id = q.company_id and v.quote_id = q.id
  and v.version = q.version offset 0) v
order by q.id desc limit :most::integer

-- name: list_quote_approvals :read
-- Quotes that wait, oldest first, along quote_state; `mine`: of which one of these names is asked now or later, unless the actor made or sent
-- it; `anybody` speaks for all. `total`: of the alternative that comes to most.
-- notnull: total, requested_by, act
-- null: reason
select q.id, q.version, v.source, v.account_number, v.currency, a.rules, a.levels, a.level, a.agreed, a.requested_by, t.total, h.act, h.reason
from negotiation.quote q
join negotiation.quote_approval a on a.company_id = q.company_id and a.quote_id = q.id and a.version = q.version
join negotiation.quote_version v on v.company_id = q.company_id and v.quote_id = q.id and v.version = q.version
cross join lateral (select max(b.net + b.freight + b.tax) as total from negotiation.quote_alternative b
  where b.company_id = q.company_id and b.quote_id = q.id and b.version = q.version) t
cross join lateral (select h.act, h.reason from negotiation.quote_history h
  where h.company_id = q.company_id and h.quote_id = q.id order by h.revision desc limit 1) h
where q.company_id = :company_id::bigint and q.state = 'pending_approval' and q.id > :after::bigint
  and (not :mine::boolean or (a.requested_by <> :actor::text and a.made_by <> :actor::text and (:anybody::boolean
    or regexp_split_to_array(array_to_string(a.levels[a.level + 1:], ' or '), ' (or|and) ') && :names::text[])))
order by q.id limit :fetch::bigint

-- name: find_expired_quotes :read
-- Quotes that are with a customer beyond their last day, by the day of each company, behind one of them.
-- notnull: expires_on
select d.company_id, d.id, d.expires_on
from unnest(:company_ids::bigint[], :todays::date[], :after_days::date[], :after_ids::bigint[]) as w(company_id, today, after_day, after_id)
cross join lateral (
  select q.company_id, q.id, q.expires_on from negotiation.quote q
  where q.company_id = w.company_id and q.expires_on is not null and q.expires_on < w.today
    and (q.expires_on, q.id) > (w.after_day, w.after_id)
  order by q.expires_on, q.id limit :most::integer
) d

-- name: insert_quote :write insert
insert into negotiation.quote (company_id, id, revision, version, state, account_id, made_at)
select r.* from :rows(company_id bigint, id bigint, revision bigint, version integer, state text, account_id bigint, made_at timestamptz)

-- name: insert_quote_version :write insert
insert into negotiation.quote_version (company_id, quote_id, version, batch, source, account_id, account_number, currency, valid_from,
  valid_until, customer_reference, tax_inclusive, terms, priced_on, freight_taxed, rule_names)
select r.* from :rows(company_id bigint, quote_id bigint, version integer, batch bigint, source text, account_id bigint,
  account_number text, currency text, valid_from date, valid_until date, customer_reference text, tax_inclusive boolean, terms jsonb,
  priced_on date, freight_taxed boolean, rule_names jsonb)

-- name: insert_quote_alternative :write insert
insert into negotiation.quote_alternative (company_id, quote_id, version, place, code, title, discounts, discount_percent, net, freight,
  tax)
select r.* from :rows(company_id bigint, quote_id bigint, version integer, place integer, code text, title text, discounts jsonb,
  discount_percent numeric, net bigint, freight bigint, tax bigint)

-- name: insert_quote_approval :write insert
insert into negotiation.quote_approval (company_id, quote_id, version, rules, levels, level, agreed, state, made_by, requested_by)
select r.* from :rows(company_id bigint, quote_id bigint, version integer, rules text[], levels text[], level smallint, agreed text[],
  state text, made_by text, requested_by text)

-- name: move_quote_approval :write insert
-- The revision of its quote is verified.
update negotiation.quote_approval a set levels = r.levels, level = r.level, agreed = r.agreed, state = r.state, requested_by = r.requested_by
from :rows(company_id bigint, quote_id bigint, version integer, levels text[], level smallint, agreed text[], state text, requested_by text)
where a.company_id = r.company_id and a.quote_id = r.quote_id and a.version = r.version

-- name: insert_quote_line :write insert
insert into negotiation.quote_line (company_id, quote_id, version, place, line_no, parent_no, per_parent, option, stated, sku,
  item_name, uom,
  quantity, unit_price, amount, freight_amount, net, freight, tax, tax_percent, waterfall, agreement, sold, requested_on, promises)
select r.* from :rows(company_id bigint, quote_id bigint, version integer, place integer, line_no integer, parent_no integer,
  per_parent integer, option text, stated jsonb, sku text, item_name text, uom text, quantity numeric, unit_price numeric, amount bigint,
  freight_amount bigint, net bigint, freight bigint, tax bigint, tax_percent numeric, waterfall jsonb, agreement jsonb, sold jsonb,
  requested_on date, promises jsonb)

-- name: insert_quote_release :write insert
insert into negotiation.quote_release (company_id, quote_id, order_id, line_no, version, place, batch, quantity, sold_quantity)
select r.* from :rows(company_id bigint, quote_id bigint, order_id bigint, line_no integer, version integer, place integer, batch bigint,
  quantity numeric, sold_quantity numeric)

-- name: insert_quote_history :write insert
insert into negotiation.quote_history (company_id, quote_id, revision, batch, at, act, actor, reason, version, state)
select r.* from :rows(company_id bigint, quote_id bigint, revision bigint, batch bigint, at timestamptz, act text, actor text,
  reason text, version integer, state text)

-- name: lock_quotes :lock order
select count(*) as locked from (
  select 1 from negotiation.quote q
  where (q.company_id, q.id) in (select r.company_id, r.id from :rows(company_id bigint, id bigint))
  order by q.company_id, q.id for update
) l

-- name: move_quote :write order
-- Every batch that does something with a quote passes here: the revision that its decision saw must still stand, else DK001.
with wanted as (
  select * from :rows(company_id bigint, id bigint, before bigint, revision bigint, version integer, state text, sent_version integer,
    account_id bigint, expires_on date, alternative text)
), moved as (
  update negotiation.quote q
  set revision = w.revision, version = w.version, state = w.state, sent_version = w.sent_version, account_id = w.account_id,
    expires_on = w.expires_on, alternative = w.alternative
  from wanted w
  where q.company_id = w.company_id and q.id = w.id and q.revision = w.before
  returning q.company_id, q.id
)
select platform.verify((select count(*) from moved) = (select count(*) from wanted)) as verified
