// Written by `npm run generate` from stock.sql; do not edit.
import type { ReadStatement, WriteStatement } from '../platform/database/index.ts'
import type { Json } from '../platform/json.ts'

export const readLocations: ReadStatement<{ companyIds: readonly bigint[] }, { company_id: bigint; id: bigint; code: string; country: string; region: string; rank: number; cost_organization: bigint; ship_lead_days: number; auto_confirm: boolean; backorders: boolean; confirms_once: boolean; pick_up_days: number; allow_partial: boolean; most_polls: number; stock_connection: string; stock_offline: boolean; transfer_method: string; shipping_calendar: string; cut_off: string; location_type: string; latitude: bigint | null; longitude: bigint | null; labor_cost: bigint | null }> = {
  name: 'inventory.read_locations',
  kind: 'read',
  lockClass: 'insert',
  sequence: 0,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
  ],
  text: "select company_id, id, code, country, region, rank, cost_organization, ship_lead_days, auto_confirm, backorders, confirms_once, pick_up_days,\n  allow_partial, most_polls, stock_connection, stock_offline, transfer_method,\n  shipping_calendar, cut_off, location_type, latitude, longitude, labor_cost\nfrom inventory.location where company_id = any($1::bigint[])",
}

/** Stock of items at every location, without a lock: the gate is asked again by the writing statement. */
export const readGates: ReadStatement<{ companyIds: readonly bigint[]; itemIds: readonly bigint[] }, { company_id: bigint; item_id: bigint; location_id: bigint; on_hand: bigint; reserved: bigint; safety: bigint; horizon_version: bigint; opened: boolean }> = {
  name: 'inventory.read_gates',
  kind: 'read',
  lockClass: 'insert',
  sequence: 1,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'itemIds', type: 'bigint', array: true },
  ],
  text: "select g.company_id, g.item_id, g.location_id, g.on_hand, g.reserved, g.safety, g.horizon_version, g.opened\nfrom unnest($1::bigint[], $2::bigint[]) as w(company_id, item_id)\ncross join lateral (select * from inventory.stock_gate g where g.company_id = w.company_id and g.item_id = w.item_id offset 0) g",
}

export const readOpenSupply: ReadStatement<{ companyIds: readonly bigint[]; itemIds: readonly bigint[] }, { company_id: bigint; id: bigint; number: string; item_id: bigint; location_id: bigint; due_on: string; kind: string; open: bigint }> = {
  name: 'inventory.read_open_supply',
  kind: 'read',
  lockClass: 'insert',
  sequence: 2,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'itemIds', type: 'bigint', array: true },
  ],
  text: "select s.company_id, s.id, s.number, s.item_id, s.location_id, s.due_on, s.kind, s.quantity - s.received as open\nfrom unnest($1::bigint[], $2::bigint[]) as w(company_id, item_id)\ncross join lateral (select * from inventory.supply s where s.company_id = w.company_id and s.item_id = w.item_id and s.received < s.quantity offset 0) s",
}

/** Demand that was promised on a day; a backorder has none and takes from nobody's promise. */
export const readDatedDemand: ReadStatement<{ companyIds: readonly bigint[]; itemIds: readonly bigint[] }, { company_id: bigint; item_id: bigint; location_id: bigint; quantity: bigint; promised_on: string | null }> = {
  name: 'inventory.read_dated_demand',
  kind: 'read',
  lockClass: 'insert',
  sequence: 3,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'itemIds', type: 'bigint', array: true },
  ],
  text: "select d.company_id, d.item_id, d.location_id, d.quantity, d.promised_on\nfrom unnest($1::bigint[], $2::bigint[]) as w(company_id, item_id)\ncross join lateral (select * from inventory.planned_demand d where d.company_id = w.company_id and d.item_id = w.item_id and d.promised_on is not null offset 0) d",
}

/** What waits for stock of the items in the order in which it was asked for. Queues: what is bound to a place, and what may be served anywhere (place 0); a queue is compared with what is there for it, and takes no room of another. Of each the oldest that what is `free` at one place could cover, and the oldest without a day that only what comes `later` could: as many as `most` each, fewer when there are many queues. What is larger cannot be served, and takes no room of those behind it; a dated promise is read all the same: what it counts on is left to it. `more`: others of its queue may stand behind it. It steps from queue to queue of those in which somebody waits. What is not served at some places (`not_at`) is read where another one could cover it: with what is free, or, in the third part, with what comes, though a place that refused it has enough. `brought`: what is bound to a place and has no day is read, too, where one of the places that send there (`way`; 0: any other) could cover it. `held_back`: it waits for what comes before its day. */
export const readPlannedDemand: ReadStatement<{ companyIds: readonly bigint[]; itemIds: readonly bigint[]; places: readonly bigint[]; free: readonly bigint[]; brought: readonly bigint[]; later: readonly bigint[]; wayCompanies: readonly bigint[]; wayPlaces: readonly bigint[]; waySenders: readonly bigint[]; most: number | null; mostOfAll: number | null }, { company_id: bigint; root_id: bigint; source_id: bigint; item_id: bigint; location_id: bigint; quantity: bigint; promised_on: string; asked_at: Date; bound: boolean; not_at: bigint[]; node: string; more: boolean; held_back: boolean }> = {
  name: 'inventory.read_planned_demand',
  kind: 'read',
  lockClass: 'insert',
  sequence: 4,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'itemIds', type: 'bigint', array: true },
    { name: 'places', type: 'bigint', array: true },
    { name: 'free', type: 'numeric', array: true },
    { name: 'brought', type: 'numeric', array: true },
    { name: 'later', type: 'numeric', array: true },
    { name: 'wayCompanies', type: 'bigint', array: true },
    { name: 'wayPlaces', type: 'bigint', array: true },
    { name: 'waySenders', type: 'bigint', array: true },
    { name: 'most', type: 'integer', array: false },
    { name: 'mostOfAll', type: 'integer', array: false },
  ],
  text: "with recursive wanted as materialized (\n  select * from unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::numeric[], $5::numeric[], $6::numeric[])\n    as w(company_id, item_id, place, free, brought, later)\n), way as materialized (\n  select * from unnest($7::bigint[], $8::bigint[], $9::bigint[]) as y(company_id, place, sender)\n), place as (\n  select w.company_id, w.item_id, -1::bigint as place from wanted w group by 1, 2\n  union all\n  select p.company_id, p.item_id, n.place from place p\n  cross join lateral (select case when d.bound then d.location_id else 0 end as place from inventory.planned_demand d\n    where d.company_id = p.company_id and d.item_id = p.item_id and not d.waits_for_release and (case when d.bound then d.location_id else 0 end) > p.place\n    order by d.company_id, d.item_id, (case when d.bound then d.location_id else 0 end) limit 1) n\n), queue as materialized (\n  select w.*, least($10::integer, ceil($11::integer / (count(*) over ())::numeric)::integer) as most\n  from wanted w join place p on p.company_id = w.company_id and p.item_id = w.item_id and p.place = w.place\n)\nselect d.company_id, d.root_id, d.source_id, d.item_id, d.location_id, d.quantity, d.promised_on, d.asked_at, d.bound, d.not_at, d.node, d.more, d.served_from is not null as held_back\nfrom queue q\ncross join lateral (\n  (select d.*, row_number() over (order by d.asked_at, d.root_id, d.source_id) = q.most as more from inventory.planned_demand d\n    where (q.free > 0 or q.brought > 0) and d.company_id = q.company_id and d.item_id = q.item_id and not d.waits_for_release\n      and (case when d.bound then d.location_id else 0 end) = q.place and d.quantity <= greatest(q.free, q.brought)\n      and (d.quantity <= q.free or d.promised_on is null)\n      and (d.not_at = '{}' or exists (select from wanted w where w.company_id = d.company_id and w.item_id = d.item_id and w.place > 0\n        and w.free >= d.quantity and w.place <> all(d.not_at) and (not d.bound or w.place = d.location_id\n          or d.promised_on is null and exists (select from way y where y.company_id = w.company_id and y.place = d.location_id and y.sender in (0, w.place)))))\n    order by d.asked_at, d.root_id, d.source_id limit q.most)\n  union all\n  (select d.*, row_number() over (order by d.asked_at, d.root_id, d.source_id) = q.most from inventory.planned_demand d\n    where q.later > greatest(q.free, q.brought) and d.company_id = q.company_id and d.item_id = q.item_id and not d.waits_for_release\n      and (case when d.bound then d.location_id else 0 end) = q.place and d.quantity <= q.later and d.quantity > greatest(q.free, q.brought)\n      and d.promised_on is null\n      and (d.not_at = '{}' or exists (select from wanted w where w.company_id = d.company_id and w.item_id = d.item_id and w.place > 0\n        and w.later >= d.quantity and w.place <> all(d.not_at) and (not d.bound or w.place = d.location_id)))\n    order by d.asked_at, d.root_id, d.source_id limit q.most)\n  union all\n  (select d.*, row_number() over (order by d.asked_at, d.root_id, d.source_id) = q.most from inventory.planned_demand d\n    where q.later > 0 and d.company_id = q.company_id and d.item_id = q.item_id and not d.waits_for_release and d.not_at <> '{}'\n      and (case when d.bound then d.location_id else 0 end) = q.place and d.quantity <= q.later and d.quantity <= greatest(q.free, q.brought)\n      and d.promised_on is null\n      and exists (select from wanted w where w.company_id = d.company_id and w.item_id = d.item_id and w.place > 0\n        and w.later >= d.quantity and w.place <> all(d.not_at) and (not d.bound or w.place = d.location_id))\n      and not exists (select from wanted w where w.company_id = d.company_id and w.item_id = d.item_id and w.place > 0\n        and w.free >= d.quantity and w.place <> all(d.not_at) and (not d.bound or w.place = d.location_id\n          or exists (select from way y where y.company_id = w.company_id and y.place = d.location_id and y.sender in (0, w.place))))\n    order by d.asked_at, d.root_id, d.source_id limit q.most)\n) d\nunion all\nselect d.company_id, d.root_id, d.source_id, d.item_id, d.location_id, d.quantity, d.promised_on, d.asked_at, d.bound, d.not_at, d.node, false, d.served_from is not null\nfrom (select q.company_id, q.item_id from queue q where q.free > 0 group by 1, 2) i\ncross join lateral (select * from inventory.planned_demand d where d.company_id = i.company_id and d.item_id = i.item_id\n  and d.promised_on is not null offset 0) d\njoin queue q on q.company_id = d.company_id and q.item_id = d.item_id and q.place = case when d.bound then d.location_id else 0 end\n  and q.free > 0 and q.free < d.quantity\norder by company_id, item_id, asked_at, root_id, source_id",
}

