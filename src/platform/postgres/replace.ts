import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs'
import { join } from 'node:path'
import { findBinaries } from './binaries.ts'
import { describeCluster, findPostmaster } from './cluster.ts'
import { countHolders, withLock } from './holders.ts'
import { chooseIdentity } from './identity.ts'
import { lifeOf } from './liveness.ts'

/** What may stand in a data folder that holds no data. */
const NO_DATA = /^(?:run|lost\+found|(?:restoring|trying|replaced)-.*)$/

/** Whether a process of this number lives. */
export function holderLives(pid: number): boolean {
  return lifeOf(pid) !== null
}

/** What stands in a data folder and would be in the way of a restore. */
export function dataIn(dataDir: string): string[] {
  return existsSync(dataDir) ? readdirSync(dataDir).filter((name) => !NO_DATA.test(name)) : []
}

/**
 * Makes an empty folder within a data folder, on the same disk and behind the same door, and removes what the dead left.
 * @param purpose `restoring` or `trying`
 */
export function makeDraft(dataDir: string, purpose: 'restoring' | 'trying'): string {
  const { dataDir: real } = describeCluster(dataDir)
  for (const name of readdirSync(real)) {
    const [, pid] = /^(?:restoring|trying)-(\d+)$/.exec(name) ?? []
    if (pid !== undefined && !holderLives(Number(pid)))
      rmSync(join(real, name), { recursive: true, force: true })
  }
  // Where PostgreSQL has to run as another user than root, it passes this folder.
  if (process.geteuid?.() === 0) chmodSync(real, statSync(real).mode | 0o011)
  const draft = join(real, `${purpose}-${process.pid}`)
  mkdirSync(draft, { mode: 0o700 })
  return draft
}

/** Gives what was put into a folder to the user as whom PostgreSQL runs there, where that is not us. */
export function giveToServer(draft: string, paths: readonly string[]): void {
  // Root's new folder says nothing of who shall run it: ask as for one that does not exist yet.
  const identity = chooseIdentity({
    postgres: findBinaries().postgres,
    dataDir: draft,
    cluster: join(draft, 'none'),
  })
  if (identity.kind !== 'user') return
  for (const path of paths)
    if (path === 'postgres' || path.startsWith('postgres/'))
      chownSync(join(draft, path), identity.uid, identity.gid)
}

/**
 * Puts the data of a draft in place while nobody uses the data folder. PostgreSQL's folder comes last: its presence means
 * that all is there. What stood there is moved aside, never deleted.
 *
 * @param replace false: what stands there is in the way
 * @returns where the old data are now, if there were any
 * @throws Error with a sentence when a process uses the folder, or when it is not empty
 */
export async function putInPlace(
  dataDir: string,
  draft: string,
  replace: boolean,
): Promise<string | undefined> {
  const cluster = describeCluster(dataDir)
  const run = join(cluster.dataDir, 'run')
  return await withLock(run, async () => {
    if (countHolders(run) > 0 || findPostmaster(cluster))
      throw new Error(`A process works in ${dataDir}. Stop every Docket that uses it, then try again.`)
    const old = dataIn(cluster.dataDir)
    if (old.length > 0 && !replace)
      throw new Error(
        `${dataDir} is not empty (${old.slice(0, 3).join(', ')}). Name an empty one with --data-dir, or move what is there aside with --replace.`,
      )
    let aside: string | undefined
    if (old.length > 0) {
      aside = join(cluster.dataDir, `replaced-${new Date().toISOString().replaceAll(/[:.]/g, '-')}`)
      mkdirSync(aside, { mode: 0o700 })
      for (const name of old) renameSync(join(cluster.dataDir, name), join(aside, name))
    }
    const names = readdirSync(draft).filter((name) => name !== 'run' && name !== 'postgres')
    for (const name of [...names, 'postgres']) renameSync(join(draft, name), join(cluster.dataDir, name))
    rmSync(draft, { recursive: true, force: true })
    return aside
  })
}
