-- Laws of orders, documents and credit; see invariants.sql.

-- name: law_order_totals :read
-- The total of an order is what its lines cost: net, tax and freight, to the minor unit.
select o.company_id, 'order ' || o.id as what, o.total || ' = ' || o.tax_total || ' tax, ' || o.freight || ' freight' as expected,
  coalesce(l.total, 0) || ' = ' || coalesce(l.tax, 0) || ' tax, ' || coalesce(l.freight, 0) || ' freight' as actual
from orders.order_state s
join orders.sales_order o on o.company_id = s.company_id and o.id = s.order_id and o.version = s.version
cross join lateral (
  select sum(l.net + l.tax + l.freight) as total, sum(l.tax) as tax, sum(l.freight) as freight from (
    select distinct on (l.line_no) l.* from orders.order_line l
    where l.company_id = s.company_id and l.order_id = s.order_id and l.from_version <= s.version
    order by l.line_no, l.from_version desc
  ) l where l.action <> 'delete'
) l
where (:company_id::bigint is null or s.company_id = :company_id::bigint)
  and (o.total <> coalesce(l.total, 0) or o.tax_total <> coalesce(l.tax, 0) or o.freight <> coalesce(l.freight, 0))
order by 1, 2 limit :most::bigint

-- name: law_order_billed :read
-- An order whose every part is billed or cancelled was billed what it comes to less what was cancelled, to the minor unit, but
-- for named tax differences.
select o.company_id, 'order ' || o.id as what, (o.total - coalesce(c.amount, 0))::text as expected,
  (v.total - case when o.tax_inclusive then 0 else v.difference end)::text as actual
from orders.order_state s
join orders.sales_order o on o.company_id = s.company_id and o.id = s.order_id and o.version = s.version
join (
  select v.company_id, v.cause_id, sum(v.total) as total, coalesce(sum(d.tax_difference), 0) as difference
  from billing.invoice v
  left join (select company_id, invoice_id, sum(tax_difference) as tax_difference from billing.invoice_line
    where tax_difference is not null group by 1, 2) d on d.company_id = v.company_id and d.invoice_id = v.id
  where v.kind = 'invoice' group by 1, 2
) v on v.company_id = s.company_id and v.cause_id = s.order_id
left join (select company_id, order_id, sum(net + tax + freight) as amount from orders.cancellation group by 1, 2) c
  on c.company_id = s.company_id and c.order_id = s.order_id
where (:company_id::bigint is null or s.company_id = :company_id::bigint)
  and s.state in ('in_progress', 'suspended', 'completed')
  and not exists (select from orders.fulfillment_line f
    where f.company_id = s.company_id and f.order_id = s.order_id and f.invoiced < f.quantity - f.cancelled)
  and o.total - coalesce(c.amount, 0) <> v.total - case when o.tax_inclusive then 0 else v.difference end
order by 1, 2 limit :most::bigint

-- name: law_promotion_budgets :read
-- What is spent of the budget of a promotion is what orders had of it less what they gave back, and none gives back more than it had.
-- null: company_id, what
select coalesce(b.company_id, u.company_id) as company_id, 'promotion ' || coalesce(b.promotion_id, u.promotion_id) as what,
  coalesce(u.spent, 0) || ' in ' || coalesce(u.used, 0) || ' orders' as expected,
  coalesce(b.spent, 0) || ' in ' || coalesce(b.used, 0) || ' orders' || case when u.over > 0 then ', ' || u.over || ' give back too much' else '' end as actual
from pricing.promotion_budget b
full join (
  select u.company_id, u.promotion_id, sum(a.amount - u.given_amount) as spent, sum(1 - u.given_uses) as used,
    count(*) filter (where u.given_amount not between 0 and a.amount) as over
  from pricing.promotion_use u
  cross join lateral (select coalesce(sum(x), 0) as amount from unnest(u.amounts) x) a
  group by 1, 2
) u on u.company_id = b.company_id and u.promotion_id = b.promotion_id
where (:company_id::bigint is null or coalesce(b.company_id, u.company_id) = :company_id::bigint)
  and (coalesce(b.spent, 0) <> coalesce(u.spent, 0) or coalesce(b.used, 0) <> coalesce(u.used, 0) or u.over > 0)
order by 1, 2 limit :most::bigint

-- name: law_agreements :read
-- What is released of a line of an agreement is what lines of orders released less what they gave back.
-- null: company_id, what
select coalesce(l.company_id, r.company_id) as company_id,
  'agreement ' || coalesce(l.agreement_id, r.agreement_id) || ' line ' || coalesce(l.line_no, r.line_no) as what,
  coalesce(r.quantity, 0) || ' for ' || coalesce(r.amount, 0) as expected,
  coalesce(l.released_quantity, 0) || ' for ' || coalesce(l.released_amount, 0) as actual