/** Steps from item to item of those that wait, however much waits for each, and asks whether a place covers the smallest: with what it has, or, of what has no day, with what comes to it and nobody was promised. `comes_by`: the last day such that what comes from then on is enough. What waits for what comes before its day is not looked at before `served_from`. What is bound to a place and has no day may be brought from places that send there (`way`; 0: any other), where any of the company has some of the item: of each place the smallest is compared with those that have most, so that five hundred stores are not asked about each other. What a place refused is few. */
export const readServableItems: ReadStatement<{ wayCompanies: readonly bigint[]; wayPlaces: readonly bigint[]; waySenders: readonly bigint[]; companyId: bigint | null; itemId: bigint | null; today: string | null; most: number | null }, { company_id: bigint; item_id: bigint; comes_by: string }> = {
  name: 'inventory.read_servable_items',
  kind: 'read',
  lockClass: 'insert',
  sequence: 5,
  params: [
    { name: 'wayCompanies', type: 'bigint', array: true },
    { name: 'wayPlaces', type: 'bigint', array: true },
    { name: 'waySenders', type: 'bigint', array: true },
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'itemId', type: 'bigint', array: false },
    { name: 'today', type: 'date', array: false },
    { name: 'most', type: 'integer', array: false },
  ],
  text: "with recursive way as materialized (\n  select y.company_id, y.place, array_agg(y.sender) as senders\n  from unnest($1::bigint[], $2::bigint[], $3::bigint[]) as y(company_id, place, sender) group by 1, 2\n), item as (\n  (select d.company_id, d.item_id from inventory.planned_demand d\n    where (d.company_id, d.item_id) > ($4::bigint, $5::bigint) order by 1, 2 limit 1)\n  union all\n  select n.company_id, n.item_id from item i\n  cross join lateral (select d.company_id, d.item_id from inventory.planned_demand d\n    where (d.company_id, d.item_id) > (i.company_id, i.item_id) order by 1, 2 limit 1) n\n)\nselect i.company_id, i.item_id, later.comes_by from item i\ncross join lateral (select exists (select from inventory.stock_gate g\n  cross join lateral (select least(\n    (select d.quantity from inventory.planned_demand d where d.company_id = i.company_id and d.item_id = i.item_id\n      and not d.bound and not d.waits_for_release and g.location_id <> all(d.not_at)\n      and (d.served_from is null or d.served_from <= $6::date)\n      order by d.company_id, d.item_id, d.quantity limit 1),\n    (select d.quantity from inventory.planned_demand d where d.company_id = i.company_id and d.item_id = i.item_id\n      and d.bound and not d.waits_for_release and d.location_id = g.location_id and g.location_id <> all(d.not_at)\n      and (d.served_from is null or d.served_from <= $6::date)\n      order by d.company_id, d.item_id, d.location_id, d.quantity limit 1)) as quantity) smallest\n  where g.company_id = i.company_id and g.item_id = i.item_id and g.on_hand > g.reserved\n    and (g.on_hand - g.reserved - g.safety >= smallest.quantity or g.safety > 0 and exists (select from inventory.planned_demand d\n      where d.company_id = i.company_id and d.item_id = i.item_id and d.promised_on is not null\n        and d.quantity <= g.on_hand - g.reserved and (not d.bound or d.location_id = g.location_id)\n        and (d.served_from is null or d.served_from <= $6::date)\n        and g.location_id <> all(d.not_at))))\n  or exists (\n    with recursive free as materialized (\n      select g.location_id, g.on_hand - g.reserved - g.safety as quantity from inventory.stock_gate g\n      where g.company_id = i.company_id and g.item_id = i.item_id and g.on_hand - g.reserved > g.safety\n        and exists (select from way y where y.company_id = i.company_id)\n    ), waits as (\n      select -1::bigint as place where exists (select from free)\n      union all\n      select n.location_id from waits w\n      cross join lateral (select d.location_id from inventory.planned_demand d\n        where d.company_id = i.company_id and d.item_id = i.item_id and d.bound and not d.waits_for_release and d.location_id > w.place\n        order by d.company_id, d.item_id, d.location_id limit 1) n\n    ), smallest as materialized (\n      select w.place, d.quantity from waits w\n      cross join lateral (select d.quantity from inventory.planned_demand d\n        where d.company_id = i.company_id and d.item_id = i.item_id and d.bound and not d.waits_for_release and d.location_id = w.place\n          and d.promised_on is null and d.not_at = '{}'\n        order by d.company_id, d.item_id, d.location_id, d.quantity limit 1) d\n      where d.quantity <= (select max(g.quantity) from free g)\n    )\n    select from smallest s\n    join way y on y.company_id = i.company_id and y.place = s.place and 0 = any(y.senders)\n    join (select g.location_id, g.quantity from free g order by g.quantity desc limit 2) g on g.location_id <> s.place and g.quantity >= s.quantity\n    union all\n    select from smallest s\n    join way y on y.company_id = i.company_id and y.place = s.place\n    join free g on g.quantity >= s.quantity and g.location_id = any(y.senders)\n    union all\n    select from inventory.planned_demand d\n    where d.company_id = i.company_id and d.item_id = i.item_id and d.not_at <> '{}' and d.bound and not d.waits_for_release\n      and d.promised_on is null and d.quantity <= (select max(g.quantity) from free g)\n      and exists (select from way y join free g on g.location_id <> y.place and (0 = any(y.senders) or g.location_id = any(y.senders))\n        where y.company_id = i.company_id and y.place = d.location_id and g.quantity >= d.quantity and g.location_id <> all(d.not_at))\n    ) as enough) now\ncross join lateral (\n  select max(s.due_on) as comes_by\n  from (\n    select p.location_id, coalesce(g.on_hand - g.reserved - g.safety, 0) - coalesce((\n      select sum(d.quantity) from inventory.planned_demand d where d.company_id = i.company_id and d.item_id = i.item_id\n        and d.promised_on is not null and d.location_id = p.location_id), 0) - coalesce((\n      select sum(n.quantity) from inventory.material_need n where n.company_id = i.company_id and n.item_id = i.item_id\n        and n.location_id = p.location_id), 0) as quantity\n    from (select distinct s.location_id from inventory.supply s\n      where not now.enough and s.company_id = i.company_id and s.item_id = i.item_id and s.received < s.quantity) p\n    left join inventory.stock_gate g\n      on g.company_id = i.company_id and g.item_id = i.item_id and g.location_id = p.location_id\n    offset 0\n  ) place\n  cross join lateral (select least(\n    (select d.quantity from inventory.planned_demand d where d.company_id = i.company_id and d.item_id = i.item_id\n      and d.promised_on is null and not d.bound and not d.waits_for_release and place.location_id <> all(d.not_at) order by d.company_id, d.item_id, d.quantity limit 1),\n    (select d.quantity from inventory.planned_demand d where d.company_id = i.company_id and d.item_id = i.item_id and d.promised_on is null\n      and d.bound and not d.waits_for_release and d.location_id = place.location_id and place.location_id <> all(d.not_at) order by d.company_id, d.item_id, d.location_id, d.quantity limit 1)) as quantity) undated\n  cross join lateral (select s.due_on, sum(s.quantity - s.received) over (order by s.due_on desc) as quantity\n    from inventory.supply s where s.company_id = i.company_id and s.item_id = i.item_id and s.received < s.quantity\n      and s.location_id = place.location_id) s\n  where place.quantity + s.quantity >= undated.quantity\n) later\nwhere now.enough or later.comes_by is not null\nlimit $7::integer",
}

