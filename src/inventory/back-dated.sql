-- name: move_back_dated :write cost
-- Receipts of a day before, in batches of their own; the pools were locked in order. They fold one after the other, as they were
-- entered. Goods that left since that day would have cost the average of all: what they cost otherwise is a variance
-- of the receipt, and the rest is the pool's. What left is what was counted, and what the pool has lost since the count. Below zero
-- the true-up is a part of it; of a receipt of which nothing is left there is no more. At standard cost the price variance is all.
-- Its balance deltas are part 2: ordinary moves of the same batch post to the same accounts after it.
with recursive due as materialized (
  select r.*, row_number() over (partition by r.company_id, r.cost_organization, r.item_id order by r.move_id) as place
  from :rows(company_id bigint, cost_organization bigint, item_id bigint, root_id bigint, move_id bigint, batch bigint, kind text,
    location_id bigint, quantity numeric, given_value bigint, moved_on date, source_id bigint, minor_per_unit integer,
    gone_since numeric, gone_counted numeric, entry_id bigint, debit_account bigint, credit_account bigint, posting_kind text,
    rule_id bigint, line_id bigint, standard_variance_account bigint, standard_variance_rule bigint, true_up_account bigint,
    true_up_rule bigint, true_up_id bigint, back_dated_account bigint, back_dated_rule bigint, event text, source_type text,
    entry_source_id bigint, cause_id bigint, currency text)
), folded as (
  select c.company_id, c.cost_organization, c.item_id, 0::bigint as place, c.method, c.standard_cost, c.gone,
    c.quantity::numeric as quantity, c.value::numeric as value, c.last_cost::numeric as last_cost, 0::numeric as worth,
    0::numeric as true_up, 0::numeric as back_dated
  from inventory.cost_pool c
  where (c.company_id, c.cost_organization, c.item_id) in (select d.company_id, d.cost_organization, d.item_id from due d)
  union all
  select f.company_id, f.cost_organization, f.item_id, d.place, f.method, f.standard_cost, f.gone, a.quantity,
    f.value + w.worth - t.true_up - b.back_dated,
    case when f.method = 'standard' then f.standard_cost
      when a.quantity > 0 then round((f.value + w.worth - t.true_up - b.back_dated) / a.quantity / d.minor_per_unit, 6)
      else f.last_cost end,
    w.worth, t.true_up, b.back_dated
  from folded f
  join due d on (d.company_id, d.cost_organization, d.item_id, d.place) = (f.company_id, f.cost_organization, f.item_id, f.place + 1)
  cross join lateral (select f.quantity + d.quantity as quantity, greatest(d.gone_since + f.gone - d.gone_counted, 0) as gone) a
  cross join lateral (select case when f.method = 'standard'
    then round(a.quantity * f.standard_cost * d.minor_per_unit) - round(f.quantity * f.standard_cost * d.minor_per_unit)
    else d.given_value end as worth) w
  cross join lateral (select case when f.method = 'moving_average' and f.quantity < 0
    then round(d.given_value * least(d.quantity, -f.quantity) / d.quantity)
      - round(f.value * least(d.quantity, -f.quantity) / f.quantity)
    else 0 end as true_up) t
  cross join lateral (select case
    when f.method = 'standard' or a.quantity <= 0 or a.gone <= -f.quantity then 0
    when f.quantity = 0 then round((d.given_value - f.last_cost * d.minor_per_unit * d.quantity) * a.gone / (a.gone + d.quantity))
    else round((d.given_value * f.quantity - f.value * d.quantity) * a.gone / (f.quantity * (a.gone + a.quantity))) - t.true_up
    end as back_dated) b
), valued as (
  select d.*, f.method, f.worth, f.true_up, f.back_dated
  from due d
  join folded f on (f.company_id, f.cost_organization, f.item_id, f.place) = (d.company_id, d.cost_organization, d.item_id, d.place)
), moved as (
  insert into inventory.stock_move (company_id, root_id, id, batch, kind, item_id, location_id, quantity, value, moved_on, source_id)
  select v.company_id, v.root_id, v.move_id, v.batch, v.kind, v.item_id, v.location_id, v.quantity, v.worth, v.moved_on, v.source_id
  from valued v
  union all
  select v.company_id, v.root_id, v.true_up_id, v.batch, 'revaluation', v.item_id, v.location_id, 0, -v.true_up - v.back_dated,
    v.moved_on, v.source_id
  from valued v where v.true_up + v.back_dated <> 0
), changed as (
  update inventory.cost_pool c set quantity = f.quantity, value = f.value, last_cost = f.last_cost
  from (
    select distinct on (f.company_id, f.cost_organization, f.item_id) f.* from folded f
    order by f.company_id, f.cost_organization, f.item_id, f.place desc
  ) f
  where (c.company_id, c.cost_organization, c.item_id) = (f.company_id, f.cost_organization, f.item_id)
), posted as (
  select ledger.post_public(array_agg(v.company_id), array_agg(v.entry_id), array_agg(v.batch), array_agg(v.event),
    array_agg(v.moved_on), array_agg(v.source_type), array_agg(v.entry_source_id), array_agg(v.cause_id), array_agg(v.currency),
    array_agg(case when p.amount < 0 then p.credit else p.debit end), array_agg(case when p.amount < 0 then p.debit else p.credit end),
    array_agg(abs(p.amount)::bigint), array_agg(p.kind), array_agg(v.line_id), array_agg(p.rule_id),
    2::smallint) as done
  from valued v
  cross join lateral (values
    (v.debit_account, v.credit_account, v.worth, v.posting_kind, v.rule_id),
    (v.standard_variance_account, v.credit_account, v.given_value - v.worth, 'price_variance', v.standard_variance_rule),
    (v.true_up_account, v.debit_account, v.true_up, 'true_up', v.true_up_rule),
    (v.back_dated_account, v.debit_account, v.back_dated, 'back_dated', v.back_dated_rule)
  ) as p(debit, credit, amount, kind, rule_id)
)
select platform.verify((select count(*) from valued) = (select count(*) from due)) as verified, p.done from posted p

