import { Type, type Static } from 'typebox'
import type { Reader } from '../../platform/database/index.ts'
import { camelRows, companiesOf, setupAct, type CamelRow, type SetupAct } from '../../platform/setup.ts'
import { locationsOfCompanies } from '../setup.sql.ts'
import { feedsOfCompanies, openFeedStates, saveFeeds } from './feed.sql.ts'

const Code = Type.String({ minLength: 1, maxLength: 100 })
const percent = (maximum: number, description: string) =>
  Type.Optional(Type.Integer({ minimum: 0, maximum, description }))
const seconds = (least: number, most: number, description: string) =>
  Type.Optional(Type.Integer({ minimum: least, maximum: most, description }))

export const FeedInput = Type.Object(
  {
    code: Code,
    name: Type.String({ minLength: 1, maxLength: 200 }),
    // Supply first: it stands in for a word that is none, and asks for no location beside it.
    gives: Type.Union([Type.Literal('supply'), Type.Literal('stock')], {
      description: 'stock: what is on hand at `location`; supply: what comes',
    }),
    location: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 100,
        description: 'Of stock: the place that it speaks of, which has one feed',
      }),
    ),
    mostItemsPercent: percent(
      100,
      'A snapshot that changes more of its items, or supply orders, than this waits for a person; 20 when absent',
    ),
    mostValuePercent: percent(10_000, 'The same of what is there in money; 20 when absent'),
    itemsAlways: Type.Optional(
      Type.Integer({
        minimum: 0,
        maximum: 1_000_000,
        description: 'So many items may change whatever share of all they are; 5 when absent',
      }),
    ),
    settleSeconds: seconds(
      0,
      86_400,
      'So long after goods moved with us they may not have moved with it, and the other way round; 900 when absent',
    ),
    patienceSeconds: seconds(
      0,
      2_592_000,
      'So long a difference is put down to what is on its way between us; 86400 when absent',
    ),
    staleSeconds: seconds(1, 31_536_000, 'Silent for longer it is stale; 86400 when absent'),
    active: Type.Optional(Type.Boolean()),
  },
  { title: 'FeedInput', $id: 'FeedInput', additionalProperties: false },
)
export type FeedInput = Static<typeof FeedInput>

/** A feed and what it came to. */
export type Feed = CamelRow<typeof feedsOfCompanies>
type Row = Omit<Feed, 'counted' | 'events' | 'asOf' | 'heardAt' | 'heardAsOf'>

interface Known {
  locations: Map<string, bigint>
  feeds: Map<string, Row>
}

/** Feeds of companies, as they stand and with what they came to. */
export async function readFeeds(db: Reader, companyIds: readonly bigint[]): Promise<Map<string, Feed>> {
  const rows = camelRows(
    feedsOfCompanies,
    await db.read(feedsOfCompanies, { companyIds: [...new Set(companyIds)] }),
  )
  return new Map(rows.map((row) => [`${row.companyId} ${row.code}`, row]))
}

/**
 * An outside system that says what is on hand at a place, or what supply comes (A10, B3-2). A place has one feed of its stock: of two
 * nobody could tell which is right.
 */
export const saveFeed: SetupAct<FeedInput> = setupAct<FeedInput, Row, Known>({
  name: 'inventory.save_feed',
  key: (input) => input.code,
  async read(db, requests) {
    const companyIds = companiesOf(requests)
    const [feeds, locations] = await Promise.all([
      readFeeds(db, companyIds),
      db.read(locationsOfCompanies, { companyIds }),
    ])
    const rows = [...feeds.values()].map(
      ({ counted: _c, events: _e, asOf: _a, heardAt: _h, heardAsOf: _o, ...row }) => row,
    )
    return {
      rows: rows.map((row) => [row.code, row]),
      known: {
        locations: new Map(locations.map((row) => [`${row.company_id} ${row.code}`, row.id])),
        feeds: new Map(rows.map((row) => [`${row.companyId} ${row.code}`, row])),
      },
    }
  },
  describe(input, check, { companyId, before, known, context }) {
    const { location = null } = input
    const locationId = location === null ? null : (known.locations.get(`${companyId} ${location}`) ?? null)
    if (location !== null && locationId === null)
      check.add('/location', 'unknown_location', `There is no location "${location}".`)
    if (input.gives === 'stock' && location === null)
      check.add('/location', 'required', 'Stock is on hand at a place: say which.')
    if (input.gives === 'supply' && location !== null)
      check.add('/location', 'of_stock_alone', 'Supply orders each say where they come to.')
    if (before && (before.gives !== input.gives || before.locationId !== locationId))
      check.add('/gives', 'never_changes', 'What it gives and of which place stands: describe another feed.')
    const row: Row = {
      companyId,
      id: before?.id ?? context.ids.next(),
      code: input.code,
      name: input.name,
      gives: input.gives,
      locationId,
      location,
      mostItemsPercent: input.mostItemsPercent ?? 20,
      mostValuePercent: input.mostValuePercent ?? 20,
      itemsAlways: input.itemsAlways ?? 5,
      settleSeconds: input.settleSeconds ?? 900,
      patienceSeconds: input.patienceSeconds ?? 86_400,
      staleSeconds: input.staleSeconds ?? 86_400,
      active: input.active ?? true,
    }
    const other = [...known.feeds.values()].find(
      (one) =>
        one.companyId === companyId &&
        one.code !== row.code &&
        one.active &&
        row.active &&
        row.locationId !== null &&
        one.locationId === row.locationId,
    )
    if (other && check.stated('/code', '/location', '/active'))
      check.add('/location', 'feeds_overlap', `"${other.code}" says what is on hand there already.`)
    if (check.problems.length === 0) known.feeds.set(`${companyId} ${row.code}`, row)
    return row
  },
  write(rows, writes) {
    for (const row of rows) {
      writes.add(saveFeeds, row)
      writes.add(openFeedStates, { companyId: row.companyId, feedId: row.id })
    }
  },
})
