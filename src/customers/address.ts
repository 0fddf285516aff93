import { hash } from 'node:crypto'
import { Type, type Static } from 'typebox'
import type { Context, WriteSet } from '../platform/batch/index.ts'
import type { Reader } from '../platform/database/index.ts'
import type { Json } from '../platform/json.ts'
import { orNull } from '../platform/wire.ts'
import {
  holdCustomers,
  insertAddresses,
  insertSites,
  readAddresses,
  readSites,
  relyOnAddresses,
} from './address.sql.ts'

const text = (maxLength: number) => Type.Optional(Type.String({ maxLength }))

/** The personal part of a place, as a caller states it; country and region are plain facts beside it. */
export const addressMembers = {
  name: text(500),
  company: text(500),
  lines: Type.Optional(Type.Array(Type.String({ maxLength: 500 }), { maxItems: 10 })),
  city: text(200),
  postcode: text(40),
  phone: text(100),
  email: text(320),
}
export const CountryCode = Type.String({
  pattern: '^[A-Z]{2}$',
  form: 'two capital letters, such as GB',
  description: 'ISO 3166-1 alpha-2',
})

const Stated = Type.Object({ ...addressMembers, country: CountryCode, region: text(100) })
export type StatedAddress = Partial<Static<typeof Stated>>

/** Where something goes or who is meant, as it is kept: trimmed, what is empty is null. */
export interface Address {
  name: string | null
  company: string | null
  lines: string[]
  city: string | null
  postcode: string | null
  region: string | null
  country: string | null
  phone: string | null
  email: string | null
}

export const AddressShape = Type.Object(
  {
    name: orNull(Type.String()),
    company: orNull(Type.String()),
    lines: Type.Array(Type.String()),
    city: orNull(Type.String()),
    postcode: orNull(Type.String()),
    region: orNull(Type.String()),
    country: orNull(Type.String()),
    phone: orNull(Type.String()),
    email: orNull(Type.String()),
  },
  { title: 'KeptAddress' },
)

export interface Site {
  id: bigint
  code: string
  shipTo: boolean
  billTo: boolean
  country: string
  region: string
  /** Its address; null when none was said or it was erased. */
  addressId: bigint | null
  active: boolean
}

/** A customer, and which of its places is asked for. */
export interface WantedPlace {
  companyId: bigint
  customerId: bigint
  site?: string | undefined
  address?: Address | undefined
}

/** Working picture of the places of a batch. */
export interface Places {
  sites: Map<string, Site>
  addresses: Map<string, bigint>
  /** Customers that the batch holds, addresses that it relies on or made: each once. */
  held: Set<string>
}

type Owner = Pick<WantedPlace, 'companyId' | 'customerId'>

/** What is personal of a place; undefined when it says nothing but country and region. */
export function addressOf(stated: StatedAddress): Address | undefined {
  const said = (value: string | undefined) => value?.trim() || null
  const address: Address = {
    name: said(stated.name),
    company: said(stated.company),
    lines: (stated.lines ?? []).map((line) => line.trim()).filter((line) => line !== ''),
    city: said(stated.city),
    postcode: said(stated.postcode),
    region: said(stated.region),
    country: said(stated.country),
    phone: said(stated.phone),
    email: said(stated.email),
  }
  const { lines, region: _region, country: _country, ...personal } = address
  return lines.length > 0 || Object.values(personal).some((value) => value !== null) ? address : undefined
}

/** An address out of a row of person_data. */
export function addressFromRow(row: {
  name: string | null
  email: string | null
  phone: string | null
  address: Json
}): Address {
  const { company, lines, city, postcode, region, country } = row.address as unknown as Partial<Address>
  return {
    name: row.name,
    company: company ?? null,
    lines: lines ?? [],
    city: city ?? null,
    postcode: postcode ?? null,
    region: region ?? null,
    country: country ?? null,
    phone: row.phone,
    email: row.email,
  }
}

/** Reads the sites that were named, and which of the addresses stand: two statements at most, none when nothing is asked. */
export async function readPlaces(db: Reader, wanted: readonly WantedPlace[]): Promise<Places> {
  const named = wanted.filter(({ site }) => site !== undefined)
  const stated = wanted.filter(({ address }) => address !== undefined)
  const [sites, addresses] = await Promise.all([
    named.length === 0 ? [] : db.read(readSites, { ...owners(named), codes: named.map(({ site }) => site!) }),
    stated.length === 0
      ? []
      : db.read(readAddresses, {
          ...owners(stated),
          contents: stated.map(({ address }) => contentOf(address!)),
        }),
  ])
  return {
    sites: new Map(
      sites.map((row) => [
        `${row.company_id}/${row.customer_id}/${row.code}`,
        {
          id: row.id,
          code: row.code,
          shipTo: row.ship_to,
          billTo: row.bill_to,
          country: row.country,
          region: row.region,
          addressId: row.person_id,
          active: row.active,
        },
      ]),
    ),
    addresses: new Map(
      addresses.map((row) => [
        `${row.company_id}/${row.customer_id}/${row.content.toString('base64')}`,
        row.id,
      ]),
    ),
    held: new Set(),
  }
}

