// Written by `npm run generate` from recurring.sql; do not edit.
import type { ReadStatement } from '../platform/database/index.ts'

/** Along the index of all. */
export const listRecurringCharges: ReadStatement<{ companyId: bigint | null; after: bigint | null; fetch: bigint | null }, { id: bigint; cause_id: bigint; source_id: bigint; account_id: bigint; account_number: string | null; item_id: bigint; sku: string; charge: string; name: string; kind: string; period: string | null; usage_unit: string | null; starts_on: string; quantity: bigint; currency: string; unit_price: bigint; net: bigint; tax: bigint; tax_percent: bigint }> = {
  name: 'billing.list_recurring_charges',
  kind: 'read',
  lockClass: 'insert',
  sequence: 0,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'after', type: 'bigint', array: false },
    { name: 'fetch', type: 'bigint', array: false },
  ],
  text: "select r.id, r.cause_id, r.source_id, r.account_id, a.number as account_number, r.item_id, r.sku, r.charge, r.name, r.kind, r.period,\n  r.usage_unit, r.starts_on, r.quantity, r.currency, r.unit_price, r.net, r.tax, r.tax_percent\nfrom (\n  select r.* from billing.recurring_charge r\n  where r.company_id = $1::bigint and r.id < coalesce($2::bigint, 9223372036854775807)\n  order by r.id desc limit $3::bigint\n) r\njoin customers.account_public a on a.company_id = $1::bigint and a.id = r.account_id\norder by r.id desc",
}

/** Along the index of each account. */
export const listRecurringChargesOfAccounts: ReadStatement<{ scope: readonly bigint[]; companyId: bigint | null; after: bigint | null; fetch: bigint | null }, { id: bigint; cause_id: bigint; source_id: bigint; account_id: bigint; account_number: string | null; item_id: bigint; sku: string; charge: string; name: string; kind: string; period: string | null; usage_unit: string | null; starts_on: string; quantity: bigint; currency: string; unit_price: bigint; net: bigint; tax: bigint; tax_percent: bigint }> = {
  name: 'billing.list_recurring_charges_of_accounts',
  kind: 'read',
  lockClass: 'insert',
  sequence: 1,
  params: [
    { name: 'scope', type: 'bigint', array: true },
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'after', type: 'bigint', array: false },
    { name: 'fetch', type: 'bigint', array: false },
  ],
  text: "select r.id, r.cause_id, r.source_id, r.account_id, a.number as account_number, r.item_id, r.sku, r.charge, r.name, r.kind, r.period,\n  r.usage_unit, r.starts_on, r.quantity, r.currency, r.unit_price, r.net, r.tax, r.tax_percent\nfrom (\n  select r.* from (select distinct w.id from unnest($1::bigint[]) as w(id)) s cross join lateral (\n    select r.* from billing.recurring_charge r\n    where r.company_id = $2::bigint and r.account_id = s.id and r.id < coalesce($3::bigint, 9223372036854775807)\n    order by r.id desc limit $4::bigint\n  ) r\n  order by r.id desc limit $4::bigint\n) r\njoin customers.account_public a on a.company_id = $2::bigint and a.id = r.account_id\norder by r.id desc",
}

/** Along the primary key; of accounts alone where not all may be seen. */
export const listRecurringChargesOfOrder: ReadStatement<{ companyId: bigint | null; causeId: bigint | null; after: bigint | null; seesAll: boolean | null; scope: readonly bigint[]; fetch: bigint | null }, { id: bigint; cause_id: bigint; source_id: bigint; account_id: bigint; account_number: string | null; item_id: bigint; sku: string; charge: string; name: string; kind: string; period: string | null; usage_unit: string | null; starts_on: string; quantity: bigint; currency: string; unit_price: bigint; net: bigint; tax: bigint; tax_percent: bigint }> = {
  name: 'billing.list_recurring_charges_of_order',
  kind: 'read',
  lockClass: 'insert',
  sequence: 2,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'causeId', type: 'bigint', array: false },
    { name: 'after', type: 'bigint', array: false },
    { name: 'seesAll', type: 'boolean', array: false },
    { name: 'scope', type: 'bigint', array: true },
    { name: 'fetch', type: 'bigint', array: false },
  ],
  text: "select r.id, r.cause_id, r.source_id, r.account_id, a.number as account_number, r.item_id, r.sku, r.charge, r.name, r.kind, r.period,\n  r.usage_unit, r.starts_on, r.quantity, r.currency, r.unit_price, r.net, r.tax, r.tax_percent\nfrom (\n  select r.* from billing.recurring_charge r\n  where r.company_id = $1::bigint and r.cause_id = $2::bigint and r.id < coalesce($3::bigint, 9223372036854775807)\n    and ($4::boolean or r.account_id = any($5::bigint[]))\n  order by r.id desc limit $6::bigint\n) r\njoin customers.account_public a on a.company_id = $1::bigint and a.id = r.account_id\norder by r.id desc",
}
