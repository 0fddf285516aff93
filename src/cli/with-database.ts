import { type Config, type Flags, loadConfig } from '../platform/config.ts'
import { createLogger, type Logger } from '../platform/log.ts'
import { type DatabaseServer, openDatabaseServer } from '../platform/postgres/index.ts'

/** What a command that needs the database gets. */
export type CommandContext = { config: Config; log: Logger; database: DatabaseServer }

/**
 * Runs a command with the database open, whether the server is up or down: joins the live one or starts one, and
 * stops it afterwards if nobody else uses it.
 */
export async function withDatabase<T>(
  flags: Flags,
  action: (context: CommandContext) => Promise<T>,
): Promise<T> {
  const config = loadConfig(process.env, flags)
  const log = createLogger({ level: config.logLevel })
  const { dataDir, databaseUrl, databaseAdminUrl } = config
  const database = await openDatabaseServer({ dataDir, databaseUrl, databaseAdminUrl, log })
  try {
    return await action({ config, log, database })
  } finally {
    await database.stop()
  }
}
