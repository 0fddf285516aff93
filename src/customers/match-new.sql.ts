// Written by `npm run generate` from match-new.sql; do not edit.
import type { ReadStatement, WriteStatement } from '../platform/database/index.ts'

/** Of customers that an order makes. */
export const awaitMatch: WriteStatement<{ companyId: bigint | null; customerId: bigint | null; madeAt: Date | null }, never> = {
  name: 'customers.await_match',
  kind: 'write',
  lockClass: 'insert',
  sequence: 0,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'customerId', type: 'bigint', array: true },
    { name: 'madeAt', type: 'timestamptz', array: true },
  ],
  text: "insert into customers.to_match (company_id, customer_id, made_at)\nselect r.* from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as customer_id, unnest($3::timestamptz[]) as made_at) as r",
}

/** Who waits behind a key and is due, of all companies: those of one company stand together. */
export const readToMatch: ReadStatement<{ afterCompany: bigint | null; afterCustomer: bigint | null; now: Date | null; most: number | null }, { company_id: bigint; customer_id: bigint }> = {
  name: 'customers.read_to_match',
  kind: 'read',
  lockClass: 'insert',
  sequence: 1,
  params: [
    { name: 'afterCompany', type: 'bigint', array: false },
    { name: 'afterCustomer', type: 'bigint', array: false },
    { name: 'now', type: 'timestamptz', array: false },
    { name: 'most', type: 'integer', array: false },
  ],
  text: "select t.company_id, t.customer_id from customers.to_match t\nwhere (t.company_id, t.customer_id) > ($1::bigint, $2::bigint) and t.due_at <= $3::timestamptz\norder by t.company_id, t.customer_id limit $4::integer",
}

/** Who could not be matched is tried again later, each time later. Answers for each how often it was tried. */
export const putOffMatch: ReadStatement<{ now: Date | null; pauseMs: bigint | null; mostPauseMs: bigint | null; companyIds: readonly bigint[]; customerIds: readonly bigint[]; problems: readonly string[] }, { company_id: bigint; customer_id: bigint; attempts: number }> = {
  name: 'customers.put_off_match',
  kind: 'read',
  lockClass: 'insert',
  sequence: 2,
  params: [
    { name: 'now', type: 'timestamptz', array: false },
    { name: 'pauseMs', type: 'bigint', array: false },
    { name: 'mostPauseMs', type: 'bigint', array: false },
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'customerIds', type: 'bigint', array: true },
    { name: 'problems', type: 'text', array: true },
  ],
  text: "update customers.to_match t\nset attempts = t.attempts + 1, problem = w.problem,\n  due_at = $1::timestamptz + least($2::bigint * 2 ^ least(t.attempts, 20), $3::bigint) * interval '1 millisecond'\nfrom unnest($4::bigint[], $5::bigint[], $6::text[]) as w(company_id, customer_id, problem)\nwhere t.company_id = w.company_id and t.customer_id = w.customer_id\nreturning t.company_id, t.customer_id, t.attempts",
}

/** Which of these wait, and the turn of their company. Read before anything else of them: a turn that passes meanwhile is noticed. */
export const readWaiting: ReadStatement<{ companyIds: readonly bigint[]; customerIds: readonly bigint[] }, { company_id: bigint; customer_id: bigint; turn: bigint }> = {
  name: 'customers.read_waiting',
  kind: 'read',
  lockClass: 'insert',
  sequence: 3,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'customerIds', type: 'bigint', array: true },
  ],
  text: "select w.company_id, w.customer_id, coalesce(m.turn, 0) as turn\nfrom unnest($1::bigint[], $2::bigint[]) as w(company_id, customer_id)\njoin customers.to_match t on t.company_id = w.company_id and t.customer_id = w.customer_id\nleft join customers.match_turn m on m.company_id = w.company_id",
}

/** Pairs of these records of which a person said that they are not one. */
export const readApart: ReadStatement<{ companyIds: readonly bigint[]; ids: readonly bigint[] }, { company_id: bigint; customer_id: bigint; other_id: bigint }> = {
  name: 'customers.read_apart',
  kind: 'read',
  lockClass: 'insert',
  sequence: 4,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'ids', type: 'bigint', array: true },
  ],
  text: "select q.company_id, q.customer_id, q.other_id\nfrom unnest($1::bigint[], $2::bigint[]) as w(company_id, id)\njoin customers.match_question q on q.company_id = w.company_id and q.customer_id = w.id and q.apart_by is not null",
}

