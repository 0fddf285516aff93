-- name: list_orders_by_time :read
-- One page of orders, newest first, along sales_order_placed. At most `budget` rows are looked at for filters that have no
-- index, so one request never reads a whole company; the last of them `ends` the page, whether it `matches` or not.
-- notnull: matches, ends, fallout
-- null: account_number, customer_number, customer_name
select l.order_id, l.source, l.external_id, l.account_id, l.placed_at, l.currency, l.total, l.lines, l.state, l.status,
  l.fulfillment_status, l.billing_status, l.payment_status, l.promised_on, l.matches, l.ends,
  exists (select from orchestration.task t where t.company_id = :company_id::bigint and t.order_id = l.order_id
    and t.problem is not null and t.state = 'failed') as fallout,
  a.number as account_number, c.number as customer_number, d.name as customer_name
from (
  select m.* from (
    select o.id as order_id, o.source, o.external_id, o.account_id, o.placed_at, o.currency, o.total, s.lines, s.state, s.status,
      s.fulfillment_status, s.billing_status, s.payment_status, s.promised_on, o.n = :budget::bigint as ends,
      s.version = o.version and (cardinality(:states::text[]) = 0 or s.state = any(:states::text[]))
        and (:source::text is null or o.source = :source::text) as matches
    from (
      select o.*, row_number() over (order by o.placed_at desc, o.id desc, o.version desc) as n from (
        select o.id, o.version, o.source, o.external_id, o.account_id, o.placed_at, o.currency, o.total from orders.sales_order o
        where o.company_id = :company_id::bigint
          and (o.placed_at, o.id) < (coalesce(:after_at::timestamptz, 'infinity'), coalesce(:after_id::bigint, 0))
          and o.placed_at >= coalesce((:placed_from::date)::timestamp at time zone
            (select y.time_zone from organization.company y where y.company_id = :company_id::bigint), '-infinity')
          and o.placed_at < coalesce((:placed_to::date + 1)::timestamp at time zone
            (select y.time_zone from organization.company y where y.company_id = :company_id::bigint), 'infinity')
        order by o.placed_at desc, o.id desc, o.version desc limit :budget::bigint
      ) o
    ) o
    join orders.order_state s on s.company_id = :company_id::bigint and s.order_id = o.id
  ) m
  where m.matches or m.ends
  order by m.placed_at desc, m.order_id desc limit :fetch::bigint
) l
left join customers.account a on a.company_id = :company_id::bigint and a.id = l.account_id
left join customers.customer c on c.company_id = :company_id::bigint and c.id = a.customer_id
left join customers.person_data d on d.company_id = :company_id::bigint and d.customer_id = a.customer_id and d.id = 0
order by l.placed_at desc, l.order_id desc, l.matches desc

-- name: list_orders_by_status :read
-- The same for shown statuses: the first rows of each along order_state_status, merged. Each has a `budget` of its own.
-- notnull: matches, ends, fallout
-- null: account_number, customer_number, customer_name
select l.order_id, l.source, l.external_id, l.account_id, l.placed_at, l.currency, l.total, l.lines, l.state, l.status,
  l.fulfillment_status, l.billing_status, l.payment_status, l.promised_on, l.matches, l.ends,
  exists (select from orchestration.task t where t.company_id = :company_id::bigint and t.order_id = l.order_id
    and t.problem is not null and t.state = 'failed') as fallout,
  a.number as account_number, c.number as customer_number, d.name as customer_name
