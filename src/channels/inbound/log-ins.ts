import type { Database } from '../../platform/database/index.ts'
import { ShopClient, ShopFailure } from '../commerce-status/shop-client.ts'
import { hurryShop, type ShopChannel } from '../commerce-status/tell-shop.ts'
import { channelsOfCompanies } from './channel.sql.ts'
import { readChannelsOf } from './directory.ts'
import { OutsideFailure } from './port.ts'

/** A login that was tried; `problem` null: it worked. */
export interface LogIn {
  what: string
  problem: string | null
}

const LOG_IN_MS = 5000

/**
 * Logs in wherever this company tells or asks with an application key: at its channels, and at the shops that are told. A
 * channel whose shop could be told and is not is a login that does not work. A shop that takes the key is told at once what
 * waits for it.
 */
export async function tryLogIns(
  db: Database,
  companyId: bigint,
  shops: readonly ShopChannel[],
  allowPrivate: boolean,
): Promise<LogIn[]> {
  const rows = await db.read(channelsOfCompanies, { companyIds: [companyId] })
  const channels = await readChannelsOf(
    db,
    rows.filter((row) => row.active).map((row) => row.id),
  )
  const answering = [...channels.values()].filter(({ kind }) => kind.logIn !== undefined)
  const asked = answering.flatMap(({ code, kind, settings, secrets: { applicationKey } }) => {
    const { baseUrl } = settings as { baseUrl?: string }
    if (baseUrl === undefined) return []
    const what = `${code} is asked`
    // An address without a key is half of a set-up.
    if (applicationKey === null) return [Promise.resolve({ what, problem: 'there is no application key' })]
    return [tried(what, (signal) => kind.logIn!({ baseUrl, applicationKey, allowPrivate }, signal))]
  })
  const withWayBack = new Set(shops.map(({ source }) => source))
  const untold = answering.flatMap(({ code, source, gateway }) => {
    // What is handed on is another system's to tell.
    if (gateway || withWayBack.has(source)) return []
    const name = `DOCKET_SHOP_${source.toUpperCase().replaceAll('-', '_')}`
    const problem = `nothing goes back to source ${source}: ${name}_URL and ${name}_KEY are not set, or ${name}_COMPANIES does not name this company`
    return [Promise.resolve({ what: code, problem })]
  })
  const sources = new Set(answering.map(({ source }) => source))
  const told = shops.map(async (shop) => {
    const { source, connection } = shop
    const what = sources.has(source)
      ? `${source} is told`
      : `${source} is told, which no channel takes orders of`
    const login = await tried(what, (signal) => new ShopClient(connection).logIn(signal))
    if (login.problem === null) await hurryShop(db, shop)
    return login
  })
  return await Promise.all([...untold, ...asked, ...told])
}

async function tried(what: string, enter: (signal: AbortSignal) => Promise<unknown>): Promise<LogIn> {
  const time = AbortSignal.timeout(LOG_IN_MS)
  try {
    await enter(time)
    return { what, problem: null }
  } catch (error) {
    if (time.aborted) return { what, problem: `it did not answer within ${LOG_IN_MS / 1000} s` }
    if (!(error instanceof OutsideFailure || error instanceof ShopFailure)) throw error
    return { what, problem: error.message }
  }
}
