// Written by `npm run generate` from plan.sql; do not edit.
import type { ReadStatement, WriteStatement } from '../../platform/database/index.ts'
import type { Json } from '../../platform/json.ts'

export const insertComponent: WriteStatement<{ companyId: bigint | null; orderId: bigint | null; id: bigint | null; kind: string | null; key: string | null; pattern: string | null; modelVersion: number | null; locationId: bigint | null; lineIds: readonly (bigint | null)[] | null }, never> = {
  name: 'orchestration.plan.insert_component',
  kind: 'write',
  lockClass: 'insert',
  sequence: 0,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'orderId', type: 'bigint', array: true },
    { name: 'id', type: 'bigint', array: true },
    { name: 'kind', type: 'text', array: true },
    { name: 'key', type: 'text', array: true },
    { name: 'pattern', type: 'text', array: true },
    { name: 'modelVersion', type: 'integer', array: true },
    { name: 'locationId', type: 'bigint', array: true },
    { name: 'lineIds', type: 'bigint', array: true, list: true },
  ],
  text: "insert into orchestration.component (company_id, order_id, id, kind, key, pattern, model_version, location_id, line_ids)\nselect r.company_id, r.order_id, r.id, r.kind, r.key, r.pattern, r.model_version, r.location_id, r.line_ids\nfrom (select u.company_id, u.order_id, u.id, u.kind, u.key, u.pattern, u.model_version, u.location_id, ($9::bigint[])[coalesce(($10::integer[])[u.place - 1], 0) + 1 : ($10::integer[])[u.place]] as line_ids from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as order_id, unnest($3::bigint[]) as id, unnest($4::text[]) as kind, unnest($5::text[]) as key, unnest($6::text[]) as pattern, unnest($7::integer[]) as model_version, unnest($8::bigint[]) as location_id, generate_subscripts($1::bigint[], 1) as place) as u) as r",
}

export const insertTask: WriteStatement<{ companyId: bigint | null; orderId: bigint | null; id: bigint | null; componentId: bigint | null; kind: string | null; state: string | null; waits: number | null; frees: readonly (bigint | null)[] | null; startAt: Date | null }, never> = {
  name: 'orchestration.plan.insert_task',
  kind: 'write',
  lockClass: 'insert',
  sequence: 1,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'orderId', type: 'bigint', array: true },
    { name: 'id', type: 'bigint', array: true },
    { name: 'componentId', type: 'bigint', array: true },
    { name: 'kind', type: 'text', array: true },
    { name: 'state', type: 'text', array: true },
    { name: 'waits', type: 'integer', array: true },
    { name: 'frees', type: 'bigint', array: true, list: true },
    { name: 'startAt', type: 'timestamptz', array: true },
  ],
  text: "insert into orchestration.task (company_id, order_id, id, component_id, kind, state, waits, frees, start_at)\nselect r.company_id, r.order_id, r.id, r.component_id, r.kind, r.state, r.waits, r.frees, r.start_at\nfrom (select u.company_id, u.order_id, u.id, u.component_id, u.kind, u.state, u.waits, ($8::bigint[])[coalesce(($9::integer[])[u.place - 1], 0) + 1 : ($9::integer[])[u.place]] as frees, u.start_at from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as order_id, unnest($3::bigint[]) as id, unnest($4::bigint[]) as component_id, unnest($5::text[]) as kind, unnest($6::text[]) as state, unnest($7::integer[]) as waits, unnest($10::timestamptz[]) as start_at, generate_subscripts($1::bigint[], 1) as place) as u) as r",
}

/** What is done for lines of an order beside delivering them. */
export const insertLineComponent: WriteStatement<{ companyId: bigint | null; orderId: bigint | null; id: bigint | null; kind: string | null; key: string | null; pattern: string | null; modelVersion: number | null; lineNos: readonly (number | null)[] | null; plannedStart: Date | null; plannedEnd: Date | null }, never> = {
  name: 'orchestration.plan.insert_line_component',
  kind: 'write',
  lockClass: 'insert',
  sequence: 2,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'orderId', type: 'bigint', array: true },
    { name: 'id', type: 'bigint', array: true },
    { name: 'kind', type: 'text', array: true },
    { name: 'key', type: 'text', array: true },
    { name: 'pattern', type: 'text', array: true },
    { name: 'modelVersion', type: 'integer', array: true },
    { name: 'lineNos', type: 'integer', array: true, list: true },
    { name: 'plannedStart', type: 'timestamptz', array: true },
    { name: 'plannedEnd', type: 'timestamptz', array: true },
  ],
  text: "insert into orchestration.component (company_id, order_id, id, kind, key, pattern, model_version, location_id, line_ids, line_nos,\n  planned_start, planned_end)\nselect r.company_id, r.order_id, r.id, r.kind, r.key, r.pattern, r.model_version, null, '{}', r.line_nos, r.planned_start, r.planned_end\nfrom (select u.company_id, u.order_id, u.id, u.kind, u.key, u.pattern, u.model_version, ($8::integer[])[coalesce(($9::integer[])[u.place - 1], 0) + 1 : ($9::integer[])[u.place]] as line_nos, u.planned_start, u.planned_end from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as order_id, unnest($3::bigint[]) as id, unnest($4::text[]) as kind, unnest($5::text[]) as key, unnest($6::text[]) as pattern, unnest($7::integer[]) as model_version, unnest($10::timestamptz[]) as planned_start, unnest($11::timestamptz[]) as planned_end, generate_subscripts($1::bigint[], 1) as place) as u) as r",
}

