-- Laws of what orders leave; see invariants.sql.

-- name: law_margin_floors :read
-- An agreed order with a line that leaves less than the floor of its margin rule, as it was promised, was held for it or approved. What it leaves is
-- counted anew from its net and the costs that were kept.
with judged as (
  select s.company_id, s.order_id, s.version, x.line_no, (r.row ->> 1)::numeric as floor
  from orders.order_state s
  join orders.sales_order o on o.company_id = s.company_id and o.id = s.order_id and o.version = s.version
  cross join lateral jsonb_array_elements(o.decisions -> 'guardrail') as r(row)
  cross join lateral (
    select e.line::integer as line_no from jsonb_array_elements(r.row -> 3) as e(line)
    union all
    select (e.line ->> 0)::integer from jsonb_array_elements(r.row -> 4) as e(line)
  ) x
  where (:company_id::bigint is null or s.company_id = :company_id::bigint)
    and s.state not in ('draft', 'failed', 'rejected', 'pending_approval') and o.decisions ? 'guardrail'
    and not exists (select from orders.hold h where h.company_id = s.company_id and h.order_id = s.order_id and h.code = 'margin')
    and not (r.row ->> 2 = 'approve' and (exists (select from orders.approval a
      where a.company_id = s.company_id and a.order_id = s.order_id and a.version = s.version - 1 and a.state = 'approved')
      or o.decisions -> 'quote' -> 'approved' ? ('margin ' || regexp_replace(r.row ->> 0, '@[0-9]+$', ''))))
    and exists (select from orders.fulfillment_line f where f.company_id = s.company_id and f.order_id = s.order_id)
), costs as (
  select w.company_id, w.order_id, (m.row ->> 0)::integer as line_no,
    (m.row ->> 1)::bigint + (m.row ->> 2)::bigint + (m.row ->> 3)::bigint as cost
  from (select distinct company_id, order_id, version from judged) w
  join orders.sales_order o on o.company_id = w.company_id and o.id = w.order_id and o.version = w.version
  cross join lateral jsonb_array_elements(o.decisions -> 'margin') as m(row)
), nets as (
  select distinct on (w.company_id, w.order_id, l.line_no) w.company_id, w.order_id, l.line_no,
    platform.in_books(l.net, o.rate_e10, o.currency, y.currency) as net
  from (select distinct company_id, order_id, version from judged) w
  join orders.sales_order o on o.company_id = w.company_id and o.id = w.order_id and o.version = w.version
  join organization.company y on y.company_id = w.company_id
  join orders.order_line l on l.company_id = w.company_id and l.order_id = w.order_id and l.from_version <= w.version
  order by w.company_id, w.order_id, l.line_no, l.from_version desc
)
select j.company_id, 'order ' || j.order_id || ' line ' || j.line_no as what, 'a hold, or ' || j.floor || ' % of ' || n.net as expected,
  (n.net - c.cost)::text as actual
from judged j
join costs c on c.company_id = j.company_id and c.order_id = j.order_id and c.line_no = j.line_no
join nets n on n.company_id = j.company_id and n.order_id = j.order_id and n.line_no = j.line_no
where (n.net - c.cost) * 100 < j.floor * n.net
order by 1, 2 limit :most::bigint
