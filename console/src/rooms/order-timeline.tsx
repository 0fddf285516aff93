import { Link } from 'react-router'
import type { OrderView, TimelineRow } from '../api-orders.ts'
import { Actor } from '../parts/actor.tsx'
import { Panel } from '../parts/facts.tsx'
import { Pager } from '../parts/filters.tsx'
import { nameText } from '../parts/free.tsx'
import { useList } from '../parts/list.tsx'
import { type Money, moneyText, quantityText } from '../parts/money.tsx'
import { Asked, Empty } from '../parts/states.tsx'
import { Instant } from '../parts/time.tsx'
import { OrderPast } from './order-past.tsx'

function text(value: unknown): string {
  if (value == null) return 'nothing'
  if (typeof value === 'object')
    return 'amount' in value && 'currency' in value ? moneyText(value as Money) : JSON.stringify(value)
  const said = String(value)
  return /^-?\d+(\.\d+)?$/.test(said) ? quantityText(said) : nameText(said)
}

/** Of a fact about thousands of lines the first tell what it was. */
const MOST_CHANGES = 20

/** What happened, in the order in which it did: who, why, and what changed from what to what. */
export function OrderTimeline({ order }: { order: OrderView }) {
  const list = useList<TimelineRow>(`/orders/${order.id}/timeline`, {}, 10_000)
  return (
    <>
      <OrderPast id={order.id} />
      <Panel title="Timeline">
        <Asked query={list} what="timeline">
          {({ body, next }) =>
            body.rows.length === 0 ? (
              <Empty title="Nothing has happened yet." />
            ) : (
              <>
                <ol className="timeline">
                  {body.rows.map((row) => (
                    <Fact key={row.pos} row={row} order={order} />
                  ))}
                </ol>
                <Pager next={next} shown={body.rows.length} />
              </>
            )
          }
        </Asked>
      </Panel>
    </>
  )
}

function Fact({ row, order }: { row: TimelineRow; order: OrderView }) {
  const changes = row.changes.slice(0, MOST_CHANGES)
  return (
    <li id={`pos-${row.pos}`}>
      <div className="row">
        <strong>{nameText(row.act)}</strong>
        <span className="soft small">
          <Instant value={row.at} /> · <Actor value={row.actor} /> ·{' '}
          <Link
            to={`/orders/${order.id}/then/${row.pos}`}
            title="The order as it was then, at this place in the order of facts"
          >
            #{row.pos}
          </Link>
        </span>
      </div>
      {row.reason !== null && row.reason !== '' && <p>“{row.reason}”</p>}
      {changes.length > 0 && (
        <ul className="small">
          {changes.map((change, index) => (
            <li key={index}>
              {nameText(change.what)}
              {change.key !== null && <Named id={change.key} lineNo={change.lineNo} order={order} />}:{' '}
              {change.from != null && (
                <>
                  <span className="soft">{text(change.from)}</span> <span aria-label="to">→</span>{' '}
                </>
              )}
              {text(change.to)}
            </li>
          ))}
          {row.changed > changes.length && (
            <li>
              and {quantityText(String(row.changed - changes.length))} more:{' '}
              <Link to={`/orders/${order.id}`}>see the lines</Link>
            </li>
          )}
        </ul>
      )}
      {row.events.length > 0 && <p className="small soft code">{row.events.join('  ')}</p>}
    </li>
  )
}

/** What a change is about: a line by its number, a document by a link. A hold is told by what it was for. */
function Named({ id, lineNo, order }: { id: string; lineNo: number | null; order: OrderView }) {
  if (id.startsWith('hld_')) return null
  const at = (path: string, what: string) => <Link to={path}>{what}</Link>
  return (
    <>
      {' '}
      {lineNo !== null ? (
        at(`/orders/${order.id}#${id}`, `line ${lineNo}`)
      ) : id.startsWith('inv_') ? (
        at(`/invoices/${id}`, 'invoice')
      ) : id.startsWith('tsk_') ? (
        at(`/orders/${order.id}/plan#${id}`, 'task')
      ) : (
        <span className="code">{id}</span>
      )}
    </>
  )
}
