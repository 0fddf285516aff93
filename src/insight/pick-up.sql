-- name: list_pick_ups :read
-- What is to be picked up at a place, longest there first, along open_shipment_location: `text` is looked for in at most `budget` of
-- them; the last of these `ends` the page, whether it `matches` or not. What is personal is read, and looked for, for those alone who
-- may see it. Of a phone the last digits are enough.
-- `paid`: deposits of the order, and what of its invoices is settled.
-- notnull: matches, ends, prepaid, methods, in_store, wanted, paid
-- null: keep_until, name, email, phone, customer_name, account_number
select m.*, m.total - coalesce((select sum(c.net + c.tax + c.freight) from orders.cancellation c
  where c.company_id = :company_id::bigint and c.order_id = m.cause_id), 0)::bigint as wanted,
  (coalesce((select sum(u.amount) from billing.unapplied u
    where u.company_id = :company_id::bigint and u.cause_id = m.cause_id and u.kind = 'deposit'), 0)
  + coalesce((select sum(v.total - i.open) from billing.invoice v
    join billing.open_item i on i.company_id = v.company_id and i.account_id = v.account_id and i.invoice_id = v.id
    where v.company_id = :company_id::bigint and v.cause_id = m.cause_id and v.kind = 'invoice'), 0))::bigint as paid
from (
  select p.*, p.n = :budget::bigint as ends,
    p.bound and (not :scoped::boolean or p.account_id = any(:account_ids::bigint[])) and (:text::text is null
      or p.id_text = :digits::text or p.external_id = :text::text or p.customer_reference = :text::text
      or :words::text <> '' and (position(:words::text in lower(p.name)) > 0 or position(:words::text in lower(p.customer_name)) > 0)
      or position('@' in :words::text) > 0 and (position(:words::text in lower(p.email)) > 0 or position(:words::text in lower(p.customer_email)) > 0)
      or length(:digits::text) >= 4 and (right(regexp_replace(p.phone, '[^0-9]', '', 'g'), length(:digits::text)) = :digits::text
        or right(regexp_replace(p.customer_phone, '[^0-9]', '', 'g'), length(:digits::text)) = :digits::text)) as matches
  from (
    select w.n, w.id, w.cause_id, w.keep_until, s.state, s.released_on, o.account_id, o.external_id, o.customer_reference, o.currency,
      o.id::text as id_text, o.total, o.prepaid, e.payment_status,
      coalesce(o.custom -> 'paymentMethods', '[]'::jsonb) as methods,
      coalesce(o.custom @? '$.commerce.paymentGroups[*].inStore', false) and not exists (select from channels.replacing_payment r
        where r.company_id = :company_id::bigint and r.order_id = w.cause_id) as in_store, a.number as account_number,
      t.name, t.email, t.phone, d.name as customer_name, d.email as customer_email, d.phone as customer_phone,
      exists (select from fulfillment.shipment_line l
        join orders.fulfillment_line f on f.company_id = l.company_id and f.order_id = l.cause_id and f.id = l.source_id
        where l.company_id = :company_id::bigint and l.cause_id = w.cause_id and l.shipment_id = w.id and f.decision ? 'only') as bound
    from (
      select o.*, row_number() over (order by o.id) as n from (
        select o.* from fulfillment.open_shipment o
        where o.company_id = :company_id::bigint and o.location_id = :location_id::bigint and o.id > coalesce(:after_id::bigint, 0)
        order by o.id limit :budget::bigint
      ) o
    ) w
    cross join lateral (select * from fulfillment.shipment s
      where s.company_id = :company_id::bigint and s.cause_id = w.cause_id and s.id = w.id offset 0) s
    cross join lateral (select * from orders.order_state e
      where e.company_id = :company_id::bigint and e.order_id = w.cause_id offset 0) e
    cross join lateral (select * from orders.sales_order o
      where o.company_id = :company_id::bigint and o.id = e.order_id and o.version = e.version offset 0) o
    left join lateral (select * from customers.account a
      where a.company_id = :company_id::bigint and a.id = o.account_id offset 0) a on true
    left join lateral (select * from customers.person_data t where :seen::boolean and t.company_id = :company_id::bigint
      and t.customer_id = a.customer_id and t.id = o.ship_to_address offset 0) t on true
    left join lateral (select * from customers.person_data d where :seen::boolean and d.company_id = :company_id::bigint
      and d.customer_id = a.customer_id and d.id = 0 offset 0) d on true
  ) p
) m
where m.matches or m.ends
order by m.id limit :fetch::bigint

-- name: read_pick_up_lines :read
-- null: sku, name, uom
select l.shipment_id, l.source_id, l.requested, l.shipped, l.recalled, l.accepted, l.picked, i.sku, i.name, i.uom
from unnest(:cause_ids::bigint[], :ids::bigint[]) as w(cause_id, id)
join fulfillment.shipment_line l on l.company_id = :company_id::bigint and l.cause_id = w.cause_id and l.shipment_id = w.id
left join catalog.item i on i.company_id = :company_id::bigint and i.id = l.item_id
order by l.shipment_id, i.sku, l.source_id

-- name: list_pick_up_places :read
-- Places that say themselves what left, each with how much is open there.
-- notnull: open
select l.code, l.name, l.pick_up_days,
  (select count(*) from (select from fulfillment.open_shipment o where o.company_id = :company_id::bigint and o.location_id = l.id limit 1000) o) as open
from inventory.location l where l.company_id = :company_id::bigint and not l.auto_confirm
order by l.code limit 1000
