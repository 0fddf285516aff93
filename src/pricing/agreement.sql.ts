// Written by `npm run generate` from agreement.sql; do not edit.
import type { ReadStatement, WriteStatement } from '../platform/database/index.ts'
import type { Json } from '../platform/json.ts'

/** Agreements of accounts that are in force, whatever their days, with what is released of each line as of now. */
export const readAgreements: ReadStatement<{ companyIds: readonly bigint[]; accountIds: readonly bigint[] }, { company_id: bigint; id: bigint; code: string; account_id: bigint; currency: string; over: string; valid_from: string; valid_to: string | null; lines: Json; version: number; line_no: number; released_quantity: bigint; released_amount: bigint }> = {
  name: 'pricing.read_agreements',
  kind: 'read',
  lockClass: 'insert',
  sequence: 0,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'accountIds', type: 'bigint', array: true },
  ],
  text: "select a.company_id, a.id, a.code, a.account_id, a.currency, a.over, a.valid_from, a.valid_to, a.lines, a.version,\n  l.line_no, l.released_quantity, l.released_amount\nfrom unnest($1::bigint[], $2::bigint[]) as w(company_id, account_id)\ncross join lateral (\n  select * from pricing.agreement a where a.company_id = w.company_id and a.account_id = w.account_id and a.active offset 0\n) a\njoin pricing.agreement_line l on l.company_id = a.company_id and l.agreement_id = a.id\norder by a.company_id, a.id, l.line_no",
}

export const agreementsByCode: ReadStatement<{ companyIds: readonly bigint[]; codes: readonly string[] }, { company_id: bigint; id: bigint; code: string; account_id: bigint; currency: string; over: string; active: boolean; valid_from: string; valid_to: string | null; lines: Json; version: number }> = {
  name: 'pricing.agreements_by_code',
  kind: 'read',
  lockClass: 'insert',
  sequence: 1,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'codes', type: 'text', array: true },
  ],
  text: "select a.company_id, a.id, a.code, a.account_id, a.currency, a.over, a.active, a.valid_from, a.valid_to, a.lines, a.version\nfrom unnest($1::bigint[], $2::text[]) as w(company_id, code)\njoin pricing.agreement a on a.company_id = w.company_id and a.code = w.code",
}

export const countAgreements: ReadStatement<{ companyIds: readonly bigint[] }, { company_id: bigint; count: number }> = {
  name: 'pricing.count_agreements',
  kind: 'read',
  lockClass: 'insert',
  sequence: 2,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
  ],
  text: "select a.company_id, count(*)::integer as count from pricing.agreement a where a.company_id = any($1::bigint[]) group by 1",
}

export const countAgreementsOfAccounts: ReadStatement<{ companyIds: readonly bigint[]; accountIds: readonly bigint[] }, { account_id: bigint; count: number }> = {
  name: 'pricing.count_agreements_of_accounts',
  kind: 'read',
  lockClass: 'insert',
  sequence: 3,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'accountIds', type: 'bigint', array: true },
  ],
  text: "select w.account_id, n.count\nfrom unnest($1::bigint[], $2::bigint[]) as w(company_id, account_id)\ncross join lateral (select count(*)::integer as count from pricing.agreement a\n  where a.company_id = w.company_id and a.account_id = w.account_id) n",
}

export const releasedOfAgreements: ReadStatement<{ companyId: bigint | null; agreementIds: readonly bigint[] }, { company_id: bigint; agreement_id: bigint; line_no: number; released_quantity: bigint; released_amount: bigint }> = {
  name: 'pricing.released_of_agreements',
  kind: 'read',
  lockClass: 'insert',
  sequence: 4,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'agreementIds', type: 'bigint', array: true },
  ],
  text: "select l.company_id, l.agreement_id, l.line_no, l.released_quantity, l.released_amount\nfrom pricing.agreement_line l where l.company_id = $1::bigint and l.agreement_id = any($2::bigint[])",
}

