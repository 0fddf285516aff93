// Written by `npm run generate` from payments.sql; do not edit.
import type { ReadStatement } from '../platform/database/index.ts'

/** By company, gateway and currency, along payment_due. `doubt`: nobody knows since `before` whether an authorization was given; `back`: a void or a refund is asked for since then and not answered; `order`: an authorization of more than a day is given back within a day, because its order did not come. */
export const countPaymentsWaiting: ReadStatement<{ now: Date | null; before: Date | null }, { company_id: bigint; gateway: string; what: string; currency: string; payments: bigint; amount: bigint; since: Date; first_order: string; problem: string | null }> = {
  name: 'monitoring.count_payments_waiting',
  kind: 'read',
  lockClass: 'insert',
  sequence: 0,
  params: [
    { name: 'now', type: 'timestamptz', array: false },
    { name: 'before', type: 'timestamptz', array: false },
  ],
  text: "select x.company_id, x.gateway, x.what, x.currency, count(*) as payments, sum(x.amount)::bigint as amount, min(x.since) as since,\n  (array_agg(x.order_key order by x.since, x.key))[1] as first_order, (array_agg(x.problem order by x.since, x.key))[1] as problem\nfrom (\n  select k.company_id, k.gateway, k.key, p.currency, p.amount, p.order_key, k.problem, p.began_at as since,\n    case when k.state = 'approved' then 'order' when p.kind = 'authorization' then 'doubt' else 'back' end as what\n  from channels.payment_work k\n  join channels.payment p on p.company_id = k.company_id and p.channel_id = k.channel_id and p.key = k.key\n  where k.due_at <= $1::timestamptz + interval '1 day' and (\n    k.state in ('asking', 'unknown') and p.kind <> 'balance' and p.began_at <= $2::timestamptz\n    or k.state = 'approved' and p.kind = 'authorization' and k.heard and p.began_at <= $1::timestamptz - interval '1 day')\n) x\ngroup by x.company_id, x.gateway, x.what, x.currency\norder by x.company_id, x.gateway, x.what, x.currency limit 1000",
}
