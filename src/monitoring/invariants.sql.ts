// Written by `npm run generate` from invariants.sql; do not edit.
import type { ReadStatement } from '../platform/database/index.ts'

/** Every batch of a company debits as much as it credits. */
export const lawBatchesBalance: ReadStatement<{ companyId: bigint | null; most: bigint | null }, { company_id: bigint; what: string; expected: string; actual: string }> = {
  name: 'monitoring.law_batches_balance',
  kind: 'read',
  lockClass: 'insert',
  sequence: 0,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'most', type: 'bigint', array: false },
  ],
  text: "select d.company_id, 'batch ' || d.batch as what, sum(d.debit)::text as expected, sum(d.credit)::text as actual\nfrom ledger.balance_delta d\nwhere ($1::bigint is null or d.company_id = $1::bigint)\ngroup by d.company_id, d.batch having sum(d.debit) <> sum(d.credit)\norder by 1, 2 limit $2::bigint",
}

/** What a batch did to an account in a period is the sum of its postings. */
export const lawDeltasArePostings: ReadStatement<{ companyId: bigint | null; most: bigint | null }, { company_id: bigint | null; what: string | null; expected: string; actual: string }> = {
  name: 'monitoring.law_deltas_are_postings',
  kind: 'read',
  lockClass: 'insert',
  sequence: 1,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'most', type: 'bigint', array: false },
  ],
  text: "select coalesce(p.company_id, d.company_id) as company_id,\n  'batch ' || coalesce(p.batch, d.batch) || ' account ' || coalesce(p.account_id, d.account_id) || ' period ' || coalesce(p.period, d.period) as what,\n  coalesce(p.debit, 0) || ' / ' || coalesce(p.credit, 0) as expected,\n  coalesce(d.debit, 0) || ' / ' || coalesce(d.credit, 0) as actual\nfrom (\n  select e.company_id, e.batch, s.account_id, to_char(e.posted_on, 'YYYY-MM') as period, sum(s.debit) as debit, sum(s.credit) as credit\n  from ledger.entry e\n  cross join lateral unnest(e.debit_accounts, e.credit_accounts, coalesce(e.functional_amounts, e.amounts))\n    as p(debit_account, credit_account, amount)\n  cross join lateral (values (p.debit_account, p.amount, 0::bigint), (p.credit_account, 0::bigint, p.amount))\n    as s(account_id, debit, credit)\n  where ($1::bigint is null or e.company_id = $1::bigint)\n  group by 1, 2, 3, 4\n) p\nfull join (\n  select d.company_id, d.batch, d.account_id, d.period, sum(d.debit) as debit, sum(d.credit) as credit\n  from ledger.balance_delta d\n  where ($1::bigint is null or d.company_id = $1::bigint)\n  group by 1, 2, 3, 4\n) d on d.company_id = p.company_id and d.batch = p.batch and d.account_id = p.account_id and d.period = p.period\n-- An account that was debited and credited the same amount may net to nothing, but is never left out.\nwhere (p.debit, p.credit) is distinct from (d.debit, d.credit)\norder by 1, 2 limit $2::bigint",
}

