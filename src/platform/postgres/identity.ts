import { spawnSync } from 'node:child_process'
import { readFileSync, statSync } from 'node:fs'
import { dirname, resolve } from 'node:path'

/**
 * As whom PostgreSQL runs, since it refuses to run as root:
 * `self`: as the user of this process; `namespace`: root's own files, seen from a user namespace in which we are
 * `nobody`; `user`: really another user.
 */
export type Identity =
  | { kind: 'self' }
  | { kind: 'namespace'; inner: number }
  | { kind: 'user'; uid: number; gid: number }

const NOBODY = 65534

/** The user number that owns what PostgreSQL writes under this identity. */
export function ownerOf(identity: Identity): number {
  if (identity.kind === 'user') return identity.uid
  return process.geteuid?.() ?? 0
}

/** The program, arguments and spawn options that run `file` under this identity. */
export function runAs(
  identity: Identity,
  file: string,
  args: string[],
): { file: string; args: string[]; options: { uid?: number; gid?: number } } {
  if (identity.kind === 'self') return { file, args, options: {} }
  if (identity.kind === 'user') return { file, args, options: { uid: identity.uid, gid: identity.gid } }
  // unshare replaces itself by the program: same process number, nothing in between.
  const map = [`--map-user=${identity.inner}`, `--map-group=${identity.inner}`]
  return { file: 'unshare', args: ['--user', ...map, '--', file, ...args], options: {} }
}

/**
 * Chooses the identity for a data folder. `cluster` is PostgreSQL's own folder in it, which may not exist yet; one
 * that exists is run by its owner. Throws one sentence that names the folder in the way and the remedy.
 */
export function chooseIdentity(places: { postgres: string; dataDir: string; cluster: string }): Identity {
  const owner = statSync(places.cluster, { throwIfNoEntry: false })?.uid
  const me = process.geteuid?.()
  if (me === undefined) return { kind: 'self' }
  if (me !== 0) {
    if (owner !== undefined && owner !== me) {
      throw new Error(
        `${places.cluster} belongs to ${nameOf(owner)}, not to you (${nameOf(me)}). ` +
          `Start Docket as that user, or give the folder to yourself: sudo chown -R ${me} ${places.dataDir}`,
      )
    }
    return { kind: 'self' }
  }
  const inner = knownUser()
  const needed = [places.postgres, places.dataDir]
  if (owner === undefined || owner === 0) {
    const namespace: Identity = { kind: 'namespace', inner }
    if (works(namespace, places.postgres) && !needed.some((path) => closedFolderAbove(path, 0, 0)))
      return namespace
    if (owner === 0) {
      throw new Error(
        `PostgreSQL refuses to run as root, and this system lets root make no user namespace. ` +
          `Give its folder to another user: chown -R ${inner} ${places.cluster}`,
      )
    }
  }
  const uid = owner ?? inner
  const gid = owner === undefined ? inner : statSync(places.cluster).gid
  for (const path of needed) {
    const closed = closedFolderAbove(path, uid, gid)
    if (closed) {
      throw new Error(
        `PostgreSQL refuses to run as root, and as ${nameOf(uid)} it cannot pass the folder ${closed}. ` +
          `Open it for passing (chmod o+x ${closed}), start Docket as an ordinary user, or set DATABASE_URL.`,
      )
    }
  }
  const other: Identity = { kind: 'user', uid, gid }
  if (!works(other, places.postgres)) {
    throw new Error(
      `PostgreSQL could not be run as ${nameOf(uid)}, and it refuses to run as root. ` +
        'Start Docket as an ordinary user, or set DATABASE_URL to a PostgreSQL of your own.',
    )
  }
  return other
}

/** The nearest folder above (or at) `path` that this user may not search, if any. */
export function closedFolderAbove(path: string, uid: number, gid: number): string | undefined {
  let folder = dirname(resolve(path))
  for (;;) {
    const stat = statSync(folder, { throwIfNoEntry: false })
    if (stat) {
      const bit = stat.uid === uid ? 0o100 : stat.gid === gid ? 0o010 : 0o001
      if (!(stat.mode & bit)) return folder
    }
    const above = dirname(folder)
    if (above === folder) return undefined
    folder = above
  }
}

function works(identity: Identity, postgres: string): boolean {
  const { file, args, options } = runAs(identity, postgres, ['-V'])
  return spawnSync(file, args, { ...options, cwd: '/', stdio: 'ignore', timeout: 5_000 }).status === 0
}

/** initdb wants its user to have an entry in /etc/passwd: `nobody` where it has one, else the first that is not root. */
function knownUser(): number {
  const numbers = users().map((user) => user.uid)
  return numbers.includes(NOBODY) ? NOBODY : (numbers.find((uid) => uid > 0) ?? NOBODY)
}

function nameOf(uid: number): string {
  return users().find((user) => user.uid === uid)?.name ?? `user ${uid}`
}

function users(): { name: string; uid: number }[] {
  try {
    return readFileSync('/etc/passwd', 'utf8')
      .split('\n')
      .map((line) => line.split(':'))
      .filter((fields) => fields.length > 3)
      .map((fields) => ({ name: fields[0] ?? '', uid: Number(fields[2]) }))
  } catch {
    return []
  }
}
