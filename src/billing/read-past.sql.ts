// Written by `npm run generate` from read-past.sql; do not edit.
import type { ReadStatement } from '../platform/database/index.ts'

/** Was more settled since a place than a request may look at: of the company, and of these accounts ever? */
export const findReach: ReadStatement<{ pos: bigint | null; budget: bigint | null; companyId: bigint | null; scope: readonly bigint[] }, { far: boolean; accounts_far: boolean }> = {
  name: 'billing.find_reach',
  kind: 'read',
  lockClass: 'insert',
  sequence: 0,
  params: [
    { name: 'pos', type: 'bigint', array: false },
    { name: 'budget', type: 'bigint', array: false },
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'scope', type: 'bigint', array: true },
  ],
  text: "select h.pos - $1::bigint > $2::bigint or exists (\n    select from platform.log_public g\n    cross join lateral (\n      select from billing.application p where p.company_id = $3::bigint and p.batch = g.batch offset 0\n    ) p\n    where g.company_id = $3::bigint and g.pos > $1::bigint offset $2::bigint limit 1\n  ) as far,\n  exists (\n    select from (select distinct w.id from unnest($4::bigint[]) as w(id)) s\n    join billing.application p on p.company_id = $3::bigint and p.account_id = s.id offset $2::bigint limit 1\n  ) as accounts_far\nfrom platform.head_public h where h.company_id = $3::bigint",
}