from pricing.agreement_line l
full join (
  select company_id, agreement_id, line_no, sum(quantity - given_quantity) as quantity, sum(amount - given_amount) as amount
  from pricing.agreement_release group by 1, 2, 3
) r on r.company_id = l.company_id and r.agreement_id = l.agreement_id and r.line_no = l.line_no
where (:company_id::bigint is null or coalesce(l.company_id, r.company_id) = :company_id::bigint)
  and (coalesce(l.released_quantity, 0) <> coalesce(r.quantity, 0) or coalesce(l.released_amount, 0) <> coalesce(r.amount, 0))
order by 1, 2 limit :most::bigint

-- name: law_parts_make_lines :read
-- The fulfillment lines of a line make up its quantity; what was cancelled may be left out of it.
-- Lines and parts are put in groups, not joined: five orders of 10,000 lines took a minute.
select s.company_id, 'order ' || s.order_id || ' line ' || l.line_no as what, l.quantity::text as expected,
  coalesce(l.parts, 0) || ' less ' || coalesce(l.cancelled, 0) as actual
from orders.order_state s
cross join lateral (
  select x.line_no, max(x.action) as action, max(x.quantity) as quantity, sum(x.part) as parts, sum(x.cancelled) as cancelled from (
    (select distinct on (l.line_no) l.line_no, l.action, l.quantity, null::numeric as part, null::numeric as cancelled
    from orders.order_line l
    where l.company_id = s.company_id and l.order_id = s.order_id and l.from_version <= s.version
    order by l.line_no, l.from_version desc)
    union all
    select f.line_no, null, null, f.quantity, f.cancelled from orders.fulfillment_line f
    where f.company_id = s.company_id and f.order_id = s.order_id
  ) x
  group by x.line_no having count(x.action) > 0
) l
where (:company_id::bigint is null or s.company_id = :company_id::bigint)
  and s.state not in ('draft', 'failed', 'rejected', 'pending_approval')
  -- What was cancelled before it was agreed has none.
  and not (s.state = 'cancelled' and l.parts is null)
  and not (case when l.action = 'delete' then 0 else l.quantity end)
    between coalesce(l.parts - l.cancelled, 0) and coalesce(l.parts, 0)
order by 1, 2 limit :most::bigint

-- name: law_cancelled :read
-- What of a fulfillment line is cancelled was cancelled by somebody, for a reason.
-- null: company_id, what
select coalesce(f.company_id, c.company_id) as company_id, 'fulfillment line ' || coalesce(f.id, c.part_id) as what,
  coalesce(c.quantity, 0)::text as expected, coalesce(f.cancelled, 0)::text as actual
from (select * from orders.fulfillment_line where cancelled > 0) f
full join (select company_id, order_id, part_id, sum(quantity) as quantity from orders.cancellation group by 1, 2, 3) c
  on c.company_id = f.company_id and c.order_id = f.order_id and c.part_id = f.id
where (:company_id::bigint is null or coalesce(f.company_id, c.company_id) = :company_id::bigint)
  and coalesce(f.cancelled, 0) <> coalesce(c.quantity, 0)
order by 1, 2 limit :most::bigint

-- name: law_progress :read
-- Nothing is invoiced that was not shipped, nothing shipped that was not ordered, nothing returned that was not shipped.
select f.company_id, 'fulfillment line ' || f.id as what,
  'ordered ' || f.quantity || ' less ' || f.cancelled as expected,
  'shipped ' || f.shipped || ', invoiced ' || f.invoiced || ', returned ' || f.returned as actual
from orders.fulfillment_line f
left join catalog.item i on i.company_id = f.company_id and i.id = f.item_id
where (:company_id::bigint is null or f.company_id = :company_id::bigint)
  and (f.shipped + f.cancelled > f.quantity or f.invoiced + f.cancelled > f.quantity or f.returned > greatest(f.shipped, f.invoiced)
    or (f.invoiced > f.shipped and coalesce(i.kind, 'goods') = 'goods'))
order by 1, 2 limit :most::bigint

-- name: law_shipped :read
-- What a fulfillment line counts as shipped is what its shipment lines shipped.
-- null: company_id, what
select coalesce(f.company_id, s.company_id) as company_id, 'fulfillment line ' || coalesce(f.id, s.source_id) as what,
  coalesce(s.shipped, 0)::text as expected, coalesce(f.shipped, 0)::text as actual
from orders.fulfillment_line f
full join (select company_id, cause_id, source_id, sum(shipped) as shipped from fulfillment.shipment_line group by 1, 2, 3) s
  on s.company_id = f.company_id and s.cause_id = f.order_id and s.source_id = f.id
