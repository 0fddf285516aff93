import { useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import type { Channel } from '../api-watch.ts'
import { get } from '../http.ts'
import { Asked, Empty } from '../parts/states.tsx'
import { Status, words } from '../parts/status.tsx'
import { type Column, Table } from '../parts/table.tsx'
import { Instant } from '../parts/time.tsx'
import { Title } from '../parts/title.tsx'
import { useMay } from '../session.ts'

const COLUMNS: Column<Channel>[] = [
  {
    head: 'Channel',
    cell: (row) => (
      <Link className="row-link" to={`/channels/${encodeURIComponent(row.code)}`}>
        {row.name}
      </Link>
    ),
  },
  { head: 'State', cell: (row) => <ChannelState channel={row} /> },
  { head: 'Heard of last', cell: (row) => <Instant value={row.lastMessageAt} short /> },
  { head: 'Kind', cell: (row) => words(row.kind), minor: true },
  { head: 'Orders come as', cell: (row) => row.source, minor: true },
  { head: 'Secrets', cell: (row) => secretsText(row), minor: true },
]

/** The outside systems that send signed messages, each leading to the log of what it sent. */
export function Channels() {
  const mayMake = useMay('setup:write')
  const channels = useQuery({
    queryKey: ['channels'],
    queryFn: ({ signal }) => get<{ rows: Channel[] }>('/channels', {}, signal),
    refetchInterval: 10_000,
  })
  return (
    <div className="stack">
      <Title
        page="Channels"
        aside={
          mayMake && (
            <Link className="button" to="/new-channel">
              New channel …
            </Link>
          )
        }
      >
        Channels
      </Title>
      <p className="soft">
        Shops that send signed messages, and what became of them. What Docket tells others stands in{' '}
        <Link to="/webhooks">Webhooks</Link>.
      </p>
      <section className="panel">
        <Asked query={channels} what="channels">
          {({ rows }) =>
            rows.length === 0 ? (
              <Empty title="No shop is connected.">
                {mayMake && <Link to="/new-channel">Connect one</Link>}
                <p>
                  <Link to="/setup">Set-up</Link> says what else it needs.
                </p>
              </Empty>
            ) : (
              <Table caption="Channels" rows={rows} columns={COLUMNS} keyOf={(row) => row.code} />
            )
          }
        </Asked>
      </section>
    </div>
  )
}

/** A channel without a secret takes nothing, whatever it is set to. */
export function ChannelState({ channel }: { channel: Channel }) {
  if (!channel.active) return <Status value="skipped" name="Not active" />
  if (channel.signingSecrets === 0) return <Status value="failed" name="No secret" />
  return <Status value="running" name="Active" />
}

/** How many secrets there are; they themselves are never shown. */
export function secretsText({ signingSecrets }: Channel): string {
  if (signingSecrets === 0) return 'None: every message is refused'
  return signingSecrets === 1 ? 'One' : `${signingSecrets}, while they are exchanged`
}
