import { hash } from 'node:crypto'
import type { TObject } from 'typebox'
import { readStockRow, receiveStock, type StockRequest, type StockRow } from '../../orchestration/index.ts'
import { Fault } from '../../platform/batch/index.ts'
import { findRequestKey, readRequestKeys, type RequestKey } from '../../platform/request-key.ts'
import type { Importer } from './importer.ts'
import { IMPORTED, rowImporter, type RowOutcome } from './setup-importer.ts'

const ACTOR = 'import'

/**
 * Goods to begin with. Each row has a key of what it says, so that a file whose import was broken off goes on where it
 * was, and another time changes nothing. Other words about the same goods, or the same twice in a file, are refused by
 * the act.
 */
export function stockImporter({
  comesAs,
  ...described
}: {
  kind: string
  summary: string
  schema: TObject
  comesAs: StockRequest['kind']
}): Importer {
  return rowImporter<StockRow>({
    ...described,
    open({ companyId, door, db }) {
      const seen = new Set<string>()
      return async (rows) => {
        const requests = rows.map(({ input: row, malformed }): StockRequest => {
          if (malformed) return { companyId, actor: ACTOR, kind: comesAs, ...readStockRow(row, malformed) }
          const key = keyOf(companyId, comesAs, row)
          const again = seen.has(key.key)
          seen.add(key.key)
          const goods = readStockRow(row)
          return { companyId, actor: ACTOR, kind: comesAs, ...goods, ...(again ? {} : { key }) }
        })
        const used = await readRequestKeys(
          db,
          requests.flatMap(({ key }) => key ?? []),
        )
        const outcomes = await door.requestAll(receiveStock, requests, IMPORTED)
        return outcomes.map((outcome, index): RowOutcome => {
          if (outcome instanceof Fault || !outcome.ok) return outcome
          const { key } = requests[index]!
          return { ok: true, change: key && findRequestKey(used, key) ? 'unchanged' : 'created' }
        })
      }
    },
  })
}

function keyOf(companyId: bigint, comesAs: string, row: StockRow): RequestKey {
  const said = JSON.stringify(Object.entries(row).toSorted(([a], [b]) => (a < b ? -1 : 1)))
  const bodyHash = hash('sha256', said, 'buffer')
  const key = `${comesAs} ${bodyHash.toString('hex')}`
  return { companyId, principal: ACTOR, route: 'importStock', key, bodyHash, ours: true }
}
