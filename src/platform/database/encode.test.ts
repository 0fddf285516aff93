import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import fc from 'fast-check'
import pg from 'pg'
import { testDatabase } from '../../../test/support/database.ts'
import { formatMicro, MICRO } from '../money.ts'
import { encodeArray, encodeColumn } from './encode.ts'
import { parseStatements } from './parse.ts'

const t = await testDatabase('encode')
const client = new pg.Client({ connectionString: t.url })
await client.connect()
after(async () => {
  await client.end()
  await t.close()
})

/** What PostgreSQL reads out of an encoded array, as text. */
async function readBack(type: string, encoded: Buffer): Promise<(string | null)[]> {
  const result = await client.query({
    text: `select v::text as v from unnest($1::${type}[]) with ordinality as r(v, n) order by n`,
    values: [encoded],
  })
  return result.rows.map((row: { v: string | null }) => row.v)
}

test('numbers of any size arrive as they are', async () => {
  const micros = fc.array(fc.option(fc.bigInt(-(10n ** 20n) + 1n, 10n ** 20n - 1n)), { maxLength: 50 })
  await fc.assert(
    fc.asyncProperty(micros, async (values) => {
      const read = await readBack('numeric', encodeArray('numeric', values))
      const expected = values.map((value) => (value === null ? null : formatMicro(value)))
      assert.deepEqual(
        read
          .map((text) => (text === null ? null : text.replace(/\.?0+$/, '').replace(/^-?$/, '0')))
          .map(trimmed),
        expected.map((text) => (text === null ? null : text)).map(trimmed),
      )
    }),
    { numRuns: 50 },
  )
  const edges = [0n, 1n, -1n, MICRO, 10_000n * MICRO, 99_999n * MICRO + 999_999n, 100n, 10n ** 19n]
  assert.deepEqual(
    (await readBack('numeric', encodeArray('numeric', edges))).map(Number),
    edges.map((v) => Number(v) / 1e6),
  )
  const ids = [0n, -1n, 2n ** 63n - 1n, -(2n ** 63n), null]
  assert.deepEqual(
    await readBack('bigint', encodeArray('bigint', ids)),
    ids.map((id) => id?.toString() ?? null),
  )
  assert.throws(() => encodeArray('bigint', [2n ** 63n]), RangeError)
  assert.throws(() => encodeArray('bigint', [-(2n ** 63n) - 1n]), RangeError)
  assert.deepEqual(await readBack('integer', encodeArray('integer', [0, -7, 2147483647])), [
    '0',
    '-7',
    '2147483647',
  ])
})

function trimmed(text: string | null): string | null {
  if (text === null) return null
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text
}

test('texts, JSON, bytes, dates and instants arrive as they are', async () => {
  const texts = ['', 'a,b', '{"x"}', 'NULL', 'o\'hara \\ "q"', 'žluťoučký 🐎', null]
  assert.deepEqual(await readBack('text', encodeArray('text', texts)), texts)
  assert.deepEqual(await readBack('jsonb', encodeArray('jsonb', [{ a: 1n, b: 'ž' }, []])), [
    '{"a": "1", "b": "ž"}',
    '[]',
  ])
  const bytes = [Buffer.from([0, 255, 92]), Buffer.alloc(0)]
  assert.deepEqual(await readBack('bytea', encodeArray('bytea', bytes)), ['\\x00ff5c', '\\x'])
  const dates = ['1900-01-01', '2000-01-01', '2026-02-28', '2400-12-31']
  assert.deepEqual(await readBack('date', encodeArray('date', dates)), dates)
  await client.query("set timezone = 'UTC'")
  const instants = [new Date('1999-12-31T23:59:59.999Z'), new Date('2026-11-22T10:00:00.123Z')]
  assert.deepEqual(await readBack('timestamptz', encodeArray('timestamptz', instants)), [
    '1999-12-31 23:59:59.999+00',
    '2026-11-22 10:00:00.123+00',
  ])
  assert.deepEqual(await readBack('boolean', encodeArray('boolean', [true, false, null])), [
    'true',
    'false',
    null,
  ])
  assert.deepEqual(await readBack('bigint', encodeArray('bigint', [])), [])
})

test('a long array outgrows the scratch buffer and loses nothing', async () => {
  const texts = Array.from({ length: 3000 }, (_one, i) => `${i}`.padEnd(500, 'é'))
  const read = await readBack('text', encodeArray('text', texts))
  assert.deepEqual(read, texts)
})

test('arrays in the rows of a write arrive as they are, row by row', async () => {
  const source = `-- name: any :write
select r.id, r.ids, r.words from :rows(id bigint, ids bigint[], company_id bigint, words text[]) order by r.id`
  const [statement] = parseStatements(source, 'any.sql')
  const ids = [[2n ** 62n, -1n], [], [7n], null, [null, 3n]]
  const words = [['a'], ['b', 'c,d', '{"e"}'], null, [''], ['z']]
  const columns = [ids.map((_one, i) => BigInt(i)), ids, ids.map(() => 1n), words]
  const values = statement!.params.flatMap((param, i) => encodeColumn(param, columns[i]!))
  const { rows } = await client.query({ text: statement!.text, values })
  assert.deepEqual(
    rows.map((row: { ids: string[]; words: string[] }) => [row.ids, row.words]),
    ids.map((one, i) => [(one ?? []).map((id) => id?.toString() ?? null), words[i] ?? []]),
  )
})
