// Written by `npm run generate` from approval.sql; do not edit.
import type { ReadStatement, WriteStatement } from '../platform/database/index.ts'
import type { Json } from '../platform/json.ts'

export const approvalRulesOfCompanies: ReadStatement<{ companyIds: readonly bigint[] }, { company_id: bigint; id: bigint; code: string; condition: string; levels: string[]; exempt_sources: string[]; escalate_hours: number | null; active: boolean; version: number }> = {
  name: 'orders.approval_rules_of_companies',
  kind: 'read',
  lockClass: 'insert',
  sequence: 0,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
  ],
  text: "select a.company_id, a.id, a.code, a.condition, a.levels, a.exempt_sources, a.escalate_hours, a.active, a.version\nfrom orders.approval_rule a where a.company_id = any($1::bigint[])",
}

export const saveApprovalRules: WriteStatement<{ companyId: bigint | null; id: bigint | null; code: string | null; condition: string | null; levels: readonly (string | null)[] | null; exemptSources: readonly (string | null)[] | null; escalateHours: number | null; active: boolean | null; version: number | null }, never> = {
  name: 'orders.save_approval_rules',
  kind: 'write',
  lockClass: 'insert',
  sequence: 1,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'id', type: 'bigint', array: true },
    { name: 'code', type: 'text', array: true },
    { name: 'condition', type: 'text', array: true },
    { name: 'levels', type: 'text', array: true, list: true },
    { name: 'exemptSources', type: 'text', array: true, list: true },
    { name: 'escalateHours', type: 'integer', array: true },
    { name: 'active', type: 'boolean', array: true },
    { name: 'version', type: 'integer', array: true },
  ],
  text: "insert into orders.approval_rule as a (company_id, id, code, condition, levels, exempt_sources, escalate_hours, active, version)\nselect r.* from (select u.company_id, u.id, u.code, u.condition, ($5::text[])[coalesce(($6::integer[])[u.place - 1], 0) + 1 : ($6::integer[])[u.place]] as levels, ($7::text[])[coalesce(($8::integer[])[u.place - 1], 0) + 1 : ($8::integer[])[u.place]] as exempt_sources, u.escalate_hours, u.active, u.version from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as id, unnest($3::text[]) as code, unnest($4::text[]) as condition, unnest($9::integer[]) as escalate_hours, unnest($10::boolean[]) as active, unnest($11::integer[]) as version, generate_subscripts($1::bigint[], 1) as place) as u) as r\norder by r.company_id, r.code\non conflict (company_id, code) do update set condition = excluded.condition, levels = excluded.levels,\n  exempt_sources = excluded.exempt_sources, escalate_hours = excluded.escalate_hours, active = excluded.active, version = excluded.version",
}

export const readApprovalRules: ReadStatement<{ companyIds: readonly bigint[] }, { company_id: bigint; code: string; condition: string; levels: string[]; exempt_sources: string[]; escalate_hours: number | null; version: number }> = {
  name: 'orders.read_approval_rules',
  kind: 'read',
  lockClass: 'insert',
  sequence: 2,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
  ],
  text: "select a.company_id, a.code, a.condition, a.levels, a.exempt_sources, a.escalate_hours, a.version\nfrom orders.approval_rule a where a.company_id = any($1::bigint[]) and a.active order by a.company_id, a.code",
}

export const insertApproval: WriteStatement<{ companyId: bigint | null; orderId: bigint | null; version: number | null; rules: readonly (string | null)[] | null; levels: readonly (string | null)[] | null; level: number | null; state: string | null; requestedBy: string | null; total: bigint | null; batch: bigint | null; escalateHours: number | null; escalateAt: Date | null }, never> = {
  name: 'orders.insert_approval',
  kind: 'write',
  lockClass: 'insert',
  sequence: 3,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'orderId', type: 'bigint', array: true },
    { name: 'version', type: 'integer', array: true },
    { name: 'rules', type: 'text', array: true, list: true },
    { name: 'levels', type: 'text', array: true, list: true },
    { name: 'level', type: 'smallint', array: true },
    { name: 'state', type: 'text', array: true },
    { name: 'requestedBy', type: 'text', array: true },
    { name: 'total', type: 'bigint', array: true },
    { name: 'batch', type: 'bigint', array: true },
    { name: 'escalateHours', type: 'integer', array: true },
    { name: 'escalateAt', type: 'timestamptz', array: true },
  ],
  text: "insert into orders.approval (company_id, order_id, version, rules, levels, level, state, requested_by, total, batch,\n  escalate_hours, escalate_at)\nselect r.* from (select u.company_id, u.order_id, u.version, ($4::text[])[coalesce(($5::integer[])[u.place - 1], 0) + 1 : ($5::integer[])[u.place]] as rules, ($6::text[])[coalesce(($7::integer[])[u.place - 1], 0) + 1 : ($7::integer[])[u.place]] as levels, u.level, u.state, u.requested_by, u.total, u.batch, u.escalate_hours, u.escalate_at from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as order_id, unnest($3::integer[]) as version, unnest($8::smallint[]) as level, unnest($9::text[]) as state, unnest($10::text[]) as requested_by, unnest($11::bigint[]) as total, unnest($12::bigint[]) as batch, unnest($13::integer[]) as escalate_hours, unnest($14::timestamptz[]) as escalate_at, generate_subscripts($1::bigint[], 1) as place) as u) as r",
}

