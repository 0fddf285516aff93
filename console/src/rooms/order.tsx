import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense } from 'react'
import { Link, Navigate, NavLink, useParams } from 'react-router'
import type { OrderView } from '../api-orders.ts'
import { get } from '../http.ts'
import { Actor } from '../parts/actor.tsx'
import { PlaceOf } from '../parts/address.tsx'
import { Facts, Panel } from '../parts/facts.tsx'
import { Free, isBlank } from '../parts/free.tsx'
import { MoneyValue } from '../parts/money.tsx'
import { Asked, Loading } from '../parts/states.tsx'
import { Status, words } from '../parts/status.tsx'
import { Table } from '../parts/table.tsx'
import { Day, Instant } from '../parts/time.tsx'
import { Title } from '../parts/title.tsx'
import { EndRemorse, HELD_KINDS, OrderActs, ReleaseHold } from './order-acts.tsx'
import { OrderApprovals } from './order-approvals.tsx'
import { OrderBooks } from './order-books.tsx'
import { OrderDocuments } from './order-documents.tsx'
import { OrderIntake } from './order-intake.tsx'
import { OrderLines } from './order-lines.tsx'
import { OrderSchedule } from './order-schedule.tsx'
import { OrderTimeline } from './order-timeline.tsx'
import { OrderWhy } from './order-why.tsx'
import { may, seesSection } from '../rooms-seen.ts'
import { useSession } from '../session.ts'

// The graph is loaded when someone looks at one.
const OrderPlan = lazy(async () => ({ default: (await import('./order-plan.tsx')).OrderPlan }))

/** The sections of an order, and what each needs of it; lists are asked for by their rooms, a page at a time. */
const SECTIONS = {
  lines: { name: 'Lines', include: 'holds,strays', Part: OrderLines },
  documents: {
    name: 'Documents',
    include: 'holds,strays,shipments,returns,exchanges,invoices,deposits',
    Part: OrderDocuments,
  },
  plan: { name: 'Plan', include: 'holds,strays,planSummary', Part: OrderPlan },
  schedule: { name: 'Schedule', include: 'holds,strays', Part: OrderSchedule },
  books: { name: 'Books', include: 'holds,strays', Part: OrderBooks },
  timeline: { name: 'Timeline', include: 'holds,strays', Part: OrderTimeline },
  intake: { name: 'Intake', include: 'holds,strays,intake', Part: OrderIntake },
} as const

const isSection = (name: string): name is keyof typeof SECTIONS => Object.hasOwn(SECTIONS, name)

/** One order: what it is, where it stands, and everything that hangs on it. */
export function Order() {
  const { id = '', section = 'lines' } = useParams()
  const known = isSection(section)
  const include = known ? SECTIONS[section].include : 'holds,strays'
  const order = useQuery({
    queryKey: ['order', id, include],
    queryFn: ({ signal }) => get<OrderView>(`/orders/${encodeURIComponent(id)}`, { include }, signal),
    // The head stays while another section of the same order is on its way.
    placeholderData: (before, query) => (query?.queryKey[1] === id ? before : undefined),
    refetchInterval: 10_000,
  })
  const { data: session } = useSession()
  const shown = (key: string): boolean => session != null && seesSection(session, key)
  if (!known || (session != null && !shown(section))) return <Navigate to={`/orders/${id}`} replace />
  const { name, Part } = SECTIONS[section]
  return (
    <div className="stack">
      {order.data === undefined && (
        <Title page="Order" path={[['Orders', '/orders']]}>
          Order
        </Title>
      )}
      <Asked query={order} what="order">
        {(data) => (
          <>
            <Head order={data} section={name} seenAt={order.dataUpdatedAt} />
            <Holds order={data} />
            <OrderWhy id={data.id} />
            <OrderApprovals order={data} />
            <nav aria-label="Sections of the order">
              <ul className="sections">
                {Object.entries(SECTIONS)
                  .filter(([key]) => shown(key))
                  .map(([key, { name: text }]) => (
                    <li key={key}>
                      <NavLink
                        to={key === 'lines' ? `/orders/${id}` : `/orders/${id}/${key}`}
                        end
                        aria-current={key === section ? 'page' : undefined}
                      >
                        {text}
                      </NavLink>
                    </li>
                  ))}
              </ul>
            </nav>
            <Suspense fallback={<Loading what={name} />}>
              {order.isPlaceholderData ? <Loading what={name} /> : <Part key={data.id} order={data} />}
            </Suspense>
          </>
        )}
      </Asked>
    </div>
  )
}

