// Written by `npm run generate` from setup.sql; do not edit.
import type { ReadStatement, WriteStatement } from '../platform/database/index.ts'
import type { Json } from '../platform/json.ts'

export const readSetupVersions: ReadStatement<{ ids: readonly bigint[] }, { company_id: bigint; setup_version: bigint }> = {
  name: 'organization.read_setup_versions',
  kind: 'read',
  lockClass: 'insert',
  sequence: 0,
  params: [
    { name: 'ids', type: 'bigint', array: true },
  ],
  text: "select c.company_id, c.setup_version from organization.company c where c.company_id = any($1::bigint[])",
}

/** Before a second decision: nobody else changes the set-up of these companies until it is written. */
export const lockSetup: WriteStatement<{ companyId: bigint | null }, { locked: bigint }> = {
  name: 'organization.lock_setup',
  kind: 'lock',
  lockClass: 'order',
  sequence: 1,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
  ],
  text: "select count(*) as locked from (\n  select 1 from organization.company c\n  where c.company_id in (select r.company_id from (select unnest($1::bigint[]) as company_id) as r)\n  order by c.company_id for no key update\n) l",
}

/** Raises the set-up version of a company. Every act of set-up reads the version first and is refused (DK001, decided again) when another one came between: so set-up rows need no guards of their own. `expected` null: no question asked. The company's row is locked before any set-up row, so two acts that write the same rows never wait for each other in a ring. */
export const touchSetup: WriteStatement<{ companyId: bigint | null; expected: bigint | null }, { verified: boolean }> = {
  name: 'organization.touch_setup',
  kind: 'write',
  lockClass: 'order',
  sequence: 2,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'expected', type: 'bigint', array: true },
  ],
  text: "with wanted as (\n  select r.company_id, max(r.expected) as expected from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as expected) as r group by r.company_id\n), locked as materialized (\n  select c.company_id from organization.company c\n  where c.company_id in (select w.company_id from wanted w)\n  order by c.company_id for no key update\n), touched as (\n  update organization.company c set setup_version = c.setup_version + 1\n  from wanted w, locked l\n  where c.company_id = w.company_id and l.company_id = w.company_id\n    and (w.expected is null or c.setup_version = w.expected)\n  returning c.company_id\n)\nselect platform.verify((select count(*) from touched) = (select count(*) from wanted)) as verified",
}

export const companiesByCode: ReadStatement<{ codes: readonly string[] }, { company_id: bigint; code: string; name: string; currency: string; country: string; time_zone: string; tax_rounding: string; sandbox: boolean; live: boolean; settings: Json; custom: Json }> = {
  name: 'organization.companies_by_code',
  kind: 'read',
  lockClass: 'insert',
  sequence: 3,
  params: [
    { name: 'codes', type: 'text', array: true },
  ],
  text: "select c.company_id, c.code, c.name, c.currency, c.country, c.time_zone, c.tax_rounding, c.sandbox, c.live, c.settings,\n  c.custom\nfrom organization.company c where c.code = any($1::text[])",
}

export const listCompanies: ReadStatement<{ ids: readonly bigint[] }, { company_id: bigint; code: string; name: string; currency: string; country: string; time_zone: string; tax_rounding: string; sandbox: boolean; live: boolean; clock_offset_ms: bigint; settings: Json; custom: Json }> = {
  name: 'organization.list_companies',
  kind: 'read',
  lockClass: 'insert',
  sequence: 4,
  params: [
    { name: 'ids', type: 'bigint', array: true },
  ],
  text: "select c.company_id, c.code, c.name, c.currency, c.country, c.time_zone, c.tax_rounding, c.sandbox, c.live, c.clock_offset_ms,\n  c.settings, c.custom\nfrom organization.company c where c.company_id = any($1::bigint[]) order by c.code",
}

export const allCompanies: ReadStatement<{  }, { company_id: bigint; code: string }> = {
  name: 'organization.all_companies',
  kind: 'read',
  lockClass: 'insert',
  sequence: 5,
  params: [
  ],
  text: "select c.company_id, c.code from organization.company c order by c.code",
}