/** Items by due date with what was open of them at a place: what is open now and what settled them behind it. */
export const listReceivablesAt: ReadStatement<{ companyId: bigint | null; byAccount: boolean | null; pos: bigint | null; seesAll: boolean | null; scope: readonly bigint[]; budget: bigint | null; afterDue: string | null; afterId: bigint | null; dueBefore: string | null; fetch: bigint | null }, { account_id: bigint; account_number: string; invoice_id: bigint; kind: string; cause_id: bigint | null; issued_on: string; due_on: string; currency: string; original: bigint; open: bigint; matches: boolean; ends: boolean; year: number | null; number: bigint | null; prefix: string | null }> = {
  name: 'billing.list_receivables_at',
  kind: 'read',
  lockClass: 'insert',
  sequence: 1,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'byAccount', type: 'boolean', array: false },
    { name: 'pos', type: 'bigint', array: false },
    { name: 'seesAll', type: 'boolean', array: false },
    { name: 'scope', type: 'bigint', array: true },
    { name: 'budget', type: 'bigint', array: false },
    { name: 'afterDue', type: 'date', array: false },
    { name: 'afterId', type: 'bigint', array: false },
    { name: 'dueBefore', type: 'date', array: false },
    { name: 'fetch', type: 'bigint', array: false },
  ],
  text: "with since as materialized (\n  -- Of a company, or of accounts: along the places behind, or along all that these accounts ever settled (`by_account`).\n  select p.account_id, p.from_type, p.from_id, p.invoice_id, p.amount\n  from platform.log_public g\n  cross join lateral (\n    select p.* from billing.application p where p.company_id = $1::bigint and p.batch = g.batch offset 0\n  ) p\n  where not $2::boolean and g.company_id = $1::bigint and g.pos > $3::bigint\n    and ($4::boolean or p.account_id = any($5::bigint[]))\n  union all\n  select p.account_id, p.from_type, p.from_id, p.invoice_id, p.amount\n  from (select distinct w.id from unnest($5::bigint[]) as w(id)) s\n  join billing.application p on p.company_id = $1::bigint and p.account_id = s.id\n  join platform.log_public g on g.company_id = $1::bigint and g.batch = p.batch and g.pos > $3::bigint\n  where $2::boolean\n), moved as materialized (\n  select m.account_id, m.invoice_id, sum(m.amount)::bigint as amount from (\n    select s.account_id, s.invoice_id, s.amount from since s\n    union all\n    select s.account_id, s.from_id, -s.amount from since s where s.from_type = 'credit_memo'\n  ) m group by m.account_id, m.invoice_id\n), looked as (\n  -- What is open now, at most `budget` of it, whose last one `ends`, and what was settled since.\n  select i.*, row_number() over (order by i.due_on, i.invoice_id) = $6::bigint as ends from (\n    (select i.* from billing.open_item i\n      where $4::boolean and i.company_id = $1::bigint and i.open <> 0\n        and (i.due_on, i.invoice_id) > (coalesce($7::date, '-infinity'), coalesce($8::bigint, 0))\n        and i.due_on < coalesce($9::date, 'infinity')\n      order by i.due_on nulls first, i.invoice_id limit $6::bigint)\n    union all\n    (select i.* from (select distinct w.id from unnest($5::bigint[]) as w(id)) s cross join lateral (\n        select i.* from billing.open_item i\n        where i.company_id = $1::bigint and i.account_id = s.id and i.open <> 0\n          and (i.due_on, i.invoice_id) > (coalesce($7::date, '-infinity'), coalesce($8::bigint, 0))\n          and i.due_on < coalesce($9::date, 'infinity')\n        order by i.due_on, i.invoice_id limit $6::bigint\n      ) i\n      where not $4::boolean order by i.due_on, i.invoice_id limit $6::bigint)\n  ) i\n  union all\n  select i.*, false from moved m\n  join billing.open_item i on i.company_id = $1::bigint and i.account_id = m.account_id and i.invoice_id = m.invoice_id\n  where i.open = 0\n    and (i.due_on, i.invoice_id) > (coalesce($7::date, '-infinity'), coalesce($8::bigint, 0))\n    and i.due_on < coalesce($9::date, 'infinity')\n), stood as (\n  select i.*, v.kind, v.issued_on, v.series, i.open + coalesce(m.amount, 0) as open_then,\n    i.open + coalesce(m.amount, 0) <> 0 and g.pos <= $3::bigint as matches\n  from looked i\n  left join moved m on m.account_id = i.account_id and m.invoice_id = i.invoice_id\n  join billing.invoice v on v.company_id = $1::bigint and v.id = i.invoice_id\n  join platform.log_public g on g.company_id = $1::bigint and g.batch = v.batch\n)\nselect i.account_id, a.number as account_number, i.invoice_id, i.kind, i.cause_id, i.issued_on, i.due_on, i.currency,\n  i.original, i.open_then as open, i.matches, i.ends, n.year, n.number, e.prefix\nfrom (\n  select i.* from stood i where i.matches or i.ends order by i.due_on, i.invoice_id limit $10::bigint\n) i\njoin customers.account_public a on a.company_id = $1::bigint and a.id = i.account_id\nleft join platform.document_number_public n on n.company_id = $1::bigint and n.document_id = i.invoice_id\nleft join organization.series_public e on e.company_id = $1::bigint and e.code = i.series\norder by i.due_on, i.invoice_id",
}

