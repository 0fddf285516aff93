-- name: move_cost :write cost
-- Every physical move, its value, the pool and the books, in one statement after the pools were locked in order. What
-- comes in (with its given value) folds before what goes out; an issue takes
-- relieved(cumulative) − relieved(cumulative before), so that batch cuts never matter. Stock that had gone below zero is
-- trued up by the first receipt: the difference is a variance of its own. At standard cost the difference to the given
-- value is a variance too.
with wanted as (
  select * from :rows(company_id bigint, cost_organization bigint, item_id bigint, ordinal bigint, root_id bigint, move_id bigint,
    batch bigint, kind text, location_id bigint, quantity numeric, given_value bigint, moved_on date, source_id bigint,
    minor_per_unit integer, entry_id bigint, posting_ordinal integer, debit_account bigint, credit_account bigint,
    posting_kind text, rule_id bigint, standard_variance_account bigint, true_up_account bigint, period text, line_id bigint)
), pooled as (
  -- One pass: the pool as it stands, what this batch brings in, and running sums in the order of decision.
  select w.*, c.method, c.standard_cost, c.last_cost, c.quantity as quantity_before, c.value as value_before,
    sum(case when w.quantity > 0 then w.quantity else 0 end) over pool as quantity_in,
    sum(case when w.quantity > 0 then w.given_value else 0 end) over pool as value_in,
    min(case when w.quantity > 0 then w.ordinal end) over pool as first_in,
    sum(case when w.quantity < 0 then -w.quantity else 0 end) over pool_in_order as gone,
    sum(w.quantity) over pool_in_order as moved_so_far
  from wanted w
  left join inventory.cost_pool c on c.company_id = w.company_id and c.cost_organization = w.cost_organization and c.item_id = w.item_id
  window pool as (partition by w.company_id, w.cost_organization, w.item_id),
    pool_in_order as (partition by w.company_id, w.cost_organization, w.item_id order by w.ordinal)
), trued as (
  select p.*, p.quantity_before + p.quantity_in as pool_quantity,
    case when p.method = 'moving_average' and p.quantity_before < 0 and p.quantity_in > 0 then
      round(p.value_in * least(p.quantity_in, -p.quantity_before) / p.quantity_in)
        - round(p.value_before * least(p.quantity_in, -p.quantity_before) / p.quantity_before)
      else 0 end as true_up
  from pooled p
), running as (
  select t.*, t.value_before + t.value_in - t.true_up as pool_value,
    -- Below zero a unit costs the average that stood last, this batch's receipts included. Minor units a unit.
    case when t.pool_quantity > 0 then (t.value_before + t.value_in - t.true_up) / t.pool_quantity else t.last_cost * t.minor_per_unit end as unit,
    -- At standard cost the pool is worth round(standard × quantity) at every moment, so nothing is left at zero.
    round((t.quantity_before + t.moved_so_far) * t.standard_cost * t.minor_per_unit)
      - round((t.quantity_before + t.moved_so_far - t.quantity) * t.standard_cost * t.minor_per_unit) as standard_value
  from trued t
), valued as (
  select r.*,
    (case
      when r.method = 'standard' then r.standard_value
      when r.quantity >= 0 then r.given_value
      else inventory.relieved(r.pool_value, r.pool_quantity, r.gone + r.quantity, r.unit)
         - inventory.relieved(r.pool_value, r.pool_quantity, r.gone, r.unit)
    end)::bigint as value,
    (case
      when r.method = 'standard' then case when r.quantity > 0 then r.given_value - r.standard_value else 0 end
      when r.ordinal = r.first_in then r.true_up else 0
    end)::bigint as variance
  from running r
), moved as (
  insert into inventory.stock_move (company_id, root_id, id, batch, kind, item_id, location_id, quantity, value, moved_on, source_id)
  select v.company_id, v.root_id, v.move_id, v.batch, v.kind, v.item_id, v.location_id, v.quantity,
    v.value - case when v.method = 'standard' then 0 else v.variance end, v.moved_on, v.source_id
  from valued v
), changed as (
  update inventory.cost_pool c
  set quantity = c.quantity + t.quantity,
      value = c.value + t.value,
      last_cost = case when t.method = 'standard' then t.standard_cost
        when t.pool_quantity > 0 and t.pool_value >= 0 then round(t.pool_value / t.pool_quantity / t.minor_per_unit, 6)
        else c.last_cost end
  from (
    select v.company_id, v.cost_organization, v.item_id, sum(v.quantity) as quantity,
      sum(v.value - case when v.method = 'standard' then 0 else v.variance end) as value,
      max(v.method) as method, max(v.standard_cost) as standard_cost, max(v.pool_quantity) as pool_quantity,
      max(v.pool_value)::numeric as pool_value, max(v.minor_per_unit) as minor_per_unit
    from valued v group by 1, 2, 3
  ) t
  where (c.company_id, c.cost_organization, c.item_id) = (t.company_id, t.cost_organization, t.item_id)
  returning c.item_id
), posted as (
  select ledger.post_public(array_agg(p.company_id), array_agg(p.entry_id), array_agg(p.ordinal), array_agg(p.debit), array_agg(p.credit),
    array_agg(p.amount), array_agg(p.kind), array_agg(p.line_id), array_agg(p.rule_id), array_agg(p.batch), array_agg(p.period)) as done
  from (
    select v.company_id, v.entry_id, v.posting_ordinal as ordinal, v.debit_account as debit, v.credit_account as credit,
      abs(v.value) as amount, v.posting_kind as kind, v.line_id, v.rule_id, v.batch, v.period
    from valued v
    union all
    -- A variance against us is a debit of its account: at standard cost against what the goods came from, below zero
    -- against inventory.
    select v.company_id, v.entry_id, v.posting_ordinal + 1,
      case when v.variance > 0 then v.variance_account else v.other_account end,
      case when v.variance > 0 then v.other_account else v.variance_account end,
      abs(v.variance), 'cost_variance', v.line_id, v.rule_id, v.batch, v.period
    from (
      select x.*, case when x.method = 'standard' then x.standard_variance_account else x.true_up_account end as variance_account,
        case when x.method = 'standard' then x.credit_account else x.debit_account end as other_account
      from valued x where x.variance <> 0
    ) v
  ) p
)
select v.company_id, v.move_id, v.value, platform.verify(v.method is not null) as verified, p.done
from valued v cross join posted p
