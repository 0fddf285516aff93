import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { PricedCart, PricedLine, PromisedLine, PromiseOutcome } from '../api-entry.ts'
import { isZero } from '../parts/decimal.ts'
import { ApiProblem, type FieldProblem, send } from '../http.ts'
import { cartOf, type Draft, type LineBody } from './entry-draft.ts'

/** How long nobody types before it is asked. */
const QUIET_MS = 250
/** Lines of one question about promises. */
const MOST_PROMISED = 1000

/** What is asked about a draft: the whole of it, since what a line costs and when it leaves depends on the others. */
export interface Question {
  keys: string[]
  cart: object
  lines: LineBody[]
  /** Where it goes, for the promise. */
  shipTo: { country?: string; region?: string } | undefined
  /** Percent of net that each line is to leave; undefined: nobody asks at which price it would. */
  targetMargin: string | undefined
}

/** Below 100 % of net, as the API takes it. */
export const isTarget = (text: string): boolean => /^-?(0|[1-9][0-9]{0,2})([.][0-9]{1,6})?$/.test(text)

export interface LiveLine {
  /** The line as it was asked about: what was typed since is not what these numbers are of. */
  asked: string
  price: PricedLine | undefined
  promise: PromisedLine | undefined
}

export interface Live {
  question: Question
  lines: ReadonlyMap<string, LiveLine>
  cart: PricedCart | undefined
  /** Paths are those of a cart. */
  problems: FieldProblem[]
  /** Why there is no promise at all, where that is no problem of a line. */
  fault: unknown
}

export function questionOf(
  draft: Draft,
  { shipTo, targetMargin }: Pick<Question, 'shipTo' | 'targetMargin'>,
): Question | undefined {
  const asked = cartOf(draft)
  return asked === undefined ? undefined : { ...asked, shipTo, targetMargin }
}

/** Prices and promises of a cart, in one request each. A refusal that names fields is an answer. @throws ApiProblem */
export async function askLive(question: Question): Promise<Live> {
  const [priced, promised] = await Promise.allSettled([priceCart(question, false), askPromises(question)])
  if (priced.status === 'rejected') throw priced.reason
  const { cart, problems } = priced.value
  const promises = promised.status === 'fulfilled' ? promised.value : undefined
  // What keeps a line from its price leaves it at nothing, which is no price.
  const wrong = new Set(problems.flatMap(({ path }) => /^\/lines\/(\d+)\//.exec(path)?.[1] ?? []))
  const prices = new Map(
    (cart?.lines ?? [])
      .filter((one) => one.parentLineNo === null)
      .filter(({ lineNo, net }) => !isZero(net.amount) || !wrong.has(String(lineNo - 1)))
      .map((one) => [one.lineNo, one]),
  )
  const lines = question.keys.map((key, index): [string, LiveLine] => [
    key,
    {
      asked: JSON.stringify(question.lines[index]),
      price: prices.get(index + 1),
      promise: promises?.lines.get(index),
    },
  ])
  const known = new Set(problems.map(({ path }) => path))
  return {
    question,
    lines: new Map(lines),
    cart,
    problems: [...problems, ...(promises?.problems ?? []).filter(({ path }) => !known.has(path))],
    fault: promised.status === 'rejected' ? promised.reason : undefined,
  }
}

/** @param trace with the steps of each price */
export async function priceCart(
  { cart, targetMargin }: Question,
  trace: boolean,
): Promise<{ cart: PricedCart | undefined; problems: FieldProblem[] }> {
  const own = (problems: readonly FieldProblem[]) =>
    problems.map((one) => ({ ...one, path: one.path.replace(/^\/carts\/0/, '') }))
  try {
    const answer = await send<{ carts: PricedCart[] }>('POST', '/prices', {
      carts: [cart],
      trace,
      ...(targetMargin !== undefined && { targetMargin }),
    })
    const priced = answer!.carts[0]!
    return { cart: priced, problems: own(priced.problems) }
  } catch (error) {
    const errors = error instanceof ApiProblem ? (error.document.errors ?? []) : []
    if (errors.length === 0) throw error
    return { cart: undefined, problems: own(errors) }
  }
}

interface Promised {
  /** By the place of the line in the question. */
  lines: Map<number, PromisedLine>
  problems: FieldProblem[]
}

/** What would be promised. Lines that nothing can be promised for are left out of a second question, and told. */
async function askPromises({ cart, lines, shipTo }: Question): Promise<Promised> {
  const { shipMethod, requestedOn, source } = cart as Record<string, string | undefined>
  let places = lines.map((_line, index) => index).slice(0, MOST_PROMISED)
  const problems: FieldProblem[] = []
  for (let round = 0; round < 2 && places.length > 0; round += 1) {
    const asked = places
    const body: [object] = [
      {
        source,
        shipMethod,
        requestedOn,
        shipTo,
        lines: asked.map((place) => {
          const { discounts: _price, ...line } = lines[place]!
          return line
        }),
      },
    ]
    const outcome = await outcomeOf(body)
    if (outcome.ok)
      return { problems, lines: new Map(outcome.answer.lines.map((line, index) => [asked[index]!, line])) }
    const bad = new Set<number>()
    for (const one of outcome.problems ?? []) {
      const [, at, rest = ''] = /^\/lines\/(\d+)(.*)$/.exec(one.path) ?? []
      if (at === undefined) {
        problems.push(one)
        continue
      }
      const place = asked[Number(at)]!
      bad.add(place)
      problems.push({ ...one, path: `/lines/${place}${rest}` })
    }
    if (bad.size === 0) break
    const out = new Set([...bad].flatMap((place) => lines[place]!.lineId ?? []))
    // What covers one that is left out would cover nothing.
    places = asked.filter((place) => !bad.has(place) && !out.has(lines[place]!.covers?.lineId ?? ''))
  }
  return { problems, lines: new Map() }
}

/** What became of the one question that was asked; where it could not be read, what is wrong with it. @throws ApiProblem */
async function outcomeOf(body: readonly [object]): Promise<PromiseOutcome> {
  try {
    return (await send<{ outcomes: PromiseOutcome[] }>('POST', '/promises', body))!.outcomes[0]!
  } catch (error) {
    const { code = '', errors = [] } = error instanceof ApiProblem ? error.document : {}
    if (!errors.some(({ path }) => path.startsWith('/0/'))) throw error
    return {
      ok: false,
      code,
      problems: errors.map((one) => ({ ...one, path: one.path.replace(/^\/0(?=\/)/, '') })),
    }
  }
}

export const liveKey = (question: Question | undefined) => ['entry', question] as const

/**
 * The answer to what was typed, once nobody types. What was asked before is dropped when something else was typed: the answer of a
 * question is shown only while it is the newest one.
 */
export function useLive(question: Question | undefined) {
  const [quiet, setQuiet] = useState(question)
  const text = JSON.stringify(question)
  useEffect(() => {
    const timer = setTimeout(
      () => setQuiet(text === undefined ? undefined : (JSON.parse(text) as Question)),
      QUIET_MS,
    )
    return () => clearTimeout(timer)
  }, [text])
  return useQuery({
    queryKey: liveKey(quiet),
    queryFn: () => askLive(quiet!),
    enabled: quiet !== undefined,
    placeholderData: quiet === undefined ? undefined : keepPreviousData,
    // Stock and prices move on while somebody types.
    staleTime: 30_000,
    gcTime: 5_000,
  })
}
