import { createHash } from 'node:crypto'
import { type Dirent, readdirSync } from 'node:fs'
import { open, type FileHandle } from 'node:fs/promises'
import { join } from 'node:path'

const CHUNK_BYTES = 1024 * 1024

/** Told after each chunk how many bytes were done. */
export type Tell = (bytes: number) => void

/**
 * Copies a file to a new one, durably, and tells what it is. Without a target it is only read. A file that PostgreSQL
 * writes at the same time is copied as it is found: the write-ahead log makes it right again.
 */
export async function copyFile(
  from: string,
  to: string | undefined,
  tell: Tell,
): Promise<{ bytes: number; sha256: string }> {
  const hash = createHash('sha256')
  const chunk = Buffer.allocUnsafe(CHUNK_BYTES)
  let bytes = 0
  const source = await open(from, 'r')
  let target: FileHandle | undefined
  try {
    if (to !== undefined) target = await open(to, 'wx', 0o600)
    for (;;) {
      const { bytesRead } = await source.read(chunk, 0, CHUNK_BYTES, bytes)
      if (bytesRead === 0) break
      const read = chunk.subarray(0, bytesRead)
      hash.update(read)
      if (target) await target.writeFile(read)
      bytes += bytesRead
      tell(bytesRead)
    }
    await target?.sync()
  } finally {
    await source.close()
    await target?.close()
  }
  return { bytes, sha256: hash.digest('hex') }
}

/** Makes the names in a folder, or the content of a file, last. */
export async function sync(path: string): Promise<void> {
  // Windows opens no folders; its file system orders names by itself.
  if (process.platform === 'win32') return
  const handle = await open(path, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** Files and folders below a folder, by their paths in it. What `leave` names is not looked into. */
export function walk(
  root: string,
  leave: (path: string, entry: Dirent) => boolean = () => false,
): { folders: string[]; files: string[] } {
  const found = { folders: [] as string[], files: [] as string[] }
  const pending = ['']
  for (let at = pending.pop(); at !== undefined; at = pending.pop()) {
    for (const entry of readdirSync(join(root, at), { withFileTypes: true })) {
      const path = at === '' ? entry.name : `${at}/${entry.name}`
      if (leave(path, entry)) continue
      if (entry.isDirectory()) {
        found.folders.push(path)
        pending.push(path)
      } else found.files.push(path)
    }
  }
  return found
}
