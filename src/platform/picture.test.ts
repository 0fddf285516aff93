import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Pictures } from './picture.ts'

const company = { id: 1n, setupVersion: 1n }

/** Rows that arrive when the test says so. */
function rows(): { read: () => Promise<string[]>; asked: PromiseWithResolvers<string[]>[] } {
  const asked: PromiseWithResolvers<string[]>[] = []
  const read = () => {
    const one = Promise.withResolvers<string[]>()
    asked.push(one)
    return one.promise
  }
  return { read, asked }
}

test('a load that fails leaves nothing behind: the next one reads again', async () => {
  const pictures = new Pictures<string[]>(() => [])
  const { read, asked } = rows()
  const load = () =>
    pictures.load([company], async (_ids, made) => void made.get(1n)!.push(...(await read()), 'whole'))
  const failing = load()
  asked[0]!.reject(new Error('connection lost'))
  await assert.rejects(failing, /connection lost/)
  const second = load()
  asked[1]!.resolve(['EUR'])
  assert.deepEqual((await second).get(1n), ['EUR', 'whole'])
  assert.deepEqual((await load()).get(1n), ['EUR', 'whole'])
  assert.equal(asked.length, 2, 'what is whole is not read again')
})

test('two loads at the same time each see a whole picture with every row once', async () => {
  const pictures = new Pictures<string[]>(() => [])
  const { read, asked } = rows()
  const load = () =>
    pictures.load([company, company], async (_ids, made) => void made.get(1n)!.push(...(await read())))
  const first = load()
  const second = load()
  asked[1]!.resolve(['a', 'b'])
  assert.deepEqual((await second).get(1n), ['a', 'b'])
  asked[0]!.resolve(['a', 'b'])
  assert.deepEqual((await first).get(1n), ['a', 'b'])
  assert.deepEqual((await load()).get(1n), ['a', 'b'])
})

test('another set-up version is read anew, and a picture that is begun anew stays with who holds it', async () => {
  const pictures = new Pictures<string[]>(() => [])
  let version = 0
  const load = (setupVersion: bigint) =>
    pictures.load([{ id: 1n, setupVersion }], async (_ids, made) => {
      version += 1
      made.get(1n)!.push(`read ${version}`)
    })
  assert.deepEqual((await load(1n)).get(1n), ['read 1'])
  assert.deepEqual((await load(2n)).get(1n), ['read 2'])
  const held = pictures.of({ id: 1n, setupVersion: 2n })
  pictures.renew({ id: 1n, setupVersion: 2n })
  assert.deepEqual(held, ['read 2'])
  assert.deepEqual(pictures.of({ id: 1n, setupVersion: 2n }), [])
})
