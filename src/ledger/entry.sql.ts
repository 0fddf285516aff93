// Written by `npm run generate` from entry.sql; do not edit.
import type { ReadStatement, WriteStatement } from '../platform/database/index.ts'

export const readLedgerAccounts: ReadStatement<{ companyIds: readonly bigint[] }, { company_id: bigint; id: bigint; code: string }> = {
  name: 'ledger.read_ledger_accounts',
  kind: 'read',
  lockClass: 'insert',
  sequence: 0,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
  ],
  text: "select company_id, id, code from ledger.account where company_id = any($1::bigint[])",
}

export const readPostingRules: ReadStatement<{ companyIds: readonly bigint[] }, { company_id: bigint; id: bigint; version: number; event: string; amount_kind: string; order_type: string | null; item_class: string | null; condition: string | null; debit: string; credit: string }> = {
  name: 'ledger.read_posting_rules',
  kind: 'read',
  lockClass: 'insert',
  sequence: 1,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
  ],
  text: "select r.company_id, r.id, r.version, r.event, r.amount_kind, r.order_type, r.item_class, r.condition, d.code as debit, c.code as credit\nfrom ledger.posting_rule r\njoin ledger.account d on d.company_id = r.company_id and d.id = r.debit_account\njoin ledger.account c on c.company_id = r.company_id and c.id = r.credit_account\nwhere r.company_id = any($1::bigint[]) and r.active",
}

/** An entry with its postings, one element of each array a posting. Arrays that say nothing are null. */
export const insertEntry: WriteStatement<{ companyId: bigint | null; id: bigint | null; batch: bigint | null; event: string | null; postedOn: string | null; sourceType: string | null; sourceId: bigint | null; causeId: bigint | null; currency: string | null; rateE10: bigint | null; kinds: string | null; debitAccounts: readonly (bigint | null)[] | null; creditAccounts: readonly (bigint | null)[] | null; amounts: readonly (bigint | null)[] | null; ruleIds: readonly (bigint | null)[] | null; functionalAmounts: readonly (bigint | null)[] | null; lineIds: readonly (bigint | null)[] | null }, never> = {
  name: 'ledger.insert_entry',
  kind: 'write',
  lockClass: 'insert',
  sequence: 2,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'id', type: 'bigint', array: true },
    { name: 'batch', type: 'bigint', array: true },
    { name: 'event', type: 'text', array: true },
    { name: 'postedOn', type: 'date', array: true },
    { name: 'sourceType', type: 'text', array: true },
    { name: 'sourceId', type: 'bigint', array: true },
    { name: 'causeId', type: 'bigint', array: true },
    { name: 'currency', type: 'text', array: true },
    { name: 'rateE10', type: 'bigint', array: true },
    { name: 'kinds', type: 'text', array: true },
    { name: 'debitAccounts', type: 'bigint', array: true, list: true },
    { name: 'creditAccounts', type: 'bigint', array: true, list: true },
    { name: 'amounts', type: 'bigint', array: true, list: true },
    { name: 'ruleIds', type: 'bigint', array: true, list: true },
    { name: 'functionalAmounts', type: 'bigint', array: true, list: true },
    { name: 'lineIds', type: 'bigint', array: true, list: true },
  ],
  text: "insert into ledger.entry (company_id, id, batch, event, posted_on, source_type, source_id, cause_id, currency, rate_e10, kinds,\n  debit_accounts, credit_accounts, amounts, rule_ids, functional_amounts, line_ids)\nselect r.company_id, r.id, r.batch, r.event, r.posted_on, r.source_type, r.source_id, r.cause_id, r.currency, r.rate_e10, r.kinds,\n  r.debit_accounts, r.credit_accounts, r.amounts, r.rule_ids, nullif(r.functional_amounts, '{}'), nullif(r.line_ids, '{}')\nfrom (select u.company_id, u.id, u.batch, u.event, u.posted_on, u.source_type, u.source_id, u.cause_id, u.currency, u.rate_e10, u.kinds, ($12::bigint[])[coalesce(($13::integer[])[u.place - 1], 0) + 1 : ($13::integer[])[u.place]] as debit_accounts, ($14::bigint[])[coalesce(($15::integer[])[u.place - 1], 0) + 1 : ($15::integer[])[u.place]] as credit_accounts, ($16::bigint[])[coalesce(($17::integer[])[u.place - 1], 0) + 1 : ($17::integer[])[u.place]] as amounts, ($18::bigint[])[coalesce(($19::integer[])[u.place - 1], 0) + 1 : ($19::integer[])[u.place]] as rule_ids, ($20::bigint[])[coalesce(($21::integer[])[u.place - 1], 0) + 1 : ($21::integer[])[u.place]] as functional_amounts, ($22::bigint[])[coalesce(($23::integer[])[u.place - 1], 0) + 1 : ($23::integer[])[u.place]] as line_ids from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as id, unnest($3::bigint[]) as batch, unnest($4::text[]) as event, unnest($5::date[]) as posted_on, unnest($6::text[]) as source_type, unnest($7::bigint[]) as source_id, unnest($8::bigint[]) as cause_id, unnest($9::text[]) as currency, unnest($10::bigint[]) as rate_e10, unnest($11::text[]) as kinds, generate_subscripts($1::bigint[], 1) as place) as u) as r",
}

export const insertBalanceDelta: WriteStatement<{ companyId: bigint | null; batch: bigint | null; accountId: bigint | null; period: string | null; debit: bigint | null; credit: bigint | null }, never> = {
  name: 'ledger.insert_balance_delta',
  kind: 'write',
  lockClass: 'insert',
  sequence: 3,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'batch', type: 'bigint', array: true },
    { name: 'accountId', type: 'bigint', array: true },
    { name: 'period', type: 'text', array: true },
    { name: 'debit', type: 'bigint', array: true },
    { name: 'credit', type: 'bigint', array: true },
  ],
  text: "insert into ledger.balance_delta (company_id, batch, part, account_id, period, debit, credit)\nselect r.company_id, r.batch, 0, r.account_id, r.period, r.debit, r.credit\nfrom (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as batch, unnest($3::bigint[]) as account_id, unnest($4::text[]) as period, unnest($5::bigint[]) as debit, unnest($6::bigint[]) as credit) as r",
}
