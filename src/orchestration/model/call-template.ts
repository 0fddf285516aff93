import type { Json, JsonObject } from '../../platform/json.ts'
import { compileRule, Texts, type RuleSchema } from '../../platform/rules.ts'
import type { Check } from '../../platform/setup.ts'

/**
 * What a request of a call may ask: the order, a line of it with what is known of that, the call itself, and, of one that undoes or redoes
 * another, what that one was answered; of one that redoes, also what the line was when that was asked (O-63), else empty.
 */
export const callFacts = {
  order: {
    type: 'string',
    source: 'string',
    prepaid: 'bool',
    country: 'string',
    number: 'string',
    externalId: 'string',
    reference: 'string',
    currency: 'string',
    requestedOn: 'string',
  },
  line: {
    lineNo: 'int',
    sku: 'string',
    itemClass: 'string',
    kind: 'string',
    quantity: 'string',
    uom: 'string',
    externalLineId: 'string',
    custom: 'Texts',
    facts: 'Texts',
  },
  before: { quantity: 'string', custom: 'Texts', facts: 'Texts' },
  call: { key: 'string', mode: 'string', generation: 'int' },
  reply: 'Texts',
} satisfies RuleSchema

export const CALL_METHODS = ['POST', 'PUT', 'PATCH', 'DELETE'] as const

/** A request as a pattern says it: in its body a text that begins with `=` is CEL, and `{"$lines": …}` a list of one each line. */
export interface CallTemplate {
  method: (typeof CALL_METHODS)[number] | 'GET'
  /** CEL: what is appended to the address of the system. */
  path: string
  body?: Json
}

/** What a request was made of, as it is kept with the call: an undo reads it as it stood then (O-63). */
export interface CallInput {
  order: Record<keyof typeof callFacts.order, string | boolean>
  lines: CallLine[]
  /** Of an undo or redo: what the call before was answered. */
  reply?: Json
  /** Of a redo: the lines as the call before was made of them. */
  before?: CallLine[]
}

export interface CallLine {
  lineNo: number
  sku: string
  itemClass: string
  kind: string
  quantity: string
  uom: string
  externalLineId: string
  custom: Record<string, string>
  facts: Record<string, string>
}

export interface Request {
  method: string
  path: string
  /** Null: it has none. */
  content: string | null
}

/** Texts by JSON Pointers: `reply.find("/result/id")`; where there is none it is empty. Rules know the class itself, and none derived from it. */
function pointed(body: Json): Texts {
  const texts = new Texts(new Map())
  texts.find = (pointer) => textAt(body, pointer) ?? ''
  return texts
}

const LINES = '$lines'
const MOST_NESTED = 12
/** Largest body of a request, rendered. */
export const MOST_CONTENT = 1_048_576

/** Everything that is wrong with a template, with its place. */
export function checkTemplate({ path, body }: CallTemplate, at: string, check: Check): void {
  check.rule(`${at}/path`, path, callFacts, 'string')
  if (body !== undefined) checkPart(body, `${at}/body`, 0, check)
}

function checkPart(part: Json, at: string, depth: number, check: Check): void {
  if (depth > MOST_NESTED) check.add(at, 'too_nested', `It is nested deeper than ${MOST_NESTED}.`)
  else if (typeof part === 'string') {
    if (!part.startsWith('=')) return
    const found = compileAny(part.slice(1))
    // Of a text of any type the first that was tried tells what is wrong.
    if (!found) check.rule(at, part.slice(1), callFacts, null)
  } else if (Array.isArray(part))
    for (const [index, one] of part.entries()) checkPart(one, `${at}/${index}`, depth + 1, check)
  else if (typeof part === 'object' && part !== null) {
    const names = Object.keys(part)
    if (names.includes(LINES) && names.length > 1)
      check.add(at, 'lines_alone', `Beside ${LINES} stands nothing else.`)
    for (const [name, one] of Object.entries(part)) checkPart(one, `${at}/${escaped(name)}`, depth + 1, check)
  }
}

