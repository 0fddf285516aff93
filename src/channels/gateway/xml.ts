import type { Problem } from '../../platform/outcome.ts'

/** A made message: texts, numbers and truths in objects and lists. */
export type Made = string | number | boolean | Made[] | { [name: string]: Made }

/** Names of elements and attributes that are the same in every XML: no colon that nothing declares, no other alphabets. */
const NAME = /^[A-Za-z_][A-Za-z0-9._-]{0,99}$/
/** Characters that XML 1.0 cannot hold, not even written as numbers, and halves of such. */
const NO_CHARACTER =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g

/** What is wrong with the root of a template of XML. */
export function rootProblem(template: object, path: string): Problem[] {
  const [name, ...others] = Object.keys(template)
  const inner = name === undefined ? undefined : (template as Record<string, unknown>)[name]
  const one =
    name !== undefined &&
    others.length === 0 &&
    NAME.test(name) &&
    typeof inner === 'object' &&
    !Array.isArray(inner)
  if (one && !(inner !== null && Object.hasOwn(inner, '$each'))) return []
  return [{ path, code: 'one_root', message: 'a document of XML has one element around all others' }]
}

/** What is wrong with the name of a member: "@name" is an attribute, "#text" the text of an element, another its child. */
export function nameProblem(name: string): string | undefined {
  if (name === '#text' || NAME.test(name.startsWith('@') ? name.slice(1) : name)) return undefined
  return 'a name of XML has letters, digits, ".", "-" and "_", and begins with a letter or "_"'
}

/**
 * A document of XML: "@name" is an attribute, "#text" the text, a list an element for each part. Nothing but elements,
 * attributes and escaped text: no document type, so no entity that anybody could define.
 */
export function xmlOf(root: { [name: string]: Made }): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${elementsOf(root)}`
}

function elementsOf(members: { [name: string]: Made }): string {
  return Object.entries(members)
    .filter(([name]) => !name.startsWith('@'))
    .map(([name, value]) => (name === '#text' ? escaped(textOf(value)) : elementOf(name, value)))
    .join('')
}

function elementOf(name: string, value: Made): string {
  if (Array.isArray(value)) return value.map((one) => elementOf(name, one)).join('')
  if (typeof value !== 'object') return `<${name}>${escaped(String(value))}</${name}>`
  const attributes = Object.entries(value)
    .filter(([inner]) => inner.startsWith('@'))
    .map(([inner, text]) => ` ${inner.slice(1)}="${escaped(textOf(text))}"`)
    .join('')
  const content = elementsOf(value)
  return content === '' ? `<${name}${attributes}/>` : `<${name}${attributes}>${content}</${name}>`
}

const textOf = (value: Made): string => (typeof value === 'object' ? '' : String(value))

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
  '\t': '&#9;',
  '\n': '&#10;',
  '\r': '&#13;',
}

/** The same in texts and attributes; breaks of lines as numbers, which no reader of XML joins. */
const escaped = (text: string): string =>
  text.replaceAll(NO_CHARACTER, '\ufffd').replaceAll(/[&<>"'\t\n\r]/g, (one) => ESCAPES[one]!)