export const insertCompanies: WriteStatement<{ companyId: bigint | null; code: string | null; name: string | null; currency: string | null; country: string | null; timeZone: string | null; taxRounding: string | null; sandbox: boolean | null; live: boolean | null; settings: Json | null; custom: Json | null }, never> = {
  name: 'organization.insert_companies',
  kind: 'write',
  lockClass: 'insert',
  sequence: 6,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'code', type: 'text', array: true },
    { name: 'name', type: 'text', array: true },
    { name: 'currency', type: 'text', array: true },
    { name: 'country', type: 'text', array: true },
    { name: 'timeZone', type: 'text', array: true },
    { name: 'taxRounding', type: 'text', array: true },
    { name: 'sandbox', type: 'boolean', array: true },
    { name: 'live', type: 'boolean', array: true },
    { name: 'settings', type: 'jsonb', array: true },
    { name: 'custom', type: 'jsonb', array: true },
  ],
  text: "insert into organization.company (company_id, code, name, currency, country, time_zone, tax_rounding, sandbox, live, settings,\n  custom)\nselect r.* from (select unnest($1::bigint[]) as company_id, unnest($2::text[]) as code, unnest($3::text[]) as name, unnest($4::text[]) as currency, unnest($5::text[]) as country, unnest($6::text[]) as time_zone, unnest($7::text[]) as tax_rounding, unnest($8::boolean[]) as sandbox, unnest($9::boolean[]) as live, unnest($10::jsonb[]) as settings, unnest($11::jsonb[]) as custom) as r\norder by r.code",
}

/** Currency, sandbox and code of a company never change; it goes live by an act of its own. */
export const updateCompanies: WriteStatement<{ companyId: bigint | null; name: string | null; country: string | null; timeZone: string | null; taxRounding: string | null; settings: Json | null; custom: Json | null }, never> = {
  name: 'organization.update_companies',
  kind: 'write',
  lockClass: 'insert',
  sequence: 7,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'name', type: 'text', array: true },
    { name: 'country', type: 'text', array: true },
    { name: 'timeZone', type: 'text', array: true },
    { name: 'taxRounding', type: 'text', array: true },
    { name: 'settings', type: 'jsonb', array: true },
    { name: 'custom', type: 'jsonb', array: true },
  ],
  text: "update organization.company c\nset name = r.name, country = r.country, time_zone = r.time_zone, tax_rounding = r.tax_rounding, settings = r.settings,\n  custom = r.custom\nfrom (select unnest($1::bigint[]) as company_id, unnest($2::text[]) as name, unnest($3::text[]) as country, unnest($4::text[]) as time_zone, unnest($5::text[]) as tax_rounding, unnest($6::jsonb[]) as settings, unnest($7::jsonb[]) as custom) as r\nwhere c.company_id = r.company_id",
}

export const openToOrders: WriteStatement<{ companyId: bigint | null }, never> = {
  name: 'organization.open_to_orders',
  kind: 'write',
  lockClass: 'insert',
  sequence: 8,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
  ],
  text: "update organization.company c set live = true\nfrom (select unnest($1::bigint[]) as company_id) as r\nwhere c.company_id = r.company_id",
}

export const moveClocks: WriteStatement<{ companyId: bigint | null; clockOffsetMs: bigint | null }, never> = {
  name: 'organization.move_clocks',
  kind: 'write',
  lockClass: 'insert',
  sequence: 9,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'clockOffsetMs', type: 'bigint', array: true },
  ],
  text: "update organization.company c set clock_offset_ms = r.clock_offset_ms\nfrom (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as clock_offset_ms) as r\nwhere c.company_id = r.company_id and c.sandbox",
}

export const readCalendars: ReadStatement<{ companyIds: readonly bigint[] }, { company_id: bigint; code: string; working_days: number[]; holidays: string[] }> = {
  name: 'organization.read_calendars',
  kind: 'read',
  lockClass: 'insert',
  sequence: 10,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
  ],
  text: "select c.company_id, c.code, c.working_days, c.holidays from organization.calendar c\nwhere c.company_id = any($1::bigint[]) order by c.company_id, c.code",
}

