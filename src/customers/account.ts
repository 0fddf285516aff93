import type { Context, WriteSet } from '../platform/batch/index.ts'
import type { Reader, RowOf } from '../platform/database/index.ts'
import type { Minor } from '../platform/money.ts'
import { storedNameKey } from './name-key.ts'
import {
  lockLimits,
  readPartnerLimits,
  verifyLimits,
  type Limited,
  type PartnerLimit,
  type PartnerLimits,
} from './partner-limit.ts'
import { readCreditDefaults, type CreditDefaults } from './save-credit-default.ts'
import {
  insertAccount,
  insertCreditGate,
  insertCustomer,
  insertPersonData,
  lockCreditGates,
  moveExposure,
  readAccounts as readAccountRows,
  readAccountsById,
  readPartnerAccounts as readPartnerAccountRows,
} from './account.sql.ts'
import { awaitMatch } from './match-new.sql.ts'

/** Who owes: an account of a customer, with its exposure as it was read (minor units of the account's currency). */
export interface Account {
  id: bigint
  companyId: bigint
  customerId: bigint
  number: string
  currency: string
  termsDays: number
  segment: string
  shipToCountry: string
  shipToRegion: string
  taxExempt: boolean
  /** What nobody has waits for it; else it is cancelled (B6-1). */
  backorders: boolean
  /** Its lines may be served in parts. */
  partialShipments: boolean
  /** How urgent what goes to it is, 0 to 9: who waits for goods is ranked by it (B6-2). */
  deliveryPriority: number
  /** null: not checked */
  creditLimit: Minor | null
  openOrders: Minor
  openReceivables: Minor
  unapplied: Minor
  /** Limits of partners that it falls under too; read for those who order. */
  partnerLimits: readonly PartnerLimit[]
}

/** Of an account of which nobody said another. */
export const USUAL_DELIVERY_PRIORITY = 4

/** Working picture of the accounts of a batch, and what the batch does to their exposure. */
export interface AccountPicture {
  byNumber: Map<string, Account>
  byId: Map<string, Account>
  moves: Map<Account, ExposureMove>
  /** Limits of accounts that the batch makes. */
  defaults: CreditDefaults
  partnerLimits: PartnerLimits
}

interface ExposureMove {
  openOrders: Minor
  openReceivables: Minor
  unapplied: Minor
  fit: Minor | null
}

export interface NewCustomer {
  number: string
  kind: 'organization' | 'person' | 'walk_in'
  name: string | null
  email: string | null
  currency: string
  country: string
  region: string
}

type AccountRow = RowOf<typeof readAccountRows>

/** Reads accounts by number; where one may be made, also the limit that it then has; for those who order, the limits of partners. */
export async function readAccounts(
  db: Reader,
  wanted: readonly { companyId: bigint; number: string; made?: boolean }[],
  ordering: readonly Limited[] = [],
): Promise<AccountPicture> {
  const keys = new Map(wanted.map((one) => [`${one.companyId}/${one.number}`, one]))
  const making = wanted.filter((one) => one.made).map((one) => one.companyId)
  const [rows, defaults, partnerLimits] = await Promise.all([
    keys.size === 0
      ? []
      : db.read(readAccountRows, {
          companyIds: [...keys.values()].map((one) => one.companyId),
          numbers: [...keys.values()].map((one) => one.number),
        }),
    readCreditDefaults(db, [...new Set(making)]),
    readPartnerLimits(db, ordering),
  ])
  return { ...pictureOf(rows, partnerLimits), defaults }
}

/** Reads accounts by id. */
export async function readAccountsOf(
  db: Reader,
  wanted: readonly { companyId: bigint; id: bigint }[],
): Promise<AccountPicture> {
  const keys = new Map(wanted.map((one) => [`${one.companyId}/${one.id}`, one]))
  const rows =
    keys.size === 0
      ? []
      : await db.read(readAccountsById, {
          companyIds: [...keys.values()].map((one) => one.companyId),
          ids: [...keys.values()].map((one) => one.id),
        })
  return pictureOf(rows)
}

/** Accounts that name a partner, at most so many. */
export async function readPartnerAccounts(
  db: Reader,
  companyIds: readonly bigint[],
  partnerId: bigint,
  most: number,
): Promise<bigint[]> {
  const rows = await db.read(readPartnerAccountRows, { companyIds, partnerId, most })
  return rows.map((row) => row.account_id)
}

function pictureOf(rows: readonly AccountRow[], partnerLimits: PartnerLimits = new Map()): AccountPicture {
  const picture: AccountPicture = {
    byNumber: new Map(),
    byId: new Map(),
    moves: new Map(),
    defaults: () => null,
    partnerLimits,
  }
  for (const row of rows) keep(picture, fromRow(row, partnerLimits))
  return picture
}

function keep(picture: AccountPicture, account: Account): void {
  picture.byNumber.set(`${account.companyId}/${account.number}`, account)
  picture.byId.set(`${account.companyId}/${account.id}`, account)
}

function fromRow(row: AccountRow, limits: PartnerLimits): Account {
  return {
    id: row.id,
    companyId: row.company_id,
    customerId: row.customer_id,
    number: row.number,
    currency: row.currency,
    termsDays: row.terms_days,
    segment: row.segment,
    shipToCountry: row.ship_to_country,
    shipToRegion: row.ship_to_region,
    taxExempt: row.tax_exempt,
    backorders: row.backorders,
    partialShipments: row.partial_shipments,
    deliveryPriority: row.delivery_priority,
    creditLimit: row.credit_limit,
    openOrders: row.open_orders,
    openReceivables: row.open_receivables,
    unapplied: row.unapplied,
    partnerLimits: limits.get(`${row.company_id}/${row.number}`) ?? [],
  }
}

