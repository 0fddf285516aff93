import { Link } from 'react-router'
import type { OrderView } from '../api.ts'
import { Panel } from '../parts/facts.tsx'
import { nameText } from '../parts/free.tsx'
import { type Money, moneyText, quantityText } from '../parts/money.tsx'
import { Empty } from '../parts/states.tsx'
import { Instant } from '../parts/time.tsx'

function text(value: unknown): string {
  if (value == null) return 'nothing'
  if (typeof value === 'object')
    return 'amount' in value && 'currency' in value ? moneyText(value as Money) : JSON.stringify(value)
  const said = String(value)
  return /^-?\d+(\.\d+)?$/.test(said) ? quantityText(said) : nameText(said)
}

/** What happened, in the order in which it did: who, why, and what changed from what to what. */
export function OrderTimeline({ order }: { order: OrderView }) {
  const rows = order.timeline ?? []
  return (
    <Panel title={`Timeline (${rows.length})`}>
      {rows.length === 0 ? (
        <Empty title="Nothing has happened yet." />
      ) : (
        <ol className="timeline">
          {rows.map((row) => (
            <li key={row.pos} id={`pos-${row.pos}`}>
              <div className="row">
                <strong>{nameText(row.act)}</strong>
                <span className="soft small">
                  <Instant value={row.at} /> · {row.actor ?? 'not shown'} ·{' '}
                  <span title="Place in the order of facts">#{row.pos}</span>
                </span>
              </div>
              {row.reason !== null && row.reason !== '' && <p>“{row.reason}”</p>}
              {row.changes.length > 0 && (
                <ul className="small">
                  {row.changes.map((change, index) => (
                    <li key={index}>
                      {nameText(change.what)}
                      {change.key !== null && <Named id={change.key} order={order} />}:{' '}
                      {change.from != null && (
                        <>
                          <span className="soft">{text(change.from)}</span>{' '}
                          <span aria-label="to">→</span>{' '}
                        </>
                      )}
                      {text(change.to)}
                    </li>
                  ))}
                </ul>
              )}
              {row.events.length > 0 && <p className="small soft code">{row.events.join('  ')}</p>}
            </li>
          ))}
        </ol>
      )}
    </Panel>
  )
}

/** What a change is about: a line by its number, a document by a link. A hold is told by what it was for. */
function Named({ id, order }: { id: string; order: OrderView }) {
  if (id.startsWith('hld_')) return null
  const part = order.fulfillmentLines?.find((one) => one.id === id)
  const at = (path: string, what: string) => <Link to={path}>{what}</Link>
  return (
    <>
      {' '}
      {part !== undefined ? (
        at(`/orders/${order.id}#${id}`, `line ${part.lineNo}`)
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
