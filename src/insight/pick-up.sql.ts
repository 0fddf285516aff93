// Written by `npm run generate` from pick-up.sql; do not edit.
import type { ReadStatement } from '../platform/database/index.ts'
import type { Json } from '../platform/json.ts'

/** What is to be picked up at a place, longest there first, along open_shipment_location: `text` is looked for in at most `budget` of them; the last of these `ends` the page, whether it `matches` or not. What is personal is read, and looked for, for those alone who may see it. Of a phone the last digits are enough. `paid`: deposits of the order, and what of its invoices is settled. */
export const listPickUps: ReadStatement<{ companyId: bigint | null; budget: bigint | null; scoped: boolean | null; accountIds: readonly bigint[]; text: string | null; digits: string | null; words: string | null; locationId: bigint | null; afterId: bigint | null; seen: boolean | null; fetch: bigint | null }, { n: bigint; id: bigint; cause_id: bigint; keep_until: string | null; state: string; released_on: string; account_id: bigint | null; external_id: string; customer_reference: string | null; currency: string; id_text: string; total: bigint; prepaid: boolean; payment_status: string; methods: Json; in_store: boolean; account_number: string | null; name: string | null; email: string | null; phone: string | null; customer_name: string | null; customer_email: string | null; customer_phone: string | null; bound: boolean; ends: boolean; matches: boolean; wanted: bigint; paid: bigint }> = {
  name: 'insight.list_pick_ups',
  kind: 'read',
  lockClass: 'insert',
  sequence: 0,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'budget', type: 'bigint', array: false },
    { name: 'scoped', type: 'boolean', array: false },
    { name: 'accountIds', type: 'bigint', array: true },
    { name: 'text', type: 'text', array: false },
    { name: 'digits', type: 'text', array: false },
    { name: 'words', type: 'text', array: false },
    { name: 'locationId', type: 'bigint', array: false },
    { name: 'afterId', type: 'bigint', array: false },
    { name: 'seen', type: 'boolean', array: false },
    { name: 'fetch', type: 'bigint', array: false },
  ],
  text: "select m.*, m.total - coalesce((select sum(c.net + c.tax + c.freight) from orders.cancellation c\n  where c.company_id = $1::bigint and c.order_id = m.cause_id), 0)::bigint as wanted,\n  (coalesce((select sum(u.amount) from billing.unapplied u\n    where u.company_id = $1::bigint and u.cause_id = m.cause_id and u.kind = 'deposit'), 0)\n  + coalesce((select sum(v.total - i.open) from billing.invoice v\n    join billing.open_item i on i.company_id = v.company_id and i.account_id = v.account_id and i.invoice_id = v.id\n    where v.company_id = $1::bigint and v.cause_id = m.cause_id and v.kind = 'invoice'), 0))::bigint as paid\nfrom (\n  select p.*, p.n = $2::bigint as ends,\n    p.bound and (not $3::boolean or p.account_id = any($4::bigint[])) and ($5::text is null\n      or p.id_text = $6::text or p.external_id = $5::text or p.customer_reference = $5::text\n      or $7::text <> '' and (position($7::text in lower(p.name)) > 0 or position($7::text in lower(p.customer_name)) > 0)\n      or position('@' in $7::text) > 0 and (position($7::text in lower(p.email)) > 0 or position($7::text in lower(p.customer_email)) > 0)\n      or length($6::text) >= 4 and (right(regexp_replace(p.phone, '[^0-9]', '', 'g'), length($6::text)) = $6::text\n        or right(regexp_replace(p.customer_phone, '[^0-9]', '', 'g'), length($6::text)) = $6::text)) as matches\n  from (\n    select w.n, w.id, w.cause_id, w.keep_until, s.state, s.released_on, o.account_id, o.external_id, o.customer_reference, o.currency,\n      o.id::text as id_text, o.total, o.prepaid, e.payment_status,\n      coalesce(o.custom -> 'paymentMethods', '[]'::jsonb) as methods,\n      coalesce(o.custom @? '$.commerce.paymentGroups[*].inStore', false) and not exists (select from channels.replacing_payment r\n        where r.company_id = $1::bigint and r.order_id = w.cause_id) as in_store, a.number as account_number,\n      t.name, t.email, t.phone, d.name as customer_name, d.email as customer_email, d.phone as customer_phone,\n      exists (select from fulfillment.shipment_line l\n        join orders.fulfillment_line f on f.company_id = l.company_id and f.order_id = l.cause_id and f.id = l.source_id\n        where l.company_id = $1::bigint and l.cause_id = w.cause_id and l.shipment_id = w.id and f.decision ? 'only') as bound\n    from (\n      select o.*, row_number() over (order by o.id) as n from (\n        select o.* from fulfillment.open_shipment o\n        where o.company_id = $1::bigint and o.location_id = $8::bigint and o.id > coalesce($9::bigint, 0)\n        order by o.id limit $2::bigint\n      ) o\n    ) w\n    cross join lateral (select * from fulfillment.shipment s\n      where s.company_id = $1::bigint and s.cause_id = w.cause_id and s.id = w.id offset 0) s\n    cross join lateral (select * from orders.order_state e\n      where e.company_id = $1::bigint and e.order_id = w.cause_id offset 0) e\n    cross join lateral (select * from orders.sales_order o\n      where o.company_id = $1::bigint and o.id = e.order_id and o.version = e.version offset 0) o\n    left join lateral (select * from customers.account a\n      where a.company_id = $1::bigint and a.id = o.account_id offset 0) a on true\n    left join lateral (select * from customers.person_data t where $10::boolean and t.company_id = $1::bigint\n      and t.customer_id = a.customer_id and t.id = o.ship_to_address offset 0) t on true\n    left join lateral (select * from customers.person_data d where $10::boolean and d.company_id = $1::bigint\n      and d.customer_id = a.customer_id and d.id = 0 offset 0) d on true\n  ) p\n) m\nwhere m.matches or m.ends\norder by m.id limit $11::bigint",
}