export const insertLineTask: WriteStatement<{ companyId: bigint | null; orderId: bigint | null; id: bigint | null; componentId: bigint | null; kind: string | null; name: string | null; state: string | null; waits: number | null; frees: readonly (bigint | null)[] | null; startAt: Date | null; input: Json | null }, never> = {
  name: 'orchestration.plan.insert_line_task',
  kind: 'write',
  lockClass: 'insert',
  sequence: 3,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'orderId', type: 'bigint', array: true },
    { name: 'id', type: 'bigint', array: true },
    { name: 'componentId', type: 'bigint', array: true },
    { name: 'kind', type: 'text', array: true },
    { name: 'name', type: 'text', array: true },
    { name: 'state', type: 'text', array: true },
    { name: 'waits', type: 'integer', array: true },
    { name: 'frees', type: 'bigint', array: true, list: true },
    { name: 'startAt', type: 'timestamptz', array: true },
    { name: 'input', type: 'jsonb', array: true },
  ],
  text: "insert into orchestration.task (company_id, order_id, id, component_id, kind, name, state, waits, frees, start_at, input)\nselect r.company_id, r.order_id, r.id, r.component_id, r.kind, r.name, r.state, r.waits, r.frees, r.start_at, r.input\nfrom (select u.company_id, u.order_id, u.id, u.component_id, u.kind, u.name, u.state, u.waits, ($9::bigint[])[coalesce(($10::integer[])[u.place - 1], 0) + 1 : ($10::integer[])[u.place]] as frees, u.start_at, u.input from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as order_id, unnest($3::bigint[]) as id, unnest($4::bigint[]) as component_id, unnest($5::text[]) as kind, unnest($6::text[]) as name, unnest($7::text[]) as state, unnest($8::integer[]) as waits, unnest($11::timestamptz[]) as start_at, unnest($12::jsonb[]) as input, generate_subscripts($1::bigint[], 1) as place) as u) as r",
}

export const insertWork: WriteStatement<{ companyId: bigint | null; orderId: bigint | null; taskId: bigint | null; title: string | null; role: string | null; statuses: Json | null; lineNos: readonly (number | null)[] | null }, never> = {
  name: 'orchestration.plan.insert_work',
  kind: 'write',
  lockClass: 'insert',
  sequence: 4,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'orderId', type: 'bigint', array: true },
    { name: 'taskId', type: 'bigint', array: true },
    { name: 'title', type: 'text', array: true },
    { name: 'role', type: 'text', array: true },
    { name: 'statuses', type: 'jsonb', array: true },
    { name: 'lineNos', type: 'integer', array: true, list: true },
  ],
  text: "insert into orchestration.work (company_id, order_id, task_id, title, role, statuses, line_nos)\nselect r.company_id, r.order_id, r.task_id, r.title, r.role, r.statuses, r.line_nos\nfrom (select u.company_id, u.order_id, u.task_id, u.title, u.role, u.statuses, ($7::integer[])[coalesce(($8::integer[])[u.place - 1], 0) + 1 : ($8::integer[])[u.place]] as line_nos from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as order_id, unnest($3::bigint[]) as task_id, unnest($4::text[]) as title, unnest($5::text[]) as role, unnest($6::jsonb[]) as statuses, generate_subscripts($1::bigint[], 1) as place) as u) as r",
}

/** Of what lines share some are not wanted any more: it is done for the others. Their order is locked. */
export const narrowComponent: WriteStatement<{ companyId: bigint | null; orderId: bigint | null; componentId: bigint | null; lineNos: readonly (number | null)[] | null }, never> = {
  name: 'orchestration.plan.narrow_component',
  kind: 'write',
  lockClass: 'insert',
  sequence: 5,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'orderId', type: 'bigint', array: true },
    { name: 'componentId', type: 'bigint', array: true },
    { name: 'lineNos', type: 'integer', array: true, list: true },
  ],
  text: "update orchestration.component c set line_nos = r.line_nos\nfrom (select u.company_id, u.order_id, u.component_id, ($4::integer[])[coalesce(($5::integer[])[u.place - 1], 0) + 1 : ($5::integer[])[u.place]] as line_nos from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as order_id, unnest($3::bigint[]) as component_id, generate_subscripts($1::bigint[], 1) as place) as u) as r\nwhere c.company_id = r.company_id and c.order_id = r.order_id and c.id = r.component_id",
}

export const narrowWork: WriteStatement<{ companyId: bigint | null; orderId: bigint | null; taskId: bigint | null; lineNos: readonly (number | null)[] | null }, never> = {
  name: 'orchestration.plan.narrow_work',
  kind: 'write',
  lockClass: 'insert',
  sequence: 6,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'orderId', type: 'bigint', array: true },
    { name: 'taskId', type: 'bigint', array: true },
    { name: 'lineNos', type: 'integer', array: true, list: true },
  ],
  text: "update orchestration.work k set line_nos = r.line_nos\nfrom (select u.company_id, u.order_id, u.task_id, ($4::integer[])[coalesce(($5::integer[])[u.place - 1], 0) + 1 : ($5::integer[])[u.place]] as line_nos from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as order_id, unnest($3::bigint[]) as task_id, generate_subscripts($1::bigint[], 1) as place) as u) as r\nwhere k.company_id = r.company_id and k.order_id = r.order_id and k.task_id = r.task_id",
}

export const insertDependency: WriteStatement<{ companyId: bigint | null; orderId: bigint | null; fromComponent: bigint | null; toComponent: bigint | null; items: string | null; fromLines: readonly (number | null)[] | null; toLines: readonly (number | null)[] | null }, never> = {
  name: 'orchestration.plan.insert_dependency',
  kind: 'write',
  lockClass: 'insert',
  sequence: 7,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'orderId', type: 'bigint', array: true },
    { name: 'fromComponent', type: 'bigint', array: true },
    { name: 'toComponent', type: 'bigint', array: true },
    { name: 'items', type: 'text', array: true },
    { name: 'fromLines', type: 'integer', array: true, list: true },
    { name: 'toLines', type: 'integer', array: true, list: true },
  ],
  text: "insert into orchestration.dependency (company_id, order_id, from_component, to_component, items, from_lines, to_lines)\nselect r.company_id, r.order_id, r.from_component, r.to_component, r.items, r.from_lines, r.to_lines\nfrom (select u.company_id, u.order_id, u.from_component, u.to_component, u.items, ($6::integer[])[coalesce(($7::integer[])[u.place - 1], 0) + 1 : ($7::integer[])[u.place]] as from_lines, ($8::integer[])[coalesce(($9::integer[])[u.place - 1], 0) + 1 : ($9::integer[])[u.place]] as to_lines from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as order_id, unnest($3::bigint[]) as from_component, unnest($4::bigint[]) as to_component, unnest($5::text[]) as items, generate_subscripts($1::bigint[], 1) as place) as u) as r",
}

