// Written by `npm run generate` from negotiation.sql; do not edit.
import type { ReadStatement, WriteStatement } from '../platform/database/index.ts'
import type { Json } from '../platform/json.ts'

/** Quotes with the version that stands (0), or the one that is asked for. */
export const readQuotes: ReadStatement<{ companyIds: readonly bigint[]; ids: readonly bigint[]; versions: readonly number[] }, { company_id: bigint; id: bigint; revision: bigint; version: number; state: string; sent_version: number | null; account_id: bigint; made_at: Date; expires_on: string | null; alternative: string | null; shown_version: number; source: string; account_number: string; currency: string; valid_from: string; valid_until: string; customer_reference: string | null; tax_inclusive: boolean; terms: Json; priced_on: string; freight_taxed: boolean; rule_names: Json; rules: string[]; levels: string[]; level: number; agreed: string[]; approval_state: string; made_by: string; requested_by: string | null }> = {
  name: 'negotiation.read_quotes',
  kind: 'read',
  lockClass: 'insert',
  sequence: 0,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'ids', type: 'bigint', array: true },
    { name: 'versions', type: 'integer', array: true },
  ],
  text: "select q.company_id, q.id, q.revision, q.version, q.state, q.sent_version, q.account_id, q.made_at, q.expires_on, q.alternative,\n  v.version as shown_version, v.source, v.account_number, v.currency, v.valid_from, v.valid_until, v.customer_reference,\n  v.tax_inclusive, v.terms, v.priced_on, v.freight_taxed, v.rule_names,\n  a.rules, a.levels, a.level, a.agreed, a.state as approval_state, a.made_by, a.requested_by\nfrom unnest($1::bigint[], $2::bigint[], $3::integer[]) as w(company_id, id, version)\ncross join lateral (select * from negotiation.quote q where q.company_id = w.company_id and q.id = w.id offset 0) q\ncross join lateral (select * from negotiation.quote_version v where v.company_id = w.company_id and v.quote_id = w.id\n  and v.version = coalesce(nullif(w.version, 0), q.version) offset 0) v\nleft join lateral (select * from negotiation.quote_approval a where a.company_id = w.company_id and a.quote_id = w.id\n  and a.version = v.version offset 0) a on true",
}

export const readQuoteAlternatives: ReadStatement<{ companyIds: readonly bigint[]; quoteIds: readonly bigint[]; versions: readonly number[] }, { company_id: bigint; quote_id: bigint; version: number; place: number; code: string; title: string | null; discounts: Json; discount_percent: bigint; net: bigint; freight: bigint; tax: bigint }> = {
  name: 'negotiation.read_quote_alternatives',
  kind: 'read',
  lockClass: 'insert',
  sequence: 1,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'quoteIds', type: 'bigint', array: true },
    { name: 'versions', type: 'integer', array: true },
  ],
  text: "select a.company_id, a.quote_id, a.version, a.place, a.code, a.title, a.discounts, a.discount_percent, a.net,\n  a.freight, a.tax\nfrom unnest($1::bigint[], $2::bigint[], $3::integer[]) as w(company_id, quote_id, version)\ncross join lateral (select * from negotiation.quote_alternative a where a.company_id = w.company_id and a.quote_id = w.quote_id\n  and a.version = w.version offset 0) a\norder by a.company_id, a.quote_id, a.place",
}