/** Cost as of now, shown at entry; the cost that counts is taken at relief. */
export const readUnitCosts: ReadStatement<{ companyIds: readonly bigint[]; costOrganizations: readonly bigint[]; itemIds: readonly bigint[] }, { company_id: bigint; cost_organization: bigint; item_id: bigint; unit_cost: bigint }> = {
  name: 'inventory.read_unit_costs',
  kind: 'read',
  lockClass: 'insert',
  sequence: 6,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'costOrganizations', type: 'bigint', array: true },
    { name: 'itemIds', type: 'bigint', array: true },
  ],
  text: "select c.company_id, c.cost_organization, c.item_id,\n  case when c.method = 'standard' then c.standard_cost else c.last_cost end as unit_cost\nfrom unnest($1::bigint[], $2::bigint[], $3::bigint[]) as w(company_id, cost_organization, item_id)\ncross join lateral (select * from inventory.cost_pool c where c.company_id = w.company_id\n  and c.cost_organization = w.cost_organization and c.item_id = w.item_id offset 0) c",
}

/** The order is locked, or made by this batch: a part that is reserved later joins what stands. */
export const insertReservation: WriteStatement<{ companyId: bigint | null; rootId: bigint | null; sourceIds: readonly (bigint | null)[] | null; itemIds: readonly (bigint | null)[] | null; locationIds: readonly (bigint | null)[] | null; quantities: readonly (bigint | null)[] | null }, never> = {
  name: 'inventory.insert_reservation',
  kind: 'write',
  lockClass: 'insert',
  sequence: 7,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'rootId', type: 'bigint', array: true },
    { name: 'sourceIds', type: 'bigint', array: true, list: true },
    { name: 'itemIds', type: 'bigint', array: true, list: true },
    { name: 'locationIds', type: 'bigint', array: true, list: true },
    { name: 'quantities', type: 'numeric', array: true, list: true },
  ],
  text: "insert into inventory.reservation as v (company_id, root_id, source_ids, item_ids, location_ids, quantities)\nselect r.* from (select u.company_id, u.root_id, ($3::bigint[])[coalesce(($4::integer[])[u.place - 1], 0) + 1 : ($4::integer[])[u.place]] as source_ids, ($5::bigint[])[coalesce(($6::integer[])[u.place - 1], 0) + 1 : ($6::integer[])[u.place]] as item_ids, ($7::bigint[])[coalesce(($8::integer[])[u.place - 1], 0) + 1 : ($8::integer[])[u.place]] as location_ids, ($9::numeric[])[coalesce(($10::integer[])[u.place - 1], 0) + 1 : ($10::integer[])[u.place]] as quantities from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as root_id, generate_subscripts($1::bigint[], 1) as place) as u) as r\norder by r.company_id, r.root_id\non conflict (company_id, root_id) do update set source_ids = v.source_ids || excluded.source_ids,\n  item_ids = v.item_ids || excluded.item_ids, location_ids = v.location_ids || excluded.location_ids,\n  quantities = v.quantities || excluded.quantities",
}

/** Demand that had no day, or another one, has this one now, and its goods when they come; its order is locked. It is there, else DK001 (as below). In front of what deletes it: what is dated may be served in the same batch. What it needed by the day before goes. */
export const datePlannedDemand: WriteStatement<{ companyId: bigint | null; rootId: bigint | null; sourceId: bigint | null; locationId: bigint | null; promisedOn: string | null; made: bigint | null }, { verified: boolean }> = {
  name: 'inventory.date_planned_demand',
  kind: 'write',
  lockClass: 'insert',
  sequence: 8,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'rootId', type: 'bigint', array: true },
    { name: 'sourceId', type: 'bigint', array: true },
    { name: 'locationId', type: 'bigint', array: true },
    { name: 'promisedOn', type: 'date', array: true },
    { name: 'made', type: 'numeric', array: true },
  ],
  text: "with wanted as materialized (\n  select r.* from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as root_id, unnest($3::bigint[]) as source_id, unnest($4::bigint[]) as location_id, unnest($5::date[]) as promised_on, unnest($6::numeric[]) as made) as r\n), materials as (\n  delete from inventory.material_need n using wanted r\n  where n.company_id = r.company_id and n.root_id = r.root_id and n.source_id = r.source_id\n), hours as (\n  delete from inventory.resource_hours h using wanted r\n  where h.company_id = r.company_id and h.root_id = r.root_id and h.source_id = r.source_id\n), dated as (\n  update inventory.planned_demand d set promised_on = r.promised_on, location_id = r.location_id, made = r.made, served_from = null,\n    waits_for_release = d.waits_for_release and r.promised_on is null\n  from wanted r\n  where d.company_id = r.company_id and d.root_id = r.root_id and d.source_id = r.source_id\n  returning d.company_id\n)\nselect platform.verify((select count(*) from dated) = (select count(*) from wanted)) as verified",
}

/** Its order is locked: nobody else turns this demand into a reservation. It is there as it was read, else DK001: demand and its order are read one after the other, and who was served between the two stands in both as if he waited. What it needs to be made goes with it. */
export const deletePlannedDemand: WriteStatement<{ companyId: bigint | null; rootId: bigint | null; sourceId: bigint | null; quantity: bigint | null }, { verified: boolean }> = {
  name: 'inventory.delete_planned_demand',
  kind: 'write',
  lockClass: 'insert',
  sequence: 9,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'rootId', type: 'bigint', array: true },
    { name: 'sourceId', type: 'bigint', array: true },
    { name: 'quantity', type: 'numeric', array: true },
  ],
  text: "with wanted as materialized (\n  select r.* from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as root_id, unnest($3::bigint[]) as source_id, unnest($4::numeric[]) as quantity) as r\n), materials as (\n  delete from inventory.material_need n using wanted r\n  where n.company_id = r.company_id and n.root_id = r.root_id and n.source_id = r.source_id\n), hours as (\n  delete from inventory.resource_hours h using wanted r\n  where h.company_id = r.company_id and h.root_id = r.root_id and h.source_id = r.source_id\n), gone as (\n  delete from inventory.planned_demand d using wanted r\n  where d.company_id = r.company_id and d.root_id = r.root_id and d.source_id = r.source_id and d.quantity = r.quantity\n  returning d.company_id\n)\nselect platform.verify((select count(*) from gone) = (select count(*) from wanted)) as verified",
}