-- name: read_pool_marks :read
-- Where a count begins: the place in the log up to which moves are counted, and what had left the pools by then. Everything up to
-- the head is committed, so both are of one moment. A pool that is not there, or is at standard cost, has nothing to count.
select p.cost_organization, p.item_id, p.gone, h.pos
from unnest(:cost_organizations::bigint[], :item_ids::bigint[]) as w(cost_organization, item_id)
join platform.head_public h on h.company_id = :company_id::bigint
cross join lateral (select * from inventory.cost_pool p where p.company_id = :company_id::bigint
  and p.cost_organization = w.cost_organization and p.item_id = w.item_id and p.method = 'moving_average' offset 0) p

-- name: count_gone :read
-- What left pools in a stretch of days, less what came back to them: all but what was bought or opened with. Along the days of moves
-- (stock_move_day), up to a place in the log.
with gone as materialized (
  select l.cost_organization, m.item_id, m.moved_on, m.batch, -sum(m.quantity) as quantity
  from inventory.stock_move m
  join inventory.location l on l.company_id = m.company_id and l.id = m.location_id
  where m.company_id = :company_id::bigint and m.moved_on >= :from_day::date and m.moved_on < :to_day::date
    and m.item_id = any(:item_ids::bigint[]) and m.kind in ('issue', 'return', 'adjustment', 'transfer')
  group by 1, 2, 3, 4
)
select g.cost_organization, g.item_id, g.moved_on, sum(g.quantity)::numeric(20, 6) as quantity
from gone g
cross join lateral (select p.pos from platform.log_public p where p.company_id = :company_id::bigint and p.batch = g.batch offset 0) p
where p.pos <= :pos::bigint
group by 1, 2, 3