/** A folded balance is the sum of the deltas of its places, and folds follow one another. Which fold a place lies in is found by one walk through places and folds together: a join by range would look at every pair. */
export const lawFoldsAreDeltas: ReadStatement<{ companyId: bigint | null; most: bigint | null }, { company_id: bigint | null; what: string | null; expected: string; actual: string }> = {
  name: 'monitoring.law_folds_are_deltas',
  kind: 'read',
  lockClass: 'insert',
  sequence: 2,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'most', type: 'bigint', array: false },
  ],
  text: "select x.company_id, x.what, x.expected, x.actual from (\n  select coalesce(f.company_id, d.company_id) as company_id,\n    'fold ' || coalesce(f.level, d.level) || ' behind ' || coalesce(f.after_pos, d.after_pos) || ' account '\n      || coalesce(f.account_id, d.account_id) || ' period ' || coalesce(f.period, d.period) as what,\n    coalesce(d.debit, 0) || ' / ' || coalesce(d.credit, 0) as expected,\n    coalesce(f.debit, 0) || ' / ' || coalesce(f.credit, 0) as actual\n  from (\n    select f.company_id, f.level, f.after_pos, u.account_id, u.period, sum(u.debit) as debit, sum(u.credit) as credit\n    from ledger.balance_fold f\n    cross join lateral unnest(f.account_ids, f.periods, f.debits, f.credits) as u(account_id, period, debit, credit)\n    where ($1::bigint is null or f.company_id = $1::bigint)\n    group by 1, 2, 3, 4, 5\n  ) f\n  full join (\n    select g.company_id, g.level, g.after_pos, d.account_id, d.period, sum(d.debit) as debit, sum(d.credit) as credit\n    from (\n      select w.company_id, w.level, w.pos, w.batch, max(w.after_pos) over walk as after_pos, max(w.upto) over walk as upto\n      from (\n        select f.company_id, f.level, f.after_pos as pos, null::bigint as batch, f.after_pos, f.pos as upto\n        from ledger.balance_fold f\n        where ($1::bigint is null or f.company_id = $1::bigint)\n        union all\n        select g.company_id, l.level, g.pos, g.batch, null, null\n        from platform.company_log g cross join (values (1::smallint), (2)) as l(level)\n        where ($1::bigint is null or g.company_id = $1::bigint)\n      ) w\n      -- A fold begins behind its first place: the place itself comes before it.\n      window walk as (partition by w.company_id, w.level order by w.pos, w.batch rows unbounded preceding)\n    ) g\n    join ledger.balance_delta d on d.company_id = g.company_id and d.batch = g.batch\n    where g.pos <= g.upto\n    group by 1, 2, 3, 4, 5\n  ) d on d.company_id = f.company_id and d.level = f.level and d.after_pos = f.after_pos and d.account_id = f.account_id\n    and d.period = f.period\n  where (f.debit, f.credit) is distinct from (d.debit, d.credit)\n  union all\n  select c.company_id, 'fold ' || c.level || ' behind ' || c.after_pos, c.before::text, c.after_pos::text\n  from (\n    select f.company_id, f.level, f.after_pos, lag(f.pos, 1, 0::bigint) over (partition by f.company_id, f.level order by f.after_pos) as before\n    from ledger.balance_fold f\n    where ($1::bigint is null or f.company_id = $1::bigint)\n  ) c\n  where c.after_pos <> c.before\n) x\norder by 1, 2 limit $2::bigint",
}

/** The receivable accounts hold what the open items hold. */
export const lawReceivableControl: ReadStatement<{ companyId: bigint | null; most: bigint | null }, { company_id: bigint; what: string; expected: string; actual: string }> = {
  name: 'monitoring.law_receivable_control',
  kind: 'read',
  lockClass: 'insert',
  sequence: 3,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'most', type: 'bigint', array: false },
  ],
  text: "select c.company_id, 'receivable control' as what, coalesce(i.amount, 0)::text as expected, coalesce(b.amount, 0)::text as actual\nfrom organization.company c\nleft join (select company_id, sum(functional_open) as amount from billing.open_item group by 1) i on i.company_id = c.company_id\nleft join (select d.company_id, sum(d.debit - d.credit) as amount from ledger.balance_delta d\n  join ledger.account a on a.company_id = d.company_id and a.id = d.account_id and a.control = 'receivable' group by 1) b\n  on b.company_id = c.company_id\nwhere ($1::bigint is null or c.company_id = $1::bigint) and coalesce(i.amount, 0) <> coalesce(b.amount, 0)\norder by 1 limit $2::bigint",
}

/** The inventory accounts hold the value of the cost pools. */
export const lawInventoryControl: ReadStatement<{ companyId: bigint | null; most: bigint | null }, { company_id: bigint; what: string; expected: string; actual: string }> = {
  name: 'monitoring.law_inventory_control',
  kind: 'read',
  lockClass: 'insert',
  sequence: 4,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'most', type: 'bigint', array: false },
  ],
  text: "select c.company_id, 'inventory control' as what, coalesce(i.amount, 0)::text as expected, coalesce(b.amount, 0)::text as actual\nfrom organization.company c\nleft join (select company_id, sum(value) as amount from inventory.cost_pool group by 1) i on i.company_id = c.company_id\nleft join (select d.company_id, sum(d.debit - d.credit) as amount from ledger.balance_delta d\n  join ledger.account a on a.company_id = d.company_id and a.id = d.account_id and a.control = 'inventory' group by 1) b\n  on b.company_id = c.company_id\nwhere ($1::bigint is null or c.company_id = $1::bigint) and coalesce(i.amount, 0) <> coalesce(b.amount, 0)\norder by 1 limit $2::bigint",
}

/** The accounts of unapplied receipts and of deposits hold what of the receipts is not used yet. */
export const lawReceiptsControl: ReadStatement<{ companyId: bigint | null; most: bigint | null }, { company_id: bigint; what: string; expected: string; actual: string }> = {
  name: 'monitoring.law_receipts_control',
  kind: 'read',
  lockClass: 'insert',
  sequence: 5,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'most', type: 'bigint', array: false },
  ],
  text: "select w.company_id, w.control || ' control' as what, coalesce(i.amount, 0)::text as expected, coalesce(b.amount, 0)::text as actual\nfrom (select c.company_id, k.control, k.kind from organization.company c\n  cross join (values ('unapplied', 'unapplied'), ('deposits', 'deposit')) as k(control, kind)\n  where ($1::bigint is null or c.company_id = $1::bigint)) w\nleft join (select company_id, kind, sum(functional_amount) as amount from billing.unapplied group by 1, 2) i\n  on i.company_id = w.company_id and i.kind = w.kind\nleft join (select d.company_id, a.control, sum(d.credit - d.debit) as amount from ledger.balance_delta d\n  join ledger.account a on a.company_id = d.company_id and a.id = d.account_id group by 1, 2) b\n  on b.company_id = w.company_id and b.control = w.control\nwhere coalesce(i.amount, 0) <> coalesce(b.amount, 0)\norder by 1, 2 limit $2::bigint",
}