/** Parts go their own ways from now on, each in a component like the one that they leave; what runs for the others goes on without them. What is left is counted: compared with each other, ten thousand parts would be looked at for each. */
export const splitComponent: WriteStatement<{ companyId: bigint | null; orderId: bigint | null; componentId: bigint | null; id: bigint | null; lineId: bigint | null }, never> = {
  name: 'orchestration.plan.split_component',
  kind: 'write',
  lockClass: 'insert',
  sequence: 8,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'orderId', type: 'bigint', array: true },
    { name: 'componentId', type: 'bigint', array: true },
    { name: 'id', type: 'bigint', array: true },
    { name: 'lineId', type: 'bigint', array: true },
  ],
  text: "with given as materialized (\n  select * from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as order_id, unnest($3::bigint[]) as component_id, unnest($4::bigint[]) as id, unnest($5::bigint[]) as line_id) as r\n), rest as (\n  update orchestration.component c\n  set line_ids = array(\n    select x.id from (\n      select l.id, l.place from unnest(c.line_ids) with ordinality as l(id, place)\n      union all select l.id, null from unnest(g.line_ids) as l(id)) x\n    group by x.id having count(*) = 1 order by max(x.place))\n  from (select company_id, order_id, component_id, array_agg(line_id) as line_ids from given group by 1, 2, 3) g\n  where c.company_id = g.company_id and c.order_id = g.order_id and c.id = g.component_id\n)\ninsert into orchestration.component (company_id, order_id, id, kind, key, pattern, model_version, location_id, line_ids)\nselect g.company_id, g.order_id, g.id, c.kind, c.key, c.pattern, c.model_version, c.location_id, array[g.line_id]\nfrom given g\ncross join lateral (select * from orchestration.component c where c.company_id = g.company_id and c.order_id = g.order_id and c.id = g.component_id offset 0) c",
}

/** A part that was split off another goes its own way, in a component like the one of that. */
export const branchComponent: WriteStatement<{ companyId: bigint | null; orderId: bigint | null; componentId: bigint | null; id: bigint | null; lineId: bigint | null }, never> = {
  name: 'orchestration.plan.branch_component',
  kind: 'write',
  lockClass: 'insert',
  sequence: 9,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'orderId', type: 'bigint', array: true },
    { name: 'componentId', type: 'bigint', array: true },
    { name: 'id', type: 'bigint', array: true },
    { name: 'lineId', type: 'bigint', array: true },
  ],
  text: "insert into orchestration.component (company_id, order_id, id, kind, key, pattern, model_version, location_id, line_ids)\nselect r.company_id, r.order_id, r.id, c.kind, c.key, c.pattern, c.model_version, c.location_id, array[r.line_id]\nfrom (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as order_id, unnest($3::bigint[]) as component_id, unnest($4::bigint[]) as id, unnest($5::bigint[]) as line_id) as r\njoin orchestration.component c on c.company_id = r.company_id and c.order_id = r.order_id and c.id = r.component_id",
}

export const insertRejections: WriteStatement<{ companyId: bigint | null; orderId: bigint | null; id: bigint | null; batch: bigint | null; shipmentId: bigint | null; partId: bigint | null; lineNo: number | null; locationId: bigint | null; quantity: bigint | null; reason: string | null; actor: string | null; intoPartIds: readonly (bigint | null)[] | null; unfulfillable: boolean | null }, never> = {
  name: 'orchestration.plan.insert_rejections',
  kind: 'write',
  lockClass: 'insert',
  sequence: 10,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'orderId', type: 'bigint', array: true },
    { name: 'id', type: 'bigint', array: true },
    { name: 'batch', type: 'bigint', array: true },
    { name: 'shipmentId', type: 'bigint', array: true },
    { name: 'partId', type: 'bigint', array: true },
    { name: 'lineNo', type: 'integer', array: true },
    { name: 'locationId', type: 'bigint', array: true },
    { name: 'quantity', type: 'numeric', array: true },
    { name: 'reason', type: 'text', array: true },
    { name: 'actor', type: 'text', array: true },
    { name: 'intoPartIds', type: 'bigint', array: true, list: true },
    { name: 'unfulfillable', type: 'boolean', array: true },
  ],
  text: "insert into orchestration.rejection (company_id, order_id, id, batch, shipment_id, part_id, line_no, location_id, quantity, reason, actor,\n  into_part_ids, unfulfillable)\nselect r.* from (select u.company_id, u.order_id, u.id, u.batch, u.shipment_id, u.part_id, u.line_no, u.location_id, u.quantity, u.reason, u.actor, ($12::bigint[])[coalesce(($13::integer[])[u.place - 1], 0) + 1 : ($13::integer[])[u.place]] as into_part_ids, u.unfulfillable from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as order_id, unnest($3::bigint[]) as id, unnest($4::bigint[]) as batch, unnest($5::bigint[]) as shipment_id, unnest($6::bigint[]) as part_id, unnest($7::integer[]) as line_no, unnest($8::bigint[]) as location_id, unnest($9::numeric[]) as quantity, unnest($10::text[]) as reason, unnest($11::text[]) as actor, unnest($14::boolean[]) as unfulfillable, generate_subscripts($1::bigint[], 1) as place) as u) as r",
}

/** What places refused of orders: lines are not offered there again. */
export const readRejections: ReadStatement<{ companyIds: readonly bigint[]; orderIds: readonly bigint[] }, { company_id: bigint; order_id: bigint; line_no: number; location_id: bigint; batch: bigint }> = {
  name: 'orchestration.plan.read_rejections',
  kind: 'read',
  lockClass: 'insert',
  sequence: 11,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'orderIds', type: 'bigint', array: true },
  ],
  text: "select j.company_id, j.order_id, j.line_no, j.location_id, j.batch\nfrom unnest($1::bigint[], $2::bigint[]) as w(company_id, order_id)\ncross join lateral (select * from orchestration.rejection j where j.company_id = w.company_id and j.order_id = w.order_id offset 0) j",
}

/** More tasks wait for a task than before; their order is locked. */
export const freeMore: WriteStatement<{ companyId: bigint | null; orderId: bigint | null; taskId: bigint | null; nextId: bigint | null }, never> = {
  name: 'orchestration.plan.free_more',
  kind: 'write',
  lockClass: 'insert',
  sequence: 12,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'orderId', type: 'bigint', array: true },
    { name: 'taskId', type: 'bigint', array: true },
    { name: 'nextId', type: 'bigint', array: true },
  ],
  text: "update orchestration.task t set frees = t.frees || g.nexts\nfrom (select r.company_id, r.order_id, r.task_id, array_agg(r.next_id order by r.next_id) as nexts\n  from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as order_id, unnest($3::bigint[]) as task_id, unnest($4::bigint[]) as next_id) as r group by 1, 2, 3) g\nwhere t.company_id = g.company_id and t.order_id = g.order_id and t.id = g.task_id",
}

