import { Type } from 'typebox'
import { administered, administersAll } from '../platform/auth/index.ts'
import {
  accessIn,
  allows,
  defineProblems,
  ok,
  refused,
  route,
  wantsNew,
  type Route,
} from '../platform/http/index.ts'
import { camelRows, isRefusal, STANDS_ALREADY } from '../platform/setup.ts'
import { pagedWhole, saved, setupRoutes, type SetupRouting } from '../platform/setup-routes.ts'
import { instant, InstantShape } from '../platform/wire.ts'
import { ClockInput, moveClock } from './move-clock.ts'
import { CalendarInput, saveCalendar } from './save-calendar.ts'
import { CompanyInput, saveCompany } from './save-company.ts'
import { ExchangeRateInput, rateText, saveExchangeRate } from './save-exchange-rate.ts'
import { saveSeries, SeriesInput } from './save-series.ts'
import { listCompanies, readCalendars, readDocumentSeries, readExchangeRates } from './setup.sql.ts'

const tag = 'Organization'
const scopes = { tag, read: 'setup:read', write: 'setup:write' } as const

defineProblems({
  not_a_sandbox: [
    409,
    'The clock of this company is not movable.',
    'Make a company with `sandbox: true` to try things out.',
  ],
  clock_backward: [422, 'A business clock never goes back.', 'Name a later time.'],
  clock_too_far: [422, 'The clock cannot be moved so far.', 'Name a time before the year 2100.'],
  clock_move_unclear: [422, 'The move says both or neither of `to` and `days`.', 'Say one of them.'],
})

/** What the routes of who we are work with. */
interface OrganizationRouting extends SetupRouting {
  /** Told when there is a company that was not there before. */
  founded(): void
}

/** Routes of who we are. */
export function organizationRoutes(routing: OrganizationRouting): Route[] {
  const { door, db, founded } = routing
  return [
    route({
      method: 'PUT',
      url: '/api/v1/companies',
      operationId: 'saveCompany',
      summary: 'Describe a company',
      description:
        'Made or changed by its code; with `If-None-Match: *` only made. The same description twice changes nothing. Who administers one company changes that one; who administers all makes new ones, which are known here at once and on other nodes within 5 seconds.',
      tags: [tag],
      scope: 'admin',
      company: false,
      onlyNew: true,
      body: CompanyInput,
      responses: {
        200: { description: 'It stands as described.', schema: SavedCompany },
        201: { description: 'It was made.', schema: SavedCompany },
      },
      problems: ['not_administrator', STANDS_ALREADY],
      async handle(request) {
        const { body, principal } = request
        const onlyNew = wantsNew(request.header('if-none-match'))
        const administers = administersAll(principal) ? 'all' : administered(principal)
        const outcome = await door.request(saveCompany, { input: body, administers, onlyNew })
        if (outcome.ok && outcome.change === 'created') founded()
        return saved(outcome, '/api/v1/companies')
      },
    }),
    route({
      method: 'GET',
      url: '/api/v1/companies',
      operationId: 'listCompanies',
      summary: 'List the companies that you work for',
      tags: [tag],
      scope: 'signed-in',
      rows: 'scoped',
      company: false,
      responses: {
        200: { description: 'All of them.', schema: Type.Object({ companies: Type.Array(CompanyInput) }) },
      },
      async handle({ principal }) {
        const rows = await db.read(listCompanies, { ids: principal.companies.map((company) => company.id) })
        const companies = camelRows(listCompanies, rows).map(
          ({ companyId: id, clockOffsetMs: _offset, settings, custom, ...company }) => ({
            ...company,
            // How a company is set up is no matter of its customers.
            ...(allows(accessIn(principal.identity, id), 'setup:read') ? { settings, custom } : {}),
          }),
        )
        return ok({ companies })
      },
    }),
    route({
      method: 'PUT',
      url: '/api/v1/clock',
      operationId: 'moveClock',
      summary: 'Move the business clock of a sandbox company forward',
      tags: [tag],
      scope: 'setup:write',
      body: ClockInput,
      problems: ['not_a_sandbox', 'clock_backward', 'clock_too_far', 'clock_move_unclear'],
      responses: {
        200: { description: 'The time it shows now.', schema: Type.Object({ businessTime: InstantShape }) },
      },
      async handle({ companyId, body }) {
        const moved = await door.request(moveClock, { companyId, input: body })
        return isRefusal(moved) ? refused(moved) : ok({ businessTime: instant(moved.businessTime) })
      },
    }),
    ...setupRoutes(routing, {
      ...scopes,
      noun: 'calendar',
      plural: 'calendars',
      path: 'calendars',
      schema: CalendarInput,
      act: saveCalendar,
      keyShape: 's',
      async list(db, companyId, at) {
        const rows = camelRows(readCalendars, await db.read(readCalendars, { companyIds: [companyId] }))
        return pagedWhole(
          rows.map(({ companyId: _company, ...body }) => ({ key: [body.code], body })),
          at,
        )
      },
    }),
    ...setupRoutes(routing, {
      ...scopes,
      noun: 'exchange rate',
      named: ['from', 'to', 'validFrom'],
      plural: 'exchange rates',
      path: 'exchange-rates',
      schema: ExchangeRateInput,
      act: saveExchangeRate,
      keyShape: 'sss',
      async list(db, companyId, at) {
        const rows = camelRows(
          readExchangeRates,
          await db.read(readExchangeRates, { companyIds: [companyId] }),
        )
        return pagedWhole(
          rows.map(({ fromCurrency, toCurrency, validFrom, rateE10 }) => ({
            key: [fromCurrency, toCurrency, validFrom],
            body: { from: fromCurrency, to: toCurrency, validFrom, rate: rateText(rateE10) },
          })),
          at,
        )
      },
    }),
    ...setupRoutes(routing, {
      ...scopes,
      noun: 'document series',
      plural: 'all document series',
      path: 'document-series',
      schema: SeriesInput,
      act: saveSeries,
      keyShape: 's',
      async list(db, companyId, at) {
        const rows = camelRows(
          readDocumentSeries,
          await db.read(readDocumentSeries, { companyIds: [companyId] }),
        )
        return pagedWhole(
          rows.map(({ companyId: _company, ...body }) => ({ key: [body.code], body })),
          at,
        )
      },
    }),
  ]
}

const SavedCompany = Type.Object({ code: Type.String(), change: Type.String() })