export const readQuoteLines: ReadStatement<{ companyIds: readonly bigint[]; quoteIds: readonly bigint[]; versions: readonly number[] }, { company_id: bigint; quote_id: bigint; version: number; place: number; line_no: number; parent_no: number | null; per_parent: number | null; option: string | null; stated: Json | null; sku: string; item_name: string; uom: string; quantity: bigint; unit_price: bigint; amount: bigint; freight_amount: bigint; net: bigint; freight: bigint; tax: bigint; tax_percent: bigint; waterfall: Json; agreement: Json | null; sold: Json | null; requested_on: string; promises: Json }> = {
  name: 'negotiation.read_quote_lines',
  kind: 'read',
  lockClass: 'insert',
  sequence: 2,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'quoteIds', type: 'bigint', array: true },
    { name: 'versions', type: 'integer', array: true },
  ],
  text: "select l.company_id, l.quote_id, l.version, l.place, l.line_no, l.parent_no, l.per_parent, l.option, l.stated, l.sku, l.item_name, l.uom,\n  l.quantity, l.unit_price, l.amount, l.freight_amount, l.net, l.freight, l.tax, l.tax_percent, l.waterfall, l.agreement, l.sold,\n  l.requested_on, l.promises\nfrom unnest($1::bigint[], $2::bigint[], $3::integer[]) as w(company_id, quote_id, version)\ncross join lateral (select * from negotiation.quote_line l where l.company_id = w.company_id and l.quote_id = w.quote_id\n  and l.version = w.version offset 0) l\norder by l.company_id, l.quote_id, l.place, l.line_no",
}

/** Lines of all alternatives of the versions that stand: what an acceptance reads. */
export const countQuoteLines: ReadStatement<{ companyIds: readonly bigint[]; ids: readonly bigint[] }, { company_id: bigint; id: bigint; lines: number }> = {
  name: 'negotiation.count_quote_lines',
  kind: 'read',
  lockClass: 'insert',
  sequence: 3,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'ids', type: 'bigint', array: true },
  ],
  text: "select q.company_id, q.id, n.lines\nfrom unnest($1::bigint[], $2::bigint[]) as w(company_id, id)\ncross join lateral (select * from negotiation.quote q where q.company_id = w.company_id and q.id = w.id offset 0) q\ncross join lateral (select count(*)::integer as lines from negotiation.quote_line l where l.company_id = q.company_id and l.quote_id = q.id\n  and l.version = q.version) n",
}

export const readQuoteReleases: ReadStatement<{ companyIds: readonly bigint[]; quoteIds: readonly bigint[] }, { company_id: bigint; quote_id: bigint; order_id: bigint; line_no: number; version: number; place: number; quantity: bigint; sold_quantity: bigint | null }> = {
  name: 'negotiation.read_quote_releases',
  kind: 'read',
  lockClass: 'insert',
  sequence: 4,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'quoteIds', type: 'bigint', array: true },
  ],
  text: "select r.company_id, r.quote_id, r.order_id, r.line_no, r.version, r.place, r.quantity, r.sold_quantity\nfrom unnest($1::bigint[], $2::bigint[]) as w(company_id, quote_id)\ncross join lateral (select * from negotiation.quote_release r where r.company_id = w.company_id and r.quote_id = w.quote_id offset 0) r\norder by r.company_id, r.quote_id, r.order_id, r.line_no",
}

export const readQuoteHistory: ReadStatement<{ companyId: bigint | null; quoteId: bigint | null }, { revision: bigint; at: Date; act: string; actor: string; reason: string | null; version: number; state: string }> = {
  name: 'negotiation.read_quote_history',
  kind: 'read',
  lockClass: 'insert',
  sequence: 5,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'quoteId', type: 'bigint', array: false },
  ],
  text: "select h.revision, h.at, h.act, h.actor, h.reason, h.version, h.state\nfrom negotiation.quote_history h\nwhere h.company_id = $1::bigint and h.quote_id = $2::bigint\norder by h.revision",
}

/** Newest first, along the primary key. */
export const listQuotes: ReadStatement<{ companyId: bigint | null; after: bigint | null; most: number | null }, { id: bigint; revision: bigint; version: number; state: string; sent_version: number | null; made_at: Date; account_number: string; currency: string; valid_from: string; valid_until: string; customer_reference: string | null }> = {
  name: 'negotiation.list_quotes',
  kind: 'read',
  lockClass: 'insert',
  sequence: 6,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'after', type: 'bigint', array: false },
    { name: 'most', type: 'integer', array: false },
  ],
  text: "select q.id, q.revision, q.version, q.state, q.sent_version, q.made_at, v.account_number, v.currency, v.valid_from, v.valid_until,\n  v.customer_reference\nfrom negotiation.quote q\ncross join lateral (select * from negotiation.quote_version v where v.company_id = q.company_id and v.quote_id = q.id\n  and v.version = q.version offset 0) v\nwhere q.company_id = $1::bigint and q.id < $2::bigint\norder by q.id desc limit $3::integer",
}

