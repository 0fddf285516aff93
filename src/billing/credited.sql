-- name: credited_of_causes :read
-- What credit memos gave back of the lines of orders; charges stand behind the goods that they are of.
-- notnull: cause_id, source_id
select v.company_id, v.cause_id, l.source_id, l.quantity, l.unit_price, l.net, l.tax, l.freight, l.charge
from unnest(:company_ids::bigint[], :cause_ids::bigint[]) as w(company_id, cause_id)
cross join lateral (select * from billing.invoice v where v.company_id = w.company_id and v.cause_id = w.cause_id and v.kind = 'credit_memo' offset 0) v
cross join lateral (select * from billing.invoice_line l where l.company_id = v.company_id and l.invoice_id = v.id and l.source_id is not null offset 0) l
order by v.company_id, v.cause_id, v.id, l.ordinal

-- name: beside_of_causes :read
-- What credit memos of orders gave beside the lines of these, less what they kept, by rate of tax.
-- notnull: net, tax, freight, cause_id, tax_percent
-- null: tax_rate_id
select v.company_id, v.cause_id, l.tax_rate_id, l.tax_percent, sum(l.net)::bigint as net, sum(l.tax)::bigint as tax,
  sum(l.freight)::bigint as freight
from unnest(:company_ids::bigint[], :cause_ids::bigint[]) as w(company_id, cause_id)
cross join lateral (select * from billing.invoice v where v.company_id = w.company_id and v.cause_id = w.cause_id and v.kind = 'credit_memo' offset 0) v
cross join lateral (select * from billing.invoice_line l where l.company_id = v.company_id and l.invoice_id = v.id and l.source_id is null offset 0) l
group by v.company_id, v.cause_id, l.tax_rate_id, l.tax_percent

-- name: credit_totals :read
-- What each credit memo of orders came to.
-- notnull: cause_id
select v.company_id, v.cause_id, v.batch, v.id, v.total
from unnest(:company_ids::bigint[], :cause_ids::bigint[]) as w(company_id, cause_id)
cross join lateral (select * from billing.invoice v where v.company_id = w.company_id and v.cause_id = w.cause_id and v.kind = 'credit_memo' offset 0) v
order by v.company_id, v.cause_id, v.id

-- name: lines_of_memos :read
-- The lines of credit memos; charges stand behind the goods that they are of.
-- null: source_id
select l.company_id, l.invoice_id, l.source_id, l.quantity, l.net, l.tax, l.freight, l.charge
from unnest(:company_ids::bigint[], :invoice_ids::bigint[]) as w(company_id, invoice_id)
cross join lateral (select * from billing.invoice_line l where l.company_id = w.company_id and l.invoice_id = w.invoice_id offset 0) l
order by l.company_id, l.invoice_id, l.ordinal
