import type { Json } from '../../platform/json.ts'
import { camelRows, companiesOf, setupAct, type CamelRow, type SetupAct } from '../../platform/setup.ts'
import { readPatternVersions, standingOf } from '../model/save-pattern.ts'
import type { RawState } from './compose.ts'
import { compileStates, rawStatesOf, type FulfillmentStatesInput } from './model.ts'
import { saveStateModels, stateModels } from './states.sql.ts'

type StatesRow = CamelRow<typeof stateModels>

/** What a company tells of its orders (O-78 to O-80), checked against every state that components of its patterns can be in; each change is a version, by which all open orders are told anew. */
export const saveFulfillmentStates: SetupAct<FulfillmentStatesInput> = setupAct<
  FulfillmentStatesInput,
  StatesRow,
  Map<bigint, RawState[]>
>({
  name: 'orchestration.save_fulfillment_states',
  key: () => '',
  async read(db, requests) {
    const companyIds = companiesOf(requests)
    const [rows, versions] = await Promise.all([
      db.read(stateModels, { companyIds }),
      readPatternVersions(db, companyIds),
    ])
    const standing = standingOf(versions)
    return {
      rows: camelRows(stateModels, rows).map((row) => ['', row]),
      known: new Map(companyIds.map((id) => [id, rawStatesOf(standing.get(id)?.all() ?? [])])),
    }
  },
  describe(input, check, { companyId, before, known }) {
    const version = before?.version ?? 1
    compileStates(input, version, check, known.get(companyId) ?? [])
    return { companyId, version, body: input as unknown as Json }
  },
  write: saveStateModels,
})
