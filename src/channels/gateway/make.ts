import { formatMicro } from '../../platform/money.ts'
import type { Problem } from '../../platform/outcome.ts'
import { valueAt } from '../mapped/expression.ts'
import { Reader } from '../mapped/reader.ts'
import type { Forward } from './forward.ts'
import { xmlOf, type Made } from './xml.ts'

/** A message as its receiver gets it. */
export type Handed =
  | { ok: true; contentType: string; body: Buffer }
  /** It cannot be made, whoever is called how often. */
  | { ok: false; problem: string }

/** What a message is made of. */
export interface Source {
  bytes: Buffer
  contentType: string
  content: unknown
}

/** Problems that are told of one message. */
const MOST_TOLD = 3

/** Makes what a receiver is sent of a message. What is absent is left out; what is wrong makes none of it be sent. */
export function make({ bytes, contentType, content }: Source, forward: Forward): Handed {
  const { format, template } = forward
  if (template === undefined) return { ok: true, contentType, body: bytes }
  const reader = new Reader(content, forward)
  const made = partOf(template, reader, content, '') as { [name: string]: Made }
  if (reader.problems.length > 0) return { ok: false, problem: told(reader.problems) }
  return format === 'xml'
    ? { ok: true, contentType: 'application/xml; charset=utf-8', body: Buffer.from(xmlOf(made ?? {})) }
    : {
        ok: true,
        contentType: 'application/json; charset=utf-8',
        body: Buffer.from(JSON.stringify(made ?? {})),
      }
}

/** undefined: there is nothing of it. Objects and lists of a template are there even if nothing is in them. */
function partOf(template: unknown, reader: Reader, content: unknown, path: string): Made | undefined {
  if (typeof template === 'string') return reader.text(path, template)
  if (Array.isArray(template))
    return template.flatMap((one, index) => partOf(one, reader, content, `${path}/${index}`) ?? [])
  const members = template as Record<string, unknown>
  if (typeof members['$number'] === 'string') {
    const number = reader.decimal(path, members['$number'])
    return number === undefined ? undefined : Number(formatMicro(number))
  }
  if (typeof members['$truth'] === 'string') return reader.truth(path, members['$truth'])
  if (typeof members['$copy'] === 'string') return valueAt(content, members['$copy']) as Made | undefined
  if (typeof members['$each'] === 'string') {
    const where = members['$where'] as string | undefined
    return (reader.each(members['$each']) ?? []).flatMap((line, index) => {
      const at = `${path}/${index}`
      if (where !== undefined && line.truth(at, where) !== true) return []
      return partOf(members['$of'], line, content, at) ?? []
    })
  }
  const made = Object.entries(members).flatMap(([name, one]) => {
    const part = partOf(one, reader, content, `${path}/${name}`)
    return part === undefined ? [] : [[name, part] as const]
  })
  return Object.fromEntries(made)
}

function told(problems: readonly Problem[]): string {
  const all = problems.slice(0, MOST_TOLD).map(({ path, message }) => `${path}: ${message}`)
  const more = problems.length > MOST_TOLD ? ` (and ${problems.length - MOST_TOLD} more)` : ''
  return `cannot be made: ${all.join('; ')}${more}`.slice(0, 300)
}
