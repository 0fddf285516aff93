import type { Reader } from '../../platform/database/index.ts'
import type { Json } from '../../platform/json.ts'
import { camelRows, companiesOf, setupAct, type CamelRow, type SetupAct } from '../../platform/setup.ts'
import { saveSystems, systemsOfCompanies } from './system.sql.ts'
import { checkSystem, systemBody, type SystemBody, type SystemInput } from './system.ts'

export type SystemRow = CamelRow<typeof systemsOfCompanies>

/** An outside system that plans call, by its code (decision 0072). Calls that are kept go by what it is when they are sent. */
export const saveSystem: SetupAct<SystemInput> = setupAct<SystemInput, SystemRow>({
  name: 'orchestration.save_system',
  key: (input) => input.code,
  async read(db, requests) {
    const rows = camelRows(
      systemsOfCompanies,
      await db.read(systemsOfCompanies, { companyIds: companiesOf(requests) }),
    )
    return { rows: rows.map((row) => [row.code, row]), known: undefined }
  },
  describe(input, check, { companyId }) {
    checkSystem(input, check)
    const { code, connection, active = true } = input
    return { companyId, code, connection, body: systemBody(input) as unknown as Json, active }
  },
  write: saveSystems,
})

export interface System extends SystemBody {
  code: string
  connection: string
  active: boolean
}

/** The systems of companies, by company and code. */
export async function readSystems(
  db: Reader,
  companyIds: readonly bigint[],
): Promise<Map<bigint, Map<string, System>>> {
  const found = new Map<bigint, Map<string, System>>(companyIds.map((id) => [id, new Map()]))
  if (companyIds.length === 0) return found
  for (const row of await db.read(systemsOfCompanies, { companyIds })) {
    const { company_id: companyId, code, connection, active } = row
    found.get(companyId)!.set(code, { ...(row.body as unknown as SystemBody), code, connection, active })
  }
  return found
}