/** What is shipped is no longer reserved; a part leaves the rest reserved. Its order is locked. What stands and what leaves are added up by part and place: joined part by part, an order of 10,000 lines would look at each for each. A part that lost its goods at one place may have got others at another one by this batch. */
export const consumeReservation: WriteStatement<{ companyId: bigint | null; rootId: bigint | null; sourceIds: readonly (bigint | null)[] | null; locationIds: readonly (bigint | null)[] | null; quantities: readonly (bigint | null)[] | null }, never> = {
  name: 'inventory.consume_reservation',
  kind: 'write',
  lockClass: 'insert',
  sequence: 10,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'rootId', type: 'bigint', array: true },
    { name: 'sourceIds', type: 'bigint', array: true, list: true },
    { name: 'locationIds', type: 'bigint', array: true, list: true },
    { name: 'quantities', type: 'numeric', array: true, list: true },
  ],
  text: "with wanted as materialized (\n  select * from (select u.company_id, u.root_id, ($3::bigint[])[coalesce(($4::integer[])[u.place - 1], 0) + 1 : ($4::integer[])[u.place]] as source_ids, ($5::bigint[])[coalesce(($6::integer[])[u.place - 1], 0) + 1 : ($6::integer[])[u.place]] as location_ids, ($7::numeric[])[coalesce(($8::integer[])[u.place - 1], 0) + 1 : ($8::integer[])[u.place]] as quantities from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as root_id, generate_subscripts($1::bigint[], 1) as place) as u) as r\n), parts as (\n  select x.company_id, x.root_id, x.source_id, x.location_id, max(x.item_id) as item_id, sum(x.quantity) as quantity\n  from (\n    select v.company_id, v.root_id, p.source_id, p.item_id, p.location_id, p.quantity\n    from wanted w\n    cross join lateral (select * from inventory.reservation v where v.company_id = w.company_id and v.root_id = w.root_id offset 0) v\n    cross join lateral unnest(v.source_ids, v.item_ids, v.location_ids, v.quantities) as p(source_id, item_id, location_id, quantity)\n    union all\n    select w.company_id, w.root_id, u.source_id, null, u.location_id, -u.quantity\n    from wanted w cross join lateral unnest(w.source_ids, w.location_ids, w.quantities) as u(source_id, location_id, quantity)\n  ) x\n  group by 1, 2, 3, 4\n), rest as (\n  select p.company_id, p.root_id, array_agg(p.source_id order by p.source_id) as source_ids, array_agg(p.item_id order by p.source_id) as item_ids,\n    array_agg(p.location_id order by p.source_id) as location_ids, array_agg(p.quantity order by p.source_id) as quantities\n  from parts p where p.quantity > 0\n  group by 1, 2\n), gone as (\n  delete from inventory.reservation v using wanted w\n  where v.company_id = w.company_id and v.root_id = w.root_id\n    and not exists (select from rest r where r.company_id = w.company_id and r.root_id = w.root_id)\n)\nupdate inventory.reservation v\nset source_ids = r.source_ids, item_ids = r.item_ids, location_ids = r.location_ids, quantities = r.quantities\nfrom rest r where v.company_id = r.company_id and v.root_id = r.root_id",
}

export const lockStockGates: WriteStatement<{ companyId: bigint | null; itemId: bigint | null; locationId: bigint | null }, { locked: bigint }> = {
  name: 'inventory.lock_stock_gates',
  kind: 'lock',
  lockClass: 'stock',
  sequence: 11,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'itemId', type: 'bigint', array: true },
    { name: 'locationId', type: 'bigint', array: true },
  ],
  text: "select count(*) as locked from (\n  select 1 from inventory.stock_gate g\n  where (g.company_id, g.item_id, g.location_id) in (\n    select r.company_id, r.item_id, r.location_id from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as item_id, unnest($3::bigint[]) as location_id) as r)\n  order by g.company_id, g.item_id, g.location_id for update\n) l",
}

/** Second decision: every candidate gate of the items. */
export const lockItemGates: WriteStatement<{ companyId: bigint | null; itemId: bigint | null }, { locked: bigint }> = {
  name: 'inventory.lock_item_gates',
  kind: 'lock',
  lockClass: 'stock',
  sequence: 12,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'itemId', type: 'bigint', array: true },
  ],
  text: "select count(*) as locked from (\n  select 1 from inventory.stock_gate g\n  where (g.company_id, g.item_id) in (select r.company_id, r.item_id from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as item_id) as r)\n  order by g.company_id, g.item_id, g.location_id for update\n) l",
}

/** A gate exists before anything moves through it; the first one wins. */
export const insertGates: WriteStatement<{ companyId: bigint | null; itemId: bigint | null; locationId: bigint | null }, never> = {
  name: 'inventory.insert_gates',
  kind: 'write',
  lockClass: 'key',
  sequence: 13,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'itemId', type: 'bigint', array: true },
    { name: 'locationId', type: 'bigint', array: true },
  ],
  text: "insert into inventory.stock_gate (company_id, item_id, location_id, on_hand, reserved)\nselect distinct r.company_id, r.item_id, r.location_id, 0::numeric, 0::numeric\nfrom (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as item_id, unnest($3::bigint[]) as location_id) as r\norder by r.company_id, r.item_id, r.location_id\non conflict do nothing",
}

/** Every change of stock, once a batch and gate; it is opened once. `promised` is what was decided to fit: the locked row is asked again (free stock beyond the safety stock, which who was promised goods before may have: `past_safety`; the horizon when a dated promise or a share was weighed, and then no less free than there was, and that a backorder found no less than there is and than comes), else DK001. A physical fact is never refused; what leaves by our own word (`covered`) waits while more is reserved than is there: whose it is has to be decided first. */
export const moveGates: WriteStatement<{ companyId: bigint | null; itemId: bigint | null; locationId: bigint | null; onHand: bigint | null; reserved: bigint | null; promised: bigint | null; freeAtMost: bigint | null; freeAtLeast: bigint | null; supplyAtMost: bigint | null; horizonVersion: bigint | null; horizonStep: number | null; opened: boolean | null; covered: boolean | null; pastSafety: boolean | null }, { verified: boolean }> = {
  name: 'inventory.move_gates',
  kind: 'write',
  lockClass: 'stock',
  sequence: 14,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'itemId', type: 'bigint', array: true },
    { name: 'locationId', type: 'bigint', array: true },
    { name: 'onHand', type: 'numeric', array: true },
    { name: 'reserved', type: 'numeric', array: true },
    { name: 'promised', type: 'numeric', array: true },
    { name: 'freeAtMost', type: 'numeric', array: true },
    { name: 'freeAtLeast', type: 'numeric', array: true },
    { name: 'supplyAtMost', type: 'numeric', array: true },
    { name: 'horizonVersion', type: 'bigint', array: true },
    { name: 'horizonStep', type: 'integer', array: true },
    { name: 'opened', type: 'boolean', array: true },
    { name: 'covered', type: 'boolean', array: true },
    { name: 'pastSafety', type: 'boolean', array: true },
  ],
  text: "with wanted as (\n  select * from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as item_id, unnest($3::bigint[]) as location_id, unnest($4::numeric[]) as on_hand, unnest($5::numeric[]) as reserved, unnest($6::numeric[]) as promised, unnest($7::numeric[]) as free_at_most, unnest($8::numeric[]) as free_at_least, unnest($9::numeric[]) as supply_at_most, unnest($10::bigint[]) as horizon_version, unnest($11::integer[]) as horizon_step, unnest($12::boolean[]) as opened, unnest($13::boolean[]) as covered, unnest($14::boolean[]) as past_safety) as r\n), moved as (\n  update inventory.stock_gate g\n  set on_hand = g.on_hand + w.on_hand, reserved = g.reserved + w.reserved, horizon_version = g.horizon_version + w.horizon_step,\n    opened = g.opened or w.opened\n  from wanted w\n  where g.company_id = w.company_id and g.item_id = w.item_id and g.location_id = w.location_id\n    and (w.promised is null\n      or g.on_hand + greatest(w.on_hand, 0) - g.reserved - case when w.past_safety then 0 else g.safety end >= w.promised)\n    and (w.free_at_most is null or g.on_hand - g.reserved - g.safety <= w.free_at_most)\n    and (w.free_at_least is null or g.on_hand - g.reserved - g.safety >= w.free_at_least)\n    and (w.supply_at_most is null or w.supply_at_most >= coalesce((select sum(s.quantity - s.received) from inventory.supply s\n      where s.company_id = w.company_id and s.item_id = w.item_id and s.received < s.quantity), 0))\n    and not (w.opened and g.opened)\n    and not (w.covered and g.reserved > g.on_hand)\n    and (w.horizon_version is null or g.horizon_version = w.horizon_version)\n  returning g.company_id, g.item_id, g.location_id\n)\nselect platform.verify((select count(*) from moved) = (select count(*) from wanted)) as verified",
}

