import { Type, type Static } from 'typebox'
import { nameKey, readPhone, spellingsOf } from '../customers/index.ts'
import { readCompanies } from '../organization/index.ts'
import { documentNumber, parseDocumentNumber } from '../platform/document-number.ts'
import type { Reader } from '../platform/database/index.ts'
import { allows, type Principal } from '../platform/http/index.ts'
import {
  decodeId,
  encodeId,
  orderNumber,
  parseOrderNumber,
  parseQuoteNumber,
  quoteNumber,
} from '../platform/public-id.ts'
import { scopeOf } from '../platform/row-scope.ts'
import { IdShape, orNull } from '../platform/wire.ts'
import { formatAmount } from '../platform/money.ts'
import { prefixEnd } from './order-list.ts'
import {
  readCustomersFound,
  readOrdersFound,
  searchCustomerNumbers,
  searchDocuments,
  searchItems,
  searchOrders,
  searchOrdersAmong,
  searchPersons,
  searchPersonsAmong,
  searchQuotes,
  searchQuotesAmong,
  searchReceipts,
} from './search.sql.ts'
import { statusName } from './status-names.ts'

const SearchHit = Type.Object(
  {
    kind: Type.Union([
      Type.Literal('order'),
      Type.Literal('quote'),
      Type.Literal('shipment'),
      Type.Literal('customer'),
      Type.Literal('invoice'),
      Type.Literal('credit_memo'),
      Type.Literal('receipt'),
      Type.Literal('item'),
    ]),
    id: IdShape,
    label: Type.String({ description: 'Its number, as people say it' }),
    subLabel: Type.String({ description: 'What tells it from others' }),
    where: Type.String({
      description: 'What was found: number, external_id, email, phone, name, postcode, …',
    }),
    exact: Type.Boolean({ description: 'The whole of it was said, not its beginning' }),
    orderNumber: orNull(Type.String({ description: 'Of a shipment' })),
  },
  { title: 'SearchHit' },
)
type SearchHit = Static<typeof SearchHit>

export const SearchAnswer = Type.Object(
  { hits: Type.Array(SearchHit, { description: 'Exact ones first; at most 20 of a kind' }) },
  { title: 'SearchAnswer' },
)

/** Hits of one kind. */
const MOST_HITS = 20
/** Rows looked at for them, since one thing may be found in several ways. */
const FETCH = 60n
/** Orders, or quotes, of an account that are looked at for a credential that sees some accounts only. */
const ORDERS_OF_ACCOUNT = 2000n
/** Digits from the end of a phone number that are worth a search. */
const FEWEST_DIGITS = 4
const MAY_BE_PHONE = /^[\d\s()+./-]+$/

type Found<K extends SearchHit['kind']> = SearchHit & { kind: K }

/** Everything that a text said by a caller names, of what the credential may see. */
export async function search(
  db: Reader,
  { companyId, principal, text }: { companyId: bigint; principal: Principal; text: string },
): Promise<Static<typeof SearchAnswer>> {
  const said = text.trim()
  if (said.length < 2) return { hits: [] }
  const scope = scopeOf(principal.rowScope)
  const asked = {
    companyId,
    scope: scope ?? [],
    seesAll: scope === null,
    fetch: FETCH,
    ...bounds([said, said.toUpperCase(), said.toLowerCase()]),
  }
  const found = await Promise.all([
    allows(principal, 'orders:read') || allows(principal, 'shipments:read')
      ? findOrders(db, said, asked, principal)
      : [],
    allows(principal, 'orders:read') ? findQuotes(db, said, asked) : [],
    allows(principal, 'customers:read') ? findCustomers(db, said, asked) : [],
    allows(principal, 'billing:read') ? findDocuments(db, said, asked) : [],
    allows(principal, 'billing:read') ? findReceipts(db, said, asked) : [],
    allows(principal, 'catalog:read') ? findItems(db, said, asked) : [],
  ])
  return { hits: found.flat().toSorted((a, b) => Number(b.exact) - Number(a.exact)) }
}

interface Asked {
  companyId: bigint
  scope: bigint[]
  seesAll: boolean
  fetch: bigint
  texts: string[]
  ends: string[]
}

function bounds(spellings: readonly string[]): { texts: string[]; ends: string[] } {
  const texts = [...new Set(spellings)]
  return { texts, ends: texts.map(prefixEnd) }
}

/** Whether the whole of a key was said, in whatever case. */
const isAll = (key: string, said: string) => key.toLowerCase() === said.toLowerCase()