export const insertReady: WriteStatement<{ companyId: bigint | null; orderId: bigint | null; taskId: bigint | null; kind: string | null; dueAt: Date | null }, never> = {
  name: 'orchestration.plan.insert_ready',
  kind: 'write',
  lockClass: 'insert',
  sequence: 13,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'orderId', type: 'bigint', array: true },
    { name: 'taskId', type: 'bigint', array: true },
    { name: 'kind', type: 'text', array: true },
    { name: 'dueAt', type: 'timestamptz', array: true },
  ],
  text: "insert into orchestration.ready (company_id, order_id, task_id, kind, due_at)\nselect r.* from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as order_id, unnest($3::bigint[]) as task_id, unnest($4::text[]) as kind, unnest($5::timestamptz[]) as due_at) as r",
}

/** Work that can be done, with whose it is, which its list is read along; after insert_work, by their names. */
export const queueWork: WriteStatement<{ companyId: bigint | null; orderId: bigint | null; taskId: bigint | null; dueAt: Date | null }, never> = {
  name: 'orchestration.plan.queue_work',
  kind: 'write',
  lockClass: 'insert',
  sequence: 14,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'orderId', type: 'bigint', array: true },
    { name: 'taskId', type: 'bigint', array: true },
    { name: 'dueAt', type: 'timestamptz', array: true },
  ],
  text: "insert into orchestration.ready (company_id, order_id, task_id, kind, due_at, role, assignee)\nselect r.company_id, r.order_id, r.task_id, 'work', r.due_at, k.role, k.assignee\nfrom (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as order_id, unnest($3::bigint[]) as task_id, unnest($4::timestamptz[]) as due_at) as r\ncross join lateral (select * from orchestration.work k where k.company_id = r.company_id and k.order_id = r.order_id and k.task_id = r.task_id offset 0) k",
}

/** Tasks that are done, or stopped, leave the queue; their order is locked. */
export const deleteReady: WriteStatement<{ companyId: bigint | null; orderId: bigint | null; taskId: bigint | null }, never> = {
  name: 'orchestration.plan.delete_ready',
  kind: 'write',
  lockClass: 'insert',
  sequence: 15,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'orderId', type: 'bigint', array: true },
    { name: 'taskId', type: 'bigint', array: true },
  ],
  text: "delete from orchestration.ready y using (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as order_id, unnest($3::bigint[]) as task_id) as r\nwhere y.company_id = r.company_id and y.order_id = r.order_id and y.task_id = r.task_id",
}

/** When it was over is business time; why it had failed is history. */
export const completeTasks: WriteStatement<{ companyId: bigint | null; orderId: bigint | null; taskId: bigint | null; endedAt: Date | null }, never> = {
  name: 'orchestration.plan.complete_tasks',
  kind: 'write',
  lockClass: 'insert',
  sequence: 16,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'orderId', type: 'bigint', array: true },
    { name: 'taskId', type: 'bigint', array: true },
    { name: 'endedAt', type: 'timestamptz', array: true },
  ],
  text: "update orchestration.task t set state = 'completed', waits = 0, problem = null, ended_at = r.ended_at\nfrom (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as order_id, unnest($3::bigint[]) as task_id, unnest($4::timestamptz[]) as ended_at) as r\nwhere t.company_id = r.company_id and t.order_id = r.order_id and t.id = r.task_id",
}

/** Tasks that nobody needs any more; why one of them failed is history. */
export const skipTasks: WriteStatement<{ companyId: bigint | null; orderId: bigint | null; taskId: bigint | null }, never> = {
  name: 'orchestration.plan.skip_tasks',
  kind: 'write',
  lockClass: 'insert',
  sequence: 17,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'orderId', type: 'bigint', array: true },
    { name: 'taskId', type: 'bigint', array: true },
  ],
  text: "update orchestration.task t set state = 'skipped', waits = 0, problem = null\nfrom (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as order_id, unnest($3::bigint[]) as task_id) as r\nwhere t.company_id = r.company_id and t.order_id = r.order_id and t.id = r.task_id",
}

/** Somebody has taken tasks on; they stay in the queue. Their order is locked. */
export const beginTasks: WriteStatement<{ companyId: bigint | null; orderId: bigint | null; taskId: bigint | null }, never> = {
  name: 'orchestration.plan.begin_tasks',
  kind: 'write',
  lockClass: 'insert',
  sequence: 18,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'orderId', type: 'bigint', array: true },
    { name: 'taskId', type: 'bigint', array: true },
  ],
  text: "update orchestration.task t set state = 'running'\nfrom (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as order_id, unnest($3::bigint[]) as task_id) as r\nwhere t.company_id = r.company_id and t.order_id = r.order_id and t.id = r.task_id",
}

export const giveBackTasks: WriteStatement<{ companyId: bigint | null; orderId: bigint | null; taskId: bigint | null }, never> = {
  name: 'orchestration.plan.give_back_tasks',
  kind: 'write',
  lockClass: 'insert',
  sequence: 19,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'orderId', type: 'bigint', array: true },
    { name: 'taskId', type: 'bigint', array: true },
  ],
  text: "update orchestration.task t set state = 'ready'\nfrom (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as order_id, unnest($3::bigint[]) as task_id) as r\nwhere t.company_id = r.company_id and t.order_id = r.order_id and t.id = r.task_id",
}

/** What tasks wait for, by the difference of the batch: a predecessor done, goods there, a hold placed, an invoice that is not paid. Which tasks that frees was decided on the plan as it was read; the lock and revision of the order are why two decisions never meet, CHECK (waits >= 0) is the guard. */
export const shiftWaits: WriteStatement<{ companyId: bigint | null; orderId: bigint | null; taskId: bigint | null; n: number | null }, never> = {
  name: 'orchestration.plan.shift_waits',
  kind: 'write',
  lockClass: 'insert',
  sequence: 20,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'orderId', type: 'bigint', array: true },
    { name: 'taskId', type: 'bigint', array: true },
    { name: 'n', type: 'integer', array: true },
  ],
  text: "update orchestration.task t\nset waits = t.waits + r.n, state = case when t.waits + r.n = 0 then 'ready' else 'waiting' end\nfrom (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as order_id, unnest($3::bigint[]) as task_id, unnest($4::integer[]) as n) as r\nwhere t.company_id = r.company_id and t.order_id = r.order_id and t.id = r.task_id",
}

