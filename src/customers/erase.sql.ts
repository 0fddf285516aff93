// Written by `npm run generate` from erase.sql; do not edit.
import type { ReadStatement, WriteStatement } from '../platform/database/index.ts'

/** A hold of any record of the customer counts, the longest. `not_erased`: other records of it that have personal data. */
export const findPersons: ReadStatement<{ most: number | null; companyIds: readonly bigint[]; numbers: readonly string[] }, { company_id: bigint; id: bigint; number: string; hold_until: string | null; hold_reason: string | null; account_ids: bigint[]; person_rows: number; under_way: boolean; not_erased: string[] }> = {
  name: 'customers.find_persons',
  kind: 'read',
  lockClass: 'insert',
  sequence: 0,
  params: [
    { name: 'most', type: 'integer', array: false },
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'numbers', type: 'text', array: true },
  ],
  text: "select c.company_id, c.id, c.number, h.until as hold_until, h.reason as hold_reason,\n  array(select a.id from customers.account a where a.company_id = c.company_id and a.customer_id = c.id order by a.id) as account_ids,\n  (select count(*)::integer from (select from customers.person_data d\n    where d.company_id = c.company_id and d.customer_id = c.id limit $1::integer) d) as person_rows,\n  exists (select from customers.erasure e where e.company_id = c.company_id and e.customer_id = c.id and not e.finished) as under_way,\n  array(select m.number from customers.same s\n    join customers.customer m on m.company_id = s.company_id and m.id = s.member_id\n    where s.company_id = c.company_id and s.customer_id = c.id and m.id <> c.id\n      and exists (select from customers.person_data d where d.company_id = m.company_id and d.customer_id = m.id)\n    order by m.number) as not_erased\nfrom unnest($2::bigint[], $3::text[]) as w(company_id, number)\njoin customers.customer c on c.company_id = w.company_id and c.number = w.number\nleft join lateral (\n  select h.until, h.reason from customers.same s\n  cross join lateral (select * from customers.legal_hold h where h.company_id = s.company_id and h.customer_id = s.member_id\n    order by h.version desc limit 1) h\n  where s.company_id = c.company_id and s.customer_id = c.id\n  order by h.until desc nulls last limit 1\n) h on true",
}

/** An erasure and a legal hold of one customer come one after the other; an erasure waits for orders of the customer just now. */
export const lockCustomers: WriteStatement<{ companyId: bigint | null; customerId: bigint | null }, { locked: bigint }> = {
  name: 'customers.lock_customers',
  kind: 'lock',
  lockClass: 'key',
  sequence: 1,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'customerId', type: 'bigint', array: true },
  ],
  text: "select count(*) as locked from (\n  select 1 from customers.customer c\n  where (c.company_id, c.id) in (select r.company_id, r.customer_id from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as customer_id) as r)\n  order by c.company_id, c.id for update\n) l",
}

/** After the lock: a hold that was placed meanwhile is seen, else DK001. The newest row of each record of the customer counts. */
export const verifyNoHold: WriteStatement<{ companyId: bigint | null; customerId: bigint | null; day: string | null }, { verified: boolean }> = {
  name: 'customers.verify_no_hold',
  kind: 'write',
  lockClass: 'computed',
  sequence: 2,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'customerId', type: 'bigint', array: true },
    { name: 'day', type: 'date', array: true },
  ],
  text: "select platform.verify(not exists (\n  select from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as customer_id, unnest($3::date[]) as day) as r\n  cross join lateral (\n    select h.until from customers.same s cross join lateral (\n      select h.until from customers.legal_hold h where h.company_id = s.company_id and h.customer_id = s.member_id\n      order by h.version desc limit 1\n    ) h\n    where s.company_id = r.company_id and s.customer_id = r.customer_id offset 0\n  ) h\n  where h.until >= r.day\n)) as verified",
}

/** Under the lock of the customer, whom everybody holds who keeps an address or refers to one. Up to `most` of a customer, null: all. */
export const erasePersonData: WriteStatement<{ companyId: bigint | null; customerId: bigint | null; most: number | null }, never> = {
  name: 'customers.erase_person_data',
  kind: 'write',
  lockClass: 'key',
  sequence: 3,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'customerId', type: 'bigint', array: true },
    { name: 'most', type: 'integer', array: true },
  ],
  text: "with gone as (\n  select d.company_id, d.customer_id, d.id from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as customer_id, unnest($3::integer[]) as most) as r\n  cross join lateral (select * from customers.person_data d where d.company_id = r.company_id and d.customer_id = r.customer_id\n    order by d.id limit r.most) d\n)\ndelete from customers.person_data d using gone g\nwhere d.company_id = g.company_id and d.customer_id = g.customer_id and d.id = g.id",
}

export const forgetAlternateNumbers: WriteStatement<{ companyId: bigint | null; customerId: bigint | null }, never> = {
  name: 'customers.forget_alternate_numbers',
  kind: 'write',
  lockClass: 'key',
  sequence: 4,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'customerId', type: 'bigint', array: true },
  ],
  text: "delete from customers.alternate_number n\nusing (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as customer_id) as r where n.company_id = r.company_id and n.customer_id = r.customer_id",
}

export const forgetSites: WriteStatement<{ companyId: bigint | null; customerId: bigint | null }, never> = {
  name: 'customers.forget_sites',
  kind: 'write',
  lockClass: 'key',
  sequence: 5,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'customerId', type: 'bigint', array: true },
  ],
  text: "update customers.site s set person_id = null, active = false\nfrom (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as customer_id) as r where s.company_id = r.company_id and s.customer_id = r.customer_id",
}

