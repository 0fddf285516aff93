/** Copies of the embedded database, taken while it works, and what a restored one has to become before anybody uses it. */
export { BadBackup, readManifest, type Manifest } from './manifest.ts'
export { putBack, verifyBackup } from './put-back.ts'
export {
  confirmLastNumber,
  listClosedSeries,
  recordBackup,
  recordTrial,
  renewAfterRestore,
  type ClosedSeries,
} from './renew.ts'
export { takeBackup } from './take-backup.ts'
