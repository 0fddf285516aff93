import { Type } from 'typebox'
import type { Door } from '../../platform/batch/index.ts'
import type { Database } from '../../platform/database/index.ts'
import { noContent, ok, problem, route, wantsNew, type Route } from '../../platform/http/index.ts'
import { readClock } from '../../platform/platform.sql.ts'
import { encodeId, orderNumber } from '../../platform/public-id.ts'
import { camelRows, SETUP_REFUSED, STANDS_ALREADY } from '../../platform/setup.ts'
import { saved } from '../../platform/setup-routes.ts'
import { IdShape, instant, InstantShape, money, MoneyShape, orNull } from '../../platform/wire.ts'
import { readUnacknowledged } from './acknowledged.ts'
import { ExpectationInput, PARTIES, saveExpectation, type ExpectationRow } from './expectation.ts'
import { deleteExpectation, expectationsOfCompanies } from './expectation.sql.ts'
import { nameOf } from './gaps.ts'
import { readGapsOf } from './arrivals.sql.ts'
import { readSilences } from './silent.ts'

const tags = ['monitoring']
const Named = Type.Object({
  party: Type.Union(PARTIES.map((party) => Type.Literal(party))),
  code: Type.String({
    minLength: 1,
    maxLength: 100,
    description: 'Of a source system (channel, shop), a location (warehouse) or a webhook endpoint',
  }),
})

const Expectation = {
  party: Type.String(),
  code: Type.String(),
  acknowledgedWithinSeconds: orNull(Type.Integer()),
  rate: orNull(Type.Unknown()),
  sequence: orNull(Type.Unknown()),
  reconciledWithinHours: orNull(Type.Integer()),
  statedAt: InstantShape,
}

const ExpectationDetail = Type.Object(
  {
    ...Expectation,
    orders: orNull(
      Type.Object(
        {
          lastAt: orNull(InstantShape),
          judged: Type.Boolean({ description: 'False: too little is known yet to learn a rate from' }),
          weeks: Type.Integer({ description: 'Known of history' }),
          expectedSinceLast: Type.Number(),
          silentAfter: Type.Number(),
          lastDay: Type.Object({ expected: Type.Number(), came: Type.Integer() }),
        },
        { description: 'Of a channel whose rate is expected' },
      ),
    ),
    missing: Type.Array(
      Type.Object({ first: Type.String(), last: Type.String(), orders: Type.Integer(), since: InstantShape }),
      { description: 'Runs of order ids that were passed over, also those that may still come' },
    ),
    unacknowledged: Type.Array(
      Type.Object({
        what: Type.String(),
        orderId: IdShape,
        orderNumber: Type.String(),
        since: InstantShape,
        problem: orNull(Type.String()),
        total: MoneyShape,
      }),
      { description: 'Beyond its time; a thousand at most' },
    ),
  },
  { title: 'ExpectationDetail' },
)

