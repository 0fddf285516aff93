import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { ROOT } from './tree.ts'

/** How a child process ended. `out` and `err` are what it printed; `code` is null if it was killed or never started. */
export type Ended = { code: number | null; out: string; err: string }

const LIMIT_MS = 180_000

/** `show`: what the child prints goes to our standard error as well. */
type HowToRun = { cwd?: string; env?: NodeJS.ProcessEnv; limitMs?: number; show?: boolean }

/**
 * Runs a script with this very Node, so that no other Node on the path is met. `script` is relative to the root of the
 * project (`node_modules/oxlint/bin/oxlint`). Killed after three minutes unless told otherwise.
 */
export function runScript(script: string, args: string[], how: HowToRun = {}): Promise<Ended> {
  const { cwd = ROOT, limitMs = LIMIT_MS, show = false } = how
  return new Promise((resolve) => {
    const env = { ...process.env, ...how.env, NO_COLOR: '1', FORCE_COLOR: '0' }
    const child = spawn(process.execPath, [join(ROOT, script), ...args], {
      cwd,
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: limitMs,
    })
    const out: Buffer[] = []
    const err: Buffer[] = []
    child.stdout.on('data', (chunk: Buffer) => out.push(chunk))
    child.stderr.on('data', (chunk: Buffer) => err.push(chunk))
    if (show) {
      child.stdout.pipe(process.stderr, { end: false })
      child.stderr.pipe(process.stderr, { end: false })
    }
    const end = (code: number | null, more = ''): void =>
      resolve({ code, out: Buffer.concat(out).toString(), err: Buffer.concat(err).toString() + more })
    child.on('error', (error) => end(null, error.message))
    child.on('close', (code, signal) => end(code, signal ? `killed by ${signal}` : ''))
  })
}
