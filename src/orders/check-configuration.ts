import {
  answerersOf,
  readItems,
  readPublishedModels,
  TooComplex,
  type Choice,
  type Item,
  type PublishedModel,
} from '../catalog/index.ts'
import { findAccount, readAccounts } from '../customers/index.ts'
import { promiseLine, readStock } from '../inventory/index.ts'
import { businessDate, readCompanies, type Company } from '../organization/index.ts'
import type { Reader } from '../platform/database/index.ts'
import { formatMicro, type Micro, type Minor } from '../platform/money.ts'
import type { Problem } from '../platform/outcome.ts'
import { inScope } from '../platform/row-scope.ts'
import { configure, type Configured } from './configuration.ts'
import { itemOf } from './judge-facts.ts'
import { readKits, withKits } from './kit.ts'
import { quoteOrders } from './quote.ts'
import { readSources } from './submit-facts.ts'
import { timeOf } from './want.ts'

/** Choices that somebody is making; nothing of it is kept. */
export interface ConfigurationQuestion {
  companyId: bigint
  /** Code of the model, or SKU of the item that is sold configured. */
  model: string
  version?: number
  choices: readonly Choice[]
  explain: readonly string[]
  /** The accounts for which it may be offered; null: all, and a customer who is not known. */
  accounts: readonly bigint[] | null
  /** Count the configurations that are left, up to this; absent: do not. */
  count?: number
  /** Absent: neither price nor date is asked for. */
  offer?: {
    currency: string
    /** Of no account: as a new customer would be offered. */
    account: string | undefined
    /** Rules of that source count; undefined: of none. */
    source: string | undefined
    quantity: Micro
    country: string | undefined
  }
}

/** What it would cost and when it could leave, as of now and without a promise. */
export interface ConfigurationOffer {
  /** Minor units without tax and freight: of the item, and of each component; null: nobody can say, and why. */
  price: {
    currency: string
    net: Minor
    tax: Minor
    lines: { sku: string; option: string | null; quantity: Micro; unitPrice: Micro; net: Minor }[]
  } | null
  problems: Problem[]
  /** The last of the days on which its goods are there; null: something is not in sight. */
  on: string | null
}

export interface CheckedConfiguration extends Configured {
  on: string
  offer: ConfigurationOffer | undefined
}

/** Options that were asked about and that the model does not have, each at its place. */
export class UnknownOptions {
  readonly problems: readonly Problem[]

  constructor(problems: readonly Problem[]) {
    this.problems = problems
  }
}

/** Answers what follows from choices (A8-4), with price and date when they are asked for. @returns undefined: there is no such model */
export async function checkConfiguration(
  db: Reader,
  question: ConfigurationQuestion,
  now: Date,
): Promise<CheckedConfiguration | UnknownOptions | undefined> {
  const { companyId, version, choices, explain, offer } = question
  const company = (await readCompanies(db, [companyId])).get(companyId)
  if (!company) throw new Error(`There is no company ${companyId}`)
  const on = businessDate(company, now)
  const models = await readPublishedModels(db, [company])
  const model = models.named(companyId, question.model, on, version)
  if (!model) return undefined
  const ready = await readKits(db, [model], models, () => [on])
  const unknown = explain.flatMap((code, index): Problem[] =>
    ready.has(model, code)
      ? []
      : [{ path: `/explain/${index}`, code: 'unknown_option', message: `there is no option ${code}` }],
  )
  if (unknown.length > 0) return new UnknownOptions(unknown)
  const ofDay = { models, ready, on, allowance: answerersOf(db.memory).allowance() }
  const answered = await configure(model, ofDay, { choices, explain, count: question.count })
  const configured = await withKits(answered, ofDay)
  if (configured instanceof TooComplex) throw configured
  const parts = [{ option: null, sku: model.sku }, ...configured.components]
  const items = await readItems(
    db,
    parts.map(({ sku }) => ({ company, sku })),
  )
  // What nobody sells any more cannot be ordered, however well it goes together.
  for (const { option, sku } of parts) {
    const { problem } = itemOf({ sku }, '', companyId, { items })
    if (problem)
      configured.problems.push({
        ...problem,
        path: '',
        message: [option, problem.message].filter(Boolean).join(': '),
      })
  }
  const asked =
    offer && (await readOffer(db, company, configured, { ...offer, accounts: question.accounts }, on, now))
  return { ...configured, on, offer: asked }
}

type OfferQuestion = NonNullable<ConfigurationQuestion['offer']> & Pick<ConfigurationQuestion, 'accounts'>