function Head({ order, section, seenAt }: { order: OrderView; section: string; seenAt: number }) {
  const at = `/orders/${order.id}`
  const { data: session } = useSession()
  return (
    <>
      <Title
        page={`${order.number} ${section}`}
        path={[['Orders', '/orders']]}
        aside={
          <>
            <Status value={order.status} name={order.statusName} />{' '}
            {order.fallout && (
              <Link to={`/orders/${order.id}/plan`}>
                <Status value="failed" name="Needs a person" />
              </Link>
            )}{' '}
            {order.strays?.some(({ state }) => state === 'open') && (
              <Link to={`/orders/${order.id}/documents#strays`}>
                <Status value="failed" name="Goods left without a sale" />
              </Link>
            )}
          </>
        }
      >
        {order.number}
      </Title>
      <OrderActs order={order} />
      <section className="panel" aria-label="The order in short">
        <div className="inside stack">
          <Facts
            of={[
              ['Total', <MoneyValue key="total" value={order.total} />],
              [
                'Cancelled of it',
                Number(order.cancelledTotal.amount) > 0 && <MoneyValue value={order.cancelledTotal} />,
              ],
              [
                'Fulfillment',
                <Link key="fulfillment" to={`${at}/documents#shipments`}>
                  {words(order.fulfillmentStatus)}
                </Link>,
              ],
              [
                'Billing',
                <Link key="billing" to={`${at}/documents#invoices`}>
                  {words(order.billingStatus)}
                </Link>,
              ],
              [
                'Payment',
                <Link key="payment" to={`${at}/documents#receipts`}>
                  {words(order.paymentStatus)}
                </Link>,
              ],
              ['Promised', <Day key="promised" value={order.promisedOn} />],
              [
                'The shopper may change it until',
                order.state === 'in_progress' && order.remorseUntil && (
                  <span key="remorse">
                    <Instant value={order.remorseUntil} />{' '}
                    {Date.parse(order.remorseUntil) > seenAt &&
                      session != null &&
                      may(session, 'orders:write', true) && <EndRemorse order={order} />}
                  </span>
                ),
              ],
              [
                'Customer',
                order.customer &&
                  (session != null && may(session, 'customers:read', false) ? (
                    <Link to={`/customers/${encodeURIComponent(order.customer.number)}`}>
                      {order.customer.name ?? order.customer.number}
                    </Link>
                  ) : (
                    (order.customer.name ?? order.customer.number)
                  )),
              ],
              [
                'Ships to',
                <PlaceOf
                  key="shipTo"
                  place={order.shipTo}
                  country={[order.shipToRegion, order.shipToCountry].filter(Boolean).join(', ')}
                />,
              ],
              ['Placed', <Instant key="placed" value={order.placedAt} />],
              [
                'Source',
                <Link key="source" to={`${at}/intake`}>
                  {order.source} <span className="nowrap">{order.externalId}</span>
                </Link>,
              ],
            ]}
          />
          <details>
            <summary className="soft">More about it</summary>
            <div className="stack inside">
              <Facts
                of={[
                  ['Account', order.account?.number],
                  ['Their reference', order.customerReference],
                  ['Type', words(order.orderType)],
                  ['Priority', `${order.priority} of 9`],
                  ['Stored state', words(order.state)],
                  ['Version', `${order.version}, revision ${order.revision}`],
                  ['Ordered on', <Day key="ordered" value={order.orderedOn} />],
                  ['Asked for', order.requestedOn && <Day value={order.requestedOn} />],
                  ['Billed to', order.billTo.addressState !== 'none' && <PlaceOf place={order.billTo} />],
                  ['Terms', order.prepaid ? 'Paid in advance' : `${order.termsDays} days`],
                  ['Prices', order.prePriced ? 'Came with the order' : 'Made here'],
                  ['Net', <MoneyValue key="net" value={order.net} />],
                  ['Freight', <MoneyValue key="freight" value={order.freight} />],
                  [
                    order.taxInclusive ? 'Tax, within the prices' : 'Tax',
                    <MoneyValue key="tax" value={order.tax} />,
                  ],
                ]}
              />
              {!isBlank(order.decisions) && <Free value={order.decisions} />}
              {!isBlank(order.custom) && <Free value={order.custom} />}
            </div>
          </details>
        </div>
      </section>
      {!isBlank(order.problems) && (
        <div className="notice warn">
          <strong>What keeps it from going on</strong>
          <Free value={order.problems} />
        </div>
      )}
    </>
  )
}

/** What stops it, first; what did, behind a fold. */
/** What a hold of a kind of task stops. */
const HELD: Readonly<Record<string, string>> = Object.fromEntries(HELD_KINDS)

function Holds({ order }: { order: OrderView }) {
  const holds = order.holds ?? []
  const open = holds.filter((hold) => !hold.released)
  const released = holds.filter((hold) => hold.released)
  if (holds.length === 0) return null
  return (
    <Panel title={open.length === 0 ? 'Holds, all released' : `On hold (${open.length})`}>
      {open.length > 0 && (
        <Table
          caption="Open holds"
          rows={open}
          keyOf={(hold) => hold.id}
          columns={[
            { head: 'Hold', cell: (hold) => <Status value="on_hold" name={words(hold.code)} /> },
            { head: 'Why', cell: (hold) => hold.reason },
            {
              head: 'Of',
              cell: (hold) => (
                <>
                  {hold.taskKind !== null && `${HELD[hold.taskKind] ?? words(hold.taskKind)} of `}
                  {hold.lines === null
                    ? 'the order'
                    : hold.lines.map((lineNo) => (
                        <Link key={lineNo} to={`/orders/${order.id}#line-${lineNo}`}>
                          line {lineNo}{' '}
                        </Link>
                      ))}
                </>
              ),
              minor: true,
            },
            { head: 'By', cell: (hold) => <Actor value={hold.placedBy} />, minor: true },
            { head: 'Since', cell: (hold) => <Instant value={hold.placedAt} />, minor: true },
            { head: 'Ends on', cell: (hold) => hold.expiresOn ?? '', minor: true },
            {
              head: <span className="only-read">Act</span>,
              cell: (hold) => <ReleaseHold orderId={order.id} hold={hold} />,
              end: true,
            },
          ]}
        />
      )}
      {released.length > 0 && (
        <details className="inside">
          <summary className="soft">Released ({released.length})</summary>
          <Table
            caption="Released holds"
            rows={released}
            keyOf={(hold) => hold.id}
            columns={[
              { head: 'Hold', cell: (hold) => words(hold.code) },
              { head: 'Why it was placed', cell: (hold) => hold.reason, minor: true },
              { head: 'Why it was released', cell: (hold) => hold.releaseReason ?? '' },
              { head: 'By', cell: (hold) => <Actor value={hold.releasedBy} />, minor: true },
              { head: 'At', cell: (hold) => <Instant value={hold.releasedAt} />, minor: true },
            ]}
          />
        </details>
      )}
    </Panel>
  )
}
