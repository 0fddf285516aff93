// Written by `npm run generate` from site.sql; do not edit.
import type { ReadStatement, WriteStatement } from '../platform/database/index.ts'
import type { Json } from '../platform/json.ts'

export const customerIds: ReadStatement<{ companyIds: readonly bigint[]; codes: readonly string[] }, { company_id: bigint; id: bigint; number: string }> = {
  name: 'customers.customer_ids',
  kind: 'read',
  lockClass: 'insert',
  sequence: 0,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'codes', type: 'text', array: true },
  ],
  text: "select c.company_id, c.id, c.number\nfrom unnest($1::bigint[], $2::text[]) as w(company_id, number)\njoin customers.customer c on c.company_id = w.company_id and c.number = w.number",
}

export const sitesByCode: ReadStatement<{ companyIds: readonly bigint[]; customerIds: readonly bigint[]; codes: readonly string[] }, { company_id: bigint; id: bigint; customer_id: bigint; code: string; ship_to: boolean; bill_to: boolean; country: string; region: string; person_id: bigint | null; active: boolean; custom: Json }> = {
  name: 'customers.sites_by_code',
  kind: 'read',
  lockClass: 'insert',
  sequence: 1,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'customerIds', type: 'bigint', array: true },
    { name: 'codes', type: 'text', array: true },
  ],
  text: "select s.company_id, s.id, s.customer_id, s.code, s.ship_to, s.bill_to, s.country, s.region, s.person_id, s.active, s.custom\nfrom unnest($1::bigint[], $2::bigint[], $3::text[]) as w(company_id, customer_id, code)\njoin customers.site s on s.company_id = w.company_id and s.customer_id = w.customer_id and s.code = w.code",
}

export const contactsByCode: ReadStatement<{ companyIds: readonly bigint[]; customerIds: readonly bigint[]; codes: readonly string[] }, { company_id: bigint; id: bigint; customer_id: bigint; code: string; site_id: bigint | null; role: string; person_id: bigint | null; active: boolean; custom: Json }> = {
  name: 'customers.contacts_by_code',
  kind: 'read',
  lockClass: 'insert',
  sequence: 2,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'customerIds', type: 'bigint', array: true },
    { name: 'codes', type: 'text', array: true },
  ],
  text: "select t.company_id, t.id, t.customer_id, t.code, t.site_id, t.role, t.person_id, t.active, t.custom\nfrom unnest($1::bigint[], $2::bigint[], $3::text[]) as w(company_id, customer_id, code)\njoin customers.contact t on t.company_id = w.company_id and t.customer_id = w.customer_id and t.code = w.code",
}

/** By customer and code; the address is null when there is none. */
export const listSites: ReadStatement<{ companyId: bigint | null; afterCustomer: string | null; afterCode: string | null; customer: string | null; fetch: number | null }, { id: bigint; customer: string; code: string; ship_to: boolean; bill_to: boolean; country: string; region: string; active: boolean; custom: Json; name: string | null; email: string | null; phone: string | null; address: Json | null }> = {
  name: 'customers.list_sites',
  kind: 'read',
  lockClass: 'insert',
  sequence: 3,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'afterCustomer', type: 'text', array: false },
    { name: 'afterCode', type: 'text', array: false },
    { name: 'customer', type: 'text', array: false },
    { name: 'fetch', type: 'integer', array: false },
  ],
  text: "select s.id, c.number as customer, s.code, s.ship_to, s.bill_to, s.country, s.region, s.active, s.custom, d.name, d.email, d.phone, d.address\nfrom customers.customer c\njoin customers.site s on s.company_id = c.company_id and s.customer_id = c.id\nleft join customers.person_data d on d.company_id = s.company_id and d.customer_id = s.customer_id and d.id = s.person_id\nwhere c.company_id = $1::bigint\n  and (c.number, s.code) > (coalesce($2::text, ''), coalesce($3::text, ''))\n  and c.number >= coalesce($2::text, '')\n  and ($4::text is null or c.number = $4::text)\norder by c.number, s.code limit $5::integer",
}

