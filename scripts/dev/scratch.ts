import { execFileSync } from 'node:child_process'
import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const MEMORY_DISK = '/dev/shm'
const NAME = `docket-scratch-${process.geteuid?.() ?? 0}-`
/** Some files at a time, each with a server or two of its own and as much as a gigabyte of write-ahead log. */
const ROOM_BYTES = 8 * 1024 ** 3

/**
 * Has the tests of a run write their temporary files in memory, where there is room: servers of their own that are killed,
 * backed up and measured wait for a disk else, for nothing that a test shows. What a run that was killed left is removed.
 *
 * @returns what removes them
 */
export function openScratch(): () => void {
  if (!existsSync(MEMORY_DISK)) return () => undefined
  for (const name of readdirSync(MEMORY_DISK)) {
    const [pid] = name.startsWith(NAME) ? name.slice(NAME.length).split('-') : []
    if (pid !== undefined && !lives(Number(pid))) remove(join(MEMORY_DISK, name))
  }
  const { bavail, bsize } = statfsSync(MEMORY_DISK)
  if (Math.min(bavail * bsize, process.availableMemory()) < ROOM_BYTES) return () => undefined
  const folder = mkdtempSync(join(MEMORY_DISK, `${NAME}${process.pid}-`))
  if (!runsIn(folder)) {
    remove(folder)
    return () => undefined
  }
  // PostgreSQL runs as another user where the tests are root's.
  chmodSync(folder, 0o711)
  const before = process.env['TMPDIR']
  process.env['TMPDIR'] = folder
  return () => {
    if (before === undefined) delete process.env['TMPDIR']
    else process.env['TMPDIR'] = before
    remove(folder)
  }
}

/** A container's memory disk often lets nothing run. */
function runsIn(folder: string): boolean {
  const script = join(folder, 'runs')
  writeFileSync(script, '#!/bin/sh\n')
  chmodSync(script, 0o700)
  try {
    execFileSync(script)
    return true
  } catch {
    return false
  } finally {
    rmSync(script)
  }
}

function lives(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

function remove(folder: string): void {
  rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 })
}