/** Routes that state what is expected of channels, warehouses, shops and subscribers, and show what did not come. */
export function expectationRoutes({ door, db }: { door: Door; db: Database }): Route[] {
  const url = '/api/v1/expectations'
  const listed = async (companyId: bigint) =>
    camelRows(expectationsOfCompanies, await db.read(expectationsOfCompanies, { companyIds: [companyId] }))

  return [
    route({
      method: 'PUT',
      url: `${url}/:party/:code`,
      operationId: 'saveExpectation',
      summary: 'State what is expected of a channel, warehouse, shop or webhook endpoint',
      description:
        'What does not come raises an alert that names it. Of a channel: orders an hour, order ids without gaps, counts of each day. Of the others: an acknowledgement within a time.',
      tags,
      scope: 'setup:write',
      onlyNew: true,
      params: Named,
      body: ExpectationInput,
      responses: {
        200: { description: 'It stands as stated.', schema: SavedShape },
        201: { description: 'It was made.', schema: SavedShape },
      },
      problems: [SETUP_REFUSED, STANDS_ALREADY],
      async handle(request) {
        const { companyId, params, body, url: at } = request
        const { party, code } = params
        const outcome = await door.request(saveExpectation, {
          companyId,
          input: { ...body, party, code },
          onlyNew: wantsNew(request.header('if-none-match')),
        })
        return saved(outcome, at, { party, code })
      },
    }),
    route({
      method: 'GET',
      url,
      operationId: 'listExpectations',
      summary: 'What is expected of whom',
      tags,
      scope: 'operations:read',
      responses: {
        200: {
          description: 'All of them',
          schema: Type.Object({ rows: Type.Array(Type.Object(Expectation, { title: 'Expectation' })) }),
        },
      },
      async handle({ companyId }) {
        return ok({ rows: (await listed(companyId)).map(shown) })
      },
    }),
    route({
      method: 'GET',
      url: `${url}/:party/:code`,
      operationId: 'readExpectation',
      summary: 'One expectation, and what did not come',
      tags,
      scope: 'operations:read',
      params: Named,
      responses: { 200: { description: 'The expectation', schema: ExpectationDetail } },
      problems: ['not_found'],
      async handle({ companyId, params: { party, code } }) {
        const row = (await listed(companyId)).find((one) => one.party === party && one.code === code)
        if (!row) return problem('not_found')
        const detail =
          party === 'channel' ? await channel(companyId, row) : await acknowledging(companyId, row)
        return ok({ ...shown(row), orders: null, missing: [], unacknowledged: [], ...detail })
      },
    }),
    route({
      method: 'DELETE',
      url: `${url}/:party/:code`,
      operationId: 'deleteExpectation',
      summary: 'Expect nothing of somebody any more',
      tags,
      scope: 'setup:write',
      params: Named,
      responses: { 204: { description: 'Nothing is expected.' } },
      problems: ['not_found'],
      async handle({ companyId, params: { party, code } }) {
        const gone = await db.read(deleteExpectation, { companyId, party, code })
        return gone.length === 0 ? problem('not_found') : noContent()
      },
    }),
  ]

  async function channel(companyId: bigint, { code, sequence }: ExpectationRow) {
    const [clock] = await db.read(readClock, {})
    const [silences, gaps] = await Promise.all([
      readSilences(db, clock!.now, companyId),
      db.read(readGapsOf, { companyIds: [companyId], sources: [code] }),
    ])
    const found = silences.find((one) => one.source === code)
    const prefix = (sequence as { prefix: string } | null)?.prefix ?? ''
    return {
      orders: found
        ? {
            lastAt: found.lastAt === null ? null : instant(found.lastAt),
            judged: found.judged,
            weeks: found.weeks,
            expectedSinceLast: found.missed,
            silentAfter: found.silentAfter,
            lastDay: found.day,
          }
        : null,
      missing: gaps.map((gap) => ({
        first: nameOf(gap.first, gap, prefix),
        last: nameOf(gap.last, gap, prefix),
        orders: Number(gap.last - gap.first + 1n),
        since: instant(gap.since_at),
      })),
    }
  }

  async function acknowledging(companyId: bigint, { party, code }: ExpectationRow) {
    const [clock] = await db.read(readClock, {})
    const all = await readUnacknowledged(db, clock!.now, companyId)
    return {
      unacknowledged: all
        .filter((one) => one.party === party && one.code === code)
        .map((one) => ({
          what: one.what,
          orderId: encodeId('ord', one.orderId),
          orderNumber: orderNumber(one.orderId),
          since: instant(one.since),
          problem: one.problem,
          total: money(one.total, one.currency),
        })),
    }
  }
}

const SavedShape = Type.Object({ party: Type.String(), code: Type.String(), change: Type.String() })

function shown({ withinSeconds, statedAt, companyId: _company, statedPos: _pos, ...row }: ExpectationRow) {
  return { ...row, acknowledgedWithinSeconds: withinSeconds, statedAt: instant(statedAt) }
}