/** The same of one state, along quote_state. */
export const listQuotesInState: ReadStatement<{ companyId: bigint | null; state: string | null; after: bigint | null; most: number | null }, { id: bigint; revision: bigint; version: number; state: string; sent_version: number | null; made_at: Date; account_number: string; currency: string; valid_from: string; valid_until: string; customer_reference: string | null }> = {
  name: 'negotiation.list_quotes_in_state',
  kind: 'read',
  lockClass: 'insert',
  sequence: 7,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'state', type: 'text', array: false },
    { name: 'after', type: 'bigint', array: false },
    { name: 'most', type: 'integer', array: false },
  ],
  text: "select q.id, q.revision, q.version, q.state, q.sent_version, q.made_at, v.account_number, v.currency, v.valid_from, v.valid_until,\n  v.customer_reference\nfrom negotiation.quote q\ncross join lateral (select * from negotiation.quote_version v where v.company_id = q.company_id and v.quote_id = q.id\n  and v.version = q.version offset 0) v\nwhere q.company_id = $1::bigint and q.state = $2::text and q.id < $3::bigint\norder by q.id desc limit $4::integer",
}

/** Newest first, of each account as many as a page has; `shown`: those alone that the customer was shown as they stand. */
export const listQuotesOfAccounts: ReadStatement<{ accounts: readonly bigint[]; companyId: bigint | null; after: bigint | null; state: string | null; shown: boolean | null; most: number | null }, { id: bigint; revision: bigint; version: number; state: string; sent_version: number | null; made_at: Date; account_number: string; currency: string; valid_from: string; valid_until: string; customer_reference: string | null }> = {
  name: 'negotiation.list_quotes_of_accounts',
  kind: 'read',
  lockClass: 'insert',
  sequence: 8,
  params: [
    { name: 'accounts', type: 'bigint', array: true },
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'after', type: 'bigint', array: false },
    { name: 'state', type: 'text', array: false },
    { name: 'shown', type: 'boolean', array: false },
    { name: 'most', type: 'integer', array: false },
  ],
  text: "select q.id, q.revision, q.version, q.state, q.sent_version, q.made_at, v.account_number, v.currency, v.valid_from, v.valid_until,\n  v.customer_reference\nfrom (\n  select c.* from unnest($1::bigint[]) as a(id)\n  cross join lateral (\n    select * from negotiation.quote q\n    where q.company_id = $2::bigint and q.account_id = a.id and q.id < $3::bigint\n      and ($4::text is null or q.state = $4::text) and (not $5::boolean or q.sent_version = q.version)\n    order by q.id desc limit $6::integer\n  ) c\n) q\ncross join lateral (select * from negotiation.quote_version v where v.company_id = q.company_id and v.quote_id = q.id\n  and v.version = q.version offset 0) v\norder by q.id desc limit $6::integer",
}

