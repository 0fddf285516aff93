// Written by `npm run generate` from read.sql; do not edit.
import type { ReadStatement } from '../platform/database/index.ts'

/** The last place of a company date, by halving: places have no gaps and their times never fall. */
export const findPosAt: ReadStatement<{ companyId: bigint | null; asOf: string | null; timeZone: string | null }, { pos: bigint }> = {
  name: 'ledger.find_pos_at',
  kind: 'read',
  lockClass: 'insert',
  sequence: 0,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'asOf', type: 'date', array: false },
    { name: 'timeZone', type: 'text', array: false },
  ],
  text: "with recursive halved as (\n  select 0::bigint as low, h.pos as high from platform.head_public h where h.company_id = $1::bigint\n  union all\n  select case when g.at < (($2::date + 1)::timestamp at time zone $3::text) then m.middle else s.low end,\n    case when g.at < (($2::date + 1)::timestamp at time zone $3::text) then s.high else m.middle - 1 end\n  from halved s\n  cross join lateral (select (s.low + s.high + 1) / 2 as middle) m\n  join platform.log_public g on g.company_id = $1::bigint and g.pos = m.middle\n  where s.low < s.high\n)\nselect max(s.low) as pos from halved s where s.low = s.high",
}

export const readPlace: ReadStatement<{ pos: bigint | null; companyId: bigint | null }, { pos: bigint; at: Date | null }> = {
  name: 'ledger.read_place',
  kind: 'read',
  lockClass: 'insert',
  sequence: 1,
  params: [
    { name: 'pos', type: 'bigint', array: false },
    { name: 'companyId', type: 'bigint', array: false },
  ],
  text: "select least(h.pos, coalesce($1::bigint, h.pos)) as pos, g.at\nfrom platform.head_public h\nleft join platform.log_public g on g.company_id = h.company_id and g.pos = least(h.pos, coalesce($1::bigint, h.pos))\nwhere h.company_id = $2::bigint",
}

/** Where the wide folds and then the others end that a balance as of a place is made of: folds never change, so this may be asked before. */
export const findFolds: ReadStatement<{ companyId: bigint | null; pos: bigint | null }, { wide: bigint; folded: bigint }> = {
  name: 'ledger.find_folds',
  kind: 'read',
  lockClass: 'insert',
  sequence: 2,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'pos', type: 'bigint', array: false },
  ],
  text: "select coalesce((select f.pos from ledger.balance_fold f\n    where f.company_id = $1::bigint and f.level = 2 and f.after_pos < $2::bigint and f.pos <= $2::bigint\n    order by f.after_pos desc limit 1), 0)::bigint as wide,\n  coalesce((select f.pos from ledger.balance_fold f\n    where f.company_id = $1::bigint and f.level = 1 and f.after_pos < $2::bigint and f.pos <= $2::bigint\n    order by f.after_pos desc limit 1), 0)::bigint as folded",
}

/** Balances as of a place: the folds up to it and the deltas of the batches behind them; before a period and in it. Without a period all of it is movement and nothing is opening. */
export const sumBalances: ReadStatement<{ companyId: bigint | null; wide: bigint | null; folded: bigint | null; pos: bigint | null; period: string | null }, { id: bigint; code: string; name: string; type: string; control: string | null; opening: bigint; debit: bigint; credit: bigint }> = {
  name: 'ledger.sum_balances',
  kind: 'read',
  lockClass: 'insert',
  sequence: 3,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'wide', type: 'bigint', array: false },
    { name: 'folded', type: 'bigint', array: false },
    { name: 'pos', type: 'bigint', array: false },
    { name: 'period', type: 'text', array: false },
  ],
  text: "with moved as (\n  select u.account_id, u.period, u.debit, u.credit\n  from ledger.balance_fold f\n  cross join lateral unnest(f.account_ids, f.periods, f.debits, f.credits) as u(account_id, period, debit, credit)\n  where f.company_id = $1::bigint and ((f.level = 2 and f.after_pos < $2::bigint)\n    or (f.level = 1 and f.after_pos >= $2::bigint and f.after_pos < $3::bigint))\n  union all\n  select d.account_id, d.period, d.debit, d.credit\n  from platform.log_public g\n  join ledger.balance_delta d on d.company_id = $1::bigint and d.batch = g.batch\n  where g.company_id = $1::bigint and g.pos > $3::bigint and g.pos <= $4::bigint\n)\nselect a.id, a.code, a.name, a.type, a.control,\n  coalesce(s.opening, 0)::bigint as opening, coalesce(s.debit, 0)::bigint as debit, coalesce(s.credit, 0)::bigint as credit\nfrom ledger.account a\nleft join (\n  select m.account_id,\n    sum(m.debit - m.credit) filter (where m.period < coalesce($5::text, m.period)) as opening,\n    sum(m.debit) filter (where m.period >= coalesce($5::text, m.period)) as debit,\n    sum(m.credit) filter (where m.period >= coalesce($5::text, m.period)) as credit\n  from moved m\n  where $5::text is null or m.period <= $5::text\n  group by m.account_id\n) s on s.account_id = a.id\nwhere a.company_id = $1::bigint\norder by a.code",
}