const escaped = (name: string) => name.replaceAll('~', '~0').replaceAll('/', '~1')

const TYPES = ['string', 'int', 'bool', 'double'] as const

function compileAny(text: string) {
  for (const type of TYPES) {
    const compiled = compileRule(text, callFacts, type)
    if (compiled.ok) return compiled.rule
  }
  return undefined
}

/**
 * The request of a call, as it is sent; the same template and input give the same bytes.
 *
 * @throws Error that names the place which has no value
 */
export function render(
  { method, path, body }: CallTemplate,
  input: CallInput,
  call: { key: string; mode: string; generation: number },
): Request {
  const { order, lines, reply = null, before = [] } = input
  const stood = new Map(before.map((line) => [line.lineNo, line]))
  const shared = {
    order,
    call: { ...call, generation: BigInt(call.generation) },
    reply: pointed(reply),
  }
  const factsOf = (line: CallLine) => ({
    ...shared,
    before: beforeOf(stood.get(line.lineNo)),
    line: {
      ...line,
      lineNo: BigInt(line.lineNo),
      custom: new Texts(new Map(Object.entries(line.custom))),
      facts: new Texts(new Map(Object.entries(line.facts))),
    },
  })
  const first = factsOf(lines[0]!)
  const evaluated = valueOf(path, 'path', first)
  if (typeof evaluated !== 'string' || !evaluated.startsWith('/'))
    throw new Error(`path: it begins with /, not ${JSON.stringify(evaluated)}`)
  const made = body === undefined ? null : JSON.stringify(fill(body, 'body', first, () => lines.map(factsOf)))
  if (made !== null && Buffer.byteLength(made) > MOST_CONTENT)
    throw new Error(`body: it has more than ${MOST_CONTENT} bytes`)
  return { method, path: evaluated, content: made }
}

function beforeOf(line: CallLine | undefined) {
  const texts = (of: Record<string, string> = {}) => new Texts(new Map(Object.entries(of)))
  return { quantity: line?.quantity ?? '', custom: texts(line?.custom), facts: texts(line?.facts) }
}

function fill(part: Json, at: string, facts: object, lines: () => object[]): Json {
  if (typeof part === 'string') return part.startsWith('=') ? valueOf(part.slice(1), at, facts) : part
  if (Array.isArray(part)) return part.map((one, index) => fill(one, `${at}/${index}`, facts, lines))
  if (typeof part !== 'object' || part === null) return part
  if (LINES in part) return lines().map((own) => fill(part[LINES]!, `${at}/${LINES}`, own, () => [own]))
  const filled: JsonObject = {}
  for (const [name, one] of Object.entries(part)) filled[name] = fill(one, `${at}/${name}`, facts, lines)
  return filled
}

function valueOf(text: string, at: string, facts: object): Json {
  const rule = compileAny(text)
  const found = rule?.evaluate({ ...facts })
  if (!found?.ok) throw new Error(`${at}: ${found ? found.message : 'it no longer compiles'}`)
  const { value } = found
  // A whole number of a rule has 64 bits; JSON of most systems has fewer.
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : value.toString()
  return value as string | number | boolean
}

/** What a JSON Pointer leads to, as text; undefined: nothing that is a text, a number or a truth value. */
export function textAt(body: Json, pointer: string): string | undefined {
  let at: Json | undefined = body
  for (const step of pointer.split('/').slice(1)) {
    if (typeof at !== 'object' || at === null) return undefined
    const name = step.replaceAll('~1', '/').replaceAll('~0', '~')
    at = Array.isArray(at) ? at[Number(name)] : Object.hasOwn(at, name) ? at[name] : undefined
  }
  return typeof at === 'string' || typeof at === 'number' || typeof at === 'boolean' ? String(at) : undefined
}