/** Quotes that wait, oldest first, along quote_state; `mine`: of which one of these names is asked now or later, unless the actor made or sent it; `anybody` speaks for all. `total`: of the alternative that comes to most. */
export const listQuoteApprovals: ReadStatement<{ companyId: bigint | null; after: bigint | null; mine: boolean | null; actor: string | null; anybody: boolean | null; names: readonly string[]; fetch: bigint | null }, { id: bigint; version: number; source: string; account_number: string; currency: string; rules: string[]; levels: string[]; level: number; agreed: string[]; requested_by: string; total: bigint; act: string; reason: string | null }> = {
  name: 'negotiation.list_quote_approvals',
  kind: 'read',
  lockClass: 'insert',
  sequence: 9,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'after', type: 'bigint', array: false },
    { name: 'mine', type: 'boolean', array: false },
    { name: 'actor', type: 'text', array: false },
    { name: 'anybody', type: 'boolean', array: false },
    { name: 'names', type: 'text', array: true },
    { name: 'fetch', type: 'bigint', array: false },
  ],
  text: "select q.id, q.version, v.source, v.account_number, v.currency, a.rules, a.levels, a.level, a.agreed, a.requested_by, t.total, h.act, h.reason\nfrom negotiation.quote q\njoin negotiation.quote_approval a on a.company_id = q.company_id and a.quote_id = q.id and a.version = q.version\njoin negotiation.quote_version v on v.company_id = q.company_id and v.quote_id = q.id and v.version = q.version\ncross join lateral (select max(b.net + b.freight + b.tax) as total from negotiation.quote_alternative b\n  where b.company_id = q.company_id and b.quote_id = q.id and b.version = q.version) t\ncross join lateral (select h.act, h.reason from negotiation.quote_history h\n  where h.company_id = q.company_id and h.quote_id = q.id order by h.revision desc limit 1) h\nwhere q.company_id = $1::bigint and q.state = 'pending_approval' and q.id > $2::bigint\n  and (not $3::boolean or (a.requested_by <> $4::text and a.made_by <> $4::text and ($5::boolean\n    or regexp_split_to_array(array_to_string(a.levels[a.level + 1:], ' or '), ' (or|and) ') && $6::text[])))\norder by q.id limit $7::bigint",
}

/** Quotes that are with a customer beyond their last day, by the day of each company, behind one of them. */
export const findExpiredQuotes: ReadStatement<{ companyIds: readonly bigint[]; todays: readonly string[]; afterDays: readonly string[]; afterIds: readonly bigint[]; most: number | null }, { company_id: bigint; id: bigint; expires_on: string }> = {
  name: 'negotiation.find_expired_quotes',
  kind: 'read',
  lockClass: 'insert',
  sequence: 10,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'todays', type: 'date', array: true },
    { name: 'afterDays', type: 'date', array: true },
    { name: 'afterIds', type: 'bigint', array: true },
    { name: 'most', type: 'integer', array: false },
  ],
  text: "select d.company_id, d.id, d.expires_on\nfrom unnest($1::bigint[], $2::date[], $3::date[], $4::bigint[]) as w(company_id, today, after_day, after_id)\ncross join lateral (\n  select q.company_id, q.id, q.expires_on from negotiation.quote q\n  where q.company_id = w.company_id and q.expires_on is not null and q.expires_on < w.today\n    and (q.expires_on, q.id) > (w.after_day, w.after_id)\n  order by q.expires_on, q.id limit $5::integer\n) d",
}

export const insertQuote: WriteStatement<{ companyId: bigint | null; id: bigint | null; revision: bigint | null; version: number | null; state: string | null; accountId: bigint | null; madeAt: Date | null }, never> = {
  name: 'negotiation.insert_quote',
  kind: 'write',
  lockClass: 'insert',
  sequence: 11,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'id', type: 'bigint', array: true },
    { name: 'revision', type: 'bigint', array: true },
    { name: 'version', type: 'integer', array: true },
    { name: 'state', type: 'text', array: true },
    { name: 'accountId', type: 'bigint', array: true },
    { name: 'madeAt', type: 'timestamptz', array: true },
  ],
  text: "insert into negotiation.quote (company_id, id, revision, version, state, account_id, made_at)\nselect r.* from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as id, unnest($3::bigint[]) as revision, unnest($4::integer[]) as version, unnest($5::text[]) as state, unnest($6::bigint[]) as account_id, unnest($7::timestamptz[]) as made_at) as r",
}

