import type { Context, WriteSet } from '../platform/batch/index.ts'
import type { Reader } from '../platform/database/index.ts'
import type { Json } from '../platform/json.ts'
import { camelRows } from '../platform/setup.ts'
import {
  addRecord,
  headOf,
  joinGroups,
  MOST_RECORDS,
  readGroups,
  recordsOf,
  type CustomerRecord,
  type Groups,
} from './group.ts'
import { readApart, relyOnKnown, relyOnTogether } from './match-new.sql.ts'
import { findMatches, readKnownAs } from './match.sql.ts'
import { lockHeads } from './merge.sql.ts'
import { nameKey } from './name-key.ts'
import { readPhone } from './phone.ts'
import type { MatchKey, MatchRule } from './save-match-rule.ts'

/** What a record says of who it is. */
export interface KnownAs {
  companyId: bigint
  id: bigint
  name: string | null
  email: string | null
  phone: string | null
  /** In which its phone is written where it names none: of its address, else of where its goods go. */
  country: string | null
  address: Json
  alternateNumbers: Json
}

/** Keys of a record, each in the form of its index; what is not said agrees with nothing. */
type Keys = Partial<Record<MatchKey, readonly string[]>>

/** Everything that can be matched in a batch: records by each of their keys. */
export interface Matching {
  rules: ReadonlyMap<bigint, readonly MatchRule[]>
  groups: Groups
  known: Map<string, KnownAs>
  keys: Map<string, Keys>
  byKey: Map<string, Set<string>>
  /** Pairs of records of which a person said that they are not one, in both orders. */
  apart: Set<string>
}

/** That two records agree by a rule. */
export interface Match {
  rule: MatchRule
  /** Of the other customer. */
  record: CustomerRecord
}

/** Records of a key that are looked at: those of one whole customer, and some others. */
const MOST_FOUND = MOST_RECORDS + 20

function keysOf(known: Omit<KnownAs, 'companyId' | 'id'>): Keys {
  const { name, email, phone, country, address, alternateNumbers } = known
  const { postcode } = (address ?? {}) as { postcode?: unknown }
  const place = typeof postcode === 'string' ? postcode.replace(/[^\p{L}\p{N}_]/gu, '').toUpperCase() : ''
  const said = (text: string | undefined) => (text ? [text] : [])
  return {
    email: said(email?.trim().toLowerCase()),
    phone: said(readPhone(phone, country)?.whole),
    name: said(name === null ? undefined : nameKey(name)),
    postcode: said(place),
    alternate_number: (alternateNumbers as unknown as { system: string; number: string }[]).map(
      ({ system, number }) => `${system}\u001f${number}`,
    ),
  }
}

const agree = (a: Keys, b: Keys, key: MatchKey) => a[key]?.some((one) => b[key]?.includes(one)) ?? false

/** What two records both say of who they are: what agrees, however it is written, and what does not. */
export function compareRecords(
  one: Omit<KnownAs, 'companyId' | 'id'>,
  other: Omit<KnownAs, 'companyId' | 'id'>,
): { agrees: MatchKey[]; differs: MatchKey[] } {
  const [mine, theirs] = [keysOf(one), keysOf(other)]
  const both = (Object.keys(mine) as MatchKey[]).filter(
    (key) => (mine[key]?.length ?? 0) > 0 && (theirs[key]?.length ?? 0) > 0,
  )
  return {
    agrees: both.filter((key) => agree(mine, theirs, key)),
    differs: both.filter((key) => !agree(mine, theirs, key)),
  }
}

/** Reads what records are known by. */
export async function readKnown(
  db: Reader,
  records: readonly { companyId: bigint; id: bigint }[],
): Promise<KnownAs[]> {
  if (records.length === 0) return []
  const rows = await db.read(readKnownAs, {
    companyIds: records.map((one) => one.companyId),
    ids: records.map((one) => one.id),
  })
  return camelRows(readKnownAs, rows)
}