export const readPickUpLines: ReadStatement<{ causeIds: readonly bigint[]; ids: readonly bigint[]; companyId: bigint | null }, { shipment_id: bigint; source_id: bigint; requested: bigint; shipped: bigint; recalled: bigint; accepted: bigint; picked: bigint; sku: string | null; name: string | null; uom: string | null }> = {
  name: 'insight.read_pick_up_lines',
  kind: 'read',
  lockClass: 'insert',
  sequence: 1,
  params: [
    { name: 'causeIds', type: 'bigint', array: true },
    { name: 'ids', type: 'bigint', array: true },
    { name: 'companyId', type: 'bigint', array: false },
  ],
  text: "select l.shipment_id, l.source_id, l.requested, l.shipped, l.recalled, l.accepted, l.picked, i.sku, i.name, i.uom\nfrom unnest($1::bigint[], $2::bigint[]) as w(cause_id, id)\njoin fulfillment.shipment_line l on l.company_id = $3::bigint and l.cause_id = w.cause_id and l.shipment_id = w.id\nleft join catalog.item i on i.company_id = $3::bigint and i.id = l.item_id\norder by l.shipment_id, i.sku, l.source_id",
}

/** Places that say themselves what left, each with how much is open there. */
export const listPickUpPlaces: ReadStatement<{ companyId: bigint | null }, { code: string; name: string; pick_up_days: number; open: bigint }> = {
  name: 'insight.list_pick_up_places',
  kind: 'read',
  lockClass: 'insert',
  sequence: 2,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
  ],
  text: "select l.code, l.name, l.pick_up_days,\n  (select count(*) from (select from fulfillment.open_shipment o where o.company_id = $1::bigint and o.location_id = l.id limit 1000) o) as open\nfrom inventory.location l where l.company_id = $1::bigint and not l.auto_confirm\norder by l.code limit 1000",
}