async function findOrders(db: Reader, said: string, asked: Asked, principal: Principal) {
  const { seesAll, companyId, scope } = asked
  const rows = seesAll
    ? await db.read(searchOrders, asked)
    : await db.read(searchOrdersAmong, { ...asked, budget: ORDERS_OF_ACCOUNT })
  const own = parseOrderNumber(said) ?? decodeId('ord', said)
  const orderIds = [...(own === undefined ? [] : [own]), ...rows.map((row) => row.order_id)]
  if (orderIds.length === 0) return []
  const orders = await db.read(readOrdersFound, { companyId, scope, seesAll, orderIds })
  const byId = new Map(orders.map((row) => [row.id, row]))
  const hits: Found<'order' | 'shipment'>[] = []
  const add = (orderId: bigint, shipmentId: bigint | null, where: string, key: string) => {
    const order = byId.get(orderId)
    if (order === undefined) return
    const customer = order.customer_name ?? order.customer_number
    const number = orderNumber(orderId)
    // Behind a unit separator stands the account of a customer who orders under ids of its own.
    const exact = where === 'number' || isAll(key.split('\u001f')[0]!, said)
    if (shipmentId === null) {
      if (!allows(principal, 'orders:read')) return
      const subLabel = [statusName(order.status), order.external_id, customer].filter(Boolean).join(' · ')
      hits.push({
        kind: 'order',
        id: encodeId('ord', orderId),
        label: number,
        subLabel,
        where,
        exact,
        orderNumber: null,
      })
    } else {
      const subLabel = [number, customer].filter(Boolean).join(' · ')
      hits.push({
        kind: 'shipment',
        id: encodeId('shp', shipmentId),
        label: key,
        subLabel,
        where,
        exact,
        orderNumber: number,
      })
    }
  }
  if (own !== undefined) add(own, null, 'number', '')
  for (const row of rows) add(row.order_id, row.shipment_id, row.field, row.key)
  return best(hits)
}

async function findQuotes(db: Reader, said: string, asked: Asked): Promise<Found<'quote'>[]> {
  const quoteId = parseQuoteNumber(said) ?? decodeId('quo', said) ?? null
  const rows = asked.seesAll
    ? await db.read(searchQuotes, { ...asked, quoteId })
    : await db.read(searchQuotesAmong, { ...asked, quoteId, budget: ORDERS_OF_ACCOUNT })
  return best(
    rows.map((row): Found<'quote'> => ({
      kind: 'quote',
      id: encodeId('quo', row.id),
      label: quoteNumber(row.id),
      subLabel: [row.state.replaceAll('_', ' '), row.customer_reference, row.account_number]
        .filter(Boolean)
        .join(' · '),
      where: row.id === quoteId ? 'number' : 'customer_reference',
      exact: row.id === quoteId || (row.customer_reference !== null && isAll(row.customer_reference, said)),
      orderNumber: null,
    })),
  )
}

async function findCustomers(db: Reader, said: string, asked: Asked): Promise<Found<'customer'>[]> {
  const company = MAY_BE_PHONE.test(said) ? await readCompanies(db, [asked.companyId]) : undefined
  const country = company?.get(asked.companyId)?.country ?? null
  const words = personWords(said, country)
  const keys = {
    ...asked,
    fields: words.map(({ field }) => field),
    texts: words.map(({ text }) => text),
    ends: words.map(({ text }) => prefixEnd(text)),
  }
  const [persons, numbers] = await Promise.all([
    db.read(asked.seesAll ? searchPersons : searchPersonsAmong, keys),
    db.read(searchCustomerNumbers, asked),
  ])
  const own = decodeId('cus', said)
  const found = [
    ...(own === undefined ? [] : [{ customer_id: own, field: 'number', key: said }]),
    ...numbers,
    ...persons,
  ]
  if (found.length === 0) return []
  const customerIds = [...new Set(found.map((row) => row.customer_id))]
  const customers = await db.read(readCustomersFound, { ...asked, customerIds })
  const byId = new Map(customers.map((row) => [row.id, row]))
  const hits = found.flatMap(({ customer_id: id, field, key }): Found<'customer'>[] => {
    const customer = byId.get(id)
    if (customer === undefined) return []
    const word = words.find((one) => one.field === field)
    if (word?.fits && !word.fits(key)) return []
    return [
      {
        kind: 'customer',
        id: encodeId('cus', id),
        label: customer.number,
        subLabel: [customer.name, customer.email].filter(Boolean).join(' · '),
        where: field,
        exact: word === undefined ? isAll(key, said) : word.whole(key),
        orderNumber: null,
      },
    ]
  })
  return best(hits)
}

