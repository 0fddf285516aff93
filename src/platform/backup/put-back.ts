import { existsSync, mkdirSync, statfsSync } from 'node:fs'
import { join } from 'node:path'
import { POSTGRES_MAJOR } from '../postgres/index.ts'
import { copyFile, sync, walk, type Tell } from './files.ts'
import { BadBackup, readManifest, type Manifest } from './manifest.ts'

const SHOWN = 5

/** Reads every byte of a backup and compares. @throws BadBackup that names what is damaged, missing or too much */
export async function verifyBackup(folder: string, tell: Tell): Promise<Manifest> {
  const manifest = readManifest(folder)
  await readAll(folder, manifest, undefined, tell)
  return manifest
}

/** Copies a backup into an empty folder and compares every byte on the way. @throws BadBackup */
export async function putBack(folder: string, into: string, tell: Tell): Promise<Manifest> {
  const manifest = readManifest(folder)
  if (manifest.postgresMajor !== POSTGRES_MAJOR)
    throw new BadBackup(
      `${folder} is of PostgreSQL ${manifest.postgresMajor}; this Docket brings ${POSTGRES_MAJOR}. Restore it with the Docket that wrote it.`,
    )
  const { bavail, bsize } = statfsSync(into)
  if (bavail * bsize < manifest.bytes)
    throw new BadBackup(`${into} has no room for ${manifest.bytes} bytes. Free some, or name another folder.`)
  for (const path of manifest.folders) mkdirSync(join(into, path), { mode: 0o700 })
  await readAll(folder, manifest, into, tell)
  for (const path of ['', ...manifest.folders]) await sync(join(into, path))
  return manifest
}

async function readAll(
  folder: string,
  manifest: Manifest,
  into: string | undefined,
  tell: Tell,
): Promise<void> {
  const problems: string[] = []
  for (const { path, bytes, sha256 } of manifest.files) {
    const from = join(folder, path)
    if (!existsSync(from)) {
      problems.push(`${path} is missing`)
      continue
    }
    const found = await copyFile(from, into && join(into, path), tell)
    if (found.bytes !== bytes) problems.push(`${path} has ${found.bytes} bytes instead of ${bytes}`)
    else if (found.sha256 !== sha256) problems.push(`${path} is not what was written`)
  }
  const known = new Set(manifest.files.map(({ path }) => path))
  for (const path of walk(folder).files)
    if (!known.has(path) && !path.startsWith('manifest.')) problems.push(`${path} does not belong to it`)
  if (problems.length === 0) return
  const more = problems.length > SHOWN ? `, and ${problems.length - SHOWN} more` : ''
  throw new BadBackup(
    `${folder} is damaged: ${problems.slice(0, SHOWN).join('; ')}${more}. Use another backup.`,
  )
}
