-- name: read_replacing_payments :read
-- Payments that took the place of one in the store.
select r.company_id, r.order_id, r.part, r.amount, r.taken
from unnest(:company_ids::bigint[], :order_ids::bigint[]) as w(company_id, order_id)
join channels.replacing_payment r on r.company_id = w.company_id and r.order_id = w.order_id
order by r.company_id, r.order_id, r.part

-- name: keep_replacing_payments :read
-- Payments that take the place of one in the store; one that was taken in stays as it was then. In a transaction of its own.
insert into channels.replacing_payment as r (company_id, order_id, part, amount, taken)
select w.company_id, w.order_id, w.part, (array_agg(w.amount order by w.taken desc))[1], bool_or(w.taken)
from unnest(:company_ids::bigint[], :order_ids::bigint[], :parts::text[], :amounts::bigint[], :takens::boolean[])
  as w(company_id, order_id, part, amount, taken)
where w.company_id is not null and w.order_id is not null and w.part is not null
group by w.company_id, w.order_id, w.part
order by w.company_id, w.order_id, w.part
on conflict (company_id, order_id, part) do update set amount = excluded.amount, taken = excluded.taken where not r.taken
returning r.order_id
