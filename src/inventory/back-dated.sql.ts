// Written by `npm run generate` from back-dated.sql; do not edit.
import type { ReadStatement, WriteStatement } from '../platform/database/index.ts'

/** Receipts of a day before, in batches of their own; the pools were locked in order. They fold one after the other, as they were entered. Goods that left since that day would have cost the average of all: what they cost otherwise is a variance of the receipt, and the rest is the pool's. What left is what was counted, and what the pool has lost since the count. Below zero the true-up is a part of it; of a receipt of which nothing is left there is no more. At standard cost the price variance is all. Its balance deltas are part 2: ordinary moves of the same batch post to the same accounts after it. */
export const moveBackDated: WriteStatement<{ companyId: bigint | null; costOrganization: bigint | null; itemId: bigint | null; rootId: bigint | null; moveId: bigint | null; batch: bigint | null; kind: string | null; locationId: bigint | null; quantity: bigint | null; givenValue: bigint | null; movedOn: string | null; sourceId: bigint | null; minorPerUnit: number | null; goneSince: bigint | null; goneCounted: bigint | null; entryId: bigint | null; debitAccount: bigint | null; creditAccount: bigint | null; postingKind: string | null; ruleId: bigint | null; lineId: bigint | null; standardVarianceAccount: bigint | null; standardVarianceRule: bigint | null; trueUpAccount: bigint | null; trueUpRule: bigint | null; trueUpId: bigint | null; backDatedAccount: bigint | null; backDatedRule: bigint | null; event: string | null; sourceType: string | null; entrySourceId: bigint | null; causeId: bigint | null; currency: string | null }, { verified: boolean }> = {
  name: 'inventory.move_back_dated',
  kind: 'write',
  lockClass: 'cost',
  sequence: 0,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'costOrganization', type: 'bigint', array: true },
    { name: 'itemId', type: 'bigint', array: true },
    { name: 'rootId', type: 'bigint', array: true },
    { name: 'moveId', type: 'bigint', array: true },
    { name: 'batch', type: 'bigint', array: true },
    { name: 'kind', type: 'text', array: true },
    { name: 'locationId', type: 'bigint', array: true },
    { name: 'quantity', type: 'numeric', array: true },
    { name: 'givenValue', type: 'bigint', array: true },
    { name: 'movedOn', type: 'date', array: true },
    { name: 'sourceId', type: 'bigint', array: true },
    { name: 'minorPerUnit', type: 'integer', array: true },
    { name: 'goneSince', type: 'numeric', array: true },
    { name: 'goneCounted', type: 'numeric', array: true },
    { name: 'entryId', type: 'bigint', array: true },
    { name: 'debitAccount', type: 'bigint', array: true },
    { name: 'creditAccount', type: 'bigint', array: true },
    { name: 'postingKind', type: 'text', array: true },
    { name: 'ruleId', type: 'bigint', array: true },
    { name: 'lineId', type: 'bigint', array: true },
    { name: 'standardVarianceAccount', type: 'bigint', array: true },
    { name: 'standardVarianceRule', type: 'bigint', array: true },
    { name: 'trueUpAccount', type: 'bigint', array: true },
    { name: 'trueUpRule', type: 'bigint', array: true },
    { name: 'trueUpId', type: 'bigint', array: true },
    { name: 'backDatedAccount', type: 'bigint', array: true },
    { name: 'backDatedRule', type: 'bigint', array: true },
    { name: 'event', type: 'text', array: true },
    { name: 'sourceType', type: 'text', array: true },
    { name: 'entrySourceId', type: 'bigint', array: true },
    { name: 'causeId', type: 'bigint', array: true },
    { name: 'currency', type: 'text', array: true },
  ],
  text: "with recursive due as materialized (\n  select r.*, row_number() over (partition by r.company_id, r.cost_organization, r.item_id order by r.move_id) as place\n  from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as cost_organization, unnest($3::bigint[]) as item_id, unnest($4::bigint[]) as root_id, unnest($5::bigint[]) as move_id, unnest($6::bigint[]) as batch, unnest($7::text[]) as kind, unnest($8::bigint[]) as location_id, unnest($9::numeric[]) as quantity, unnest($10::bigint[]) as given_value, unnest($11::date[]) as moved_on, unnest($12::bigint[]) as source_id, unnest($13::integer[]) as minor_per_unit, unnest($14::numeric[]) as gone_since, unnest($15::numeric[]) as gone_counted, unnest($16::bigint[]) as entry_id, unnest($17::bigint[]) as debit_account, unnest($18::bigint[]) as credit_account, unnest($19::text[]) as posting_kind, unnest($20::bigint[]) as rule_id, unnest($21::bigint[]) as line_id, unnest($22::bigint[]) as standard_variance_account, unnest($23::bigint[]) as standard_variance_rule, unnest($24::bigint[]) as true_up_account, unnest($25::bigint[]) as true_up_rule, unnest($26::bigint[]) as true_up_id, unnest($27::bigint[]) as back_dated_account, unnest($28::bigint[]) as back_dated_rule, unnest($29::text[]) as event, unnest($30::text[]) as source_type, unnest($31::bigint[]) as entry_source_id, unnest($32::bigint[]) as cause_id, unnest($33::text[]) as currency) as r\n), folded as (\n  select c.company_id, c.cost_organization, c.item_id, 0::bigint as place, c.method, c.standard_cost, c.gone,\n    c.quantity::numeric as quantity, c.value::numeric as value, c.last_cost::numeric as last_cost, 0::numeric as worth,\n    0::numeric as true_up, 0::numeric as back_dated\n  from inventory.cost_pool c\n  where (c.company_id, c.cost_organization, c.item_id) in (select d.company_id, d.cost_organization, d.item_id from due d)\n  union all\n  select f.company_id, f.cost_organization, f.item_id, d.place, f.method, f.standard_cost, f.gone, a.quantity,\n    f.value + w.worth - t.true_up - b.back_dated,\n    case when f.method = 'standard' then f.standard_cost\n      when a.quantity > 0 then round((f.value + w.worth - t.true_up - b.back_dated) / a.quantity / d.minor_per_unit, 6)\n      else f.last_cost end,\n    w.worth, t.true_up, b.back_dated\n  from folded f\n  join due d on (d.company_id, d.cost_organization, d.item_id, d.place) = (f.company_id, f.cost_organization, f.item_id, f.place + 1)\n  cross join lateral (select f.quantity + d.quantity as quantity, greatest(d.gone_since + f.gone - d.gone_counted, 0) as gone) a\n  cross join lateral (select case when f.method = 'standard'\n    then round(a.quantity * f.standard_cost * d.minor_per_unit) - round(f.quantity * f.standard_cost * d.minor_per_unit)\n    else d.given_value end as worth) w\n  cross join lateral (select case when f.method = 'moving_average' and f.quantity < 0\n    then round(d.given_value * least(d.quantity, -f.quantity) / d.quantity)\n      - round(f.value * least(d.quantity, -f.quantity) / f.quantity)\n    else 0 end as true_up) t\n  cross join lateral (select case\n    when f.method = 'standard' or a.quantity <= 0 or a.gone <= -f.quantity then 0\n    when f.quantity = 0 then round((d.given_value - f.last_cost * d.minor_per_unit * d.quantity) * a.gone / (a.gone + d.quantity))\n    else round((d.given_value * f.quantity - f.value * d.quantity) * a.gone / (f.quantity * (a.gone + a.quantity))) - t.true_up\n    end as back_dated) b\n), valued as (\n  select d.*, f.method, f.worth, f.true_up, f.back_dated\n  from due d\n  join folded f on (f.company_id, f.cost_organization, f.item_id, f.place) = (d.company_id, d.cost_organization, d.item_id, d.place)\n), moved as (\n  insert into inventory.stock_move (company_id, root_id, id, batch, kind, item_id, location_id, quantity, value, moved_on, source_id)\n  select v.company_id, v.root_id, v.move_id, v.batch, v.kind, v.item_id, v.location_id, v.quantity, v.worth, v.moved_on, v.source_id\n  from valued v\n  union all\n  select v.company_id, v.root_id, v.true_up_id, v.batch, 'revaluation', v.item_id, v.location_id, 0, -v.true_up - v.back_dated,\n    v.moved_on, v.source_id\n  from valued v where v.true_up + v.back_dated <> 0\n), changed as (\n  update inventory.cost_pool c set quantity = f.quantity, value = f.value, last_cost = f.last_cost\n  from (\n    select distinct on (f.company_id, f.cost_organization, f.item_id) f.* from folded f\n    order by f.company_id, f.cost_organization, f.item_id, f.place desc\n  ) f\n  where (c.company_id, c.cost_organization, c.item_id) = (f.company_id, f.cost_organization, f.item_id)\n), posted as (\n  select ledger.post_public(array_agg(v.company_id), array_agg(v.entry_id), array_agg(v.batch), array_agg(v.event),\n    array_agg(v.moved_on), array_agg(v.source_type), array_agg(v.entry_source_id), array_agg(v.cause_id), array_agg(v.currency),\n    array_agg(case when p.amount < 0 then p.credit else p.debit end), array_agg(case when p.amount < 0 then p.debit else p.credit end),\n    array_agg(abs(p.amount)::bigint), array_agg(p.kind), array_agg(v.line_id), array_agg(p.rule_id),\n    2::smallint) as done\n  from valued v\n  cross join lateral (values\n    (v.debit_account, v.credit_account, v.worth, v.posting_kind, v.rule_id),\n    (v.standard_variance_account, v.credit_account, v.given_value - v.worth, 'price_variance', v.standard_variance_rule),\n    (v.true_up_account, v.debit_account, v.true_up, 'true_up', v.true_up_rule),\n    (v.back_dated_account, v.debit_account, v.back_dated, 'back_dated', v.back_dated_rule)\n  ) as p(debit, credit, amount, kind, rule_id)\n)\nselect platform.verify((select count(*) from valued) = (select count(*) from due)) as verified, p.done from posted p",
}