where (:company_id::bigint is null or coalesce(f.company_id, s.company_id) = :company_id::bigint)
  and coalesce(f.shipped, 0) <> coalesce(s.shipped, 0)
order by 1, 2 limit :most::bigint

-- name: law_strays :read
-- What left without a sale left stock, what of it came back is in stock, what of it was billed is on its invoice, and their cost is the
-- share of what its leaving took. At standard cost what comes back is worth the standard of its day, the rest is a variance.
-- notnull: company_id
select x.company_id, x.what, x.expected, x.actual from (
  select s.company_id, 'stray ' || s.id as what, s.quantity || ' left, ' || s.returned || ' came back, ' || s.billed || ' billed' as expected,
    coalesce(m.gone, 0) || ' left, ' || coalesce(m.back, 0) || ' came back, ' || coalesce(l.quantity, 0) || ' billed' as actual,
    s.quantity <> coalesce(m.gone, 0) or s.returned <> coalesce(m.back, 0) or s.billed <> coalesce(l.quantity, 0) as broken
  from fulfillment.stray s
  left join (select m.company_id, m.root_id, m.source_id, -sum(m.quantity) filter (where m.quantity < 0) as gone,
      coalesce(sum(m.quantity) filter (where m.quantity > 0), 0) as back
    from inventory.stock_move m where m.kind = 'adjustment' group by 1, 2, 3) m
    on m.company_id = s.company_id and m.root_id = s.cause_id and m.source_id = s.id
  left join (select company_id, invoice_id, sum(quantity) as quantity from billing.invoice_line group by 1, 2) l
    on l.company_id = s.company_id and l.invoice_id = s.invoice_id
  where (:company_id::bigint is null or s.company_id = :company_id::bigint)
  union all
  select s.company_id, 'cost of stray ' || s.id, round(s.value * (s.billed + s.returned + s.written_off) / s.quantity)::text || ' at most',
    coalesce(e.amount, 0)::text, coalesce(e.amount, 0) > s.value or s.written_off = 0 and coalesce(e.amount, 0) <> round(s.value * (s.billed + s.returned) / s.quantity)
  from (select s.*, v.value from fulfillment.stray s join (select m.company_id, m.root_id, m.source_id, -sum(m.value) as value
    from inventory.stock_move m where m.kind = 'adjustment' and m.quantity < 0 group by 1, 2, 3) v
    on v.company_id = s.company_id and v.root_id = s.cause_id and v.source_id = s.id offset 0) s
  join inventory.location l on l.company_id = s.company_id and l.id = s.location_id
  join inventory.cost_pool c on c.company_id = s.company_id and c.cost_organization = l.cost_organization and c.item_id = s.item_id
    and c.method = 'moving_average'
  left join (select e.company_id, e.cause_id, e.source_id, sum(p.amount) as amount from ledger.entry e
    cross join lateral unnest(coalesce(e.functional_amounts, e.amounts), string_to_array(e.kinds, ' ')) as p(amount, kind)
    where e.source_type = 'stray' and e.event in ('stray.billed', 'stray.returned') and p.kind = 'cost' group by 1, 2, 3) e
    on e.company_id = s.company_id and e.cause_id = s.cause_id and e.source_id = s.id
  where (:company_id::bigint is null or s.company_id = :company_id::bigint)
) x
where x.broken
order by 1, 2 limit :most::bigint

-- name: law_invoiced :read
-- What a fulfillment line counts as invoiced is on invoices.
-- null: company_id, what
select coalesce(f.company_id, l.company_id) as company_id, 'fulfillment line ' || coalesce(f.id, l.source_id) as what,
  coalesce(l.quantity, 0)::text as expected, coalesce(f.invoiced, 0)::text as actual
from orders.fulfillment_line f
full join (
  select l.company_id, v.cause_id, l.source_id, sum(l.quantity) as quantity
  from billing.invoice v join billing.invoice_line l on l.company_id = v.company_id and l.invoice_id = v.id
  where v.kind = 'invoice' and l.source_id is not null and l.charge is null and v.cause_id is not null group by 1, 2, 3
) l on l.company_id = f.company_id and l.cause_id = f.order_id and l.source_id = f.id
where (:company_id::bigint is null or coalesce(f.company_id, l.company_id) = :company_id::bigint)
  and coalesce(f.invoiced, 0) <> coalesce(l.quantity, 0)
order by 1, 2 limit :most::bigint