export const saveAgreements: WriteStatement<{ companyId: bigint | null; id: bigint | null; code: string | null; accountId: bigint | null; currency: string | null; over: string | null; active: boolean | null; validFrom: string | null; validTo: string | null; lines: Json | null; version: number | null }, never> = {
  name: 'pricing.save_agreements',
  kind: 'write',
  lockClass: 'insert',
  sequence: 5,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'id', type: 'bigint', array: true },
    { name: 'code', type: 'text', array: true },
    { name: 'accountId', type: 'bigint', array: true },
    { name: 'currency', type: 'text', array: true },
    { name: 'over', type: 'text', array: true },
    { name: 'active', type: 'boolean', array: true },
    { name: 'validFrom', type: 'date', array: true },
    { name: 'validTo', type: 'date', array: true },
    { name: 'lines', type: 'jsonb', array: true },
    { name: 'version', type: 'integer', array: true },
  ],
  text: "insert into pricing.agreement as a (company_id, id, code, account_id, currency, over, active, valid_from, valid_to, lines, version)\nselect r.* from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as id, unnest($3::text[]) as code, unnest($4::bigint[]) as account_id, unnest($5::text[]) as currency, unnest($6::text[]) as over, unnest($7::boolean[]) as active, unnest($8::date[]) as valid_from, unnest($9::date[]) as valid_to, unnest($10::jsonb[]) as lines, unnest($11::integer[]) as version) as r\norder by r.company_id, r.code\non conflict (company_id, code) do update set account_id = excluded.account_id, currency = excluded.currency, over = excluded.over,\n  active = excluded.active, valid_from = excluded.valid_from, valid_to = excluded.valid_to, lines = excluded.lines, version = excluded.version",
}

/** What was released of a line stays, also of one that is no longer described. */
export const saveAgreementLines: WriteStatement<{ companyId: bigint | null; agreementId: bigint | null; lineNo: number | null; mostQuantity: bigint | null; mostAmount: bigint | null }, never> = {
  name: 'pricing.save_agreement_lines',
  kind: 'write',
  lockClass: 'credit',
  sequence: 6,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'agreementId', type: 'bigint', array: true },
    { name: 'lineNo', type: 'integer', array: true },
    { name: 'mostQuantity', type: 'numeric', array: true },
    { name: 'mostAmount', type: 'bigint', array: true },
  ],
  text: "insert into pricing.agreement_line as l (company_id, agreement_id, line_no, most_quantity, most_amount)\nselect r.* from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as agreement_id, unnest($3::integer[]) as line_no, unnest($4::numeric[]) as most_quantity, unnest($5::bigint[]) as most_amount) as r\norder by r.company_id, r.agreement_id, r.line_no\non conflict (company_id, agreement_id, line_no) do update set most_quantity = excluded.most_quantity, most_amount = excluded.most_amount",
}

/** Orders that release one line come one after the other. */
export const lockAgreementLines: WriteStatement<{ companyId: bigint | null; agreementId: bigint | null; lineNo: number | null }, { locked: bigint }> = {
  name: 'pricing.lock_agreement_lines',
  kind: 'lock',
  lockClass: 'credit',
  sequence: 7,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'agreementId', type: 'bigint', array: true },
    { name: 'lineNo', type: 'integer', array: true },
  ],
  text: "select count(*) as locked from (\n  select 1 from pricing.agreement_line l\n  where (l.company_id, l.agreement_id, l.line_no) in\n    (select r.company_id, r.agreement_id, r.line_no from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as agreement_id, unnest($3::integer[]) as line_no) as r)\n  order by l.company_id, l.agreement_id, l.line_no for update\n) l",
}