/** Tasks that start at another time than was set, sooner or later; what nobody has claimed yet has its turn then. Their order is locked. */
export const startOn: WriteStatement<{ companyId: bigint | null; orderId: bigint | null; taskId: bigint | null; startAt: Date | null; dueAt: Date | null }, never> = {
  name: 'orchestration.plan.start_on',
  kind: 'write',
  lockClass: 'insert',
  sequence: 21,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'orderId', type: 'bigint', array: true },
    { name: 'taskId', type: 'bigint', array: true },
    { name: 'startAt', type: 'timestamptz', array: true },
    { name: 'dueAt', type: 'timestamptz', array: true },
  ],
  text: "with given as (\n  select * from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as order_id, unnest($3::bigint[]) as task_id, unnest($4::timestamptz[]) as start_at, unnest($5::timestamptz[]) as due_at) as r\n), planned as (\n  update orchestration.task t set start_at = g.start_at from given g\n  where t.company_id = g.company_id and t.order_id = g.order_id and t.id = g.task_id\n)\nupdate orchestration.ready y set due_at = g.due_at from given g\nwhere y.company_id = g.company_id and y.order_id = g.order_id and y.task_id = g.task_id and y.attempt = 0",
}

/** Tasks that may start before the time that was set; what nobody has claimed yet has its turn then. Their order is locked. */
export const startSooner: WriteStatement<{ companyId: bigint | null; orderId: bigint | null; taskId: bigint | null; startAt: Date | null; dueAt: Date | null }, never> = {
  name: 'orchestration.plan.start_sooner',
  kind: 'write',
  lockClass: 'insert',
  sequence: 22,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'orderId', type: 'bigint', array: true },
    { name: 'taskId', type: 'bigint', array: true },
    { name: 'startAt', type: 'timestamptz', array: true },
    { name: 'dueAt', type: 'timestamptz', array: true },
  ],
  text: "with given as (\n  select * from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as order_id, unnest($3::bigint[]) as task_id, unnest($4::timestamptz[]) as start_at, unnest($5::timestamptz[]) as due_at) as r\n), planned as (\n  update orchestration.task t set start_at = g.start_at from given g\n  where t.company_id = g.company_id and t.order_id = g.order_id and t.id = g.task_id\n)\nupdate orchestration.ready y set due_at = g.due_at from given g\nwhere y.company_id = g.company_id and y.order_id = g.order_id and y.task_id = g.task_id\n  and y.attempt = 0 and y.due_at > g.due_at",
}

/** Takes tasks that are due, as many as a batch holds, past those that another node is taking. The claim is its own transaction: the lease is the due time, an expired lease is simply due again. Whose turn it is: by due time, where a step of priority is worth a minute. So what is urgent overtakes, and what is not has its turn nine minutes later at most, however much is urgent. Tasks of the usual priority come along an index of their own, so that they pay nothing for the others; of these a claim may lock some that it leaves, until it ends. The locked rows are named by their place: the table is mostly empty, so a plan made then joins them badly for ever (400 claims read 390,000 rows). */
export const claimTasks: ReadStatement<{ kind: string | null; now: Date | null; count: number | null; leaseUntil: Date | null }, { company_id: bigint; order_id: bigint; task_id: bigint; attempt: number }> = {
  name: 'orchestration.plan.claim_tasks',
  kind: 'read',
  lockClass: 'insert',
  sequence: 23,
  params: [
    { name: 'kind', type: 'text', array: false },
    { name: 'now', type: 'timestamptz', array: false },
    { name: 'count', type: 'integer', array: false },
    { name: 'leaseUntil', type: 'timestamptz', array: false },
  ],
  text: "with usual as (\n  select y.ctid as place, y.due_at at time zone 'UTC' as turn from orchestration.ready y\n  where y.kind = $1::text and y.priority = 4 and y.due_at <= $2::timestamptz\n  order by y.due_at limit $3::integer\n  for update skip locked\n), other as (\n  select y.ctid as place, (y.due_at at time zone 'UTC') - (y.priority - 4) * interval '1 minute' as turn\n  from orchestration.ready y\n  where y.kind = $1::text and y.priority <> 4 and y.due_at <= $2::timestamptz\n    and (y.due_at at time zone 'UTC') - (y.priority - 4) * interval '1 minute' <= ($2::timestamptz at time zone 'UTC') + interval '4 minutes'\n  order by (y.due_at at time zone 'UTC') - (y.priority - 4) * interval '1 minute' limit $3::integer\n  for update skip locked\n), due as (\n  select u.place, u.turn from usual u union all select o.place, o.turn from other o\n  order by turn limit $3::integer\n)\nupdate orchestration.ready y set due_at = $4::timestamptz, attempt = y.attempt + 1\nwhere y.ctid = any (array(select d.place from due d))\nreturning y.company_id, y.order_id, y.task_id, y.attempt",
}

/** Since when each kind's oldest task waits past its turn. An urgent one waits since it is due; one that others may overtake, a minute later for each step below the usual: until then it waits on purpose. A task that is claimed is not due. Of what is not usual, the first in their turn are looked at, more than a claim takes. */
export const readNextDue: ReadStatement<{ kinds: readonly string[]; now: Date | null }, { kind: string; late_from: Date }> = {
  name: 'orchestration.plan.read_next_due',
  kind: 'read',
  lockClass: 'insert',
  sequence: 24,
  params: [
    { name: 'kinds', type: 'text', array: true },
    { name: 'now', type: 'timestamptz', array: false },
  ],
  text: "select k.kind, least(u.late_from, o.late_from) as late_from\nfrom unnest($1::text[]) as k(kind)\nleft join lateral (\n  select r.due_at as late_from from orchestration.ready r\n  where r.kind = k.kind and r.priority = 4 and r.due_at <= $2::timestamptz order by r.due_at limit 1\n) u on true\nleft join lateral (\n  select min(f.due_at + greatest(4 - f.priority, 0) * interval '1 minute') as late_from from (\n    select r.due_at, r.priority from orchestration.ready r\n    where r.kind = k.kind and r.priority <> 4 and r.due_at <= $2::timestamptz\n      and (r.due_at at time zone 'UTC') - (r.priority - 4) * interval '1 minute' <= ($2::timestamptz at time zone 'UTC') + interval '4 minutes'\n    order by (r.due_at at time zone 'UTC') - (r.priority - 4) * interval '1 minute' limit 1000\n  ) f\n) o on true\nwhere u.late_from is not null or o.late_from is not null",
}

