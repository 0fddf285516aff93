import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { sampleData } from './sample-data.ts'

interface Schema {
  $ref?: string
  type?: string
  format?: string
  enum?: string[]
  required?: string[]
  minItems?: number
  properties?: Record<string, Schema>
  items?: Schema
}

/** The official description of TMF622 v4; tests that need it skip with a reason where it is not here. */
export const official = sampleData('tmf')

let definitions: Record<string, Schema> | undefined

/** What the official schema has against a value; an empty list: nothing. Members that it does not know are listed, too. */
export function tmfFaults(name: string, value: unknown, ours: readonly string[] = []): string[] {
  const file = join(official.folder, 'TMF622-ProductOrder-v4.0.0.swagger.json')
  definitions ??= (JSON.parse(readFileSync(file, 'utf8')) as { definitions: Record<string, Schema> })
    .definitions
  const schema = definitions[name]
  assert.ok(schema, `there is no ${name} in ${file}`)
  const faults: string[] = []
  look(schema, value, '', { faults, ours: new Set(ours) })
  return faults
}

function look(
  schema: Schema,
  value: unknown,
  path: string,
  at: { faults: string[]; ours: ReadonlySet<string> },
): void {
  if (schema.$ref !== undefined)
    return look(definitions![schema.$ref.slice('#/definitions/'.length)]!, value, path, at)
  const { faults } = at
  if (schema.enum && !schema.enum.includes(value as string))
    faults.push(`${path}: ${String(value)} is none of ${schema.enum.join()}`)
  switch (schema.type) {
    case 'array':
      if (!Array.isArray(value)) return void faults.push(`${path}: no list`)
      if (value.length < (schema.minItems ?? 0)) faults.push(`${path}: fewer than ${schema.minItems}`)
      for (const [index, one] of value.entries()) look(schema.items!, one, `${path}/${index}`, at)
      return
    case 'object': {
      if (typeof value !== 'object' || value === null || Array.isArray(value))
        return void faults.push(`${path}: no object`)
      for (const name of schema.required ?? []) if (!(name in value)) faults.push(`${path}/${name}: missing`)
      for (const [name, one] of Object.entries(value)) {
        const member = schema.properties?.[name]
        if (member) look(member, one, `${path}/${name}`, at)
        else if (schema.properties && !at.ours.has(name)) faults.push(`${path}/${name}: unknown`)
      }
      return
    }
    case 'string':
      if (typeof value !== 'string') faults.push(`${path}: no text`)
      else if (schema.format === 'date-time' && !/^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(value))
        faults.push(`${path}: ${value} is no instant`)
      else if (schema.format === 'uri' && !URL.canParse(value)) faults.push(`${path}: ${value} is no URI`)
      return
    case 'integer':
      if (!Number.isInteger(value)) faults.push(`${path}: no integer`)
      return
    case 'number':
      if (typeof value !== 'number') faults.push(`${path}: no number`)
      return
    case 'boolean':
      if (typeof value !== 'boolean') faults.push(`${path}: no boolean`)
      return
    default:
  }
}