/** The revision of its order was verified. */
export const moveApproval: WriteStatement<{ companyId: bigint | null; orderId: bigint | null; version: number | null; level: number | null; agreed: readonly (string | null)[] | null; state: string | null; escalateAt: Date | null }, never> = {
  name: 'orders.move_approval',
  kind: 'write',
  lockClass: 'insert',
  sequence: 4,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'orderId', type: 'bigint', array: true },
    { name: 'version', type: 'integer', array: true },
    { name: 'level', type: 'smallint', array: true },
    { name: 'agreed', type: 'text', array: true, list: true },
    { name: 'state', type: 'text', array: true },
    { name: 'escalateAt', type: 'timestamptz', array: true },
  ],
  text: "update orders.approval a set level = r.level, agreed = r.agreed, state = r.state, escalate_at = r.escalate_at\nfrom (select u.company_id, u.order_id, u.version, u.level, ($5::text[])[coalesce(($6::integer[])[u.place - 1], 0) + 1 : ($6::integer[])[u.place]] as agreed, u.state, u.escalate_at from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as order_id, unnest($3::integer[]) as version, unnest($4::smallint[]) as level, unnest($7::text[]) as state, unnest($8::timestamptz[]) as escalate_at, generate_subscripts($1::bigint[], 1) as place) as u) as r\nwhere a.company_id = r.company_id and a.order_id = r.order_id and a.version = r.version",
}

/** The revision of its order was verified. */
export const withdrawApproval: WriteStatement<{ companyId: bigint | null; orderId: bigint | null; version: number | null }, never> = {
  name: 'orders.withdraw_approval',
  kind: 'write',
  lockClass: 'insert',
  sequence: 5,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'orderId', type: 'bigint', array: true },
    { name: 'version', type: 'integer', array: true },
  ],
  text: "update orders.approval a set state = 'withdrawn'\nfrom (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as order_id, unnest($3::integer[]) as version) as r\nwhere a.company_id = r.company_id and a.order_id = r.order_id and a.version = r.version and a.state = 'pending'",
}

export const insertApprovalDecision: WriteStatement<{ companyId: bigint | null; orderId: bigint | null; version: number | null; batch: bigint | null; level: number | null; outcome: string | null; actor: string | null; comment: string | null; onBehalf: readonly (string | null)[] | null }, never> = {
  name: 'orders.insert_approval_decision',
  kind: 'write',
  lockClass: 'insert',
  sequence: 6,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'orderId', type: 'bigint', array: true },
    { name: 'version', type: 'integer', array: true },
    { name: 'batch', type: 'bigint', array: true },
    { name: 'level', type: 'smallint', array: true },
    { name: 'outcome', type: 'text', array: true },
    { name: 'actor', type: 'text', array: true },
    { name: 'comment', type: 'text', array: true },
    { name: 'onBehalf', type: 'text', array: true, list: true },
  ],
  text: "insert into orders.approval_decision (company_id, order_id, version, batch, level, outcome, actor, comment, on_behalf)\nselect r.* from (select u.company_id, u.order_id, u.version, u.batch, u.level, u.outcome, u.actor, u.comment, ($9::text[])[coalesce(($10::integer[])[u.place - 1], 0) + 1 : ($10::integer[])[u.place]] as on_behalf from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as order_id, unnest($3::integer[]) as version, unnest($4::bigint[]) as batch, unnest($5::smallint[]) as level, unnest($6::text[]) as outcome, unnest($7::text[]) as actor, unnest($8::text[]) as comment, generate_subscripts($1::bigint[], 1) as place) as u) as r",
}