/** Under the locks of the heads that are merged: nobody said meanwhile of a record of each side that they are not one, else DK001. `moving` names the merge, `side` whose record it is. */
export const relyOnTogether: WriteStatement<{ companyId: bigint | null; moving: bigint | null; side: boolean | null; customerId: bigint | null }, { verified: boolean }> = {
  name: 'customers.rely_on_together',
  kind: 'write',
  lockClass: 'computed',
  sequence: 5,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'moving', type: 'bigint', array: true },
    { name: 'side', type: 'boolean', array: true },
    { name: 'customerId', type: 'bigint', array: true },
  ],
  text: "with joined as materialized (\n  select * from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as moving, unnest($3::boolean[]) as side, unnest($4::bigint[]) as customer_id) as r\n)\nselect platform.verify(not exists (\n  select from joined a\n  join customers.match_question q on q.company_id = a.company_id and q.customer_id = a.customer_id and q.apart_by is not null\n  join joined b on b.company_id = a.company_id and b.moving = a.moving and b.side <> a.side and b.customer_id = q.other_id\n)) as verified",
}

export const lockMatchTurns: WriteStatement<{ companyId: bigint | null }, { locked: bigint }> = {
  name: 'customers.lock_match_turns',
  kind: 'lock',
  lockClass: 'key',
  sequence: 6,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
  ],
  text: "select count(*) as locked from (\n  select 1 from customers.match_turn t\n  where t.company_id in (select r.company_id from (select unnest($1::bigint[]) as company_id) as r)\n  order by t.company_id for update\n) l",
}

/** Batches of a company come one after the other: who read before another one was written decides again, DK001. */
export const takeMatchTurns: WriteStatement<{ companyId: bigint | null; turn: bigint | null }, { verified: boolean }> = {
  name: 'customers.take_match_turns',
  kind: 'write',
  lockClass: 'key',
  sequence: 7,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'turn', type: 'bigint', array: true },
  ],
  text: "with wanted as (\n  select distinct * from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as turn) as r\n), taken as (\n  insert into customers.match_turn as t (company_id, turn)\n  select w.company_id, w.turn + 1 from wanted w order by w.company_id\n  on conflict (company_id) do update set turn = excluded.turn where t.turn = excluded.turn - 1\n  returning t.company_id\n)\nselect platform.verify((select count(*) from taken) = (select count(*) from wanted)) as verified",
}

/** Under the turn of the company. */
export const endWait: WriteStatement<{ companyId: bigint | null; customerId: bigint | null }, never> = {
  name: 'customers.end_wait',
  kind: 'write',
  lockClass: 'computed',
  sequence: 8,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'customerId', type: 'bigint', array: true },
  ],
  text: "delete from customers.to_match t\nusing (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as customer_id) as r where t.company_id = r.company_id and t.customer_id = r.customer_id",
}

/** Under the lock of their rows, for which an erasure waits: nobody of them was erased since they were read, else DK001. */
export const relyOnKnown: WriteStatement<{ companyId: bigint | null; customerId: bigint | null }, { verified: boolean }> = {
  name: 'customers.rely_on_known',
  kind: 'write',
  lockClass: 'computed',
  sequence: 9,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'customerId', type: 'bigint', array: true },
  ],
  text: "select platform.verify(not exists (\n  select from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as customer_id) as r\n  where not exists (select from customers.person_data p\n    where p.company_id = r.company_id and p.customer_id = r.customer_id and p.id = 0)\n)) as verified",
}

/** A pair that was asked of before stays as it is. */
export const askQuestions: WriteStatement<{ companyId: bigint | null; customerId: bigint | null; otherId: bigint | null; rule: string | null; batch: bigint | null }, never> = {
  name: 'customers.ask_questions',
  kind: 'write',
  lockClass: 'computed',
  sequence: 10,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'customerId', type: 'bigint', array: true },
    { name: 'otherId', type: 'bigint', array: true },
    { name: 'rule', type: 'text', array: true },
    { name: 'batch', type: 'bigint', array: true },
  ],
  text: "insert into customers.match_question (company_id, customer_id, other_id, rule, batch)\nselect r.* from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as customer_id, unnest($3::bigint[]) as other_id, unnest($4::text[]) as rule, unnest($5::bigint[]) as batch) as r\norder by r.company_id, r.customer_id, r.other_id\non conflict (company_id, customer_id, other_id) do nothing",
}

/** Records that are one customer now answer what was asked of them: the merge says the rest. */
export const answerByMerge: WriteStatement<{ companyId: bigint | null; customerId: bigint | null; headId: bigint | null }, never> = {
  name: 'customers.answer_by_merge',
  kind: 'write',
  lockClass: 'computed',
  sequence: 11,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'customerId', type: 'bigint', array: true },
    { name: 'headId', type: 'bigint', array: true },
  ],
  text: "with merged as materialized (\n  select * from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as customer_id, unnest($3::bigint[]) as head_id) as r\n)\ndelete from customers.match_question q using merged a, merged b\nwhere q.company_id = a.company_id and q.customer_id = a.customer_id and q.apart_by is null\n  and b.company_id = a.company_id and b.customer_id = q.other_id and b.head_id = a.head_id",
}