export const forgetContacts: WriteStatement<{ companyId: bigint | null; customerId: bigint | null }, never> = {
  name: 'customers.forget_contacts',
  kind: 'write',
  lockClass: 'key',
  sequence: 6,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'customerId', type: 'bigint', array: true },
  ],
  text: "update customers.contact t set person_id = null, active = false\nfrom (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as customer_id) as r where t.company_id = r.company_id and t.customer_id = r.customer_id",
}

/** Two that begin one at a time meet on the one that is under way: the later one reads again. */
export const insertErasures: WriteStatement<{ companyId: bigint | null; customerId: bigint | null; batch: bigint | null; actor: string | null; reason: string | null; forced: boolean | null; personRows: number | null; bodies: number | null; drafts: number | null; finished: boolean | null }, never> = {
  name: 'customers.insert_erasures',
  kind: 'write',
  lockClass: 'insert',
  sequence: 7,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'customerId', type: 'bigint', array: true },
    { name: 'batch', type: 'bigint', array: true },
    { name: 'actor', type: 'text', array: true },
    { name: 'reason', type: 'text', array: true },
    { name: 'forced', type: 'boolean', array: true },
    { name: 'personRows', type: 'integer', array: true },
    { name: 'bodies', type: 'integer', array: true },
    { name: 'drafts', type: 'integer', array: true },
    { name: 'finished', type: 'boolean', array: true },
  ],
  text: "insert into customers.erasure (company_id, customer_id, batch, actor, reason, forced, person_rows, bodies, drafts, finished)\nselect r.* from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as customer_id, unnest($3::bigint[]) as batch, unnest($4::text[]) as actor, unnest($5::text[]) as reason, unnest($6::boolean[]) as forced, unnest($7::integer[]) as person_rows, unnest($8::integer[]) as bodies, unnest($9::integer[]) as drafts, unnest($10::boolean[]) as finished) as r",
}

/** A further round of the erasure that is under way, whose batch is that of its latest round: what it erases came before. One that was finished meanwhile is missed, DK001. */
export const advanceErasures: WriteStatement<{ companyId: bigint | null; customerId: bigint | null; batch: bigint | null; forced: boolean | null; personRows: number | null; bodies: number | null; drafts: number | null; finished: boolean | null }, { verified: boolean }> = {
  name: 'customers.advance_erasures',
  kind: 'write',
  lockClass: 'computed',
  sequence: 8,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'customerId', type: 'bigint', array: true },
    { name: 'batch', type: 'bigint', array: true },
    { name: 'forced', type: 'boolean', array: true },
    { name: 'personRows', type: 'integer', array: true },
    { name: 'bodies', type: 'integer', array: true },
    { name: 'drafts', type: 'integer', array: true },
    { name: 'finished', type: 'boolean', array: true },
  ],
  text: "with wanted as (\n  select * from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as customer_id, unnest($3::bigint[]) as batch, unnest($4::boolean[]) as forced, unnest($5::integer[]) as person_rows, unnest($6::integer[]) as bodies, unnest($7::integer[]) as drafts, unnest($8::boolean[]) as finished) as r\n), advanced as (\n  update customers.erasure e\n  set batch = w.batch, forced = e.forced or w.forced, person_rows = e.person_rows + w.person_rows, bodies = e.bodies + w.bodies,\n    drafts = e.drafts + w.drafts, finished = w.finished\n  from wanted w\n  where e.company_id = w.company_id and e.customer_id = w.customer_id and not e.finished\n  returning 1\n)\nselect platform.verify((select count(*) from advanced) = (select count(*) from wanted)) as verified",
}

/** The newest row of each customer; version 0: there is none. */
export const legalHoldsByNumber: ReadStatement<{ companyIds: readonly bigint[]; codes: readonly string[] }, { company_id: bigint; number: string; customer_id: bigint; version: number; until: string | null; reason: string | null; placed_by: string | null; batch: bigint | null }> = {
  name: 'customers.legal_holds_by_number',
  kind: 'read',
  lockClass: 'insert',
  sequence: 9,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'codes', type: 'text', array: true },
  ],
  text: "select c.company_id, c.number, c.id as customer_id, coalesce(h.version, 0) as version, h.until, h.reason, h.placed_by, h.batch\nfrom unnest($1::bigint[], $2::text[]) as w(company_id, number)\njoin customers.customer c on c.company_id = w.company_id and c.number = w.number\nleft join lateral (\n  select * from customers.legal_hold h where h.company_id = c.company_id and h.customer_id = c.id order by h.version desc limit 1\n) h on true",
}

/** Two that say one at a time meet on its version: the later one reads again. */
export const insertLegalHolds: WriteStatement<{ companyId: bigint | null; customerId: bigint | null; version: number | null; until: string | null; reason: string | null; placedBy: string | null; batch: bigint | null }, never> = {
  name: 'customers.insert_legal_holds',
  kind: 'write',
  lockClass: 'key',
  sequence: 10,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'customerId', type: 'bigint', array: true },
    { name: 'version', type: 'integer', array: true },
    { name: 'until', type: 'date', array: true },
    { name: 'reason', type: 'text', array: true },
    { name: 'placedBy', type: 'text', array: true },
    { name: 'batch', type: 'bigint', array: true },
  ],
  text: "insert into customers.legal_hold (company_id, customer_id, version, until, reason, placed_by, batch)\nselect r.* from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as customer_id, unnest($3::integer[]) as version, unnest($4::date[]) as until, unnest($5::text[]) as reason, unnest($6::text[]) as placed_by, unnest($7::bigint[]) as batch) as r\norder by r.company_id, r.customer_id, r.version",
}
