import { type ReactNode, useState } from 'react'
import type { Column } from './table.tsx'

/** What became of a row of a call of rows. */
export interface Outcome {
  index: number
  ok: boolean
  code?: string
  problems?: { message: string }[]
}

export interface Choosing<T> {
  /** By key, in the order in which they were chosen. */
  chosen: ReadonlyMap<string, T>
  choose(rows: readonly T[], on: boolean): void
  clear(): void
  /** What a call of the chosen rows answered: those that were refused stay chosen. */
  decided(outcomes: readonly Outcome[]): void
  said: { done: number; refused: string[] } | undefined
}

/** Rows of a list that a person chooses to act on all of them at once; they stay so over pages and filters. */
export function useChosen<T>(keyOf: (row: T) => string, nameOf: (row: T) => string): Choosing<T> {
  const [chosen, setChosen] = useState<ReadonlyMap<string, T>>(new Map())
  const [said, setSaid] = useState<Choosing<T>['said']>()
  return {
    chosen,
    said,
    choose(rows, on) {
      setSaid(undefined)
      setChosen((before) => {
        const next = new Map(before)
        for (const one of rows)
          if (on) next.set(keyOf(one), one)
          else next.delete(keyOf(one))
        return next
      })
    },
    clear: () => setChosen(new Map()),
    decided(outcomes) {
      const rows = [...chosen.values()]
      const refused = outcomes.filter((one) => !one.ok)
      setChosen(new Map(refused.map(({ index }) => [keyOf(rows[index]!), rows[index]!])))
      setSaid({
        done: outcomes.length - refused.length,
        refused: refused.map(
          ({ index, code, problems }) =>
            `${nameOf(rows[index]!)}: ${problems?.map((one) => one.message).join('; ') || code}`,
        ),
      })
    },
  }
}

/** How many were decided on, and what was refused of them and why. */
export function Said({ said }: { said: Choosing<never>['said'] }) {
  if (said === undefined) return null
  const { done, refused } = said
  return (
    <div role="status" className={refused.length === 0 ? 'notice good' : 'notice warn'}>
      <p>
        {done} decided on
        {refused.length > 0 && `, ${refused.length} refused and still chosen`}.
      </p>
      {refused.length > 0 && (
        <ul>
          {refused.slice(0, 20).map((one) => (
            <li key={one}>{one}</li>
          ))}
        </ul>
      )}
    </div>
  )
}

/** The first column of a list whose rows are chosen: a box before what heads the row, and one for all of the page. */
export function chooseColumn<T>({
  head,
  choosing: { chosen, choose },
  keyOf,
  here,
  nameOf,
  cell,
}: {
  head: string
  choosing: Choosing<T>
  keyOf: (row: T) => string
  /** Those of the page that can be chosen. */
  here: readonly T[]
  nameOf: (row: T) => string
  cell: (row: T) => ReactNode
}): Column<T> {
  const can = new Set(here.map(keyOf))
  return {
    head: (
      <label className="row tight">
        <input
          type="checkbox"
          aria-label="Choose all of this page"
          checked={here.length > 0 && here.every((one) => chosen.has(keyOf(one)))}
          disabled={here.length === 0}
          onChange={(event) => choose(here, event.target.checked)}
        />
        {head}
      </label>
    ),
    cell: (one) => (
      <span className="row tight">
        {can.has(keyOf(one)) && (
          <input
            type="checkbox"
            aria-label={`Choose ${nameOf(one)}`}
            checked={chosen.has(keyOf(one))}
            onChange={(event) => choose([one], event.target.checked)}
          />
        )}
        {cell(one)}
      </span>
    ),
  }
}

/** What may be done with the chosen rows, once there are some; before, how to choose. */
export function ChosenBar({
  choosing: { chosen, clear },
  label,
  hint,
  most,
  children,
}: {
  choosing: Pick<Choosing<unknown>, 'chosen' | 'clear'>
  label: string
  /** What choosing is for. */
  hint: string
  /** More than so many are not taken at once. */
  most: number
  children: ReactNode
}) {
  const count = chosen.size
  if (count === 0)
    return (
      <p className="soft">
        {hint}: <kbd>j</kbd> and <kbd>k</kbd> move, <kbd>x</kbd> chooses.
      </p>
    )
  return (
    <div className="row" role="group" aria-label={label}>
      <strong>{count} chosen</strong>
      {count > most ? <span className="soft">{most.toLocaleString()} at once at most.</span> : children}
      <button type="button" className="plain" onClick={clear}>
        Choose none
      </button>
    </div>
  )
}
