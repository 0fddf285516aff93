import { useState } from 'react'
import { Link, useLocation } from 'react-router'
import type { FulfillmentLine, OrderLine, OrderView } from '../api.ts'
import { Panel } from '../parts/facts.tsx'
import { Free, isBlank, nameText } from '../parts/free.tsx'
import { isZero } from '../parts/decimal.ts'
import { MoneyValue, Nothing, Quantity } from '../parts/money.tsx'
import { Empty } from '../parts/states.tsx'
import { Status, words } from '../parts/status.tsx'
import { Table } from '../parts/table.tsx'
import { Day, Instant } from '../parts/time.tsx'
import { Waterfall } from '../parts/waterfall.tsx'
import { ReturnLine } from './acts.tsx'

/** What was ordered; each line opens to its price, step by step, and to the promise of each of its parts. */
export function OrderLines({ order }: { order: OrderView }) {
  const { hash } = useLocation()
  const lines = order.lines ?? []
  // An address may lead to a part of a line: its line is open then.
  const led = order.fulfillmentLines?.find((part) => `#${part.id}` === hash)?.lineNo
  const [open, setOpen] = useState<ReadonlySet<number>>(new Set())
  const [followed, setFollowed] = useState('')
  if (led !== undefined && followed !== hash) {
    setFollowed(hash)
    setOpen(new Set([...open, led]))
  }
  const parts = Map.groupBy(order.fulfillmentLines ?? [], (part) => part.lineNo)
  const flip = (lineNo: number): void =>
    setOpen((before) => {
      const next = new Set(before)
      if (!next.delete(lineNo)) next.add(lineNo)
      return next
    })
  return (
    <Panel
      title={`Lines (${lines.length})`}
      aside={
        lines.length > 0 && (
          <button
            type="button"
            className="plain"
            onClick={() => setOpen(open.size === 0 ? new Set(lines.map((line) => line.lineNo)) : new Set())}
          >
            {open.size === 0 ? 'Open all' : 'Close all'}
          </button>
        )
      }
    >
      {lines.length === 0 ? (
        <Empty title="This order has no lines." />
      ) : (
        <Table
          caption="Lines of the order"
          rows={lines}
          keyOf={(line) => String(line.lineNo)}
          idOf={(line) => `line-${line.lineNo}`}
          columns={[
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
            { head: 'Status', cell: (line) => <PartStatus parts={parts.get(line.lineNo)} />, minor: true },
            {
              head: 'Quantity',
              cell: (line) => (
                <>
                  <Quantity value={line.quantity} /> <span className="soft small">{line.uom}</span>
                </>
              ),
              end: true,
            },
            {
              head: 'Unit price',
              cell: (line) => <MoneyValue value={line.unitPrice} />,
              end: true,
              minor: true,
            },
            { head: 'Net', cell: (line) => <MoneyValue value={line.net} />, end: true },
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
            { head: 'Freight', cell: (line) => <MoneyValue value={line.freight} />, end: true, minor: true },
            {
              head: <span className="only-read">Act</span>,
              cell: (line) => <ReturnLine order={order} line={line} parts={parts.get(line.lineNo) ?? []} />,
              end: true,
              minor: true,
            },
          ]}
          details={(line) =>
            open.has(line.lineNo) ? (
              <LineDetails order={order} line={line} parts={parts.get(line.lineNo) ?? []} />
            ) : undefined
          }
          foot={
            <>
              <Sum name="Net" value={order.net} />
              {!isZero(order.freight.amount) && <Sum name="Freight" value={order.freight} />}
              {!isZero(order.tax.amount) && (
                <Sum name={order.taxInclusive ? 'Tax, within the prices' : 'Tax'} value={order.tax} />
              )}
              <Sum name="Total" value={order.total} />
            </>
          }
        />
      )}
    </Panel>
  )
}

function Sum({ name, value }: { name: string; value: OrderView['total'] }) {
  return (
    <tr>
      <th scope="row" colSpan={2}>
        {name}
      </th>
      <td className="narrow-hide" />
      <td />
      <td className="narrow-hide" />
      <td className="end">
        <MoneyValue value={value} />
      </td>
      <td className="narrow-hide" colSpan={3} />
    </tr>
  )
}

function PartStatus({ parts }: { parts: readonly FulfillmentLine[] | undefined }) {
  const words_ = [...new Set((parts ?? []).map((part) => part.status))]
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

function LineDetails({
  order,
  line,
  parts,
}: {
  order: OrderView
  line: OrderLine
  parts: readonly FulfillmentLine[]
}) {
  return (
    <div className="stack">
      <Panel title="Price, step by step" level="h3">
        <Waterfall of={line.waterfall} net={line.net} label={`line ${line.lineNo}`} />
      </Panel>
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
            ]}
          />
        )}
      </Panel>
      <div className="row">
        <ReturnLine order={order} line={line} parts={parts} />
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
  const { reason: _said, losers, ...rest } = of as Record<string, unknown>
  const lost = Array.isArray(losers) ? (losers as { location: string | null; why: string }[]) : []
  const blank = Object.values(rest).every(isBlank)
  if (blank && lost.length === 0) return nameText(reason)
  return (
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
}
