import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Type, type TSchema } from 'typebox'
import { publishedRoutes } from '../scripts/dev/generate-api.ts'
import { checkBody } from '../src/platform/http/index.ts'

/** What stands in no sentence that a person reads at a field: expressions, signs of code, words of the schema language. */
const RAW = /[\^\\$]|\[[A-Za-z0-9]|\{[0-9]|\(\.|>=|<=|pattern|format "|constant|schema|anyOf|undefined|NaN/
const WRONG = [
  '',
  '\u0001',
  'é é',
  ' ',
  'x'.repeat(9000),
  -1e15,
  1e15,
  0.5,
  null,
  true,
  [],
  [1, 1],
  Array(1100).fill('?'),
  {},
  { '?': '?' },
]

test('whatever is wrong with whichever field, its problem says so in words', async () => {
  const routes = await publishedRoutes()
  const schemas = routes
    .flatMap(({ body, query, params }) => [body, query, params])
    .filter((one) => one !== undefined)
  assert.ok(schemas.length > 200, `${schemas.length} schemas`)
  const fields = new Map<string, object>()
  for (const schema of schemas) gather(schema, fields)
  assert.ok(fields.size > 150, `${fields.size} kinds of fields`)
  const raw = new Set<string>()
  for (const field of fields.values()) {
    const check = checkBody(Type.Object({ field: field as TSchema }))
    for (const value of WRONG) {
      const checked = check({ field: value })
      if (checked.ok) continue
      for (const { message } of checked.problems) if (RAW.test(message)) raw.add(message)
    }
  }
  assert.deepEqual([...raw], [])
})

test('a schema whose pattern nobody put into words is not taken', () => {
  assert.throws(
    () => checkBody(Type.Object({ code: Type.String({ pattern: '^[A-Z]$' }) }))(undefined),
    /no form in words/,
  )
})

/** Each different schema inside of one, by what it says. */
function gather(schema: unknown, into: Map<string, object>): void {
  if (Array.isArray(schema)) for (const one of schema) gather(one, into)
  if (typeof schema !== 'object' || schema === null || Array.isArray(schema)) return
  if ('type' in schema || 'anyOf' in schema || 'const' in schema) into.set(JSON.stringify(schema), schema)
  for (const one of Object.values(schema)) gather(one, into)
}
