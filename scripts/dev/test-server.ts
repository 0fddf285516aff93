import { existsSync } from 'node:fs'

/** A database server for tests and generators; `url` has the right to create databases. */
export type TestServer = { url: string; close: () => Promise<void> }

/**
 * The server named by DOCKET_TEST_SERVER_URL, else one of our own that the caller closes. Undefined while the project
 * has none to open.
 */
export async function openServer(): Promise<TestServer | undefined> {
  const url = process.env['DOCKET_TEST_SERVER_URL']
  if (url) return { url, close: () => Promise.resolve() }
  const door = new URL('../../src/platform/postgres/index.ts', import.meta.url)
  if (!existsSync(door)) return undefined
  const { openTestServer } = (await import(door.href)) as { openTestServer?: () => Promise<TestServer> }
  return openTestServer?.()
}
