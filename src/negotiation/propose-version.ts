import { hash } from 'node:crypto'
import type { CaptureFacts } from '../orchestration/index.ts'
import {
  proposeOrder,
  type OrderInput,
  type ProposedLine,
  type SubmitRequest,
  type Wanted,
} from '../orders/index.ts'
import { businessDate } from '../organization/index.ts'
import type { Json, JsonObject } from '../platform/json.ts'
import { addDays } from '../platform/clock.ts'
import { formatMicro } from '../platform/money.ts'
import type { Problem } from '../platform/outcome.ts'
import type { Alternative, QuoteApproval, QuoteLine, QuoteVersion, Terms } from './quote.ts'

/** What is offered, as it is stated. */
export interface QuoteContent {
  source: string
  account: string
  currency: string
  customerReference: string | null
  taxInclusive: boolean
  terms: Terms
  alternatives: readonly StatedAlternative[]
}

export interface StatedAlternative {
  code: string
  title: string | null
  discounts: NonNullable<OrderInput['discounts']>
  lines: OrderInput['lines']
}

/** From and until when it holds: days of the company; `days` count from the first. */
export interface Validity {
  from?: string | undefined
  until?: string | undefined
  days?: number | undefined
}

/** What a version is made of: an order for each alternative, as if it came now. */
export interface PreparedVersion {
  content: QuoteContent
  orders: SubmitRequest[]
}

/** Days that a quote is valid at most. */
export const MOST_DAYS = 3650

export function prepareVersion(companyId: bigint, actor: string, content: QuoteContent): PreparedVersion {
  const orders = content.alternatives.map((alternative) => ({
    companyId,
    actor,
    input: orderInput(content, alternative, '-'),
    bodyHash: hash('sha256', '-', 'buffer'),
    intakeId: null,
  }))
  return { content, orders }
}

/** An alternative in the words of an order. */
export function orderInput(
  { source, account, currency, customerReference, taxInclusive, terms }: Omit<QuoteContent, 'alternatives'>,
  { discounts, lines }: Pick<StatedAlternative, 'discounts' | 'lines'>,
  externalId: string,
): OrderInput {
  return {
    source,
    externalId,
    customer: { account },
    currency,
    ...terms,
    ...(customerReference === null ? {} : { customerReference }),
    ...(taxInclusive ? { taxInclusive } : {}),
    ...(discounts.length > 0 ? { discounts } : {}),
    lines,
  }
}

/** The content of a version that stands, to be priced anew. */
export function contentOf(version: QuoteVersion): QuoteContent {
  const { source, accountNumber, currency, customerReference, taxInclusive, terms } = version
  return {
    source,
    account: accountNumber,
    currency,
    customerReference,
    taxInclusive,
    terms,
    alternatives: version.alternatives.map(({ code, title, discounts, lines }) => ({
      code,
      title,
      discounts: discounts as StatedAlternative['discounts'],
      lines: lines.flatMap(({ stated }) => (stated ? [stated] : [])),
    })),
  }
}

/**
 * Prices and dates every alternative as an order of now would be, without touching stock or demand (B2-5, C1-6). Problems of all
 * alternatives are told at once.
 */
export function decideVersion(
  companyId: bigint,
  { content, orders }: PreparedVersion,
  validity: Validity,
  version: number,
  facts: CaptureFacts,
  now: Date,
): { ok: true; version: QuoteVersion; accountId: bigint } | { ok: false; problems: Problem[] } {
  const company = facts.companies.get(companyId)!
  const today = businessDate(company, now)
  const { valid, problems } = judgeValidity(validity, today)
  problems.push(...judgeCodes(content))
  if (facts.receptions.get(companyId)?.sources.get(content.source)?.prePriced) {
    const message = `orders of source ${content.source} state their prices: nothing is quoted there`
    problems.push({ path: '/source', code: 'pre_priced', message })
    return { ok: false, problems }
  }
  const proposals = orders.map((order) => proposeOrder(order, facts, now))
  const told = new Set<string>()
  for (const [place, proposal] of proposals.entries()) {
    if (proposal.ok) continue
    for (const problem of proposal.problems) {
      const path = ofAlternative(problem.path) ? `/alternatives/${place}${problem.path}` : problem.path
      const key = `${path} ${problem.code}`
      if (told.has(key)) continue
      told.add(key)
      problems.push({ ...problem, path })
    }
  }
  if (problems.length > 0) return { ok: false, problems }
  const sound = proposals.filter((proposal) => proposal.ok)
  const names = facts.offers.get(companyId)!.names
  const alternatives = sound.map(({ lines, discountPercent }, place): Alternative => {
    const { code, title, discounts, lines: stated } = content.alternatives[place]!
    const made = lines.map((line, index) => lineOf(line, index, stated[index] ?? null, content.taxInclusive))
    const sum = (of: 'net' | 'freight' | 'tax') => made.reduce((total, line) => total + line[of], 0n)
    return {
      place,
      code,
      title,
      discounts: discounts as unknown as Json,
      discountPercent,
      net: sum('net'),
      freight: sum('freight'),
      tax: sum('tax'),
      lines: made,
    }
  })
  const { account, pricedOn, freightTaxed } = sound[0]!
  const { source, currency, customerReference, taxInclusive, terms } = content
  return {
    ok: true,
    accountId: account.id,
    version: {
      version,
      source,
      accountNumber: account.number,
      currency,
      validFrom: valid!.from,
      validUntil: valid!.until,
      customerReference,
      taxInclusive,
      terms,
      pricedOn,
      freightTaxed,
      ruleNames: namesIn(alternatives, names),
      approval: wantedOf(
        sound.flatMap(({ approval }) => approval ?? []),
        orders[0]!.actor,
      ),
      alternatives,
    },
  }
}

