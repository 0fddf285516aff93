import { spawn, type ChildProcess } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

const CLI = fileURLToPath(new URL('../../src/cli.ts', import.meta.url))
const LONGEST_START_MS = 60_000

/** Where a process of Docket finds its data: a folder of its own, or a database that others use too. */
export type Home = { dataDir: string } | { databaseUrl: string }

/** A real `docket start`, which may be killed at any moment. */
export class DocketProcess {
  readonly url: string
  readonly #port: number
  readonly #home: Home
  readonly #apiKey: string
  #child: ChildProcess | undefined
  #output = ''

  private constructor(home: Home, port: number, apiKey: string) {
    this.#home = home
    this.#port = port
    this.#apiKey = apiKey
    this.url = `http://127.0.0.1:${port}`
  }

  static async start(home: Home, apiKey: string): Promise<DocketProcess> {
    const process = new DocketProcess(home, await freePort(), apiKey)
    await process.start()
    return process
  }

  /** Starts it, again on the same port, and waits until it is ready. */
  async start(): Promise<void> {
    const home = 'dataDir' in this.#home ? ['--data-dir', this.#home.dataDir] : []
    const { DATABASE_URL: _inherited, ...environment } = process.env
    const child = spawn(
      process.execPath,
      [
        CLI,
        'start',
        '--empty',
        '--host',
        '127.0.0.1',
        '--port',
        String(this.#port),
        '--log-level',
        'warn',
        ...home,
      ],
      {
        stdio: ['ignore', 'pipe', 'pipe'],
        env: {
          ...environment,
          ...('databaseUrl' in this.#home ? { DATABASE_URL: this.#home.databaseUrl } : {}),
          DOCKET_API_KEY: this.#apiKey,
          DOCKET_ADMIN_PASSWORD: `kill-${this.#apiKey.slice(-24)}`,
        },
      },
    )
    const hear = (data: Buffer): void => void (this.#output = (this.#output + data).slice(-200_000))
    child.stdout!.on('data', hear)
    child.stderr!.on('data', hear)
    this.#child = child
    const deadline = performance.now() + LONGEST_START_MS
    while (!(await this.ready())) {
      if (child.exitCode !== null || performance.now() > deadline)
        throw new Error(`docket start did not become ready:\n${this.#output}`)
      await sleep(50)
    }
  }

  async ready(): Promise<boolean> {
    try {
      const answer = await fetch(`${this.url}/health/ready`, { signal: AbortSignal.timeout(2000) })
      await answer.arrayBuffer()
      return answer.ok
    } catch {
      return false
    }
  }

  /** What it has said of late: for the message of a test that fails. */
  get output(): string {
    return this.#output
  }

  /** kill -9: nothing is ended, nothing is said. */
  async kill(): Promise<void> {
    const child = this.#child
    this.#child = undefined
    if (!child || child.exitCode !== null || child.signalCode !== null) return
    const ended = once(child, 'exit')
    child.kill('SIGKILL')
    await ended
  }

  /** Asks it to end, as an operator would. */
  async stop(): Promise<void> {
    const child = this.#child
    if (!child || child.exitCode !== null || child.signalCode !== null) return
    const ended = once(child, 'exit')
    child.kill('SIGTERM')
    const late = setTimeout(() => child.kill('SIGKILL'), 30_000)
    await ended
    clearTimeout(late)
  }
}

/** kill -9 of the postmaster of a data folder; its children follow it. */
export function killPostgres(dataDir: string): void {
  const file = [
    join(dataDir, 'postgres', 'postmaster.pid'),
    join(dataDir, 'postgres', 'data', 'postmaster.pid'),
  ].find(existsSync)
  if (file === undefined) throw new Error(`no postmaster runs in ${dataDir}`)
  process.kill(Number(readFileSync(file, 'utf8').split('\n')[0]), 'SIGKILL')
}

export function newApiKey(): string {
  return `dk_test_${randomBytes(32).toString('base64url')}`
}

async function freePort(): Promise<number> {
  const server = createServer()
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as { port: number }
  server.close()
  return port
}
