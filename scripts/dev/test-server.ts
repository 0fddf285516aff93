import { randomBytes } from 'node:crypto'
import { openTestServer, type TestServer } from '../../src/platform/postgres/index.ts'

/**
 * Opens the one database server of a run and names it to every child process in DOCKET_TEST_SERVER_URL, so that none
 * starts its own. A caller that sets the variable has its own server used. What is of this run alone, and may be shared
 * within it, is named by DOCKET_TEST_RUN; a server of the caller outlives the run and would keep it.
 */
export async function openServer(): Promise<TestServer> {
  if (process.env['DOCKET_TEST_SERVER_URL'] === undefined)
    process.env['DOCKET_TEST_RUN'] = randomBytes(4).toString('hex')
  const server = await openTestServer()
  process.env['DOCKET_TEST_SERVER_URL'] = server.url
  return server
}
