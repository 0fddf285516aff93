// Written by `npm run generate` from setup.sql; do not edit.
import type { ReadStatement, WriteStatement } from '../platform/database/index.ts'

export const accountsOfCompanies: ReadStatement<{ companyIds: readonly bigint[] }, { company_id: bigint; id: bigint; code: string; name: string; type: string; control: string | null }> = {
  name: 'ledger.accounts_of_companies',
  kind: 'read',
  lockClass: 'insert',
  sequence: 0,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
  ],
  text: "select a.company_id, a.id, a.code, a.name, a.type, a.control from ledger.account a\nwhere a.company_id = any($1::bigint[])",
}

/** Of accounts, those that something was posted to. Without an index: asked only when a control is to change. */
export const accountsWithEntries: ReadStatement<{ companyIds: readonly bigint[]; ids: readonly bigint[] }, { id: bigint }> = {
  name: 'ledger.accounts_with_entries',
  kind: 'read',
  lockClass: 'insert',
  sequence: 1,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'ids', type: 'bigint', array: true },
  ],
  text: "select w.id from unnest($1::bigint[], $2::bigint[]) as w(company_id, id)\nwhere exists (select 1 from ledger.balance_delta d where d.company_id = w.company_id and d.account_id = w.id)",
}

export const saveLedgerAccounts: WriteStatement<{ companyId: bigint | null; id: bigint | null; code: string | null; name: string | null; type: string | null; control: string | null }, never> = {
  name: 'ledger.save_ledger_accounts',
  kind: 'write',
  lockClass: 'insert',
  sequence: 2,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'id', type: 'bigint', array: true },
    { name: 'code', type: 'text', array: true },
    { name: 'name', type: 'text', array: true },
    { name: 'type', type: 'text', array: true },
    { name: 'control', type: 'text', array: true },
  ],
  text: "insert into ledger.account as a (company_id, id, code, name, type, control)\nselect r.* from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as id, unnest($3::text[]) as code, unnest($4::text[]) as name, unnest($5::text[]) as type, unnest($6::text[]) as control) as r\norder by r.company_id, r.code\non conflict (company_id, code) do update set name = excluded.name, control = excluded.control",
}

export const rulesOfCompanies: ReadStatement<{ companyIds: readonly bigint[] }, { company_id: bigint; id: bigint; event: string; amount_kind: string; order_type: string | null; item_class: string | null; condition: string | null; debit_account: bigint; credit_account: bigint; version: number; active: boolean }> = {
  name: 'ledger.rules_of_companies',
  kind: 'read',
  lockClass: 'insert',
  sequence: 3,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
  ],
  text: "select r.company_id, r.id, r.event, r.amount_kind, r.order_type, r.item_class, r.condition, r.debit_account, r.credit_account,\n  r.version, r.active\nfrom ledger.posting_rule r where r.company_id = any($1::bigint[])",
}

export const savePostingRules: WriteStatement<{ companyId: bigint | null; id: bigint | null; event: string | null; amountKind: string | null; orderType: string | null; itemClass: string | null; condition: string | null; debitAccount: bigint | null; creditAccount: bigint | null; version: number | null; active: boolean | null }, never> = {
  name: 'ledger.save_posting_rules',
  kind: 'write',
  lockClass: 'insert',
  sequence: 4,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'id', type: 'bigint', array: true },
    { name: 'event', type: 'text', array: true },
    { name: 'amountKind', type: 'text', array: true },
    { name: 'orderType', type: 'text', array: true },
    { name: 'itemClass', type: 'text', array: true },
    { name: 'condition', type: 'text', array: true },
    { name: 'debitAccount', type: 'bigint', array: true },
    { name: 'creditAccount', type: 'bigint', array: true },
    { name: 'version', type: 'integer', array: true },
    { name: 'active', type: 'boolean', array: true },
  ],
  text: "insert into ledger.posting_rule as p (company_id, id, event, amount_kind, order_type, item_class, condition, debit_account,\n  credit_account, version, active)\nselect r.* from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as id, unnest($3::text[]) as event, unnest($4::text[]) as amount_kind, unnest($5::text[]) as order_type, unnest($6::text[]) as item_class, unnest($7::text[]) as condition, unnest($8::bigint[]) as debit_account, unnest($9::bigint[]) as credit_account, unnest($10::integer[]) as version, unnest($11::boolean[]) as active) as r\norder by r.company_id, r.id\non conflict (company_id, id) do update set debit_account = excluded.debit_account, credit_account = excluded.credit_account,\n  version = excluded.version, active = excluded.active",
}

export const periodsOfCompanies: ReadStatement<{ companyIds: readonly bigint[] }, { company_id: bigint; code: string; starts_on: string; ends_on: string }> = {
  name: 'ledger.periods_of_companies',
  kind: 'read',
  lockClass: 'insert',
  sequence: 5,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
  ],
  text: "select p.company_id, p.code, p.starts_on, p.ends_on from ledger.period p where p.company_id = any($1::bigint[])",
}

/** Do entries of periods stand on days that these would lose at their beginning, or at their end? Without an index: asked only when a period is to lose days. */
export const findEntriesOutside: ReadStatement<{ companyIds: readonly bigint[]; stoodFrom: readonly string[]; stoodTo: readonly string[]; startsOn: readonly string[]; endsOn: readonly string[] }, { ordinal: number; early: boolean; late: boolean }> = {
  name: 'ledger.find_entries_outside',
  kind: 'read',
  lockClass: 'insert',
  sequence: 6,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'stoodFrom', type: 'date', array: true },
    { name: 'stoodTo', type: 'date', array: true },
    { name: 'startsOn', type: 'date', array: true },
    { name: 'endsOn', type: 'date', array: true },
  ],
  text: "select w.ordinal::integer as ordinal,\n  exists (select 1 from ledger.entry e where e.company_id = w.company_id\n    and e.posted_on between w.stood_from and w.stood_to and e.posted_on < w.starts_on) as early,\n  exists (select 1 from ledger.entry e where e.company_id = w.company_id\n    and e.posted_on between w.stood_from and w.stood_to and e.posted_on > w.ends_on) as late\nfrom unnest($1::bigint[], $2::date[], $3::date[], $4::date[], $5::date[])\n  with ordinality as w(company_id, stood_from, stood_to, starts_on, ends_on, ordinal)",
}

export const savePeriods: WriteStatement<{ companyId: bigint | null; code: string | null; startsOn: string | null; endsOn: string | null }, never> = {
  name: 'ledger.save_periods',
  kind: 'write',
  lockClass: 'insert',
  sequence: 7,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'code', type: 'text', array: true },
    { name: 'startsOn', type: 'date', array: true },
    { name: 'endsOn', type: 'date', array: true },
  ],
  text: "insert into ledger.period as p (company_id, code, starts_on, ends_on)\nselect r.* from (select unnest($1::bigint[]) as company_id, unnest($2::text[]) as code, unnest($3::date[]) as starts_on, unnest($4::date[]) as ends_on) as r\norder by r.company_id, r.code\non conflict (company_id, code) do update set starts_on = excluded.starts_on, ends_on = excluded.ends_on",
}