export const insertQuoteVersion: WriteStatement<{ companyId: bigint | null; quoteId: bigint | null; version: number | null; batch: bigint | null; source: string | null; accountId: bigint | null; accountNumber: string | null; currency: string | null; validFrom: string | null; validUntil: string | null; customerReference: string | null; taxInclusive: boolean | null; terms: Json | null; pricedOn: string | null; freightTaxed: boolean | null; ruleNames: Json | null }, never> = {
  name: 'negotiation.insert_quote_version',
  kind: 'write',
  lockClass: 'insert',
  sequence: 12,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'quoteId', type: 'bigint', array: true },
    { name: 'version', type: 'integer', array: true },
    { name: 'batch', type: 'bigint', array: true },
    { name: 'source', type: 'text', array: true },
    { name: 'accountId', type: 'bigint', array: true },
    { name: 'accountNumber', type: 'text', array: true },
    { name: 'currency', type: 'text', array: true },
    { name: 'validFrom', type: 'date', array: true },
    { name: 'validUntil', type: 'date', array: true },
    { name: 'customerReference', type: 'text', array: true },
    { name: 'taxInclusive', type: 'boolean', array: true },
    { name: 'terms', type: 'jsonb', array: true },
    { name: 'pricedOn', type: 'date', array: true },
    { name: 'freightTaxed', type: 'boolean', array: true },
    { name: 'ruleNames', type: 'jsonb', array: true },
  ],
  text: "insert into negotiation.quote_version (company_id, quote_id, version, batch, source, account_id, account_number, currency, valid_from,\n  valid_until, customer_reference, tax_inclusive, terms, priced_on, freight_taxed, rule_names)\nselect r.* from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as quote_id, unnest($3::integer[]) as version, unnest($4::bigint[]) as batch, unnest($5::text[]) as source, unnest($6::bigint[]) as account_id, unnest($7::text[]) as account_number, unnest($8::text[]) as currency, unnest($9::date[]) as valid_from, unnest($10::date[]) as valid_until, unnest($11::text[]) as customer_reference, unnest($12::boolean[]) as tax_inclusive, unnest($13::jsonb[]) as terms, unnest($14::date[]) as priced_on, unnest($15::boolean[]) as freight_taxed, unnest($16::jsonb[]) as rule_names) as r",
}

export const insertQuoteAlternative: WriteStatement<{ companyId: bigint | null; quoteId: bigint | null; version: number | null; place: number | null; code: string | null; title: string | null; discounts: Json | null; discountPercent: bigint | null; net: bigint | null; freight: bigint | null; tax: bigint | null }, never> = {
  name: 'negotiation.insert_quote_alternative',
  kind: 'write',
  lockClass: 'insert',
  sequence: 13,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'quoteId', type: 'bigint', array: true },
    { name: 'version', type: 'integer', array: true },
    { name: 'place', type: 'integer', array: true },
    { name: 'code', type: 'text', array: true },
    { name: 'title', type: 'text', array: true },
    { name: 'discounts', type: 'jsonb', array: true },
    { name: 'discountPercent', type: 'numeric', array: true },
    { name: 'net', type: 'bigint', array: true },
    { name: 'freight', type: 'bigint', array: true },
    { name: 'tax', type: 'bigint', array: true },
  ],
  text: "insert into negotiation.quote_alternative (company_id, quote_id, version, place, code, title, discounts, discount_percent, net, freight,\n  tax)\nselect r.* from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as quote_id, unnest($3::integer[]) as version, unnest($4::integer[]) as place, unnest($5::text[]) as code, unnest($6::text[]) as title, unnest($7::jsonb[]) as discounts, unnest($8::numeric[]) as discount_percent, unnest($9::bigint[]) as net, unnest($10::bigint[]) as freight, unnest($11::bigint[]) as tax) as r",
}

