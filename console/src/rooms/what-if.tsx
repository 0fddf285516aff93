import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Link } from 'react-router'
import type { FulfillmentLine, OrderView } from '../api-orders.ts'
import type { ServedWay, ServingOption, WhatIfAnswer } from '../api-what-if.ts'
import { ApiProblem, send, type FieldProblem } from '../http.ts'
import { Act } from '../parts/act.tsx'
import { isZero, rest } from '../parts/decimal.ts'
import { ActForm, Field } from '../parts/form.tsx'
import { MoneyValue, Nothing, Quantity } from '../parts/money.tsx'
import { Asked } from '../parts/states.tsx'
import { words } from '../parts/status.tsx'
import { type Column, Table } from '../parts/table.tsx'
import { Day } from '../parts/time.tsx'
import { useMay } from '../session.ts'

/** How else a part that has not left could be served, side by side; one of the ways can be carried out (N-4). */
export function WhatIf({ order, part }: { order: OrderView; part: FulfillmentLine }) {
  const reads = useMay('inventory:read')
  const left = rest(rest(part.quantity, part.cancelled), part.shipped)
  if (!reads || order.state !== 'in_progress' || part.location === null || isZero(left)) return null
  return (
    <Act
      text="What if …"
      title={`What if: line ${part.lineNo} of ${order.number}`}
      about={`line ${part.lineNo}`}
    >
      {(close) => <Options orderId={order.id} line={part.id} onDone={close} />}
    </Act>
  )
}

function Options({ orderId, line, onDone }: { orderId: string; line: string; onDone: () => void }) {
  const writes = useMay('inventory:write')
  const [takeFromOthers, setTaking] = useState(false)
  const asked = useQuery({
    queryKey: ['what-if', orderId, line, takeFromOthers],
    queryFn: () => askWhatIf({ orderId, line, takeFromOthers }),
    placeholderData: keepPreviousData,
    // It is of now: what was told before is not shown again.
    gcTime: 0,
    retry: false,
  })
  return (
    <Asked query={asked} what="ways to serve it">
      {({ stands, options, notOffered }) => {
        const may = writes && options.length > 0
        const told = (
          <>
            <label className="row">
              <input
                type="checkbox"
                checked={takeFromOthers}
                onChange={(event) => setTaking(event.currentTarget.checked)}
              />{' '}
              It may take from those who rank behind it
            </label>
            <Table
              caption="Ways to serve it"
              rows={[{ ...stands, kind: 'stands' as const, token: '', slips: [] }, ...options]}
              keyOf={(row) => row.token}
              columns={columnsOf(may)}
            />
            <ul className="plain-list small soft">
              {notOffered.map(({ kind, why }) => (
                <li key={kind}>
                  {words(kind)}: {why}.
                </li>
              ))}
            </ul>
          </>
        )
        if (!may) return <div className="stack">{told}</div>
        return (
          <ActForm<'reSource'>
            path="/promises/re-source"
            body={(field) => [
              {
                orderId,
                line,
                token: field('token'),
                ...(takeFromOthers ? { takeFromOthers } : {}),
                ...reasonOf(field('reason')),
              },
            ]}
            button="Serve it so"
            onDone={onDone}
          >
            {told}
            <Field label="Reason" name="reason" path="/0/reason" maxLength={500} />
          </ActForm>
        )
      }}
    </Asked>
  )
}

type Row = (ServedWay & { kind: 'stands'; token: ''; slips: [] }) | ServingOption

function columnsOf(writes: boolean): Column<Row>[] {
  return [
    {
      head: 'Way',
      cell: (row) =>
        writes && row.token !== '' ? (
          <label className="row">
            <input type="radio" name="token" value={row.token} /> {nameOf(row)}
          </label>
        ) : (
          nameOf(row)
        ),
    },
    {
      head: 'Leaves',
      cell: ({ promises }) =>
        promises.map((one, index) => (
          <div key={index}>
            <Quantity value={one.quantity} /> <span className="soft">{one.location}</span>{' '}
            {one.promisedOn === null ? words(one.supply) : <Day value={one.promisedOn} />}
          </div>
        )),
    },
    {
      head: 'Arrives',
      cell: ({ promises }) =>
        promises.map((one, index) => (
          <div key={index}>{one.arrivesOn === null ? <Nothing /> : <Day value={one.arrivesOn} />}</div>
        )),
    },
    {
      head: 'Slips for it',
      cell: ({ slips }) =>
        slips.length === 0 ? (
          <Nothing />
        ) : (
          slips.map((one) => (
            <div key={one.line}>
              <Link to={`/orders/${one.orderId}`}>{one.number}</Link>{' '}
              {one.promisedOn === null ? 'loses its day' : <Day value={one.promisedOn} />}
            </div>
          ))
        ),
    },
    { head: 'Goods', end: true, minor: true, cell: (row) => <MoneyOr value={row.goodsCost} /> },
    { head: 'Ways', end: true, minor: true, cell: (row) => <MoneyValue value={row.freightCost} /> },
    { head: 'More cost', end: true, cell: (row) => <MoneyOr value={row.costChange} /> },
    { head: 'Margin', end: true, cell: (row) => <MoneyOr value={row.margin} /> },
  ]
}

function MoneyOr({ value }: { value: ServedWay['margin'] }) {
  return value === null ? <Nothing /> : <MoneyValue value={value} />
}

function nameOf(row: Row): string {
  switch (row.kind) {
    case 'stands':
      return 'As it stands'
    case 'wait':
      return 'Its place, asked anew'
    case 'place':
      return `From ${row.location}`
    case 'split':
      return 'Split'
    case 'ahead':
      return 'Before those behind it'
    case 'ship_method':
      return `By ${row.shipMethod}`
  }
}

function reasonOf(reason: string): { reason?: string } {
  return reason === '' ? {} : { reason }
}

interface Outcomes {
  outcomes: { ok: boolean; code?: string; problems?: FieldProblem[]; answer?: WhatIfAnswer }[]
}

async function askWhatIf(question: {
  orderId: string
  line: string
  takeFromOthers: boolean
}): Promise<WhatIfAnswer> {
  const answer = await send<Outcomes>('POST', '/promises/what-if', [question])
  const [outcome] = answer!.outcomes
  if (outcome?.ok) return outcome.answer!
  const { code = 'what_if_refused', problems = [] } = outcome!
  throw new ApiProblem({
    type: 'about:blank',
    title: problems[0]?.message ?? 'This line cannot be served in another way.',
    status: 422,
    code,
    errors: problems,
  })
}