/** Whoever would be asked about an order of any of the alternatives agrees to all of them. */
function wantedOf(wanted: readonly Wanted[], madeBy: string): QuoteApproval | null {
  if (wanted.length === 0) return null
  const each = (of: 'rules' | 'levels') => [...new Set(wanted.flatMap((one) => one[of]))]
  return {
    rules: each('rules'),
    levels: each('levels'),
    level: 0,
    agreed: [],
    state: 'wanted',
    madeBy,
    requestedBy: null,
  }
}

const OF_ALTERNATIVE = /^\/(lines|discounts)(\/|$)/
const ofAlternative = (path: string) => OF_ALTERNATIVE.test(path)

function judgeValidity(
  { from, until, days }: Validity,
  today: string,
): { valid?: { from: string; until: string }; problems: Problem[] } {
  const problems: Problem[] = []
  const note = (member: string, code: string, message: string) =>
    problems.push({ path: `/${member}`, code, message })
  const first = from ?? today
  if (until !== undefined && days !== undefined)
    note('validDays', 'until_or_days', 'it is valid until a day, or for some days: not both')
  if (until === undefined && days === undefined)
    note('validUntil', 'required', 'say until when it is valid, or for how many days')
  const last = until ?? addDays(first, days ?? 0)
  if (last < first) note('validUntil', 'before_valid_from', `it is valid from ${first} on`)
  else if (last < today)
    note(until === undefined ? 'validDays' : 'validUntil', 'in_the_past', `today is ${today}`)
  if (last > addDays(today, MOST_DAYS))
    note(until === undefined ? 'validDays' : 'validUntil', 'too_late', `at most ${MOST_DAYS} days from today`)
  return problems.length > 0 ? { problems } : { valid: { from: first, until: last }, problems }
}

function judgeCodes({ alternatives }: QuoteContent): Problem[] {
  const seen = new Set<string>()
  return alternatives.flatMap(({ code }, place) => {
    if (!seen.has(code)) {
      seen.add(code)
      return []
    }
    const message = `there is an alternative ${code} before`
    return [{ path: `/alternatives/${place}/code`, code: 'duplicate_code', message }]
  })
}

function lineOf(
  { sku, itemName, quantity, uom, amounts, parent, requestedOn, promises }: ProposedLine,
  index: number,
  stated: QuoteLine['stated'],
  inclusive: boolean,
): QuoteLine {
  const { unitPrice, sold, net, freight, tax, freightTax, taxRate, waterfall, agreement } = amounts
  return {
    lineNo: index + 1,
    parent: parent && { lineNo: parent.index + 1, perParent: parent.perParent, option: parent.option },
    stated: parent ? null : stated,
    sku,
    itemName,
    uom,
    quantity,
    unitPrice,
    sold: sold ?? null,
    amount: inclusive ? net + tax - freightTax : net,
    freightAmount: inclusive ? freight + freightTax : freight,
    net,
    freight,
    tax,
    taxPercent: taxRate?.percent ?? 0n,
    waterfall: waterfall as unknown as Json,
    agreement: agreement
      ? { code: agreement.code, line: agreement.lineNo, version: agreement.version }
      : null,
    requestedOn,
    promises: promises.map((part): JsonObject => ({ ...part, quantity: formatMicro(part.quantity) })),
  }
}

/** Of the names of all rules those that the waterfalls speak of. */
function namesIn(
  alternatives: readonly Alternative[],
  names: ReadonlyMap<string, string>,
): Record<string, string> {
  const found: Record<string, string> = {}
  const take = (text: unknown) => {
    const id = typeof text === 'string' ? text.split('@')[0]! : ''
    const name = names.get(id)
    if (name !== undefined) found[id] = name
  }
  for (const { lines } of alternatives)
    for (const { waterfall } of lines)
      for (const step of waterfall as unknown[][]) {
        take(step[1])
        for (const loser of (step[7] ?? []) as unknown[]) take(loser)
      }
  return found
}