export const insertQuoteApproval: WriteStatement<{ companyId: bigint | null; quoteId: bigint | null; version: number | null; rules: readonly (string | null)[] | null; levels: readonly (string | null)[] | null; level: number | null; agreed: readonly (string | null)[] | null; state: string | null; madeBy: string | null; requestedBy: string | null }, never> = {
  name: 'negotiation.insert_quote_approval',
  kind: 'write',
  lockClass: 'insert',
  sequence: 14,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'quoteId', type: 'bigint', array: true },
    { name: 'version', type: 'integer', array: true },
    { name: 'rules', type: 'text', array: true, list: true },
    { name: 'levels', type: 'text', array: true, list: true },
    { name: 'level', type: 'smallint', array: true },
    { name: 'agreed', type: 'text', array: true, list: true },
    { name: 'state', type: 'text', array: true },
    { name: 'madeBy', type: 'text', array: true },
    { name: 'requestedBy', type: 'text', array: true },
  ],
  text: "insert into negotiation.quote_approval (company_id, quote_id, version, rules, levels, level, agreed, state, made_by, requested_by)\nselect r.* from (select u.company_id, u.quote_id, u.version, ($4::text[])[coalesce(($5::integer[])[u.place - 1], 0) + 1 : ($5::integer[])[u.place]] as rules, ($6::text[])[coalesce(($7::integer[])[u.place - 1], 0) + 1 : ($7::integer[])[u.place]] as levels, u.level, ($9::text[])[coalesce(($10::integer[])[u.place - 1], 0) + 1 : ($10::integer[])[u.place]] as agreed, u.state, u.made_by, u.requested_by from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as quote_id, unnest($3::integer[]) as version, unnest($8::smallint[]) as level, unnest($11::text[]) as state, unnest($12::text[]) as made_by, unnest($13::text[]) as requested_by, generate_subscripts($1::bigint[], 1) as place) as u) as r",
}

/** The revision of its quote is verified. */
export const moveQuoteApproval: WriteStatement<{ companyId: bigint | null; quoteId: bigint | null; version: number | null; levels: readonly (string | null)[] | null; level: number | null; agreed: readonly (string | null)[] | null; state: string | null; requestedBy: string | null }, never> = {
  name: 'negotiation.move_quote_approval',
  kind: 'write',
  lockClass: 'insert',
  sequence: 15,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'quoteId', type: 'bigint', array: true },
    { name: 'version', type: 'integer', array: true },
    { name: 'levels', type: 'text', array: true, list: true },
    { name: 'level', type: 'smallint', array: true },
    { name: 'agreed', type: 'text', array: true, list: true },
    { name: 'state', type: 'text', array: true },
    { name: 'requestedBy', type: 'text', array: true },
  ],
  text: "update negotiation.quote_approval a set levels = r.levels, level = r.level, agreed = r.agreed, state = r.state, requested_by = r.requested_by\nfrom (select u.company_id, u.quote_id, u.version, ($4::text[])[coalesce(($5::integer[])[u.place - 1], 0) + 1 : ($5::integer[])[u.place]] as levels, u.level, ($7::text[])[coalesce(($8::integer[])[u.place - 1], 0) + 1 : ($8::integer[])[u.place]] as agreed, u.state, u.requested_by from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as quote_id, unnest($3::integer[]) as version, unnest($6::smallint[]) as level, unnest($9::text[]) as state, unnest($10::text[]) as requested_by, generate_subscripts($1::bigint[], 1) as place) as u) as r\nwhere a.company_id = r.company_id and a.quote_id = r.quote_id and a.version = r.version",
}