/** Lists travel as JSON: a row cannot hold an array among arrays. */
export const saveCalendars: WriteStatement<{ companyId: bigint | null; code: string | null; workingDays: Json | null; holidays: Json | null }, never> = {
  name: 'organization.save_calendars',
  kind: 'write',
  lockClass: 'insert',
  sequence: 11,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'code', type: 'text', array: true },
    { name: 'workingDays', type: 'jsonb', array: true },
    { name: 'holidays', type: 'jsonb', array: true },
  ],
  text: "insert into organization.calendar as c (company_id, code, working_days, holidays)\nselect r.company_id, r.code,\n  (select coalesce(array_agg(d.value::integer), '{}') from jsonb_array_elements_text(r.working_days) d),\n  (select coalesce(array_agg(d.value::date), '{}') from jsonb_array_elements_text(r.holidays) d)\nfrom (select unnest($1::bigint[]) as company_id, unnest($2::text[]) as code, unnest($3::jsonb[]) as working_days, unnest($4::jsonb[]) as holidays) as r\norder by r.company_id, r.code\non conflict (company_id, code) do update set working_days = excluded.working_days, holidays = excluded.holidays",
}

export const readExchangeRates: ReadStatement<{ companyIds: readonly bigint[] }, { company_id: bigint; from_currency: string; to_currency: string; valid_from: string; rate_e10: bigint }> = {
  name: 'organization.read_exchange_rates',
  kind: 'read',
  lockClass: 'insert',
  sequence: 12,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
  ],
  text: "select x.company_id, x.from_currency, x.to_currency, x.valid_from, x.rate_e10 from organization.exchange_rate x\nwhere x.company_id = any($1::bigint[]) order by x.company_id, x.from_currency, x.to_currency, x.valid_from",
}

export const saveExchangeRates: WriteStatement<{ companyId: bigint | null; fromCurrency: string | null; toCurrency: string | null; validFrom: string | null; rateE10: bigint | null }, never> = {
  name: 'organization.save_exchange_rates',
  kind: 'write',
  lockClass: 'insert',
  sequence: 13,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'fromCurrency', type: 'text', array: true },
    { name: 'toCurrency', type: 'text', array: true },
    { name: 'validFrom', type: 'date', array: true },
    { name: 'rateE10', type: 'bigint', array: true },
  ],
  text: "insert into organization.exchange_rate as x (company_id, from_currency, to_currency, valid_from, rate_e10)\nselect r.* from (select unnest($1::bigint[]) as company_id, unnest($2::text[]) as from_currency, unnest($3::text[]) as to_currency, unnest($4::date[]) as valid_from, unnest($5::bigint[]) as rate_e10) as r\norder by r.company_id, r.from_currency, r.to_currency, r.valid_from\non conflict (company_id, from_currency, to_currency, valid_from) do update set rate_e10 = excluded.rate_e10",
}

export const readDocumentSeries: ReadStatement<{ companyIds: readonly bigint[] }, { company_id: bigint; kind: string; code: string; prefix: string; policy: string }> = {
  name: 'organization.read_document_series',
  kind: 'read',
  lockClass: 'insert',
  sequence: 14,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
  ],
  text: "select s.company_id, s.kind, s.code, s.prefix, s.policy from organization.document_series s\nwhere s.company_id = any($1::bigint[]) order by s.company_id, s.code",
}

/** Kind and policy of a series never change: its numbers were given under them. */
export const saveDocumentSeries: WriteStatement<{ companyId: bigint | null; kind: string | null; code: string | null; prefix: string | null; policy: string | null }, never> = {
  name: 'organization.save_document_series',
  kind: 'write',
  lockClass: 'insert',
  sequence: 15,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'kind', type: 'text', array: true },
    { name: 'code', type: 'text', array: true },
    { name: 'prefix', type: 'text', array: true },
    { name: 'policy', type: 'text', array: true },
  ],
  text: "insert into organization.document_series as s (company_id, kind, code, prefix, policy)\nselect r.* from (select unnest($1::bigint[]) as company_id, unnest($2::text[]) as kind, unnest($3::text[]) as code, unnest($4::text[]) as prefix, unnest($5::text[]) as policy) as r\norder by r.company_id, r.code\non conflict (company_id, code) do update set prefix = excluded.prefix",
}