export function findAccount(picture: AccountPicture, companyId: bigint, number: string): Account | undefined {
  return picture.byNumber.get(`${companyId}/${number}`)
}

export function accountById(picture: AccountPicture, companyId: bigint, id: bigint): Account | undefined {
  return picture.byId.get(`${companyId}/${id}`)
}

/** The account of a customer that an order brings (A1-7): it can be asked what it would pay, and is not there yet. */
export function newAccount(
  picture: AccountPicture,
  companyId: bigint,
  made: NewCustomer,
  { ids }: Context,
): Account {
  const customerId = ids.next()
  return {
    id: ids.next(),
    companyId,
    customerId,
    number: made.number,
    currency: made.currency,
    termsDays: 30,
    segment: '',
    shipToCountry: made.country,
    shipToRegion: made.region,
    taxExempt: false,
    backorders: true,
    partialShipments: true,
    deliveryPriority: USUAL_DELIVERY_PRIORITY,
    creditLimit: picture.defaults(companyId, made.currency),
    openOrders: 0n,
    openReceivables: 0n,
    unapplied: 0n,
    partnerLimits: (picture.partnerLimits.get(`${companyId}/${made.number}`) ?? []).filter(
      (one) => one.currency === made.currency,
    ),
  }
}

/** Makes this customer with its account. Its personal data go into person_data alone; it is matched in a moment (decision 0035). */
export function createCustomer(
  picture: AccountPicture,
  account: Account,
  made: NewCustomer,
  { writes, now }: Context,
): void {
  const { companyId, customerId } = account
  writes.add(insertCustomer, { companyId, id: customerId, number: made.number, kind: made.kind })
  writes.add(insertPersonData, {
    companyId,
    customerId,
    name: made.name,
    email: made.email,
    phone: null,
    address: {},
    searchName: storedNameKey(made.name ?? null),
  })
  writes.add(insertAccount, {
    companyId,
    id: account.id,
    customerId,
    number: account.number,
    currency: account.currency,
    termsDays: account.termsDays,
    segment: account.segment,
    shipToCountry: account.shipToCountry,
    shipToRegion: account.shipToRegion,
  })
  writes.add(awaitMatch, { companyId, customerId, madeAt: now })
  writes.add(insertCreditGate, { companyId, accountId: account.id, creditLimit: account.creditLimit })
  keep(picture, account)
}

/** Exposure of an account as the batch sees it now (D6). */
export function exposureOf(account: Account): Minor {
  return account.openOrders + account.openReceivables - account.unapplied
}

/**
 * Whose credit limit `amount` more would exceed (D6): that of the account, of a partner that it falls under, or nobody's. What has
 * no limit is not checked.
 */
export function exceededBy(account: Account, amount: Minor): 'account' | 'partner' | undefined {
  if (account.creditLimit !== null && exposureOf(account) + amount > account.creditLimit) return 'account'
  return account.partnerLimits.some((one) => one.owed + amount > one.limit) ? 'partner' : undefined
}

/**
 * Moves parts of an account's exposure in the picture and remembers it for the gate.
 *
 * @param checked true when `exceededBy` was the ground of the decision: the gate, and the limit of its partner, are asked again under their locks
 */
export function moveCredit(
  picture: AccountPicture,
  account: Account,
  delta: { openOrders?: Minor; openReceivables?: Minor; unapplied?: Minor },
  checked = false,
): void {
  const { openOrders = 0n, openReceivables = 0n, unapplied = 0n } = delta
  let move = picture.moves.get(account)
  if (!move)
    picture.moves.set(account, (move = { openOrders: 0n, openReceivables: 0n, unapplied: 0n, fit: null }))
  move.openOrders += openOrders
  move.openReceivables += openReceivables
  move.unapplied += unapplied
  if (checked) move.fit = (move.fit ?? 0n) + openOrders
  account.openOrders += openOrders
  account.openReceivables += openReceivables
  account.unapplied += unapplied
  const moved = openOrders + openReceivables - unapplied
  for (const limit of account.partnerLimits) {
    limit.owed += moved
    limit.moved += moved
    if (checked) limit.fit = (limit.fit ?? 0n) + openOrders
  }
}

/** Adds the gathered moves to the write set: one row an account, locked in order, and what was to fit under limits of partners. */
export function writeExposure(picture: AccountPicture, writes: WriteSet): void {
  for (const [account, move] of picture.moves) {
    writes.add(lockCreditGates, { companyId: account.companyId, accountId: account.id })
    writes.add(moveExposure, { companyId: account.companyId, accountId: account.id, ...move })
  }
  verifyLimits(new Set([...picture.partnerLimits.values()].flat()), writes)
}

/** Locks the gates of accounts, and the limits of partners that they fall under, before a second decision. */
export function lockAccounts({ byId, partnerLimits }: AccountPicture, locks: WriteSet): void {
  for (const { companyId, id: accountId } of byId.values())
    locks.add(lockCreditGates, { companyId, accountId })
  lockLimits(new Set([...partnerLimits.values()].flat()), locks)
}
