import { useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import type { AmendmentRow, AmendmentTold, StateSpan } from '../api-amend.ts'
import { get } from '../http.ts'
import { Act } from '../parts/act.tsx'
import { Actor } from '../parts/actor.tsx'
import { Panel } from '../parts/facts.tsx'
import { nameText } from '../parts/free.tsx'
import { Nothing } from '../parts/money.tsx'
import { Asked } from '../parts/states.tsx'
import { Status } from '../parts/status.tsx'
import { type Column, Table } from '../parts/table.tsx'
import { Instant } from '../parts/time.tsx'
import { AmendmentView } from './amendment-told.tsx'

/** The states that an order was in, and what it was amended by. */
export function OrderPast({ id }: { id: string }) {
  return (
    <>
      <Amendments id={id} />
      <States id={id} />
    </>
  )
}

const isTold = (told: AmendmentRow['told']): told is AmendmentTold => told !== null && 'lines' in told

const AMENDMENTS: Column<AmendmentRow>[] = [
  { head: 'Amended', cell: ({ at }) => <Instant value={at} short /> },
  { head: 'Outcome', cell: ({ outcome }) => <Status value={outcome} /> },
  { head: 'Version', cell: ({ version }) => version, end: true },
  { head: 'Reason', cell: ({ reason }) => reason ?? <Nothing />, minor: true },
  { head: 'By', cell: ({ actor }) => <Actor value={actor} />, minor: true },
  {
    head: <span className="only-read">Act</span>,
    cell: ({ told, version }) =>
      isTold(told) && (
        <Act text="See what it did …" title={`Version ${version}`} about={`version ${version}`}>
          {() => <AmendmentView told={told} />}
        </Act>
      ),
    end: true,
  },
]

function Amendments({ id }: { id: string }) {
  const list = useQuery({
    queryKey: ['order', id, 'amendments'],
    queryFn: ({ signal }) => get<{ items: AmendmentRow[] }>(`/orders/${id}/amendments`, {}, signal),
  })
  if (list.data?.items.length === 0) return null
  return (
    <Panel title="Amendments">
      <Asked query={list} what="amendments">
        {({ items }) => (
          <Table
            caption="What the order was amended by, the newest first"
            columns={AMENDMENTS}
            rows={items}
            keyOf={(one) => one.id}
          />
        )}
      </Asked>
    </Panel>
  )
}

function States({ id }: { id: string }) {
  const query = useQuery({
    queryKey: ['order', id, 'states'],
    queryFn: ({ signal }) => get<{ states: StateSpan[] }>(`/orders/${id}/states`, {}, signal),
    refetchInterval: 10_000,
  })
  return (
    <Panel title="States">
      <Asked query={query} what="states">
        {({ states }) => (
          <Table
            caption="States that the order was in, the oldest first"
            rows={states}
            keyOf={({ pos, state }) => `${pos} ${state}`}
            columns={[
              { head: 'State', cell: ({ state }) => <Status value={state} /> },
              { head: 'Since', cell: ({ from }) => <Instant value={from} short /> },
              {
                head: 'Until',
                cell: ({ until }) => (until === null ? 'now' : <Instant value={until} short />),
                minor: true,
              },
              { head: 'By what', cell: ({ act }) => nameText(act) },
              { head: 'Why', cell: ({ reason }) => reason ?? <Nothing />, minor: true },
              { head: 'By', cell: ({ actor }) => <Actor value={actor} />, minor: true },
              {
                head: <span className="only-read">Then</span>,
                cell: ({ pos }) => <Link to={`/orders/${id}/then/${pos}`}>As it was</Link>,
                end: true,
              },
            ]}
          />
        )}
      </Asked>
    </Panel>
  )
}