/** The tax accounts hold the tax of the documents in the company's own currency. */
export const lawTaxControl: ReadStatement<{ companyId: bigint | null; most: bigint | null }, { company_id: bigint; what: string; expected: string; actual: string }> = {
  name: 'monitoring.law_tax_control',
  kind: 'read',
  lockClass: 'insert',
  sequence: 6,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'most', type: 'bigint', array: false },
  ],
  text: "select c.company_id, 'tax control' as what, coalesce(i.amount, 0)::text as expected, coalesce(b.amount, 0)::text as actual\nfrom organization.company c\nleft join (select v.company_id, v.currency, sum(case when v.kind = 'credit_memo' then -abs(v.tax) else v.tax end) as amount\n  from billing.invoice v group by 1, 2) i on i.company_id = c.company_id and i.currency = c.currency\nleft join (select e.company_id, e.currency, sum(case when x.side = 'credit' then x.amount else -x.amount end) as amount\n  from ledger.line_public x\n  join ledger.account a on a.company_id = x.company_id and a.id = x.account_id and a.control = 'tax'\n  join ledger.entry e on e.company_id = x.company_id and e.id = x.entry_id group by 1, 2) b\n  on b.company_id = c.company_id and b.currency = c.currency\nwhere ($1::bigint is null or c.company_id = $1::bigint) and coalesce(i.amount, 0) <> coalesce(b.amount, 0)\norder by 1 limit $2::bigint",
}

/** A posting moves an amount from one account that exists to another, and the arrays of an entry say of each what it is. */
export const lawPostingsStand: ReadStatement<{ companyId: bigint | null; most: bigint | null }, { company_id: bigint; what: string; expected: string; actual: string }> = {
  name: 'monitoring.law_postings_stand',
  kind: 'read',
  lockClass: 'insert',
  sequence: 7,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'most', type: 'bigint', array: false },
  ],
  text: "select p.company_id, 'entry ' || p.entry_id || ' posting ' || p.ordinal as what, 'two accounts' as expected,\n  case when p.debit_account = p.credit_account then 'one account' else 'no account' end as actual\nfrom ledger.posting_public p\nleft join ledger.account d on d.company_id = p.company_id and d.id = p.debit_account\nleft join ledger.account c on c.company_id = p.company_id and c.id = p.credit_account\nwhere ($1::bigint is null or p.company_id = $1::bigint)\n  and (d.id is null or c.id is null or p.debit_account = p.credit_account)\nunion all\nselect e.company_id, 'entry ' || e.id, n.postings || ' of each', array_to_string(n.others, ', ')\nfrom ledger.entry e\ncross join lateral (select cardinality(e.amounts) as postings, array[cardinality(e.debit_accounts), cardinality(e.credit_accounts),\n  cardinality(e.functional_amounts), cardinality(string_to_array(e.kinds, ' ')), cardinality(e.line_ids), cardinality(e.rule_ids)]\n  as others) n\nwhere ($1::bigint is null or e.company_id = $1::bigint) and n.postings <> any(n.others)\norder by 1, 2 limit $2::bigint",
}