function owners(wanted: readonly WantedPlace[]) {
  return {
    companyIds: wanted.map(({ companyId }) => companyId),
    customerIds: wanted.map(({ customerId }) => customerId),
  }
}

export function findSite(sites: Places['sites'], owner: Owner, code: string): Site | undefined {
  return sites.get(`${owner.companyId}/${owner.customerId}/${code}`)
}

/** The id of an address that is kept of a customer, as far as it was asked for. */
export function findAddress(
  { addresses }: Pick<Places, 'addresses'>,
  { companyId, customerId }: Owner,
  address: Address,
): bigint | undefined {
  return addresses.get(`${companyId}/${customerId}/${contentOf(address).toString('base64')}`)
}

/**
 * Keeps an address of a customer, once for each content, and relies on it.
 *
 * @returns its id in person_data
 */
export function keepAddress(places: Places, owner: Owner, address: Address, context: Context): bigint {
  const id = describeAddress(places, owner, address, context)
  holdAddress(places, owner, id, context.writes)
  return id
}

/**
 * Keeps an address of a customer, once for each content, for a description that may change nothing: who writes it relies on it
 * (`holdWritten`).
 *
 * @returns its id in person_data
 */
export function describeAddress(places: Places, owner: Owner, address: Address, context: Context): bigint {
  const content = contentOf(address)
  const { companyId, customerId } = owner
  const key = `${companyId}/${customerId}/${content.toString('base64')}`
  const standing = places.addresses.get(key)
  if (standing !== undefined) return standing
  holdCustomer(places, owner, context.writes)
  const id = context.ids.next()
  const { name, email, phone, ...rest } = address
  context.writes.add(insertAddresses, {
    companyId,
    customerId,
    id,
    content,
    name,
    email,
    phone,
    address: rest as unknown as Json,
  })
  places.addresses.set(key, id)
  places.held.add(`${companyId}/${customerId}/${id}`)
  return id
}

/** Lets no erasure of a customer pass until the batch commits, which keeps something personal of it. */
export function holdCustomer(
  { held }: Pick<Places, 'held'>,
  { companyId, customerId }: Owner,
  writes: WriteSet,
): void {
  const key = `${companyId}/${customerId}`
  if (held.has(key)) return
  held.add(key)
  writes.add(holdCustomers, { companyId, customerId })
}

/** Sees to it that an address that is referred to is still there when the batch commits. */
export function holdAddress(places: Pick<Places, 'held'>, owner: Owner, id: bigint, writes: WriteSet): void {
  const { companyId, customerId } = owner
  const key = `${companyId}/${customerId}/${id}`
  if (places.held.has(key)) return
  places.held.add(key)
  holdCustomer(places, owner, writes)
  writes.add(relyOnAddresses, { companyId, customerId, id })
}

/** Holds the addresses of rows that are written, also those that stood before: an erasure may have taken them since. */
export function holdWritten(rows: readonly (Owner & { personId: bigint | null })[], writes: WriteSet): void {
  const places = { held: new Set<string>() }
  for (const { companyId, customerId, personId } of rows) {
    if (personId !== null) holdAddress(places, { companyId, customerId }, personId, writes)
  }
}

/** The code of the site that a customer gets who is made on the fly. */
const FIRST_SITE = 'MAIN'

/** Gives a customer that was just made its first site (A1-7). */
export function createSite(
  places: Places,
  owner: Owner,
  at: { country: string; region: string; addressId: bigint },
  { writes, ids }: Context,
): Site {
  const { companyId, customerId } = owner
  const { country, region, addressId } = at
  const site = { id: ids.next(), code: FIRST_SITE, country, region, addressId }
  writes.add(insertSites, { companyId, customerId, personId: addressId, ...site })
  const made: Site = { ...site, shipTo: true, billTo: true, active: true }
  places.sites.set(`${companyId}/${customerId}/${site.code}`, made)
  return made
}

/** What makes two addresses the same: every word of them. */
function contentOf(address: Address): Buffer {
  const { name, company, lines, city, postcode, region, country, phone, email } = address
  const words = [name, company, lines, city, postcode, region, country, phone, email]
  return hash('sha256', JSON.stringify(words), 'buffer')
}
