import type { Json } from '../../platform/json.ts'
import { camelRows, companiesOf, setupAct, type CamelRow, type SetupAct } from '../../platform/setup.ts'
import { jeopardyPolicies, saveJeopardyPolicies } from './jeopardy.sql.ts'
import { compilePolicy, type JeopardyPolicyInput } from './policy.ts'

type PolicyRow = CamelRow<typeof jeopardyPolicies>

/** How long tasks are expected to take, and how bad it is to be how late (A6-10, A6-13); each change is a version, by which all open orders are looked at anew. */
export const saveJeopardyPolicy: SetupAct<JeopardyPolicyInput> = setupAct<JeopardyPolicyInput, PolicyRow>({
  name: 'orchestration.save_jeopardy_policy',
  key: () => '',
  async read(db, requests) {
    const rows = await db.read(jeopardyPolicies, { companyIds: companiesOf(requests) })
    return { rows: camelRows(jeopardyPolicies, rows).map((row) => ['', row]), known: undefined }
  },
  describe(input, check, { companyId, before }) {
    const version = before?.version ?? 1
    compilePolicy(input, version, check)
    return { companyId, version, body: input as unknown as Json }
  },
  write: saveJeopardyPolicies,
})
