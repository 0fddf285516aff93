import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from 'react-router'
import type { Difference, OrderThen as Then } from '../api-amend.ts'
import { get } from '../http.ts'
import { Actor } from '../parts/actor.tsx'
import { Facts, Panel } from '../parts/facts.tsx'
import { nameText } from '../parts/free.tsx'
import { type Money, moneyText, MoneyValue, Nothing, Quantity, quantityText } from '../parts/money.tsx'
import { Asked, Empty } from '../parts/states.tsx'
import { Status, words } from '../parts/status.tsx'
import { Table } from '../parts/table.tsx'
import { Day, Instant } from '../parts/time.tsx'
import { Title } from '../parts/title.tsx'

/** An order as it was known at a place in the order of facts, and what of it is otherwise now (N-7). */
export function OrderThen() {
  const { id = '', pos = '' } = useParams()
  if (/^\d+$/.test(pos)) return <AtPlace id={id} pos={pos} />
  return (
    <Empty title="There is no such moment of an order.">
      <Link to="/orders">Go to the orders</Link>
    </Empty>
  )
}

function AtPlace({ id, pos }: { id: string; pos: string }) {
  const at = `/orders/${encodeURIComponent(id)}`
  const then = useQuery({
    queryKey: ['order', id, 'then', pos],
    queryFn: ({ signal }) => get<Then>(`${at}/then`, { asOf: pos }, signal),
  })
  const since = useQuery({
    queryKey: ['order', id, 'differences', pos],
    queryFn: ({ signal }) => get<{ differences: Difference[] }>(`${at}/differences`, { from: pos }, signal),
    enabled: then.data !== undefined,
  })
  return (
    <div className="stack">
      <Title
        page="An order as it was"
        path={[
          ['Orders', '/orders'],
          [then.data?.number ?? 'Order', `/orders/${id}`],
          ['Timeline', `/orders/${id}/timeline`],
        ]}
      >
        {then.data?.number ?? 'Order'}, as it was
      </Title>
      <Asked query={then} what="order or moment">
        {(data) => (
          <>
            <Head then={data} />
            <Panel title="What is otherwise now">
              <Asked query={since} what="differences">
                {({ differences }) => <Differences then={data} of={differences} />}
              </Asked>
            </Panel>
            <Panel title={`Lines (${data.lines.length})`}>
              <Lines then={data} />
            </Panel>
            <Panel title={`Tasks (${data.tasks.length})`}>
              <Table
                caption="Tasks of the plan, as they were"
                rows={data.tasks}
                keyOf={(task) => task.id}
                columns={[
                  { head: 'Task', cell: ({ kind, name }) => words(name ?? kind) },
                  { head: 'Of', cell: ({ component }) => words(component) },
                  { head: 'State', cell: ({ state }) => <Status value={state} /> },
                ]}
              />
            </Panel>
          </>
        )}
      </Asked>
    </div>
  )
}

function Head({ then }: { then: Then }) {
  const { asOf, last, holds } = then
  return (
    <Panel title="As it was known" padded>
      <Facts
        of={[
          ['At', asOf.at !== null && <Instant key="at" value={asOf.at} />],
          ['Place in the order of facts', `#${asOf.pos}`],
          ['State', <Status key="state" value={then.state} />],
          ['Status', <Status key="status" value={then.status} />],
          ['Version', String(then.version)],
          ['Total', <MoneyValue key="total" value={then.total} />],
          ['Fulfillment', words(then.fulfillmentStatus)],
          ['Billing', words(then.billingStatus)],
          ['Payment', words(then.paymentStatus)],
          ['Priority', `${then.priority} of 9`],
          ['Asked for', then.requestedOn !== null && <Day key="asked" value={then.requestedOn} />],
          ['On hold for', holds.map(({ code }) => words(code)).join(', ')],
          ['What had happened last', nameText(last.act)],
          ['By', <Actor key="by" value={last.actor} />],
        ]}
      />
    </Panel>
  )
}

function Lines({ then: { lines, fulfillmentLines } }: { then: Then }) {
  const parts = Map.groupBy(fulfillmentLines, ({ lineNo }) => lineNo)
  return (
    <Table
      caption="Lines of the order, as they were"
      rows={lines}
      keyOf={({ lineNo }) => String(lineNo)}
      columns={[
        { head: 'Line', cell: ({ lineNo }) => lineNo },
        { head: 'Item', cell: ({ sku }) => sku },
        { head: 'Quantity', cell: ({ quantity }) => <Quantity value={quantity} />, end: true },
        { head: 'Net', cell: ({ net }) => <MoneyValue value={net} />, end: true },
        {
          head: 'Promised',
          cell: ({ lineNo }) =>
            (parts.get(lineNo) ?? []).map((part) => (
              <div key={part.id} className="small nowrap">
                {quantityText(part.quantity)} {part.location ?? words(part.supply)}{' '}
                {part.promisedOn === null ? <Nothing /> : <Day value={part.promisedOn} />}
                {part.shipped !== '0' && `, ${quantityText(part.shipped)} shipped`}
                {part.cancelled !== '0' && `, ${quantityText(part.cancelled)} cancelled`}
              </div>
            )),
          minor: true,
        },
      ]}
    />
  )
}

function text(value: unknown): string {
  if (value == null) return '–'
  if (typeof value !== 'object')
    return /^-?\d+(\.\d+)?$/.test(String(value)) ? quantityText(String(value)) : words(String(value))
  if ('amount' in value && 'currency' in value) return moneyText(value as Money)
  // Of something new: what it is, without the names that nobody reads.
  return Object.entries(value)
    .filter(([name, said]) => said !== null && said !== '0' && !/^id$|Id$/.test(name))
    .map(([name, said]) => `${nameText(name)}: ${text(said)}`)
    .join(', ')
}

/** Where it differs, as a person reads it: tasks by what they do, parts by their line. */
function whereOf({ tasks, fulfillmentLines }: Then, { path, to }: Difference): string {
  const [, list = '', id = '', ...rest] = path.split('/')
  const isNew = typeof to === 'object' && to !== null ? (to as Record<string, unknown>) : {}
  const task = tasks.find((one) => one.id === id) ?? isNew
  const part = fulfillmentLines.find((one) => one.id === id) ?? isNew
  const name =
    list === 'tasks'
      ? `Task ${words(String(task['name'] ?? task['kind'] ?? ''))}`
      : list === 'fulfillmentLines'
        ? `Part of line ${String(part['lineNo'] ?? '')}`
        : list === 'lines'
          ? `Line ${id}`
          : nameText(list)
  const more = list === 'lines' || id.includes('_') ? rest : [id, ...rest]
  return [name, ...more.filter(Boolean).map(nameText)].join(', ')
}

function Differences({ then, of }: { then: Then; of: readonly Difference[] }) {
  if (of.length === 0) return <Empty title="It stands as it did then." />
  return (
    <Table
      caption="What differs between then and now"
      rows={of}
      keyOf={({ path }) => path}
      columns={[
        { head: 'What', cell: (one) => whereOf(then, one) },
        { head: 'Then', cell: ({ from }) => text(from) },
        { head: 'Now', cell: ({ to }) => text(to) },
      ]}
    />
  )
}
