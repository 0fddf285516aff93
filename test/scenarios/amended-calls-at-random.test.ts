import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { activate, Calling, skuOf } from '../support/calling.ts'
import { chance } from '../support/chance.ts'
import type { Seen } from '../support/flow.ts'

// Whatever an order is amended to, and whenever: in the end the outside world is as if it had been placed like that.
const SEEDS = [1, 2, 3, 4]
const ORDERS = 10
const AMENDMENTS = 4

let calling: Calling
before(async () => {
  calling = await Calling.open()
})
after(() => calling.close())

type Asked = { line: number; quantity: string }
type Made = Awaited<ReturnType<Calling['network']['activations']>>

/** What a network that took all of it has, by line: the last that was asked for, unless that was removed. */
function worldOf(made: Made, number: string): [number, string][] {
  const world = new Map<number, { id: string; quantity: string }>()
  const lineOf = new Map<string, number>()
  for (const { method, path, asked, id } of made) {
    if (method === 'DELETE') {
      const gone = path.split('/').at(-1)!
      const line = lineOf.get(gone)
      if (line !== undefined && world.get(line)?.id === gone) world.delete(line)
    } else if (asked['order'] === number) {
      const [{ line, quantity }] = asked['lines'] as [Asked]
      lineOf.set(id, Number(line))
      world.set(Number(line), { id, quantity })
    }
  }
  return [...world]
    .map(([line, { quantity }]): [number, string] => [line, quantity])
    .toSorted(([a], [b]) => a - b)
}

for (const seed of SEEDS)
  test(`N-1 P-35 amended at any moment, at random, the outside world ends as if the order had been placed so: seed ${seed}`, async () => {
    const pick = chance(seed)
    const code = `random_${seed}`
    const whenChanged = seed % 2 === 0 ? 'redo' : 'undo_then_do'
    const tasks = [{ ...activate, system: 'answers', facts: {}, whenChanged }]
    await calling.pattern(code, tasks, {
      lineComponents: [{ kind: 'provision', key: 'string(line.lineNo)', tasks }],
      dependencies: [],
      components: [{ kind: 'perform', key: '"p"', tasks: [{ kind: 'ship' }, { kind: 'invoice' }] }],
    })
    const line = (quantity: number) => ({
      sku: skuOf(code),
      quantity: `${quantity}`,
      unitPrice: '10',
      net: `${quantity * 10}.00`,
      tax: `${quantity * 2}.00`,
      requestedOn: '2031-03-03',
    })
    const plans = Array.from({ length: ORDERS }, () => ({
      lines: Array.from({ length: 1 + pick(3) }, () => 1 + pick(4)),
      amendments: Array.from({ length: AMENDMENTS }, () => ({
        afterMs: pick(120),
        what: pick(10),
        which: pick(60),
        quantity: 1 + pick(6),
      })),
    }))
    await calling.network.behave({ delayMs: 40 })
    const ends = await Promise.all(
      plans.map(async ({ lines, amendments }) => {
        const order = await calling.flow.order(lines.map(line))
        const wanted = new Map(lines.map((quantity, at) => [at + 1, quantity]))
        let next = lines.length + 1
        for (const { afterMs, what, which, quantity } of amendments) {
          await sleep(afterMs)
          const nos = [...wanted.keys()]
          const lineNo = nos[which % nos.length]!
          const price = { amount: '10', currency: 'GBP' }
          const added = {
            sku: skuOf(code),
            quantity: `${quantity}`,
            unitPrice: price,
            requestedOn: '2031-03-03',
          }
          // The last line stays: an order of which nothing is left is over.
          const [said, then] =
            what < 2
              ? [added, () => wanted.set(next++, quantity)]
              : what < 4 && nos.length > 1
                ? [{ lineNo, remove: true }, () => wanted.delete(lineNo)]
                : [{ lineNo, quantity: `${quantity}` }, () => wanted.set(lineNo, quantity)]
          await calling.flow.ok(`/orders/${order.id}/amendments`, { lines: [said] })
          then()
        }
        return { ...order, wanted }
      }),
    )
    for (const { id, wanted, number: own } of ends) {
      await calling.flow.until(id, (seen) =>
        seen.plan.tasks
          .filter(({ kind }: Seen) => kind === 'call')
          .every(({ state }: Seen) => state === 'completed' || state === 'skipped'),
      )
      assert.deepEqual(
        worldOf(await calling.network.activations(), own),
        [...wanted].map(([lineNo, quantity]) => [lineNo, String(quantity)]),
        own,
      )
    }
    await calling.flow.lawful()
  })
