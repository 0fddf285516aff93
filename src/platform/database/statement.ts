/**
 * A named SQL statement, as the generator writes it from a `.sql` file.
 *
 * `P` is the parameters of a read (name → value) or one row of a write; `R` one result row.
 */
export interface Statement<P, R> {
  readonly name: string
  readonly text: string
  readonly params: readonly Param[]
  readonly kind: 'read' | 'write' | 'lock'
  /** Where a write or lock stands in the one documented order of locks (see LOCK_CLASSES). */
  readonly lockClass: LockClass
  /** Place in its file: inside one lock class, statements run in (file, place) order. */
  readonly sequence: number
  /** Type-only; never present at run time. */
  readonly _types?: { params: P; row: R }
}

export type ReadStatement<P, R> = Statement<P, R> & { readonly kind: 'read' }
export type WriteStatement<P, R> = Statement<P, R> & { readonly kind: 'write' | 'lock' }
/** One result row of a statement. */
export type RowOf<S> = S extends Statement<infer _P, infer R> ? R : never

export interface Param {
  readonly name: string
  readonly type: ParamType
  readonly array: boolean
  /**
   * A column of `:rows(…)` whose values are arrays themselves. It takes two places of the text: the items of all rows one
   * behind the other, and where each row's items end, since `unnest` would take nested arrays apart.
   */
  readonly list?: true
}

export type ParamType =
  | 'bigint'
  | 'integer'
  | 'smallint'
  | 'numeric'
  | 'text'
  | 'boolean'
  | 'date'
  | 'timestamptz'
  | 'jsonb'
  | 'bytea'
  | 'uuid'

/**
 * The one order in which a business transaction touches things (docs/decisions/0003). `insert` holds
 * rows that nobody else can see yet; everything contended comes after it, the company head last.
 */
export const LOCK_CLASSES = [
  'key',
  'order',
  'insert',
  'open_item',
  'credit',
  'stock',
  'cost',
  'computed',
  'head',
] as const
export type LockClass = (typeof LOCK_CLASSES)[number]

const rank = new Map<LockClass, number>(LOCK_CLASSES.map((name, index) => [name, index]))

/** Sort key of a statement in a transaction: lock class, locks before writes, then its place in the file. */
export function statementOrder(statement: Statement<unknown, unknown>): number {
  const kind = statement.kind === 'lock' ? 0 : 1
  return rank.get(statement.lockClass)! * 1_000_000 + kind * 100_000 + statement.sequence
}
