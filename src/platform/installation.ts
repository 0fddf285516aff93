import { randomBytes } from 'node:crypto'
import type { Clock } from './clock.ts'
import type { Reader } from './database/index.ts'
import { foundInstallation, readInstallation } from './installation.sql.ts'
import { ensureSigningKey } from './signed-head.ts'

/** What makes this installation different from its copies. */
export interface Installation {
  /** Random, renewed by a restore: part of every outside key, event id and cursor. */
  epoch: string
  /** Seals cursors. */
  cursorKey: Buffer
}

/** The installation; made by the first start. May run on several nodes at once. */
export async function ensureInstallation(db: Reader, clock: Clock): Promise<Installation> {
  const epoch = randomBytes(12).toString('base64url')
  await db.read(foundInstallation, { epoch, createdAt: clock.now(), cursorKey: randomBytes(32) })
  await ensureSigningKey(db, clock)
  const [row] = await db.read(readInstallation, {})
  return { epoch: row!.epoch, cursorKey: row!.cursor_key }
}

/** The epoch of the installation; it stays as long as the process. */
export async function readEpoch(db: Reader): Promise<string> {
  const known = db.memory.get('platform.epoch', () => ({ epoch: undefined as string | undefined }))
  known.epoch ??= (await db.read(readInstallation, {}))[0]!.epoch
  return known.epoch
}
