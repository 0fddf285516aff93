// Written by `npm run generate` from account.sql; do not edit.
import type { ReadStatement, WriteStatement } from '../platform/database/index.ts'
import type { Json } from '../platform/json.ts'

/** An account with its credit gate, read without a lock: the writing statement asks the gate again. */
export const readAccounts: ReadStatement<{ companyIds: readonly bigint[]; numbers: readonly string[] }, { company_id: bigint; id: bigint; customer_id: bigint; number: string; currency: string; terms_days: number; segment: string; ship_to_country: string; ship_to_region: string; tax_exempt: boolean; backorders: boolean; partial_shipments: boolean; delivery_priority: number; credit_limit: bigint | null; open_orders: bigint; open_receivables: bigint; unapplied: bigint }> = {
  name: 'customers.read_accounts',
  kind: 'read',
  lockClass: 'insert',
  sequence: 0,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'numbers', type: 'text', array: true },
  ],
  text: "select a.company_id, a.id, a.customer_id, a.number, a.currency, a.terms_days, a.segment, a.ship_to_country, a.ship_to_region,\n  a.tax_exempt, a.backorders, a.partial_shipments, a.delivery_priority, g.credit_limit, g.open_orders, g.open_receivables, g.unapplied\nfrom unnest($1::bigint[], $2::text[]) as w(company_id, number)\ncross join lateral (select * from customers.account a where a.company_id = w.company_id and a.number = w.number offset 0) a\ncross join lateral (select * from customers.credit_gate g where g.company_id = a.company_id and g.account_id = a.id offset 0) g",
}

export const readAccountsById: ReadStatement<{ companyIds: readonly bigint[]; ids: readonly bigint[] }, { company_id: bigint; id: bigint; customer_id: bigint; number: string; currency: string; terms_days: number; segment: string; ship_to_country: string; ship_to_region: string; tax_exempt: boolean; backorders: boolean; partial_shipments: boolean; delivery_priority: number; credit_limit: bigint | null; open_orders: bigint; open_receivables: bigint; unapplied: bigint }> = {
  name: 'customers.read_accounts_by_id',
  kind: 'read',
  lockClass: 'insert',
  sequence: 1,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'ids', type: 'bigint', array: true },
  ],
  text: "select a.company_id, a.id, a.customer_id, a.number, a.currency, a.terms_days, a.segment, a.ship_to_country, a.ship_to_region,\n  a.tax_exempt, a.backorders, a.partial_shipments, a.delivery_priority, g.credit_limit, g.open_orders, g.open_receivables, g.unapplied\nfrom unnest($1::bigint[], $2::bigint[]) as w(company_id, id)\ncross join lateral (select * from customers.account a where a.company_id = w.company_id and a.id = w.id offset 0) a\ncross join lateral (select * from customers.credit_gate g where g.company_id = a.company_id and g.account_id = a.id offset 0) g",
}

export const readPartnerAccounts: ReadStatement<{ companyIds: readonly bigint[]; partnerId: bigint | null; most: number | null }, { account_id: bigint }> = {
  name: 'customers.read_partner_accounts',
  kind: 'read',
  lockClass: 'insert',
  sequence: 2,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'partnerId', type: 'bigint', array: false },
    { name: 'most', type: 'integer', array: false },
  ],
  text: "select p.account_id from unnest($1::bigint[]) as w(company_id)\njoin customers.account_partner p on p.company_id = w.company_id and p.partner_id = $2::bigint\nlimit $3::integer",
}

/** Firms that order for others: their number, how many accounts name them (one more than there may be at most), and which account of a number does, as of now. */
export const readActing: ReadStatement<{ most: bigint | null; companyIds: readonly bigint[]; partnerIds: readonly bigint[]; numbers: readonly string[] }, { ordinal: bigint; number: string; named: bigint; acts_for: bigint | null }> = {
  name: 'customers.read_acting',
  kind: 'read',
  lockClass: 'insert',
  sequence: 3,
  params: [
    { name: 'most', type: 'bigint', array: false },
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'partnerIds', type: 'bigint', array: true },
    { name: 'numbers', type: 'text', array: true },
  ],
  text: "select w.ordinal, p.number, (select count(*) from (select from customers.account_partner n\n    where n.company_id = w.company_id and n.partner_id = w.partner_id limit $1::bigint + 1) s) as named,\n  (select a.id from customers.account a\n    join customers.account_partner n on n.company_id = a.company_id and n.account_id = a.id and n.partner_id = w.partner_id\n    where a.company_id = w.company_id and a.number = w.number) as acts_for\nfrom unnest($2::bigint[], $3::bigint[], $4::text[]) with ordinality as w(company_id, partner_id, number, ordinal)\njoin customers.account p on p.company_id = w.company_id and p.id = w.partner_id\norder by w.ordinal",
}

