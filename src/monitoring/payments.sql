-- Payments by gateways that somebody should look after, of all companies.

-- name: count_payments_waiting :read
-- By company, gateway and currency, along payment_due. `doubt`: nobody knows since `before` whether an authorization was given; `back`: a
-- void or a refund is asked for since then and not answered; `order`: an authorization of more than a day is given back within a day,
-- because its order did not come.
-- notnull: what, amount, since, payments, first_order
-- null: problem
select x.company_id, x.gateway, x.what, x.currency, count(*) as payments, sum(x.amount)::bigint as amount, min(x.since) as since,
  (array_agg(x.order_key order by x.since, x.key))[1] as first_order, (array_agg(x.problem order by x.since, x.key))[1] as problem
from (
  select k.company_id, k.gateway, k.key, p.currency, p.amount, p.order_key, k.problem, p.began_at as since,
    case when k.state = 'approved' then 'order' when p.kind = 'authorization' then 'doubt' else 'back' end as what
  from channels.payment_work k
  join channels.payment p on p.company_id = k.company_id and p.channel_id = k.channel_id and p.key = k.key
  where k.due_at <= :now::timestamptz + interval '1 day' and (
    k.state in ('asking', 'unknown') and p.kind <> 'balance' and p.began_at <= :before::timestamptz
    or k.state = 'approved' and p.kind = 'authorization' and k.heard and p.began_at <= :now::timestamptz - interval '1 day')
) x
group by x.company_id, x.gateway, x.what, x.currency
order by x.company_id, x.gateway, x.what, x.currency limit 1000
