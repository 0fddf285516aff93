import { useQuery } from '@tanstack/react-query'
import { useParams } from 'react-router'
import type { MessageDetail } from '../api-watch.ts'
import { get } from '../http.ts'
import { Act } from '../parts/act.tsx'
import { Facts, Panel } from '../parts/facts.tsx'
import { ActForm } from '../parts/form.tsx'
import { Raw } from '../parts/raw.tsx'
import { Asked, Empty } from '../parts/states.tsx'
import { words } from '../parts/status.tsx'
import { Table } from '../parts/table.tsx'
import { Instant } from '../parts/time.tsx'
import { Title } from '../parts/title.tsx'
import { useMay } from '../session.ts'
import { cameText, MadeOrder, Outcome } from './channel.tsx'

/** What can be worked off anew. */
const REPLAYED: readonly MessageDetail['outcome'][] = ['failed', 'kept', 'draft']

/** One message of a channel: what it is about, what became of it and why, and its bytes. */
export function Message() {
  const { channel = '', message: id = '' } = useParams()
  const room = `/channels/${encodeURIComponent(channel)}`
  const path = `${room}/messages/${encodeURIComponent(id)}`
  const message = useQuery({
    queryKey: [path],
    queryFn: ({ signal }) => get<MessageDetail>(path, {}, signal),
    refetchInterval: 5_000,
  })
  const mayReplay = useMay('operations:write')
  return (
    <Asked query={message} what="message">
      {(data) => (
        <div className="stack">
          <Title
            page={`${words(data.event)} ${data.key}`}
            path={[
              ['Channels', '/channels'],
              [channel, room],
            ]}
            aside={mayReplay && REPLAYED.includes(data.outcome) && <Replay path={path} />}
          >
            {words(data.event)} {data.key}
          </Title>
          <Panel title="What became of it" aside={<Outcome message={data} />} padded>
            <Facts
              of={[
                ['Order', data.orderId && <MadeOrder key="order" message={data} />],
                ['Received', <Instant key="received" value={data.receivedAt} />],
                ['Came', cameText(data)],
                ['Came last', data.came > 1 && <Instant key="last" value={data.lastAt} />],
                ['Changed at the shop', data.changedAt && <Instant key="changed" value={data.changedAt} />],
                ['Place in its body', data.place],
                ['Tried', data.attempts],
                ['Tried again', data.dueAt && <Instant key="due" value={data.dueAt} />],
                [
                  'Content type',
                  <span key="type" className="code">
                    {data.contentType}
                  </span>,
                ],
                [
                  'SHA-256 of the bytes',
                  <span key="hash" className="code small">
                    {data.bodyHash}
                  </span>,
                ],
              ]}
            />
          </Panel>
          <Panel title="Problems">
            {data.problems.length === 0 ? (
              <Empty title="None were found." />
            ) : (
              <Table
                caption="Problems with it"
                rows={data.problems}
                keyOf={(row) => `${row.path} ${row.code}`}
                columns={[
                  { head: 'What', cell: (row) => row.message },
                  { head: 'Where', cell: (row) => <span className="code small">{row.path || '/'}</span> },
                  {
                    head: 'Code',
                    cell: (row) => <span className="code small">{row.code}</span>,
                    minor: true,
                  },
                ]}
              />
            )}
          </Panel>
          {data.erased ? (
            <Panel title="As it came">
              <Empty title="Nobody can read it any more.">
                <p>The person it speaks of was erased, or it was kept for as long as it may be.</p>
              </Empty>
            </Panel>
          ) : (
            <Raw id={data.id} />
          )}
        </div>
      )}
    </Asked>
  )
}

function Replay({ path }: { path: string }) {
  return (
    <Act text="Replay …" title="Work the message off anew">
      {(close) => (
        <ActForm<'replayMessage'> path={`${path}/replay`} button="Replay it" onDone={close}>
          <p>From its bytes, by the set-up as it stands now. What was done is not done twice.</p>
        </ActForm>
      )}
    </Act>
  )
}
