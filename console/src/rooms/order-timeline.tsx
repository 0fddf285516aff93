import type { OrderView } from '../api.ts'
import { Panel } from '../parts/facts.tsx'
import { nameText } from '../parts/free.tsx'
import { Empty } from '../parts/states.tsx'
import { Instant } from '../parts/time.tsx'

const text = (value: unknown): string =>
  value == null ? 'nothing' : typeof value === 'object' ? JSON.stringify(value) : String(value)

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
                  <Instant value={row.at} /> · {row.actor} ·{' '}
                  <span title="Place in the order of facts">#{row.pos}</span>
                </span>
              </div>
              {row.reason !== null && row.reason !== '' && <p>“{row.reason}”</p>}
              {row.changes.length > 0 && (
                <ul className="small">
                  {row.changes.map((change, index) => (
                    <li key={index}>
                      {nameText(change.what)}
                      {change.key !== null && <span className="code"> {change.key}</span>}:{' '}
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
