// Written by `npm run generate` from partner-limit.sql; do not edit.
import type { ReadStatement, WriteStatement } from '../platform/database/index.ts'

/** Limits of partners that accounts fall under, in the currency of the account: of the firm that it names and, being one, of its own. Of an account that is not there, those of the firm whose order would make it (0: none), in every currency. */
export const readLimited: ReadStatement<{ companyIds: readonly bigint[]; numbers: readonly string[]; makerIds: readonly bigint[] }, { ordinal: bigint; partner_id: bigint; currency: string; credit_limit: bigint }> = {
  name: 'customers.read_limited',
  kind: 'read',
  lockClass: 'insert',
  sequence: 0,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'numbers', type: 'text', array: true },
    { name: 'makerIds', type: 'bigint', array: true },
  ],
  text: "select w.ordinal, l.partner_id, l.currency, l.credit_limit\nfrom unnest($1::bigint[], $2::text[], $3::bigint[]) with ordinality as w(company_id, number, maker_id, ordinal)\nleft join customers.account a on a.company_id = w.company_id and a.number = w.number\nleft join customers.account_partner n on n.company_id = a.company_id and n.account_id = a.id\ncross join lateral (\n  select l.partner_id, l.currency, l.credit_limit from customers.partner_limit l\n  where l.company_id = w.company_id and l.credit_limit is not null\n    and l.partner_id = any(case when a.id is null then array[w.maker_id] else array[a.id, n.partner_id] end)\n    and (a.id is null or l.currency = a.currency)\n  offset 0\n) l\n-- Most companies limit no partner: their accounts are not looked up.\nwhere w.company_id = any(array(\n  select c.company_id from (select distinct unnest($1::bigint[])) c(company_id)\n  where exists (select from customers.partner_limit l where l.company_id = c.company_id and l.credit_limit is not null)\n))\norder by w.ordinal, l.partner_id, l.currency",
}

/** What partners and the accounts that name them owe together in a currency, as of now. */
export const readOwed: ReadStatement<{ companyIds: readonly bigint[]; partnerIds: readonly bigint[]; currencies: readonly string[] }, { ordinal: bigint; owed: bigint }> = {
  name: 'customers.read_owed',
  kind: 'read',
  lockClass: 'insert',
  sequence: 1,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'partnerIds', type: 'bigint', array: true },
    { name: 'currencies', type: 'text', array: true },
  ],
  text: "select w.ordinal, coalesce(sum(g.open_orders + g.open_receivables - g.unapplied), 0)::bigint as owed\nfrom unnest($1::bigint[], $2::bigint[], $3::text[]) with ordinality as w(company_id, partner_id, currency, ordinal)\ncross join lateral (\n  select n.account_id from customers.account_partner n where n.company_id = w.company_id and n.partner_id = w.partner_id\n  union all select w.partner_id\n) m\njoin customers.account a on a.company_id = w.company_id and a.id = m.account_id and a.currency = w.currency\njoin customers.credit_gate g on g.company_id = a.company_id and g.account_id = a.id\ngroup by w.ordinal order by w.ordinal",
}

/** Orders of the accounts of one partner come one after the other: what fits under its limit is seen by one of them. */
export const lockPartnerLimits: WriteStatement<{ companyId: bigint | null; partnerId: bigint | null; currency: string | null }, { locked: bigint }> = {
  name: 'customers.lock_partner_limits',
  kind: 'lock',
  lockClass: 'credit',
  sequence: 2,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'partnerId', type: 'bigint', array: true },
    { name: 'currency', type: 'text', array: true },
  ],
  text: "select count(*) as locked from (\n  select 1 from customers.partner_limit l\n  where (l.company_id, l.partner_id, l.currency) in\n    (select r.company_id, r.partner_id, r.currency from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as partner_id, unnest($3::text[]) as currency) as r)\n  order by l.company_id, l.partner_id, l.currency for update\n) l",
}

