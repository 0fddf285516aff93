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

export const insertEntry: WriteStatement<{ companyId: bigint | null; id: bigint | null; batch: bigint | null; event: string | null; postedOn: string | null; sourceType: string | null; sourceId: bigint | null; causeId: bigint | null; currency: string | null; rateE10: bigint | null }, never> = {
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
  ],
  text: "insert into ledger.entry (company_id, id, batch, event, posted_on, source_type, source_id, cause_id, currency, rate_e10)\nselect r.* from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as id, unnest($3::bigint[]) as batch, unnest($4::text[]) as event, unnest($5::date[]) as posted_on, unnest($6::text[]) as source_type, unnest($7::bigint[]) as source_id, unnest($8::bigint[]) as cause_id, unnest($9::text[]) as currency, unnest($10::bigint[]) as rate_e10) as r",
}

export const insertPosting: WriteStatement<{ companyId: bigint | null; entryId: bigint | null; ordinal: number | null; debitAccount: bigint | null; creditAccount: bigint | null; amount: bigint | null; functionalAmount: bigint | null; kind: string | null; lineId: bigint | null; ruleId: bigint | null }, never> = {
  name: 'ledger.insert_posting',
  kind: 'write',
  lockClass: 'insert',
  sequence: 3,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'entryId', type: 'bigint', array: true },
    { name: 'ordinal', type: 'integer', array: true },
    { name: 'debitAccount', type: 'bigint', array: true },
    { name: 'creditAccount', type: 'bigint', array: true },
    { name: 'amount', type: 'bigint', array: true },
    { name: 'functionalAmount', type: 'bigint', array: true },
    { name: 'kind', type: 'text', array: true },
    { name: 'lineId', type: 'bigint', array: true },
    { name: 'ruleId', type: 'bigint', array: true },
  ],
  text: "insert into ledger.posting (company_id, entry_id, ordinal, debit_account, credit_account, amount, functional_amount, kind, line_id, rule_id)\nselect r.* from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as entry_id, unnest($3::integer[]) as ordinal, unnest($4::bigint[]) as debit_account, unnest($5::bigint[]) as credit_account, unnest($6::bigint[]) as amount, unnest($7::bigint[]) as functional_amount, unnest($8::text[]) as kind, unnest($9::bigint[]) as line_id, unnest($10::bigint[]) as rule_id) as r",
}

export const insertBalanceDelta: WriteStatement<{ companyId: bigint | null; batch: bigint | null; accountId: bigint | null; period: string | null; debit: bigint | null; credit: bigint | null }, never> = {
  name: 'ledger.insert_balance_delta',
  kind: 'write',
  lockClass: 'insert',
  sequence: 4,
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
