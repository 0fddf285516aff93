import type { ShopConnection } from '../../platform/config.ts'
import type { Database } from '../../platform/database/index.ts'
import { logIn } from '../commerce/ask-shop.ts'
import { channelsOfCompanies } from './channel.sql.ts'
import { readChannelsOf } from './directory.ts'
import { OutsideFailure, type Sender } from './port.ts'

/** A login that was tried; `problem` null: it worked. */
export interface LogIn {
  what: string
  problem: string | null
}

const LOG_IN_MS = 10_000

/** Logs in wherever this company tells or asks with an application key: at its channels, and at the shops that are told. */
export async function tryLogIns(
  db: Database,
  companyId: bigint,
  shops: readonly { source: string; connection: ShopConnection }[],
): Promise<LogIn[]> {
  const rows = await db.read(channelsOfCompanies, { companyIds: [companyId] })
  const channels = await readChannelsOf(
    db,
    rows.filter((row) => row.active).map((row) => row.id),
  )
  const asked = [...channels.values()].flatMap(({ code, kind, settings, secrets: { applicationKey } }) => {
    const { baseUrl } = settings as { baseUrl?: string }
    const { logIn: enter } = kind
    if (enter === undefined || baseUrl === undefined) return []
    const what = `${code} is asked`
    // An address without a key is half of a set-up.
    if (applicationKey === null) return [Promise.resolve({ what, problem: 'there is no application key' })]
    return [tried(what, enter, { baseUrl, applicationKey })]
  })
  const told = shops.map(({ source, connection }) => tried(`${source} is told`, logIn, connection))
  return await Promise.all([...asked, ...told])
}

async function tried(
  what: string,
  enter: (sender: Sender, signal: AbortSignal) => Promise<unknown>,
  sender: Sender,
): Promise<LogIn> {
  try {
    await enter(sender, AbortSignal.timeout(LOG_IN_MS))
    return { what, problem: null }
  } catch (error) {
    if (!(error instanceof OutsideFailure)) throw error
    return { what, problem: error.message }
  }
}
