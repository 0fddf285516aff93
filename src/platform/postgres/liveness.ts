import { readFileSync, readlinkSync } from 'node:fs'

/**
 * Tells one life of a process number from another: when the process began, or null when it is gone (a zombie is
 * gone, too). Without /proc only "alive" or gone can be told.
 */
export function lifeOf(pid: number): string | null {
  if (!Number.isSafeInteger(pid) || pid <= 0) return null
  if (process.platform === 'linux') {
    try {
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
      // The name in brackets may hold blanks and brackets; what follows the last one is plain.
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
      if (fields[0] === 'Z' || fields[0] === 'X') return null
      return fields[19] ?? 'alive'
    } catch {
      return null
    }
  }
  try {
    process.kill(pid, 0)
    return 'alive'
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM' ? 'alive' : null
  }
}

/** The folder in which a process works, where the system tells (Linux); else undefined. */
export function workFolderOf(pid: number): string | undefined {
  try {
    return readlinkSync(`/proc/${pid}/cwd`)
  } catch {
    return undefined
  }
}
