import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ok } from '../../platform/http/index.ts'
import { atOnce } from './at-once.ts'

test('C-31 C-34 a company that floods gets half of the places alone, and others find theirs as they come', async () => {
  const limited = atOnce(12, 'Too many.')
  const open: (() => void)[] = []
  const ask = (companyId: bigint) => {
    let status: number | undefined
    const end = async () => {
      const wait = () => new Promise<void>((resolve) => open.push(resolve))
      const reply = await limited.enter(() =>
        limited.share(companyId, async () => {
          await wait()
          return ok({})
        }),
      )
      status = reply.status
    }
    void end()
    return { status: () => status }
  }
  const turn = () => new Promise((resolve) => setImmediate(resolve))
  const flood = async (companyId: bigint) => {
    const all = Array.from({ length: 20 }, () => ask(companyId))
    await turn()
    return all.filter((one) => one.status() === undefined).length
  }
  assert.deepEqual([await flood(1n), await flood(2n), await flood(3n), await flood(4n)], [6, 4, 2, 0])
  // What the first one had is shared out anew: of three companies none has more than a quarter.
  for (const end of open.splice(0, 6)) end()
  await turn()
  assert.deepEqual([await flood(3n), await flood(2n), await flood(1n)], [2, 0, 3])
  for (const end of open.splice(0)) end()
  await turn()
  assert.equal(await flood(4n), 6)
  for (const end of open.splice(0)) end()
})
