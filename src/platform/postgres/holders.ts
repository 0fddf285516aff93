import { linkSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { lifeOf } from './liveness.ts'

const WAIT_LIMIT_MS = 180_000
const ABANDONED_BREAK_MS = 10_000
let counter = 0

/** A process in one of its lives, as written into a lock or a holder's file. */
type Owner = { pid: number; life: string }

function me(): Owner {
  return { pid: process.pid, life: lifeOf(process.pid) ?? 'alive' }
}

function readOwner(file: string): Owner | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Owner
  } catch {
    return undefined
  }
}

function lives(owner: Owner): boolean {
  return lifeOf(owner.pid) === owner.life
}

/**
 * Runs `action` while no other process (and no other call in this one) is inside for the same folder. The lock of a
 * process that died is taken over. Throws after three minutes of waiting.
 */
export async function withLock<T>(folder: string, action: () => Promise<T>): Promise<T> {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const lock = join(folder, 'lock')
  const began = Date.now()
  while (!take(lock)) {
    breakIfDead(lock)
    if (Date.now() - began > WAIT_LIMIT_MS) {
      const owner = readOwner(lock)
      throw new Error(`Process ${owner?.pid ?? '?'} has held ${lock} for too long. End it, then try again.`)
    }
    await sleep(15)
  }
  try {
    return await action()
  } finally {
    rmSync(lock, { force: true })
  }
}

/** A hard link appears at once and with its content, or not at all. */
function take(lock: string): boolean {
  const draft = `${lock}.${process.pid}.${++counter}`
  writeFileSync(draft, JSON.stringify(me()), { mode: 0o600 })
  try {
    linkSync(draft, lock)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  } finally {
    rmSync(draft, { force: true })
  }
}

/** Looks again under a second lock, so that of two who saw a dead owner only one removes, and only that one's lock. */
function breakIfDead(lock: string): void {
  const owner = readOwner(lock)
  if (!owner || lives(owner)) return
  const breaking = `${lock}.break`
  if (!take(breaking)) {
    const since = statSync(breaking, { throwIfNoEntry: false })?.mtimeMs
    if (since !== undefined && Date.now() - since > ABANDONED_BREAK_MS) rmSync(breaking, { force: true })
    return
  }
  try {
    const again = readOwner(lock)
    if (again && !lives(again)) rmSync(lock, { force: true })
  } finally {
    rmSync(breaking, { force: true })
  }
}

/** Notes that this process needs the database of this folder. Call inside `withLock`; returns the note's file. */
export function addHolder(folder: string): string {
  const file = join(folder, `holder-${process.pid}-${++counter}`)
  writeFileSync(file, JSON.stringify(me()), { mode: 0o600 })
  return file
}

/** How many living processes (openings, to be exact) need the database; forgets the dead ones. Inside `withLock`. */
export function countHolders(folder: string): number {
  let count = 0
  for (const name of readdirSync(folder)) {
    if (!name.startsWith('holder-')) continue
    const owner = readOwner(join(folder, name))
    if (owner && lives(owner)) count++
    else rmSync(join(folder, name), { force: true })
  }
  return count
}
