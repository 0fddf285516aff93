// Written by `npm run generate` from setup.sql; do not edit.
import type { ReadStatement, WriteStatement } from '../platform/database/index.ts'
import type { Json } from '../platform/json.ts'

export const customersByNumber: ReadStatement<{ companyIds: readonly bigint[]; codes: readonly string[] }, { company_id: bigint; id: bigint; number: string; kind: string; custom: Json; name: string | null; email: string | null; phone: string | null; address: Json | null; alternate_numbers: Json }> = {
  name: 'customers.customers_by_number',
  kind: 'read',
  lockClass: 'insert',
  sequence: 0,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'codes', type: 'text', array: true },
  ],
  text: "select c.company_id, c.id, c.number, c.kind, c.custom, p.name, p.email, p.phone, p.address,\n  coalesce((select jsonb_agg(jsonb_build_object('system', n.system, 'number', n.number) order by n.system, n.number)\n    from customers.alternate_number n where n.company_id = c.company_id and n.customer_id = c.id), '[]') as alternate_numbers\nfrom unnest($1::bigint[], $2::text[]) as w(company_id, number)\njoin customers.customer c on c.company_id = w.company_id and c.number = w.number\nleft join customers.person_data p on p.company_id = c.company_id and p.customer_id = c.id and p.id = 0",
}

export const accountsByNumber: ReadStatement<{ companyIds: readonly bigint[]; codes: readonly string[] }, { company_id: bigint; id: bigint; customer_id: bigint; number: string; currency: string; terms_days: number; segment: string; ship_to_country: string; ship_to_region: string; tax_exempt: boolean; backorders: boolean; partial_shipments: boolean; delivery_priority: number; custom: Json; credit_limit: bigint | null; partner_id: bigint | null }> = {
  name: 'customers.accounts_by_number',
  kind: 'read',
  lockClass: 'insert',
  sequence: 1,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'codes', type: 'text', array: true },
  ],
  text: "select a.company_id, a.id, a.customer_id, a.number, a.currency, a.terms_days, a.segment, a.ship_to_country, a.ship_to_region,\n  a.tax_exempt, a.backorders, a.partial_shipments, a.delivery_priority, a.custom, g.credit_limit, p.partner_id\nfrom unnest($1::bigint[], $2::text[]) as w(company_id, number)\njoin customers.account a on a.company_id = w.company_id and a.number = w.number\njoin customers.credit_gate g on g.company_id = a.company_id and g.account_id = a.id\nleft join customers.account_partner p on p.company_id = a.company_id and p.account_id = a.id",
}

export const listCustomers: ReadStatement<{ companyId: bigint | null; after: string | null; account: string | null; number: string | null; currency: string | null; segment: string | null; partner: string | null; fetch: number | null }, { id: bigint; customer_id: bigint; number: string; kind: string; custom: Json; name: string | null; email: string | null; phone: string | null; address: Json | null; alternate_numbers: Json; account: string; currency: string; terms_days: number; segment: string; ship_to_country: string; ship_to_region: string; tax_exempt: boolean; backorders: boolean; partial_shipments: boolean; delivery_priority: number; credit_limit: bigint | null; partner: string | null }> = {
  name: 'customers.list_customers',
  kind: 'read',
  lockClass: 'insert',
  sequence: 2,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'after', type: 'text', array: false },
    { name: 'account', type: 'text', array: false },
    { name: 'number', type: 'text', array: false },
    { name: 'currency', type: 'text', array: false },
    { name: 'segment', type: 'text', array: false },
    { name: 'partner', type: 'text', array: false },
    { name: 'fetch', type: 'integer', array: false },
  ],
  text: "select a.id, c.id as customer_id, c.number, c.kind, c.custom, p.name, p.email, p.phone, p.address,\n  coalesce((select jsonb_agg(jsonb_build_object('system', n.system, 'number', n.number) order by n.system, n.number)\n    from customers.alternate_number n where n.company_id = c.company_id and n.customer_id = c.id), '[]') as alternate_numbers, a.number as account, a.currency, a.terms_days, a.segment,\n  a.ship_to_country, a.ship_to_region, a.tax_exempt, a.backorders, a.partial_shipments, a.delivery_priority, g.credit_limit, r.number as partner\nfrom customers.account a\njoin customers.customer c on c.company_id = a.company_id and c.id = a.customer_id\njoin customers.credit_gate g on g.company_id = a.company_id and g.account_id = a.id\nleft join customers.person_data p on p.company_id = a.company_id and p.customer_id = a.customer_id and p.id = 0\nleft join customers.account_partner n on n.company_id = a.company_id and n.account_id = a.id\nleft join customers.account r on r.company_id = n.company_id and r.id = n.partner_id\nwhere a.company_id = $1::bigint and ($2::text is null or a.number > $2::text)\n  and ($3::text is null or a.number = $3::text)\n  and ($4::text is null or c.number = $4::text)\n  and ($5::text is null or a.currency = $5::text)\n  and ($6::text is null or a.segment = $6::text)\n  and ($7::text is null or r.number = $7::text)\norder by a.number limit $8::integer",
}

