import { type Config, type Flags, loadConfig } from '../platform/config.ts'
import { createLogger, type Logger } from '../platform/log.ts'
import { type DatabaseServer, hasDatabase, openDatabaseServer } from '../platform/postgres/index.ts'
import { Refusal } from './outcome.ts'

/** What a command that needs the database gets. */
export type CommandContext = { config: Config; log: Logger; database: DatabaseServer }

/**
 * Runs a command with the database open, whether the server is up or down: joins the live one or starts one, and
 * stops it afterwards if nobody else uses it. Only `docket start` makes a database: who forgot to say the folder of the server
 * would otherwise look into an empty one.
 */
export async function withDatabase<T>(
  flags: Flags,
  action: (context: CommandContext) => Promise<T>,
): Promise<T> {
  const config = loadConfig(process.env, flags)
  const log = createLogger({ level: config.logLevel })
  const { dataDir, databaseUrl, databaseAdminUrl } = config
  if (databaseUrl === undefined && !hasDatabase(dataDir))
    throw new Refusal(
      `There is no database in ${dataDir}. Say the folder of the server with --data-dir or DATA_DIR, or make one: npx docket start`,
      2,
    )
  const database = await openDatabaseServer({ dataDir, databaseUrl, databaseAdminUrl, log })
  try {
    return await action({ config, log, database })
  } finally {
    await database.stop()
  }
}
