-- name: read_system_costs :read
select c.company_id, c.item_id, c.cost_organization, c.system_id, c.unit_cost, c.as_of
from unnest(:company_ids::bigint[], :item_ids::bigint[]) as w(company_id, item_id)
cross join lateral (select * from inventory.system_cost c where c.company_id = w.company_id and c.item_id = w.item_id offset 0) c

-- name: read_system_prices :read
select p.company_id, p.item_id, p.system_id, p.uom, p.currency, p.unit_price, p.as_of
from unnest(:company_ids::bigint[], :item_ids::bigint[]) as w(company_id, item_id)
cross join lateral (select * from inventory.system_price p where p.company_id = w.company_id and p.item_id = w.item_id offset 0) p

-- name: read_pool_quantities :read
select p.company_id, p.item_id, p.cost_organization, p.quantity
from unnest(:company_ids::bigint[], :item_ids::bigint[]) as w(company_id, item_id)
join inventory.location l on l.company_id = w.company_id and l.id = l.cost_organization
cross join lateral (select * from inventory.cost_pool p where p.company_id = w.company_id
  and p.cost_organization = l.id and p.item_id = w.item_id offset 0) p

-- name: take_costs :write cost
-- A cost that an outside system states is the standard cost of the pool from now on (D9 row 38): what is on hand is worth
-- more or less, as a move of quantity 0, and the books get the difference. The pools were locked in order; a row that is
-- not newer than what stands of the same system changes nothing. Verifies that the system still is the source.
with wanted as (
  select * from :rows(company_id bigint, item_id bigint, cost_organization bigint, system_id bigint, unit_cost numeric, as_of timestamptz, item_class text,
    fetched_at timestamptz, batch bigint, minor_per_unit integer, root_id bigint, move_id bigint, moved_on date, entry_id bigint,
    debit_account bigint, credit_account bigint, rule_id bigint, event text, source_type text, currency text)
), newer as (
  -- Every writer of a cost holds the lock of its pool, so what stands is known here.
  select w.*, p.value as value_before, round(p.quantity * w.unit_cost * w.minor_per_unit)::bigint as value
  from wanted w
  cross join lateral (select * from inventory.cost_pool p where p.company_id = w.company_id
    and p.cost_organization = w.cost_organization and p.item_id = w.item_id offset 0) p
  left join lateral (select c.as_of, c.system_id from inventory.system_cost c where c.company_id = w.company_id and c.item_id = w.item_id
    and c.cost_organization = w.cost_organization offset 0) c on true
  where c.as_of is null or c.as_of < w.as_of or c.system_id <> w.system_id
), kept as (
  insert into inventory.system_cost as c (company_id, item_id, cost_organization, system_id, unit_cost, as_of, fetched_at, batch)
  select n.company_id, n.item_id, n.cost_organization, n.system_id, n.unit_cost, n.as_of, n.fetched_at, n.batch from newer n
  on conflict (company_id, item_id, cost_organization) do update set system_id = excluded.system_id, unit_cost = excluded.unit_cost,
    as_of = excluded.as_of, fetched_at = excluded.fetched_at, batch = excluded.batch
), changed as (
  update inventory.cost_pool p set method = 'standard', standard_cost = v.unit_cost, last_cost = v.unit_cost, value = v.value
  from newer v
  where (p.company_id, p.cost_organization, p.item_id) = (v.company_id, v.cost_organization, v.item_id)
  returning p.item_id
), moved as (
  -- A cost organization is named by the location that it began with.
  insert into inventory.stock_move (company_id, root_id, id, batch, kind, item_id, location_id, quantity, value, moved_on, source_id)
  select v.company_id, v.root_id, v.move_id, v.batch, 'revaluation', v.item_id, v.cost_organization, 0, v.value - v.value_before,
    v.moved_on, v.system_id
  from newer v where v.value <> v.value_before
), posted as (
  select ledger.post_public(array_agg(v.company_id), array_agg(v.entry_id), array_agg(v.batch), array_agg(v.event),
    array_agg(v.moved_on), array_agg(v.source_type), array_agg(v.root_id), array_agg(null::bigint), array_agg(v.currency),
    array_agg(case when v.value < v.value_before then v.debit_account else v.credit_account end),
    array_agg(case when v.value < v.value_before then v.credit_account else v.debit_account end),
    array_agg(abs(v.value - v.value_before)), array_agg('revaluation'::text), array_agg(null::bigint), array_agg(v.rule_id)) as done
  from newer v where v.value <> v.value_before
)
select platform.verify(not exists (
    select 1 from wanted w
    left join inventory.system s on s.company_id = w.company_id and s.id = w.system_id and s.active and s.costs
      and coalesce(s.item_class, w.item_class) = w.item_class
    where s.id is null
  )) as verified, (select count(*) from changed) as changed, p.done from posted p

-- name: confirm_costs :write cost
-- The same cost once more, as of later. Verifies under the lock of the pool that it is still the same: else it is a change,
-- which is decided again.
with wanted as (
  select * from :rows(company_id bigint, item_id bigint, cost_organization bigint, system_id bigint, unit_cost numeric, as_of timestamptz,
    fetched_at timestamptz, batch bigint)
), confirmed as (
  update inventory.system_cost c set as_of = w.as_of, fetched_at = w.fetched_at, batch = w.batch
  from wanted w
  where (c.company_id, c.item_id, c.cost_organization) = (w.company_id, w.item_id, w.cost_organization) and c.as_of < w.as_of
  returning c.item_id
)
select platform.verify(not exists (
    select 1 from wanted w
    join inventory.system_cost c on (c.company_id, c.item_id, c.cost_organization) = (w.company_id, w.item_id, w.cost_organization)
    where c.system_id <> w.system_id or (c.as_of < w.as_of and c.unit_cost <> w.unit_cost)
  )) as verified, (select count(*) from confirmed) as confirmed

-- name: take_prices :write key
-- The newest wins; nothing else hangs on it.
insert into inventory.system_price as p (company_id, item_id, system_id, uom, currency, unit_price, as_of, fetched_at, batch)
select r.* from :rows(company_id bigint, item_id bigint, system_id bigint, uom text, currency text, unit_price numeric, as_of timestamptz,
  fetched_at timestamptz, batch bigint)
order by r.company_id, r.item_id, r.system_id, r.uom, r.currency
on conflict (company_id, item_id, system_id, uom, currency) do update set unit_price = excluded.unit_price, as_of = excluded.as_of,
  fetched_at = excluded.fetched_at, batch = excluded.batch
where p.as_of < excluded.as_of