/** After the gates, which are locked: where goods that are reserved were taken away, somebody has to be promised anew. What was taken since the place was whole stands beside it: no more may be lacking than that. A place that came right since it was looked at last, as the gate before this batch says, begins anew. */
export const noteShortages: WriteStatement<{ companyId: bigint | null; itemId: bigint | null; locationId: bigint | null; takenAt: Date | null; batch: bigint | null; taken: bigint | null; onHand: bigint | null; reserved: bigint | null }, never> = {
  name: 'inventory.note_shortages',
  kind: 'write',
  lockClass: 'stock',
  sequence: 15,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'itemId', type: 'bigint', array: true },
    { name: 'locationId', type: 'bigint', array: true },
    { name: 'takenAt', type: 'timestamptz', array: true },
    { name: 'batch', type: 'bigint', array: true },
    { name: 'taken', type: 'numeric', array: true },
    { name: 'onHand', type: 'numeric', array: true },
    { name: 'reserved', type: 'numeric', array: true },
  ],
  text: "with given as materialized (\n  select r.*, g.reserved - g.on_hand as lacking, g.reserved - r.reserved <= greatest(g.on_hand - r.on_hand, 0) as was_whole\n  from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as item_id, unnest($3::bigint[]) as location_id, unnest($4::timestamptz[]) as taken_at, unnest($5::bigint[]) as batch, unnest($6::numeric[]) as taken, unnest($7::numeric[]) as on_hand, unnest($8::numeric[]) as reserved) as r\n  join inventory.stock_gate g on g.company_id = r.company_id and g.item_id = r.item_id and g.location_id = r.location_id\n  where g.reserved > 0 and g.reserved > g.on_hand\n)\ninsert into inventory.shortage as s (company_id, item_id, location_id, since, due_at, batch, taken)\nselect r.company_id, r.item_id, r.location_id, r.taken_at, r.taken_at, r.batch, least(r.taken, r.lacking)\nfrom given r\norder by 1, 2, 3\non conflict (company_id, item_id, location_id) do update\nset due_at = least(s.due_at, excluded.due_at), (since, batch, taken) = (\n  select case when r.was_whole then r.taken_at else s.since end, case when r.was_whole then r.batch else s.batch end,\n    case when r.was_whole then excluded.taken else s.taken + excluded.taken end\n  from given r where r.company_id = s.company_id and r.item_id = s.item_id and r.location_id = s.location_id)",
}

/** After the gates, which are locked: where what is reserved is there again nothing is left to do. What came back to a place or was given up there is excused no more. Where nobody could be promised anew it is tried again after as long as it lasts, a minute at least and an hour at most. */
export const settleShortages: WriteStatement<{ companyId: bigint | null; itemId: bigint | null; locationId: bigint | null; triedAt: Date | null; vain: boolean | null }, never> = {
  name: 'inventory.settle_shortages',
  kind: 'write',
  lockClass: 'stock',
  sequence: 16,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'itemId', type: 'bigint', array: true },
    { name: 'locationId', type: 'bigint', array: true },
    { name: 'triedAt', type: 'timestamptz', array: true },
    { name: 'vain', type: 'boolean', array: true },
  ],
  text: "with given as materialized (\n  select r.*, g.reserved - g.on_hand as lacking, g.reserved > 0 and g.reserved > g.on_hand as short\n  from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as item_id, unnest($3::bigint[]) as location_id, unnest($4::timestamptz[]) as tried_at, unnest($5::boolean[]) as vain) as r\n  join inventory.stock_gate g on g.company_id = r.company_id and g.item_id = r.item_id and g.location_id = r.location_id\n), gone as (\n  delete from inventory.shortage s using given r\n  where s.company_id = r.company_id and s.item_id = r.item_id and s.location_id = r.location_id and not r.short\n)\nupdate inventory.shortage s\nset taken = least(s.taken, r.lacking),\n  due_at = case when r.vain then r.tried_at + least(greatest(r.tried_at - s.since, interval '1 minute'), interval '1 hour') else s.due_at end\nfrom given r\nwhere s.company_id = r.company_id and s.item_id = r.item_id and s.location_id = r.location_id and r.short",
}

/** Where more may be reserved than is there, and how much; an item that lacks at several places comes with all of them. */
export const readShortages: ReadStatement<{ now: Date | null; most: number | null }, { company_id: bigint; item_id: bigint; location_id: bigint; lacking: bigint }> = {
  name: 'inventory.read_shortages',
  kind: 'read',
  lockClass: 'insert',
  sequence: 17,
  params: [
    { name: 'now', type: 'timestamptz', array: false },
    { name: 'most', type: 'integer', array: false },
  ],
  text: "with due as (\n  select s.company_id, s.item_id from inventory.shortage s where s.due_at <= $1::timestamptz\n  group by 1, 2 order by min(s.due_at), 1, 2 limit $2::integer\n)\nselect s.company_id, s.item_id, s.location_id, greatest(least(g.reserved, g.reserved - g.on_hand), 0) as lacking\nfrom due d\njoin inventory.shortage s on s.company_id = d.company_id and s.item_id = d.item_id and s.due_at <= $1::timestamptz\njoin inventory.stock_gate g on g.company_id = s.company_id and g.item_id = s.item_id and g.location_id = s.location_id\norder by 1, 2, 3",
}

/** What of the queue is short still: usually nothing, and no more than one batch has use for. */
export const readNotedShortages: ReadStatement<{ companyIds: readonly bigint[]; most: number | null }, { company_id: bigint; item_id: bigint; location_id: bigint }> = {
  name: 'inventory.read_noted_shortages',
  kind: 'read',
  lockClass: 'insert',
  sequence: 18,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'most', type: 'integer', array: false },
  ],
  text: "select s.company_id, s.item_id, s.location_id\nfrom inventory.shortage s\njoin inventory.stock_gate g on g.company_id = s.company_id and g.item_id = s.item_id and g.location_id = s.location_id\nwhere s.company_id = any($1::bigint[]) and g.reserved > 0 and g.reserved > g.on_hand\nlimit $2::integer",
}

export const readShortGates: ReadStatement<{ companyIds: readonly bigint[]; itemIds: readonly bigint[] }, { company_id: bigint; item_id: bigint; location_id: bigint; noted: boolean }> = {
  name: 'inventory.read_short_gates',
  kind: 'read',
  lockClass: 'insert',
  sequence: 19,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'itemIds', type: 'bigint', array: true },
  ],
  text: "select g.company_id, g.item_id, g.location_id,\n  exists (select from inventory.shortage s\n    where s.company_id = g.company_id and s.item_id = g.item_id and s.location_id = g.location_id) as noted\nfrom unnest($1::bigint[], $2::bigint[]) as w(company_id, item_id)\ncross join lateral (select * from inventory.stock_gate g where g.company_id = w.company_id and g.item_id = w.item_id\n  and g.reserved > g.on_hand offset 0) g",
}