/** Reads whoever may be one customer with those who are to be described; `known` are as they will stand. */
export async function readMatching(
  db: Reader,
  rules: Matching['rules'],
  known: readonly (Omit<KnownAs, 'id'> & { id: bigint | null })[],
): Promise<Matching> {
  const lookups = known.flatMap(({ companyId, ...one }) => {
    const keys = keysOf(one)
    const used = new Set(rules.get(companyId)?.flatMap((rule) => rule.keys))
    const wanted = (field: MatchKey, pair: (text: string) => [text: string, upto: string]) =>
      used.has(field) ? (keys[field] ?? []).map((text) => ({ companyId, field, at: pair(text) })) : []
    const [name] = keys.name ?? []
    const [postcode] = keys.postcode ?? []
    return [
      ...wanted('email', (text) => [text, '']),
      ...(used.has('phone') ? endOf(companyId, one) : []),
      ...wanted('alternate_number', (text) => text.split('\u001f') as [string, string]),
      ...(name !== undefined && postcode !== undefined && used.has('postcode')
        ? [{ companyId, field: 'name_postcode', at: [name, postcode] as [string, string] }]
        : []),
    ]
  })
  const found =
    lookups.length === 0
      ? []
      : await db.read(findMatches, {
          companyIds: lookups.map((one) => one.companyId),
          fields: lookups.map((one) => one.field),
          texts: lookups.map((one) => one.at[0]),
          ends: lookups.map((one) => one.at[1]),
          most: MOST_FOUND,
        })
  const ids = [
    ...found.map((row) => ({ companyId: row.company_id, id: row.customer_id })),
    ...known.flatMap(({ companyId, id }) => (id === null ? [] : [{ companyId, id }])),
  ]
  const [groups, standing] = await Promise.all([readGroups(db, [], ids), readKnown(db, ids)])
  const apart = await readPairsApart(db, groups)
  const matching: Matching = { rules, groups, known: new Map(), keys: new Map(), byKey: new Map(), apart }
  for (const record of standing) addKnown(matching, record)
  return matching
}

/** Whose number ends alike, whatever stands before it: those of other countries are told apart by their keys. */
function endOf(companyId: bigint, { phone, country }: Pick<KnownAs, 'phone' | 'country'>) {
  const read = readPhone(phone, country)
  if (read === null) return []
  const text = Array.from(read.national).toReversed().join('')
  return [{ companyId, field: 'phone' as const, at: [text, `${text}\u{10ffff}`] as [string, string] }]
}

async function readPairsApart(db: Reader, { byId }: Groups): Promise<Matching['apart']> {
  const records = [...byId.values()]
  if (records.length < 2) return new Set()
  const rows = await db.read(readApart, {
    companyIds: records.map((one) => one.companyId),
    ids: records.map((one) => one.id),
  })
  return new Set(
    rows.flatMap(({ company_id: company, customer_id: one, other_id: other }) => [
      `${company}/${one}/${other}`,
      `${company}/${other}/${one}`,
    ]),
  )
}

/** True when a person said of a record of each that they are not one. */
export function decidedApart(
  { groups, apart }: Matching,
  one: CustomerRecord,
  other: CustomerRecord,
): boolean {
  if (apart.size === 0) return false
  const others = recordsOf(groups, other)
  return recordsOf(groups, one).some(({ companyId, id }) =>
    others.some((each) => apart.has(`${companyId}/${id}/${each.id}`)),
  )
}

/** Adds a record, or says anew what it is known by. */
function addKnown({ known, keys: all, byKey }: Matching, record: KnownAs): void {
  const name = `${record.companyId}/${record.id}`
  const keys = keysOf(record)
  known.set(name, record)
  all.set(name, keys)
  for (const [key, texts] of Object.entries(keys)) {
    for (const text of texts) {
      const place = `${record.companyId} ${key} ${text}`
      const there = byKey.get(place)
      if (there) there.add(name)
      else byKey.set(place, new Set([name]))
    }
  }
}

