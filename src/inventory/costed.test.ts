import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import fc from 'fast-check'
import { testDatabase } from '../../test/support/database.ts'
import type { ComputedEntry } from '../ledger/index.ts'
import { runBatch, type Act, type Context } from '../platform/batch/index.ts'
import { Ids } from '../platform/ids.ts'
import { parseMicro } from '../platform/money.ts'
import { addBackDated, addCosted, noMoves, writeCosts, type DecidedMove } from './costed.ts'
import { foldBackDated, foldMoves, type CostMove, type CostPool } from '../../test/support/costing.ts'

const t = await testDatabase('costed')
after(() => t.close())
await t.sql(
  `insert into platform.company_head (company_id, pos, at, chain_hash, closed_to) values (1, 0, '2026-01-01', '\\x00', '1900-01-01')`,
)
const environment = { db: t.db, ids: new Ids(t.db) }

const [GOODS, OTHER, STANDARD_VARIANCE, TRUE_UP, BACK_DATED] = [1n, 2n, 3n, 4n, 5n]

function openEntry(context: Context, sourceId: bigint): ComputedEntry {
  const header = {
    companyId: 1n,
    event: 'stock.received',
    postedOn: '2026-03-02',
    sourceType: 'stock',
    sourceId,
    causeId: null,
    currency: 'GBP',
    rateE10: 10_000_000_000n,
  }
  return { id: context.ids.next(), header }
}

function decided(
  context: Context,
  itemId: bigint,
  { quantity, value }: CostMove,
  index: number,
): DecidedMove {
  return {
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
  }
}

/** Moves of one pool, the first half of them for one entry and the rest for another. */
const move: Act<{ itemId: bigint; moves: readonly CostMove[] }, object, { batch: bigint }> = {
  name: 'test.move',
  weigh: ({ moves }) => moves.length,
  companyOf: () => 1n,
  read: async () => ({}),
  decide({ itemId, moves }, _facts, context) {
    const costed = noMoves()
    const entries = [openEntry(context, 0n), openEntry(context, 1n)]
    moves.forEach((each, index) =>
      addCosted(costed, entries[index * 2 < moves.length ? 0 : 1]!, decided(context, itemId, each, index)),
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

async function newPool({ method, standardCost }: CostPool): Promise<bigint> {
  const itemId = (items += 1n)
  await t.sql(
    `insert into inventory.cost_pool (company_id, cost_organization, item_id, method, standard_cost, quantity, value, last_cost)
     values (1, 1, $1, $2, $3, 0, 0, 0)`,
    [itemId, method, standardCost === undefined ? null : '3.333333'],
  )
  return itemId
}

test('D10 the statement under the locks comes to the fold, move by move, and posts it', async () => {
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...pools), anyBatches, async (start, batches) => {
      const itemId = await newPool(start)
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

interface Late {
  quantity: bigint
  value: bigint
  /** What left since its day, when that was counted. */
  gone: bigint
}

/** Receipts of days before of one pool, each with what had ever left it when that was counted. */
const comeLate: Act<
  { itemId: bigint; counted: bigint; receipts: readonly Late[] },
  object,
  { batch: bigint }
> = {
  name: 'test.come_late',
  weigh: ({ receipts }) => receipts.length,
  companyOf: () => 1n,
  read: async () => ({}),
  decide({ itemId, counted, receipts }, _facts, context) {
    const costed = noMoves()
    receipts.forEach((receipt, index) =>
      addBackDated(costed, openEntry(context, BigInt(index)), {
        ...decided(context, itemId, receipt, index),
        goneSince: receipt.gone,
        goneCounted: counted,
        backDatedAccount: BACK_DATED,
        backDatedRule: 6n,
      }),
    )
    writeCosts({ costed }, context.writes)
    return { batch: context.batch }
  },
}

const anyLate = fc.record({
  quantity: quantities,
  value: fc.bigInt({ min: 0n, max: 900_00n }),
  gone: quantities,
})

test('A14-4 D10 receipts of days before come to the fold under the locks, with what left while it was counted', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...pools),
      anyBatches,
      anyBatches,
      fc.array(anyLate, { minLength: 1, maxLength: 4 }),
      async (start, early, meanwhile, receipts) => {
        const itemId = await newPool(start)
        let pool = start
        const run = async (batches: typeof early) => {
          for (const moves of batches) {
            pool = foldMoves(pool, moves, 2).pool
            await runBatch(environment, move, [{ itemId, moves }])
          }
        }
        await run(early)
        const [mark] = await t.sql<{ gone: bigint }>(
          'select gone from inventory.cost_pool where item_id = $1',
          [itemId],
        )
        await run(meanwhile)
        const left = meanwhile
          .flat()
          .reduce((sum, { quantity }) => (quantity < 0n ? sum - quantity : sum), 0n)
        const request = { itemId, counted: mark!.gone, receipts }
        const { outcomes } = await runBatch(environment, comeLate, [request])
        const { batch } = outcomes[0] as { batch: bigint }
        const lines = receipts.flatMap((receipt, index) => {
          const folded = foldBackDated(pool, receipt, receipt.gone + left, 2)
          pool = folded.pool
          const standard = start.method === 'standard'
          const off = folded.move.variances.reduce((sum, { amount }) => sum + amount, 0n)
          const cost = standard ? receipt.value - off : receipt.value
          const variances = folded.move.variances.map(({ kind, amount }) => {
            const [name, account, rule] = {
              true_up: ['true_up', TRUE_UP, 9n],
              back_dated: ['back_dated', BACK_DATED, 6n],
              standard_variance: ['price_variance', STANDARD_VARIANCE, 8n],
              residue: [],
              revaluation: [],
            }[kind] as [string, bigint, bigint]
            const other = standard ? OTHER : GOODS
            const [debit, credit] = amount > 0n ? [account, other] : [other, account]
            return `${index} ${index} ${name} ${debit} ${credit} ${amount > 0n ? amount : -amount} ${rule}`
          })
          return [
            ...(cost === 0n ? [] : [`${index} ${index} cost ${GOODS} ${OTHER} ${cost} 7`]),
            ...variances,
          ]
        })
        assert.deepEqual(await posted(batch), lines)
        assert.deepEqual(
          await t.sql(
            `select p.quantity, p.value, m.value as moved from inventory.cost_pool p
             cross join lateral (select sum(m.value)::bigint as value from inventory.stock_move m where m.item_id = p.item_id) m
             where p.item_id = $1`,
            [itemId],
          ),
          [{ quantity: pool.quantity, value: pool.value, moved: pool.value }],
        )
        await balanced(batch, 2)
      },
    ),
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

async function balanced(batch: bigint, part = 1): Promise<void> {
  const [row] = await t.sql(
    `select coalesce((select sum(debit - credit) from ledger.balance_delta where batch = $1), 0)::bigint as difference,
       coalesce((select sum(debit) from ledger.balance_delta where batch = $1), 0)
         - coalesce((select sum(a) from ledger.entry e, unnest(e.amounts) a where e.batch = $1), 0)::bigint as missing,
       (select count(*) from ledger.balance_delta where batch = $1 and (part <> $2 or period <> '2026-03'))::bigint as astray`,
    [batch, part],
  )
  assert.deepEqual(row, { difference: 0n, missing: 0n, astray: 0n })
}
