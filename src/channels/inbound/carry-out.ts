import { describedCustomers, saveCustomer } from '../../customers/index.ts'
import { captureOrders } from './capture-orders.ts'
import { aboutOrder, knownOrders, cancelOrders } from './follow-orders.ts'
import { exchangeGoods } from './exchange.ts'
import { followReturns } from './open-returns.ts'
import type { Mapped } from './port.ts'
import { takeBack } from './take-back.ts'
import {
  BACKGROUND,
  nameOf,
  outcomeOf,
  type Of,
  type Understood,
  type Verdicts,
  type WorkOffOptions,
} from './work.ts'

/**
 * Hands understood messages to the acts of each kind, all of a kind together: customers before their orders, orders before
 * what happens to them. Everything here may be done twice: acts know what they did by a key.
 */
export async function carryOut(
  understood: readonly Understood[],
  options: WorkOffOptions,
): Promise<Verdicts> {
  const verdicts: Verdicts = new Map()
  const of = <W extends Mapped['what']>(what: W) =>
    understood.filter(({ mapped }) => mapped.what === what) as unknown as Of<W>[]
  for (const { work, mapped } of of('refused'))
    verdicts.set(work.id, { outcome: 'failed', problems: mapped.problems })
  await saveCustomers(of('customer'), options, verdicts)
  await captureOrders(of('order'), options, verdicts)
  const known = await knownOrders(
    [...of('nothing'), ...of('cancellation'), ...of('return')].flatMap(({ work, mapped }) =>
      mapped.order === null ? [] : [{ work, key: mapped.order }],
    ),
    options,
  )
  for (const { work, mapped } of of('nothing')) {
    const order = mapped.order === null ? undefined : known.get(nameOf(work, mapped.order))
    verdicts.set(work.id, { outcome: 'kept', problems: mapped.problems, ...aboutOrder(order) })
  }
  await cancelOrders(of('cancellation'), known, options, verdicts)
  await followReturns(understood, known, options)
  await takeBack(of('return'), known, options, verdicts)
  await exchangeGoods(understood, known, options, verdicts)
  return verdicts
}

async function saveCustomers(
  all: readonly Of<'customer'>[],
  { db, door }: WorkOffOptions,
  verdicts: Verdicts,
) {
  if (all.length === 0) return
  const wanted = () =>
    describedCustomers(
      db,
      all.map(({ work, mapped }) => ({ companyId: work.companyId, number: mapped.input.number })),
    )
  const standing = await wanted()
  const requests = all.map(({ work, mapped: { input } }) => {
    const before = standing.get(`${work.companyId}/${input.number}`)
    if (!before) return { companyId: work.companyId, input }
    const { customerId: _customer, ...described } = before
    // What the shop does not know of them stays; the currency of an account never changes.
    return { companyId: work.companyId, input: { ...described, ...input, currency: before.currency } }
  })
  const outcomes = await door.requestAll(saveCustomer, requests, BACKGROUND)
  const saved = await wanted()
  for (const [index, { work, mapped }] of all.entries()) {
    const outcome = outcomes[index]!
    const customerId = saved.get(`${work.companyId}/${mapped.input.number}`)?.customerId
    verdicts.set(
      work.id,
      outcomeOf(outcome, () => ({ outcome: 'accepted', problems: [], customerId })),
    )
  }
}
