-- name: move_cost :write cost
-- Every physical move, its value, the pool and the books, in one statement after the pools were locked in order. What
-- comes in (with its given value) folds before what goes out; an issue takes
-- relieved(cumulative) − relieved(cumulative before), so that batch cuts never matter. Stock that had gone below zero is
-- trued up by the first receipt: the difference is a variance and a move of its own, so that a return keeps the value that it
-- was given. At standard cost the difference to the given
-- value is a variance too. What the batch does to a pool in all, and had done before a move, is known before the lock and
-- comes with the rows. The header of an entry stands with its first move.
with valued as (
  select w.*,
    (case when w.method = 'standard' or w.quantity < 0 then w.worth_after - w.worth_before else w.given_value end)::bigint as value,
    (case
      when w.method = 'standard' then case when w.quantity > 0 then w.given_value - (w.worth_after - w.worth_before) else 0 end
      when w.first_in then w.true_up else 0
    end)::bigint as variance
  -- `offset 0`: each of these is computed once a row, and then named several times.
  from (
    select p.*,
      -- At standard cost the pool is worth round(standard × quantity) at every moment, so nothing is left at zero.
      case when p.method = 'standard' then round((p.quantity_held + p.moved_before) * p.standard_cost * p.minor_per_unit)
        else p.pool_value - inventory.relieved(p.pool_value, p.pool_quantity, p.gone_before, p.unit) end as worth_before,
      case when p.method = 'standard' then round((p.quantity_held + p.moved_before + p.quantity) * p.standard_cost * p.minor_per_unit)
        else p.pool_value - inventory.relieved(p.pool_value, p.pool_quantity, p.gone_before + greatest(-p.quantity, 0), p.unit) end as worth_after
    from (
      select r.*, c.method, c.standard_cost, c.last_cost, c.quantity as quantity_held, t.true_up, t.pool_quantity,
        c.value + r.value_in - t.true_up as pool_value,
        -- Below zero a unit costs the average that stood last, this batch's receipts included. Minor units a unit.
        case when t.pool_quantity > 0 then (c.value + r.value_in - t.true_up) / t.pool_quantity else c.last_cost * r.minor_per_unit end as unit
      from :rows(company_id bigint, cost_organization bigint, item_id bigint, root_id bigint, move_id bigint, batch bigint, kind text,
        location_id bigint, quantity numeric, given_value bigint, moved_on date, source_id bigint, minor_per_unit integer,
        quantity_in numeric, value_in bigint, gone_before numeric, moved_before numeric, first_in boolean, last_of_pool boolean,
        entry_id bigint, debit_account bigint, credit_account bigint, posting_kind text, rule_id bigint, line_id bigint,
        standard_variance_account bigint, standard_variance_rule bigint, true_up_account bigint, true_up_rule bigint, true_up_id bigint,
        event text, source_type text, entry_source_id bigint, cause_id bigint, currency text)
      left join inventory.cost_pool c on c.company_id = r.company_id and c.cost_organization = r.cost_organization and c.item_id = r.item_id
      cross join lateral (select c.quantity + r.quantity_in as pool_quantity,
        case when c.method = 'moving_average' and c.quantity < 0 and r.quantity_in > 0 then
          round(r.value_in * least(r.quantity_in, -c.quantity) / r.quantity_in)
            - round(c.value * least(r.quantity_in, -c.quantity) / c.quantity)
          else 0 end as true_up) t
      offset 0
    ) p
    offset 0
  ) w
), moved as (
  insert into inventory.stock_move (company_id, root_id, id, batch, kind, item_id, location_id, quantity, value, moved_on, source_id)
  select v.company_id, v.root_id, v.move_id, v.batch, v.kind, v.item_id, v.location_id, v.quantity,
    v.value, v.moved_on, v.source_id
  from valued v
  union all
  select v.company_id, v.root_id, v.true_up_id, v.batch, 'revaluation', v.item_id, v.location_id, 0, -v.variance, v.moved_on, v.source_id
  from valued v where v.variance <> 0 and v.method = 'moving_average'
), changed as (
  update inventory.cost_pool c
  set quantity = c.quantity + v.moved_before + v.quantity, gone = c.gone + v.gone_before + greatest(-v.quantity, 0),
      value = case when v.method = 'standard' then c.value + v.worth_after - round(c.quantity * c.standard_cost * v.minor_per_unit)
        else v.worth_after end,
      last_cost = case when v.method = 'standard' then v.standard_cost
        when v.pool_quantity > 0 and v.pool_value >= 0 then round(v.pool_value / v.pool_quantity / v.minor_per_unit, 6)
        else c.last_cost end
  from valued v
  where v.last_of_pool and (c.company_id, c.cost_organization, c.item_id) = (v.company_id, v.cost_organization, v.item_id)
), posted as (
  select ledger.post_public(array_agg(p.company_id), array_agg(p.entry_id), array_agg(p.batch), array_agg(p.event),
    array_agg(p.moved_on), array_agg(p.source_type), array_agg(p.entry_source_id), array_agg(p.cause_id), array_agg(p.currency),
    array_agg(p.debit), array_agg(p.credit), array_agg(p.amount), array_agg(p.kind), array_agg(p.line_id), array_agg(p.rule_id)) as done
  from (
    select v.company_id, v.entry_id, v.batch, v.event, v.moved_on, v.source_type, v.entry_source_id, v.cause_id, v.currency,
      v.debit_account as debit, v.credit_account as credit, abs(v.value) as amount, v.posting_kind as kind, v.line_id, v.rule_id
    from valued v
    union all
    -- A variance against us is a debit of its account: at standard cost against what the goods came from, below zero
    -- against inventory.
    select v.company_id, v.entry_id, v.batch, null, v.moved_on, null, null, null, null,
      case when v.variance > 0 then v.variance_account else v.other_account end,
      case when v.variance > 0 then v.other_account else v.variance_account end,
      abs(v.variance), v.variance_kind, v.line_id, v.variance_rule
    from (
      select x.*, case when x.method = 'standard' then x.standard_variance_account else x.true_up_account end as variance_account,
        case when x.method = 'standard' then x.standard_variance_rule else x.true_up_rule end as variance_rule,
        case when x.method = 'standard' then 'price_variance' else 'true_up' end as variance_kind,
        case when x.method = 'standard' then x.credit_account else x.debit_account end as other_account
      from valued x where x.variance <> 0
    ) v
  ) p
)
select platform.verify(not exists (select from valued v where v.method is null)) as verified, p.done from posted p