from (
  select m.* from (select distinct w.status from unnest(:statuses::text[]) as w(status)) w cross join lateral (
    select s.order_id, o.source, o.external_id, o.account_id, s.placed_at, o.currency, o.total, s.lines, s.state, s.status,
      s.fulfillment_status, s.billing_status, s.payment_status, s.promised_on, s.ends, s.matches
    from (
      select s.*, s.n = :budget::bigint as ends, (cardinality(:states::text[]) = 0 or s.state = any(:states::text[]))
        and (:source::text is null or s.source = :source::text) as matches
      from (
        select s.*, row_number() over (order by s.placed_at desc, s.order_id desc) as n from (
          select s.* from orders.order_state s
          where s.company_id = :company_id::bigint and s.status = w.status
            and (s.placed_at, s.order_id) < (coalesce(:after_at::timestamptz, 'infinity'), coalesce(:after_id::bigint, 0))
            and s.placed_at >= coalesce((:placed_from::date)::timestamp at time zone
              (select y.time_zone from organization.company y where y.company_id = :company_id::bigint), '-infinity')
            and s.placed_at < coalesce((:placed_to::date + 1)::timestamp at time zone
              (select y.time_zone from organization.company y where y.company_id = :company_id::bigint), 'infinity')
          order by s.placed_at desc, s.order_id desc limit :budget::bigint
        ) s
      ) s
    ) s
    join orders.sales_order o on o.company_id = :company_id::bigint and o.id = s.order_id and o.version = s.version
    where s.matches or s.ends
    order by s.placed_at desc, s.order_id desc limit :fetch::bigint
  ) m
  order by m.placed_at desc, m.order_id desc, m.matches desc limit :fetch::bigint
) l
left join customers.account a on a.company_id = :company_id::bigint and a.id = l.account_id
left join customers.customer c on c.company_id = :company_id::bigint and c.id = a.customer_id
left join customers.person_data d on d.company_id = :company_id::bigint and d.customer_id = a.customer_id and d.id = 0
order by l.placed_at desc, l.order_id desc, l.matches desc

-- name: list_orders_of :read
-- The same for accounts (along sales_order_account, each with a `budget` of its own) and single orders (by key). `sees_all`
-- sees more accounts than those of `scope`; `fallout`: those alone of which a task failed for good.
-- notnull: matches, ends, fallout
-- null: account_number, customer_number, customer_name
select l.order_id, l.source, l.external_id, l.account_id, l.placed_at, l.currency, l.total, l.lines, l.state, l.status,
  l.fulfillment_status, l.billing_status, l.payment_status, l.promised_on, l.matches, l.ends,
  exists (select from orchestration.task t where t.company_id = :company_id::bigint and t.order_id = l.order_id
    and t.problem is not null and t.state = 'failed') as fallout,
  a.number as account_number, c.number as customer_number, d.name as customer_name
