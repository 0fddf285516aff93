// Written by `npm run generate` from snapshot.sql; do not edit.
import type { ReadStatement, WriteStatement } from '../../platform/database/index.ts'

export const readSystemCosts: ReadStatement<{ companyIds: readonly bigint[]; itemIds: readonly bigint[] }, { company_id: bigint; item_id: bigint; cost_organization: bigint; system_id: bigint; unit_cost: bigint; as_of: Date }> = {
  name: 'inventory.outside.read_system_costs',
  kind: 'read',
  lockClass: 'insert',
  sequence: 0,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'itemIds', type: 'bigint', array: true },
  ],
  text: "select c.company_id, c.item_id, c.cost_organization, c.system_id, c.unit_cost, c.as_of\nfrom unnest($1::bigint[], $2::bigint[]) as w(company_id, item_id)\ncross join lateral (select * from inventory.system_cost c where c.company_id = w.company_id and c.item_id = w.item_id offset 0) c",
}

export const readSystemPrices: ReadStatement<{ companyIds: readonly bigint[]; itemIds: readonly bigint[] }, { company_id: bigint; item_id: bigint; system_id: bigint; uom: string; currency: string; unit_price: bigint; as_of: Date }> = {
  name: 'inventory.outside.read_system_prices',
  kind: 'read',
  lockClass: 'insert',
  sequence: 1,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'itemIds', type: 'bigint', array: true },
  ],
  text: "select p.company_id, p.item_id, p.system_id, p.uom, p.currency, p.unit_price, p.as_of\nfrom unnest($1::bigint[], $2::bigint[]) as w(company_id, item_id)\ncross join lateral (select * from inventory.system_price p where p.company_id = w.company_id and p.item_id = w.item_id offset 0) p",
}

export const readPoolQuantities: ReadStatement<{ companyIds: readonly bigint[]; itemIds: readonly bigint[] }, { company_id: bigint; item_id: bigint; cost_organization: bigint; quantity: bigint }> = {
  name: 'inventory.outside.read_pool_quantities',
  kind: 'read',
  lockClass: 'insert',
  sequence: 2,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'itemIds', type: 'bigint', array: true },
  ],
  text: "select p.company_id, p.item_id, p.cost_organization, p.quantity\nfrom unnest($1::bigint[], $2::bigint[]) as w(company_id, item_id)\njoin inventory.location l on l.company_id = w.company_id and l.id = l.cost_organization\ncross join lateral (select * from inventory.cost_pool p where p.company_id = w.company_id\n  and p.cost_organization = l.id and p.item_id = w.item_id offset 0) p",
}

