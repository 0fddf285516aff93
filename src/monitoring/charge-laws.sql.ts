// Written by `npm run generate` from charge-laws.sql; do not edit.
import type { ReadStatement } from '../platform/database/index.ts'

/** Of a part that is charged in periods or by use so many units are handed over as were invoiced and have not come back. */
export const lawRecurringCharges: ReadStatement<{ companyId: bigint | null; most: bigint | null }, { company_id: bigint | null; what: string | null; expected: string; actual: string }> = {
  name: 'monitoring.law_recurring_charges',
  kind: 'read',
  lockClass: 'insert',
  sequence: 0,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'most', type: 'bigint', array: false },
  ],
  text: "select coalesce(f.company_id, h.company_id) as company_id, 'fulfillment line ' || coalesce(f.id, h.source_id) || ', charge ' || coalesce(f.charge, h.charge) as what,\n  coalesce(f.quantity, 0)::text as expected, coalesce(h.quantity, 0)::text as actual\nfrom (\n  select f.company_id, f.order_id, f.id, c.value ->> 'code' as charge, f.invoiced - f.returned as quantity\n  from orders.order_line l\n  cross join lateral jsonb_array_elements(l.charges) c\n  join orders.fulfillment_line f on f.company_id = l.company_id and f.order_id = l.order_id and f.line_no = l.line_no\n  where l.charges is not null and l.action <> 'delete' and c.value ->> 'kind' <> 'one_time'\n    and not exists (select from orders.order_line n where n.company_id = l.company_id and n.order_id = l.order_id and n.line_no = l.line_no\n      and n.from_version > l.from_version)\n) f\nfull join (\n  select r.company_id, r.cause_id, r.source_id, r.charge, sum(r.quantity) as quantity from billing.recurring_charge r group by 1, 2, 3, 4\n) h on h.company_id = f.company_id and h.cause_id = f.order_id and h.source_id = f.id and h.charge = f.charge\nwhere ($1::bigint is null or coalesce(f.company_id, h.company_id) = $1::bigint)\n  and coalesce(f.quantity, 0) <> coalesce(h.quantity, 0)\norder by 1, 2 limit $2::bigint",
}