/** Every fact belongs to a batch that has its place in the company's order of facts. */
export const lawBatchesLogged: ReadStatement<{ companyId: bigint | null; most: bigint | null }, { company_id: bigint; what: string; expected: string; actual: string }> = {
  name: 'monitoring.law_batches_logged',
  kind: 'read',
  lockClass: 'insert',
  sequence: 8,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'most', type: 'bigint', array: false },
  ],
  text: "select f.company_id, f.what || ' of batch ' || f.batch as what, 'a place' as expected, 'none' as actual\nfrom (\n  select distinct e.company_id, 'entry' as what, e.batch from ledger.entry e\n  union select distinct d.company_id, 'balance', d.batch from ledger.balance_delta d\n  union select distinct v.company_id, 'document', v.batch from billing.invoice v\n  union select distinct r.company_id, 'receipt', r.batch from billing.receipt r\n  union select distinct p.company_id, 'application', p.batch from billing.application p\n  union select distinct m.company_id, 'stock move', m.batch from inventory.stock_move m\n  union select distinct h.company_id, 'history', h.batch from orders.history h\n  union select distinct o.company_id, 'order version', o.batch from orders.sales_order o\n  union select distinct n.company_id, 'document number', n.batch from platform.document_number n\n  union select distinct c.company_id, 'confirmation', c.batch from fulfillment.confirmation c\n  union select distinct s.company_id, 'stray', s.batch from fulfillment.stray s\n  union select distinct t.company_id, 'return', t.batch from fulfillment.customer_return t\n  union select distinct q.company_id, 'return request', q.batch from fulfillment.return_request q\n  union select distinct e.company_id, 'erasure', e.batch from customers.erasure e\n  union select distinct h.company_id, 'legal hold', h.batch from customers.legal_hold h where h.batch is not null\n  union select distinct g.company_id, 'merge', g.batch from customers.merge g\n  union select distinct q.company_id, 'match question', q.batch from customers.match_question q\n  union select distinct n.company_id, 'note', n.batch from customers.note n\n  union select distinct s.company_id, 'signed head', s.batch from platform.signed_head s\n) f\nwhere ($1::bigint is null or f.company_id = $1::bigint)\n  and not exists (select from platform.company_log g where g.company_id = f.company_id and g.batch = f.batch)\norder by 1, 2 limit $2::bigint",
}

/** Places of a company run from 1 to its head without a gap, and their times never fall. */
export const lawLogGapless: ReadStatement<{ companyId: bigint | null; most: bigint | null }, { company_id: bigint; what: string; expected: string; actual: string }> = {
  name: 'monitoring.law_log_gapless',
  kind: 'read',
  lockClass: 'insert',
  sequence: 9,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'most', type: 'bigint', array: false },
  ],
  text: "select x.company_id, x.what, x.expected, x.actual from (\n  select h.company_id, 'head' as what, h.pos || ' places' as expected, coalesce(g.count, 0) || ' up to ' || coalesce(g.last, 0) as actual\n  from platform.company_head h\n  left join (select company_id, count(*) as count, min(pos) as first, max(pos) as last from platform.company_log group by 1) g\n    on g.company_id = h.company_id\n  where coalesce(g.count, 0) <> h.pos or coalesce(g.last, 0) <> h.pos or coalesce(g.first, 1) <> 1\n  union all\n  select g.company_id, 'pos ' || g.pos, 'at or after ' || g.before, g.at::text\n  from (select company_id, pos, at, lag(at) over (partition by company_id order by pos) as before from platform.company_log) g\n  where g.at < g.before\n) x\nwhere ($1::bigint is null or x.company_id = $1::bigint)\norder by 1, 2 limit $2::bigint",
}

/** Each place is chained to the one before it by a hash over content, place and time, and the head holds the last. */
export const lawLogChained: ReadStatement<{ companyId: bigint | null; most: bigint | null }, { company_id: bigint; what: string; expected: string; actual: string }> = {
  name: 'monitoring.law_log_chained',
  kind: 'read',
  lockClass: 'insert',
  sequence: 10,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'most', type: 'bigint', array: false },
  ],
  text: "select x.company_id, x.what, x.expected, x.actual from (\n  select g.company_id, 'pos ' || g.pos as what, encode(g.should, 'hex') as expected, encode(g.chain_hash, 'hex') as actual\n  from (\n    -- The first place is chained to the code of the company.\n    select l.company_id, l.pos, l.chain_hash,\n      sha256(coalesce(lag(l.chain_hash) over w, sha256(convert_to(c.code, 'UTF8'))) || l.content_hash || int8send(l.pos)\n        || int8send((extract(epoch from l.at) * 1000000)::bigint)) as should\n    from platform.company_log l\n    join organization.company c on c.company_id = l.company_id\n    where ($1::bigint is null or l.company_id = $1::bigint)\n    window w as (partition by l.company_id order by l.pos)\n  ) g\n  where g.should <> g.chain_hash\n  union all\n  select h.company_id, 'head', encode(g.chain_hash, 'hex'), encode(h.chain_hash, 'hex')\n  from platform.company_head h\n  join platform.company_log g on g.company_id = h.company_id and g.pos = h.pos\n  where h.chain_hash <> g.chain_hash or h.at <> g.at\n) x\nwhere ($1::bigint is null or x.company_id = $1::bigint)\norder by 1, 2 limit $2::bigint",
}

