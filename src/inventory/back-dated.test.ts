import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { testDatabase } from '../../test/support/database.ts'
import { parseMicro } from '../platform/money.ts'
import { countGone } from './back-dated.ts'

const t = await testDatabase('back_dated')
after(() => t.close())

test('A14-4 what left since a day is counted in its pool alone, up to where the count began, less what came back', async () => {
  await t.sql(
    `insert into platform.company_head (company_id, pos, at, chain_hash, closed_to) values (1, 2, '2026-01-01', '\\x00', '1900-01-01')`,
  )
  // The third is committed after the count began.
  await t.sql(
    `insert into platform.company_log (company_id, pos, batch, at, content_hash, chain_hash)
     select 1, n, 10 * n, '2026-01-01', '\\x00', '\\x00' from generate_series(1, 3) n`,
  )
  await t.sql(
    `insert into inventory.location (company_id, id, code, name, country, rank, cost_organization)
     values (1, 1, 'A', 'A', 'GB', 1, 1), (1, 2, 'B', 'B', 'GB', 2, 1), (1, 3, 'C', 'C', 'GB', 3, 3)`,
  )
  await t.sql(
    `insert into inventory.cost_pool (company_id, cost_organization, item_id, method, standard_cost, quantity, value, last_cost, gone)
     values (1, 1, 7, 'moving_average', null, 0, 0, 0, 40), (1, 3, 7, 'standard', 1, 0, 0, 1, 9), (1, 1, 8, 'moving_average', null, 0, 0, 0, 2)`,
  )
  const moves: [batch: number, kind: string, item: number, place: number, quantity: string, on: string][] = [
    [10, 'issue', 7, 1, '-1', '2026-04-30'],
    [10, 'issue', 7, 1, '-2', '2026-05-01'],
    [20, 'issue', 7, 2, '-4', '2026-05-02'],
    [20, 'return', 7, 1, '0.5', '2026-05-02'],
    [20, 'adjustment', 7, 2, '-8', '2026-05-03'],
    [20, 'receipt', 7, 1, '100', '2026-05-02'],
    [20, 'opening', 7, 1, '100', '2026-05-02'],
    [20, 'issue', 7, 3, '-16', '2026-05-02'],
    [20, 'issue', 8, 1, '-32', '2026-05-02'],
    [30, 'issue', 7, 1, '-64', '2026-05-02'],
    [10, 'issue', 7, 1, '-128', '2026-01-01'],
  ]
  for (const [at, [batch, kind, item, place, quantity, on]] of moves.entries())
    await t.sql(
      `insert into inventory.stock_move (company_id, root_id, id, batch, kind, item_id, location_id, quantity, value, moved_on, source_id)
       values (1, $1, $1, $2, $3, $4, $5, $6, 0, $7, 1)`,
      [at, batch, kind, item, place, quantity, on],
    )
  const since = async (today: string, ...asked: [costOrganization: bigint, itemId: bigint, on: string][]) => {
    const pools = asked.map(([costOrganization, itemId, on]) => ({ costOrganization, itemId, on }))
    return (await countGone(t.db, 1n, today, pools)).map(
      (one) => one && 'since' in one && [one.since, one.counted],
    )
  }
  const micro = (text: string) => parseMicro(text)!
  assert.deepEqual(
    await since(
      '2026-05-03',
      [1n, 7n, '2026-05-01'],
      [1n, 7n, '2026-05-02'],
      [1n, 8n, '2026-05-03'],
      [3n, 7n, '2026-05-01'],
    ),
    [[micro('13.5'), micro('40')], [micro('11.5'), micro('40')], [0n, micro('2')], undefined],
  )
  // A hundred days back are counted, and no more.
  assert.deepEqual(await since('2026-04-11', [1n, 7n, '2025-01-01']), [[micro('128'), micro('40')]])
  assert.deepEqual(await since('2026-04-12', [1n, 7n, '2025-01-01']), [[0n, micro('40')]])
  assert.deepEqual(await since('2026-05-03', [9n, 9n, '2026-05-01']), [undefined])
})
