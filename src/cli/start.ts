import type { Command } from 'commander'
import { type Flags, loadConfig } from '../platform/config.ts'
import { createLogger } from '../platform/log.ts'
import { startServer } from '../server.ts'
import { onStopSignal } from './signals.ts'

/** `docket start`: runs until it is told to stop, then ends the work at hand, lets go of the database and exits 0. */
export function define(command: Command): void {
  command
    .option('--empty', 'begin without the example company and its orders')
    .option('--sample-day <seconds>', 'how long the first day of the example company takes at least (25)')
    .option('--port <number>', 'port to listen on, 0 for any (PORT)')
    .option('--host <address>', 'address to listen on (HOST)')
    .option('--data-dir <folder>', 'where Docket keeps its data (DATA_DIR)')
    .option('--roles <list>', 'what this process does: api, worker, scheduler (DOCKET_ROLES)')
    .option('--log-level <level>', 'trace, debug, info, warn, error, fatal or silent (LOG_LEVEL)')
    .action(async (flags: Flags & { empty?: boolean; sampleDay?: string }) => {
      const config = loadConfig(process.env, flags)
      const log = createLogger({ level: config.logLevel })
      // Listen for signals before the first thing that must be undone.
      const stopSignal = onStopSignal(log)
      const server = await startServer({
        config,
        log,
        empty: flags.empty === true,
        ...(flags.sampleDay === undefined ? {} : { sampleDayMs: Number(flags.sampleDay) * 1000 }),
      })
      const reason = await stopSignal
      log.info(`stopping (${reason})`)
      await server.stop()
      log.info('stopped')
    })
}
