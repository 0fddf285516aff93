import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const MANIFEST = 'manifest.json'
/** In the form of sha256sum, so that anybody can check it without Docket. */
const SEAL = 'manifest.sha256'
const FORMAT = 1
/** One file of a backup, by its path in the folder. */
export interface CopiedFile {
  path: string
  bytes: number
  sha256: string
}

/** What a backup says of itself. */
export interface Manifest {
  format: number
  backupId: string
  docket: string
  migration: string | null
  postgresMajor: number
  epoch: string | null
  beganAt: string
  endedAt: string
  beginLsn: string
  endLsn: string
  bytes: number
  companies: { companyId: string; pos: string }[]
  folders: string[]
  files: CopiedFile[]
}

/** A backup that is damaged, incomplete, or none. */
export class BadBackup extends Error {}

/** The texts of both files, by name. */
export function writeManifest(folder: string, manifest: Omit<Manifest, 'format'>): string[] {
  const text = `${JSON.stringify({ format: FORMAT, ...manifest }, null, 1)}\n`
  writeFileSync(join(folder, MANIFEST), text, { mode: 0o600 })
  writeFileSync(join(folder, SEAL), `${sha256(text)}  ${MANIFEST}\n`, { mode: 0o600 })
  return [MANIFEST, SEAL]
}

/** Reads the manifest of a backup. @throws BadBackup */
export function readManifest(folder: string): Manifest {
  let text: Buffer
  let seal: string
  try {
    text = readFileSync(join(folder, MANIFEST))
    seal = readFileSync(join(folder, SEAL), 'utf8')
  } catch (error) {
    throw new BadBackup(
      `${folder} is no whole backup of Docket: ${MANIFEST} or ${SEAL} cannot be read (${(error as NodeJS.ErrnoException).code}).`,
    )
  }
  if (seal.split(' ')[0] !== sha256(text)) throw new BadBackup(`${join(folder, MANIFEST)} is damaged.`)
  const manifest = JSON.parse(text.toString()) as Manifest
  if (manifest.format !== FORMAT)
    throw new BadBackup(
      `${folder} has the form ${manifest.format}; this Docket reads ${FORMAT}. Use the Docket that wrote it.`,
    )
  const bad = [...manifest.folders, ...manifest.files.map(({ path }) => path)].find((path) => !isWithin(path))
  if (bad !== undefined) throw new BadBackup(`${folder} names a file ${JSON.stringify(bad)}: not restored.`)
  return manifest
}

/** Paths of a manifest become paths to write to: below the folder, never above. */
function isWithin(path: string): boolean {
  return !/[\\\0]/.test(path) && !path.split('/').some((part) => part === '' || part === '.' || part === '..')
}

function sha256(content: string | Buffer): string {
  return createHash('sha256').update(content).digest('hex')
}