-- name: law_credited :read
-- Of no order and no fulfillment line is more credited than was billed: net, tax, freight. What was credited in the past is a fact.
-- notnull: company_id
with documents as (
  select v.company_id, v.cause_id, l.source_id, v.kind, l.net, l.tax, l.freight
  from billing.invoice v join billing.invoice_line l on l.company_id = v.company_id and l.invoice_id = v.id
  where v.cause_id is not null
), sums as (
  select d.company_id, d.cause_id, d.source_id, grouping(d.source_id) = 1 as whole,
    coalesce(sum(d.net) filter (where d.kind = 'credit_memo'), 0) as net,
    coalesce(sum(d.tax) filter (where d.kind = 'credit_memo'), 0) as tax,
    coalesce(sum(d.freight) filter (where d.kind = 'credit_memo'), 0) as freight,
    greatest(coalesce(sum(d.net) filter (where d.kind = 'invoice'), 0), 0) as billed_net,
    greatest(coalesce(sum(d.tax) filter (where d.kind = 'invoice'), 0), 0) as billed_tax,
    greatest(coalesce(sum(d.freight) filter (where d.kind = 'invoice'), 0), 0) as billed_freight
  from documents d group by grouping sets ((d.company_id, d.cause_id, d.source_id), (d.company_id, d.cause_id))
)
select c.company_id, case when c.whole then 'order ' || c.cause_id else 'fulfillment line ' || c.source_id end as what,
  'at most ' || c.billed_net || ' + ' || c.billed_tax || ' + ' || c.billed_freight as expected,
  c.net || ' + ' || c.tax || ' + ' || c.freight as actual
from sums c
where (:company_id::bigint is null or c.company_id = :company_id::bigint) and (c.whole or c.source_id is not null)
  and (c.net > c.billed_net or c.tax > c.billed_tax or c.freight > c.billed_freight)
  and not exists (select from orders.sales_order o
    where o.company_id = c.company_id and o.id = c.cause_id and o.decisions ? 'historic')
order by 1, 2 limit :most::bigint

-- name: law_invoice_totals :read
-- A document's totals are the sums of its lines.
select v.company_id, 'document ' || v.id as what, v.net || ' + ' || v.tax || ' + ' || v.freight || ' = ' || v.total as expected,
  coalesce(l.net, 0) || ' + ' || coalesce(l.tax, 0) || ' + ' || coalesce(l.freight, 0) as actual
from billing.invoice v
left join (select company_id, invoice_id, sum(net) as net, sum(tax) as tax, sum(freight) as freight
  from billing.invoice_line group by 1, 2) l on l.company_id = v.company_id and l.invoice_id = v.id
where (:company_id::bigint is null or v.company_id = :company_id::bigint)
  and (v.net <> coalesce(l.net, 0) or v.tax <> coalesce(l.tax, 0) or v.freight <> coalesce(l.freight, 0)
    or v.total <> v.net + v.tax + v.freight)
order by 1, 2 limit :most::bigint

-- name: law_open_items :read
-- Of a document is open what it was worth less what was applied; of that is set aside what orders have of it, and no more.
-- null: company_id, what
select coalesce(v.company_id, i.company_id) as company_id, 'document ' || coalesce(v.id, i.invoice_id) as what,
  case when v.id is null then 'no document' else v.worth || ' less ' || coalesce(a.amount, 0) || ', set aside ' || coalesce(m.amount, 0) end as expected,
  case when i.invoice_id is null then 'no open item' else i.open || ' of ' || i.original || ', set aside ' || i.earmarked end as actual
from (select company_id, account_id, id, case when kind = 'credit_memo' then -abs(total) else total end as worth from billing.invoice) v
full join billing.open_item i on i.company_id = v.company_id and i.account_id = v.account_id and i.invoice_id = v.id
left join (
  select x.company_id, x.document_id, sum(x.amount) as amount from (
    select company_id, invoice_id as document_id, amount from billing.application
    union all select company_id, from_id, -amount from billing.application where from_type = 'credit_memo'
  ) x group by 1, 2
) a on a.company_id = v.company_id and a.document_id = v.id
left join (select company_id, invoice_id, sum(amount) as amount from billing.earmark group by 1, 2) m
  on m.company_id = v.company_id and m.invoice_id = v.id
where (:company_id::bigint is null or coalesce(v.company_id, i.company_id) = :company_id::bigint)
  and (v.id is null or i.invoice_id is null or i.original <> v.worth or i.open <> i.original - coalesce(a.amount, 0)
    or i.earmarked <> coalesce(m.amount, 0) or i.earmarked > greatest(-i.open, 0))
order by 1, 2 limit :most::bigint

-- name: law_receipts_used :read
-- A receipt is used by applications; the rest is unapplied, to the minor unit. An order that is over has no deposit.
select r.company_id, 'receipt ' || r.id as what, (r.amount - coalesce(a.amount, 0))::text as expected,
  coalesce(u.amount, 0)::text as actual
