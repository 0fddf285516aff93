import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from 'react-router'
import type { WebhookAttempts } from '../api-watch.ts'
import { get } from '../http.ts'
import { Act } from '../parts/act.tsx'
import { Facts, Panel } from '../parts/facts.tsx'
import { ActForm } from '../parts/form.tsx'
import { Nothing } from '../parts/money.tsx'
import { Readable } from '../parts/raw.tsx'
import { Asked, Empty } from '../parts/states.tsx'
import { Table } from '../parts/table.tsx'
import { Instant } from '../parts/time.tsx'
import { Title } from '../parts/title.tsx'
import { useMay } from '../session.ts'
import { CallOutcome } from './webhook.tsx'

/** One event for an endpoint: what was sent, and what was answered each time. */
export function WebhookEvent() {
  const { endpoint = '', event = '' } = useParams()
  const path = `/webhook-attempts/${encodeURIComponent(endpoint)}/${encodeURIComponent(event)}`
  const calls = useQuery({
    queryKey: [path],
    queryFn: ({ signal }) => get<WebhookAttempts>(path, {}, signal),
    refetchInterval: 5_000,
  })
  const mayAct = useMay('operations:write')
  return (
    <Asked query={calls} what="event">
      {({ payload, attempts }) => {
        const newest = attempts[0]!
        return (
          <div className="stack">
            <Title
              page={newest.type}
              path={[
                ['Webhooks', '/webhooks'],
                [endpoint, `/webhooks/${encodeURIComponent(endpoint)}`],
              ]}
              aside={mayAct && <SendOne endpoint={endpoint} event={event} type={newest.type} />}
            >
              {newest.type}
            </Title>
            <Panel title="The event" aside={<CallOutcome call={newest} />} padded>
              <Facts
                of={[
                  [
                    'Order',
                    newest.orderId && (
                      <Link key="order" to={`/orders/${newest.orderId}`}>
                        {newest.orderNumber}
                      </Link>
                    ),
                  ],
                  [
                    'Id',
                    <span key="id" className="code small">
                      {event}
                    </span>,
                  ],
                  ['Called', attempts.length === 1 ? 'Once' : `${attempts.length} times`],
                ]}
              />
            </Panel>
            <Panel title="Calls">
              <Table
                caption="Calls with this event, the newest first"
                rows={attempts}
                keyOf={(row) => `${row.at} ${row.attempt}`}
                columns={[
                  { head: 'At', cell: (row) => <Instant value={row.at} /> },
                  { head: 'Outcome', cell: (row) => <CallOutcome call={row} /> },
                  { head: 'Answer', cell: (row) => row.status ?? 'None', end: true },
                  { head: 'Said', cell: (row) => row.answer || row.problem || <Nothing /> },
                  {
                    head: 'Try',
                    cell: (row) => (row.replay ? `${row.attempt}, replay` : row.attempt),
                    minor: true,
                  },
                  {
                    head: 'Took',
                    cell: (row) => `${row.durationMs.toLocaleString()} ms`,
                    end: true,
                    minor: true,
                  },
                ]}
              />
            </Panel>
            <Panel title="What was sent">
              {payload === null ? (
                <Empty title="It cannot be rendered any more." />
              ) : (
                <Readable text={JSON.stringify(payload, null, 2)} label="What was sent" />
              )}
            </Panel>
          </div>
        )
      }}
    </Asked>
  )
}

function SendOne({ endpoint, event, type }: { endpoint: string; event: string; type: string }) {
  return (
    <Act text="Send again …" title={`Send ${type} once more`}>
      {(close) => (
        <ActForm<'replayWebhooks'>
          path="/webhook-replays"
          body={() => ({ event, to: 'all', endpoints: [endpoint] })}
          button="Send it"
          onDone={close}
        >
          <p>With its id, to this endpoint alone, whether it took it before or not.</p>
        </ActForm>
      )}
    </Act>
  )
}
