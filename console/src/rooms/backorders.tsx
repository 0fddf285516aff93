import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Link } from 'react-router'
import type { BackorderLine, BackorderPreview } from '../api-backorders.ts'
import type { FulfillmentLine, OrderView } from '../api-orders.ts'
import { send } from '../http.ts'
import { Act } from '../parts/act.tsx'
import { isZero, rest } from '../parts/decimal.ts'
import { ActForm, Field } from '../parts/form.tsx'
import { Quantity } from '../parts/money.tsx'
import { Asked, Empty } from '../parts/states.tsx'
import { words } from '../parts/status.tsx'
import { type Column, Table } from '../parts/table.tsx'
import { useMay } from '../session.ts'

const LINES: Column<BackorderLine>[] = [
  { head: 'Priority', end: true, cell: (row) => row.priority },
  { head: 'Order', cell: (row) => <Link to={`/orders/${row.orderId}`}>{row.number}</Link> },
  { head: 'Item', cell: (row) => row.sku },
  { head: 'Waits', end: true, cell: (row) => <Quantity value={row.waits} /> },
  { head: 'Would have', end: true, cell: (row) => <Quantity value={row.releases} /> },
  { head: 'From', cell: (row) => row.location },
  { head: 'Because', minor: true, cell: (row) => words(row.why) },
]

/** Whose backorders would have goods, before anything moves, and the act that gives them these (B6-2). */
export function ReleaseBackorders() {
  return (
    <Act text="Backorders …" title="Release backorders">
      {(close) => <Preview onDone={close} />}
    </Act>
  )
}

function Preview({ onDone }: { onDone: () => void }) {
  const writes = useMay('inventory:write')
  const [said, setSaid] = useState('')
  const skus = said.trim() === '' ? {} : { skus: said.trim().split(/\s+/) }
  const seen = useQuery({
    queryKey: ['backorders', said],
    queryFn: async () => (await send<BackorderPreview>('POST', '/backorders/preview', skus))!,
    placeholderData: keepPreviousData,
    // It is of now: what was told before is not shown again.
    gcTime: 0,
    retry: false,
  })
  return (
    <div className="stack">
      <form
        className="row"
        onSubmit={(event) => {
          event.preventDefault()
          setSaid(String(new FormData(event.currentTarget).get('skus') ?? ''))
        }}
      >
        <label>
          Items, all when empty <input name="skus" maxLength={2000} />
        </label>
        <button type="submit">Look</button>
      </form>
      <Asked query={seen} what="backorders">
        {({ waiting, releasable, lines }) => {
          if (waiting === 0) return <Empty title="Nothing waits to be released." />
          const told = (
            <>
              <p className="soft">
                {releasable} of {waiting} lines would have goods. Nothing has moved yet.
              </p>
              <Table caption="Backorders by rank" rows={lines} keyOf={(row) => row.line} columns={LINES} />
            </>
          )
          const given = lines.filter((line) => !isZero(line.releases)).map(({ line }) => line)
          if (!writes || given.length === 0) return told
          return (
            <ActForm<'releaseBackorders'>
              path="/backorders/release"
              body={() => ({ ...skus, lines: given })}
              button="Release"
              onDone={onDone}
            >
              {told}
            </ActForm>
          )
        }}
      </Asked>
    </div>
  )
}

/** A line that has its goods and has not left gives them back, and waits in its turn until it is released (B6-2). */
export function PutBack({ order, part }: { order: OrderView; part: FulfillmentLine }) {
  const writes = useMay('inventory:write')
  const left = rest(rest(part.quantity, part.cancelled), part.shipped)
  if (!writes || order.state !== 'in_progress' || part.supply !== 'on_hand' || isZero(left)) return null
  return (
    <Act
      text="Put back …"
      title={`Put back: line ${part.lineNo} of ${order.number}`}
      about={`line ${part.lineNo}`}
    >
      {(close) => (
        <ActForm<'putBackLines'>
          path="/backorders/put-back"
          body={(field) => [
            {
              orderId: order.id,
              line: part.id,
              ...(field('reason') === '' ? {} : { reason: field('reason') }),
            },
          ]}
          button="Put back"
          onDone={close}
        >
          <p className="soft">
            Its goods are free for others. A warehouse that was asked to ship it is told not to. It waits in
            its turn until it is released.
          </p>
          <Field label="Reason" name="reason" path="/0/reason" maxLength={500} />
        </ActForm>
      )}
    </Act>
  )
}