/** All tasks of orders. Their components are read beside them: looked up for each of 40,000 tasks they took most of the time that the order did. */
export const readTasks: ReadStatement<{ companyIds: readonly bigint[]; orderIds: readonly bigint[] }, { company_id: bigint; order_id: bigint; id: bigint; component_id: bigint; kind: string; state: string; waits: number; frees: bigint[]; start_at: Date | null }> = {
  name: 'orchestration.plan.read_tasks',
  kind: 'read',
  lockClass: 'insert',
  sequence: 25,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'orderIds', type: 'bigint', array: true },
  ],
  text: "select t.company_id, t.order_id, t.id, t.component_id, t.kind, t.state, t.waits, t.frees, t.start_at\nfrom unnest($1::bigint[], $2::bigint[]) as w(company_id, order_id)\ncross join lateral (select * from orchestration.task t where t.company_id = w.company_id and t.order_id = w.order_id offset 0) t\norder by t.company_id, t.order_id, t.id",
}

export const readComponents: ReadStatement<{ companyIds: readonly bigint[]; orderIds: readonly bigint[] }, { company_id: bigint; order_id: bigint; id: bigint; location_id: bigint | null; line_ids: bigint[]; line_nos: number[] }> = {
  name: 'orchestration.plan.read_components',
  kind: 'read',
  lockClass: 'insert',
  sequence: 26,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'orderIds', type: 'bigint', array: true },
  ],
  text: "select c.company_id, c.order_id, c.id, c.location_id, c.line_ids, c.line_nos\nfrom unnest($1::bigint[], $2::bigint[]) as w(company_id, order_id)\ncross join lateral (select * from orchestration.component c where c.company_id = w.company_id and c.order_id = w.order_id offset 0) c",
}

/** Tasks that are named, what else is done in their components of lines (along task_of_lines), and what waits for them, with their components: of a plan of 10,000 lines a few rows. */
export const readTasksNear: ReadStatement<{ companyIds: readonly bigint[]; orderIds: readonly bigint[]; taskIds: readonly bigint[] }, { company_id: bigint; order_id: bigint; id: bigint; component_id: bigint; kind: string; state: string; waits: number; frees: bigint[]; start_at: Date | null; location_id: bigint | null; line_ids: bigint[]; line_nos: number[] }> = {
  name: 'orchestration.plan.read_tasks_near',
  kind: 'read',
  lockClass: 'insert',
  sequence: 27,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'orderIds', type: 'bigint', array: true },
    { name: 'taskIds', type: 'bigint', array: true },
  ],
  text: "with named as (\n  select t.company_id, t.order_id, t.id, t.component_id, t.frees\n  from unnest($1::bigint[], $2::bigint[], $3::bigint[]) as w(company_id, order_id, task_id)\n  cross join lateral (select * from orchestration.task t where t.company_id = w.company_id and t.order_id = w.order_id and t.id = w.task_id offset 0) t\n), near as (\n  select n.company_id, n.order_id, n.id from named n\n  union\n  select n.company_id, n.order_id, f.id from named n cross join unnest(n.frees) as f(id)\n  union\n  select n.company_id, n.order_id, o.id from named n\n  cross join lateral (select o.id from orchestration.task o where o.company_id = n.company_id and o.order_id = n.order_id\n    and o.component_id = n.component_id and o.name is not null offset 0) o\n)\nselect t.company_id, t.order_id, t.id, t.component_id, t.kind, t.state, t.waits, t.frees, t.start_at, c.location_id, c.line_ids, c.line_nos\nfrom near n\ncross join lateral (select * from orchestration.task t where t.company_id = n.company_id and t.order_id = n.order_id and t.id = n.id offset 0) t\ncross join lateral (select * from orchestration.component c where c.company_id = t.company_id and c.order_id = t.order_id and c.id = t.component_id offset 0) c\norder by t.company_id, t.order_id, t.id",
}

/** Which attempt holds each task, without a lock: fail_task asks again. */
export const readAttempts: ReadStatement<{ companyIds: readonly bigint[]; orderIds: readonly bigint[]; taskIds: readonly bigint[] }, { company_id: bigint; order_id: bigint; task_id: bigint; attempt: number }> = {
  name: 'orchestration.plan.read_attempts',
  kind: 'read',
  lockClass: 'insert',
  sequence: 28,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'orderIds', type: 'bigint', array: true },
    { name: 'taskIds', type: 'bigint', array: true },
  ],
  text: "select y.company_id, y.order_id, y.task_id, y.attempt\nfrom unnest($1::bigint[], $2::bigint[], $3::bigint[]) as w(company_id, order_id, task_id)\ncross join lateral (select * from orchestration.ready y where y.company_id = w.company_id and y.order_id = w.order_id and y.task_id = w.task_id offset 0) y",
}

/** The last attempt failed. A task that another attempt has claimed since is not its to fail: the batch is decided again (DK001). Its order is locked. */
export const failTask: WriteStatement<{ companyId: bigint | null; orderId: bigint | null; taskId: bigint | null; attempt: number | null; problem: string | null }, { verified: boolean }> = {
  name: 'orchestration.plan.fail_task',
  kind: 'write',
  lockClass: 'insert',
  sequence: 29,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'orderId', type: 'bigint', array: true },
    { name: 'taskId', type: 'bigint', array: true },
    { name: 'attempt', type: 'integer', array: true },
    { name: 'problem', type: 'text', array: true },
  ],
  text: "with given as (\n  select * from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as order_id, unnest($3::bigint[]) as task_id, unnest($4::integer[]) as attempt, unnest($5::text[]) as problem) as r\n), gone as (\n  delete from orchestration.ready y using given g\n  where y.company_id = g.company_id and y.order_id = g.order_id and y.task_id = g.task_id and y.attempt = g.attempt\n  returning y.company_id, y.order_id, y.task_id, g.problem\n), failed as (\n  update orchestration.task t set state = 'failed', problem = g.problem from gone g\n  where t.company_id = g.company_id and t.order_id = g.order_id and t.id = g.task_id and t.state in ('ready', 'running')\n  returning t.id\n)\nselect platform.verify((select count(*) from failed) = (select count(*) from given)) as verified",
}

