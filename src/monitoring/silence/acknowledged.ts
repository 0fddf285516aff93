import type { Reader } from '../../platform/database/index.ts'
import { encodeId, orderNumber } from '../../platform/public-id.ts'
import { camelRows } from '../../platform/setup.ts'
import { money } from '../../platform/wire.ts'
import type { ConditionContext, Standing } from '../condition.ts'
import type { Party } from './expectation.ts'
import { readUnaccepted, readUnanswered, readUnconfirmed, readUnheard } from './silence.sql.ts'

/** Of a party in one look. */
const MOST = 1000n
/** Places of the order of facts that are looked at behind where somebody stands. */
const PLACES = 5000n
const SHOWN = 10

type Acknowledging = Exclude<Party, 'channel'>

/** Something that we said and nobody has acknowledged in time. */
export interface Unacknowledged {
  companyId: bigint
  party: Acknowledging
  code: string
  orderId: bigint
  /** What was said, in the words of whoever should have answered. */
  what: string
  since: Date
  problem: string | null
  total: bigint
  currency: string
  /** In `home`, the company's currency. */
  worth: bigint
  home: string
}

/** All that nobody has acknowledged in time, of each party the oldest; of one company, or of all. */
export async function readUnacknowledged(
  db: Reader,
  now: Date,
  companyId: bigint | null,
): Promise<Unacknowledged[]> {
  const ask = { now, companyId, most: MOST }
  const [unconfirmed, unaccepted, unheard, unanswered] = await Promise.all([
    db.read(readUnconfirmed, ask),
    db.read(readUnaccepted, ask),
    db.read(readUnheard, { ...ask, places: PLACES }),
    db.read(readUnanswered, { ...ask, places: PLACES }),
  ])
  return [
    ...camelRows(readUnconfirmed, unconfirmed).map(({ id, ...row }): Unacknowledged => ({
      ...row,
      party: 'warehouse',
      what: `shipment ${encodeId('shp', id)}`,
      problem: null,
    })),
    ...camelRows(readUnaccepted, unaccepted).map(({ externalId, ...row }): Unacknowledged => ({
      ...row,
      party: 'shop',
      what: `status of ${externalId}`,
    })),
    ...camelRows(readUnheard, unheard).map(({ externalId, ...row }): Unacknowledged => ({
      ...row,
      party: 'shop',
      what: `status of ${externalId}`,
      problem: 'no process tells this shop',
    })),
    ...camelRows(readUnanswered, unanswered).map(({ type, givenUp, ...row }): Unacknowledged => ({
      ...row,
      party: 'webhook',
      what: type,
      problem: givenUp ? 'given up: to be replayed' : null,
    })),
  ]
}

const SAYS: { readonly [party in Acknowledging]: (code: string) => string } = {
  warehouse: (code) => `The warehouse ${code} has not confirmed`,
  shop: (code) => `The shop ${code} has not accepted`,
  webhook: (code) => `The webhook endpoint ${code} has not answered`,
}

/** One alert a party that owes acknowledgements, with all that it owes (N-8). */
export async function acknowledgementsMissing({ db, now }: ConditionContext): Promise<Standing[]> {
  const missing = await readUnacknowledged(db, now, null)
  const parties = Map.groupBy(missing, (one) => `${one.companyId} ${one.party} ${one.code}`)
  return [...parties.values()].map((of): Standing => {
    const oldest = of.reduce((one, other) => (other.since < one.since ? other : one))
    const { companyId, party, code, what, since, orderId, home } = oldest
    // An order is at risk once, however much of it is not acknowledged.
    const orders = [...new Map(of.map((one) => [one.orderId, one])).values()]
    const perCurrency = Map.groupBy(orders, (one) => one.currency)
    const more =
      of.length === 1 ? '' : ` and ${of.length < Number(MOST) ? '' : 'at least '}${of.length - 1} more`
    return {
      companyId,
      subject: `${party} ${code}`,
      severity: 'critical',
      says: `${SAYS[party](code)} ${what} of ${orderNumber(orderId)} since ${since.toISOString()}${more}.`,
      facts: {
        missing: of.length,
        orders: orders.length,
        since: since.toISOString(),
        first: of.slice(0, SHOWN).map((one) => ({
          what: one.what,
          order: orderNumber(one.orderId),
          orderId: encodeId('ord', one.orderId),
          since: one.since.toISOString(),
          problem: one.problem,
        })),
        perCurrency: [...perCurrency].map(([currency, some]) => ({
          orders: some.length,
          ...money(
            some.reduce((sum, one) => sum + one.total, 0n),
            currency,
          ),
        })),
      },
      atRisk: { amount: orders.reduce((sum, one) => sum + one.worth, 0n), currency: home },
    }
  })
}