/** Where a count begins: the place in the log up to which moves are counted, and what had left the pools by then. Everything up to the head is committed, so both are of one moment. A pool that is not there, or is at standard cost, has nothing to count. */
export const readPoolMarks: ReadStatement<{ costOrganizations: readonly bigint[]; itemIds: readonly bigint[]; companyId: bigint | null }, { cost_organization: bigint; item_id: bigint; gone: bigint; pos: bigint | null }> = {
  name: 'inventory.read_pool_marks',
  kind: 'read',
  lockClass: 'insert',
  sequence: 1,
  params: [
    { name: 'costOrganizations', type: 'bigint', array: true },
    { name: 'itemIds', type: 'bigint', array: true },
    { name: 'companyId', type: 'bigint', array: false },
  ],
  text: "select p.cost_organization, p.item_id, p.gone, h.pos\nfrom unnest($1::bigint[], $2::bigint[]) as w(cost_organization, item_id)\njoin platform.head_public h on h.company_id = $3::bigint\ncross join lateral (select * from inventory.cost_pool p where p.company_id = $3::bigint\n  and p.cost_organization = w.cost_organization and p.item_id = w.item_id and p.method = 'moving_average' offset 0) p",
}

/** What left pools in a stretch of days, less what came back to them: all but what was bought or opened with. Along the days of moves (stock_move_day), up to a place in the log. */
export const countGone: ReadStatement<{ companyId: bigint | null; fromDay: string | null; toDay: string | null; itemIds: readonly bigint[]; pos: bigint | null }, { cost_organization: bigint; item_id: bigint; moved_on: string; quantity: bigint }> = {
  name: 'inventory.count_gone',
  kind: 'read',
  lockClass: 'insert',
  sequence: 2,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'fromDay', type: 'date', array: false },
    { name: 'toDay', type: 'date', array: false },
    { name: 'itemIds', type: 'bigint', array: true },
    { name: 'pos', type: 'bigint', array: false },
  ],
  text: "with gone as materialized (\n  select l.cost_organization, m.item_id, m.moved_on, m.batch, -sum(m.quantity) as quantity\n  from inventory.stock_move m\n  join inventory.location l on l.company_id = m.company_id and l.id = m.location_id\n  where m.company_id = $1::bigint and m.moved_on >= $2::date and m.moved_on < $3::date\n    and m.item_id = any($4::bigint[]) and m.kind in ('issue', 'return', 'adjustment', 'transfer')\n  group by 1, 2, 3, 4\n)\nselect g.cost_organization, g.item_id, g.moved_on, sum(g.quantity)::numeric(20, 6) as quantity\nfrom gone g\ncross join lateral (select p.pos from platform.log_public p where p.company_id = $1::bigint and p.batch = g.batch offset 0) p\nwhere p.pos <= $5::bigint\ngroup by 1, 2, 3",
}