export const insertQuoteLine: WriteStatement<{ companyId: bigint | null; quoteId: bigint | null; version: number | null; place: number | null; lineNo: number | null; parentNo: number | null; perParent: number | null; option: string | null; stated: Json | null; sku: string | null; itemName: string | null; uom: string | null; quantity: bigint | null; unitPrice: bigint | null; amount: bigint | null; freightAmount: bigint | null; net: bigint | null; freight: bigint | null; tax: bigint | null; taxPercent: bigint | null; waterfall: Json | null; agreement: Json | null; sold: Json | null; requestedOn: string | null; promises: Json | null }, never> = {
  name: 'negotiation.insert_quote_line',
  kind: 'write',
  lockClass: 'insert',
  sequence: 16,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'quoteId', type: 'bigint', array: true },
    { name: 'version', type: 'integer', array: true },
    { name: 'place', type: 'integer', array: true },
    { name: 'lineNo', type: 'integer', array: true },
    { name: 'parentNo', type: 'integer', array: true },
    { name: 'perParent', type: 'integer', array: true },
    { name: 'option', type: 'text', array: true },
    { name: 'stated', type: 'jsonb', array: true },
    { name: 'sku', type: 'text', array: true },
    { name: 'itemName', type: 'text', array: true },
    { name: 'uom', type: 'text', array: true },
    { name: 'quantity', type: 'numeric', array: true },
    { name: 'unitPrice', type: 'numeric', array: true },
    { name: 'amount', type: 'bigint', array: true },
    { name: 'freightAmount', type: 'bigint', array: true },
    { name: 'net', type: 'bigint', array: true },
    { name: 'freight', type: 'bigint', array: true },
    { name: 'tax', type: 'bigint', array: true },
    { name: 'taxPercent', type: 'numeric', array: true },
    { name: 'waterfall', type: 'jsonb', array: true },
    { name: 'agreement', type: 'jsonb', array: true },
    { name: 'sold', type: 'jsonb', array: true },
    { name: 'requestedOn', type: 'date', array: true },
    { name: 'promises', type: 'jsonb', array: true },
  ],
  text: "insert into negotiation.quote_line (company_id, quote_id, version, place, line_no, parent_no, per_parent, option, stated, sku,\n  item_name, uom,\n  quantity, unit_price, amount, freight_amount, net, freight, tax, tax_percent, waterfall, agreement, sold, requested_on, promises)\nselect r.* from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as quote_id, unnest($3::integer[]) as version, unnest($4::integer[]) as place, unnest($5::integer[]) as line_no, unnest($6::integer[]) as parent_no, unnest($7::integer[]) as per_parent, unnest($8::text[]) as option, unnest($9::jsonb[]) as stated, unnest($10::text[]) as sku, unnest($11::text[]) as item_name, unnest($12::text[]) as uom, unnest($13::numeric[]) as quantity, unnest($14::numeric[]) as unit_price, unnest($15::bigint[]) as amount, unnest($16::bigint[]) as freight_amount, unnest($17::bigint[]) as net, unnest($18::bigint[]) as freight, unnest($19::bigint[]) as tax, unnest($20::numeric[]) as tax_percent, unnest($21::jsonb[]) as waterfall, unnest($22::jsonb[]) as agreement, unnest($23::jsonb[]) as sold, unnest($24::date[]) as requested_on, unnest($25::jsonb[]) as promises) as r",
}

export const insertQuoteRelease: WriteStatement<{ companyId: bigint | null; quoteId: bigint | null; orderId: bigint | null; lineNo: number | null; version: number | null; place: number | null; batch: bigint | null; quantity: bigint | null; soldQuantity: bigint | null }, never> = {
  name: 'negotiation.insert_quote_release',
  kind: 'write',
  lockClass: 'insert',
  sequence: 17,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'quoteId', type: 'bigint', array: true },
    { name: 'orderId', type: 'bigint', array: true },
    { name: 'lineNo', type: 'integer', array: true },
    { name: 'version', type: 'integer', array: true },
    { name: 'place', type: 'integer', array: true },
    { name: 'batch', type: 'bigint', array: true },
    { name: 'quantity', type: 'numeric', array: true },
    { name: 'soldQuantity', type: 'numeric', array: true },
  ],
  text: "insert into negotiation.quote_release (company_id, quote_id, order_id, line_no, version, place, batch, quantity, sold_quantity)\nselect r.* from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as quote_id, unnest($3::bigint[]) as order_id, unnest($4::integer[]) as line_no, unnest($5::integer[]) as version, unnest($6::integer[]) as place, unnest($7::bigint[]) as batch, unnest($8::numeric[]) as quantity, unnest($9::numeric[]) as sold_quantity) as r",
}

