import type { Act } from '../platform/batch/index.ts'
import type { Json } from '../platform/json.ts'
import type { Problem } from '../platform/outcome.ts'
import { settleBody } from './intake.sql.ts'
import { NOBODY } from './intake.ts'

/** Another version of an order that runs, which may not amend it. */
export interface RefusedVersion {
  companyId: bigint
  intakeId: bigint
  problems: readonly Problem[]
}

/** Says of the bytes of a version that it was refused, and why: they were kept before that was known. */
export const refuseVersion: Act<RefusedVersion, null, boolean> = {
  name: 'channels.refuse_version',
  weigh: () => 1,
  companyOf: ({ companyId }) => companyId,
  read: () => Promise.resolve(null),
  decide({ companyId, intakeId: id, problems }, _facts, { writes }) {
    writes.add(settleBody, {
      companyId,
      id,
      customerId: NOBODY,
      outcome: 'refused',
      problems: problems as unknown as Json,
      orderId: null,
    })
    return true
  },
}
