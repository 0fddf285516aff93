import type { Context, WriteSet } from '../platform/batch/index.ts'
import type { Reader } from '../platform/database/index.ts'
import { camelRows, type CamelRow } from '../platform/setup.ts'
import { answerByMerge } from './match-new.sql.ts'
import { insertMerges, lockHeads, readGroups as readGroupRows, relyOnGroups } from './merge.sql.ts'

/**
 * Which records are one customer (decision 0026). Merges are decisions that make a tree: a record stands under the one it was merged
 * into. Each also knows the root, its head, so that nobody follows a chain.
 */

/** Records of one customer. */
export const MOST_RECORDS = 100

export type CustomerRecord = CamelRow<typeof readGroupRows>

/** Working picture of customers of a batch. */
export interface Groups {
  byId: Map<string, CustomerRecord>
  byNumber: Map<string, CustomerRecord>
  /** Who leads whom, itself included, by the head. */
  led: Map<string, Set<CustomerRecord>>
  /** Heads as they were read, and how many others each leads; those of them that the batch relies on. */
  standing: Map<string, StandingHead>
  relied: Set<StandingHead>
}

interface StandingHead {
  companyId: bigint
  headId: bigint
  others: bigint
}

/** Who decided a merge, and why. */
export interface Decided {
  actor: string
  reason: string
  /** The rule; null: a person. */
  rule: string | null
}

type At = { companyId: bigint }

/** Reads customers with all of their records, by number or id. */
export async function readGroups(
  db: Reader,
  numbers: readonly (At & { number: string })[],
  ids: readonly (At & { id: bigint })[],
): Promise<Groups> {
  const groups: Groups = {
    byId: new Map(),
    byNumber: new Map(),
    led: new Map(),
    standing: new Map(),
    relied: new Set(),
  }
  if (numbers.length + ids.length === 0) return groups
  const rows = await db.read(readGroupRows, {
    companyIds: numbers.map((one) => one.companyId),
    numbers: numbers.map((one) => one.number),
    companiesOfIds: ids.map((one) => one.companyId),
    ids: ids.map((one) => one.id),
  })
  for (const record of camelRows(readGroupRows, rows)) addRecord(groups, record)
  for (const [key, led] of groups.led) {
    const [{ companyId, headId }] = [...led] as [CustomerRecord]
    groups.standing.set(key, { companyId, headId, others: BigInt(led.size - 1) })
  }
  return groups
}

/** Adds a record, as it was read or is about to be made. */
export function addRecord(groups: Groups, record: CustomerRecord): void {
  const { companyId, id, number, headId } = record
  groups.byId.set(`${companyId}/${id}`, record)
  groups.byNumber.set(`${companyId}/${number}`, record)
  const head = `${companyId}/${headId}`
  const led = groups.led.get(head)
  if (led) led.add(record)
  else groups.led.set(head, new Set([record]))
}

/** The record that leads this one; itself when it stands alone. */
export function headOf(groups: Groups, { companyId, headId }: CustomerRecord): CustomerRecord {
  return groups.byId.get(`${companyId}/${headId}`)!
}

/** All records of the customer that this one is of. */
export function recordsOf(groups: Groups, { companyId, headId }: CustomerRecord): CustomerRecord[] {
  return [...groups.led.get(`${companyId}/${headId}`)!]
}

/**
 * Makes two customers one: the head of `record` stands under the head of `into`, and everybody whom it leads comes along.
 *
 * @returns false when they are one already
 */
export function joinGroups(
  groups: Groups,
  record: CustomerRecord,
  into: CustomerRecord,
  decided: Decided,
  context: Context,
): boolean {
  const moving = headOf(groups, record)
  const head = headOf(groups, into)
  if (moving === head) return false
  rely(groups, moving)
  rely(groups, head)
  moving.intoId = head.id
  for (const each of recordsOf(groups, moving)) place(groups, each, head.id, decided, context)
  for (const { companyId, id, headId } of recordsOf(groups, head))
    context.writes.add(answerByMerge, { companyId, customerId: id, headId })
  return true
}

/** Takes a record out of its customer, with those that were merged into it: as they stood before. */
export function leaveGroup(groups: Groups, record: CustomerRecord, decided: Decided, context: Context): void {
  rely(groups, headOf(groups, record))
  const others = recordsOf(groups, record)
  const leaving = new Set([record])
  // A set grows while it is walked: those under a record, those under them, and so on.
  for (const above of leaving) {
    for (const each of others) if (each.intoId === above.id) leaving.add(each)
  }
  record.intoId = null
  for (const each of leaving) place(groups, each, record.id, decided, context)
}

function place(
  groups: Groups,
  record: CustomerRecord,
  headId: bigint,
  decided: Decided,
  { writes, batch }: Context,
): void {
  const { companyId, id } = record
  groups.led.get(`${companyId}/${record.headId}`)!.delete(record)
  record.version += 1
  record.headId = headId
  addRecord(groups, record)
  const { version, intoId } = record
  const row = { companyId, customerId: id, version, intoId, headId: intoId === null ? null : headId }
  writes.add(insertMerges, { ...row, ...decided, batch })
}

/** The customer that this record is of has to stand as it was read. */
export function relyOnHead(groups: Groups, record: CustomerRecord): void {
  rely(groups, headOf(groups, record))
}

/** A head that the batch itself has made was under another one, on which it relies since then, or is new. */
function rely(groups: Groups, { companyId, id }: CustomerRecord): void {
  const standing = groups.standing.get(`${companyId}/${id}`)
  if (standing) groups.relied.add(standing)
}

/** Locks the heads that were relied on, before a second decision or before it is written. */
export function lockGroups(groups: Groups, locks: WriteSet): void {
  for (const head of groups.relied) locks.add(lockHeads, head)
}

/** Sees to it that the customers stand as they were decided on. */
export function relyOn(groups: Groups, writes: WriteSet): void {
  lockGroups(groups, writes)
  for (const head of groups.relied) writes.add(relyOnGroups, head)
}
