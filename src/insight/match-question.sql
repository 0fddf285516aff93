-- name: list_match_questions :read
-- Pairs that are open, by the record that came later: the oldest first. Those that were left for later are a list of their own.
-- null: keys, asked_at, later_until, later_by, later_reason
select q.customer_id, q.other_id, q.rule, r.keys, g.at as asked_at, q.later_until, q.later_by, q.later_reason
from customers.match_question q
left join customers.match_rule r on r.company_id = q.company_id and r.code = q.rule
left join platform.company_log g on g.company_id = q.company_id and g.batch = q.batch
where q.company_id = :company_id::bigint and q.apart_by is null
  and (q.later_until is not null and q.later_until > :today::date) = :later::boolean
  and (q.customer_id, q.other_id) > (:after_customer::bigint, :after_other::bigint)
order by q.customer_id, q.other_id limit :fetch::integer

-- name: count_match_questions :read
-- How many wait, up to a number that nobody reads to the end.
-- null: asked_at
with waiting as materialized (
  select q.batch from customers.match_question q
  where q.company_id = :company_id::bigint and q.apart_by is null and (q.later_until is null or q.later_until <= :today::date)
  order by q.customer_id, q.other_id limit :most::integer
)
select (select count(*) from waiting) as waiting,
  (select g.at from (select w.batch from waiting w limit 1) w
  join platform.company_log g on g.company_id = :company_id::bigint and g.batch = w.batch) as asked_at

-- name: read_match_records :read
-- Records as they stand, and how many their customer has.
-- null: name, email, phone, country, address
-- notnull: alternate_numbers, head, erased
select c.id, c.number, c.kind, p.name, p.email, p.phone, coalesce(p.address ->> 'country', (select a.ship_to_country
    from customers.account a where a.company_id = c.company_id and a.customer_id = c.id order by a.id limit 1)) as country, p.address,
  coalesce((select jsonb_agg(jsonb_build_object('system', n.system, 'number', n.number) order by n.system, n.number)
    from customers.alternate_number n where n.company_id = c.company_id and n.customer_id = c.id), '[]') as alternate_numbers,
  (select h.number from customers.same s join customers.customer h on h.company_id = s.company_id and h.id = s.head_id
    where s.company_id = c.company_id and s.customer_id = c.id limit 1) as head,
  (select count(*) from customers.same s where s.company_id = c.company_id and s.customer_id = c.id) as records,
  p.customer_id is null and exists (select from customers.erasure e
    where e.company_id = c.company_id and e.customer_id = c.id) as erased
from customers.customer c
left join customers.person_data p on p.company_id = c.company_id and p.customer_id = c.id and p.id = 0
where c.company_id = :company_id::bigint and c.id = any(:ids::bigint[])

-- name: read_match_figures :read
-- Orders and money of the customers of these records by currency: of each account the newest `budget` orders are looked at.
-- null: newest_id, newest_at
-- notnull: id, orders, ordered, sources, open, unapplied, whole
select s.customer_id as id, a.currency, sum(f.orders)::bigint as orders, sum(f.ordered)::bigint as ordered, max(f.newest_at) as newest_at,
  (array_agg(f.newest_id order by f.newest_at desc) filter (where f.newest_id is not null))[1] as newest_id,
  coalesce(jsonb_agg(f.sources) filter (where f.sources is not null), '[]') as sources,
  coalesce(sum(g.open_receivables), 0)::bigint as open, coalesce(sum(g.unapplied), 0)::bigint as unapplied,
  bool_and(f.looked < :budget::bigint) as whole
from customers.same s
join customers.account a on a.company_id = :company_id::bigint and a.customer_id = s.member_id
left join customers.credit_gate g on g.company_id = :company_id::bigint and g.account_id = a.id
cross join lateral (
  select count(*) filter (where t.state <> 'cancelled') as orders,
    coalesce(sum(o.total) filter (where t.state <> 'cancelled'), 0) as ordered, max(o.placed_at) as newest_at,
    (array_agg(o.id order by o.placed_at desc, o.id desc))[1] as newest_id, jsonb_agg(distinct o.source) as sources, count(*) as looked
  from (
    select o.id, o.version, o.source, o.placed_at, o.total from orders.sales_order o
    where o.company_id = :company_id::bigint and o.account_id = a.id
    order by o.placed_at desc, o.id desc limit :budget::bigint
  ) o
  join orders.order_state t on t.company_id = :company_id::bigint and t.order_id = o.id and t.version = o.version
  where t.state not in ('draft', 'pending_approval', 'rejected')
) f
where s.company_id = :company_id::bigint and s.customer_id = any(:ids::bigint[])
group by s.customer_id, a.currency order by s.customer_id, a.currency