export const delegatesOfUsers: ReadStatement<{ companyIds: readonly bigint[]; userIds: readonly bigint[] }, { company_id: bigint; user_id: bigint; delegate_id: bigint; valid_from: string; valid_to: string; active: boolean }> = {
  name: 'orders.delegates_of_users',
  kind: 'read',
  lockClass: 'insert',
  sequence: 7,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'userIds', type: 'bigint', array: true },
  ],
  text: "select d.company_id, d.user_id, d.delegate_id, d.valid_from, d.valid_to, d.active\nfrom unnest($1::bigint[], $2::bigint[]) as w(company_id, user_id)\njoin orders.approval_delegate d on d.company_id = w.company_id and d.user_id = w.user_id",
}

export const listDelegates: ReadStatement<{ companyId: bigint | null }, { company_id: bigint; user_id: bigint; delegate_id: bigint; valid_from: string; valid_to: string; active: boolean }> = {
  name: 'orders.list_delegates',
  kind: 'read',
  lockClass: 'insert',
  sequence: 8,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
  ],
  text: "select d.company_id, d.user_id, d.delegate_id, d.valid_from, d.valid_to, d.active\nfrom orders.approval_delegate d where d.company_id = $1::bigint order by d.user_id",
}

/** Who has named somebody to decide instead. */
export const readDelegations: ReadStatement<{ companyIds: readonly bigint[]; delegateIds: readonly bigint[] }, { company_id: bigint; user_id: bigint; delegate_id: bigint; valid_from: string; valid_to: string }> = {
  name: 'orders.read_delegations',
  kind: 'read',
  lockClass: 'insert',
  sequence: 9,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'delegateIds', type: 'bigint', array: true },
  ],
  text: "select d.company_id, d.user_id, d.delegate_id, d.valid_from, d.valid_to\nfrom unnest($1::bigint[], $2::bigint[]) as w(company_id, delegate_id)\ncross join lateral (select * from orders.approval_delegate d\n  where d.company_id = w.company_id and d.delegate_id = w.delegate_id and d.active order by d.user_id limit 100) d",
}

export const saveDelegates: WriteStatement<{ companyId: bigint | null; userId: bigint | null; delegateId: bigint | null; validFrom: string | null; validTo: string | null; active: boolean | null }, never> = {
  name: 'orders.save_delegates',
  kind: 'write',
  lockClass: 'insert',
  sequence: 10,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'userId', type: 'bigint', array: true },
    { name: 'delegateId', type: 'bigint', array: true },
    { name: 'validFrom', type: 'date', array: true },
    { name: 'validTo', type: 'date', array: true },
    { name: 'active', type: 'boolean', array: true },
  ],
  text: "insert into orders.approval_delegate as d (company_id, user_id, delegate_id, valid_from, valid_to, active)\nselect r.* from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as user_id, unnest($3::bigint[]) as delegate_id, unnest($4::date[]) as valid_from, unnest($5::date[]) as valid_to, unnest($6::boolean[]) as active) as r\norder by r.company_id, r.user_id\non conflict (company_id, user_id) do update set delegate_id = excluded.delegate_id, valid_from = excluded.valid_from,\n  valid_to = excluded.valid_to, active = excluded.active",
}

/** What orders wait for. */
export const readApprovals: ReadStatement<{ companyIds: readonly bigint[]; orderIds: readonly bigint[] }, { company_id: bigint; order_id: bigint; version: number; rules: string[]; levels: string[]; level: number; agreed: string[]; requested_by: string; total: bigint; escalate_hours: number | null; escalate_at: Date | null }> = {
  name: 'orders.read_approvals',
  kind: 'read',
  lockClass: 'insert',
  sequence: 11,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'orderIds', type: 'bigint', array: true },
  ],
  text: "select a.company_id, a.order_id, a.version, a.rules, a.levels, a.level, a.agreed, a.requested_by, a.total,\n  a.escalate_hours, a.escalate_at\nfrom unnest($1::bigint[], $2::bigint[]) as w(company_id, order_id)\ncross join lateral (select * from orders.approval a where a.company_id = w.company_id and a.order_id = w.order_id and a.state = 'pending' offset 0) a",
}