/** After the gates were moved, the limits being locked: `moved` is what the batch added in all, `fit` what of it was decided to fit under the limit. Else DK001, and the batch is decided again. */
export const verifyPartnerLimits: WriteStatement<{ companyId: bigint | null; partnerId: bigint | null; currency: string | null; moved: bigint | null; fit: bigint | null }, { verified: boolean }> = {
  name: 'customers.verify_partner_limits',
  kind: 'write',
  lockClass: 'computed',
  sequence: 3,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'partnerId', type: 'bigint', array: true },
    { name: 'currency', type: 'text', array: true },
    { name: 'moved', type: 'bigint', array: true },
    { name: 'fit', type: 'bigint', array: true },
  ],
  text: "with wanted as (\n  select * from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as partner_id, unnest($3::text[]) as currency, unnest($4::bigint[]) as moved, unnest($5::bigint[]) as fit) as r\n)\nselect platform.verify(not exists (\n  select from wanted w\n  join customers.partner_limit l on l.company_id = w.company_id and l.partner_id = w.partner_id and l.currency = w.currency\n  cross join lateral (\n    select sum(g.open_orders + g.open_receivables - g.unapplied) as amount\n    from (select n.account_id from customers.account_partner n where n.company_id = w.company_id and n.partner_id = w.partner_id\n      union all select w.partner_id) m\n    join customers.account a on a.company_id = w.company_id and a.id = m.account_id and a.currency = w.currency\n    join customers.credit_gate g on g.company_id = a.company_id and g.account_id = a.id\n  ) owed\n  where coalesce(owed.amount, 0) - w.moved + w.fit > l.credit_limit)) as verified",
}

export const partnerLimitsByNumber: ReadStatement<{ companyIds: readonly bigint[]; codes: readonly string[] }, { company_id: bigint; partner_id: bigint; partner: string; currency: string; credit_limit: bigint | null }> = {
  name: 'customers.partner_limits_by_number',
  kind: 'read',
  lockClass: 'insert',
  sequence: 4,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'codes', type: 'text', array: true },
  ],
  text: "select l.company_id, l.partner_id, p.number as partner, l.currency, l.credit_limit\nfrom unnest($1::bigint[], $2::text[]) as w(company_id, number)\njoin customers.account p on p.company_id = w.company_id and p.number = w.number\njoin customers.partner_limit l on l.company_id = p.company_id and l.partner_id = p.id",
}

export const listPartnerLimits: ReadStatement<{ companyId: bigint | null; partner: string | null; afterPartner: string | null; afterCurrency: string | null; fetch: number | null }, { company_id: bigint; partner_id: bigint; partner: string; currency: string; credit_limit: bigint | null }> = {
  name: 'customers.list_partner_limits',
  kind: 'read',
  lockClass: 'insert',
  sequence: 5,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'partner', type: 'text', array: false },
    { name: 'afterPartner', type: 'text', array: false },
    { name: 'afterCurrency', type: 'text', array: false },
    { name: 'fetch', type: 'integer', array: false },
  ],
  text: "select l.company_id, l.partner_id, p.number as partner, l.currency, l.credit_limit\nfrom customers.partner_limit l\njoin customers.account p on p.company_id = l.company_id and p.id = l.partner_id\nwhere l.company_id = $1::bigint\n  and ($2::text is null or p.number = $2::text)\n  and (p.number, l.currency) > (coalesce($3::text, ''), coalesce($4::text, ''))\norder by p.number, l.currency limit $5::integer",
}

export const savePartnerLimits: WriteStatement<{ companyId: bigint | null; partnerId: bigint | null; currency: string | null; creditLimit: bigint | null }, never> = {
  name: 'customers.save_partner_limits',
  kind: 'write',
  lockClass: 'credit',
  sequence: 6,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'partnerId', type: 'bigint', array: true },
    { name: 'currency', type: 'text', array: true },
    { name: 'creditLimit', type: 'bigint', array: true },
  ],
  text: "insert into customers.partner_limit as l (company_id, partner_id, currency, credit_limit)\nselect r.* from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as partner_id, unnest($3::text[]) as currency, unnest($4::bigint[]) as credit_limit) as r\norder by r.company_id, r.partner_id, r.currency\non conflict (company_id, partner_id, currency) do update set credit_limit = excluded.credit_limit",
}