/** What a claim finds already done leaves the queue; a task that was put back since has another attempt, and stays. */
export const leaveQueue: WriteStatement<{ companyId: bigint | null; orderId: bigint | null; taskId: bigint | null; attempt: number | null }, never> = {
  name: 'orchestration.plan.leave_queue',
  kind: 'write',
  lockClass: 'insert',
  sequence: 30,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'orderId', type: 'bigint', array: true },
    { name: 'taskId', type: 'bigint', array: true },
    { name: 'attempt', type: 'integer', array: true },
  ],
  text: "delete from orchestration.ready y using (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as order_id, unnest($3::bigint[]) as task_id, unnest($4::integer[]) as attempt) as r\nwhere y.company_id = r.company_id and y.order_id = r.order_id and y.task_id = r.task_id and y.attempt = r.attempt",
}

/** Tried again later, unless another attempt has begun: the attempt was counted by its claim. */
export const postponeTask: WriteStatement<{ companyId: bigint | null; orderId: bigint | null; taskId: bigint | null; attempt: number | null; dueAt: Date | null }, never> = {
  name: 'orchestration.plan.postpone_task',
  kind: 'write',
  lockClass: 'insert',
  sequence: 31,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'orderId', type: 'bigint', array: true },
    { name: 'taskId', type: 'bigint', array: true },
    { name: 'attempt', type: 'integer', array: true },
    { name: 'dueAt', type: 'timestamptz', array: true },
  ],
  text: "update orchestration.ready y set due_at = r.due_at\nfrom (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as order_id, unnest($3::bigint[]) as task_id, unnest($4::integer[]) as attempt, unnest($5::timestamptz[]) as due_at) as r\nwhere y.company_id = r.company_id and y.order_id = r.order_id and y.task_id = r.task_id and y.attempt = r.attempt",
}

/** It cannot be run yet, through no fault of its own: it has its turn later, and the claim was no attempt. */
export const putBackTask: WriteStatement<{ companyId: bigint | null; orderId: bigint | null; taskId: bigint | null; attempt: number | null; dueAt: Date | null }, never> = {
  name: 'orchestration.plan.put_back_task',
  kind: 'write',
  lockClass: 'insert',
  sequence: 32,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'orderId', type: 'bigint', array: true },
    { name: 'taskId', type: 'bigint', array: true },
    { name: 'attempt', type: 'integer', array: true },
    { name: 'dueAt', type: 'timestamptz', array: true },
  ],
  text: "update orchestration.ready y set due_at = r.due_at, attempt = y.attempt - 1\nfrom (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as order_id, unnest($3::bigint[]) as task_id, unnest($4::integer[]) as attempt, unnest($5::timestamptz[]) as due_at) as r\nwhere y.company_id = r.company_id and y.order_id = r.order_id and y.task_id = r.task_id and y.attempt = r.attempt",
}

/** A task that failed is ready again; insert_ready puts it into the queue. Its order is locked. */
export const retryTask: WriteStatement<{ companyId: bigint | null; orderId: bigint | null; taskId: bigint | null }, never> = {
  name: 'orchestration.plan.retry_task',
  kind: 'write',
  lockClass: 'insert',
  sequence: 33,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'orderId', type: 'bigint', array: true },
    { name: 'taskId', type: 'bigint', array: true },
  ],
  text: "update orchestration.task t set state = 'ready', problem = null\nfrom (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as order_id, unnest($3::bigint[]) as task_id) as r\nwhere t.company_id = r.company_id and t.order_id = r.order_id and t.id = r.task_id and t.state = 'failed'",
}

/** What tasks wait for that have not begun to: so long from now, something that has to become known, or, told wrongly, a day that is none. */
export const readWaits: ReadStatement<{ companyIds: readonly bigint[]; orderIds: readonly bigint[]; taskIds: readonly bigint[] }, { id: bigint; duration: string | null; no_day: string | null; condition: string | null; lines: Json | null }> = {
  name: 'orchestration.plan.read_waits',
  kind: 'read',
  lockClass: 'insert',
  sequence: 34,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'orderIds', type: 'bigint', array: true },
    { name: 'taskIds', type: 'bigint', array: true },
  ],
  text: "select t.id, t.input ->> 'for' as duration, t.input ->> 'until' as no_day, t.input ->> 'when' as condition, t.input -> 'lines' as lines\nfrom unnest($1::bigint[], $2::bigint[], $3::bigint[]) as w(company_id, order_id, task_id)\ncross join lateral (select * from orchestration.task t where t.company_id = w.company_id and t.order_id = w.order_id and t.id = w.task_id offset 0) t\nwhere t.input is not null and t.output is null",
}

/** A wait begins: its end is when the task is due, and the claim was no attempt; that it has begun is its output. Its order is locked. */
export const beginWait: WriteStatement<{ companyId: bigint | null; orderId: bigint | null; taskId: bigint | null; attempt: number | null; dueAt: Date | null }, never> = {
  name: 'orchestration.plan.begin_wait',
  kind: 'write',
  lockClass: 'insert',
  sequence: 35,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'orderId', type: 'bigint', array: true },
    { name: 'taskId', type: 'bigint', array: true },
    { name: 'attempt', type: 'integer', array: true },
    { name: 'dueAt', type: 'timestamptz', array: true },
  ],
  text: "with given as (\n  select * from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as order_id, unnest($3::bigint[]) as task_id, unnest($4::integer[]) as attempt, unnest($5::timestamptz[]) as due_at) as r\n), begun as (\n  update orchestration.task t set start_at = g.due_at, output = jsonb_build_object('until', g.due_at) from given g\n  where t.company_id = g.company_id and t.order_id = g.order_id and t.id = g.task_id\n)\nupdate orchestration.ready y set due_at = g.due_at, attempt = y.attempt - 1 from given g\nwhere y.company_id = g.company_id and y.order_id = g.order_id and y.task_id = g.task_id and y.attempt = g.attempt",
}

