import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { after, before, test } from 'node:test'
import { Flow, type Seen } from '../support/flow.ts'

// A provider of services, by the model of examples/service-provider: lines, networks of sites, and boxes.
const FOLDER = new URL('../../examples/service-provider/', import.meta.url)
let flow: Flow
before(async () => {
  flow = await Flow.open()
  const patterns = readdirSync(FOLDER).flatMap(
    (name) => JSON.parse(readFileSync(new URL(name, FOLDER), 'utf8')).patterns as object[],
  )
  await flow.put('/order-models', { patterns })
  const item = async (sku: string, pattern: string, kind: string) => {
    await flow.put('/items', { sku, name: sku, kind, itemClass: 'kitchen', taxCode: 'standard', pattern })
    await flow.put('/prices', {
      list: 'RETAIL',
      sku,
      validFrom: '2020-01-01',
      unitPrice: { amount: '20.00', currency: 'GBP' },
    })
  }
  await item('SP-LINE', 'sp_access', 'service')
  await item('SP-SITE', 'sp_vpn_site', 'service')
  await flow.stockedItem('SP-BOX', { PORT: '50' }, '4')
  await item('SP-BOX', 'sp_box', 'goods')
})
after(() => flow.close())

const sold = async (lines: object[]) => {
  const { id } = await flow.sell(lines.map((line) => ({ quantity: '1', ...line })))
  const seen: Seen = await flow.read(id)
  const components = (kind: string): Seen[] => seen.plan.components.filter((one: Seen) => one.kind === kind)
  const linesOf = (kind: string) => components(kind).map(({ lineNos }) => lineNos)
  return { id, seen, linesOf }
}

test('O-26 O-27 seven sites of a network come to seven components of a step, one activates them all, and nothing is drawn for nothing', async () => {
  const sites = Array.from({ length: 7 }, (_, place) => ({
    sku: 'SP-SITE',
    custom: { site: `S${place + 1}`, region: place < 4 ? 'north' : 'south' },
  }))
  const { id, seen, linesOf } = await sold(sites)
  const each = [[1], [2], [3], [4], [5], [6], [7]]
  assert.deepEqual(linesOf('provision'), each)
  assert.deepEqual(linesOf('configure'), each)
  assert.deepEqual(linesOf('activate'), [[1, 2, 3, 4, 5, 6, 7]])
  assert.deepEqual(linesOf('set_up_billing'), [
    [1, 2, 3, 4],
    [5, 6, 7],
  ])
  assert.ok(seen.plan.components.every((one: Seen) => one.kind === 'settle' || one.lineNos.length > 0))
  // One site alone has no box, and no region: of those nothing is drawn.
  const alone = await sold([{ sku: 'SP-SITE', custom: { site: 'S1' } }])
  assert.deepEqual([alone.linesOf('set_up_billing'), alone.linesOf('install')], [[], []])

  // The sixth of seven lets the last wait still; the seventh lets all be activated.
  const works = async (name: string): Promise<Seen[]> =>
    (await flow.read(id)).plan.tasks.filter((task: Seen) => task.name === name)
  const end = async (name: string, place: number) =>
    flow.ok(`/orders/${id}/tasks/${(await works(name))[place]!.id}/complete`, { status: 'done' })
  for (let place = 0; place < 7; place += 1) {
    assert.equal((await works('activate'))[0]!.state, 'waiting')
    for (const name of ['provision', 'test', 'configure']) await end(name, place)
  }
  await flow.until(
    id,
    (now) => now.plan.tasks.find(({ name }: Seen) => name === 'activate').state === 'ready',
  )
  await flow.lawful()
})

test('O-28 boxes leave when the line of their own site is there, and are installed together', async () => {
  const { id, linesOf } = await sold([
    { sku: 'SP-LINE', custom: { site: 'home' } },
    { sku: 'SP-LINE', custom: { site: 'shed' } },
    { sku: 'SP-BOX', custom: { site: 'home' } },
    { sku: 'SP-BOX', custom: { site: 'home' } },
  ])
  assert.deepEqual(linesOf('install'), [[3, 4]])
  const tasks = async (name: string): Promise<Seen[]> =>
    (await flow.read(id)).plan.tasks.filter((task: Seen) => task.name === name)
  const end = async (name: string, place: number) =>
    flow.ok(`/orders/${id}/tasks/${(await tasks(name))[place]!.id}/complete`, { status: 'done' })
  const shipped = async () =>
    (await flow.read(id)).fulfillmentLines
      .filter((one: Seen) => one.shipped === '1')
      .map((one: Seen) => one.lineNo)
  for (const name of ['provision', 'test']) await end(name, 1)
  await flow.until(id, (seen) => seen.fulfillmentLines.some((one: Seen) => one.shipped === '1'))
  assert.deepEqual(await shipped(), [2])
  for (const name of ['provision', 'test']) await end(name, 0)
  await flow.until(id, (seen) => seen.fulfillmentLines.every((one: Seen) => one.shipped === '1'))
  await flow.until(
    id,
    (seen) => seen.plan.tasks.find(({ name }: Seen) => name === 'install').state === 'ready',
  )
  await flow.lawful()
})