/** The same over all pages; `partial`: more is open than the budget. */
export const sumAgingAt: ReadStatement<{ companyId: bigint | null; byAccount: boolean | null; pos: bigint | null; seesAll: boolean | null; scope: readonly bigint[]; budget: bigint | null; dueBefore: string | null; asOf: string | null }, { currency: string; items: bigint; partial: boolean; current: bigint; days1to30: bigint; days31to60: bigint; days61to90: bigint; over90: bigint }> = {
  name: 'billing.sum_aging_at',
  kind: 'read',
  lockClass: 'insert',
  sequence: 2,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'byAccount', type: 'boolean', array: false },
    { name: 'pos', type: 'bigint', array: false },
    { name: 'seesAll', type: 'boolean', array: false },
    { name: 'scope', type: 'bigint', array: true },
    { name: 'budget', type: 'bigint', array: false },
    { name: 'dueBefore', type: 'date', array: false },
    { name: 'asOf', type: 'date', array: false },
  ],
  text: "with since as materialized (\n  -- Of a company, or of accounts: along the places behind, or along all that these accounts ever settled (`by_account`).\n  select p.account_id, p.from_type, p.from_id, p.invoice_id, p.amount\n  from platform.log_public g\n  cross join lateral (\n    select p.* from billing.application p where p.company_id = $1::bigint and p.batch = g.batch offset 0\n  ) p\n  where not $2::boolean and g.company_id = $1::bigint and g.pos > $3::bigint\n    and ($4::boolean or p.account_id = any($5::bigint[]))\n  union all\n  select p.account_id, p.from_type, p.from_id, p.invoice_id, p.amount\n  from (select distinct w.id from unnest($5::bigint[]) as w(id)) s\n  join billing.application p on p.company_id = $1::bigint and p.account_id = s.id\n  join platform.log_public g on g.company_id = $1::bigint and g.batch = p.batch and g.pos > $3::bigint\n  where $2::boolean\n), moved as materialized (\n  select m.account_id, m.invoice_id, sum(m.amount)::bigint as amount from (\n    select s.account_id, s.invoice_id, s.amount from since s\n    union all\n    select s.account_id, s.from_id, -s.amount from since s where s.from_type = 'credit_memo'\n  ) m group by m.account_id, m.invoice_id\n), looked as (\n  -- What is open now, at most `budget` of it, whose last one `ends`, and what was settled since.\n  select i.*, row_number() over (order by i.due_on, i.invoice_id) = $6::bigint as ends from (\n    (select i.* from billing.open_item i\n      where $4::boolean and i.company_id = $1::bigint and i.open <> 0\n        and i.due_on < coalesce($7::date, 'infinity')\n      order by i.due_on nulls first, i.invoice_id limit $6::bigint)\n    union all\n    (select i.* from (select distinct w.id from unnest($5::bigint[]) as w(id)) s cross join lateral (\n        select i.* from billing.open_item i\n        where i.company_id = $1::bigint and i.account_id = s.id and i.open <> 0\n          and i.due_on < coalesce($7::date, 'infinity')\n        order by i.due_on, i.invoice_id limit $6::bigint\n      ) i\n      where not $4::boolean order by i.due_on, i.invoice_id limit $6::bigint)\n  ) i\n  union all\n  select i.*, false from moved m\n  join billing.open_item i on i.company_id = $1::bigint and i.account_id = m.account_id and i.invoice_id = m.invoice_id\n  where i.open = 0\n    and i.due_on < coalesce($7::date, 'infinity')\n), stood as (\n  select i.*, v.kind, v.issued_on, v.series, i.open + coalesce(m.amount, 0) as open_then,\n    i.open + coalesce(m.amount, 0) <> 0 and g.pos <= $3::bigint as matches\n  from looked i\n  left join moved m on m.account_id = i.account_id and m.invoice_id = i.invoice_id\n  join billing.invoice v on v.company_id = $1::bigint and v.id = i.invoice_id\n  join platform.log_public g on g.company_id = $1::bigint and g.batch = v.batch\n)\nselect i.currency, count(*) filter (where i.matches) as items, bool_or(i.ends) as partial,\n  coalesce(sum(i.open_then) filter (where i.matches and i.due_on >= $8::date), 0)::bigint as current,\n  coalesce(sum(i.open_then) filter (where i.matches and $8::date - i.due_on between 1 and 30), 0)::bigint as days1to30,\n  coalesce(sum(i.open_then) filter (where i.matches and $8::date - i.due_on between 31 and 60), 0)::bigint as days31to60,\n  coalesce(sum(i.open_then) filter (where i.matches and $8::date - i.due_on between 61 and 90), 0)::bigint as days61to90,\n  coalesce(sum(i.open_then) filter (where i.matches and $8::date - i.due_on > 90), 0)::bigint as over90\nfrom stood i\ngroup by i.currency order by i.currency",
}
