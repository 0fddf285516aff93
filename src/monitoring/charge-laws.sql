-- Laws of what is charged beside prices; see invariants.sql.

-- name: law_recurring_charges :read
-- Of a part that is charged in periods or by use so many units are handed over as were invoiced and have not come back.
-- null: company_id, what
select coalesce(f.company_id, h.company_id) as company_id, 'fulfillment line ' || coalesce(f.id, h.source_id) || ', charge ' || coalesce(f.charge, h.charge) as what,
  coalesce(f.quantity, 0)::text as expected, coalesce(h.quantity, 0)::text as actual
from (
  select f.company_id, f.order_id, f.id, c.value ->> 'code' as charge, f.invoiced - f.returned as quantity
  from orders.order_line l
  cross join lateral jsonb_array_elements(l.charges) c
  join orders.fulfillment_line f on f.company_id = l.company_id and f.order_id = l.order_id and f.line_no = l.line_no
  where l.charges is not null and l.action <> 'delete' and c.value ->> 'kind' <> 'one_time'
    and not exists (select from orders.order_line n where n.company_id = l.company_id and n.order_id = l.order_id and n.line_no = l.line_no
      and n.from_version > l.from_version)
) f
full join (
  select r.company_id, r.cause_id, r.source_id, r.charge, sum(r.quantity) as quantity from billing.recurring_charge r group by 1, 2, 3, 4
) h on h.company_id = f.company_id and h.cause_id = f.order_id and h.source_id = f.id and h.charge = f.charge
where (:company_id::bigint is null or coalesce(f.company_id, h.company_id) = :company_id::bigint)
  and coalesce(f.quantity, 0) <> coalesce(h.quantity, 0)
order by 1, 2 limit :most::bigint
