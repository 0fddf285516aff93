import { useQuery } from '@tanstack/react-query'
import { useParams } from 'react-router'
import type { AlertDetail } from '../api-watch.ts'
import { get } from '../http.ts'
import { Actor } from '../parts/actor.tsx'
import { Facts, Panel } from '../parts/facts.tsx'
import { Free, isBlank, nameText } from '../parts/free.tsx'
import { MoneyValue, Nothing } from '../parts/money.tsx'
import { Asked, Empty } from '../parts/states.tsx'
import { Status, words } from '../parts/status.tsx'
import { Table } from '../parts/table.tsx'
import { Instant } from '../parts/time.tsx'
import { Title } from '../parts/title.tsx'
import { useMay } from '../session.ts'
import { AlertActs, AlertState, RunbookLink } from './alerts.tsx'

/** One alert: what it says and knows, who did what about it, and whom it was told. */
export function Alert() {
  const { id } = useParams()
  const alert = useQuery({
    queryKey: ['alert', id],
    queryFn: ({ signal }) => get<AlertDetail>(`/monitoring/alerts/${id}`, {}, signal),
    refetchInterval: 5_000,
  })
  return (
    <Asked query={alert} what="alert">
      {(data) => <Shown alert={data} />}
    </Asked>
  )
}

function Shown({ alert }: { alert: AlertDetail }) {
  const mayAct = useMay('operations:write')
  return (
    <div className="stack">
      <Title
        page={nameText(alert.condition)}
        path={[['Alerts', '/alerts']]}
        aside={mayAct && <AlertActs alert={alert} />}
      >
        {alert.says}
      </Title>
      <Panel title="What is wrong" aside={<AlertState alert={alert} />} padded>
        <Facts
          of={[
            ['What to do', <RunbookLink key="page" alert={alert} />],
            ['Condition', nameText(alert.condition.replaceAll('-', '_'))],
            ['Of', alert.subject],
            ['Severity', words(alert.severity)],
            ['It is so now', alert.standing ? 'Yes' : 'No'],
            ['At risk', alert.atRisk && <MoneyValue key="risk" value={alert.atRisk} />],
            ['Company', alert.company ?? 'The whole installation'],
            ['Raised', <Instant key="raised" value={alert.raisedAt} />],
            ['Seen last', <Instant key="seen" value={alert.lastSeenAt} />],
            ['Resolved', alert.resolvedAt && <Instant key="resolved" value={alert.resolvedAt} />],
          ]}
        />
      </Panel>
      {!isBlank(alert.facts) && (
        <Panel title="Facts" padded>
          <Free value={alert.facts} />
        </Panel>
      )}
      <Panel title="What was done about it">
        {alert.changes.length === 0 ? (
          <Empty title="Nobody has taken note of it yet." />
        ) : (
          <Table
            caption="Who did what about it"
            rows={alert.changes}
            keyOf={(row) => `${row.at} ${row.state}`}
            columns={[
              { head: 'When', cell: (row) => <Instant value={row.at} /> },
              { head: 'State', cell: (row) => words(row.state) },
              { head: 'By', cell: (row) => <Actor value={row.by} /> },
              { head: 'Note', cell: (row) => row.note ?? <Nothing /> },
            ]}
          />
        )}
      </Panel>
      <Panel title="Whom it was told">
        {alert.messages.length === 0 ? (
          <Empty title="Nobody: no target for alerts is set up." />
        ) : (
          <Table
            caption="Messages about it"
            rows={alert.messages}
            keyOf={(row) => row.id}
            columns={[
              { head: 'Made', cell: (row) => <Instant value={row.madeAt} /> },
              { head: 'To', cell: (row) => words(row.target) },
              { head: 'Says', cell: (row) => words(row.event) },
              {
                head: 'State',
                cell: (row) => (
                  <Status value={row.state === 'sent' ? 'accepted' : row.state} name={words(row.state)} />
                ),
              },
              { head: 'Problem', cell: (row) => row.problem ?? <Nothing />, minor: true },
            ]}
          />
        )}
      </Panel>
    </div>
  )
}