/** Documents of a series are numbered without gaps, up to the counter; what a restore lost is known as a range. */
export const lawNumbersGapless: ReadStatement<{ companyId: bigint | null; most: bigint | null }, { company_id: bigint; what: string; expected: string; actual: string }> = {
  name: 'monitoring.law_numbers_gapless',
  kind: 'read',
  lockClass: 'insert',
  sequence: 11,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'most', type: 'bigint', array: false },
  ],
  text: "select s.company_id, 'series ' || s.series || ' ' || s.year as what, s.last_number || ' numbers' as expected,\n  coalesce(n.count, 0) || ' from ' || coalesce(n.first, 0) || ' to ' || coalesce(n.last, 0) as actual\nfrom platform.number_series s\nleft join (select x.company_id, x.series, x.year, sum(x.count)::bigint as count, min(x.first) as first, max(x.last) as last\n  from (select company_id, series, year, count(*) as count, min(number) as first, max(number) as last\n    from platform.document_number group by 1, 2, 3\n    union all\n    select company_id, series, year, last - first + 1, first, last from platform.number_lost) x\n  group by 1, 2, 3) n\n  on n.company_id = s.company_id and n.series = s.series and n.year = s.year\nwhere ($1::bigint is null or s.company_id = $1::bigint)\n  and (coalesce(n.last, s.last_number) <> s.last_number or coalesce(n.count, 0) <> coalesce(n.last - n.first + 1, 0))\norder by 1, 2 limit $2::bigint",
}

/** Every document has a number of its series, and every number a document. */
export const lawDocumentsNumbered: ReadStatement<{ companyId: bigint | null; most: bigint | null }, { company_id: bigint | null; what: string | null; expected: string; actual: string }> = {
  name: 'monitoring.law_documents_numbered',
  kind: 'read',
  lockClass: 'insert',
  sequence: 12,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'most', type: 'bigint', array: false },
  ],
  text: "select coalesce(v.company_id, n.company_id) as company_id, 'document ' || coalesce(v.id, n.document_id) as what,\n  coalesce(v.series, 'a document') as expected, coalesce(n.series, 'no number') as actual\nfrom (select company_id, id, series from billing.invoice) v\nfull join platform.document_number n on n.company_id = v.company_id and n.document_id = v.id\nwhere ($1::bigint is null or coalesce(v.company_id, n.company_id) = $1::bigint)\n  and v.series is distinct from n.series\norder by 1, 2 limit $2::bigint",
}

/** What a stock gate counts as reserved is the sum of its reservations, and of what carts hold. */
export const lawGateReserved: ReadStatement<{ companyId: bigint | null; most: bigint | null }, { company_id: bigint | null; what: string | null; expected: string; actual: string }> = {
  name: 'monitoring.law_gate_reserved',
  kind: 'read',
  lockClass: 'insert',
  sequence: 13,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'most', type: 'bigint', array: false },
  ],
  text: "select coalesce(g.company_id, r.company_id) as company_id,\n  'item ' || coalesce(g.item_id, r.item_id) || ' at ' || coalesce(g.location_id, r.location_id) as what,\n  coalesce(r.quantity, 0)::text as expected, coalesce(g.reserved, 0)::text as actual\nfrom inventory.stock_gate g\nfull join (\n  select company_id, item_id, location_id, sum(quantity) as quantity from (\n    select company_id, item_id, location_id, quantity from inventory.reservation_public\n    union all\n    select company_id, item_id, location_id, quantity from inventory.temporary_reservation_public\n  ) held group by 1, 2, 3\n) r\n  on r.company_id = g.company_id and r.item_id = g.item_id and r.location_id = g.location_id\nwhere ($1::bigint is null or coalesce(g.company_id, r.company_id) = $1::bigint)\n  and coalesce(g.reserved, 0) <> coalesce(r.quantity, 0)\norder by 1, 2 limit $2::bigint",
}

/** What a stock gate has on hand is the sum of the stock moves. */
export const lawGateOnHand: ReadStatement<{ companyId: bigint | null; most: bigint | null }, { company_id: bigint | null; what: string | null; expected: string; actual: string }> = {
  name: 'monitoring.law_gate_on_hand',
  kind: 'read',
  lockClass: 'insert',
  sequence: 14,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'most', type: 'bigint', array: false },
  ],
  text: "select coalesce(g.company_id, m.company_id) as company_id,\n  'item ' || coalesce(g.item_id, m.item_id) || ' at ' || coalesce(g.location_id, m.location_id) as what,\n  coalesce(m.quantity, 0)::text as expected, coalesce(g.on_hand, 0)::text as actual\nfrom inventory.stock_gate g\nfull join (select company_id, item_id, location_id, sum(quantity) as quantity from inventory.stock_move group by 1, 2, 3) m\n  on m.company_id = g.company_id and m.item_id = g.item_id and m.location_id = g.location_id\nwhere ($1::bigint is null or coalesce(g.company_id, m.company_id) = $1::bigint)\n  and coalesce(g.on_hand, 0) <> coalesce(m.quantity, 0)\norder by 1, 2 limit $2::bigint",
}