/** Two batches that give one firm accounts come one after the other. */
export const lockPartners: WriteStatement<{ companyId: bigint | null; id: bigint | null }, { locked: bigint }> = {
  name: 'customers.lock_partners',
  kind: 'lock',
  lockClass: 'key',
  sequence: 4,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'id', type: 'bigint', array: true },
  ],
  text: "select count(*) as locked from (\n  select 1 from customers.account a\n  where (a.company_id, a.id) in (select r.company_id, r.id from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as id) as r)\n  order by a.company_id, a.number for no key update\n) l",
}

/** Of locked accounts: the partner stands as it was read, or DK001. */
export const verifyPartners: WriteStatement<{ companyId: bigint | null; accountId: bigint | null; partnerId: bigint | null }, { verified: boolean }> = {
  name: 'customers.verify_partners',
  kind: 'write',
  lockClass: 'key',
  sequence: 5,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'accountId', type: 'bigint', array: true },
    { name: 'partnerId', type: 'bigint', array: true },
  ],
  text: "with wanted as (\n  select * from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as account_id, unnest($3::bigint[]) as partner_id) as r\n)\nselect platform.verify(not exists (\n  select from wanted w\n  left join customers.account_partner n on n.company_id = w.company_id and n.account_id = w.account_id\n  where n.partner_id is distinct from w.partner_id)) as verified",
}

/** Of accounts that orders make. A firm with more accounts than may be would see nothing any more: DK001, and the batch is decided again. */
export const insertPartners: WriteStatement<{ companyId: bigint | null; accountId: bigint | null; partnerId: bigint | null; most: bigint | null }, { verified: boolean }> = {
  name: 'customers.insert_partners',
  kind: 'write',
  lockClass: 'insert',
  sequence: 6,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'accountId', type: 'bigint', array: true },
    { name: 'partnerId', type: 'bigint', array: true },
    { name: 'most', type: 'bigint', array: true },
  ],
  text: "with wanted as (\n  select * from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as account_id, unnest($3::bigint[]) as partner_id, unnest($4::bigint[]) as most) as r\n), made as (\n  insert into customers.account_partner (company_id, account_id, partner_id)\n  select w.company_id, w.account_id, w.partner_id from wanted w\n)\nselect platform.verify(not exists (\n  select from (select company_id, partner_id, most, count(*) as more from wanted group by 1, 2, 3) w\n  where w.more + (select count(*) from customers.account_partner n\n    where n.company_id = w.company_id and n.partner_id = w.partner_id) > w.most)) as verified",
}

/** Made on the fly by an order; two batches that make the same customer meet on the number: the later one reads again. */
export const insertCustomer: WriteStatement<{ companyId: bigint | null; id: bigint | null; number: string | null; kind: string | null }, never> = {
  name: 'customers.insert_customer',
  kind: 'write',
  lockClass: 'key',
  sequence: 7,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'id', type: 'bigint', array: true },
    { name: 'number', type: 'text', array: true },
    { name: 'kind', type: 'text', array: true },
  ],
  text: "insert into customers.customer (company_id, id, number, kind)\nselect r.company_id, r.id, r.number, r.kind from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as id, unnest($3::text[]) as number, unnest($4::text[]) as kind) as r\norder by r.company_id, r.number",
}