from billing.receipt r
left join (select company_id, from_id, sum(amount) as amount from billing.application where from_type = 'receipt' group by 1, 2) a
  on a.company_id = r.company_id and a.from_id = r.id
left join billing.unapplied u on u.company_id = r.company_id and u.account_id = r.account_id and u.receipt_id = r.id
where (:company_id::bigint is null or r.company_id = :company_id::bigint)
  and r.amount - coalesce(a.amount, 0) <> coalesce(u.amount, 0)
union all
select u.company_id, 'receipt ' || u.receipt_id, 'no deposit: order ' || u.cause_id || ' is over', u.amount::text
from billing.unapplied u
join orders.order_state s on s.company_id = u.company_id and s.order_id = u.cause_id and s.state in ('completed', 'cancelled')
where (:company_id::bigint is null or u.company_id = :company_id::bigint) and u.kind = 'deposit' and u.amount > 0
order by 1, 2 limit :most::bigint

-- name: law_credit_gates :read
-- A credit gate holds what the rows say: uninvoiced orders, open items and unapplied receipts of its account.
select g.company_id, 'account ' || g.account_id as what,
  coalesce(o.amount, 0) || ' orders, ' || coalesce(i.amount, 0) || ' receivables, ' || coalesce(u.amount, 0) || ' unapplied' as expected,
  g.open_orders || ' orders, ' || g.open_receivables || ' receivables, ' || g.unapplied || ' unapplied' as actual
from customers.credit_gate g
left join (
  select s.company_id, o.account_id, sum(o.total - coalesce(c.amount, 0)
    - coalesce(v.total - case when o.tax_inclusive then 0 else v.difference end, 0)) as amount
  from orders.order_state s
  join orders.sales_order o on o.company_id = s.company_id and o.id = s.order_id and o.version = s.version
  -- Tax at a rate that changed since is billed beyond what the order agreed.
  left join (
    select v.company_id, v.cause_id, sum(v.total) as total, coalesce(sum(d.tax_difference), 0) as difference
    from billing.invoice v
    left join (select company_id, invoice_id, sum(tax_difference) as tax_difference from billing.invoice_line
      where tax_difference is not null group by 1, 2) d on d.company_id = v.company_id and d.invoice_id = v.id
    where v.kind = 'invoice' group by 1, 2
  ) v on v.company_id = s.company_id and v.cause_id = s.order_id
  left join (select company_id, order_id, sum(net + tax + freight) as amount from orders.cancellation group by 1, 2) c
    on c.company_id = s.company_id and c.order_id = s.order_id
  -- A prepaid order is not credit; what is closed or was never agreed owes nothing.
  where not o.prepaid and s.state not in ('draft', 'pending_approval', 'rejected', 'failed', 'cancelled', 'completed', 'aborted')
  group by 1, 2
) o on o.company_id = g.company_id and o.account_id = g.account_id
left join (select company_id, account_id, sum(open) as amount from billing.open_item group by 1, 2) i
  on i.company_id = g.company_id and i.account_id = g.account_id
-- The deposit of a prepaid order pays what is no credit, and lessens the exposure of nothing else (D6).
left join (
  select u.company_id, u.account_id, sum(u.amount) as amount from billing.unapplied u
  where u.amount > 0 and not (u.kind = 'deposit' and exists (select from orders.order_state s
    join orders.sales_order o on o.company_id = s.company_id and o.id = s.order_id and o.version = s.version
    where s.company_id = u.company_id and s.order_id = u.cause_id and o.prepaid))
  group by 1, 2
) u on u.company_id = g.company_id and u.account_id = g.account_id
where (:company_id::bigint is null or g.company_id = :company_id::bigint)
  and (g.open_orders <> coalesce(o.amount, 0) or g.open_receivables <> coalesce(i.amount, 0) or g.unapplied <> coalesce(u.amount, 0))
order by 1, 2 limit :most::bigint

-- name: law_shown_status :read
-- The status that the list shows is the status derived from the rows.
select x.company_id, 'order ' || x.order_id as what,
  concat_ws(', ', x.status, x.fulfillment, x.billing, x.payment) as expected,
  concat_ws(', ', x.shown, x.shown_fulfillment, x.shown_billing, x.shown_payment) as actual
