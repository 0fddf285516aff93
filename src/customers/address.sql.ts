// Written by `npm run generate` from address.sql; do not edit.
import type { ReadStatement, WriteStatement } from '../platform/database/index.ts'
import type { Json } from '../platform/json.ts'

export const readSites: ReadStatement<{ companyIds: readonly bigint[]; customerIds: readonly bigint[]; codes: readonly string[] }, { company_id: bigint; customer_id: bigint; id: bigint; code: string; ship_to: boolean; bill_to: boolean; country: string; region: string; person_id: bigint | null; active: boolean }> = {
  name: 'customers.read_sites',
  kind: 'read',
  lockClass: 'insert',
  sequence: 0,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'customerIds', type: 'bigint', array: true },
    { name: 'codes', type: 'text', array: true },
  ],
  text: "select s.company_id, s.customer_id, s.id, s.code, s.ship_to, s.bill_to, s.country, s.region, s.person_id, s.active\nfrom unnest($1::bigint[], $2::bigint[], $3::text[]) as w(company_id, customer_id, code)\ncross join lateral (select * from customers.site s where s.company_id = w.company_id and s.customer_id = w.customer_id and s.code = w.code offset 0) s",
}

/** Which of the stated addresses a customer has already. */
export const readAddresses: ReadStatement<{ companyIds: readonly bigint[]; customerIds: readonly bigint[]; contents: readonly Buffer[] }, { company_id: bigint; customer_id: bigint; id: bigint; content: Buffer }> = {
  name: 'customers.read_addresses',
  kind: 'read',
  lockClass: 'insert',
  sequence: 1,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'customerIds', type: 'bigint', array: true },
    { name: 'contents', type: 'bytea', array: true },
  ],
  text: "select d.company_id, d.customer_id, d.id, w.content\nfrom unnest($1::bigint[], $2::bigint[], $3::bytea[]) as w(company_id, customer_id, content)\ncross join lateral (select * from customers.person_data d where d.company_id = w.company_id and d.customer_id = w.customer_id and d.content = w.content offset 0) d",
}

/** Who keeps something personal of a customer holds it until the commit: an erasure waits, or was first. Orders do not wait for one another, nor for who describes the customer. */
export const holdCustomers: WriteStatement<{ companyId: bigint | null; customerId: bigint | null }, { locked: bigint }> = {
  name: 'customers.hold_customers',
  kind: 'lock',
  lockClass: 'key',
  sequence: 2,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'customerId', type: 'bigint', array: true },
  ],
  text: "select count(*) as locked from (\n  select 1 from customers.customer c\n  where (c.company_id, c.id) in (select r.company_id, r.customer_id from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as customer_id) as r)\n  order by c.company_id, c.id for key share\n) l",
}

/** Two batches that keep the same address of a customer meet on its content: the later one reads again. */
export const insertAddresses: WriteStatement<{ companyId: bigint | null; customerId: bigint | null; id: bigint | null; content: Buffer | null; name: string | null; email: string | null; phone: string | null; address: Json | null }, never> = {
  name: 'customers.insert_addresses',
  kind: 'write',
  lockClass: 'key',
  sequence: 3,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'customerId', type: 'bigint', array: true },
    { name: 'id', type: 'bigint', array: true },
    { name: 'content', type: 'bytea', array: true },
    { name: 'name', type: 'text', array: true },
    { name: 'email', type: 'text', array: true },
    { name: 'phone', type: 'text', array: true },
    { name: 'address', type: 'jsonb', array: true },
  ],
  text: "insert into customers.person_data (company_id, customer_id, id, content, name, email, phone, address)\nselect r.* from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as customer_id, unnest($3::bigint[]) as id, unnest($4::bytea[]) as content, unnest($5::text[]) as name, unnest($6::text[]) as email, unnest($7::text[]) as phone, unnest($8::jsonb[]) as address) as r\norder by r.company_id, r.customer_id, r.content",
}

/** Under the hold of their customers: what was erased before it is missed, DK001. */
export const relyOnAddresses: WriteStatement<{ companyId: bigint | null; customerId: bigint | null; id: bigint | null }, { verified: boolean }> = {
  name: 'customers.rely_on_addresses',
  kind: 'write',
  lockClass: 'key',
  sequence: 4,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'customerId', type: 'bigint', array: true },
    { name: 'id', type: 'bigint', array: true },
  ],
  text: "select platform.verify(not exists (\n  select from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as customer_id, unnest($3::bigint[]) as id) as r\n  where not exists (select from customers.person_data d\n    where d.company_id = r.company_id and d.customer_id = r.customer_id and d.id = r.id)\n)) as verified",
}

/** Made on the fly with their customer. */
export const insertSites: WriteStatement<{ companyId: bigint | null; id: bigint | null; customerId: bigint | null; code: string | null; country: string | null; region: string | null; personId: bigint | null }, never> = {
  name: 'customers.insert_sites',
  kind: 'write',
  lockClass: 'key',
  sequence: 5,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'id', type: 'bigint', array: true },
    { name: 'customerId', type: 'bigint', array: true },
    { name: 'code', type: 'text', array: true },
    { name: 'country', type: 'text', array: true },
    { name: 'region', type: 'text', array: true },
    { name: 'personId', type: 'bigint', array: true },
  ],
  text: "insert into customers.site (company_id, id, customer_id, code, ship_to, bill_to, country, region, person_id, active, custom)\nselect r.company_id, r.id, r.customer_id, r.code, true, true, r.country, r.region, r.person_id, true, '{}'\nfrom (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as id, unnest($3::bigint[]) as customer_id, unnest($4::text[]) as code, unnest($5::text[]) as country, unnest($6::text[]) as region, unnest($7::bigint[]) as person_id) as r\norder by r.company_id, r.customer_id, r.code",
}