export const insertPersonData: WriteStatement<{ companyId: bigint | null; customerId: bigint | null; name: string | null; email: string | null; phone: string | null; address: Json | null; searchName: string | null }, never> = {
  name: 'customers.insert_person_data',
  kind: 'write',
  lockClass: 'insert',
  sequence: 8,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'customerId', type: 'bigint', array: true },
    { name: 'name', type: 'text', array: true },
    { name: 'email', type: 'text', array: true },
    { name: 'phone', type: 'text', array: true },
    { name: 'address', type: 'jsonb', array: true },
    { name: 'searchName', type: 'text', array: true },
  ],
  text: "insert into customers.person_data (company_id, customer_id, id, name, email, phone, address, search_name)\nselect r.company_id, r.customer_id, 0, r.name, r.email, r.phone, r.address, r.search_name\nfrom (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as customer_id, unnest($3::text[]) as name, unnest($4::text[]) as email, unnest($5::text[]) as phone, unnest($6::jsonb[]) as address, unnest($7::text[]) as search_name) as r",
}

export const insertAccount: WriteStatement<{ companyId: bigint | null; id: bigint | null; customerId: bigint | null; number: string | null; currency: string | null; termsDays: number | null; segment: string | null; shipToCountry: string | null; shipToRegion: string | null }, never> = {
  name: 'customers.insert_account',
  kind: 'write',
  lockClass: 'key',
  sequence: 9,
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
  ],
  text: "insert into customers.account (company_id, id, customer_id, number, currency, terms_days, segment, ship_to_country, ship_to_region)\nselect r.* from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as id, unnest($3::bigint[]) as customer_id, unnest($4::text[]) as number, unnest($5::text[]) as currency, unnest($6::integer[]) as terms_days, unnest($7::text[]) as segment, unnest($8::text[]) as ship_to_country, unnest($9::text[]) as ship_to_region) as r\norder by r.company_id, r.number",
}

export const insertCreditGate: WriteStatement<{ companyId: bigint | null; accountId: bigint | null; creditLimit: bigint | null }, never> = {
  name: 'customers.insert_credit_gate',
  kind: 'write',
  lockClass: 'insert',
  sequence: 10,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'accountId', type: 'bigint', array: true },
    { name: 'creditLimit', type: 'bigint', array: true },
  ],
  text: "insert into customers.credit_gate (company_id, account_id, credit_limit)\nselect r.* from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as account_id, unnest($3::bigint[]) as credit_limit) as r",
}

export const lockCreditGates: WriteStatement<{ companyId: bigint | null; accountId: bigint | null }, { locked: bigint }> = {
  name: 'customers.lock_credit_gates',
  kind: 'lock',
  lockClass: 'credit',
  sequence: 11,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'accountId', type: 'bigint', array: true },
  ],
  text: "select count(*) as locked from (\n  select 1 from customers.credit_gate g\n  where (g.company_id, g.account_id) in (select r.company_id, r.account_id from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as account_id) as r)\n  order by g.company_id, g.account_id for update\n) l",
}

/** Adds to the parts of an account's exposure. `fit` is what was decided to fit under the limit: it is asked of the locked row again, else DK001. */
export const moveExposure: WriteStatement<{ companyId: bigint | null; accountId: bigint | null; openOrders: bigint | null; openReceivables: bigint | null; unapplied: bigint | null; fit: bigint | null }, { verified: boolean }> = {
  name: 'customers.move_exposure',
  kind: 'write',
  lockClass: 'credit',
  sequence: 12,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'accountId', type: 'bigint', array: true },
    { name: 'openOrders', type: 'bigint', array: true },
    { name: 'openReceivables', type: 'bigint', array: true },
    { name: 'unapplied', type: 'bigint', array: true },
    { name: 'fit', type: 'bigint', array: true },
  ],
  text: "with wanted as (\n  select * from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as account_id, unnest($3::bigint[]) as open_orders, unnest($4::bigint[]) as open_receivables, unnest($5::bigint[]) as unapplied, unnest($6::bigint[]) as fit) as r\n), moved as (\n  update customers.credit_gate g\n  set open_orders = g.open_orders + w.open_orders,\n      open_receivables = g.open_receivables + w.open_receivables,\n      unapplied = g.unapplied + w.unapplied\n  from wanted w\n  where g.company_id = w.company_id and g.account_id = w.account_id\n    and (w.fit is null or g.credit_limit is null\n      or g.open_orders + g.open_receivables - g.unapplied + w.fit <= g.credit_limit)\n  returning g.company_id, g.account_id\n)\nselect platform.verify((select count(*) from moved) = (select count(*) from wanted)) as verified",
}
