import { setTimeout as sleep } from 'node:timers/promises'
import { saveCompany } from '../../organization/index.ts'
import type { Door } from '../../platform/batch/index.ts'
import { MICRO, formatMicro } from '../../platform/money.ts'
import { isRefusal } from '../../platform/setup.ts'
import { unitPrice } from '../../platform/wire.ts'
import { checkInvariants } from '../check-invariants.ts'
import { readGoodsToTry, readMark } from './setup.sql.ts'
import { fail, pass, type Finding, type Means, type SetupView } from './step.ts'

/**
 * What is taken over into the sandbox company as it stands, what others refer to first. Items and prices are only those of
 * the test order, customers none: it has one of its own.
 */
const NOUNS = [
  'calendars',
  'exchange-rates',
  'document-series',
  'ledger-accounts',
  'posting-rules',
  'periods',
  'price-lists',
  'promotions',
  'freight-rules',
  'tax-rates',
  'locations',
  'source-systems',
  'patterns',
  'recognition-rules',
  'transformation-rules',
  'lookup-values',
  'validation-rules',
]
const MOST_PAGES = 25
const AT_ONCE = 20
const MOST_ITEMS = 5n
const WAIT_MS = 20_000
const REQUEST_MS = 15_000
const CUSTOMER = 'DOCKET-TEST'
const MARK = 'trialOf'
const REMEDY = 'Correct what is said here in the set-up of the company, then check again.'

let running = false

/**
 * Takes the set-up into a sandbox company beside the own one and lets an order of one unit of an item of each class go from
 * capture to cash there, through the front door. The books of the company itself are not touched. May be repeated.
 */
export async function tryOrder(view: SetupView, means: Means): Promise<Finding> {
  if (running) return fail('A test order is on its way.', 'Wait until it is done.')
  running = true
  try {
    const sandbox = await foundSandbox(view, means.door)
    if (!sandbox.ok)
      return fail(sandbox.message, 'Give that company another code, or keep to one that is free.')
    const key = await means.lend()
    const ask = (code: string) => new Caller(means.url(), key, code)
    try {
      const found = await goThere(view, ask(view.company.code), ask(sandbox.code))
      const broken = (await checkInvariants(means.laws, { companyId: sandbox.id })).filter(
        ({ checked, rows }) => !checked || rows.length > 0,
      )
      return broken.length === 0
        ? pass(`${found} in ${sandbox.code}; every law holds there.`)
        : fail(
            `${found}, but broken or not checked in time is ${broken.map(({ law }) => law).join(', ')}.`,
            REMEDY,
          )
    } finally {
      await means.takeBack()
    }
  } catch (error) {
    if (error instanceof Stopped) return fail(error.message, error.remedy)
    throw error
  } finally {
    running = false
  }
}

/** The way of the test order ended early; the message says where. */
class Stopped extends Error {
  readonly remedy: string
  constructor(message: string, remedy = REMEDY) {
    super(message)
    this.remedy = remedy
  }
}

type Sandbox = { ok: true; id: bigint; code: string } | { ok: false; message: string }

/** The sandbox company of a company; made when it is not there. One that somebody else made is left alone. */
async function foundSandbox({ db, company }: SetupView, door: Door): Promise<Sandbox> {
  const code = `${company.code.slice(0, 34)}-TRIAL`
  const mine = { [MARK]: company.code }
  const [standing] = await db.read(readMark, { code, mark: MARK })
  if (standing && standing.mark !== company.code)
    return { ok: false, message: `The company ${code} is there and is not the sandbox of this one.` }
  const { currency, country, timeZone, taxRounding, settings } = company
  const saved = await door.request(saveCompany, {
    input: {
      code,
      name: `Test orders of ${company.code}`,
      currency,
      country,
      timeZone,
      taxRounding,
      sandbox: true,
      settings: { ...settings },
      custom: mine,
    },
  })
  if (isRefusal(saved)) return { ok: false, message: saved.problems.map(({ message }) => message).join(' ') }
  return { ok: true, id: saved.id, code }
}

async function goThere(view: SetupView, here: Caller, there: Caller): Promise<string> {
  for (const noun of NOUNS) await there.putAll(noun, (await here.list(noun)).map(forTrial))
  const { company } = view
  const lines = await describeGoods(view, there)
  const sources = await there.list('source-systems')
  const source = sources.find((one) => one.active !== false)
  if (!source) throw new Stopped('No source of orders is registered.')
  await there.putAll('customer-accounts', [
    {
      number: CUSTOMER,
      kind: 'walk_in',
      currency: company.currency,
      shipToCountry: company.country,
      termsDays: 0,
    },
  ])
  const externalId = `TEST-${view.now.getTime()}`
  const order = await there.send<Seen>('POST', '/orders', {
    source: source.code,
    externalId,
    currency: company.currency,
    customer: { account: CUSTOMER },
    shipTo: { country: company.country },
    lines,
  })
  const problems: string[] = (order.problems ?? []).map((one: Seen) => one.message)
  if (order.state !== 'in_progress')
    throw new Stopped(`The order was kept as ${order.state}: ${problems.join('; ') || order.status}.`)
  const billed = await there.until(order.id, (one) => one.billingStatus === 'billed', 'billed')
  await there.send('POST', '/receipts', {
    account: CUSTOMER,
    orderId: order.id,
    method: 'test',
    amount: billed.total,
  })
  const closed = await there.until(order.id, (one) => one.status === 'closed', 'closed')
  return `${closed.number} over ${closed.total.amount} ${closed.total.currency} with ${lines.length} lines was shipped, billed and paid`
}

