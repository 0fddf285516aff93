import { execFile, fork } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { Cluster } from './cluster.ts'
import { cpuOfProcess, cpuOfTree } from './cpu.ts'

const folder = fileURLToPath(new URL('../peers', import.meta.url))

/** What another engine took for so many runs of six durable steps, in CPU seconds. */
export interface PeerCost {
  node: number
  postgres: number
  wallSeconds: number
}

/** Other engines are no dependency of Docket: they are installed, as their own lock file says, when they are first measured. */
export async function installPeers(): Promise<void> {
  if (existsSync(`${folder}/node_modules`)) return
  await promisify(execFile)('npm', ['ci', '--omit=dev', '--no-audit', '--no-fund'], { cwd: folder })
}

/** Lets an engine do `count` runs on a database of its own, after a tenth of them to warm up. @throws when it ends before it is done */
export async function runPeer(cluster: Cluster, name: string, count: number): Promise<PeerCost> {
  const database = await cluster.makeEmpty(`peer_${name.replace(/\W/g, '_')}`)
  const engine = fork(`${folder}/${name}.mjs`, {
    env: { ...process.env, DATABASE_URL: database.adminUrl },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  const ended = once(engine, 'exit').then(([code]): never => {
    throw new Error(`${name} ended (${code})`)
  })
  // Nobody waits for it once it has been told to end.
  ended.catch(() => undefined)
  const told = () => Promise.race([once(engine, 'message'), ended])
  const run = async (times: number) => {
    const done = told()
    engine.send({ count: times })
    await done
  }
  try {
    await told()
    await run(Math.ceil(count / 10))
    const postmaster = cluster.postmaster()
    const before = { node: cpuOfProcess(engine.pid!), postgres: cpuOfTree(postmaster) }
    const began = performance.now()
    await run(count)
    return {
      node: cpuOfProcess(engine.pid!) - before.node,
      postgres: cpuOfTree(postmaster) - before.postgres,
      wallSeconds: (performance.now() - began) / 1000,
    }
  } finally {
    engine.kill('SIGKILL')
    await cluster.drop(database)
  }
}