from (
  select p.*, case
    when p.state = 'completed' then 'closed'
    when p.state not in ('in_progress', 'not_started') then p.state
    when p.fulfillment in ('backordered', 'awaiting_shipping') then case when p.open_holds > 0 then 'on_hold' else p.fulfillment end
    when p.fulfillment = 'partially_shipped' then 'partially_shipped'
    when p.billing = 'not_billed' then 'shipped'
    when p.billing = 'partially_billed' then 'partially_billed'
    when p.payment = 'unpaid' then 'billed' else p.payment end as status
  from (
    select b.*, case
      when b.billing <> 'billed' and b.prepaid and b.state not in ('draft', 'pending_approval', 'rejected', 'failed', 'cancelled',
        'completed', 'aborted') then case when b.paid >= b.total - b.cancelled then 'paid' when b.paid <= b.credit then 'due' else 'partially_paid' end
      when b.billing = 'not_billed' then 'not_due'
      when b.open = 0 then case when b.billing = 'billed' then 'paid' else 'partially_paid' end
      when b.open < b.billed - b.credit then 'partially_paid' else 'unpaid' end as payment
    from (
      select s.company_id, s.order_id, s.state, s.open_holds, s.status as shown, s.fulfillment_status as shown_fulfillment,
        s.billing_status as shown_billing, s.payment_status as shown_payment,
        coalesce(m.billed, 0) as billed, coalesce(m.open, 0) as open, coalesce(m.credit, 0) as credit, o.prepaid, o.total,
        coalesce(d.amount, 0) + coalesce(m.billed, 0) - coalesce(m.open, 0) as paid, coalesce(c.amount, 0) as cancelled,
        case
          when s.state in ('draft', 'pending_approval', 'rejected', 'failed') then 'none'
          when coalesce(f.returned, 0) > 0 then case when f.returned < f.shipped then 'partially_returned' else 'returned' end
          when coalesce(f.wanted, 0) = 0 then 'cancelled'
          when coalesce(f.shipped, 0) = 0 then case when f.backordered then 'backordered' else 'awaiting_shipping' end
          when f.shipped < f.wanted then 'partially_shipped' else 'shipped' end as fulfillment,
        case when coalesce(f.invoiced, 0) = 0 then 'not_billed' when f.invoiced < f.wanted then 'partially_billed' else 'billed' end as billing
      from orders.order_state s
      join orders.sales_order o on o.company_id = s.company_id and o.id = s.order_id and o.version = s.version
      left join (
        select company_id, order_id, sum(quantity - cancelled) as wanted, sum(shipped) as shipped, sum(invoiced) as invoiced,
          sum(returned) as returned, bool_or(supply = 'backorder' and cancelled < quantity) as backordered
        from orders.fulfillment_line group by 1, 2
      ) f on f.company_id = s.company_id and f.order_id = s.order_id
      left join (select company_id, cause_id, sum(original) filter (where original > 0) as billed, sum(open) filter (where original > 0) as open,
          sum(open - original) filter (where original < 0) as credit
        from billing.open_item group by 1, 2) m on m.company_id = s.company_id and m.cause_id = s.order_id
      left join (select company_id, cause_id, sum(amount) as amount
        from billing.unapplied where kind = 'deposit' group by 1, 2) d on d.company_id = s.company_id and d.cause_id = s.order_id
      left join (select company_id, order_id, sum(net + tax + freight) as amount
        from orders.cancellation group by 1, 2) c on c.company_id = s.company_id and c.order_id = s.order_id
      where (:company_id::bigint is null or s.company_id = :company_id::bigint)
    ) b
  ) p
) x
where (x.shown, x.shown_fulfillment, x.shown_billing, x.shown_payment) <> (x.status, x.fulfillment, x.billing, x.payment)
order by 1, 2 limit :most::bigint

-- name: law_order_list :read
-- Source, placing, number of lines and last promised day are what the order and its parts say; lists filter and sort by them.
-- The day is none while a part has none.
select s.company_id, 'order ' || s.order_id as what, concat_ws(', ', o.source, o.placed_at, o.lines, coalesce(f.promised_on::text, 'no promise')) as expected,
  concat_ws(', ', s.source, s.placed_at, s.lines, coalesce(s.promised_on::text, 'no promise')) as actual
from orders.order_state s
cross join lateral (
  select o.source, o.placed_at, (select count(*) from (
    select distinct on (n.line_no) n.action from orders.order_line n
    where n.company_id = s.company_id and n.order_id = s.order_id and n.from_version <= s.version
    order by n.line_no, n.from_version desc) n where n.action <> 'delete') as lines
  from orders.sales_order o where o.company_id = s.company_id and o.id = s.order_id and o.version = s.version
) o
left join (select company_id, order_id, case when count(promised_on) = count(*) then max(promised_on) end as promised_on
  from orders.fulfillment_line where cancelled < quantity group by 1, 2) f on f.company_id = s.company_id and f.order_id = s.order_id