/** What the batch releases, or gives back (below 0). What was decided to fit is asked of the locked row again, else DK001. */
export const moveAgreementLines: WriteStatement<{ companyId: bigint | null; agreementId: bigint | null; lineNo: number | null; quantity: bigint | null; amount: bigint | null; bounded: boolean | null }, { verified: boolean }> = {
  name: 'pricing.move_agreement_lines',
  kind: 'write',
  lockClass: 'credit',
  sequence: 8,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'agreementId', type: 'bigint', array: true },
    { name: 'lineNo', type: 'integer', array: true },
    { name: 'quantity', type: 'numeric', array: true },
    { name: 'amount', type: 'bigint', array: true },
    { name: 'bounded', type: 'boolean', array: true },
  ],
  text: "with wanted as (\n  select r.company_id, r.agreement_id, r.line_no, sum(r.quantity) as quantity, sum(r.amount)::bigint as amount, bool_or(r.bounded) as bounded\n  from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as agreement_id, unnest($3::integer[]) as line_no, unnest($4::numeric[]) as quantity, unnest($5::bigint[]) as amount, unnest($6::boolean[]) as bounded) as r group by 1, 2, 3\n), moved as (\n  update pricing.agreement_line l\n  set released_quantity = l.released_quantity + w.quantity, released_amount = l.released_amount + w.amount\n  from wanted w\n  where l.company_id = w.company_id and l.agreement_id = w.agreement_id and l.line_no = w.line_no\n    and (not w.bounded or w.quantity <= 0 or l.most_quantity is null or l.released_quantity + w.quantity <= l.most_quantity)\n    and (not w.bounded or w.amount <= 0 or l.most_amount is null or l.released_amount + w.amount <= l.most_amount)\n  returning l.company_id\n)\nselect platform.verify((select count(*) from moved) = (select count(*) from wanted)) as verified",
}

export const insertAgreementRelease: WriteStatement<{ companyId: bigint | null; causeId: bigint | null; orderLine: number | null; agreementId: bigint | null; lineNo: number | null; batch: bigint | null; quantity: bigint | null; amount: bigint | null }, never> = {
  name: 'pricing.insert_agreement_release',
  kind: 'write',
  lockClass: 'insert',
  sequence: 9,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'causeId', type: 'bigint', array: true },
    { name: 'orderLine', type: 'integer', array: true },
    { name: 'agreementId', type: 'bigint', array: true },
    { name: 'lineNo', type: 'integer', array: true },
    { name: 'batch', type: 'bigint', array: true },
    { name: 'quantity', type: 'numeric', array: true },
    { name: 'amount', type: 'bigint', array: true },
  ],
  text: "insert into pricing.agreement_release (company_id, cause_id, order_line, agreement_id, line_no, batch, quantity, amount)\nselect r.* from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as cause_id, unnest($3::integer[]) as order_line, unnest($4::bigint[]) as agreement_id, unnest($5::integer[]) as line_no, unnest($6::bigint[]) as batch, unnest($7::numeric[]) as quantity, unnest($8::bigint[]) as amount) as r",
}

export const readAgreementReleases: ReadStatement<{ companyIds: readonly bigint[]; causeIds: readonly bigint[] }, { company_id: bigint; cause_id: bigint; order_line: number; agreement_id: bigint; line_no: number; quantity: bigint; amount: bigint; given_quantity: bigint; given_amount: bigint }> = {
  name: 'pricing.read_agreement_releases',
  kind: 'read',
  lockClass: 'insert',
  sequence: 10,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'causeIds', type: 'bigint', array: true },
  ],
  text: "select r.company_id, r.cause_id, r.order_line, r.agreement_id, r.line_no, r.quantity, r.amount, r.given_quantity, r.given_amount\nfrom unnest($1::bigint[], $2::bigint[]) as w(company_id, cause_id)\ncross join lateral (\n  select * from pricing.agreement_release r where r.company_id = w.company_id and r.cause_id = w.cause_id offset 0\n) r\norder by r.company_id, r.cause_id, r.order_line",
}

/** Rows of orders that are locked: what is given back of each in all. */
export const giveBackReleases: WriteStatement<{ companyId: bigint | null; causeId: bigint | null; orderLine: number | null; givenQuantity: bigint | null; givenAmount: bigint | null }, never> = {
  name: 'pricing.give_back_releases',
  kind: 'write',
  lockClass: 'insert',
  sequence: 11,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'causeId', type: 'bigint', array: true },
    { name: 'orderLine', type: 'integer', array: true },
    { name: 'givenQuantity', type: 'numeric', array: true },
    { name: 'givenAmount', type: 'bigint', array: true },
  ],
  text: "update pricing.agreement_release u set given_quantity = r.given_quantity, given_amount = r.given_amount\nfrom (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as cause_id, unnest($3::integer[]) as order_line, unnest($4::numeric[]) as given_quantity, unnest($5::bigint[]) as given_amount) as r\nwhere u.company_id = r.company_id and u.cause_id = r.cause_id and u.order_line = r.order_line",
}
