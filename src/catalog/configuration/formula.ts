/**
 * What rules say, in the words of the constraints of the Universal Variability Language: `A & !B => "a name" | C`,
 * comparisons of sums (`2 * CARD + SLOTS <= 8`, `sum(weight) < 20`), and values of attributes (`COLOR == 'red'`).
 */
export type Formula =
  | { op: 'name'; name: string }
  | { op: 'is'; name: string; value: string }
  | { op: 'not'; of: Formula }
  | { op: 'and' | 'or'; of: Formula[] }
  | { op: 'iff'; left: Formula; right: Formula }
  /** Σ terms ≤ bound, or < bound where it is `less`; factors and bound are whole, what is summed may be fractions. */
  | { op: 'atMost'; terms: Term[]; bound: number; less: boolean }

/** `name` counts its quantity or is its number; `sum` adds up a property over everything that is chosen. */
export interface Term {
  of: 'name' | 'sum'
  name: string
  factor: number
}

export class FormulaError extends Error {
  /** Place in the text, from 0. */
  readonly at: number
  constructor(message: string, at: number) {
    super(message)
    this.at = at
  }
}

/** Nested parentheses, signs and implications in one text. */
const MOST_NESTED = 200

interface Token {
  kind: 'name' | 'number' | 'text' | 'sign' | 'end'
  text: string
  at: number
}

const TOKEN =
  /\s*(?:(<=>|=>|<=|>=|==|!=|[()!&|<>+\-*,])|(\d+(?:\.\d{1,6})?)(?![\w.])|"((?:[^"\\\n])*)"|'([^'\n]*)'|([\p{L}_][\p{L}\p{N}_.#$-]*))/uy

/** @throws FormulaError */
function tokens(text: string): Token[] {
  const found: Token[] = []
  TOKEN.lastIndex = 0
  while (TOKEN.lastIndex < text.length) {
    const start = TOKEN.lastIndex
    const match = TOKEN.exec(text)
    if (!match) {
      if (text.slice(start).trim() === '') break
      throw new FormulaError(`cannot read ${JSON.stringify(text.slice(start).trim().slice(0, 20))}`, start)
    }
    const [all, sign, number, quoted, value, name] = match
    const at = start + all.length - all.trimStart().length
    if (sign !== undefined) found.push({ kind: 'sign', text: sign, at })
    else if (number !== undefined) found.push({ kind: 'number', text: number, at })
    else if (value !== undefined) found.push({ kind: 'text', text: value, at })
    else found.push({ kind: 'name', text: (quoted ?? name)!, at })
  }
  found.push({ kind: 'end', text: '', at: text.length })
  return found
}

/** A side of a comparison. */
interface Side {
  terms: Term[]
  constant: number
}