/** No more is reserved than is on hand, but for what counts and other losses took from a place that stands in the queue to be promised anew. What they took since the place was whole is asked of the moves themselves, one after the other: what comes in makes up for what was taken before. What shipped left on hand and reserved alike, what was brought came so. A place that an older version put there has all its moves asked. */
export const lawNoOversell: ReadStatement<{ companyId: bigint | null; most: bigint | null }, { company_id: bigint; what: string; expected: string; actual: string }> = {
  name: 'monitoring.law_no_oversell',
  kind: 'read',
  lockClass: 'insert',
  sequence: 15,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'most', type: 'bigint', array: false },
  ],
  text: "with short as materialized (\n  select g.company_id, g.item_id, g.location_id, g.on_hand, g.reserved, s.company_id is not null as queued, s.taken, coalesce(l.pos, 0) as first\n  from inventory.stock_gate g\n  left join inventory.shortage s on s.company_id = g.company_id and s.item_id = g.item_id and s.location_id = g.location_id\n  left join platform.company_log l on l.company_id = s.company_id and l.batch = s.batch\n  where ($1::bigint is null or g.company_id = $1::bigint) and g.reserved > 0 and g.reserved > g.on_hand\n), sums as (\n  select m.company_id, m.item_id, m.location_id, l.pos, m.id,\n    -sum(m.quantity) over (partition by m.company_id, m.item_id, m.location_id order by l.pos, m.id) as gone\n  from short h\n  join inventory.stock_move m on m.company_id = h.company_id and m.item_id = h.item_id and m.location_id = h.location_id\n  join platform.company_log l on l.company_id = m.company_id and l.batch = m.batch\n  where h.queued and l.pos >= h.first and m.kind in ('opening', 'receipt', 'return', 'adjustment')\n), lost as (\n  select s.company_id, s.item_id, s.location_id,\n    (array_agg(s.gone order by s.pos desc, s.id desc))[1] - least(min(s.gone), 0) as quantity\n  from sums s group by 1, 2, 3\n)\nselect h.company_id, 'item ' || h.item_id || ' at ' || h.location_id as what,\n  'at most ' || greatest(h.on_hand, 0) || case when h.queued then ' and ' || x.excused || ' taken away' else '' end as expected,\n  h.reserved::text as actual\nfrom short h\nleft join lost t on t.company_id = h.company_id and t.item_id = h.item_id and t.location_id = h.location_id\ncross join lateral (select case when h.queued then least(h.taken, coalesce(t.quantity, 0)) else 0 end as excused) x\nwhere h.reserved - h.on_hand > x.excused\norder by 1, 2 limit $2::bigint",
}

/** A cost pool has the quantity and the value of the moves of its locations, and nothing is left in an empty one. */
export const lawCostPools: ReadStatement<{ companyId: bigint | null; most: bigint | null }, { company_id: bigint | null; what: string | null; expected: string; actual: string }> = {
  name: 'monitoring.law_cost_pools',
  kind: 'read',
  lockClass: 'insert',
  sequence: 16,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'most', type: 'bigint', array: false },
  ],
  text: "select coalesce(p.company_id, m.company_id) as company_id,\n  'pool ' || coalesce(p.cost_organization, m.cost_organization) || ' item ' || coalesce(p.item_id, m.item_id) as what,\n  coalesce(m.quantity, 0) || ' worth ' || case when m.quantity <> 0 then m.value else 0 end as expected,\n  coalesce(p.quantity, 0) || ' worth ' || coalesce(p.value, 0) as actual\nfrom inventory.cost_pool p\nfull join (\n  select m.company_id, l.cost_organization, m.item_id, sum(m.quantity) as quantity, sum(m.value) as value\n  from inventory.stock_move m\n  join inventory.location l on l.company_id = m.company_id and l.id = m.location_id\n  group by 1, 2, 3\n) m on m.company_id = p.company_id and m.cost_organization = p.cost_organization and m.item_id = p.item_id\nwhere ($1::bigint is null or coalesce(p.company_id, m.company_id) = $1::bigint)\n  and (coalesce(p.quantity, 0) <> coalesce(m.quantity, 0) or coalesce(p.value, 0) <> coalesce(m.value, 0)\n    or p.quantity = 0 and p.value <> 0)\norder by 1, 2 limit $2::bigint",
}

/** Demand is counted once: what of a fulfillment line is reserved and planned together is not more than it still wants. */
export const lawDemandOnce: ReadStatement<{ companyId: bigint | null; most: bigint | null }, { company_id: bigint | null; what: string | null; expected: string; actual: string }> = {
  name: 'monitoring.law_demand_once',
  kind: 'read',
  lockClass: 'insert',
  sequence: 17,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'most', type: 'bigint', array: false },
  ],
  text: "select d.company_id, 'fulfillment line ' || d.source_id as what,\n  'at most ' || coalesce(f.quantity - f.cancelled - f.shipped, 0) as expected, d.quantity::text as actual\nfrom (\n  select x.company_id, x.root_id, x.source_id, sum(x.quantity) as quantity from (\n    select company_id, root_id, source_id, quantity from inventory.reservation_public\n    union all select company_id, root_id, source_id, quantity from inventory.planned_demand\n  ) x group by 1, 2, 3\n) d\nleft join orders.fulfillment_line f on f.company_id = d.company_id and f.order_id = d.root_id and f.id = d.source_id\nwhere ($1::bigint is null or d.company_id = $1::bigint)\n  and d.quantity > coalesce(f.quantity - f.cancelled - f.shipped, 0)\norder by 1, 2 limit $2::bigint",
}