async function readOffer(
  db: Reader,
  company: Company,
  configured: Configured,
  asked: OfferQuestion,
  on: string,
  now: Date,
): Promise<ConfigurationOffer> {
  const { model, components } = configured
  const all = componentLines(model, components, asked.quantity)
  const input = {
    source: asked.source ?? '',
    externalId: '',
    customer: { account: asked.account ?? '' },
    currency: asked.currency,
    ...(asked.country === undefined ? {} : { shipTo: { country: asked.country } }),
    lines: [{ sku: model.sku, quantity: formatMicro(asked.quantity) }],
  }
  const lineOf = { index: 0, days: new Map([[on, configured]]) }
  const wanted = all.map(({ sku }) => ({ company, sku }))
  const [[quote], items, unknown] = await Promise.all([
    quoteOrders(db, [{ companyId: company.id, input, configured: [lineOf] }], now),
    readItems(db, wanted),
    readUnknown(db, company, asked),
  ])
  const date = await readDate(db, company, all, items, { today: on, time: timeOf(company, now) })
  if (!quote!.ok || unknown.length > 0) {
    const told = quote!.ok ? [] : quote!.problems.map((one) => toldOfOffer(one, components))
    return { price: null, problems: [...unknown, ...told], on: date }
  }
  const { lines } = quote!
  const sum = (of: (line: { net: Minor; tax: Minor }) => Minor) =>
    lines.reduce((total, line) => total + of(line), 0n)
  const price = {
    currency: asked.currency,
    net: sum((line) => line.net),
    tax: sum((line) => line.tax),
    lines: all.map((line, index) => {
      const { unitPrice, net } = lines[index]!
      return { ...line, unitPrice, net }
    }),
  }
  return { price, problems: [], on: date }
}

/** A problem of the order that it would be, at what was asked. */
function toldOfOffer({ path, code, message }: Problem, components: Configured['components']): Problem {
  const [, place, field] = /^\/lines\/(\d+)(?:\/(.+))?$/.exec(path) ?? []
  if (place === undefined) return { path: OFFER_FIELDS.get(path) ?? '/offer', code, message }
  const part = components[Number(place) - 1]
  return {
    path: field === 'quantity' ? '/offer/quantity' : part ? '/choices' : '/model',
    code,
    message: part ? `${part.option}: ${message}` : message,
  }
}

const OFFER_FIELDS: ReadonlyMap<string, string> = new Map([
  ['/currency', '/offer/currency'],
  ['/customer/account', '/offer/account'],
  ['/shipTo/country', '/offer/country'],
])

/** What an offer names and nobody knows: its price would be that of another order. */
async function readUnknown(
  db: Reader,
  company: Company,
  { account, source, accounts: own }: OfferQuestion,
): Promise<Problem[]> {
  const [accounts, sources] = await Promise.all([
    account === undefined ? undefined : readAccounts(db, [{ companyId: company.id, number: account }]),
    source === undefined ? undefined : readSources(db, new Set([company.id])),
  ])
  const problems: Problem[] = []
  // Whoever sees some accounts only is not told of others.
  const found = accounts && findAccount(accounts, company.id, account!)
  if (accounts && (!found || !inScope(own, found.id)))
    problems.push({
      path: '/offer/account',
      code: 'unknown_customer',
      message: `there is no account ${account}`,
    })
  if (sources && !sources.get(company.id)?.sources.has(source!))
    problems.push({
      path: '/offer/source',
      code: 'unregistered_source',
      message: `there is no source ${source}`,
    })
  return problems
}

function componentLines(model: PublishedModel, components: Configured['components'], quantity: Micro) {
  return [
    { sku: model.sku, option: null as string | null, quantity },
    ...components.map(({ sku, option, perParent }) => ({
      sku,
      option: option as string | null,
      quantity: quantity * BigInt(perParent),
    })),
  ]
}

async function readDate(
  db: Reader,
  company: Company,
  lines: readonly { sku: string; quantity: Micro }[],
  items: (company: bigint, sku: string) => Item | undefined,
  { today, time }: { today: string; time: string },
): Promise<string | null> {
  const goods = lines.flatMap(({ sku, quantity }) => {
    const item = items(company.id, sku)
    return item?.kind === 'goods' ? [{ companyId: company.id, itemId: item.id, quantity }] : []
  })
  const stock = await readStock(db, [company], goods)
  let last = today
  for (const { itemId, quantity } of goods) {
    const want = {
      companyId: company.id,
      itemId,
      quantity,
      requestedOn: today,
      allowSplit: true,
      minSplit: null,
      boundTo: null,
      time,
      arriveOn: null,
      way: null,
    }
    for (const { promisedOn } of promiseLine(stock, want, today)) {
      if (promisedOn === undefined || promisedOn === null) return null
      if (promisedOn > last) last = promisedOn
    }
  }
  return last
}