/** As it stands, but for what would make the test order wait for somebody. */
function forTrial(described: Seen): Seen {
  if ('autoConfirm' in described) {
    const { costOrganization: _shared, ...location } = described
    return { ...location, autoConfirm: true }
  }
  if ('prePriced' in described) return { ...described, prePriced: false, duplicateReference: 'ignore' }
  return described
}

/** Describes what the test order orders, and takes as much of it into the first location. @returns its lines */
async function describeGoods({ db, company, today }: SetupView, there: Caller): Promise<Seen[]> {
  const { id: companyId, currency } = company
  const goods = await db.read(readGoodsToTry, { companyId, currency, today, most: MOST_ITEMS })
  if (goods.length === 0) throw new Stopped(`No item has a price in ${currency} for everyone today.`)
  await there.putAll(
    'items',
    goods.map((row) => ({
      sku: row.sku,
      name: row.name,
      itemClass: row.item_class,
      kind: row.kind,
      uom: row.uom,
      taxCode: row.tax_code,
      pattern: row.pattern,
    })),
  )
  await there.putAll(
    'prices',
    goods.map((row) => ({
      list: row.list,
      sku: row.sku,
      validFrom: row.valid_from,
      ...(row.valid_to === null ? {} : { validTo: row.valid_to }),
      unitPrice: unitPrice(row.unit_price, currency),
    })),
  )
  const stocked = goods.filter((row) => row.kind === 'goods')
  const [location] = (await there.list('locations')).toSorted((a, b) => a.rank - b.rank)
  if (stocked.length > 0 && !location) throw new Stopped('There is no location that the goods could leave.')
  if (stocked.length > 0) {
    const rows = stocked.map(({ sku }) => ({ sku, location: location!.code, quantity: '1', unitCost: '1' }))
    const { outcomes } = await there.send<Seen>('POST', '/stock/receipts', rows)
    const refused = outcomes.filter((one: Seen) => !one.ok).flatMap((one: Seen) => one.problems)
    if (refused.length > 0) throw new Stopped(`The goods were not taken in: ${refused[0].message}.`)
  }
  return goods.map(({ sku }) => ({ sku, quantity: formatMicro(MICRO) }))
}

// oxlint-disable-next-line no-explicit-any -- what the own API answers, in the words that its schemas say
type Seen = any

/** The API of this server as a program uses it. */
class Caller {
  readonly #url: string
  readonly #headers: Record<string, string>

  constructor(url: string, key: string, company: string) {
    this.#url = `${url}/api/v1`
    this.#headers = { authorization: `Bearer ${key}`, 'docket-company': company }
  }

  /** @throws Stopped when it is refused, or nothing is answered in time */
  async send<T = unknown>(method: string, path: string, body?: object): Promise<T> {
    return (await this.#ask(method, path, body)).body as T
  }

  async #ask(
    method: string,
    path: string,
    body?: object,
  ): Promise<{ body: unknown; next: string | undefined }> {
    const key = method === 'POST' ? { 'idempotency-key': crypto.randomUUID() } : {}
    const response = await fetch(this.#url + path, {
      method,
      headers: { ...this.#headers, ...key, ...(body && { 'content-type': 'application/json' }) },
      ...(body && { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(REQUEST_MS),
    })
    const answer = (await response.json()) as Seen
    if (!response.ok) {
      const wrong = (answer.errors ?? []).map((one: Seen) => `${one.path} ${one.message}`).join(' ')
      throw new Stopped(`${method} ${path}: ${wrong || answer.detail || answer.title}.`)
    }
    const next = /<[^>]*\/api\/v1([^>]*)>; rel="next"/.exec(response.headers.get('link') ?? '')?.[1]
    return { body: answer, next }
  }

  /** All of a noun, in the words in which it is described. */
  async list(noun: string): Promise<Seen[]> {
    const rows: Seen[] = []
    let path: string | undefined = `/${noun}?limit=200`
    for (let page = 0; path !== undefined; page++) {
      if (page === MOST_PAGES) throw new Stopped(`There are too many ${noun} for a test order.`)
      const { body, next } = await this.#ask('GET', path)
      rows.push(...(Object.values(body as object).find(Array.isArray) ?? []))
      path = next
    }
    return rows
  }

  async putAll(noun: string, described: readonly Seen[]): Promise<void> {
    for (let from = 0; from < described.length; from += AT_ONCE)
      await Promise.all(described.slice(from, from + AT_ONCE).map((one) => this.send('PUT', `/${noun}`, one)))
  }

  /** The order as soon as it is so. @throws Stopped when it is not in time */
  async until(id: string, is: (order: Seen) => boolean, what: string): Promise<Seen> {
    const polls = WAIT_MS / 100
    let order: Seen
    for (let poll = 0; poll < polls; poll++) {
      order = await this.send('GET', `/orders/${id}?include=plan`)
      if (is(order)) return order
      const failed = order.plan.tasks.find((task: Seen) => task.state === 'failed')
      if (failed) throw new Stopped(`The task ${failed.kind} of ${order.number} failed: ${failed.problem}.`)
      await sleep(100)
    }
    throw new Stopped(
      `${order.number} was not ${what} within ${WAIT_MS / 1000} s; it is ${order.statusName}.`,
      'Is a process with the role worker running? Else the plan of the order shows what it waits for.',
    )
  }
}

/** Which of the rights of the API a test order needs. */
export const TRIAL_SCOPES = [
  'setup:read',
  'setup:write',
  'catalog:read',
  'catalog:write',
  'customers:read',
  'customers:write',
  'inventory:read',
  'inventory:write',
  'ledger:read',
  'ledger:write',
  'orders:read',
  'orders:write',
  'receipts:write',
] as const
