import { openTestServer, type TestServer } from '../../src/platform/postgres/index.ts'

/**
 * Opens the one database server of a run and names it to every child process in DOCKET_TEST_SERVER_URL, so that none
 * starts its own. A caller that sets the variable has its own server used.
 */
export async function openServer(): Promise<TestServer> {
  const server = await openTestServer()
  process.env['DOCKET_TEST_SERVER_URL'] = server.url
  return server
}