export const insertQuoteHistory: WriteStatement<{ companyId: bigint | null; quoteId: bigint | null; revision: bigint | null; batch: bigint | null; at: Date | null; act: string | null; actor: string | null; reason: string | null; version: number | null; state: string | null }, never> = {
  name: 'negotiation.insert_quote_history',
  kind: 'write',
  lockClass: 'insert',
  sequence: 18,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'quoteId', type: 'bigint', array: true },
    { name: 'revision', type: 'bigint', array: true },
    { name: 'batch', type: 'bigint', array: true },
    { name: 'at', type: 'timestamptz', array: true },
    { name: 'act', type: 'text', array: true },
    { name: 'actor', type: 'text', array: true },
    { name: 'reason', type: 'text', array: true },
    { name: 'version', type: 'integer', array: true },
    { name: 'state', type: 'text', array: true },
  ],
  text: "insert into negotiation.quote_history (company_id, quote_id, revision, batch, at, act, actor, reason, version, state)\nselect r.* from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as quote_id, unnest($3::bigint[]) as revision, unnest($4::bigint[]) as batch, unnest($5::timestamptz[]) as at, unnest($6::text[]) as act, unnest($7::text[]) as actor, unnest($8::text[]) as reason, unnest($9::integer[]) as version, unnest($10::text[]) as state) as r",
}

export const lockQuotes: WriteStatement<{ companyId: bigint | null; id: bigint | null }, { locked: bigint }> = {
  name: 'negotiation.lock_quotes',
  kind: 'lock',
  lockClass: 'order',
  sequence: 19,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'id', type: 'bigint', array: true },
  ],
  text: "select count(*) as locked from (\n  select 1 from negotiation.quote q\n  where (q.company_id, q.id) in (select r.company_id, r.id from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as id) as r)\n  order by q.company_id, q.id for update\n) l",
}

/** Every batch that does something with a quote passes here: the revision that its decision saw must still stand, else DK001. */
export const moveQuote: WriteStatement<{ companyId: bigint | null; id: bigint | null; before: bigint | null; revision: bigint | null; version: number | null; state: string | null; sentVersion: number | null; accountId: bigint | null; expiresOn: string | null; alternative: string | null }, { verified: boolean }> = {
  name: 'negotiation.move_quote',
  kind: 'write',
  lockClass: 'order',
  sequence: 20,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'id', type: 'bigint', array: true },
    { name: 'before', type: 'bigint', array: true },
    { name: 'revision', type: 'bigint', array: true },
    { name: 'version', type: 'integer', array: true },
    { name: 'state', type: 'text', array: true },
    { name: 'sentVersion', type: 'integer', array: true },
    { name: 'accountId', type: 'bigint', array: true },
    { name: 'expiresOn', type: 'date', array: true },
    { name: 'alternative', type: 'text', array: true },
  ],
  text: "with wanted as (\n  select * from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as id, unnest($3::bigint[]) as before, unnest($4::bigint[]) as revision, unnest($5::integer[]) as version, unnest($6::text[]) as state, unnest($7::integer[]) as sent_version, unnest($8::bigint[]) as account_id, unnest($9::date[]) as expires_on, unnest($10::text[]) as alternative) as r\n), moved as (\n  update negotiation.quote q\n  set revision = w.revision, version = w.version, state = w.state, sent_version = w.sent_version, account_id = w.account_id,\n    expires_on = w.expires_on, alternative = w.alternative\n  from wanted w\n  where q.company_id = w.company_id and q.id = w.id and q.revision = w.before\n  returning q.company_id, q.id\n)\nselect platform.verify((select count(*) from moved) = (select count(*) from wanted)) as verified",
}
