// Written by `npm run generate` from other-orders.sql; do not edit.
import type { ReadStatement, WriteStatement } from '../../platform/database/index.ts'

export const insertOrderWait: WriteStatement<{ companyId: bigint | null; orderId: bigint | null; taskId: bigint | null; baseSource: string | null; baseExternalId: string | null; baseOrderId: bigint | null; baseLine: string | null; baseComponent: string | null }, never> = {
  name: 'orchestration.plan.insert_order_wait',
  kind: 'write',
  lockClass: 'insert',
  sequence: 0,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'orderId', type: 'bigint', array: true },
    { name: 'taskId', type: 'bigint', array: true },
    { name: 'baseSource', type: 'text', array: true },
    { name: 'baseExternalId', type: 'text', array: true },
    { name: 'baseOrderId', type: 'bigint', array: true },
    { name: 'baseLine', type: 'text', array: true },
    { name: 'baseComponent', type: 'text', array: true },
  ],
  text: "insert into orchestration.order_wait (company_id, order_id, task_id, base_source, base_external_id, base_order_id, base_line, base_component)\nselect r.* from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as order_id, unnest($3::bigint[]) as task_id, unnest($4::text[]) as base_source, unnest($5::text[]) as base_external_id, unnest($6::bigint[]) as base_order_id, unnest($7::text[]) as base_line, unnest($8::text[]) as base_component) as r",
}

/** What tasks wait for of other orders. */
export const readOrderWaits: ReadStatement<{ companyIds: readonly bigint[]; orderIds: readonly bigint[]; taskIds: readonly bigint[] }, { company_id: bigint; order_id: bigint; task_id: bigint; base_source: string; base_external_id: string; base_order_id: bigint | null; base_line: string; base_component: string; looks: number }> = {
  name: 'orchestration.plan.read_order_waits',
  kind: 'read',
  lockClass: 'insert',
  sequence: 1,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'orderIds', type: 'bigint', array: true },
    { name: 'taskIds', type: 'bigint', array: true },
  ],
  text: "select w.company_id, w.order_id, w.task_id, w.base_source, w.base_external_id, w.base_order_id, w.base_line, w.base_component, w.looks\nfrom unnest($1::bigint[], $2::bigint[], $3::bigint[]) as n(company_id, order_id, task_id)\ncross join lateral (select * from orchestration.order_wait w where w.company_id = n.company_id and w.order_id = n.order_id and w.task_id = n.task_id offset 0) w",
}

/** How far what is done for lines of orders is, by component: of lines, or of parts (0: of none) of these lines. Of lines it is done when the last of its tasks was, of parts when they left, or were billed: what comes before is done for nothing where that was skipped. */
export const readBaseTasks: ReadStatement<{ places: readonly number[]; companyIds: readonly bigint[]; orderIds: readonly bigint[]; lineNos: readonly number[]; partIds: readonly bigint[] }, { place: number; kind: string; of_lines: boolean; done: boolean; left_over: number; shipped: boolean }> = {
  name: 'orchestration.plan.read_base_tasks',
  kind: 'read',
  lockClass: 'insert',
  sequence: 2,
  params: [
    { name: 'places', type: 'integer', array: true },
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'orderIds', type: 'bigint', array: true },
    { name: 'lineNos', type: 'integer', array: true },
    { name: 'partIds', type: 'bigint', array: true },
  ],
  text: "select n.place, c.kind, cardinality(c.line_nos) > 0 as of_lines,\n  case when cardinality(c.line_nos) > 0 then (array_agg(t.state order by t.id desc))[1] = 'completed'\n    else bool_or(t.kind in ('ship', 'invoice') and t.state = 'completed') end as done,\n  count(*) filter (where t.state not in ('completed', 'skipped'))::integer as left_over,\n  coalesce(bool_or(t.kind = 'ship' and t.state = 'completed'), false) as shipped\nfrom (\n  select n.place, n.company_id, n.order_id, n.line_no, array_agg(n.part_id) as part_ids\n  from unnest($1::integer[], $2::bigint[], $3::bigint[], $4::integer[], $5::bigint[])\n    as n(place, company_id, order_id, line_no, part_id)\n  group by 1, 2, 3, 4\n) n\ncross join lateral (select * from orchestration.component c where c.company_id = n.company_id and c.order_id = n.order_id\n  and c.kind not in ('gate', 'settle') and (n.line_no = any(c.line_nos) or n.part_ids && c.line_ids) offset 0) c\ncross join lateral (select * from orchestration.task t where t.company_id = c.company_id and t.order_id = c.order_id and t.component_id = c.id offset 0) t\ngroup by n.place, c.id, c.kind, c.line_nos",
}