/** One that was made meanwhile under the same number has another id: DK001, and the batch is decided again. */
export const saveCustomers: WriteStatement<{ companyId: bigint | null; id: bigint | null; number: string | null; kind: string | null; custom: Json | null }, { verified: boolean }> = {
  name: 'customers.save_customers',
  kind: 'write',
  lockClass: 'key',
  sequence: 3,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'id', type: 'bigint', array: true },
    { name: 'number', type: 'text', array: true },
    { name: 'kind', type: 'text', array: true },
    { name: 'custom', type: 'jsonb', array: true },
  ],
  text: "with wanted as (\n  select * from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as id, unnest($3::text[]) as number, unnest($4::text[]) as kind, unnest($5::jsonb[]) as custom) as r\n), saved as (\n  insert into customers.customer as c (company_id, id, number, kind, custom)\n  select w.company_id, w.id, w.number, w.kind, w.custom from wanted w\n  order by w.company_id, w.number\n  on conflict (company_id, number) do update set kind = excluded.kind, custom = excluded.custom where c.id = excluded.id\n  returning c.company_id, c.id\n)\nselect platform.verify((select count(*) from saved) = (select count(*) from wanted)) as verified",
}

/** One that was made meanwhile under the same number has another id: DK001, and the batch is decided again. */
export const saveAccounts: WriteStatement<{ companyId: bigint | null; id: bigint | null; customerId: bigint | null; number: string | null; currency: string | null; termsDays: number | null; segment: string | null; shipToCountry: string | null; shipToRegion: string | null; taxExempt: boolean | null; backorders: boolean | null; partialShipments: boolean | null; deliveryPriority: number | null; custom: Json | null }, { verified: boolean }> = {
  name: 'customers.save_accounts',
  kind: 'write',
  lockClass: 'key',
  sequence: 4,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'id', type: 'bigint', array: true },
    { name: 'customerId', type: 'bigint', array: true },
    { name: 'number', type: 'text', array: true },
    { name: 'currency', type: 'text', array: true },
    { name: 'termsDays', type: 'integer', array: true },
    { name: 'segment', type: 'text', array: true },
    { name: 'shipToCountry', type: 'text', array: true },
    { name: 'shipToRegion', type: 'text', array: true },
    { name: 'taxExempt', type: 'boolean', array: true },
    { name: 'backorders', type: 'boolean', array: true },
    { name: 'partialShipments', type: 'boolean', array: true },
    { name: 'deliveryPriority', type: 'smallint', array: true },
    { name: 'custom', type: 'jsonb', array: true },
  ],
  text: "with wanted as (\n  select * from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as id, unnest($3::bigint[]) as customer_id, unnest($4::text[]) as number, unnest($5::text[]) as currency, unnest($6::integer[]) as terms_days, unnest($7::text[]) as segment, unnest($8::text[]) as ship_to_country, unnest($9::text[]) as ship_to_region, unnest($10::boolean[]) as tax_exempt, unnest($11::boolean[]) as backorders, unnest($12::boolean[]) as partial_shipments, unnest($13::smallint[]) as delivery_priority, unnest($14::jsonb[]) as custom) as r\n), saved as (\n  insert into customers.account as a (company_id, id, customer_id, number, currency, terms_days, segment, ship_to_country,\n    ship_to_region, tax_exempt, backorders, partial_shipments, delivery_priority, custom)\n  select w.company_id, w.id, w.customer_id, w.number, w.currency, w.terms_days, w.segment, w.ship_to_country,\n    w.ship_to_region, w.tax_exempt, w.backorders, w.partial_shipments, w.delivery_priority, w.custom from wanted w\n  order by w.company_id, w.number\n  on conflict (company_id, number) do update set terms_days = excluded.terms_days, segment = excluded.segment,\n    ship_to_country = excluded.ship_to_country, ship_to_region = excluded.ship_to_region,\n    tax_exempt = excluded.tax_exempt, backorders = excluded.backorders, partial_shipments = excluded.partial_shipments,\n    delivery_priority = excluded.delivery_priority,\n    custom = excluded.custom\n  where a.id = excluded.id\n  returning a.company_id, a.id\n)\nselect platform.verify((select count(*) from saved) = (select count(*) from wanted)) as verified",
}