export const listContacts: ReadStatement<{ companyId: bigint | null; afterCustomer: string | null; afterCode: string | null; fetch: number | null }, { customer: string; code: string; site: string | null; role: string; active: boolean; custom: Json; name: string | null; email: string | null; phone: string | null }> = {
  name: 'customers.list_contacts',
  kind: 'read',
  lockClass: 'insert',
  sequence: 4,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'afterCustomer', type: 'text', array: false },
    { name: 'afterCode', type: 'text', array: false },
    { name: 'fetch', type: 'integer', array: false },
  ],
  text: "select c.number as customer, t.code, s.code as site, t.role, t.active, t.custom, d.name, d.email, d.phone\nfrom customers.customer c\njoin customers.contact t on t.company_id = c.company_id and t.customer_id = c.id\nleft join customers.site s on s.company_id = t.company_id and s.id = t.site_id\nleft join customers.person_data d on d.company_id = t.company_id and d.customer_id = t.customer_id and d.id = t.person_id\nwhere c.company_id = $1::bigint\n  and (c.number, t.code) > (coalesce($2::text, ''), coalesce($3::text, ''))\n  and c.number >= coalesce($2::text, '')\norder by c.number, t.code limit $4::integer",
}

/** One that was made meanwhile under the same code has another id: DK001, and the batch is decided again. */
export const saveSites: WriteStatement<{ companyId: bigint | null; id: bigint | null; customerId: bigint | null; code: string | null; shipTo: boolean | null; billTo: boolean | null; country: string | null; region: string | null; personId: bigint | null; active: boolean | null; custom: Json | null }, { verified: boolean }> = {
  name: 'customers.save_sites',
  kind: 'write',
  lockClass: 'key',
  sequence: 5,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'id', type: 'bigint', array: true },
    { name: 'customerId', type: 'bigint', array: true },
    { name: 'code', type: 'text', array: true },
    { name: 'shipTo', type: 'boolean', array: true },
    { name: 'billTo', type: 'boolean', array: true },
    { name: 'country', type: 'text', array: true },
    { name: 'region', type: 'text', array: true },
    { name: 'personId', type: 'bigint', array: true },
    { name: 'active', type: 'boolean', array: true },
    { name: 'custom', type: 'jsonb', array: true },
  ],
  text: "with wanted as (\n  select * from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as id, unnest($3::bigint[]) as customer_id, unnest($4::text[]) as code, unnest($5::boolean[]) as ship_to, unnest($6::boolean[]) as bill_to, unnest($7::text[]) as country, unnest($8::text[]) as region, unnest($9::bigint[]) as person_id, unnest($10::boolean[]) as active, unnest($11::jsonb[]) as custom) as r\n), saved as (\n  insert into customers.site as s (company_id, id, customer_id, code, ship_to, bill_to, country, region, person_id, active, custom)\n  select w.* from wanted w order by w.company_id, w.customer_id, w.code\n  on conflict (company_id, customer_id, code) do update set ship_to = excluded.ship_to, bill_to = excluded.bill_to,\n    country = excluded.country, region = excluded.region, person_id = excluded.person_id, active = excluded.active,\n    custom = excluded.custom\n  where s.id = excluded.id\n  returning s.company_id, s.id\n)\nselect platform.verify((select count(*) from saved) = (select count(*) from wanted)) as verified",
}

export const saveContacts: WriteStatement<{ companyId: bigint | null; id: bigint | null; customerId: bigint | null; code: string | null; siteId: bigint | null; role: string | null; personId: bigint | null; active: boolean | null; custom: Json | null }, { verified: boolean }> = {
  name: 'customers.save_contacts',
  kind: 'write',
  lockClass: 'key',
  sequence: 6,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'id', type: 'bigint', array: true },
    { name: 'customerId', type: 'bigint', array: true },
    { name: 'code', type: 'text', array: true },
    { name: 'siteId', type: 'bigint', array: true },
    { name: 'role', type: 'text', array: true },
    { name: 'personId', type: 'bigint', array: true },
    { name: 'active', type: 'boolean', array: true },
    { name: 'custom', type: 'jsonb', array: true },
  ],
  text: "with wanted as (\n  select * from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as id, unnest($3::bigint[]) as customer_id, unnest($4::text[]) as code, unnest($5::bigint[]) as site_id, unnest($6::text[]) as role, unnest($7::bigint[]) as person_id, unnest($8::boolean[]) as active, unnest($9::jsonb[]) as custom) as r\n), saved as (\n  insert into customers.contact as t (company_id, id, customer_id, code, site_id, role, person_id, active, custom)\n  select w.* from wanted w order by w.company_id, w.customer_id, w.code\n  on conflict (company_id, customer_id, code) do update set site_id = excluded.site_id, role = excluded.role,\n    person_id = excluded.person_id, active = excluded.active, custom = excluded.custom\n  where t.id = excluded.id\n  returning t.company_id, t.id\n)\nselect platform.verify((select count(*) from saved) = (select count(*) from wanted)) as verified",
}
