-- name: opening_stock :read
-- What was opened of each item, and at which value: an import opens what is missing, at the cost that stands.
select i.sku, sum(m.quantity) as quantity, sum(m.value)::bigint as value
from inventory.move_public m
join catalog.item_public i on i.company_id = m.company_id and i.id = m.item_id
where m.company_id = :company_id::bigint and m.kind = 'opening'
group by i.sku

-- name: returns_taken :read
-- Numbers of the returns that an import took before: their bytes are kept, and they belong to no order of their own.
select t.external_id
from channels.intake t
where t.company_id = :company_id::bigint and t.source = :source::text and t.outcome = 'accepted' and t.order_id is null
  and t.external_id is not null

-- name: billed_in_series :read
select v.kind, v.series, count(*) as documents, sum(v.total)::bigint as total
from billing.invoice_public v
where v.company_id = :company_id::bigint and v.series = any(:series::text[])
group by v.kind, v.series
order by v.kind, v.series