from (
  select m.* from (
    select o.order_id, o.source, o.external_id, o.account_id, o.placed_at, o.currency, o.total, o.lines, o.state, o.status,
      o.fulfillment_status, o.billing_status, o.payment_status, o.promised_on, false as ends, true as matches
    from orders.list o
    where o.company_id = :company_id::bigint and o.order_id = any(:order_ids::bigint[])
      and not coalesce(o.account_id = any(:account_ids::bigint[]), false)
      and (o.placed_at, o.order_id) < (coalesce(:after_at::timestamptz, 'infinity'), coalesce(:after_id::bigint, 0))
      and o.placed_at >= coalesce((:placed_from::date)::timestamp at time zone
        (select y.time_zone from organization.company y where y.company_id = :company_id::bigint), '-infinity')
      and o.placed_at < coalesce((:placed_to::date + 1)::timestamp at time zone
        (select y.time_zone from organization.company y where y.company_id = :company_id::bigint), 'infinity')
      and (cardinality(:states::text[]) = 0 or o.state = any(:states::text[]))
      and (cardinality(:statuses::text[]) = 0 or o.status = any(:statuses::text[]))
      and (:source::text is null or o.source = :source::text)
      and (:sees_all::boolean or o.account_id = any(:scope::bigint[]))
      and (not :fallout::boolean or exists (select from orchestration.task t where t.company_id = :company_id::bigint
        and t.order_id = o.order_id and t.problem is not null and t.state = 'failed'))
    union all
    select m.* from (select distinct w.id from unnest(:account_ids::bigint[]) as w(id)
      where :sees_all::boolean or w.id = any(:scope::bigint[])) w cross join lateral (
      select m.* from (
        select o.id, o.source, o.external_id, o.account_id, o.placed_at, o.currency, o.total, s.lines, s.state, s.status,
          s.fulfillment_status, s.billing_status, s.payment_status, s.promised_on, o.n = :budget::bigint as ends,
          s.version = o.version and (cardinality(:states::text[]) = 0 or s.state = any(:states::text[]))
            and (cardinality(:statuses::text[]) = 0 or s.status = any(:statuses::text[]))
            and (:source::text is null or o.source = :source::text)
            and (not :fallout::boolean or exists (select from orchestration.task t where t.company_id = :company_id::bigint
              and t.order_id = o.id and t.problem is not null and t.state = 'failed')) as matches
        from (
          select o.*, row_number() over (order by o.placed_at desc, o.id desc, o.version desc) as n from (
            select o.id, o.version, o.source, o.external_id, o.account_id, o.placed_at, o.currency, o.total from orders.sales_order o
            where o.company_id = :company_id::bigint and o.account_id = w.id
              and (o.placed_at, o.id) < (coalesce(:after_at::timestamptz, 'infinity'), coalesce(:after_id::bigint, 0))
              and o.placed_at >= coalesce((:placed_from::date)::timestamp at time zone
                (select y.time_zone from organization.company y where y.company_id = :company_id::bigint), '-infinity')
              and o.placed_at < coalesce((:placed_to::date + 1)::timestamp at time zone
                (select y.time_zone from organization.company y where y.company_id = :company_id::bigint), 'infinity')
            order by o.placed_at desc, o.id desc, o.version desc limit :budget::bigint
          ) o
        ) o
        join orders.order_state s on s.company_id = :company_id::bigint and s.order_id = o.id
      ) m
      where m.matches or m.ends
      order by m.placed_at desc, m.id desc limit :fetch::bigint
    ) m
  ) m
  order by m.placed_at desc, m.order_id desc, m.matches desc limit :fetch::bigint
) l
left join customers.account a on a.company_id = :company_id::bigint and a.id = l.account_id
left join customers.customer c on c.company_id = :company_id::bigint and c.id = a.customer_id
left join customers.person_data d on d.company_id = :company_id::bigint and d.customer_id = a.customer_id and d.id = 0
order by l.placed_at desc, l.order_id desc, l.matches desc

-- name: find_orders_by_external_id :read
-- External ids that begin with the text, in every source, along the registry of source keys.
select distinct k.order_id from orders.source_system s cross join lateral (
  select k.order_id from orders.source_key k
  where k.company_id = :company_id::bigint and k.source = s.code
    and k.external_id >= :text::text and k.external_id < :text_end::text
  order by k.external_id limit 100
) k
where s.company_id = :company_id::bigint

-- name: find_accounts_by_name :read
-- Accounts of the customers whose name begins with the text.
select a.id from (
  select d.customer_id from customers.person_data d
  where d.company_id = :company_id::bigint and d.search_name ~>=~ :text::text and d.search_name ~<~ :text_end::text
  order by d.search_name using ~<~ limit 200
) d
join customers.account a on a.company_id = :company_id::bigint and a.customer_id = d.customer_id
limit 500

-- name: find_accounts_by_number :read
-- An account by its own number or id (and its customer's, when given), or all of a customer by the number of any of its records. Who
-- sees some accounts only is not told which records are one customer.
-- notnull: id
select a.id from customers.account a
where a.company_id = :company_id::bigint and (a.number = :account_number::text or a.id = :account_id::bigint)
  and (:customer_number::text is null or exists (select from customers.same s
    where s.company_id = :company_id::bigint and s.number = :customer_number::text and s.member_id = a.customer_id
      and (:sees_all::boolean or s.member_id = s.customer_id)))
union
select a.id from customers.same_account_public a
where a.company_id = :company_id::bigint and a.customer_number = :customer_number::text and :account_number::text is null
  and :account_id::bigint is null and (:sees_all::boolean or a.member_id = a.customer_id)

-- name: find_source :read
select s.code from orders.source_system s where s.company_id = :company_id::bigint and s.code = :code::text

-- name: find_fallout :read
-- Orders `below` an id with a task that failed for good, newest first, by themselves along task_problem; `most` of them.
select distinct t.order_id from orchestration.task t
where t.company_id = :company_id::bigint and t.order_id < :below::bigint and t.problem is not null and t.state = 'failed'
order by t.order_id desc limit :most::bigint
