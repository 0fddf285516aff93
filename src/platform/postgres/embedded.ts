import { existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Logger } from '../log.ts'
import {
  abandonPostmaster,
  type Cluster,
  type ClusterSettings,
  describeCluster,
  ensureDatabase,
  ensurePostmaster,
  type Postmaster,
  stopPostmaster,
  urlsOf,
} from './cluster.ts'
import type { DatabaseServer } from './database-server.ts'
import { addHolder, countHolders, withLock } from './holders.ts'
import { lifeOf } from './liveness.ts'

const WATCH_EVERY_MS = 200
const RESTART_PAUSE_MS = [0, 100, 500, 1_000, 2_000, 5_000]

/** How an opening behaves. `disposable`: the data is nobody's: emptied before the first and after the last holder. */
export type EmbeddedOptions = ClusterSettings & { dataDir: string; log: Logger; disposable?: boolean }

/** Joins or starts the embedded server of a data folder, and watches it until `stop`. */
export async function openEmbeddedServer(options: EmbeddedOptions): Promise<DatabaseServer> {
  const { log } = options
  const cluster = describeCluster(options.dataDir, options)
  const run = join(cluster.dataDir, 'run')
  const began = Date.now()
  const { holder, postmaster } = await withLock(run, async () => {
    if (options.disposable && countHolders(run) === 0) await discard(cluster)
    const holder = addHolder(run)
    try {
      const postmaster = await ensurePostmaster(cluster, log)
      await ensureDatabase(cluster, postmaster)
      return { holder, postmaster }
    } catch (error) {
      rmSync(holder, { force: true })
      throw error
    }
  })
  log.debug({ ms: Date.now() - began, pid: postmaster.pid, dataDir: cluster.dataDir }, 'PostgreSQL is ready')
  return watch(options, cluster, run, holder, postmaster)
}

/**
 * Empties the folder of a disposable server that nobody holds: who was killed left it.
 *
 * @returns whether somebody holds it
 */
export async function discardUnlessHeld(dataDir: string): Promise<boolean> {
  if (!existsSync(dataDir)) return false
  const cluster = describeCluster(dataDir)
  const run = join(cluster.dataDir, 'run')
  return await withLock(run, async () => {
    if (countHolders(run) > 0) return true
    await discard(cluster)
    return false
  })
}

async function discard(cluster: Cluster): Promise<void> {
  await stopPostmaster(cluster, { discard: true })
  rmSync(cluster.folder, { recursive: true, force: true })
}

function watch(
  options: EmbeddedOptions,
  cluster: Cluster,
  run: string,
  holder: string,
  first: Postmaster,
): DatabaseServer {
  const { log } = options
  const downListeners = new Set<() => void>()
  const upListeners = new Set<() => void>()
  const urls = urlsOf(cluster, first)
  let postmaster = first
  let up = true
  let stopping: Promise<void> | undefined
  let restarting: Promise<void> | undefined

  const timer = setInterval(() => {
    if (restarting || stopping || lifeOf(postmaster.pid) === postmaster.life) return
    up = false
    log.error({ pid: postmaster.pid }, 'PostgreSQL is gone; it is started again')
    tell(downListeners, log)
    restarting = restart().finally(() => (restarting = undefined))
  }, WATCH_EVERY_MS)
  timer.unref()

  async function restart(): Promise<void> {
    const began = Date.now()
    for (let attempt = 0; ; attempt++) {
      if (stopping) return
      await sleep(RESTART_PAUSE_MS[Math.min(attempt, RESTART_PAUSE_MS.length - 1)])
      try {
        const next = await withLock(run, async () =>
          stopping ? undefined : await ensurePostmaster(cluster, log),
        )
        if (!next) return
        postmaster = next
        // The address does not change over a restart but over TCP; who asks for the URL gets the present one.
        Object.assign(urls, urlsOf(cluster, next))
        up = true
        log.info({ ms: Date.now() - began, pid: next.pid }, 'PostgreSQL is back')
        tell(upListeners, log)
        return
      } catch (error) {
        log.error({ err: error, attempt }, 'PostgreSQL could not be started again; another attempt follows')
      }
    }
  }

  async function stop(): Promise<void> {
    clearInterval(timer)
    process.removeListener('exit', atExit)
    await restarting
    await withLock(run, async () => {
      rmSync(holder, { force: true })
      if (countHolders(run) > 0) return
      if (options.disposable) await discard(cluster)
      else await stopPostmaster(cluster)
    })
    up = false
  }

  // Only a disposable server may be cut down like this; any other goes on and is found by the next start.
  const atExit = (): void => {
    rmSync(holder, { force: true })
    if (options.disposable && countHolders(run) === 0) abandonPostmaster(cluster)
  }
  process.on('exit', atExit)

  return {
    get url() {
      return urls.url
    },
    get adminUrl() {
      return urls.adminUrl
    },
    get up() {
      return up
    },
    embedded: true,
    onDown: (listener) => void downListeners.add(listener),
    onUp: (listener) => void upListeners.add(listener),
    stop: () => (stopping ??= stop()),
  }
}

function tell(listeners: Set<() => void>, log: Logger): void {
  for (const listener of listeners) {
    try {
      listener()
    } catch (error) {
      log.error({ err: error }, 'a listener of the database server failed')
    }
  }
}