where (:company_id::bigint is null or s.company_id = :company_id::bigint)
  and ((s.source, s.placed_at, s.lines) <> (o.source, o.placed_at, o.lines) or s.promised_on is distinct from f.promised_on)
order by 1, 2 limit :most::bigint

-- name: law_revisions :read
-- The revision of an order rises by one with every batch that changed it, and each left a row of history.
select s.company_id, 'order ' || s.order_id as what, coalesce(h.count, 0)::text as expected, s.revision::text as actual
from orders.order_state s
left join (select company_id, order_id, count(*) as count from orders.history group by 1, 2) h
  on h.company_id = s.company_id and h.order_id = s.order_id
where (:company_id::bigint is null or s.company_id = :company_id::bigint) and s.revision <> coalesce(h.count, 0)
order by 1, 2 limit :most::bigint

-- name: law_open_holds :read
-- The holds that an order counts as open are those that were not released; of all of it, and of some of it.
select s.company_id, 'order ' || s.order_id as what, coalesce(h.whole, 0) || ' and ' || coalesce(h.some, 0) || ' of some' as expected,
  s.open_holds || ' and ' || s.scoped_holds || ' of some' as actual
from orders.order_state s
left join (select company_id, order_id, count(*) filter (where line_nos is null and task_kind is null) as whole,
    count(*) filter (where line_nos is not null or task_kind is not null) as some
  from orders.hold where released_batch is null group by 1, 2) h
  on h.company_id = s.company_id and h.order_id = s.order_id
where (:company_id::bigint is null or s.company_id = :company_id::bigint)
  and (s.open_holds <> coalesce(h.whole, 0) or s.scoped_holds <> coalesce(h.some, 0))
order by 1, 2 limit :most::bigint

