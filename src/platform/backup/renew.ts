import { randomBytes } from 'node:crypto'
import type { Reader } from '../database/index.ts'
import { readClock } from '../platform.sql.ts'
import {
  closedSeries,
  confirmSeries,
  jumpSequences,
  noteBackup,
  noteTrial,
  renewInstallation,
} from './backup.sql.ts'
import type { Manifest } from './manifest.ts'

/** A number series that a restore closed, as the copy knew it. */
export interface ClosedSeries {
  companyId: bigint
  series: string
  year: number
  lastNumber: bigint
}

/**
 * Begins another life of a restored database: a new epoch, ids far beyond those of the lost hours, nobody signed in, and
 * no document number until somebody confirms the last that left the house. No process of Docket may work meanwhile.
 *
 * @param backupId null when the database was restored by other tools
 */
export async function renewAfterRestore(db: Reader, backupId: string | null): Promise<void> {
  const [clock] = await db.read(readClock, {})
  // Ids first: if the rest fails, another jump does no harm.
  await db.read(jumpSequences, {})
  const epoch = randomBytes(12).toString('base64url')
  await db.read(renewInstallation, { at: clock!.now, epoch, backupId })
}

/** Series that wait for their confirmation. */
export async function listClosedSeries(db: Reader): Promise<ClosedSeries[]> {
  const rows = await db.read(closedSeries, {})
  return rows.map((row) => ({
    companyId: row.company_id,
    series: row.series,
    year: row.year,
    lastNumber: row.last_number,
  }))
}

/** Opens a series behind its last number. False: it is not closed, or the copy knows a higher one. */
export async function confirmLastNumber(
  db: Reader,
  { lastNumber, ...series }: ClosedSeries,
): Promise<boolean> {
  const [clock] = await db.read(readClock, {})
  return (await db.read(confirmSeries, { ...series, lastNumber, at: clock!.now })).length === 1
}

/** Keeps that a backup was taken, or was not. */
export async function recordBackup(
  db: Reader,
  backup: {
    backupId: string
    beganAt: Date
    endedAt: Date
    folder: string
    bytes: bigint | null
    problem: string | null
  },
): Promise<void> {
  await db.read(noteBackup, backup)
}

/** Keeps that a backup was restored on trial, and what was wrong with it. */
export async function recordTrial(
  db: Reader,
  { manifest, folder, problem }: { manifest: Manifest; folder: string; problem: string | null },
): Promise<void> {
  const [clock] = await db.read(readClock, {})
  await db.read(noteTrial, {
    backupId: manifest.backupId,
    beganAt: new Date(manifest.beganAt),
    endedAt: new Date(manifest.endedAt),
    folder,
    bytes: BigInt(manifest.bytes),
    triedAt: clock!.now,
    tryProblem: problem,
  })
}
