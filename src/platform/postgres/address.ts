import { createHash } from 'node:crypto'
import { chmodSync, chownSync, lstatSync, mkdirSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Where PostgreSQL listens: a unix socket in a folder of its own, or 127.0.0.1 with a password. */
export type Address = { kind: 'socket'; folder: string; port: number } | { kind: 'tcp'; port: number }

const PORT_IN_SOCKET_NAME = 5432
// The system's limit is 107 bytes on Linux, 103 on macOS, whatever the path of the data directory is.
const SOCKET_PATH_LIMIT = 103

/** Picks an address for a data folder; the same one each time, as long as the temp folder stays. */
export async function chooseAddress(dataDir: string, owner: number, tcp = false): Promise<Address> {
  if (process.platform !== 'win32' && !tcp) {
    const key = createHash('sha256').update(dataDir).digest('hex').slice(0, 12)
    for (const base of new Set([tmpdir(), '/tmp', '/var/tmp'])) {
      const folder = join(base, `docket-${owner}-${key}`)
      if (Buffer.byteLength(join(folder, `.s.PGSQL.${PORT_IN_SOCKET_NAME}.lock`)) > SOCKET_PATH_LIMIT)
        continue
      if (makePrivateFolder(folder, owner)) return { kind: 'socket', folder, port: PORT_IN_SOCKET_NAME }
    }
  }
  return { kind: 'tcp', port: await freePort() }
}

/** The lock file that PostgreSQL puts beside its socket, as a list of one; none over TCP. */
export function socketLockOf(address: Address): string[] {
  return address.kind === 'socket' ? [join(address.folder, `.s.PGSQL.${address.port}.lock`)] : []
}

/** Makes a folder that only `owner` may enter; false when it cannot, or when a stranger was there first. */
function makePrivateFolder(folder: string, owner: number): boolean {
  try {
    mkdirSync(folder, { mode: 0o700 })
    if (process.geteuid?.() === 0) chownSync(folder, owner, owner)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') return false
  }
  try {
    const stat = lstatSync(folder)
    if (!stat.isDirectory() || stat.uid !== owner) return false
    if ((stat.mode & 0o777) !== 0o700) chmodSync(folder, 0o700)
    return true
  } catch {
    return false
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.on('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}

/** A connection URL that both node-postgres and libpq read. */
export function urlOf(address: Address, user: string, password: string, database: string): string {
  if (address.kind === 'tcp') return `postgresql://${user}:${password}@127.0.0.1:${address.port}/${database}`
  const host = encodeURIComponent(address.folder)
  return `postgresql://${user}@localhost:${address.port}/${database}?host=${host}`
}
