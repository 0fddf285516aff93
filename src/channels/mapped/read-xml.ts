import { isUtf8 } from 'node:buffer'
import { SaxesParser } from 'saxes'
import { refuse, type Refusal } from '../../platform/outcome.ts'
import type { MappedSettings } from './settings.ts'

/** Elements that stand in each other, */
const MOST_DEPTH = 50
/** elements and attributes of one message, */
const MOST_PARTS = 200_000
/** and characters of what is said of one that cannot be read: it may repeat the message. */
const MOST_TOLD = 200

type Xml = NonNullable<MappedSettings['xml']>

interface Element {
  name: string
  members: Map<string, unknown>
  text: string
}

class Unreadable extends Error {
  readonly code: string
  constructor(code: string, message: string) {
    super(message)
    this.code = code
  }
}

/**
 * A document of XML as a message: an element is its text, or an object of its attributes ("@name"), children and text
 * ("#text"). Elements of one name are a list; those that `lists` names are one even when there is a single one. Only what is
 * well-formed is read, and no document type: so there is no entity that a sender could define, and nothing is ever fetched.
 */
export function readXml(bytes: Buffer, { lists = [] }: Xml): { ok: true; content: object } | Refusal {
  if (!isUtf8(bytes)) return refuse('malformed_xml', 'XML is read as UTF-8')
  const listed = new Set(lists)
  const document: Element = { name: '', members: new Map(), text: '' }
  const open = [document]
  let parts = 0
  const parser = new SaxesParser()
  parser.on('error', (error) => {
    throw new Unreadable('malformed_xml', error.message)
  })
  parser.on('xmldecl', ({ encoding = 'utf-8' }) => {
    if (encoding.toLowerCase() !== 'utf-8') throw new Unreadable('malformed_xml', 'XML is read as UTF-8')
  })
  parser.on('doctype', () => {
    throw new Unreadable('document_type', 'a message has no document type')
  })
  parser.on('opentag', ({ name, attributes }) => {
    const all = Object.entries(attributes)
    parts += 1 + all.length
    if (open.length > MOST_DEPTH)
      throw new Unreadable('too_deep', `elements stand in each other at most ${MOST_DEPTH} deep`)
    if (parts > MOST_PARTS)
      throw new Unreadable('too_large', `a message has at most ${MOST_PARTS} elements and attributes`)
    const members = new Map<string, unknown>(all.map(([attribute, value]) => [`@${attribute}`, value]))
    open.push({ name, members, text: '' })
  })
  const say = (text: string): void => {
    open.at(-1)!.text += text
  }
  parser.on('text', say)
  parser.on('cdata', say)
  parser.on('closetag', () => {
    const element = open.pop()!
    put(open.at(-1)!.members, element.name, valueOf(element), listed)
  })
  try {
    parser.write(bytes.toString('utf8').replace(/^\uFEFF/, '')).close()
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error
    return refuse(error.code, error.message.slice(0, MOST_TOLD))
  }
  return { ok: true, content: Object.fromEntries(document.members) }
}

function valueOf({ members, text }: Element): unknown {
  const said = text.trim()
  if (members.size === 0) return said
  if (said !== '') members.set('#text', said)
  // Whatever a member is called, it is one of this object alone.
  return Object.fromEntries(members)
}

function put(members: Map<string, unknown>, name: string, value: unknown, lists: ReadonlySet<string>): void {
  const before = members.get(name)
  if (Array.isArray(before)) before.push(value)
  else if (before !== undefined) members.set(name, [before, value])
  else members.set(name, lists.has(name) ? [value] : value)
}