/** The first word stays. */
export const keepApart: WriteStatement<{ companyId: bigint | null; customerId: bigint | null; otherId: bigint | null; rule: string | null; batch: bigint | null; apartBy: string | null; reason: string | null }, never> = {
  name: 'customers.keep_apart',
  kind: 'write',
  lockClass: 'key',
  sequence: 12,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'customerId', type: 'bigint', array: true },
    { name: 'otherId', type: 'bigint', array: true },
    { name: 'rule', type: 'text', array: true },
    { name: 'batch', type: 'bigint', array: true },
    { name: 'apartBy', type: 'text', array: true },
    { name: 'reason', type: 'text', array: true },
  ],
  text: "insert into customers.match_question as q (company_id, customer_id, other_id, rule, batch, apart_by, reason)\nselect r.* from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as customer_id, unnest($3::bigint[]) as other_id, unnest($4::text[]) as rule, unnest($5::bigint[]) as batch, unnest($6::text[]) as apart_by, unnest($7::text[]) as reason) as r\norder by r.company_id, r.customer_id, r.other_id\non conflict (company_id, customer_id, other_id) do update\nset batch = excluded.batch, apart_by = excluded.apart_by, reason = excluded.reason where q.apart_by is null",
}

/** Of records that are erased. */
export const forgetQuestions: WriteStatement<{ companyId: bigint | null; customerId: bigint | null }, never> = {
  name: 'customers.forget_questions',
  kind: 'write',
  lockClass: 'computed',
  sequence: 13,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'customerId', type: 'bigint', array: true },
  ],
  text: "delete from customers.match_question q\nusing (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as customer_id) as r\nwhere q.company_id = r.company_id and (q.customer_id = r.customer_id or q.other_id = r.customer_id)",
}

/** Of these pairs, those of which nobody said anything yet. */
export const readOpenQuestions: ReadStatement<{ companyIds: readonly bigint[]; customerIds: readonly bigint[]; otherIds: readonly bigint[] }, { company_id: bigint; customer_id: bigint; other_id: bigint }> = {
  name: 'customers.read_open_questions',
  kind: 'read',
  lockClass: 'insert',
  sequence: 14,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'customerIds', type: 'bigint', array: true },
    { name: 'otherIds', type: 'bigint', array: true },
  ],
  text: "select q.company_id, q.customer_id, q.other_id\nfrom unnest($1::bigint[], $2::bigint[], $3::bigint[]) as w(company_id, customer_id, other_id)\njoin customers.match_question q\n  on q.company_id = w.company_id and q.customer_id = w.customer_id and q.other_id = w.other_id and q.apart_by is null",
}

/** Until a day. Who answers at the same time is right: nothing is left then. */
export const leaveQuestions: WriteStatement<{ companyId: bigint | null; customerId: bigint | null; otherId: bigint | null; until: string | null; actor: string | null; reason: string | null }, never> = {
  name: 'customers.leave_questions',
  kind: 'write',
  lockClass: 'computed',
  sequence: 15,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'customerId', type: 'bigint', array: true },
    { name: 'otherId', type: 'bigint', array: true },
    { name: 'until', type: 'date', array: true },
    { name: 'actor', type: 'text', array: true },
    { name: 'reason', type: 'text', array: true },
  ],
  text: "update customers.match_question q set later_until = r.until, later_by = r.actor, later_reason = r.reason\nfrom (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as customer_id, unnest($3::bigint[]) as other_id, unnest($4::date[]) as until, unnest($5::text[]) as actor, unnest($6::text[]) as reason) as r\nwhere q.company_id = r.company_id and q.customer_id = r.customer_id and q.other_id = r.other_id and q.apart_by is null",
}

export const readMatchDepth: ReadStatement<{  }, { waiting: bigint; oldest_at: Date | null }> = {
  name: 'customers.read_match_depth',
  kind: 'read',
  lockClass: 'insert',
  sequence: 16,
  params: [
  ],
  text: "select count(*) as waiting, min(t.made_at) as oldest_at from customers.to_match t",
}

export const listToMatch: ReadStatement<{ companyId: bigint | null; after: bigint | null; failed: boolean | null; most: number | null }, { customer_id: bigint; made_at: Date; attempts: number; problem: string | null }> = {
  name: 'customers.list_to_match',
  kind: 'read',
  lockClass: 'insert',
  sequence: 17,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'after', type: 'bigint', array: false },
    { name: 'failed', type: 'boolean', array: false },
    { name: 'most', type: 'integer', array: false },
  ],
  text: "select t.customer_id, t.made_at, t.attempts, t.problem from customers.to_match t\nwhere t.company_id = $1::bigint and t.customer_id > $2::bigint and (t.problem is not null) = $3::boolean\norder by t.customer_id limit $4::integer",
}