export const savePartners: WriteStatement<{ companyId: bigint | null; accountId: bigint | null; partnerId: bigint | null }, never> = {
  name: 'customers.save_partners',
  kind: 'write',
  lockClass: 'insert',
  sequence: 5,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'accountId', type: 'bigint', array: true },
    { name: 'partnerId', type: 'bigint', array: true },
  ],
  text: "insert into customers.account_partner as p (company_id, account_id, partner_id)\nselect r.* from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as account_id, unnest($3::bigint[]) as partner_id) as r\norder by r.company_id, r.account_id\non conflict (company_id, account_id) do update set partner_id = excluded.partner_id",
}

export const removePartners: WriteStatement<{ companyId: bigint | null; accountId: bigint | null }, never> = {
  name: 'customers.remove_partners',
  kind: 'write',
  lockClass: 'insert',
  sequence: 6,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'accountId', type: 'bigint', array: true },
  ],
  text: "delete from customers.account_partner p\nwhere (p.company_id, p.account_id) in (select r.company_id, r.account_id from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as account_id) as r)",
}

/** The only home of personal data; 0 is the customer itself. */
export const savePersonData: WriteStatement<{ companyId: bigint | null; customerId: bigint | null; name: string | null; email: string | null; phone: string | null; address: Json | null; searchName: string | null }, never> = {
  name: 'customers.save_person_data',
  kind: 'write',
  lockClass: 'insert',
  sequence: 7,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'customerId', type: 'bigint', array: true },
    { name: 'name', type: 'text', array: true },
    { name: 'email', type: 'text', array: true },
    { name: 'phone', type: 'text', array: true },
    { name: 'address', type: 'jsonb', array: true },
    { name: 'searchName', type: 'text', array: true },
  ],
  text: "insert into customers.person_data as p (company_id, customer_id, id, name, email, phone, address, search_name)\nselect r.company_id, r.customer_id, 0, r.name, r.email, r.phone, r.address, r.search_name\nfrom (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as customer_id, unnest($3::text[]) as name, unnest($4::text[]) as email, unnest($5::text[]) as phone, unnest($6::jsonb[]) as address, unnest($7::text[]) as search_name) as r\norder by r.company_id, r.customer_id\non conflict (company_id, customer_id, id) do update set name = excluded.name, email = excluded.email, phone = excluded.phone,\n  address = excluded.address, search_name = excluded.search_name",
}

