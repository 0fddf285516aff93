import { useState } from 'react'
import { Link, useLocation } from 'react-router'
import type { FulfillmentLine, OrderLineRow, OrderView } from '../api-orders.ts'
import { isZero, rest } from '../parts/decimal.ts'
import { Panel } from '../parts/facts.tsx'
import { useFilters } from '../parts/filters.tsx'
import { Free, isBlank, nameText } from '../parts/free.tsx'
import { Charges } from '../parts/charges.tsx'
import { ListPanel, useList } from '../parts/list.tsx'
import { Made, type MadeOf } from '../parts/made.tsx'
import { type Money, MoneyValue, Nothing, Quantity, quantityText } from '../parts/money.tsx'
import { SoldUnits } from '../parts/sold.tsx'
import { Empty } from '../parts/states.tsx'
import { Status, words } from '../parts/status.tsx'
import { type Column, Table } from '../parts/table.tsx'
import { Day, Instant } from '../parts/time.tsx'
import { Waterfall } from '../parts/waterfall.tsx'
import { PutBack } from './backorders.tsx'
import { CancelLine, ReturnLine } from './order-acts.tsx'
import { WhatIf } from './what-if.tsx'

const PAGE = 100

/** What was ordered; each line opens to its price, step by step, and to the promise of each of its parts. */
export function OrderLines({ order }: { order: OrderView }) {
  const { hash } = useLocation()
  const filters = useFilters()
  // An address may lead to a line or to a part of one: its page is asked for, and the line of a part is open then.
  const [, at] = /^#(?:line-(\d+)|(?:ful_\w+))$/.exec(hash) ?? []
  const led = at ?? (hash.startsWith('#ful_') ? hash.slice(1) : undefined)
  const list = useList<OrderLineRow>(`/orders/${order.id}/lines`, { limit: PAGE, at: led }, 10_000)
  const lines = list.data?.body.rows ?? []
  const [open, setOpen] = useState<ReadonlySet<number>>(new Set())
  const [followed, setFollowed] = useState('')
  const ledTo = lines.find((line) => line.parts.some((part) => part.id === led))?.lineNo
  if (ledTo !== undefined && followed !== hash) {
    setFollowed(hash)
    setOpen(new Set([...open, ledTo]))
  }
  const flip = (lineNo: number): void =>
    setOpen((before) => {
      const next = new Set(before)
      if (!next.delete(lineNo)) next.add(lineNo)
      return next
    })
  return (
    <ListPanel
      list={list}
      what="lines"
      caption="Lines of the order"
      keyOf={(line) => String(line.lineNo)}
      idOf={(line) => `line-${line.lineNo}`}
      led={led !== undefined && filters.value('after') === '' && (lines[0]?.lineNo ?? 1) > 1}
      columns={columnsOf(order, lines, open, flip)}
      empty={<Empty title="This order has no lines." />}
      head={
        <header>
          <h2>Lines ({quantityText(String(order.lineCount))})</h2>
          {lines.length > 0 && (
            <button
              type="button"
              className="plain"
              onClick={() => setOpen(open.size === 0 ? new Set(lines.map((line) => line.lineNo)) : new Set())}
            >
              {open.size === 0 ? 'Open all' : 'Close all'}
            </button>
          )}
        </header>
      }
      details={(line) => (open.has(line.lineNo) ? <LineDetails order={order} line={line} /> : undefined)}
      foot={<Sums order={order} columns={columnsOf(order, lines, open, flip)} />}
    />
  )
}