/** A cost that an outside system states is the standard cost of the pool from now on (D9 row 38): what is on hand is worth more or less, as a move of quantity 0, and the books get the difference. The pools were locked in order; a row that is not newer than what stands of the same system changes nothing. Verifies that the system still is the source. */
export const takeCosts: WriteStatement<{ companyId: bigint | null; itemId: bigint | null; costOrganization: bigint | null; systemId: bigint | null; unitCost: bigint | null; asOf: Date | null; itemClass: string | null; fetchedAt: Date | null; batch: bigint | null; minorPerUnit: number | null; rootId: bigint | null; moveId: bigint | null; movedOn: string | null; entryId: bigint | null; debitAccount: bigint | null; creditAccount: bigint | null; ruleId: bigint | null; event: string | null; sourceType: string | null; currency: string | null }, { verified: boolean; changed: bigint }> = {
  name: 'inventory.outside.take_costs',
  kind: 'write',
  lockClass: 'cost',
  sequence: 3,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'itemId', type: 'bigint', array: true },
    { name: 'costOrganization', type: 'bigint', array: true },
    { name: 'systemId', type: 'bigint', array: true },
    { name: 'unitCost', type: 'numeric', array: true },
    { name: 'asOf', type: 'timestamptz', array: true },
    { name: 'itemClass', type: 'text', array: true },
    { name: 'fetchedAt', type: 'timestamptz', array: true },
    { name: 'batch', type: 'bigint', array: true },
    { name: 'minorPerUnit', type: 'integer', array: true },
    { name: 'rootId', type: 'bigint', array: true },
    { name: 'moveId', type: 'bigint', array: true },
    { name: 'movedOn', type: 'date', array: true },
    { name: 'entryId', type: 'bigint', array: true },
    { name: 'debitAccount', type: 'bigint', array: true },
    { name: 'creditAccount', type: 'bigint', array: true },
    { name: 'ruleId', type: 'bigint', array: true },
    { name: 'event', type: 'text', array: true },
    { name: 'sourceType', type: 'text', array: true },
    { name: 'currency', type: 'text', array: true },
  ],
  text: "with wanted as (\n  select * from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as item_id, unnest($3::bigint[]) as cost_organization, unnest($4::bigint[]) as system_id, unnest($5::numeric[]) as unit_cost, unnest($6::timestamptz[]) as as_of, unnest($7::text[]) as item_class, unnest($8::timestamptz[]) as fetched_at, unnest($9::bigint[]) as batch, unnest($10::integer[]) as minor_per_unit, unnest($11::bigint[]) as root_id, unnest($12::bigint[]) as move_id, unnest($13::date[]) as moved_on, unnest($14::bigint[]) as entry_id, unnest($15::bigint[]) as debit_account, unnest($16::bigint[]) as credit_account, unnest($17::bigint[]) as rule_id, unnest($18::text[]) as event, unnest($19::text[]) as source_type, unnest($20::text[]) as currency) as r\n), newer as (\n  -- Every writer of a cost holds the lock of its pool, so what stands is known here.\n  select w.*, p.value as value_before, round(p.quantity * w.unit_cost * w.minor_per_unit)::bigint as value\n  from wanted w\n  cross join lateral (select * from inventory.cost_pool p where p.company_id = w.company_id\n    and p.cost_organization = w.cost_organization and p.item_id = w.item_id offset 0) p\n  left join lateral (select c.as_of, c.system_id from inventory.system_cost c where c.company_id = w.company_id and c.item_id = w.item_id\n    and c.cost_organization = w.cost_organization offset 0) c on true\n  where c.as_of is null or c.as_of < w.as_of or c.system_id <> w.system_id\n), kept as (\n  insert into inventory.system_cost as c (company_id, item_id, cost_organization, system_id, unit_cost, as_of, fetched_at, batch)\n  select n.company_id, n.item_id, n.cost_organization, n.system_id, n.unit_cost, n.as_of, n.fetched_at, n.batch from newer n\n  on conflict (company_id, item_id, cost_organization) do update set system_id = excluded.system_id, unit_cost = excluded.unit_cost,\n    as_of = excluded.as_of, fetched_at = excluded.fetched_at, batch = excluded.batch\n), changed as (\n  update inventory.cost_pool p set method = 'standard', standard_cost = v.unit_cost, last_cost = v.unit_cost, value = v.value\n  from newer v\n  where (p.company_id, p.cost_organization, p.item_id) = (v.company_id, v.cost_organization, v.item_id)\n  returning p.item_id\n), moved as (\n  -- A cost organization is named by the location that it began with.\n  insert into inventory.stock_move (company_id, root_id, id, batch, kind, item_id, location_id, quantity, value, moved_on, source_id)\n  select v.company_id, v.root_id, v.move_id, v.batch, 'revaluation', v.item_id, v.cost_organization, 0, v.value - v.value_before,\n    v.moved_on, v.system_id\n  from newer v where v.value <> v.value_before\n), posted as (\n  select ledger.post_public(array_agg(v.company_id), array_agg(v.entry_id), array_agg(v.batch), array_agg(v.event),\n    array_agg(v.moved_on), array_agg(v.source_type), array_agg(v.root_id), array_agg(null::bigint), array_agg(v.currency),\n    array_agg(case when v.value < v.value_before then v.debit_account else v.credit_account end),\n    array_agg(case when v.value < v.value_before then v.credit_account else v.debit_account end),\n    array_agg(abs(v.value - v.value_before)), array_agg('revaluation'::text), array_agg(null::bigint), array_agg(v.rule_id)) as done\n  from newer v where v.value <> v.value_before\n)\nselect platform.verify(not exists (\n    select 1 from wanted w\n    left join inventory.system s on s.company_id = w.company_id and s.id = w.system_id and s.active and s.costs\n      and coalesce(s.item_class, w.item_class) = w.item_class\n    where s.id is null\n  )) as verified, (select count(*) from changed) as changed, p.done from posted p",
}

