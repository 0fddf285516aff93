import { type DatabaseServer, openTestServer } from '../../src/platform/postgres/index.ts'

/**
 * Opens the one database server of a run and names it to every child process, so that none starts its own: `url` acts,
 * `adminUrl` may create databases. DOCKET_TEST_SERVER_URL, if set, names a server of the caller's to use instead.
 */
export async function openServer(): Promise<DatabaseServer> {
  const given = process.env['DOCKET_TEST_SERVER_URL']
  if (given) process.env['DOCKET_TEST_ADMIN_URL'] ??= given
  const server = await openTestServer()
  process.env['DOCKET_TEST_SERVER_URL'] = server.adminUrl
  process.env['DOCKET_TEST_ADMIN_URL'] = server.adminUrl
  process.env['DOCKET_TEST_URL'] = server.url
  return server
}