/** Reads a formula. @throws FormulaError with what is wrong and where */
export function parseFormula(text: string): Formula {
  const all = tokens(text)
  let next = 0
  let nested = 0
  const peek = () => all[next]!
  const is = (sign: string) => peek().kind === 'sign' && peek().text === sign
  const take = (sign: string) => is(sign) && (next++, true)
  const fail = (wanted: string): never => {
    const { kind, text: got, at } = peek()
    throw new FormulaError(`${wanted} is expected ${kind === 'end' ? 'at the end' : `before "${got}"`}`, at)
  }
  const expect = (sign: string) => void (take(sign) || fail(`"${sign}"`))

  /** Everything of one operator in a row. */
  function row(sign: string, op: 'and' | 'or', below: () => Formula): Formula {
    const first = below()
    if (!is(sign)) return first
    const of = [first]
    while (take(sign)) of.push(below())
    return { op, of }
  }
  function iff(): Formula {
    let left = implies()
    while (take('<=>')) left = { op: 'iff', left, right: implies() }
    return left
  }
  // To the right: a => b => c says a => (b => c).
  function implies(): Formula {
    const left = or()
    if (!is('=>')) return left
    if (++nested > MOST_NESTED) throw new FormulaError('it is nested too deeply', peek().at)
    next++
    const right = implies()
    nested--
    return { op: 'or', of: [{ op: 'not', of: left }, right] }
  }
  const or = () => row('|', 'or', and)
  const and = () => row('&', 'and', not)
  function not(): Formula {
    if (!is('!')) return atom()
    if (++nested > MOST_NESTED) throw new FormulaError('it is nested too deeply', peek().at)
    next++
    const of = not()
    nested--
    return { op: 'not', of }
  }
  function atom(): Formula {
    if (is('(')) {
      const back = next
      const inner = parenthesized()
      // `(a + b) <= 3` begins like a formula and is a sum.
      if (inner && !comparison() && !is('+') && !is('-') && !is('*')) return inner
      next = back
      return compared()
    }
    if (peek().kind === 'end') fail('a name, a number or "("')
    return compared()
  }
  function parenthesized(): Formula | undefined {
    if (++nested > MOST_NESTED) throw new FormulaError('it is nested too deeply', peek().at)
    next++
    try {
      const inner = iff()
      if (!take(')')) return undefined
      return inner
    } catch (error) {
      if (!(error instanceof FormulaError)) throw error
      const reached = error
      // Told when it is no sum either.
      return void (failed ??= reached)
    } finally {
      nested--
    }
  }
  let failed: FormulaError | undefined
  const COMPARISONS = ['<=', '>=', '==', '!=', '<', '>']
  const comparison = () =>
    peek().kind === 'sign' && COMPARISONS.includes(peek().text) ? peek().text : undefined

  function compared(): Formula {
    const start = peek()
    const left = side()
    const sign = comparison()
    if (sign === undefined) {
      const [only] = left.terms
      const plain = start.kind === 'name' && left.terms.length === 1 && left.constant === 0
      if (plain && only!.of === 'name' && only!.factor === 1) return { op: 'name', name: only!.name }
      if (failed) throw failed
      return fail('a comparison')
    }
    next++
    if (peek().kind === 'text') {
      const { text: value } = all[next++]!
      if ((sign !== '==' && sign !== '!=') || start.kind !== 'name' || left.terms.length !== 1)
        throw new FormulaError('a text is compared with one attribute, by == or !=', start.at)
      const same: Formula = { op: 'is', name: left.terms[0]!.name, value }
      return sign === '==' ? same : { op: 'not', of: same }
    }
    return compare(left, sign, side(), start.at)
  }
  function side(): Side {
    const sum: Side = { terms: [], constant: 0 }
    let sign = take('-') ? -1 : 1
    for (;;) {
      const part = product()
      sum.constant += sign * part.constant
      for (const term of part.terms) sum.terms.push({ ...term, factor: sign * term.factor })
      if (take('+')) sign = 1
      else if (take('-')) sign = -1
      else return sum
    }
  }
  function product(): Side {
    let left = factor()
    while (is('*')) {
      const { at } = all[next++]!
      const right = factor()
      if (left.terms.length > 0 && right.terms.length > 0)
        throw new FormulaError('only a number may be multiplied with something that is chosen', at)
      const [by, of] = left.terms.length > 0 ? [right.constant, left] : [left.constant, right]
      left = {
        constant: of.constant * by,
        terms: of.terms.map((term) => ({ ...term, factor: term.factor * by })),
      }
    }
    return left
  }
  function factor(): Side {
    const token = peek()
    if (token.kind === 'number') {
      next++
      return { terms: [], constant: Number(token.text) }
    }
    if (take('(')) {
      if (++nested > MOST_NESTED) throw new FormulaError('it is nested too deeply', token.at)
      const inner = side()
      expect(')')
      nested--
      return inner
    }
    if (token.kind !== 'name') return fail('a name, a number or "("')
    next++
    if (token.text !== 'sum' || !is('('))
      return { terms: [{ of: 'name', name: token.text, factor: 1 }], constant: 0 }
    next++
    const property = peek()
    if (property.kind !== 'name') return fail('the name of a property')
    next++
    expect(')')
    return { terms: [{ of: 'sum', name: property.text, factor: 1 }], constant: 0 }
  }

  const formula = iff()
  if (peek().kind !== 'end') throw failed ?? fail('nothing more')
  return formula
}

/** A comparison as sums that are at most a bound: whole numbers, the fractions scaled away. */
function compare(left: Side, sign: string, right: Side, at: number): Formula {
  const terms = [...left.terms, ...right.terms.map((term) => ({ ...term, factor: -term.factor }))]
  const bound = right.constant - left.constant
  const scale = scaleOf([bound, ...terms.map((term) => term.factor)])
  const whole = (value: number) => Math.round(value * scale)
  const all = terms.map((term) => ({ ...term, factor: whole(term.factor) }))
  if (![bound, ...terms.map(({ factor }) => factor)].every((value) => Number.isSafeInteger(whole(value))))
    throw new FormulaError('its numbers are too great, or too fine, to be counted', at)
  const most = (less: boolean): Formula => ({ op: 'atMost', terms: all, bound: whole(bound), less })
  const least = (less: boolean): Formula => ({ op: 'not', of: most(!less) })
  if (sign === '<=') return most(false)
  if (sign === '<') return most(true)
  if (sign === '>=') return least(false)
  if (sign === '>') return least(true)
  const same: Formula = { op: 'and', of: [most(false), least(false)] }
  return sign === '==' ? same : { op: 'not', of: same }
}

/** The power of ten that makes all of them whole: by the decimals that they are written with, so no small fraction is lost. */
export function scaleOf(values: readonly number[]): number {
  return 10 ** Math.max(0, ...values.map(decimalsOf))
}

function decimalsOf(value: number): number {
  // Of 17 digits the last two are of the machine: 0.1 + 0.2 has one decimal.
  const [digits, exponent = '0'] = String(Number(value.toPrecision(15))).split('e') as [string, string?]
  return Math.max(0, (digits.split('.')[1]?.length ?? 0) - Number(exponent))
}

/** The names in a formula, with what they are used as. */
export function* namesIn(
  formula: Formula,
): Generator<{ as: 'name' | 'is' | 'number' | 'sum'; name: string; value?: string }> {
  if (formula.op === 'name') yield { as: 'name', name: formula.name }
  else if (formula.op === 'is') yield { as: 'is', name: formula.name, value: formula.value }
  else if (formula.op === 'not') yield* namesIn(formula.of)
  else if (formula.op === 'iff') {
    yield* namesIn(formula.left)
    yield* namesIn(formula.right)
  } else if (formula.op === 'atMost') {
    for (const term of formula.terms) yield { as: term.of === 'sum' ? 'sum' : 'number', name: term.name }
  } else for (const one of formula.of) yield* namesIn(one)
}
