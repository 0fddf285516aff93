import { useQuery } from '@tanstack/react-query'
import type { AnsweringRule, AtpRule } from '../api-goods.ts'
import { get } from '../http.ts'
import { Panel } from '../parts/facts.tsx'
import { Free } from '../parts/free.tsx'
import { Asked, Empty } from '../parts/states.tsx'
import { Status } from '../parts/status.tsx'
import { type Column, Table } from '../parts/table.tsx'
import { Day } from '../parts/time.tsx'

const SEARCHED: Readonly<Record<string, string>> = {
  stock: 'stock, supply and demand are searched',
  lead_time: 'anything is available after a lead time; its goods still have to come in',
  infinite: 'anything is available at once; its goods still have to come in',
}

const BECAUSE: Readonly<Record<string, string>> = {
  item_and_location: 'this item here',
  item: 'this item',
  class_and_location: 'the class of this item here',
  class: 'the class of this item',
  location: 'this location',
  everything: 'everything',
}

/** Which rule says what is available, and why this one. */
export function Answered({ by, from }: { by: AnsweringRule; from: string | null }) {
  if (by.because === 'no_atp_rule')
    return <p className="soft">No ATP rule is for this item here: nothing can be promised of it.</p>
  const searched = SEARCHED[by.mode ?? '']
  return (
    <p className="soft">
      {by.code === null ? (
        <>No ATP rule is set up: {searched}.</>
      ) : (
        <>
          By the ATP rule <strong>{by.code}</strong> (version {by.version}), {by.name}, which is for{' '}
          {BECAUSE[by.because]}: {searched}.
        </>
      )}
      {from !== null && (
        <>
          {' '}
          Anything can be promised from <Day value={from} /> on.
        </>
      )}
    </p>
  )
}

const SHOWN_ASSIGNMENTS = 20

function assigned({ sku, itemClass, location }: AtpRule['assignments'][number]): string {
  const what = sku ?? (itemClass === undefined ? 'everything' : `class ${itemClass}`)
  return location === undefined ? what : `${what} at ${location}`
}

/** For what a rule is, in words. */
export function assignedTo(assignments: AtpRule['assignments']): string {
  const shown = assignments.slice(0, SHOWN_ASSIGNMENTS).map(assigned).join(', ')
  const more = assignments.length - SHOWN_ASSIGNMENTS
  return more > 0 ? `${shown} and ${more} more` : shown
}

const COLUMNS: Column<AtpRule>[] = [
  { head: 'Rule', cell: (rule) => rule.code },
  { head: 'Name', cell: (rule) => rule.name, minor: true },
  { head: 'Is', cell: (rule) => <Status value={rule.active ? 'active' : 'inactive'} /> },
  { head: 'Mode', cell: (rule) => rule.mode },
  {
    head: 'For',
    cell: ({ assignments }) => assignedTo(assignments),
  },
  {
    head: 'Says',
    cell: ({
      code: _code,
      name: _name,
      active: _active,
      mode: _mode,
      version: _version,
      assignments: _all,
      ...said
    }) => (Object.keys(said).length === 0 ? <span className="soft">as usual</span> : <Free value={said} />),
    minor: true,
  },
  { head: 'Version', cell: (rule) => rule.version, end: true, minor: true },
]

/** The rules of the company, as they are described. */
export function AtpRules() {
  const rules = useQuery({
    queryKey: ['atp-rules'],
    queryFn: ({ signal }) => get<{ atpRules: AtpRule[] }>('/atp-rules', { limit: 200 }, signal),
  })
  return (
    <Panel title="ATP rules">
      <Asked query={rules} what="rules">
        {({ atpRules }) =>
          atpRules.length === 0 ? (
            <Empty title="None is set up: all that is on hand and announced counts, unless it is late." />
          ) : (
            <Table
              caption="What counts as available. The most particular rule answers: item and location, item, class and location, class, location, everything"
              columns={COLUMNS}
              rows={atpRules}
              keyOf={(rule) => rule.code}
            />
          )
        }
      </Asked>
    </Panel>
  )
}
