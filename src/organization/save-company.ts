import { Type, type Static } from 'typebox'
import type { Act } from '../platform/batch/index.ts'
import { openHead } from '../platform/company-head.ts'
import type { Malformed } from '../platform/http/index.ts'
import type { Json } from '../platform/json.ts'
import { HUNDRED_PERCENT, parseMicro, ROUNDING_MODES } from '../platform/money.ts'
import {
  camelRows,
  Check,
  SETUP_REFUSED,
  standsAlready,
  type CamelRow,
  type Saved,
} from '../platform/setup.ts'
import { refuse, type Refusal } from '../platform/outcome.ts'
import { RANK_BY } from './company.ts'
import { addSeries, DEFAULT_SERIES } from './save-series.ts'
import { companiesByCode, insertCompanies, updateCompanies } from './setup.sql.ts'
import { touchSetup } from './setup.ts'

export const CompanyInput = Type.Object(
  {
    code: Type.String({
      pattern: '^[A-Z0-9][A-Z0-9_-]{0,39}$',
      form: 'at most 40 capital letters, digits, _ and -, beginning with a letter or digit',
      description: 'Never changes',
    }),
    name: Type.String({ minLength: 1, maxLength: 200 }),
    currency: Type.String({
      pattern: '^[A-Z]{3}$',
      form: 'three capital letters, such as GBP',
      description: 'Of the books; never changes',
    }),
    country: Type.String({ pattern: '^[A-Z]{2}$', form: 'two capital letters, such as GB' }),
    timeZone: Type.String({ minLength: 1, maxLength: 60, description: 'IANA name, e.g. Europe/London' }),
    taxRounding: Type.Optional(
      Type.Union([Type.Literal('unit'), Type.Literal('line'), Type.Literal('document')]),
    ),
    sandbox: Type.Optional(Type.Boolean({ description: 'May its business clock be moved? Never changes' })),
    live: Type.Optional(
      Type.Boolean({
        description:
          'false: it begins in set-up and keeps orders as drafts until POST /setup/go-live. true when absent',
      }),
    ),
    settings: Type.Optional(Type.Record(Type.String({ maxLength: 100 }), Type.Unknown())),
    custom: Type.Optional(Type.Record(Type.String({ maxLength: 100 }), Type.Unknown())),
  },
  { title: 'CompanyInput', $id: 'CompanyInput', additionalProperties: false },
)
export type CompanyInput = Static<typeof CompanyInput>

type CompanyRow = CamelRow<typeof companiesByCode>

interface Facts {
  byCode: Map<string, CompanyRow>
}

export interface CompanyRequest {
  input: CompanyInput
  /** Companies that who asks may change; 'all': every one, and new ones. Absent: Docket itself asks. */
  administers?: 'all' | readonly bigint[]
  /** It is made, or refused when it is there. */
  fresh?: true
  /** The same, said by the caller's `If-None-Match: *`. */
  onlyNew?: boolean
  /** It is refused for this, and for what else is wrong with it. */
  malformed?: Malformed
}