/** What was cancelled, shipped and returned stands in columns of its own when there is any. */
function columnsOf(
  order: OrderView,
  lines: readonly OrderLineRow[],
  open: ReadonlySet<number>,
  flip: (lineNo: number) => void,
): Column<OrderLineRow>[] {
  const any = (of: 'cancelled' | 'shipped' | 'returned') => lines.some((line) => !isZero(line[of]))
  return [
    {
      head: 'Line',
      cell: (line) => (
        <button
          type="button"
          className="disclose number"
          aria-expanded={open.has(line.lineNo)}
          aria-label={`Line ${line.lineNo}: price and promise`}
          onClick={() => flip(line.lineNo)}
        >
          {line.lineNo}
        </button>
      ),
    },
    {
      head: 'Item',
      cell: (line) => (
        <>
          <Link to={`/stock/${encodeURIComponent(line.sku)}`}>{line.sku}</Link>{' '}
          <span className="soft">{line.name}</span>
        </>
      ),
    },
    { head: 'Status', cell: (line) => <PartStatus parts={line.parts} />, minor: true },
    {
      head: 'Unit price',
      cell: (line) => <MoneyValue value={line.unitPrice} />,
      end: true,
      minor: true,
    },
    {
      head: 'Ordered',
      cell: (line) => (
        <>
          <Of quantity={line.quantity} uom={line.uom} money={line.net} what="net" />
          <SoldUnits of={line.sold} />
        </>
      ),
      end: true,
    },
    ...(any('cancelled')
      ? [
          {
            head: 'Cancelled',
            cell: (line: OrderLineRow) => (
              <Of quantity={line.cancelled} uom={line.uom} money={line.netCancelled} what="not billed" />
            ),
            end: true,
          },
        ]
      : []),
    ...(any('shipped')
      ? [
          {
            head: 'Shipped',
            cell: (line: OrderLineRow) => (
              <Of quantity={line.shipped} uom={line.uom} money={line.netBilled} what="billed" />
            ),
            end: true,
          },
        ]
      : []),
    ...(any('returned')
      ? [
          {
            head: 'Returned',
            cell: (line: OrderLineRow) => (
              <Of quantity={line.returned} uom={line.uom} money={line.netCredited} what="credited" />
            ),
            end: true,
          },
        ]
      : []),
    {
      head: 'Tax',
      cell: (line) => (
        <>
          <MoneyValue value={line.tax} /> <span className="soft small">{line.taxPercent} %</span>
        </>
      ),
      end: true,
      minor: true,
    },
    ...(isZero(order.freight.amount)
      ? []
      : [
          {
            head: 'Freight',
            cell: (line: OrderLineRow) => <MoneyValue value={line.freight} />,
            end: true,
            minor: true,
          },
        ]),
    {
      head: <span className="only-read">Act</span>,
      cell: (line) => <LineActs order={order} line={line} />,
      end: true,
      minor: true,
    },
  ]
}

/** A quantity, and below it what it comes to without tax. */
function Of({ quantity, uom, money, what }: { quantity: string; uom: string; money: Money; what: string }) {
  if (isZero(quantity)) return <Nothing />
  return (
    <>
      <Quantity value={quantity} /> <span className="soft small">{uom}</span>
      {!isZero(money.amount) && (
        <div className="small nowrap">
          <MoneyValue value={money} /> <span className="soft">{what}</span>
        </div>
      )}
    </>
  )
}

function LineActs({ order, line }: { order: OrderView; line: OrderLineRow }) {
  return (
    <span className="row end">
      <CancelLine order={order} line={line} />
      <ReturnLine order={order} line={line} />
    </span>
  )
}

/** What the order comes to; of a large one the page shows a part of the lines, this is of all. */
function Sums({ order, columns }: { order: OrderView; columns: readonly Column<OrderLineRow>[] }) {
  const cancelled = !isZero(order.cancelledTotal.amount)
  const sums: [string, Money][] = [
    ['Net', order.net],
    ...(isZero(order.freight.amount) ? [] : [['Freight', order.freight] as [string, Money]]),
    ...(isZero(order.tax.amount)
      ? []
      : [[order.taxInclusive ? 'Tax, within the prices' : 'Tax', order.tax] as [string, Money]]),
    [cancelled ? 'Total as ordered' : 'Total', order.total],
    ...(cancelled
      ? ([
          ['Cancelled, with tax', { ...order.cancelledTotal, amount: `-${order.cancelledTotal.amount}` }],
          ['What stands', { ...order.total, amount: rest(order.total.amount, order.cancelledTotal.amount) }],
        ] as [string, Money][])
      : []),
  ]
  const ordered = columns.findIndex(({ head }) => head === 'Ordered')
  return sums.map(([name, value]) => (
    <tr key={name}>
      <th scope="row" colSpan={2}>
        {name}
      </th>
      {columns.slice(2, ordered).map((column, index) => (
        <td key={index} className={column.minor ? 'narrow-hide' : undefined} />
      ))}
      <td className="end">
        <MoneyValue value={value} />
      </td>
      {columns.slice(ordered + 1).map((column, index) => (
        <td key={index} className={column.minor ? 'narrow-hide' : undefined} />
      ))}
    </tr>
  ))
}

function PartStatus({ parts }: { parts: readonly FulfillmentLine[] }) {
  const words_ = [...new Set(parts.map((part) => part.status))]
  return words_.length === 0 ? (
    <Nothing />
  ) : (
    <span className="row">
      {words_.map((word) => (
        <Status key={word} value={word} />
      ))}
    </span>
  )
}

