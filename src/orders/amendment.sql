-- name: keep_part_share :write insert
-- The line of a part was amended: the amounts that it has its share of are its own from now on. Its order is locked; a part stands once.
update orders.fulfillment_line f set share_whole = r.share_whole, share_from = r.share_from, share_net = r.share_net, share_tax = r.share_tax,
  share_freight = r.share_freight
from :rows(company_id bigint, order_id bigint, id bigint, share_whole numeric, share_from numeric, share_net bigint, share_tax bigint,
  share_freight bigint)
where f.company_id = r.company_id and f.order_id = r.order_id and f.id = r.id

-- name: ask_parts_for_day :write insert
-- Another day is asked for parts; their order is locked. A part that was asked for twice in a batch stands with the last word.
update orders.fulfillment_line f set requested_on = r.requested_on
from :rows(company_id bigint, order_id bigint, id bigint, requested_on date)
where f.company_id = r.company_id and f.order_id = r.order_id and f.id = r.id

-- name: read_line_words :read
-- What of lines acts do not decide on, but keep when they write them again.
select distinct on (l.company_id, l.order_id, l.line_no) l.company_id, l.order_id, l.line_no, l.custom, l.waterfall
from unnest(:company_ids::bigint[], :order_ids::bigint[]) as w(company_id, order_id)
cross join lateral (select * from orders.order_line l where l.company_id = w.company_id and l.order_id = w.order_id offset 0) l
order by l.company_id, l.order_id, l.line_no, l.from_version desc

-- name: insert_amendment :write insert
insert into orders.amendment (company_id, order_id, id, batch, outcome, base_version, version, source_version, actor, reason, told)
select r.* from :rows(company_id bigint, order_id bigint, id bigint, batch bigint, outcome text, base_version integer, version integer,
  source_version integer, actor text, reason text, told jsonb)

-- name: read_amendments :read
-- The newest first; a page ends before `before`.
-- null: source_version, reason
-- notnull: at
select a.id, a.outcome, a.base_version, a.version, a.source_version, a.actor, a.reason, a.told, g.at
from orders.amendment a
join platform.log_public g on g.company_id = a.company_id and g.batch = a.batch
where a.company_id = :company_id::bigint and a.order_id = :order_id::bigint and a.id < :before::bigint
order by a.id desc limit :most::integer