export const openCreditGates: WriteStatement<{ companyId: bigint | null; accountId: bigint | null; creditLimit: bigint | null }, never> = {
  name: 'customers.open_credit_gates',
  kind: 'write',
  lockClass: 'insert',
  sequence: 8,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'accountId', type: 'bigint', array: true },
    { name: 'creditLimit', type: 'bigint', array: true },
  ],
  text: "insert into customers.credit_gate (company_id, account_id, credit_limit)\nselect r.* from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as account_id, unnest($3::bigint[]) as credit_limit) as r\norder by r.company_id, r.account_id\non conflict (company_id, account_id) do nothing",
}

/** Locks the gates in order; exposure stays what it is. */
export const setCreditLimits: WriteStatement<{ companyId: bigint | null; accountId: bigint | null; creditLimit: bigint | null }, { verified: boolean }> = {
  name: 'customers.set_credit_limits',
  kind: 'write',
  lockClass: 'credit',
  sequence: 9,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'accountId', type: 'bigint', array: true },
    { name: 'creditLimit', type: 'bigint', array: true },
  ],
  text: "with wanted as (\n  select * from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as account_id, unnest($3::bigint[]) as credit_limit) as r\n), locked as materialized (\n  select g.company_id, g.account_id from customers.credit_gate g\n  where (g.company_id, g.account_id) in (select w.company_id, w.account_id from wanted w)\n  order by g.company_id, g.account_id for update\n), changed as (\n  update customers.credit_gate g set credit_limit = w.credit_limit\n  from wanted w, locked l\n  where g.company_id = w.company_id and g.account_id = w.account_id\n    and l.company_id = w.company_id and l.account_id = w.account_id\n  returning g.company_id, g.account_id\n)\nselect platform.verify((select count(*) from changed) = (select count(*) from wanted)) as verified",
}

/** Of customers who are held since their own row was written; those that were not said again go. */
export const saveAlternateNumbers: WriteStatement<{ companyId: bigint | null; customerId: bigint | null; alternateNumbers: Json | null }, never> = {
  name: 'customers.save_alternate_numbers',
  kind: 'write',
  lockClass: 'insert',
  sequence: 10,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'customerId', type: 'bigint', array: true },
    { name: 'alternateNumbers', type: 'jsonb', array: true },
  ],
  text: "with wanted as (\n  select * from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as customer_id, unnest($3::jsonb[]) as alternate_numbers) as r\n), said as (\n  select w.company_id, w.customer_id, n.system, n.number\n  from wanted w cross join lateral jsonb_to_recordset(w.alternate_numbers) as n(system text, number text)\n), gone as (\n  delete from customers.alternate_number a using wanted w\n  where a.company_id = w.company_id and a.customer_id = w.customer_id and not exists (select from said s\n    where s.company_id = a.company_id and s.customer_id = a.customer_id and s.system = a.system and s.number = a.number)\n)\ninsert into customers.alternate_number (company_id, system, number, customer_id)\nselect s.company_id, s.system, s.number, s.customer_id from said s\norder by s.company_id, s.system, s.number, s.customer_id\non conflict do nothing",
}

export const creditDefaultsOfCompanies: ReadStatement<{ companyIds: readonly bigint[] }, { company_id: bigint; currency: string; credit_limit: bigint | null }> = {
  name: 'customers.credit_defaults_of_companies',
  kind: 'read',
  lockClass: 'insert',
  sequence: 11,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
  ],
  text: "select d.company_id, d.currency, d.credit_limit from customers.credit_default d\nwhere d.company_id = any($1::bigint[]) order by d.company_id, d.currency",
}

export const saveCreditDefaults: WriteStatement<{ companyId: bigint | null; currency: string | null; creditLimit: bigint | null }, never> = {
  name: 'customers.save_credit_defaults',
  kind: 'write',
  lockClass: 'insert',
  sequence: 12,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'currency', type: 'text', array: true },
    { name: 'creditLimit', type: 'bigint', array: true },
  ],
  text: "insert into customers.credit_default as d (company_id, currency, credit_limit)\nselect r.* from (select unnest($1::bigint[]) as company_id, unnest($2::text[]) as currency, unnest($3::bigint[]) as credit_limit) as r\norder by r.company_id, r.currency\non conflict (company_id, currency) do update set credit_limit = excluded.credit_limit",
}