/** Entries, newest first, along the primary key; at most `budget` of them are looked at. */
export const listEntries: ReadStatement<{ companyId: bigint | null; after: bigint | null; budget: bigint | null; event: string | null; postedFrom: string | null; postedTo: string | null; accountId: bigint | null; fetch: bigint | null }, { id: bigint; pos: bigint | null; at: Date | null; event: string; posted_on: string; source_type: string; source_id: bigint; cause_id: bigint | null; currency: string }> = {
  name: 'ledger.list_entries',
  kind: 'read',
  lockClass: 'insert',
  sequence: 4,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'after', type: 'bigint', array: false },
    { name: 'budget', type: 'bigint', array: false },
    { name: 'event', type: 'text', array: false },
    { name: 'postedFrom', type: 'date', array: false },
    { name: 'postedTo', type: 'date', array: false },
    { name: 'accountId', type: 'bigint', array: false },
    { name: 'fetch', type: 'bigint', array: false },
  ],
  text: "select e.id, g.pos, g.at, e.event, e.posted_on, e.source_type, e.source_id, e.cause_id, e.currency\nfrom (\n  select e.* from (\n    select e.* from ledger.entry e\n    where e.company_id = $1::bigint and e.id < coalesce($2::bigint, 9223372036854775807)\n    order by e.id desc limit $3::bigint\n  ) e\n  where ($4::text is null or e.event = $4::text)\n    and ($5::date is null or e.posted_on >= $5::date)\n    and ($6::date is null or e.posted_on <= $6::date)\n    and ($7::bigint is null or $7::bigint = any(e.debit_accounts) or $7::bigint = any(e.credit_accounts))\n  limit $8::bigint\n) e\nleft join platform.log_public g on g.company_id = $1::bigint and g.batch = e.batch\norder by e.id desc",
}

/** Entries with one cause, newest first, along entry_cause. */
export const listEntriesOf: ReadStatement<{ companyId: bigint | null; causeId: bigint | null; after: bigint | null; event: string | null; postedFrom: string | null; postedTo: string | null; accountId: bigint | null; fetch: bigint | null }, { id: bigint; pos: bigint | null; at: Date | null; event: string; posted_on: string; source_type: string; source_id: bigint; cause_id: bigint | null; currency: string }> = {
  name: 'ledger.list_entries_of',
  kind: 'read',
  lockClass: 'insert',
  sequence: 5,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'causeId', type: 'bigint', array: false },
    { name: 'after', type: 'bigint', array: false },
    { name: 'event', type: 'text', array: false },
    { name: 'postedFrom', type: 'date', array: false },
    { name: 'postedTo', type: 'date', array: false },
    { name: 'accountId', type: 'bigint', array: false },
    { name: 'fetch', type: 'bigint', array: false },
  ],
  text: "select e.id, g.pos, g.at, e.event, e.posted_on, e.source_type, e.source_id, e.cause_id, e.currency\nfrom ledger.entry e\nleft join platform.log_public g on g.company_id = $1::bigint and g.batch = e.batch\nwhere e.company_id = $1::bigint and e.cause_id = $2::bigint\n  and e.id < coalesce($3::bigint, 9223372036854775807)\n  and ($4::text is null or e.event = $4::text)\n  and ($5::date is null or e.posted_on >= $5::date)\n  and ($6::date is null or e.posted_on <= $6::date)\n  and ($7::bigint is null or $7::bigint = any(e.debit_accounts) or $7::bigint = any(e.credit_accounts))\norder by e.id desc limit $8::bigint",
}

export const findEntryBudgetEnd: ReadStatement<{ companyId: bigint | null; after: bigint | null; budget: bigint | null }, { id: bigint }> = {
  name: 'ledger.find_entry_budget_end',
  kind: 'read',
  lockClass: 'insert',
  sequence: 6,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'after', type: 'bigint', array: false },
    { name: 'budget', type: 'bigint', array: false },
  ],
  text: "select e.id from ledger.entry e\nwhere e.company_id = $1::bigint and e.id < coalesce($2::bigint, 9223372036854775807)\norder by e.id desc offset $3::bigint - 1 limit 1",
}

