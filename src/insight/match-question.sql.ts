// Written by `npm run generate` from match-question.sql; do not edit.
import type { ReadStatement } from '../platform/database/index.ts'
import type { Json } from '../platform/json.ts'

/** Pairs that are open, by the record that came later: the oldest first. Those that were left for later are a list of their own. */
export const listMatchQuestions: ReadStatement<{ companyId: bigint | null; today: string | null; later: boolean | null; afterCustomer: bigint | null; afterOther: bigint | null; fetch: number | null }, { customer_id: bigint; other_id: bigint; rule: string; keys: string[] | null; asked_at: Date | null; later_until: string | null; later_by: string | null; later_reason: string | null }> = {
  name: 'insight.list_match_questions',
  kind: 'read',
  lockClass: 'insert',
  sequence: 0,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'today', type: 'date', array: false },
    { name: 'later', type: 'boolean', array: false },
    { name: 'afterCustomer', type: 'bigint', array: false },
    { name: 'afterOther', type: 'bigint', array: false },
    { name: 'fetch', type: 'integer', array: false },
  ],
  text: "select q.customer_id, q.other_id, q.rule, r.keys, g.at as asked_at, q.later_until, q.later_by, q.later_reason\nfrom customers.match_question q\nleft join customers.match_rule r on r.company_id = q.company_id and r.code = q.rule\nleft join platform.company_log g on g.company_id = q.company_id and g.batch = q.batch\nwhere q.company_id = $1::bigint and q.apart_by is null\n  and (q.later_until is not null and q.later_until > $2::date) = $3::boolean\n  and (q.customer_id, q.other_id) > ($4::bigint, $5::bigint)\norder by q.customer_id, q.other_id limit $6::integer",
}

/** How many wait, up to a number that nobody reads to the end. */
export const countMatchQuestions: ReadStatement<{ companyId: bigint | null; today: string | null; most: number | null }, { waiting: bigint; asked_at: Date | null }> = {
  name: 'insight.count_match_questions',
  kind: 'read',
  lockClass: 'insert',
  sequence: 1,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'today', type: 'date', array: false },
    { name: 'most', type: 'integer', array: false },
  ],
  text: "with waiting as materialized (\n  select q.batch from customers.match_question q\n  where q.company_id = $1::bigint and q.apart_by is null and (q.later_until is null or q.later_until <= $2::date)\n  order by q.customer_id, q.other_id limit $3::integer\n)\nselect (select count(*) from waiting) as waiting,\n  (select g.at from (select w.batch from waiting w limit 1) w\n  join platform.company_log g on g.company_id = $1::bigint and g.batch = w.batch) as asked_at",
}

/** Records as they stand, and how many their customer has. */
export const readMatchRecords: ReadStatement<{ companyId: bigint | null; ids: readonly bigint[] }, { id: bigint; number: string; kind: string; name: string | null; email: string | null; phone: string | null; country: string | null; address: Json | null; alternate_numbers: Json; head: string; records: bigint; erased: boolean }> = {
  name: 'insight.read_match_records',
  kind: 'read',
  lockClass: 'insert',
  sequence: 2,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'ids', type: 'bigint', array: true },
  ],
  text: "select c.id, c.number, c.kind, p.name, p.email, p.phone, coalesce(p.address ->> 'country', (select a.ship_to_country\n    from customers.account a where a.company_id = c.company_id and a.customer_id = c.id order by a.id limit 1)) as country, p.address,\n  coalesce((select jsonb_agg(jsonb_build_object('system', n.system, 'number', n.number) order by n.system, n.number)\n    from customers.alternate_number n where n.company_id = c.company_id and n.customer_id = c.id), '[]') as alternate_numbers,\n  (select h.number from customers.same s join customers.customer h on h.company_id = s.company_id and h.id = s.head_id\n    where s.company_id = c.company_id and s.customer_id = c.id limit 1) as head,\n  (select count(*) from customers.same s where s.company_id = c.company_id and s.customer_id = c.id) as records,\n  p.customer_id is null and exists (select from customers.erasure e\n    where e.company_id = c.company_id and e.customer_id = c.id) as erased\nfrom customers.customer c\nleft join customers.person_data p on p.company_id = c.company_id and p.customer_id = c.id and p.id = 0\nwhere c.company_id = $1::bigint and c.id = any($2::bigint[])",
}

/** Orders and money of the customers of these records by currency: of each account the newest `budget` orders are looked at. */
export const readMatchFigures: ReadStatement<{ budget: bigint | null; companyId: bigint | null; ids: readonly bigint[] }, { id: bigint; currency: string; orders: bigint; ordered: bigint; newest_at: Date | null; newest_id: bigint | null; sources: Json; open: bigint; unapplied: bigint; whole: boolean }> = {
  name: 'insight.read_match_figures',
  kind: 'read',
  lockClass: 'insert',
  sequence: 3,
  params: [
    { name: 'budget', type: 'bigint', array: false },
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'ids', type: 'bigint', array: true },
  ],
  text: "select s.customer_id as id, a.currency, sum(f.orders)::bigint as orders, sum(f.ordered)::bigint as ordered, max(f.newest_at) as newest_at,\n  (array_agg(f.newest_id order by f.newest_at desc) filter (where f.newest_id is not null))[1] as newest_id,\n  coalesce(jsonb_agg(f.sources) filter (where f.sources is not null), '[]') as sources,\n  coalesce(sum(g.open_receivables), 0)::bigint as open, coalesce(sum(g.unapplied), 0)::bigint as unapplied,\n  bool_and(f.looked < $1::bigint) as whole\nfrom customers.same s\njoin customers.account a on a.company_id = $2::bigint and a.customer_id = s.member_id\nleft join customers.credit_gate g on g.company_id = $2::bigint and g.account_id = a.id\ncross join lateral (\n  select count(*) filter (where t.state <> 'cancelled') as orders,\n    coalesce(sum(o.total) filter (where t.state <> 'cancelled'), 0) as ordered, max(o.placed_at) as newest_at,\n    (array_agg(o.id order by o.placed_at desc, o.id desc))[1] as newest_id, jsonb_agg(distinct o.source) as sources, count(*) as looked\n  from (\n    select o.id, o.version, o.source, o.placed_at, o.total from orders.sales_order o\n    where o.company_id = $2::bigint and o.account_id = a.id\n    order by o.placed_at desc, o.id desc limit $1::bigint\n  ) o\n  join orders.order_state t on t.company_id = $2::bigint and t.order_id = o.id and t.version = o.version\n  where t.state not in ('draft', 'pending_approval', 'rejected')\n) f\nwhere s.company_id = $2::bigint and s.customer_id = any($3::bigint[])\ngroup by s.customer_id, a.currency order by s.customer_id, a.currency",
}