/** What people are to do, by its task. */
export const readWork: ReadStatement<{ companyIds: readonly bigint[]; orderIds: readonly bigint[]; taskIds: readonly bigint[] }, { company_id: bigint; order_id: bigint; task_id: bigint; title: string; role: string; statuses: Json; assignee: string | null; owner: string | null; status: string | null; note: string | null; data: Json | null; done_by: string | null }> = {
  name: 'orchestration.plan.read_work',
  kind: 'read',
  lockClass: 'insert',
  sequence: 36,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'orderIds', type: 'bigint', array: true },
    { name: 'taskIds', type: 'bigint', array: true },
  ],
  text: "select k.company_id, k.order_id, k.task_id, k.title, k.role, k.statuses, k.assignee, k.owner, k.status, k.note, k.data, k.done_by\nfrom unnest($1::bigint[], $2::bigint[], $3::bigint[]) as w(company_id, order_id, task_id)\ncross join lateral (select * from orchestration.work k where k.company_id = w.company_id and k.order_id = w.order_id and k.task_id = w.task_id offset 0) k",
}

/** Also where it stands in the queue, if it does. */
export const assignWork: WriteStatement<{ companyId: bigint | null; orderId: bigint | null; taskId: bigint | null; assignee: string | null }, never> = {
  name: 'orchestration.plan.assign_work',
  kind: 'write',
  lockClass: 'insert',
  sequence: 37,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'orderId', type: 'bigint', array: true },
    { name: 'taskId', type: 'bigint', array: true },
    { name: 'assignee', type: 'text', array: true },
  ],
  text: "with given as (\n  select * from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as order_id, unnest($3::bigint[]) as task_id, unnest($4::text[]) as assignee) as r\n), queued as (\n  update orchestration.ready y set assignee = g.assignee from given g\n  where y.company_id = g.company_id and y.order_id = g.order_id and y.task_id = g.task_id\n)\nupdate orchestration.work k set assignee = g.assignee from given g\nwhere k.company_id = g.company_id and k.order_id = g.order_id and k.task_id = g.task_id",
}

/** Somebody takes work on, or gives it back, which the queue says, too. */
export const acceptWork: WriteStatement<{ companyId: bigint | null; orderId: bigint | null; taskId: bigint | null; owner: string | null; acceptedAt: Date | null }, never> = {
  name: 'orchestration.plan.accept_work',
  kind: 'write',
  lockClass: 'insert',
  sequence: 38,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'orderId', type: 'bigint', array: true },
    { name: 'taskId', type: 'bigint', array: true },
    { name: 'owner', type: 'text', array: true },
    { name: 'acceptedAt', type: 'timestamptz', array: true },
  ],
  text: "with given as (\n  select * from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as order_id, unnest($3::bigint[]) as task_id, unnest($4::text[]) as owner, unnest($5::timestamptz[]) as accepted_at) as r\n), queued as (\n  update orchestration.ready y set owner = g.owner from given g\n  where y.company_id = g.company_id and y.order_id = g.order_id and y.task_id = g.task_id\n)\nupdate orchestration.work k set owner = g.owner, accepted_at = g.accepted_at from given g\nwhere k.company_id = g.company_id and k.order_id = g.order_id and k.task_id = g.task_id",
}

/** What came of it is the output of its task, too, which later ones may read. */
export const endWork: WriteStatement<{ companyId: bigint | null; orderId: bigint | null; taskId: bigint | null; status: string | null; note: string | null; data: Json | null; doneBy: string | null; doneAt: Date | null }, never> = {
  name: 'orchestration.plan.end_work',
  kind: 'write',
  lockClass: 'insert',
  sequence: 39,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'orderId', type: 'bigint', array: true },
    { name: 'taskId', type: 'bigint', array: true },
    { name: 'status', type: 'text', array: true },
    { name: 'note', type: 'text', array: true },
    { name: 'data', type: 'jsonb', array: true },
    { name: 'doneBy', type: 'text', array: true },
    { name: 'doneAt', type: 'timestamptz', array: true },
  ],
  text: "with given as (\n  select * from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as order_id, unnest($3::bigint[]) as task_id, unnest($4::text[]) as status, unnest($5::text[]) as note, unnest($6::jsonb[]) as data, unnest($7::text[]) as done_by, unnest($8::timestamptz[]) as done_at) as r\n), told as (\n  update orchestration.task t\n  set output = jsonb_strip_nulls(jsonb_build_object('status', g.status, 'data', coalesce(g.data, '{}'), 'note', g.note)) from given g\n  where t.company_id = g.company_id and t.order_id = g.order_id and t.id = g.task_id\n)\nupdate orchestration.work k set status = g.status, note = g.note, data = g.data, done_by = g.done_by, done_at = g.done_at\nfrom given g\nwhere k.company_id = g.company_id and k.order_id = g.order_id and k.task_id = g.task_id",
}

/** Work that did not go on as planned is to be done again, by whoever takes it on; what came of it is history. */
export const reopenWork: WriteStatement<{ companyId: bigint | null; orderId: bigint | null; taskId: bigint | null }, never> = {
  name: 'orchestration.plan.reopen_work',
  kind: 'write',
  lockClass: 'insert',
  sequence: 40,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'orderId', type: 'bigint', array: true },
    { name: 'taskId', type: 'bigint', array: true },
  ],
  text: "update orchestration.work k set owner = null, accepted_at = null, status = null, note = null, data = null, done_by = null, done_at = null\nfrom (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as order_id, unnest($3::bigint[]) as task_id) as r\nwhere k.company_id = r.company_id and k.order_id = r.order_id and k.task_id = r.task_id",
}

/** Steps that were done and are points of no return, with the lines that they are for. */
export const readPassedPoints: ReadStatement<{ companyIds: readonly bigint[]; orderIds: readonly bigint[] }, { company_id: bigint; order_id: bigint; task_id: bigint; name: string | null; point: string; line_nos: number[] }> = {
  name: 'orchestration.plan.read_passed_points',
  kind: 'read',
  lockClass: 'insert',
  sequence: 41,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'orderIds', type: 'bigint', array: true },
  ],
  text: "select t.company_id, t.order_id, t.id as task_id, t.name, t.input ->> 'pointOfNoReturn' as point, c.line_nos\nfrom unnest($1::bigint[], $2::bigint[]) as w(company_id, order_id)\ncross join lateral (select * from orchestration.task t where t.company_id = w.company_id and t.order_id = w.order_id\n  and t.state = 'completed' and t.input ->> 'pointOfNoReturn' is not null offset 0) t\ncross join lateral (select * from orchestration.component c where c.company_id = t.company_id and c.order_id = t.order_id and c.id = t.component_id offset 0) c",
}