/** Makes a company with its order of facts, its series of invoices and credit memos and a calendar; or changes one. */
export const saveCompany: Act<CompanyRequest, Facts, Saved | Refusal> = {
  name: 'organization.save_company',
  weigh: () => 1,
  companyOf: () => 0n,
  async read(db, requests) {
    const rows = await db.read(companiesByCode, { codes: requests.map(({ input }) => input.code) })
    return { byCode: new Map(camelRows(companiesByCode, rows).map((row) => [row.code, row])) }
  },
  decide(
    { input, administers = 'all', fresh, onlyNew, malformed },
    facts,
    { ids, writes, now },
  ): Saved | Refusal {
    const { code } = input
    const before = facts.byCode.get(code)
    // The same answer for a company of others and for one that is not there: nobody finds out which are.
    if (administers !== 'all' && !(before && administers.includes(before.companyId)))
      return refuse('not_administrator', [])
    if (before && fresh) return refuse(SETUP_REFUSED, `There is a company ${code}.`, '/code')
    const check = new Check(malformed)
    check.currency('/currency', input.currency)
    check.that(
      isTimeZone(input.timeZone),
      '/timeZone',
      'unknown_time_zone',
      `"${input.timeZone}" is not a time zone.`,
    )
    judgeSettings(input.settings, check)
    const row: CompanyRow = {
      companyId: before?.companyId ?? ids.next(),
      code,
      name: input.name,
      currency: input.currency,
      country: input.country,
      timeZone: input.timeZone,
      taxRounding: input.taxRounding ?? before?.taxRounding ?? 'line',
      sandbox: input.sandbox ?? before?.sandbox ?? false,
      live: input.live ?? before?.live ?? true,
      settings: (input.settings ?? before?.settings ?? {}) as Json,
      custom: (input.custom ?? before?.custom ?? {}) as Json,
    }
    if (before && check.stated('/code')) {
      const fixed = 'It never changes: facts were written under it.'
      check.that(before.currency === row.currency, '/currency', 'fixed', fixed)
      check.that(before.sandbox === row.sandbox, '/sandbox', 'fixed', fixed)
      check.that(before.live === row.live, '/live', 'fixed', 'POST /api/v1/setup/go-live changes it.')
    }
    const { refusal } = check
    if (onlyNew && before) return standsAlready(code, check.problems)
    if (refusal) return refusal
    const { companyId } = row
    facts.byCode.set(code, row)
    if (before) {
      if (sameCompany(before, row)) return { ok: true, id: companyId, code, change: 'unchanged' }
      writes.add(updateCompanies, row)
      touchSetup(writes, companyId)
      return { ok: true, id: companyId, code, change: 'changed' }
    }
    writes.add(insertCompanies, row)
    openHead(writes, row, now)
    for (const series of DEFAULT_SERIES) addSeries(writes, { companyId, ...series })
    return { ok: true, id: companyId, code, change: 'created' }
  },
}

/** The settings that prices hang on are told wrong where they are stated, not found wrong when an order comes. */
function judgeSettings(settings: CompanyInput['settings'], check: Check): void {
  const rounding = settings?.['rounding']
  check.that(
    rounding === undefined || ROUNDING_MODES.some((mode) => mode === rounding),
    '/settings/rounding',
    'not_allowed',
    `It must be one of ${ROUNDING_MODES.join(', ')}.`,
  )
  const released = settings?.['backordersWaitForRelease']
  check.that(
    released === undefined || typeof released === 'boolean',
    '/settings/backordersWaitForRelease',
    'not_allowed',
    'It must be true or false.',
  )
  check.that(
    isRank(settings?.['backorderRank']),
    '/settings/backorderRank',
    'not_allowed',
    `It must be a list of {"by", "direction"}: by is one of ${RANK_BY.join(', ')}, each once; direction ascending or descending.`,
  )
  const days = settings?.['statedRateDays']
  check.that(
    days === undefined || (typeof days === 'number' && Number.isInteger(days) && days >= 0 && days <= 3660),
    '/settings/statedRateDays',
    'not_a_number',
    'It must be a whole number of days from 0 to 3660.',
  )
  const most = settings?.['maxDiscountPercent']
  if (most === undefined) return
  const percent = typeof most === 'string' ? parseMicro(most) : undefined
  check.that(
    percent !== undefined && percent >= 0n && percent <= HUNDRED_PERCENT,
    '/settings/maxDiscountPercent',
    'not_a_decimal',
    'It must be a decimal in text from 0 to 100 with at most 6 decimals.',
  )
}

function isRank(rank: unknown): boolean {
  if (rank === undefined) return true
  if (!Array.isArray(rank)) return false
  const named = rank.map((one: unknown) => {
    const { by, direction } = (typeof one === 'object' && one !== null ? one : {}) as Record<string, unknown>
    return direction === 'ascending' || direction === 'descending'
      ? RANK_BY.find((name) => name === by)
      : undefined
  })
  return !named.includes(undefined) && new Set(named).size === named.length
}

function sameCompany(a: CompanyRow, b: CompanyRow): boolean {
  const text = (row: CompanyRow) =>
    JSON.stringify([
      row.name,
      row.country,
      row.timeZone,
      row.taxRounding,
      sorted(row.settings),
      sorted(row.custom),
    ])
  return text(a) === text(b)
}

function sorted(value: Json): Json {
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map(sorted)
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([k, v]) => [k, sorted(v)]),
  )
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name }).format(0)
    return true
  } catch {
    return false
  }
}