export const readPostings: ReadStatement<{ companyId: bigint | null; entryIds: readonly bigint[] }, { entry_id: bigint; ordinal: number; amount: bigint; functional_amount: bigint; kind: string; line_id: bigint | null; rule_id: bigint | null; debit_code: string; debit_name: string; credit_code: string; credit_name: string }> = {
  name: 'ledger.read_postings',
  kind: 'read',
  lockClass: 'insert',
  sequence: 7,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'entryIds', type: 'bigint', array: true },
  ],
  text: "select p.entry_id, p.ordinal, p.amount, p.functional_amount, p.kind, p.line_id, p.rule_id,\n  d.code as debit_code, d.name as debit_name, c.code as credit_code, c.name as credit_name\nfrom ledger.posting_public p\njoin ledger.account d on d.company_id = $1::bigint and d.id = p.debit_account\njoin ledger.account c on c.company_id = $1::bigint and c.id = p.credit_account\nwhere p.company_id = $1::bigint and p.entry_id = any($2::bigint[])\norder by p.entry_id desc, p.ordinal",
}

export const findAccount: ReadStatement<{ companyId: bigint | null; code: string | null }, { id: bigint; code: string; name: string; type: string; control: string | null }> = {
  name: 'ledger.find_account',
  kind: 'read',
  lockClass: 'insert',
  sequence: 8,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'code', type: 'text', array: false },
  ],
  text: "select a.id, a.code, a.name, a.type, a.control from ledger.account a\nwhere a.company_id = $1::bigint and a.code = $2::text",
}

/** Every event has rules, or nothing could have been posted for it. */
export const findFilters: ReadStatement<{ companyId: bigint | null; account: string | null; event: string | null }, { account_id: bigint | null; event_known: boolean }> = {
  name: 'ledger.find_filters',
  kind: 'read',
  lockClass: 'insert',
  sequence: 9,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'account', type: 'text', array: false },
    { name: 'event', type: 'text', array: false },
  ],
  text: "select (select a.id from ledger.account a where a.company_id = $1::bigint and a.code = $2::text) as account_id,\n  exists (select 1 from ledger.posting_rule r where r.company_id = $1::bigint and r.event = $3::text) as event_known",
}

/** What moved an account, newest first, along the primary key of entries; at most `budget` postings are looked at. */
export const listAccountPostings: ReadStatement<{ accountId: bigint | null; companyId: bigint | null; afterEntry: bigint | null; afterOrdinal: number | null; budget: bigint | null; fetch: bigint | null }, { entry_id: bigint; ordinal: number; side: string; amount: bigint; functional_amount: bigint; kind: string; line_id: bigint | null; rule_id: bigint | null; event: string; posted_on: string; source_type: string; source_id: bigint; cause_id: bigint | null; currency: string; code: string; name: string }> = {
  name: 'ledger.list_account_postings',
  kind: 'read',
  lockClass: 'insert',
  sequence: 10,
  params: [
    { name: 'accountId', type: 'bigint', array: false },
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'afterEntry', type: 'bigint', array: false },
    { name: 'afterOrdinal', type: 'integer', array: false },
    { name: 'budget', type: 'bigint', array: false },
    { name: 'fetch', type: 'bigint', array: false },
  ],
  text: "select p.entry_id, p.ordinal, p.side, p.amount, p.functional_amount, p.kind, p.line_id, p.rule_id,\n  e.event, e.posted_on, e.source_type, e.source_id, e.cause_id, e.currency, a.code, a.name\nfrom (\n  select p.*, case when p.debit_account = $1::bigint then 'debit' else 'credit' end as side,\n    case when p.debit_account = $1::bigint then p.credit_account else p.debit_account end as against\n  from (\n    select p.* from ledger.posting_public p\n    where p.company_id = $2::bigint\n      and p.entry_id <= coalesce($3::bigint, 9223372036854775807)\n      and (p.entry_id, p.ordinal)\n        < (coalesce($3::bigint, 9223372036854775807), coalesce($4::integer, 0))\n    order by p.entry_id desc, p.ordinal desc limit $5::bigint\n  ) p\n  where p.debit_account = $1::bigint or p.credit_account = $1::bigint\n  limit $6::bigint\n) p\njoin ledger.entry e on e.company_id = $2::bigint and e.id = p.entry_id\njoin ledger.account a on a.company_id = $2::bigint and a.id = p.against\norder by p.entry_id desc, p.ordinal desc",
}

export const findPostingBudgetEnd: ReadStatement<{ companyId: bigint | null; afterEntry: bigint | null; afterOrdinal: number | null; budget: bigint | null }, { entry_id: bigint; ordinal: number }> = {
  name: 'ledger.find_posting_budget_end',
  kind: 'read',
  lockClass: 'insert',
  sequence: 11,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'afterEntry', type: 'bigint', array: false },
    { name: 'afterOrdinal', type: 'integer', array: false },
    { name: 'budget', type: 'bigint', array: false },
  ],
  text: "select p.entry_id, p.ordinal from ledger.posting_public p\nwhere p.company_id = $1::bigint\n  and p.entry_id <= coalesce($2::bigint, 9223372036854775807)\n  and (p.entry_id, p.ordinal)\n    < (coalesce($2::bigint, 9223372036854775807), coalesce($3::integer, 0))\norder by p.entry_id desc, p.ordinal desc offset $4::bigint - 1 limit 1",
}