/** A part of a line that names its place stands there, waits and is reserved there, and left from there; what is brought is reserved where it is brought from. */
export const lawBoundPlaces: ReadStatement<{ companyId: bigint | null; most: bigint | null }, { company_id: bigint | null; what: string | null; expected: string; actual: string }> = {
  name: 'monitoring.law_bound_places',
  kind: 'read',
  lockClass: 'insert',
  sequence: 18,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'most', type: 'bigint', array: false },
  ],
  text: "with bound as materialized (\n  select f.company_id, f.order_id, f.id, f.location_id, l.id as place,\n    case when f.supply = 'transfer' then f.from_location_id else l.id end as held\n  from orders.fulfillment_line f\n  left join inventory.location l on l.company_id = f.company_id and l.code = f.decision->>'only'\n  where ($1::bigint is null or f.company_id = $1::bigint) and f.supply <> 'none' and f.decision ? 'only'\n)\nselect x.company_id, 'fulfillment line ' || x.id as what, 'location ' || coalesce(x.place::text, 'unknown') as expected,\n  x.how || coalesce(x.location_id::text, 'any location') as actual\nfrom (\n  select b.company_id, b.id, b.place, 'stands at ' as how, b.location_id from bound b\n  union all\n  select b.company_id, b.id, b.place, 'waits at ', case when d.bound then d.location_id end\n  from bound b join inventory.planned_demand d on d.company_id = b.company_id and d.root_id = b.order_id and d.source_id = b.id\n  union all\n  select b.company_id, b.id, b.held, 'is reserved at ', v.location_id\n  from bound b join inventory.reservation_public v on v.company_id = b.company_id and v.root_id = b.order_id and v.source_id = b.id\n  union all\n  select b.company_id, b.id, b.place, 'left from ', h.location_id\n  from bound b join fulfillment.shipment_line s on s.company_id = b.company_id and s.cause_id = b.order_id and s.source_id = b.id\n  join fulfillment.shipment h on h.company_id = s.company_id and h.cause_id = s.cause_id and h.id = s.shipment_id\n) x\nwhere x.location_id is distinct from x.place\norder by 1, 2 limit $2::bigint",
}

/** Who leads the records of a customer is led by nobody, and a record stands under one of the same customer. */
export const lawOneCustomer: ReadStatement<{ companyId: bigint | null; most: bigint | null }, { company_id: bigint; what: string; expected: string; actual: string }> = {
  name: 'monitoring.law_one_customer',
  kind: 'read',
  lockClass: 'insert',
  sequence: 19,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'most', type: 'bigint', array: false },
  ],
  text: "select c.company_id, 'customer ' || c.customer_id as what, 'a head without one, over a record of its own' as expected,\n  'head ' || c.head_id || ' under ' || coalesce(h.head_id::text, 'nobody') || ', over record ' || c.into_id || ' of '\n    || coalesce(i.head_id, c.into_id) as actual\nfrom (select distinct on (g.company_id, g.customer_id) g.* from customers.merge g\n  order by g.company_id, g.customer_id, g.version desc) c\nleft join lateral (select g.head_id from customers.merge g where g.company_id = c.company_id and g.customer_id = c.head_id\n  order by g.version desc limit 1) h on true\nleft join lateral (select g.head_id from customers.merge g where g.company_id = c.company_id and g.customer_id = c.into_id\n  order by g.version desc limit 1) i on true\nwhere ($1::bigint is null or c.company_id = $1::bigint) and c.head_id is not null\n  and (h.head_id is not null or coalesce(i.head_id, c.into_id) <> c.head_id\n    or not exists (select from customers.customer k where k.company_id = c.company_id and k.id = c.head_id))\norder by 1, 2 limit $2::bigint",
}

/** What is needed to make, buy or move something, of materials or of hours, is needed for demand that waits, and of which something is so to come. */
export const lawMaterialNeeds: ReadStatement<{ companyId: bigint | null; most: bigint | null }, { company_id: bigint | null; what: string | null; expected: string; actual: string }> = {
  name: 'monitoring.law_material_needs',
  kind: 'read',
  lockClass: 'insert',
  sequence: 20,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'most', type: 'bigint', array: false },
  ],
  text: "select n.company_id, 'part ' || n.source_id as what, 'waits, and some of it is made' as expected,\n  coalesce(d.made || ' of ' || d.quantity || ' are made', 'does not wait') as actual\nfrom (\n  select company_id, root_id, source_id from inventory.material_need\n  union select company_id, root_id, source_id from inventory.resource_hours\n) n\nleft join inventory.planned_demand d on d.company_id = n.company_id and d.root_id = n.root_id and d.source_id = n.source_id\nwhere ($1::bigint is null or n.company_id = $1::bigint) and coalesce(d.made, 0) = 0\norder by 1, 2 limit $2::bigint",
}

