-- Laws of payments by a gateway; see invariants.sql.

-- name: law_payments_answered :read
-- A payment stands as its gateway last answered: given exactly as asked for, given back once it was voided, refunded within what was given.
select x.company_id, x.what, x.expected, x.actual from (
  select p.company_id, p.kind || ' ' || p.key as what,
    case when h.outcome is null then 'asking, unknown'
      when h.outcome in ('approved', 'partial') and p.kind = 'authorization' then h.outcome || ', released' else h.outcome end as expected,
    coalesce(k.state, 'no work') as actual
  from channels.payment p
  left join channels.payment_work k on k.company_id = p.company_id and k.channel_id = p.channel_id and k.key = p.key
  left join lateral (select a.outcome from channels.payment_answer a
    where a.company_id = p.company_id and a.channel_id = p.channel_id and a.key = p.key and a.outcome <> 'unknown'
    order by a.attempt desc limit 1) h on true
  where not coalesce(k.state = any (case
      when h.outcome is null then array['asking', 'unknown']
      when h.outcome in ('approved', 'partial') and p.kind = 'authorization' then array[h.outcome, 'released']
      else array[h.outcome] end), false)
  union all
  select p.company_id, 'amount of ' || p.kind || ' ' || p.key || ' in attempt ' || a.attempt, p.amount::text, a.amount::text
  from channels.payment p
  join channels.payment_answer a on a.company_id = p.company_id and a.channel_id = p.channel_id and a.key = p.key and a.outcome = 'approved'
  where p.kind = 'authorization' and a.amount is distinct from p.amount or p.kind = 'refund' and coalesce(a.amount, 0) > p.amount
  union all
  -- A void of the shop may be asked for beside one of ours; one that was done ends it.
  select p.company_id, 'voids of authorization ' || p.key,
    case when k.state = 'released' then 'a void that is asked for or done' else 'none that is done' end,
    coalesce(string_agg(w.state, ', ' order by v.key), 'none')
  from channels.payment p
  join channels.payment_work k on k.company_id = p.company_id and k.channel_id = p.channel_id and k.key = p.key
  left join channels.payment v on v.company_id = p.company_id and v.source = p.source and v.order_key = p.order_key
    and v.channel_id = p.channel_id and v.about = p.key and v.kind = 'void'
  left join channels.payment_work w on w.company_id = v.company_id and w.channel_id = v.channel_id and w.key = v.key
  where p.kind = 'authorization'
  group by p.company_id, p.channel_id, p.key, k.state
  having case when k.state = 'released' then not coalesce(bool_or(w.state in ('asking', 'unknown', 'approved')), false)
    else coalesce(bool_or(w.state = 'approved'), false) end
  union all
  select p.company_id, 'refunds of authorization ' || p.key, 'at most ' || p.amount, sum(a.amount)::text
  from channels.payment p
  join channels.payment r on r.company_id = p.company_id and r.source = p.source and r.order_key = p.order_key
    and r.channel_id = p.channel_id and r.about = p.key and r.kind = 'refund'
  join channels.payment_answer a on a.company_id = r.company_id and a.channel_id = r.channel_id and a.key = r.key and a.outcome = 'approved'
  where p.kind = 'authorization'
  group by p.company_id, p.channel_id, p.key, p.amount having sum(a.amount) > p.amount
) x
where (:company_id::bigint is null or x.company_id = :company_id::bigint)
order by 1, 2 limit :most::bigint
