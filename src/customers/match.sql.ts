// Written by `npm run generate` from match.sql; do not edit.
import type { ReadStatement, WriteStatement } from '../platform/database/index.ts'
import type { Json } from '../platform/json.ts'

export const matchRulesByCode: ReadStatement<{ companyIds: readonly bigint[]; codes: readonly string[] }, { company_id: bigint; code: string; position: number; keys: string[]; outcome: string; most_records: number; active: boolean }> = {
  name: 'customers.match_rules_by_code',
  kind: 'read',
  lockClass: 'insert',
  sequence: 0,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'codes', type: 'text', array: true },
  ],
  text: "select r.company_id, r.code, r.position, r.keys, r.outcome, r.most_records, r.active\nfrom unnest($1::bigint[], $2::text[]) as w(company_id, code)\njoin customers.match_rule r on r.company_id = w.company_id and r.code = w.code",
}

/** Of companies, in the order in which they are asked. */
export const readMatchRules: ReadStatement<{ companyIds: readonly bigint[] }, { company_id: bigint; code: string; position: number; keys: string[]; outcome: string; most_records: number; active: boolean }> = {
  name: 'customers.read_match_rules',
  kind: 'read',
  lockClass: 'insert',
  sequence: 1,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
  ],
  text: "select r.company_id, r.code, r.position, r.keys, r.outcome, r.most_records, r.active\nfrom customers.match_rule r where r.company_id = any($1::bigint[])\norder by r.company_id, r.position, r.code",
}

export const saveMatchRules: WriteStatement<{ companyId: bigint | null; code: string | null; position: number | null; keys: Json | null; outcome: string | null; mostRecords: number | null; active: boolean | null }, never> = {
  name: 'customers.save_match_rules',
  kind: 'write',
  lockClass: 'key',
  sequence: 2,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'code', type: 'text', array: true },
    { name: 'position', type: 'integer', array: true },
    { name: 'keys', type: 'jsonb', array: true },
    { name: 'outcome', type: 'text', array: true },
    { name: 'mostRecords', type: 'integer', array: true },
    { name: 'active', type: 'boolean', array: true },
  ],
  text: "insert into customers.match_rule (company_id, code, position, keys, outcome, most_records, active)\nselect r.company_id, r.code, r.position, array(select jsonb_array_elements_text(r.keys)), r.outcome, r.most_records, r.active\nfrom (select unnest($1::bigint[]) as company_id, unnest($2::text[]) as code, unnest($3::integer[]) as position, unnest($4::jsonb[]) as keys, unnest($5::text[]) as outcome, unnest($6::integer[]) as most_records, unnest($7::boolean[]) as active) as r\norder by r.company_id, r.code\non conflict (company_id, code) do update set position = excluded.position, keys = excluded.keys, outcome = excluded.outcome,\n  most_records = excluded.most_records, active = excluded.active",
}

/** Customers along the keys that rules match by, each an index of its own. Addresses and contacts are of whoever receives, so the customer itself counts alone: among the 1000 rows of a key that are looked at. */
export const findMatches: ReadStatement<{ companyIds: readonly bigint[]; fields: readonly string[]; texts: readonly string[]; ends: readonly string[]; most: number | null }, { company_id: bigint; customer_id: bigint }> = {
  name: 'customers.find_matches',
  kind: 'read',
  lockClass: 'insert',
  sequence: 3,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'fields', type: 'text', array: true },
    { name: 'texts', type: 'text', array: true },
    { name: 'ends', type: 'text', array: true },
    { name: 'most', type: 'integer', array: false },
  ],
  text: "select distinct w.company_id, k.customer_id\nfrom unnest($1::bigint[], $2::text[], $3::text[], $4::text[]) as w(company_id, field, text, upto)\ncross join lateral (\n  (select d.customer_id from (\n    select d.customer_id, d.id from customers.person_data d\n    where w.field = 'email' and d.company_id = w.company_id and d.email is not null and lower(d.email) = w.text collate \"C\" limit 1000\n  ) d where d.id = 0 limit $5::integer)\n  union all\n  (select d.customer_id from (\n    select d.customer_id, d.id from customers.person_data d\n    where w.field = 'phone' and d.company_id = w.company_id and d.phone is not null\n      and reverse(regexp_replace(d.phone, '[^0-9]', '', 'g')) >= w.text collate \"C\"\n      and reverse(regexp_replace(d.phone, '[^0-9]', '', 'g')) < w.upto collate \"C\" limit 1000\n  ) d where d.id = 0 limit $5::integer)\n  union all\n  (select d.customer_id from customers.person_data d\n  where w.field = 'name_postcode' and d.company_id = w.company_id and d.id = 0 and d.search_name is not null\n    and d.address ->> 'postcode' is not null and d.search_name = w.text collate \"C\"\n    and upper(regexp_replace(d.address ->> 'postcode', '\\W', '', 'g')) collate \"C\" = w.upto collate \"C\" limit $5::integer)\n  union all\n  (select n.customer_id from customers.alternate_number n\n  where w.field = 'alternate_number' and n.company_id = w.company_id and n.system = w.text collate \"C\"\n    and n.number = w.upto collate \"C\" limit $5::integer)\n) k",
}

/** What customers are known by. */
export const readKnownAs: ReadStatement<{ companyIds: readonly bigint[]; ids: readonly bigint[] }, { company_id: bigint; id: bigint; name: string | null; email: string | null; phone: string | null; country: string | null; address: Json | null; alternate_numbers: Json }> = {
  name: 'customers.read_known_as',
  kind: 'read',
  lockClass: 'insert',
  sequence: 4,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'ids', type: 'bigint', array: true },
  ],
  text: "select c.company_id, c.id, p.name, p.email, p.phone, coalesce(p.address ->> 'country', (select a.ship_to_country from customers.account a\n    where a.company_id = c.company_id and a.customer_id = c.id order by a.id limit 1)) as country, p.address,\n  coalesce((select jsonb_agg(jsonb_build_object('system', n.system, 'number', n.number) order by n.system, n.number)\n    from customers.alternate_number n where n.company_id = c.company_id and n.customer_id = c.id), '[]') as alternate_numbers\nfrom unnest($1::bigint[], $2::bigint[]) as w(company_id, id)\njoin customers.customer c on c.company_id = w.company_id and c.id = w.id\nleft join customers.person_data p on p.company_id = c.company_id and p.customer_id = c.id and p.id = 0",
}
