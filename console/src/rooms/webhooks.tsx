import { Link } from 'react-router'
import type { WebhookEndpoint } from '../api-watch.ts'
import { ListPanel, useList } from '../parts/list.tsx'
import { Empty } from '../parts/states.tsx'
import { Status } from '../parts/status.tsx'
import type { Column } from '../parts/table.tsx'
import { Title } from '../parts/title.tsx'
import { Count } from './jobs.tsx'

const COLUMNS: Column<WebhookEndpoint>[] = [
  {
    head: 'Endpoint',
    cell: (row) => (
      <Link className="row-link" to={`/webhooks/${row.code}`}>
        {row.name}
      </Link>
    ),
  },
  { head: 'State', cell: (row) => <EndpointState endpoint={row} /> },
  { head: 'Behind', cell: (row) => <Count of={row.behind} />, end: true },
  { head: 'Given up', cell: (row) => <Count of={row.failed} />, end: true },
  { head: 'Address', cell: (row) => <span className="code small">{row.url}</span>, minor: true },
  { head: 'Problem', cell: (row) => row.problem ?? '–', minor: true },
]

/** Who is told what happens, and whether it arrives. */
export function Webhooks() {
  const list = useList<WebhookEndpoint>('/webhook-endpoints', {}, 5_000)
  return (
    <div className="stack">
      <Title page="Webhooks">Webhooks</Title>
      <p className="soft">Systems that Docket tells what happens to orders, each at its endpoint.</p>
      <ListPanel
        list={list}
        what="endpoints"
        caption="Endpoints and how each stands"
        columns={COLUMNS}
        keyOf={(row) => row.code}
        empty={<Empty title="Nobody subscribes to events." />}
      />
    </div>
  )
}

const STATES = {
  delivering: ['running', 'Delivering'],
  failing: ['late', 'Failing'],
  set_aside: ['failed', 'Set aside'],
  disabled: ['skipped', 'Disabled'],
} as const

export function EndpointState({ endpoint }: { endpoint: WebhookEndpoint }) {
  const [value, name] = STATES[endpoint.state]
  return <Status value={value} name={name} />
}