interface PersonWord {
  field: 'email' | 'phone' | 'postcode' | 'name'
  /** The beginning of the key that is looked for. */
  text: string
  whole(key: string): boolean
  /** Whether a key that begins so is meant; each one when absent. */
  fits?(key: string): boolean
}

/** What a text may be of a person, each in the form of its key (`search_persons`). */
function personWords(said: string, country: string | null): PersonWord[] {
  const lower = said.toLowerCase()
  const same = (text: string) => ({ text, whole: (key: string) => key === text })
  const words: PersonWord[] = [
    { field: 'email', ...same(lower) },
    { field: 'name', ...same(nameKey(said)) },
  ]
  const postcode = said.replace(/[^\p{L}\p{N}_]/gu, '').toUpperCase()
  if (postcode.length >= 2 && postcode.length <= 12) words.push({ field: 'postcode', ...same(postcode) })
  const digits = said.replace(/\D/g, '')
  if (digits.length >= FEWEST_DIGITS && MAY_BE_PHONE.test(said)) {
    words.push(phoneWord(said, digits, country))
  }
  return words
}

/** A number in whatever form, as one of the country of the company where it names none itself; or the end of one. */
function phoneWord(said: string, digits: string, country: string | null): PersonWord {
  const backwards = (text: string) => Array.from(text).toReversed().join('')
  const phone = readPhone(said, country)
  if (!phone?.whole.startsWith('+')) {
    const text = backwards(digits)
    return { field: 'phone', text, whole: (key) => key.length === text.length }
  }
  const spellings = spellingsOf(phone)
  const whole = (key: string) => spellings.has(backwards(key))
  // Who names the country means no number of another one.
  const abroad = said.startsWith('+') || /^00[1-9]/.test(digits)
  return { field: 'phone', text: backwards(phone.national), whole, ...(abroad && { fits: whole }) }
}

async function findDocuments(db: Reader, said: string, asked: Asked) {
  const printed = parseDocumentNumber(said.toUpperCase())
  const short = /^[0-9]{1,5}$/.test(said) ? { prefix: '', year: 0, number: BigInt(said) } : undefined
  const { prefix, year, number } = printed ?? short ?? { prefix: '', year: 0, number: 0n }
  const invoiceId = decodeId('inv', said) ?? null
  if (number === 0n && invoiceId === null) return []
  const rows = await db.read(searchDocuments, { ...asked, prefix, year, number, invoiceId })
  return best(
    rows.map((row) => ({
      kind: row.kind === 'credit_memo' ? ('credit_memo' as const) : ('invoice' as const),
      id: encodeId('inv', row.id),
      label: documentNumber(row) ?? encodeId('inv', row.id),
      subLabel: `${formatAmount(row.total, row.currency)} ${row.currency} · ${row.account_number}`,
      where: 'number',
      exact: short === undefined,
      orderNumber: null,
    })),
  )
}

async function findReceipts(db: Reader, said: string, asked: Asked): Promise<Found<'receipt'>[]> {
  const receiptId = decodeId('rct', said) ?? null
  const rows = await db.read(searchReceipts, { ...asked, receiptId })
  return best(
    rows.map((row): Found<'receipt'> => ({
      kind: 'receipt',
      id: encodeId('rct', row.id),
      label: row.reference ?? encodeId('rct', row.id),
      subLabel: `${formatAmount(row.amount, row.currency)} ${row.currency} · ${row.account_number} · ${row.received_on}`,
      where: row.id === receiptId ? 'number' : 'reference',
      exact: row.id === receiptId || (row.reference !== null && isAll(row.reference, said)),
      orderNumber: null,
    })),
  )
}

async function findItems(db: Reader, said: string, asked: Asked): Promise<Found<'item'>[]> {
  const name = said.toLowerCase()
  const rows = await db.read(searchItems, { ...asked, name, nameEnd: prefixEnd(name) })
  return best(
    rows.map((row): Found<'item'> => ({
      kind: 'item',
      id: encodeId('itm', row.id),
      label: row.sku,
      subLabel: row.name,
      where: row.field,
      exact: isAll(row.field === 'sku' ? row.sku : row.name, said),
      orderNumber: null,
    })),
  )
}

/** Each thing once, exact ones first, at most 20 of a kind. */
function best<H extends SearchHit>(hits: readonly H[]): H[] {
  const seen = new Map<string, H>()
  const count = new Map<string, number>()
  for (const hit of hits.toSorted((a, b) => Number(b.exact) - Number(a.exact))) {
    const many = count.get(hit.kind) ?? 0
    if (seen.has(hit.id) || many === MOST_HITS) continue
    count.set(hit.kind, many + 1)
    seen.set(hit.id, hit)
  }
  return [...seen.values()]
}