/** Who holds goods of an item at a location: the newest causes before one, along the primary key; `budget` reservations are looked at. A row without a source says how far it came; none behind it: that was all. */
export const readClaims: ReadStatement<{ companyId: bigint | null; before: bigint | null; budget: number | null; itemId: bigint | null; locationId: bigint | null }, { root_id: bigint; source_id: bigint | null; quantity: bigint | null }> = {
  name: 'inventory.read_claims',
  kind: 'read',
  lockClass: 'insert',
  sequence: 20,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'before', type: 'bigint', array: false },
    { name: 'budget', type: 'integer', array: false },
    { name: 'itemId', type: 'bigint', array: false },
    { name: 'locationId', type: 'bigint', array: false },
  ],
  text: "with looked as materialized (\n  select v.root_id, v.source_ids, v.item_ids, v.location_ids, v.quantities from inventory.reservation v\n  where v.company_id = $1::bigint and v.root_id < $2::bigint\n  order by v.root_id desc limit $3::integer\n)\nselect v.root_id, p.source_id, p.quantity\nfrom looked v\ncross join lateral unnest(v.source_ids, v.item_ids, v.location_ids, v.quantities) as p(source_id, item_id, location_id, quantity)\nwhere p.item_id = $4::bigint and p.location_id = $5::bigint\nunion all\nselect * from (select min(root_id), null::bigint, null::numeric from looked having count(*) = $3::integer) e\norder by 1 desc, 2 desc nulls last",
}

export const insertSupply: WriteStatement<{ companyId: bigint | null; id: bigint | null; number: string | null; itemId: bigint | null; locationId: bigint | null; dueOn: string | null; quantity: bigint | null; unitCost: bigint | null; kind: string | null }, never> = {
  name: 'inventory.insert_supply',
  kind: 'write',
  lockClass: 'insert',
  sequence: 21,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'id', type: 'bigint', array: true },
    { name: 'number', type: 'text', array: true },
    { name: 'itemId', type: 'bigint', array: true },
    { name: 'locationId', type: 'bigint', array: true },
    { name: 'dueOn', type: 'date', array: true },
    { name: 'quantity', type: 'numeric', array: true },
    { name: 'unitCost', type: 'numeric', array: true },
    { name: 'kind', type: 'text', array: true },
  ],
  text: "insert into inventory.supply (company_id, id, number, item_id, location_id, due_on, quantity, unit_cost, kind)\nselect r.* from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as id, unnest($3::text[]) as number, unnest($4::bigint[]) as item_id, unnest($5::bigint[]) as location_id, unnest($6::date[]) as due_on, unnest($7::numeric[]) as quantity, unnest($8::numeric[]) as unit_cost, unnest($9::text[]) as kind) as r",
}

/** After the gates: goods against a supply order. More than was ordered may arrive: a physical fact is never refused. */
export const receiveSupply: WriteStatement<{ companyId: bigint | null; id: bigint | null; receivedBefore: bigint | null; quantity: bigint | null }, { verified: boolean }> = {
  name: 'inventory.receive_supply',
  kind: 'write',
  lockClass: 'stock',
  sequence: 22,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'id', type: 'bigint', array: true },
    { name: 'receivedBefore', type: 'numeric', array: true },
    { name: 'quantity', type: 'numeric', array: true },
  ],
  text: "with wanted as (\n  -- Several receipts of one batch add up over what the first one found.\n  select r.company_id, r.id, min(r.received_before) as received_before, sum(r.quantity) as quantity\n  from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as id, unnest($3::numeric[]) as received_before, unnest($4::numeric[]) as quantity) as r group by 1, 2\n), moved as (\n  update inventory.supply s set received = s.received + w.quantity from wanted w\n  where s.company_id = w.company_id and s.id = w.id and s.received = w.received_before\n  returning s.company_id, s.id\n)\nselect platform.verify((select count(*) from moved) = (select count(*) from wanted)) as verified",
}

/** After the gates: it comes on another day, or another quantity of it; once a batch. What was received or changed meanwhile is decided again. */
export const changeSupply: WriteStatement<{ companyId: bigint | null; id: bigint | null; receivedBefore: bigint | null; dueBefore: string | null; quantityBefore: bigint | null; dueOn: string | null; quantity: bigint | null }, { verified: boolean }> = {
  name: 'inventory.change_supply',
  kind: 'write',
  lockClass: 'stock',
  sequence: 23,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'id', type: 'bigint', array: true },
    { name: 'receivedBefore', type: 'numeric', array: true },
    { name: 'dueBefore', type: 'date', array: true },
    { name: 'quantityBefore', type: 'numeric', array: true },
    { name: 'dueOn', type: 'date', array: true },
    { name: 'quantity', type: 'numeric', array: true },
  ],
  text: "with wanted as (\n  select * from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as id, unnest($3::numeric[]) as received_before, unnest($4::date[]) as due_before, unnest($5::numeric[]) as quantity_before, unnest($6::date[]) as due_on, unnest($7::numeric[]) as quantity) as r\n), moved as (\n  update inventory.supply s set due_on = w.due_on, quantity = w.quantity from wanted w\n  where s.company_id = w.company_id and s.id = w.id and s.received = w.received_before and s.due_on = w.due_before\n    and s.quantity = w.quantity_before\n  returning s.company_id, s.id\n)\nselect platform.verify((select count(*) from moved) = (select count(*) from wanted)) as verified",
}

export const insertSupplyChange: WriteStatement<{ companyId: bigint | null; supplyId: bigint | null; id: bigint | null; batch: bigint | null; actor: string | null; reason: string | null; dueBefore: string | null; dueOn: string | null; quantityBefore: bigint | null; quantity: bigint | null }, never> = {
  name: 'inventory.insert_supply_change',
  kind: 'write',
  lockClass: 'insert',
  sequence: 24,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'supplyId', type: 'bigint', array: true },
    { name: 'id', type: 'bigint', array: true },
    { name: 'batch', type: 'bigint', array: true },
    { name: 'actor', type: 'text', array: true },
    { name: 'reason', type: 'text', array: true },
    { name: 'dueBefore', type: 'date', array: true },
    { name: 'dueOn', type: 'date', array: true },
    { name: 'quantityBefore', type: 'numeric', array: true },
    { name: 'quantity', type: 'numeric', array: true },
  ],
  text: "insert into inventory.supply_change (company_id, supply_id, id, batch, actor, reason, due_before, due_on, quantity_before, quantity)\nselect r.* from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as supply_id, unnest($3::bigint[]) as id, unnest($4::bigint[]) as batch, unnest($5::text[]) as actor, unnest($6::text[]) as reason, unnest($7::date[]) as due_before, unnest($8::date[]) as due_on, unnest($9::numeric[]) as quantity_before, unnest($10::numeric[]) as quantity) as r",
}

export const insertCostPools: WriteStatement<{ companyId: bigint | null; costOrganization: bigint | null; itemId: bigint | null; method: string | null; standardCost: bigint | null }, never> = {
  name: 'inventory.insert_cost_pools',
  kind: 'write',
  lockClass: 'key',
  sequence: 25,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'costOrganization', type: 'bigint', array: true },
    { name: 'itemId', type: 'bigint', array: true },
    { name: 'method', type: 'text', array: true },
    { name: 'standardCost', type: 'numeric', array: true },
  ],
  text: "insert into inventory.cost_pool (company_id, cost_organization, item_id, method, standard_cost, quantity, value, last_cost)\nselect distinct on (r.company_id, r.cost_organization, r.item_id)\n  r.company_id, r.cost_organization, r.item_id, r.method, r.standard_cost, 0::numeric, 0::bigint, coalesce(r.standard_cost, 0)\nfrom (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as cost_organization, unnest($3::bigint[]) as item_id, unnest($4::text[]) as method, unnest($5::numeric[]) as standard_cost) as r\norder by r.company_id, r.cost_organization, r.item_id\non conflict do nothing",
}

