import { Link } from 'react-router'
import type { OrderSummary } from '../api-orders.ts'
import { ChosenBar, chooseColumn, useChosen } from '../parts/chosen.tsx'
import { ChoiceFilter, DayFilter, Filters, SearchFilter, useFilters } from '../parts/filters.tsx'
import { ListPanel, useList } from '../parts/list.tsx'
import { MoneyValue, Nothing } from '../parts/money.tsx'
import { Empty } from '../parts/states.tsx'
import { Status, words } from '../parts/status.tsx'
import type { Column } from '../parts/table.tsx'
import { Day, Instant } from '../parts/time.tsx'
import { Title } from '../parts/title.tsx'
import { useMay } from '../session.ts'
import { ActOnMany, MOST_CHOSEN } from './act-on-many.tsx'

/** How often the list asks again while it is looked at. */
const REFRESH_MS = 4_000

/** Statuses that an order can show: what its least advanced line waits for, else the state of the order. */
const STATUSES = [
  'on_hold',
  'backordered',
  'awaiting_shipping',
  'partially_shipped',
  'shipped',
  'partially_billed',
  'billed',
  'partially_paid',
  'paid',
  'closed',
  'draft',
  'pending_approval',
  'suspended',
  'amending',
  'cancelling',
  'waiting_for_revision',
  'failed',
  'cancelled',
  'rejected',
  'aborted',
].map((one) => [one, words(one)] as const)

const ACTS = ['suspend', 'resume', 'hold', 'prioritize', 'cancel', 'abort'] as const

const keyOf = ({ id }: OrderSummary): string => id
const numberOf = ({ number }: OrderSummary): string => number

const linked = (order: OrderSummary) => (
  <Link className="row-link number" to={`/orders/${order.id}`}>
    {order.number}
  </Link>
)

const COLUMNS: Column<OrderSummary>[] = [
  {
    head: 'Placed',
    cell: (order) => (
      <Link to={`/orders/${order.id}/timeline`}>
        <Instant value={order.placedAt} short />
      </Link>
    ),
    minor: true,
  },
  {
    head: 'Customer',
    cell: (order) => (order.customer ? (order.customer.name ?? order.customer.number) : <Nothing />),
    minor: true,
  },
  {
    head: 'Source',
    cell: (order) => (
      <span className="nowrap">
        <span className="small">{order.source}</span>{' '}
        <Link className="soft small nowrap" to={`/orders/${order.id}/intake`}>
          {order.externalId}
        </Link>
      </span>
    ),
    minor: true,
  },
  { head: 'Status', cell: (order) => <StatusOf order={order} /> },
  {
    head: 'Billing',
    cell: (order) => <span className="nowrap small">{words(order.billingStatus)}</span>,
    minor: true,
  },
  {
    head: 'Payment',
    cell: (order) => <span className="nowrap small">{words(order.paymentStatus)}</span>,
    minor: true,
  },
  { head: 'Promised', cell: (order) => <Day value={order.promisedOn} short />, minor: true },
  { head: 'Total', cell: (order) => <MoneyValue value={order.total} />, end: true },
]

function StatusOf({ order }: { order: OrderSummary }) {
  return (
    <>
      <Status value={order.status} name={order.statusName} />{' '}
      {order.fallout && <Status value="failed" name="Needs a person" />}
    </>
  )
}

/** The worklist: filters in the address, pages by key, rows that refresh by themselves. */
export function Orders() {
  const filters = useFilters()
  const orders = useList<OrderSummary>(
    '/orders',
    {
      q: filters.value('q'),
      status: filters.value('status'),
      fallout: filters.value('fallout'),
      source: filters.value('source'),
      customer: filters.value('customer'),
      placedFrom: filters.value('placedFrom'),
      placedTo: filters.value('placedTo'),
    },
    REFRESH_MS,
  )
  const operates = useMay('operations:write')
  const choosing = useChosen(keyOf, numberOf)
  const first = operates
    ? chooseColumn<OrderSummary>({
        head: 'Order',
        choosing,
        keyOf,
        here: orders.data?.body.rows ?? [],
        nameOf: numberOf,
        cell: linked,
      })
    : { head: 'Order', cell: linked }
  const { size } = choosing.chosen
  return (
    <div className="stack">
      <Title
        page="Orders"
        aside={
          <p className="small soft" aria-live="off">
            {orders.error ? 'Not refreshed' : 'Refreshes by itself'}
          </p>
        }
      >
        Orders
      </Title>
      <Filters>
        <SearchFilter name="q" label="Search" hint="Order number, external id or customer   ( / )" />
        <ChoiceFilter name="status" label="Status" all="Any status" choices={STATUSES} />
        <ChoiceFilter name="fallout" label="Fallout" all="Any order" choices={[['true', 'Needs a person']]} />
        <SearchFilter name="source" label="Source" narrow hint="Any source" />
        <SearchFilter name="customer" label="Customer" narrow hint="Number" />
        <DayFilter name="placedFrom" label="Placed from" />
        <DayFilter name="placedTo" label="Placed to" />
      </Filters>
      {operates && (
        <ChosenBar
          choosing={choosing}
          label="Do to what is chosen"
          hint="Choose orders to do one thing to all of them"
          most={MOST_CHOSEN}
        >
          <ActOnMany
            text="Do to them …"
            title={size === 1 ? 'Do to one order' : `Do to ${size} orders`}
            acts={ACTS}
            chosen={{ orders: [...choosing.chosen.keys()] }}
          />
        </ChosenBar>
      )}
      <ListPanel
        list={orders}
        what="list of orders"
        caption="Orders, newest first"
        columns={[first, ...COLUMNS]}
        keyOf={keyOf}
        empty={
          <Empty title="There is no order yet.">
            <p>
              Send one to <code>POST /api/v1/orders</code>; <a href="/docs">the API page</a> shows how.
            </p>
          </Empty>
        }
      />
    </div>
  )
}
