import { Type, type Static } from 'typebox'
import type { Json } from '../../platform/json.ts'
import { camelRows, companiesOf, setupAct, type CamelRow, type SetupAct } from '../../platform/setup.ts'
import { expectationsOfCompanies, readHeads, readParties, saveExpectations } from './expectation.sql.ts'
import { HOURS_OF_WEEK } from './rate.ts'

/** Who owes us something: orders, or an acknowledgement of what we said. */
export const PARTIES = ['channel', 'warehouse', 'shop', 'webhook'] as const
export type Party = (typeof PARTIES)[number]

const strict = { additionalProperties: false }
const Seconds = (description: string) => Type.Integer({ minimum: 1, maximum: 2_592_000, description })

const Rate = Type.Object(
  {
    perHour: Type.Optional(
      Type.Array(Type.Number({ minimum: 0, maximum: 1_000_000 }), {
        minItems: 24,
        maxItems: HOURS_OF_WEEK,
        description:
          "Orders of each hour of a day (24) or of a week from Monday on (168), in the company's time zone; learned from history when absent",
      }),
    ),
    silentAfter: Type.Optional(
      Type.Number({
        minimum: 3,
        maximum: 100_000,
        description:
          'Orders that should have come since the last one, when it is called silence; 8 when absent',
      }),
    ),
    leastPercent: Type.Optional(
      Type.Integer({
        minimum: 1,
        maximum: 99,
        description: 'Of what the last 24 hours should have brought; fewer is called silence, too',
      }),
    ),
  },
  strict,
)
export type Rate = Static<typeof Rate>

const Sequence = Type.Object(
  {
    prefix: Type.String({ maxLength: 50, description: 'What stands before the number of an order id' }),
    withinSeconds: Seconds('How much later than the next one a number may come'),
  },
  strict,
)
export type Sequence = Static<typeof Sequence>

/** What is expected of a party. */
export const ExpectationInput = Type.Object(
  {
    acknowledgedWithinSeconds: Type.Optional(
      Seconds('Of a warehouse, a shop or a webhook endpoint: when it has said that it got what we said'),
    ),
    rate: Type.Optional(Rate),
    sequence: Type.Optional(Sequence),
    reconciledWithinHours: Type.Optional(
      Type.Integer({
        minimum: 1,
        maximum: 720,
        description: 'Of a channel: how long after the end of a day its counts are stated',
      }),
    ),
  },
  { title: 'ExpectationInput', $id: 'ExpectationInput', ...strict },
)
export type ExpectationInput = Static<typeof ExpectationInput>

export type ExpectationRow = CamelRow<typeof expectationsOfCompanies>

/** States what is expected of a party; what was expected before of it is replaced. */
export const saveExpectation: SetupAct<ExpectationInput & { party: Party; code: string }> = setupAct<
  ExpectationInput & { party: Party; code: string },
  ExpectationRow,
  { parties: Set<string>; heads: Map<bigint, bigint> }
>({
  name: 'monitoring.save_expectation',
  key: ({ party, code }) => `${party}/${code}`,
  async read(db, requests) {
    const ask = { companyIds: companiesOf(requests) }
    const [rows, parties, heads] = await Promise.all([
      db.read(expectationsOfCompanies, ask),
      db.read(readParties, ask),
      db.read(readHeads, ask),
    ])
    return {
      rows: camelRows(expectationsOfCompanies, rows).map((row) => [`${row.party}/${row.code}`, row]),
      known: {
        parties: new Set(parties.map((row) => `${row.company_id} ${row.party}/${row.code}`)),
        heads: new Map(heads.map((row) => [row.company_id, row.pos])),
      },
    }
  },
  describe(input, check, { companyId, before, known, context }) {
    const { party, code, rate, sequence, acknowledgedWithinSeconds, reconciledWithinHours } = input
    check.that(
      known.parties.has(`${companyId} ${party}/${code}`),
      '/code',
      `unknown_${party}`,
      UNKNOWN[party](code),
    )
    if (party === 'channel') {
      const none = rate === undefined && sequence === undefined && reconciledWithinHours === undefined
      check.that(!none, '', 'required', 'Say `rate`, `sequence` or `reconciledWithinHours`.')
      const hours = rate?.perHour?.length ?? 24
      check.that(
        hours === 24 || hours === HOURS_OF_WEEK,
        '/rate/perHour',
        'wrong_length',
        'It has 24 or 168 hours.',
      )
    } else {
      check.that(
        acknowledgedWithinSeconds !== undefined,
        '/acknowledgedWithinSeconds',
        'required',
        `What a ${party} owes is an acknowledgement.`,
      )
    }
    const notOfIt =
      party === 'channel' ? { acknowledgedWithinSeconds } : { rate, sequence, reconciledWithinHours }
    for (const [name, value] of Object.entries(notOfIt))
      check.that(value === undefined, `/${name}`, 'not_of_party', `A ${party} does not owe this.`)
    return {
      companyId,
      party,
      code,
      withinSeconds: acknowledgedWithinSeconds ?? null,
      rate: (rate as Json | undefined) ?? null,
      sequence: (sequence as Json | undefined) ?? null,
      reconciledWithinHours: reconciledWithinHours ?? null,
      statedAt: before?.statedAt ?? context.now,
      statedPos: before?.statedPos ?? known.heads.get(companyId) ?? 0n,
    }
  },
  write: saveExpectations,
  touches: false,
})

const UNKNOWN: { readonly [party in Party]: (code: string) => string } = {
  channel: (code) => `There is no source system "${code}".`,
  shop: (code) => `There is no source system "${code}".`,
  warehouse: (code) => `There is no location "${code}" that confirms what it ships.`,
  webhook: (code) => `There is no webhook endpoint "${code}".`,
}