/** The same cost once more, as of later. Verifies under the lock of the pool that it is still the same: else it is a change, which is decided again. */
export const confirmCosts: WriteStatement<{ companyId: bigint | null; itemId: bigint | null; costOrganization: bigint | null; systemId: bigint | null; unitCost: bigint | null; asOf: Date | null; fetchedAt: Date | null; batch: bigint | null }, { verified: boolean; confirmed: bigint }> = {
  name: 'inventory.outside.confirm_costs',
  kind: 'write',
  lockClass: 'cost',
  sequence: 4,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'itemId', type: 'bigint', array: true },
    { name: 'costOrganization', type: 'bigint', array: true },
    { name: 'systemId', type: 'bigint', array: true },
    { name: 'unitCost', type: 'numeric', array: true },
    { name: 'asOf', type: 'timestamptz', array: true },
    { name: 'fetchedAt', type: 'timestamptz', array: true },
    { name: 'batch', type: 'bigint', array: true },
  ],
  text: "with wanted as (\n  select * from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as item_id, unnest($3::bigint[]) as cost_organization, unnest($4::bigint[]) as system_id, unnest($5::numeric[]) as unit_cost, unnest($6::timestamptz[]) as as_of, unnest($7::timestamptz[]) as fetched_at, unnest($8::bigint[]) as batch) as r\n), confirmed as (\n  update inventory.system_cost c set as_of = w.as_of, fetched_at = w.fetched_at, batch = w.batch\n  from wanted w\n  where (c.company_id, c.item_id, c.cost_organization) = (w.company_id, w.item_id, w.cost_organization) and c.as_of < w.as_of\n  returning c.item_id\n)\nselect platform.verify(not exists (\n    select 1 from wanted w\n    join inventory.system_cost c on (c.company_id, c.item_id, c.cost_organization) = (w.company_id, w.item_id, w.cost_organization)\n    where c.system_id <> w.system_id or (c.as_of < w.as_of and c.unit_cost <> w.unit_cost)\n  )) as verified, (select count(*) from confirmed) as confirmed",
}

/** The newest wins; nothing else hangs on it. */
export const takePrices: WriteStatement<{ companyId: bigint | null; itemId: bigint | null; systemId: bigint | null; uom: string | null; currency: string | null; unitPrice: bigint | null; asOf: Date | null; fetchedAt: Date | null; batch: bigint | null }, never> = {
  name: 'inventory.outside.take_prices',
  kind: 'write',
  lockClass: 'key',
  sequence: 5,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'itemId', type: 'bigint', array: true },
    { name: 'systemId', type: 'bigint', array: true },
    { name: 'uom', type: 'text', array: true },
    { name: 'currency', type: 'text', array: true },
    { name: 'unitPrice', type: 'numeric', array: true },
    { name: 'asOf', type: 'timestamptz', array: true },
    { name: 'fetchedAt', type: 'timestamptz', array: true },
    { name: 'batch', type: 'bigint', array: true },
  ],
  text: "insert into inventory.system_price as p (company_id, item_id, system_id, uom, currency, unit_price, as_of, fetched_at, batch)\nselect r.* from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as item_id, unnest($3::bigint[]) as system_id, unnest($4::text[]) as uom, unnest($5::text[]) as currency, unnest($6::numeric[]) as unit_price, unnest($7::timestamptz[]) as as_of, unnest($8::timestamptz[]) as fetched_at, unnest($9::bigint[]) as batch) as r\norder by r.company_id, r.item_id, r.system_id, r.uom, r.currency\non conflict (company_id, item_id, system_id, uom, currency) do update set unit_price = excluded.unit_price, as_of = excluded.as_of,\n  fetched_at = excluded.fetched_at, batch = excluded.batch\nwhere p.as_of < excluded.as_of",
}
