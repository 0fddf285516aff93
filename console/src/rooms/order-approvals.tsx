import type { OrderView } from '../api-orders.ts'
import { Actor } from '../parts/actor.tsx'
import { Approvers } from '../parts/approvers.tsx'
import { Facts, Panel } from '../parts/facts.tsx'
import { useList } from '../parts/list.tsx'
import { type Money, MoneyValue } from '../parts/money.tsx'
import { Status, words } from '../parts/status.tsx'

interface OrderApproval {
  version: number
  state: string
  total: Money
  rules: string[]
  level: number
  levels: string[]
  agreed: string[]
  requestedBy: string
  decisions: { level: number; outcome: string; actor: string; comment: string | null }[]
}

const SAID: Record<string, string> = { approve: 'approved', reject: 'rejected', ask: 'asked' }

/** Who was asked about an order before it was agreed, who answered, and why; nothing of an order that nobody was asked about. */
export function OrderApprovals({ order }: { order: OrderView }) {
  const list = useList<OrderApproval>(`/orders/${order.id}/approvals`, { after: undefined })
  return (list.data?.body.rows ?? []).map((row) => (
    <Panel
      key={row.version}
      title={`Approval of version ${row.version}`}
      aside={<Status value={row.state} name={words(row.state)} />}
      padded
    >
      <Facts
        of={[
          [
            'Because of',
            <span key="rules" className="code">
              {row.rules.join(', ')}
            </span>,
          ],
          ['Total', <MoneyValue key="total" value={row.total} />],
          ['Handed over by', <Actor key="by" value={row.requestedBy} />],
          [
            'Asked',
            <ol key="asked">
              {row.levels.map((level, at) => (
                <li key={level}>
                  <Approvers level={level} agreed={at === row.level - 1 ? row.agreed : []} />
                  {row.state === 'pending' && at === row.level - 1 && ' · is asked now'}
                </li>
              ))}
            </ol>,
          ],
          [
            'Said',
            row.decisions.length > 0 && (
              <ol key="said">
                {row.decisions.map(({ actor, outcome, comment }, at) => (
                  <li key={at}>
                    <Actor value={actor} /> {SAID[outcome] ?? outcome}
                    {comment !== null && `: “${comment}”`}
                  </li>
                ))}
              </ol>
            ),
          ],
        ]}
      />
    </Panel>
  ))
}