-- name: law_references :read
-- What a row names exists; this stands for the foreign keys that growing tables do not have.
select x.company_id, x.what, 'it exists' as expected, 'it does not' as actual from (
  select s.company_id, 'version of order ' || s.order_id as what from orders.order_state s
  where not exists (select from orders.sales_order o where o.company_id = s.company_id and o.id = s.order_id and o.version = s.version)
  union all
  select o.company_id, 'state of order ' || o.id from orders.sales_order o
  where not exists (select from orders.order_state s where s.company_id = o.company_id and s.order_id = o.id)
  union all
  select o.company_id, 'account of order ' || o.id from orders.sales_order o where o.account_id is not null
    and not exists (select from customers.account a where a.company_id = o.company_id and a.id = o.account_id)
  union all
  select k.company_id, 'order of source key ' || k.source || ' ' || k.external_id from orders.source_key k
  where not exists (select from orders.order_state s where s.company_id = k.company_id and s.order_id = k.order_id)
  union all
  select l.company_id, 'order of line ' || l.line_no || ' of ' || l.order_id from orders.order_line l
  where not exists (select from orders.order_state s where s.company_id = l.company_id and s.order_id = l.order_id)
  union all
  select l.company_id, 'item of line ' || l.line_no || ' of order ' || l.order_id from orders.order_line l where l.item_id is not null
    and not exists (select from catalog.item i where i.company_id = l.company_id and i.id = l.item_id)
  union all
  select f.company_id, 'line of fulfillment line ' || f.id from orders.fulfillment_line f
  where not exists (select from orders.order_line l where l.company_id = f.company_id and l.order_id = f.order_id and l.line_no = f.line_no)
  union all
  select f.company_id, 'location of fulfillment line ' || f.id from orders.fulfillment_line f where f.location_id is not null
    and not exists (select from inventory.location l where l.company_id = f.company_id and l.id = f.location_id)
  union all
  select h.company_id, 'order of hold ' || h.id from orders.hold h
  where not exists (select from orders.order_state s where s.company_id = h.company_id and s.order_id = h.order_id)
  union all
  select h.company_id, 'order of history ' || h.order_id from orders.history h
  where not exists (select from orders.order_state s where s.company_id = h.company_id and s.order_id = h.order_id)
  union all
  select g.company_id, 'item or location of gate ' || g.item_id || ' at ' || g.location_id from inventory.stock_gate g
  where not exists (select from catalog.item i where i.company_id = g.company_id and i.id = g.item_id)
    or not exists (select from inventory.location l where l.company_id = g.company_id and l.id = g.location_id)
  union all
  select a.company_id, 'customer or credit gate of account ' || a.id from customers.account a
  where not exists (select from customers.customer c where c.company_id = a.company_id and c.id = a.customer_id)
    or not exists (select from customers.credit_gate g where g.company_id = a.company_id and g.account_id = a.id)
  union all
  select v.company_id, 'account of document ' || v.id from billing.invoice v
  where not exists (select from customers.account a where a.company_id = v.company_id and a.id = v.account_id)
  union all
  select v.company_id, 'order of document ' || v.id from billing.invoice v where v.cause_id is not null
    and not exists (select from orders.order_state s where s.company_id = v.company_id and s.order_id = v.cause_id)
  union all
  select l.company_id, 'document of line ' || l.ordinal || ' of ' || l.invoice_id from billing.invoice_line l
  where not exists (select from billing.invoice v where v.company_id = l.company_id and v.id = l.invoice_id)
  union all
  select p.company_id, 'document of application ' || p.id from billing.application p
  where not exists (select from billing.open_item i where i.company_id = p.company_id and i.account_id = p.account_id and i.invoice_id = p.invoice_id)
  union all
  select p.company_id, 'origin of application ' || p.id from billing.application p
  where case p.from_type
    when 'receipt' then not exists (select from billing.receipt r where r.company_id = p.company_id and r.id = p.from_id)
    else not exists (select from billing.invoice v where v.company_id = p.company_id and v.id = p.from_id) end
  union all
  select s.company_id, 'order of shipment ' || s.id from fulfillment.shipment s
  where not exists (select from orders.order_state o where o.company_id = s.company_id and o.order_id = s.cause_id)
  union all
  select s.company_id, 'row of open shipment ' || s.id from fulfillment.shipment s where s.state in ('requested', 'partially_shipped')
    and not exists (select from fulfillment.open_shipment o where o.company_id = s.company_id and o.id = s.id
      and o.cause_id = s.cause_id and o.location_id = s.location_id)
  union all
  select o.company_id, 'open shipment of row ' || o.id from fulfillment.open_shipment o
  where not exists (select from fulfillment.shipment s where s.company_id = o.company_id and s.id = o.id
    and s.state in ('requested', 'partially_shipped'))
  union all
  select t.company_id, 'order of transfer ' || t.id from fulfillment.transfer t
  where not exists (select from orders.order_state o where o.company_id = t.company_id and o.order_id = t.cause_id)
  union all
  select l.company_id, 'shipment of line ' || l.source_id from fulfillment.shipment_line l
  where not exists (select from fulfillment.shipment s where s.company_id = l.company_id and s.cause_id = l.cause_id and s.id = l.shipment_id)
  union all
  select t.company_id, 'component of task ' || t.id from orchestration.task t
  where not exists (select from orchestration.component c where c.company_id = t.company_id and c.order_id = t.order_id and c.id = t.component_id)
  union all
  select c.company_id, 'order of component ' || c.id from orchestration.component c
  where not exists (select from orders.order_state s where s.company_id = c.company_id and s.order_id = c.order_id)
  union all
  select d.company_id, 'customer of person data ' || d.customer_id from customers.person_data d
  where not exists (select from customers.customer c where c.company_id = d.company_id and c.id = d.customer_id)
  union all
  select o.company_id, p.what || ' site of order ' || o.id from orders.sales_order o
  cross join lateral (values ('ship-to', o.ship_to_site), ('bill-to', o.bill_to_site)) p(what, id)
  where p.id is not null and not exists (select from customers.account a
    join customers.site s on s.company_id = a.company_id and s.customer_id = a.customer_id and s.id = p.id
    where a.company_id = o.company_id and a.id = o.account_id)
  union all
  select o.company_id, p.what || ' address of order ' || o.id from orders.sales_order o
  cross join lateral (values ('ship-to', o.ship_to_address), ('bill-to', o.bill_to_address)) p(what, id)
  where p.id is not null and not exists (select from customers.account a
    where a.company_id = o.company_id and a.id = o.account_id and (
      exists (select from customers.person_data d where d.company_id = a.company_id and d.customer_id = a.customer_id and d.id = p.id)
      -- An erasure excuses what was agreed before it, not what came later.
      or exists (select from customers.erasure e
        join platform.company_log erased on erased.company_id = e.company_id and erased.batch = e.batch
        join platform.company_log agreed on agreed.company_id = o.company_id and agreed.batch = o.batch and agreed.pos < erased.pos
        where e.company_id = a.company_id and e.customer_id = a.customer_id)))
  union all
  select s.company_id, 'address of ' || s.what from (
    select s.company_id, s.customer_id, s.person_id, 'site ' || s.code as what from customers.site s
    union all select t.company_id, t.customer_id, t.person_id, 'contact ' || t.code from customers.contact t
  ) s where s.person_id is not null and not exists (select from customers.person_data d
    where d.company_id = s.company_id and d.customer_id = s.customer_id and d.id = s.person_id)
) x
where (:company_id::bigint is null or x.company_id = :company_id::bigint)
order by 1, 2 limit :most::bigint