export const lockCostPools: WriteStatement<{ companyId: bigint | null; costOrganization: bigint | null; itemId: bigint | null }, { locked: bigint }> = {
  name: 'inventory.lock_cost_pools',
  kind: 'lock',
  lockClass: 'cost',
  sequence: 26,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'costOrganization', type: 'bigint', array: true },
    { name: 'itemId', type: 'bigint', array: true },
  ],
  text: "select count(*) as locked from (\n  select 1 from inventory.cost_pool c\n  where (c.company_id, c.cost_organization, c.item_id) in (\n    select r.company_id, r.cost_organization, r.item_id from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as cost_organization, unnest($3::bigint[]) as item_id) as r)\n  order by c.company_id, c.cost_organization, c.item_id for update\n) l",
}

export const readSupplies: ReadStatement<{ companyIds: readonly bigint[]; numbers: readonly string[] }, { company_id: bigint; id: bigint; number: string; item_id: bigint; location_id: bigint; due_on: string; quantity: bigint; received: bigint; unit_cost: bigint; kind: string }> = {
  name: 'inventory.read_supplies',
  kind: 'read',
  lockClass: 'insert',
  sequence: 27,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'numbers', type: 'text', array: true },
  ],
  text: "select s.company_id, s.id, s.number, s.item_id, s.location_id, s.due_on, s.quantity, s.received, s.unit_cost, s.kind\nfrom unnest($1::bigint[], $2::text[]) as w(company_id, number)\ncross join lateral (select * from inventory.supply s where s.company_id = w.company_id and s.number = w.number offset 0) s",
}

/** How many orders places were given on their last day, without a lock: a limit is asked again by the writing statement. */
export const readLoads: ReadStatement<{ companyIds: readonly bigint[] }, { company_id: bigint; location_id: bigint; on_day: string; orders: number; last_root_id: bigint }> = {
  name: 'inventory.read_loads',
  kind: 'read',
  lockClass: 'insert',
  sequence: 28,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
  ],
  text: "select l.company_id, l.location_id, l.on_day, l.orders, l.last_root_id\nfrom inventory.location_load l where l.company_id = any($1::bigint[])",
}

export const lockLoads: WriteStatement<{ companyId: bigint | null }, { locked: bigint }> = {
  name: 'inventory.lock_loads',
  kind: 'lock',
  lockClass: 'stock',
  sequence: 29,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
  ],
  text: "select count(*) as locked from (\n  select 1 from inventory.location_load l where l.company_id in (select r.company_id from (select unnest($1::bigint[]) as company_id) as r)\n  order by l.company_id, l.location_id for update\n) l",
}

/** After the gates. Another day begins anew; one that lies before counts for the day that stands. Past its limit it is decided again. */
export const moveLoads: WriteStatement<{ companyId: bigint | null; locationId: bigint | null; onDay: string | null; orders: number | null; lastRootId: bigint | null; atMost: number | null }, { verified: boolean }> = {
  name: 'inventory.move_loads',
  kind: 'write',
  lockClass: 'stock',
  sequence: 30,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'locationId', type: 'bigint', array: true },
    { name: 'onDay', type: 'date', array: true },
    { name: 'orders', type: 'integer', array: true },
    { name: 'lastRootId', type: 'bigint', array: true },
    { name: 'atMost', type: 'integer', array: true },
  ],
  text: "with wanted as (\n  select * from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as location_id, unnest($3::date[]) as on_day, unnest($4::integer[]) as orders, unnest($5::bigint[]) as last_root_id, unnest($6::integer[]) as at_most) as r\n), moved as (\n  insert into inventory.location_load as l (company_id, location_id, on_day, orders, last_root_id)\n  select w.company_id, w.location_id, w.on_day, w.orders, w.last_root_id from wanted w order by 1, 2\n  on conflict (company_id, location_id) do update set on_day = greatest(l.on_day, excluded.on_day),\n    orders = excluded.orders + case when l.on_day >= excluded.on_day then l.orders else 0 end,\n    last_root_id = greatest(l.last_root_id, excluded.last_root_id)\n  returning l.company_id, l.location_id, l.orders\n)\nselect platform.verify(not exists (select from moved m join wanted w on w.company_id = m.company_id and w.location_id = m.location_id\n  where m.orders > w.at_most)) as verified",
}

export const insertSourcingSearches: WriteStatement<{ companyId: bigint | null; rootId: bigint | null; id: bigint | null; batch: bigint | null; attempt: number | null; rule: string | null; ruleVersion: number | null; record: Json | null }, never> = {
  name: 'inventory.insert_sourcing_searches',
  kind: 'write',
  lockClass: 'insert',
  sequence: 31,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'rootId', type: 'bigint', array: true },
    { name: 'id', type: 'bigint', array: true },
    { name: 'batch', type: 'bigint', array: true },
    { name: 'attempt', type: 'integer', array: true },
    { name: 'rule', type: 'text', array: true },
    { name: 'ruleVersion', type: 'integer', array: true },
    { name: 'record', type: 'jsonb', array: true },
  ],
  text: "insert into inventory.sourcing_search (company_id, root_id, id, batch, attempt, rule, rule_version, record)\nselect r.* from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as root_id, unnest($3::bigint[]) as id, unnest($4::bigint[]) as batch, unnest($5::integer[]) as attempt, unnest($6::text[]) as rule, unnest($7::integer[]) as rule_version, unnest($8::jsonb[]) as record) as r",
}

/** What of a company waits for goods, dated or not, in order of its keys; of these items, or of all when none is named. `made`: so much of it is to be made, bought or moved for its order. */
export const readBacklog: ReadStatement<{ companyId: bigint | null; itemIds: readonly bigint[]; most: number | null }, { root_id: bigint; source_id: bigint; item_id: bigint; location_id: bigint; quantity: bigint; promised_on: string | null; asked_at: Date; bound: boolean; not_at: bigint[]; node: string; made: bigint }> = {
  name: 'inventory.read_backlog',
  kind: 'read',
  lockClass: 'insert',
  sequence: 32,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'itemIds', type: 'bigint', array: true },
    { name: 'most', type: 'integer', array: false },
  ],
  text: "select d.root_id, d.source_id, d.item_id, d.location_id, d.quantity, d.promised_on, d.asked_at, d.bound, d.not_at, d.node, d.made\nfrom inventory.planned_demand d\nwhere d.company_id = $1::bigint and (cardinality($2::bigint[]) = 0 or d.item_id = any($2::bigint[]))\norder by d.root_id, d.source_id limit $3::integer",
}

/** What of a company waits to be released, of these items, or of all when none is named, and of these orders and parts likewise. By orders, else by items, each by its index, whatever the plan was made for: of one statement for all of them a plan that is kept reads all that waits. */
export const readDemandToRelease: ReadStatement<{ rootIds: readonly bigint[]; companyId: bigint | null; itemIds: readonly bigint[]; sourceIds: readonly bigint[]; most: number | null }, { root_id: bigint; source_id: bigint; item_id: bigint; location_id: bigint; quantity: bigint; asked_at: Date; bound: boolean; not_at: bigint[]; node: string }> = {
  name: 'inventory.read_demand_to_release',
  kind: 'read',
  lockClass: 'insert',
  sequence: 33,
  params: [
    { name: 'rootIds', type: 'bigint', array: true },
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'itemIds', type: 'bigint', array: true },
    { name: 'sourceIds', type: 'bigint', array: true },
    { name: 'most', type: 'integer', array: false },
  ],
  text: "select d.root_id, d.source_id, d.item_id, d.location_id, d.quantity, d.asked_at, d.bound, d.not_at, d.node\nfrom (\n  select d.* from (select distinct unnest($1::bigint[]) as root_id) w\n  cross join lateral (select * from inventory.planned_demand d\n    where d.company_id = $2::bigint and d.root_id = w.root_id and d.waits_for_release offset 0) d\n  where cardinality($3::bigint[]) = 0 or d.item_id in (select unnest($3::bigint[]))\n  union all\n  select d.* from (select distinct unnest($3::bigint[]) as item_id where cardinality($1::bigint[]) = 0) w\n  cross join lateral (select * from inventory.planned_demand d\n    where d.company_id = $2::bigint and d.item_id = w.item_id and d.waits_for_release offset 0) d\n  union all\n  select d.* from inventory.planned_demand d\n  where d.company_id = $2::bigint and d.waits_for_release\n    and cardinality($1::bigint[]) = 0 and cardinality($3::bigint[]) = 0\n) d\nwhere cardinality($4::bigint[]) = 0 or d.source_id in (select unnest($4::bigint[]))\norder by d.item_id, d.root_id, d.source_id limit $5::integer",
}

