import type { ASTNode } from '@marcbachmann/cel-js'
import { isCurrency, parseAmount, parseMicro } from './money.ts'

/**
 * What must hold of one fact for a rule to be true, read from its text: `order.source == "web"` needs `web` of
 * `order.source`, `"A" in order.skus` needs `A` in it, `order.net >= 100` at least 100. So rules that need something are
 * found by it, and are not all evaluated. A need that is not met means that the rule is false or fails, never that it is true.
 */
export interface RuleNeed {
  /** Of a variable's field: `order.source`. */
  fact: string
  /** One of these texts, in the fact or as the fact. */
  among?: readonly string[]
  /** Bounds of a whole number, both included. */
  least?: bigint
  most?: bigint
}

/** The needs of a rule: of each part that stands between its outermost `&&`, as far as it compares a field with something constant. */
export function needsOf(node: ASTNode): RuleNeed[] {
  if (node.op === '&&') return [...needsOf(node.args[0]), ...needsOf(node.args[1])]
  const need = needOf(node)
  return need ? [need] : []
}

/** How a comparison reads from its other side. */
const TURNED = { '==': '==', '<': '>', '<=': '>=', '>': '<', '>=': '<=' } as const

function needOf(node: ASTNode): RuleNeed | undefined {
  if (node.op === 'in') {
    const [what, where] = node.args
    const field = fieldOf(what)
    if (field && where.op === 'list') {
      const texts = where.args.map(constantOf)
      return texts.every((text) => typeof text === 'string') ? { fact: field, among: texts } : undefined
    }
    const text = constantOf(what)
    const list = fieldOf(where)
    return list && typeof text === 'string' ? { fact: list, among: [text] } : undefined
  }
  if (node.op !== '==' && node.op !== '<' && node.op !== '<=' && node.op !== '>' && node.op !== '>=')
    return undefined
  const [left, right] = node.args
  const [field, constant, sign] = fieldOf(left)
    ? [fieldOf(left), constantOf(right), node.op]
    : [fieldOf(right), constantOf(left), TURNED[node.op]]
  if (!field || constant === undefined) return undefined
  if (typeof constant === 'string') return sign === '==' ? { fact: field, among: [constant] } : undefined
  if (sign === '==') return { fact: field, least: constant, most: constant }
  if (sign === '>' || sign === '>=') return { fact: field, least: sign === '>' ? constant + 1n : constant }
  return { fact: field, most: sign === '<' ? constant - 1n : constant }
}

function fieldOf(node: ASTNode): string | undefined {
  return node.op === '.' && node.args[0].op === 'id' ? `${node.args[0].args}.${node.args[1]}` : undefined
}

function constantOf(node: ASTNode): string | bigint | undefined {
  if (node.op === 'value')
    return typeof node.args === 'string' || typeof node.args === 'bigint' ? node.args : undefined
  if (node.op !== 'call') return undefined
  const [name, given] = node.args
  const [text, currency] = given.map(constantOf)
  if (typeof text !== 'string') return undefined
  if (name === 'micro') return parseMicro(text)
  const known = name === 'minor' && typeof currency === 'string' && isCurrency(currency)
  return known ? parseAmount(text, currency) : undefined
}