/** The way from an order over what it waits for, and what that waits for, back to itself, if there is one: what is over is no part of it. */
export const readRound: ReadStatement<{ companyIds: readonly bigint[]; orderIds: readonly bigint[]; baseIds: readonly bigint[] }, { place: bigint; ids: bigint[] }> = {
  name: 'orchestration.plan.read_round',
  kind: 'read',
  lockClass: 'insert',
  sequence: 3,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'orderIds', type: 'bigint', array: true },
    { name: 'baseIds', type: 'bigint', array: true },
  ],
  text: "with recursive way as (\n  select n.place, n.company_id, n.order_id as first_id, n.base_id as at_id, array[n.order_id, n.base_id] as ids\n  from unnest($1::bigint[], $2::bigint[], $3::bigint[]) with ordinality as n(company_id, order_id, base_id, place)\n  union\n  select y.place, y.company_id, y.first_id, w.base_order_id, y.ids || w.base_order_id\n  from way y\n  join orchestration.order_wait w on w.company_id = y.company_id and w.order_id = y.at_id and w.base_order_id is not null\n  join orchestration.task t on t.company_id = w.company_id and t.order_id = w.order_id and t.id = w.task_id and t.state in ('waiting', 'ready')\n  where y.at_id <> y.first_id and cardinality(y.ids) < 50 and not w.base_order_id = any(y.ids[2:])\n)\nselect distinct on (y.place) y.place, y.ids from way y where y.at_id = y.first_id order by y.place, cardinality(y.ids)",
}

/** Looked at in vain: it sleeps until something happens to the other order. One that was woken since it was claimed has another attempt, and does not sleep. */
export const sleepForOrder: WriteStatement<{ companyId: bigint | null; orderId: bigint | null; taskId: bigint | null; attempt: number | null; dueAt: Date | null; baseOrderId: bigint | null }, never> = {
  name: 'orchestration.plan.sleep_for_order',
  kind: 'write',
  lockClass: 'insert',
  sequence: 4,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'orderId', type: 'bigint', array: true },
    { name: 'taskId', type: 'bigint', array: true },
    { name: 'attempt', type: 'integer', array: true },
    { name: 'dueAt', type: 'timestamptz', array: true },
    { name: 'baseOrderId', type: 'bigint', array: true },
  ],
  text: "with given as (\n  select * from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as order_id, unnest($3::bigint[]) as task_id, unnest($4::integer[]) as attempt, unnest($5::timestamptz[]) as due_at, unnest($6::bigint[]) as base_order_id) as r\n), asleep as (\n  update orchestration.ready y set due_at = g.due_at, attempt = 0 from given g\n  where y.company_id = g.company_id and y.order_id = g.order_id and y.task_id = g.task_id and y.attempt = g.attempt\n)\nupdate orchestration.order_wait w set base_order_id = g.base_order_id, looks = w.looks + 1 from given g\nwhere w.company_id = g.company_id and w.order_id = g.order_id and w.task_id = g.task_id",
}

/** Something happened to orders: what sleeps until then looks again. Whoever looks just now and saw nothing of it keeps no claim. */
export const wakeForOrder: WriteStatement<{ companyId: bigint | null; orderId: bigint | null; dueAt: Date | null }, never> = {
  name: 'orchestration.plan.wake_for_order',
  kind: 'write',
  lockClass: 'insert',
  sequence: 5,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'orderId', type: 'bigint', array: true },
    { name: 'dueAt', type: 'timestamptz', array: true },
  ],
  text: "with woken as (\n  select y.ctid as place, r.due_at\n  from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as order_id, unnest($3::timestamptz[]) as due_at) as r\n  join orchestration.order_wait w on w.company_id = r.company_id and w.base_order_id = r.order_id\n  join orchestration.ready y on y.company_id = w.company_id and y.order_id = w.order_id and y.task_id = w.task_id\n  order by y.company_id, y.order_id, y.task_id for update of y\n)\nupdate orchestration.ready y set due_at = k.due_at, attempt = y.attempt + 1 from woken k where y.ctid = k.place",
}

/** Orders are here that something waits for which did not find them. */
export const wakeForKey: WriteStatement<{ companyId: bigint | null; source: string | null; externalId: string | null; dueAt: Date | null }, never> = {
  name: 'orchestration.plan.wake_for_key',
  kind: 'write',
  lockClass: 'insert',
  sequence: 6,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'source', type: 'text', array: true },
    { name: 'externalId', type: 'text', array: true },
    { name: 'dueAt', type: 'timestamptz', array: true },
  ],
  text: "with woken as (\n  select y.ctid as place, r.due_at\n  from (select unnest($1::bigint[]) as company_id, unnest($2::text[]) as source, unnest($3::text[]) as external_id, unnest($4::timestamptz[]) as due_at) as r\n  join orchestration.order_wait w on w.company_id = r.company_id and w.base_source = r.source and w.base_external_id = r.external_id\n    and w.base_order_id is null\n  join orchestration.ready y on y.company_id = w.company_id and y.order_id = w.order_id and y.task_id = w.task_id\n  order by y.company_id, y.order_id, y.task_id for update of y\n)\nupdate orchestration.ready y set due_at = k.due_at, attempt = y.attempt + 1 from woken k where y.ctid = k.place",
}