/** Those of which the level that is asked did not answer in time, by the clock of each company. */
export const findLateApprovals: ReadStatement<{ companyIds: readonly bigint[]; nows: readonly Date[]; most: number | null }, { company_id: bigint; order_id: bigint }> = {
  name: 'orders.find_late_approvals',
  kind: 'read',
  lockClass: 'insert',
  sequence: 12,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'nows', type: 'timestamptz', array: true },
    { name: 'most', type: 'integer', array: false },
  ],
  text: "select a.company_id, a.order_id\nfrom unnest($1::bigint[], $2::timestamptz[]) as w(company_id, now)\ncross join lateral (select a.company_id, a.order_id, a.escalate_at from orders.approval a\n  where a.company_id = w.company_id and a.state = 'pending' and a.escalate_at <= w.now order by a.escalate_at limit $3::integer) a\norder by a.escalate_at limit $3::integer",
}

/** Along the index of what is pending; `mine`: of which one of these names is asked now or later, unless it is of the actor; `anybody` speaks for all. */
export const listApprovals: ReadStatement<{ companyId: bigint | null; afterOrder: bigint | null; mine: boolean | null; actor: string | null; anybody: boolean | null; names: readonly string[]; fetch: bigint | null }, { order_id: bigint; version: number; rules: string[]; levels: string[]; level: number; agreed: string[]; requested_by: string; total: bigint; currency: string; source: string; outcome: string; comment: string | null }> = {
  name: 'orders.list_approvals',
  kind: 'read',
  lockClass: 'insert',
  sequence: 13,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'afterOrder', type: 'bigint', array: false },
    { name: 'mine', type: 'boolean', array: false },
    { name: 'actor', type: 'text', array: false },
    { name: 'anybody', type: 'boolean', array: false },
    { name: 'names', type: 'text', array: true },
    { name: 'fetch', type: 'bigint', array: false },
  ],
  text: "select a.order_id, a.version, a.rules, a.levels, a.level, a.agreed, a.requested_by, a.total, o.currency, o.source, d.outcome, d.comment\nfrom orders.approval a\njoin orders.sales_order o on o.company_id = a.company_id and o.id = a.order_id and o.version = a.version\nleft join lateral (select d.outcome, d.comment from orders.approval_decision d\n  where d.company_id = a.company_id and d.order_id = a.order_id and d.version = a.version order by d.batch desc limit 1) d on true\nwhere a.company_id = $1::bigint and a.state = 'pending' and a.order_id > $2::bigint\n  and (not $3::boolean or (a.requested_by <> $4::text and ($5::boolean\n    or regexp_split_to_array(array_to_string(a.levels[a.level + 1:], ' or '), ' (or|and) ') && $6::text[])))\norder by a.order_id limit $7::bigint",
}

/** Newest version first; of what was said of one the last of `said`. */
export const approvalsOfOrder: ReadStatement<{ said: bigint | null; companyId: bigint | null; orderId: bigint | null; beforeVersion: number | null; fetch: bigint | null }, { version: number; rules: string[]; levels: string[]; level: number; agreed: string[]; state: string; requested_by: string; total: bigint; currency: string; decisions: Json }> = {
  name: 'orders.approvals_of_order',
  kind: 'read',
  lockClass: 'insert',
  sequence: 14,
  params: [
    { name: 'said', type: 'bigint', array: false },
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'orderId', type: 'bigint', array: false },
    { name: 'beforeVersion', type: 'integer', array: false },
    { name: 'fetch', type: 'bigint', array: false },
  ],
  text: "select a.version, a.rules, a.levels, a.level, a.agreed, a.state, a.requested_by, a.total, o.currency,\n  coalesce((select jsonb_agg(jsonb_build_object('level', d.level, 'outcome', d.outcome, 'actor', d.actor, 'comment', d.comment,\n      'onBehalfOf', to_jsonb(d.on_behalf)) order by d.batch)\n    from (select * from orders.approval_decision d\n      where d.company_id = a.company_id and d.order_id = a.order_id and d.version = a.version order by d.batch desc limit $1::bigint) d),\n    '[]') as decisions\nfrom orders.approval a\njoin orders.sales_order o on o.company_id = a.company_id and o.id = a.order_id and o.version = a.version\nwhere a.company_id = $2::bigint and a.order_id = $3::bigint and a.version < $4::integer\norder by a.version desc limit $5::bigint",
}