/** Records of other customers of the same kind, each with the first rule that takes it for one with this record. */
export function matchesOf(matching: Matching, record: CustomerRecord): Match[] {
  const { companyId, id, kind, headId } = record
  if (kind === 'walk_in') return []
  const keys = matching.keys.get(`${companyId}/${id}`) ?? {}
  const others = new Set(
    Object.entries(keys).flatMap(([key, texts]) =>
      texts.flatMap((text) => [...(matching.byKey.get(`${companyId} ${key} ${text}`) ?? [])]),
    ),
  )
  const rules = matching.rules.get(companyId) ?? []
  return [...others].flatMap((name): Match[] => {
    const other = matching.groups.byId.get(name)
    if (!other || other.headId === headId || other.kind !== kind) return []
    const theirs = matching.keys.get(name)!
    const rule = rules.find((one) => one.keys.every((key) => agree(keys, theirs, key)))
    return rule ? [{ rule, record: other }] : []
  })
}

/** The best match of each other customer, the best first. */
export function bestOf({ groups, rules }: Matching, matches: readonly Match[]): Match[] {
  const order = ({ rule }: Match) => rules.get(rule.companyId)!.indexOf(rule)
  const best = new Map<CustomerRecord, Match>()
  for (const match of matches.toSorted((x, y) => order(x) - order(y))) {
    const head = headOf(groups, match.record)
    if (!best.has(head)) best.set(head, match)
  }
  return [...best.values()]
}

/** Sees to it that none of these was erased when what they say of themselves is decided on. */
export function keepKnown(records: readonly CustomerRecord[], writes: WriteSet): void {
  for (const { companyId, id } of records) {
    writes.add(lockHeads, { companyId, headId: id })
    writes.add(relyOnKnown, { companyId, customerId: id })
  }
}

/** Merges records that were just described as the rules say. */
export function mergeByRules(
  matching: Matching,
  described: readonly (KnownAs & { number: string; kind: string })[],
  context: Context,
): void {
  const { groups } = matching
  for (const { number, kind, ...known } of described) {
    const { companyId, id } = known
    const name = `${companyId}/${id}`
    const standing = groups.byId.get(name)
    if (standing) standing.kind = kind
    else addRecord(groups, { companyId, id, number, kind, headId: id, version: 0, intoId: null })
    addKnown(matching, known)
    const record = groups.byId.get(name)!
    mergeByRule(matching, record, matchesOf(matching, record), context)
  }
}

/**
 * Merges a record with whom it agrees with, and only where there is no doubt: one other customer agrees by a rule that merges, no more
 * records than it allows share its keys, and no person has decided anything of either before.
 *
 * @returns false when there is doubt
 */
export function mergeByRule(
  matching: Matching,
  record: CustomerRecord,
  all: readonly Match[],
  context: Context,
): boolean {
  const { groups } = matching
  const matches = all.filter(({ rule }) => rule.outcome === 'merge')
  const heads = new Set(matches.map((match) => headOf(groups, match.record)))
  const [head] = heads
  if (head === undefined || heads.size > 1 || record.version > 0 || head.version > 0) return false
  if (decidedApart(matching, record, head)) return false
  const { rule } = matches[0]!
  const records = recordsOf(groups, record).length + recordsOf(groups, head).length
  if (matches.length + 1 > rule.mostRecords || records > MOST_RECORDS) return false
  keepKnown([record, ...matches.map((match) => match.record)], context.writes)
  const moving = record.headId
  for (const side of [true, false]) {
    for (const { companyId, id: customerId } of recordsOf(groups, side ? record : head))
      context.writes.add(relyOnTogether, { companyId, moving, side, customerId })
  }
  const reason = `${rule.keys.join(', ')} agree`
  return joinGroups(groups, record, head, { actor: 'system', reason, rule: rule.code }, context)
}
