// Written by `npm run generate` from request.sql; do not edit.
import type { ReadStatement, WriteStatement } from '../../platform/database/index.ts'

/** A unique violation means that another batch asked for something of the same order: the batch reads again and is refused. */
export const insertRequest: WriteStatement<{ companyId: bigint | null; id: bigint | null; orderId: bigint | null; kind: string | null; actor: string | null; names: readonly (string | null)[] | null; reason: string | null; madeAt: Date | null; wantedAt: Date | null }, never> = {
  name: 'orchestration.requests.insert_request',
  kind: 'write',
  lockClass: 'key',
  sequence: 0,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'id', type: 'bigint', array: true },
    { name: 'orderId', type: 'bigint', array: true },
    { name: 'kind', type: 'text', array: true },
    { name: 'actor', type: 'text', array: true },
    { name: 'names', type: 'text', array: true, list: true },
    { name: 'reason', type: 'text', array: true },
    { name: 'madeAt', type: 'timestamptz', array: true },
    { name: 'wantedAt', type: 'timestamptz', array: true },
  ],
  text: "insert into orchestration.request (company_id, id, order_id, kind, actor, names, reason, made_at, wanted_at, state, due_at, attempts)\nselect r.company_id, r.id, r.order_id, r.kind, r.actor, r.names, r.reason, r.made_at, r.wanted_at, 'acknowledged', greatest(r.made_at, r.wanted_at), 0\nfrom (select u.company_id, u.id, u.order_id, u.kind, u.actor, ($6::text[])[coalesce(($7::integer[])[u.place - 1], 0) + 1 : ($7::integer[])[u.place]] as names, u.reason, u.made_at, u.wanted_at from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as id, unnest($3::bigint[]) as order_id, unnest($4::text[]) as kind, unnest($5::text[]) as actor, unnest($8::text[]) as reason, unnest($9::timestamptz[]) as made_at, unnest($10::timestamptz[]) as wanted_at, generate_subscripts($1::bigint[], 1) as place) as u) as r",
}

export const readOpenRequests: ReadStatement<{ companyIds: readonly bigint[]; orderIds: readonly bigint[] }, { company_id: bigint; order_id: bigint; id: bigint; kind: string }> = {
  name: 'orchestration.requests.read_open_requests',
  kind: 'read',
  lockClass: 'insert',
  sequence: 1,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'orderIds', type: 'bigint', array: true },
  ],
  text: "select r.company_id, r.order_id, r.id, r.kind\nfrom unnest($1::bigint[], $2::bigint[]) as w(company_id, order_id)\ncross join lateral (select * from orchestration.request r\n  where r.company_id = w.company_id and r.order_id = w.order_id and r.due_at is not null limit 1) r",
}

/** What is due, the oldest first, in a transaction of its own: it is due again at `until`, when who claimed it died. */
export const claimRequests: ReadStatement<{ now: Date | null; most: number | null; until: Date | null }, { company_id: bigint; id: bigint; order_id: bigint; kind: string; actor: string; names: string[]; reason: string | null; attempts: number }> = {
  name: 'orchestration.requests.claim_requests',
  kind: 'read',
  lockClass: 'insert',
  sequence: 2,
  params: [
    { name: 'now', type: 'timestamptz', array: false },
    { name: 'most', type: 'integer', array: false },
    { name: 'until', type: 'timestamptz', array: false },
  ],
  text: "with due as (\n  select r.company_id, r.id from orchestration.request r where r.due_at <= $1::timestamptz\n  order by r.due_at, r.id limit $2::integer for update skip locked\n), claimed as (\n  update orchestration.request r set due_at = $3::timestamptz, attempts = r.attempts + 1, state = 'in_progress'\n  from due where r.company_id = due.company_id and r.id = due.id\n  returning r.company_id, r.id, r.order_id, r.kind, r.actor, r.names, r.reason, r.attempts\n)\nselect c.company_id, c.id, c.order_id, c.kind, c.actor, c.names, c.reason, c.attempts from claimed c order by c.id",
}

/** What became of it; its order is locked. Who claimed it later has it now: an older claim changes nothing. */
export const settleRequest: WriteStatement<{ companyId: bigint | null; id: bigint | null; attempts: number | null; state: string | null; dueAt: Date | null; code: string | null; problem: string | null; settledAt: Date | null }, { verified: boolean }> = {
  name: 'orchestration.requests.settle_request',
  kind: 'write',
  lockClass: 'insert',
  sequence: 3,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'id', type: 'bigint', array: true },
    { name: 'attempts', type: 'integer', array: true },
    { name: 'state', type: 'text', array: true },
    { name: 'dueAt', type: 'timestamptz', array: true },
    { name: 'code', type: 'text', array: true },
    { name: 'problem', type: 'text', array: true },
    { name: 'settledAt', type: 'timestamptz', array: true },
  ],
  text: "with wanted as (\n  select * from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as id, unnest($3::integer[]) as attempts, unnest($4::text[]) as state, unnest($5::timestamptz[]) as due_at, unnest($6::text[]) as code, unnest($7::text[]) as problem, unnest($8::timestamptz[]) as settled_at) as r\n), settled as (\n  update orchestration.request r set state = w.state, due_at = w.due_at, code = w.code, problem = w.problem, settled_at = w.settled_at\n  from wanted w\n  where r.company_id = w.company_id and r.id = w.id and r.attempts = w.attempts and r.due_at is not null\n  returning 1\n)\nselect platform.verify((select count(*) from settled) = (select count(*) from wanted)) as verified",
}

/** Which of these are still of who claimed them. */
export const readClaims: ReadStatement<{ companyIds: readonly bigint[]; ids: readonly bigint[] }, { company_id: bigint; id: bigint; attempts: number }> = {
  name: 'orchestration.requests.read_claims',
  kind: 'read',
  lockClass: 'insert',
  sequence: 4,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'ids', type: 'bigint', array: true },
  ],
  text: "select r.company_id, r.id, r.attempts\nfrom unnest($1::bigint[], $2::bigint[]) as w(company_id, id)\njoin orchestration.request r on r.company_id = w.company_id and r.id = w.id and r.due_at is not null",
}
