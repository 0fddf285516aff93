/** The product's server, as `docket start --empty` runs it, on a database that the bench gives it by its environment. */
import { startServer } from '../../src/server.ts'
import { loadConfig } from '../../src/platform/config.ts'
import { createLogger } from '../../src/platform/log.ts'

const config = loadConfig(process.env)
const log = createLogger({ level: 'warn' })
const server = await startServer({ config, log, empty: true, show: () => undefined })
process.once('message', () => {
  void server.stop().finally(() => process.exit(0))
})
process.once('disconnect', () => process.exit(1))
process.send!({ url: server.url })