/** What was taken of a share in a week is what parts of orders and carts took of it less what they gave back, and nobody gave back more. */
export const lawAllocation: ReadStatement<{ companyId: bigint | null; most: bigint | null }, { company_id: bigint | null; what: string | null; expected: string; actual: string }> = {
  name: 'monitoring.law_allocation',
  kind: 'read',
  lockClass: 'insert',
  sequence: 21,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'most', type: 'bigint', array: false },
  ],
  text: "select coalesce(a.company_id, u.company_id) as company_id,\n  'item ' || coalesce(a.item_id, u.item_id) || ' at ' || coalesce(a.location_id, u.location_id) || ', '\n    || coalesce(nullif(coalesce(a.node, u.node), ''), 'nobody''s share') || ' in the week of ' || coalesce(a.week, u.week) as what,\n  coalesce(u.quantity, 0)::text as expected,\n  coalesce(a.quantity, 0) || case when u.over > 0 then ', ' || u.over || ' give back too much' else '' end as actual\nfrom inventory.allocation_used a\nfull join (\n  select t.company_id, t.item_id, t.location_id, t.week, t.node, sum(t.quantity) as quantity, count(*) filter (where t.quantity < 0) as over\n  from (\n    select company_id, item_id, location_id, week, node, quantity from inventory.allocation_use\n    union all\n    select r.company_id, (s ->> 'itemId')::bigint, (s ->> 'locationId')::bigint, (s ->> 'week')::date, s ->> 'node',\n      (s ->> 'quantity')::numeric / 1000000\n    from inventory.temporary_reservation r cross join lateral jsonb_array_elements(r.shares) as s\n  ) t group by 1, 2, 3, 4, 5\n) u on u.company_id = a.company_id and u.item_id = a.item_id and u.location_id = a.location_id and u.week = a.week and u.node = a.node\nwhere ($1::bigint is null or coalesce(a.company_id, u.company_id) = $1::bigint)\n  and (coalesce(a.quantity, 0) <> coalesce(u.quantity, 0) or u.over > 0)\norder by 1, 2 limit $2::bigint",
}

/** What outside systems said of stock moved it once: each event that counts and each difference that was posted has its move, and a move of a feed has one of them, as long as what it said is kept; a snapshot that was taken leaves nothing open. */
export const lawFeeds: ReadStatement<{ companyId: bigint | null; most: bigint | null }, { company_id: bigint | null; what: string | null; expected: string; actual: string }> = {
  name: 'monitoring.law_feeds',
  kind: 'read',
  lockClass: 'insert',
  sequence: 22,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'most', type: 'bigint', array: false },
  ],
  text: "select coalesce(w.company_id, m.company_id) as company_id, 'move ' || coalesce(w.move_id, m.id) || ' of a feed' as what,\n  coalesce(w.quantity::text, 'none') as expected, coalesce(m.quantity::text, 'none') as actual\nfrom (\n  select e.company_id, e.root_id, e.move_id, e.quantity from inventory.feed_event e where e.applied\n  union all\n  select d.company_id, d.snapshot_id, d.move_id, d.quantity from inventory.feed_difference d where d.change = 'count' and d.state = 'posted'\n) w\nfull join (\n  select m.company_id, m.root_id, m.id, m.quantity, m.batch > coalesce(s.forgotten_batch, 0) as kept from inventory.stock_move m\n  join inventory.feed f on f.company_id = m.company_id and f.id = m.source_id\n  left join inventory.feed_state s on s.company_id = f.company_id and s.feed_id = f.id where m.quantity <> 0\n) m on m.company_id = w.company_id and m.id = w.move_id and (m.root_id = w.root_id)\nwhere ($1::bigint is null or coalesce(w.company_id, m.company_id) = $1::bigint)\n  and w.quantity is distinct from m.quantity and (w.move_id is not null or m.kept)\nunion all\nselect s.company_id, 'snapshot ' || s.id || ' of a feed', 'nothing open', count(*) || ' open' from inventory.feed_snapshot s\njoin inventory.feed_difference d on d.company_id = s.company_id and d.snapshot_id = s.id and d.state = 'open'\nwhere s.state = 'taken' and ($1::bigint is null or s.company_id = $1::bigint)\ngroup by 1, 2\norder by 1, 2 limit $2::bigint",
}