/** Demand has the day, the place and the turn of a plan; its order is locked. What is to be made has its day for good: it is no plan's. */
export const replanPlannedDemand: WriteStatement<{ companyId: bigint | null; rootId: bigint | null; sourceId: bigint | null; locationId: bigint | null; promisedOn: string | null; askedAt: Date | null }, never> = {
  name: 'inventory.replan_planned_demand',
  kind: 'write',
  lockClass: 'insert',
  sequence: 34,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'rootId', type: 'bigint', array: true },
    { name: 'sourceId', type: 'bigint', array: true },
    { name: 'locationId', type: 'bigint', array: true },
    { name: 'promisedOn', type: 'date', array: true },
    { name: 'askedAt', type: 'timestamptz', array: true },
  ],
  text: "update inventory.planned_demand d set promised_on = r.promised_on, location_id = r.location_id, asked_at = r.asked_at,\n  served_from = null, waits_for_release = d.waits_for_release and r.promised_on is null\nfrom (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as root_id, unnest($3::bigint[]) as source_id, unnest($4::bigint[]) as location_id, unnest($5::date[]) as promised_on, unnest($6::timestamptz[]) as asked_at) as r\nwhere d.company_id = r.company_id and d.root_id = r.root_id and d.source_id = r.source_id",
}

/** What promises count on of items, to make others; asked only of companies that look through the supply chain. */
export const readMaterialNeeds: ReadStatement<{ companyIds: readonly bigint[]; itemIds: readonly bigint[] }, { company_id: bigint; root_id: bigint; source_id: bigint; item_id: bigint; location_id: bigint; needed_on: string; quantity: bigint }> = {
  name: 'inventory.read_material_needs',
  kind: 'read',
  lockClass: 'insert',
  sequence: 35,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'itemIds', type: 'bigint', array: true },
  ],
  text: "select n.company_id, n.root_id, n.source_id, n.item_id, n.location_id, n.needed_on, n.quantity\nfrom unnest($1::bigint[], $2::bigint[]) as w(company_id, item_id)\ncross join lateral (select * from inventory.material_need n where n.company_id = w.company_id and n.item_id = w.item_id offset 0) n",
}

/** Hours of resources that are promised, by part and day, with the version of what is promised of them. */
export const readResourceHours: ReadStatement<{ companyIds: readonly bigint[]; resources: readonly string[]; locationIds: readonly bigint[] }, { company_id: bigint; resource: string; location_id: bigint; version: bigint; source_id: bigint | null; on_day: string | null; hours: bigint | null }> = {
  name: 'inventory.read_resource_hours',
  kind: 'read',
  lockClass: 'insert',
  sequence: 36,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'resources', type: 'text', array: true },
    { name: 'locationIds', type: 'bigint', array: true },
  ],
  text: "select w.company_id, w.resource, w.location_id, coalesce(l.version, 0) as version, h.source_id, h.on_day, h.hours\nfrom unnest($1::bigint[], $2::text[], $3::bigint[]) as w(company_id, resource, location_id)\nleft join inventory.resource_load l on l.company_id = w.company_id and l.resource = w.resource and l.location_id = w.location_id\nleft join lateral (select h.source_id, h.on_day, h.hours from inventory.resource_hours h\n  where h.company_id = w.company_id and h.resource = w.resource and h.location_id = w.location_id offset 0) h on true",
}

/** Behind whatever takes away what a part needed before. */
export const writeMaterialNeeds: WriteStatement<{ companyId: bigint | null; rootId: bigint | null; sourceId: bigint | null; place: number | null; itemId: bigint | null; locationId: bigint | null; neededOn: string | null; quantity: bigint | null }, never> = {
  name: 'inventory.write_material_needs',
  kind: 'write',
  lockClass: 'insert',
  sequence: 37,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'rootId', type: 'bigint', array: true },
    { name: 'sourceId', type: 'bigint', array: true },
    { name: 'place', type: 'integer', array: true },
    { name: 'itemId', type: 'bigint', array: true },
    { name: 'locationId', type: 'bigint', array: true },
    { name: 'neededOn', type: 'date', array: true },
    { name: 'quantity', type: 'numeric', array: true },
  ],
  text: "insert into inventory.material_need (company_id, root_id, source_id, place, item_id, location_id, needed_on, quantity)\nselect r.* from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as root_id, unnest($3::bigint[]) as source_id, unnest($4::integer[]) as place, unnest($5::bigint[]) as item_id, unnest($6::bigint[]) as location_id, unnest($7::date[]) as needed_on, unnest($8::numeric[]) as quantity) as r",
}

export const writeResourceHours: WriteStatement<{ companyId: bigint | null; rootId: bigint | null; sourceId: bigint | null; place: number | null; resource: string | null; locationId: bigint | null; onDay: string | null; hours: bigint | null }, never> = {
  name: 'inventory.write_resource_hours',
  kind: 'write',
  lockClass: 'insert',
  sequence: 38,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'rootId', type: 'bigint', array: true },
    { name: 'sourceId', type: 'bigint', array: true },
    { name: 'place', type: 'integer', array: true },
    { name: 'resource', type: 'text', array: true },
    { name: 'locationId', type: 'bigint', array: true },
    { name: 'onDay', type: 'date', array: true },
    { name: 'hours', type: 'numeric', array: true },
  ],
  text: "insert into inventory.resource_hours (company_id, root_id, source_id, place, resource, location_id, on_day, hours)\nselect r.* from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as root_id, unnest($3::bigint[]) as source_id, unnest($4::integer[]) as place, unnest($5::text[]) as resource, unnest($6::bigint[]) as location_id, unnest($7::date[]) as on_day, unnest($8::numeric[]) as hours) as r",
}

export const lockResourceLoads: WriteStatement<{ companyId: bigint | null; resource: string | null; locationId: bigint | null }, { locked: bigint }> = {
  name: 'inventory.lock_resource_loads',
  kind: 'lock',
  lockClass: 'stock',
  sequence: 39,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'resource', type: 'text', array: true },
    { name: 'locationId', type: 'bigint', array: true },
  ],
  text: "select count(*) as locked from (\n  select 1 from inventory.resource_load l\n  where (l.company_id, l.resource, l.location_id) in (\n    select r.company_id, r.resource, r.location_id from (select unnest($1::bigint[]) as company_id, unnest($2::text[]) as resource, unnest($3::bigint[]) as location_id) as r)\n  order by l.company_id, l.resource, l.location_id for update\n) l",
}

/** After the gates and the loads of places. Whoever weighed other hours than there are decides again. */
export const moveResourceLoads: WriteStatement<{ companyId: bigint | null; resource: string | null; locationId: bigint | null; version: bigint | null }, { verified: boolean }> = {
  name: 'inventory.move_resource_loads',
  kind: 'write',
  lockClass: 'stock',
  sequence: 40,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'resource', type: 'text', array: true },
    { name: 'locationId', type: 'bigint', array: true },
    { name: 'version', type: 'bigint', array: true },
  ],
  text: "with wanted as (\n  select * from (select unnest($1::bigint[]) as company_id, unnest($2::text[]) as resource, unnest($3::bigint[]) as location_id, unnest($4::bigint[]) as version) as r\n), moved as (\n  insert into inventory.resource_load as l (company_id, resource, location_id, version)\n  select w.company_id, w.resource, w.location_id, w.version + 1 from wanted w order by 1, 2, 3\n  on conflict (company_id, resource, location_id) do update set version = l.version + 1\n  returning l.company_id, l.resource, l.location_id, l.version\n)\nselect platform.verify(not exists (select from moved m join wanted w\n  on w.company_id = m.company_id and w.resource = m.resource and w.location_id = m.location_id\n  where m.version <> w.version + 1)) as verified",
}
