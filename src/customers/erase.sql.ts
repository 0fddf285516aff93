// Written by `npm run generate` from erase.sql; do not edit.
import type { ReadStatement, WriteStatement } from '../platform/database/index.ts'

export const findPersons: ReadStatement<{ companyIds: readonly bigint[]; numbers: readonly string[] }, { company_id: bigint; id: bigint; number: string; hold_until: string | null; hold_reason: string | null; account_ids: bigint[]; person_rows: number }> = {
  name: 'customers.find_persons',
  kind: 'read',
  lockClass: 'insert',
  sequence: 0,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'numbers', type: 'text', array: true },
  ],
  text: "select c.company_id, c.id, c.number, h.until as hold_until, h.reason as hold_reason,\n  array(select a.id from customers.account a where a.company_id = c.company_id and a.customer_id = c.id order by a.id) as account_ids,\n  (select count(*)::integer from customers.person_data d where d.company_id = c.company_id and d.customer_id = c.id) as person_rows\nfrom unnest($1::bigint[], $2::text[]) as w(company_id, number)\njoin customers.customer c on c.company_id = w.company_id and c.number = w.number\nleft join customers.legal_hold h on h.company_id = c.company_id and h.customer_id = c.id",
}

/** An erasure and a legal hold of one customer come one after the other. */
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

/** After the lock: a hold that was placed meanwhile is seen, else DK001. */
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
  text: "select platform.verify(not exists (\n  select from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as customer_id, unnest($3::date[]) as day) as r\n  join customers.legal_hold h on h.company_id = r.company_id and h.customer_id = r.customer_id and h.until >= r.day\n)) as verified",
}

/** Waits for orders that refer to an address of the customer just now. */
export const erasePersonData: WriteStatement<{ companyId: bigint | null; customerId: bigint | null }, never> = {
  name: 'customers.erase_person_data',
  kind: 'write',
  lockClass: 'key',
  sequence: 3,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'customerId', type: 'bigint', array: true },
  ],
  text: "with locked as materialized (\n  select d.company_id, d.customer_id, d.id from customers.person_data d\n  where (d.company_id, d.customer_id) in (select r.company_id, r.customer_id from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as customer_id) as r)\n  order by d.company_id, d.customer_id, d.id for update\n)\ndelete from customers.person_data d using locked l\nwhere d.company_id = l.company_id and d.customer_id = l.customer_id and d.id = l.id",
}

export const forgetSites: WriteStatement<{ companyId: bigint | null; customerId: bigint | null }, never> = {
  name: 'customers.forget_sites',
  kind: 'write',
  lockClass: 'key',
  sequence: 4,
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
  sequence: 5,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'customerId', type: 'bigint', array: true },
  ],
  text: "update customers.contact t set person_id = null, active = false\nfrom (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as customer_id) as r where t.company_id = r.company_id and t.customer_id = r.customer_id",
}

export const insertErasure: WriteStatement<{ companyId: bigint | null; customerId: bigint | null; batch: bigint | null; actor: string | null; reason: string | null; forced: boolean | null }, never> = {
  name: 'customers.insert_erasure',
  kind: 'write',
  lockClass: 'insert',
  sequence: 6,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'customerId', type: 'bigint', array: true },
    { name: 'batch', type: 'bigint', array: true },
    { name: 'actor', type: 'text', array: true },
    { name: 'reason', type: 'text', array: true },
    { name: 'forced', type: 'boolean', array: true },
  ],
  text: "insert into customers.erasure (company_id, customer_id, batch, actor, reason, forced)\nselect r.* from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as customer_id, unnest($3::bigint[]) as batch, unnest($4::text[]) as actor, unnest($5::text[]) as reason, unnest($6::boolean[]) as forced) as r",
}

export const legalHoldsByNumber: ReadStatement<{ companyIds: readonly bigint[]; codes: readonly string[] }, { company_id: bigint; number: string; customer_id: bigint; until: string | null; reason: string | null; placed_by: string | null }> = {
  name: 'customers.legal_holds_by_number',
  kind: 'read',
  lockClass: 'insert',
  sequence: 7,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'codes', type: 'text', array: true },
  ],
  text: "select c.company_id, c.number, c.id as customer_id, h.until, h.reason, h.placed_by\nfrom unnest($1::bigint[], $2::text[]) as w(company_id, number)\njoin customers.customer c on c.company_id = w.company_id and c.number = w.number\nleft join customers.legal_hold h on h.company_id = c.company_id and h.customer_id = c.id",
}

export const saveLegalHolds: WriteStatement<{ companyId: bigint | null; customerId: bigint | null; until: string | null; reason: string | null; placedBy: string | null }, never> = {
  name: 'customers.save_legal_holds',
  kind: 'write',
  lockClass: 'key',
  sequence: 8,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'customerId', type: 'bigint', array: true },
    { name: 'until', type: 'date', array: true },
    { name: 'reason', type: 'text', array: true },
    { name: 'placedBy', type: 'text', array: true },
  ],
  text: "insert into customers.legal_hold as h (company_id, customer_id, until, reason, placed_by)\nselect r.* from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as customer_id, unnest($3::date[]) as until, unnest($4::text[]) as reason, unnest($5::text[]) as placed_by) as r\norder by r.company_id, r.customer_id\non conflict (company_id, customer_id) do update set until = excluded.until, reason = excluded.reason, placed_by = excluded.placed_by",
}
