import { keepSetupVersions } from '../platform/setup.ts'
import type { WriteSet } from '../platform/batch/index.ts'
import type { Reader } from '../platform/database/index.ts'
import {
  allCompanies as readAllCompanies,
  lockSetup,
  openToOrders as openToOrdersRow,
  readSetupVersions,
  touchSetup as touchSetupRow,
} from './setup.sql.ts'

/**
 * Raises the set-up version of a company.
 *
 * @param expected the version that was read; another one aborts the batch (DK001). Null asks no question.
 */
export function touchSetup(writes: WriteSet, companyId: bigint, expected: bigint | null = null): void {
  writes.add(touchSetupRow, { companyId, expected })
}

/** From now on orders of a company are agreed; it fails (DK001) when its set-up is not that of `setupVersion` any more. */
export function openToOrders(writes: WriteSet, companyId: bigint, setupVersion: bigint): void {
  writes.add(openToOrdersRow, { companyId })
  touchSetup(writes, companyId, setupVersion)
}

keepSetupVersions({
  async read(db, companyIds) {
    const rows = await db.read(readSetupVersions, { ids: companyIds })
    return new Map(rows.map((row) => [row.company_id, row.setup_version]))
  },
  touch: touchSetup,
  lock(locks, companyId) {
    locks.add(lockSetup, { companyId })
  },
})

/** Every company of the installation, by code: for tools that act on all. */
export async function allCompanies(db: Reader): Promise<{ id: bigint; code: string }[]> {
  const rows = await db.read(readAllCompanies, {})
  return rows.map((row) => ({ id: row.company_id, code: row.code }))
}
