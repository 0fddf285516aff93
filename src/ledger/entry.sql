-- name: read_ledger_accounts :read
select company_id, id, code from ledger.account where company_id = any(:company_ids::bigint[])

-- name: read_posting_rules :read
select r.company_id, r.id, r.version, r.event, r.amount_kind, r.order_type, r.item_class, r.condition, d.code as debit, c.code as credit
from ledger.posting_rule r
join ledger.account d on d.company_id = r.company_id and d.id = r.debit_account
join ledger.account c on c.company_id = r.company_id and c.id = r.credit_account
where r.company_id = any(:company_ids::bigint[]) and r.active

-- name: insert_entry :write insert
-- An entry with its postings, one element of each array a posting. Arrays that say nothing are null.
insert into ledger.entry (company_id, id, batch, event, posted_on, source_type, source_id, cause_id, currency, rate_e10, kinds,
  debit_accounts, credit_accounts, amounts, rule_ids, functional_amounts, line_ids)
select r.company_id, r.id, r.batch, r.event, r.posted_on, r.source_type, r.source_id, r.cause_id, r.currency, r.rate_e10, r.kinds,
  r.debit_accounts, r.credit_accounts, r.amounts, r.rule_ids, nullif(r.functional_amounts, '{}'), nullif(r.line_ids, '{}')
from :rows(company_id bigint, id bigint, batch bigint, event text, posted_on date, source_type text, source_id bigint,
  cause_id bigint, currency text, rate_e10 bigint, kinds text, debit_accounts bigint[], credit_accounts bigint[],
  amounts bigint[], rule_ids bigint[], functional_amounts bigint[], line_ids bigint[])

-- name: insert_balance_delta :write insert
insert into ledger.balance_delta (company_id, batch, part, account_id, period, debit, credit)
select r.company_id, r.batch, 0, r.account_id, r.period, r.debit, r.credit
from :rows(company_id bigint, batch bigint, account_id bigint, period text, debit bigint, credit bigint)