function LineDetails({ order, line }: { order: OrderView; line: OrderLineRow }) {
  const { parts } = line
  return (
    <div className="stack">
      <Panel title="Price, step by step" level="h3">
        <Waterfall of={line.waterfall} net={line.net} label={`line ${line.lineNo}`} />
      </Panel>
      {line.charges.length > 0 && (
        <Panel title="Charges beside the price" level="h3">
          <Charges of={line.charges} label={`line ${line.lineNo}`} />
        </Panel>
      )}
      <Panel title="Promise and fulfillment" level="h3">
        {parts.length === 0 ? (
          <Empty title="Nothing is promised for this line." />
        ) : (
          <Table
            caption={`Parts of line ${line.lineNo}`}
            rows={parts}
            keyOf={(part) => part.id}
            idOf={(part) => part.id}
            columns={[
              { head: 'Part', cell: (part) => <Quantity value={part.quantity} /> },
              { head: 'Status', cell: (part) => <Status value={part.status} /> },
              {
                head: 'From',
                cell: (part) => (
                  <>
                    {part.location?.name ?? <Nothing />}{' '}
                    <span className="soft small">{words(part.supply)}</span>
                  </>
                ),
              },
              {
                head: 'Promised',
                cell: (part) => (
                  <>
                    <Day value={part.promisedOn} />
                    {part.firstPromisedOn !== null && part.firstPromisedOn !== part.promisedOn && (
                      <span className="soft small">
                        {' '}
                        first <Day value={part.firstPromisedOn} />
                      </span>
                    )}
                  </>
                ),
              },
              { head: 'Why', cell: (part) => <Reason of={part.decision} /> },
              {
                head: 'Reserved',
                cell: (part) => <Quantity value={part.reserved} />,
                end: true,
                minor: true,
              },
              {
                head: 'Shipped',
                cell: (part) => (
                  <Link to={`/orders/${order.id}/documents#shipments`}>
                    <Quantity value={part.shipped} />
                  </Link>
                ),
                end: true,
                minor: true,
              },
              {
                head: 'Invoiced',
                cell: (part) => (
                  <Link to={`/orders/${order.id}/documents#invoices`}>
                    <Quantity value={part.invoiced} />
                  </Link>
                ),
                end: true,
                minor: true,
              },
              {
                head: 'Returned',
                cell: (part) => (
                  <Link to={`/orders/${order.id}/documents#returns`}>
                    <Quantity value={part.returned} />
                  </Link>
                ),
                end: true,
                minor: true,
              },
              {
                head: 'Cancelled',
                cell: (part) => <Quantity value={part.cancelled} />,
                end: true,
                minor: true,
              },
              {
                head: <span className="only-read">Act</span>,
                cell: (part) => (
                  <div className="row">
                    <WhatIf order={order} part={part} />
                    <PutBack order={order} part={part} />
                  </div>
                ),
                end: true,
              },
            ]}
          />
        )}
      </Panel>
      <div className="row">
        <LineActs order={order} line={line} />
        {line.margin?.margin && (
          <span className="soft small">
            Margin: <MoneyValue value={line.margin.margin} />
            {line.margin.percent !== null && ` (${Number(line.margin.percent).toFixed(2)} %)`}
          </span>
        )}
        {line.unitCost !== null && (
          <span className="soft small">
            Unit cost when it was priced: <MoneyValue value={line.unitCost} />
            {line.costFrom !== null && (
              <>
                {' '}
                by {line.costFrom.system}, as of <Instant value={line.costFrom.asOf} />
              </>
            )}
          </span>
        )}
      </div>
      {!isBlank(line.custom) && <Free value={line.custom} />}
    </div>
  )
}

/** The reason of a promise in one line; all that was weighed behind a fold. */
function Reason({ of }: { of: unknown }) {
  if (isBlank(of)) return <Nothing />
  const reason =
    of !== null && typeof of === 'object' && 'reason' in of && typeof of.reason === 'string'
      ? of.reason
      : undefined
  if (reason === undefined) return <Free value={of} />
  const { reason: _said, losers, made, ...rest } = of as Record<string, unknown>
  const lost = Array.isArray(losers) ? (losers as { location: string | null; why: string }[]) : []
  const blank = Object.values(rest).every(isBlank)
  const how = made === undefined ? null : <Made of={made as MadeOf} />
  if (blank && lost.length === 0)
    return (
      <>
        {nameText(reason)}
        {how}
      </>
    )
  const behind = (
    <details>
      <summary>{nameText(reason)}</summary>
      {lost.length > 0 && (
        <ul className="plain-list small">
          {lost.map((one, index) => (
            <li key={index}>
              {one.location}: {words(one.why).toLowerCase()}
            </li>
          ))}
        </ul>
      )}
      {!blank && <Free value={rest} />}
    </details>
  )
  return (
    <>
      {behind}
      {how}
    </>
  )
}
