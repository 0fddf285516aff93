import type { Door } from '../../platform/batch/index.ts'
import type { Reader } from '../../platform/database/index.ts'
import { isRefusal } from '../../platform/setup.ts'
import { messageOf as asMessage, returnMessageOf as asReturnMessage } from '../commerce/commerce.ts'
import { channelsOfCompanies } from '../inbound/channel.sql.ts'
import { readChannelsOf, type Channel } from '../inbound/directory.ts'
import { messageOf } from '../inbound/http.ts'
import { takeMessage } from '../inbound/take-message.ts'
import type { ShopObject } from './merge.ts'

/**
 * Takes orders, as their shop has them, for the messages of it that did not come (decision 0037): each is kept and worked off as its
 * webhook would have been, and the same once more is the same message.
 *
 * @returns the message of each order; null: no channel takes messages of this source, or what the shop has must not be kept
 */
export const takeLost = (
  of: Of,
  orders: readonly ShopObject[],
  options: { db: Reader; door: Door },
): Promise<(bigint | null)[]> => takeAs(asMessage, of, orders, options)

/** The same of returns (decision 0038). */
export const takeLostReturns = (
  of: Of,
  returns: readonly ShopObject[],
  options: { db: Reader; door: Door },
): Promise<(bigint | null)[]> => takeAs(asReturnMessage, of, returns, options)

interface Of {
  companyId: bigint
  source: string
}

async function takeAs(
  bytesOf: (one: ShopObject) => Buffer,
  { companyId, source }: Of,
  all: readonly ShopObject[],
  { db, door }: { db: Reader; door: Door },
): Promise<(bigint | null)[]> {
  if (all.length === 0) return []
  const channel = await channelOf({ companyId, source }, db)
  if (!channel) return all.map(() => null)
  const messages = all.map((one) =>
    messageOf(channel, { bytes: bytesOf(one), place: null }, 'application/json'),
  )
  const taken = await Promise.all(
    messages.map((message) => ('event' in message ? door.request(takeMessage, message) : null)),
  )
  return taken.map((one) => (one === null || isRefusal(one) ? null : one.id))
}

/** The channel that takes messages of a source from a shop of this kind; undefined: there is none. */
export async function channelOf(
  { companyId, source }: { companyId: bigint; source: string },
  db: Reader,
): Promise<Channel | undefined> {
  const rows = await db.read(channelsOfCompanies, { companyIds: [companyId] })
  const ids = rows.filter((row) => row.active && !row.gateway && row.source === source).map((row) => row.id)
  const known = await readChannelsOf(db, ids)
  return [...known.values()].find(({ kind }) => kind.fetchOrder !== undefined)
}
