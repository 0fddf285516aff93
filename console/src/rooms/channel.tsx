import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from 'react-router'
import type { Channel as Shown, Message, OrderStatusList } from '../api-watch.ts'
import { get } from '../http.ts'
import { Act } from '../parts/act.tsx'
import { Facts, Panel } from '../parts/facts.tsx'
import { ChoiceFilter, Filters, instantOf, SearchFilter, TimeFilter, useFilters } from '../parts/filters.tsx'
import { ActForm, Field } from '../parts/form.tsx'
import { Free } from '../parts/free.tsx'
import { ListPanel, useList } from '../parts/list.tsx'
import { Nothing } from '../parts/money.tsx'
import { Asked, Empty } from '../parts/states.tsx'
import { Status, words } from '../parts/status.tsx'
import { type Column, Table } from '../parts/table.tsx'
import { Instant } from '../parts/time.tsx'
import { Title } from '../parts/title.tsx'
import { useMay } from '../session.ts'
import { ChannelState, secretsText } from './channels.tsx'

const OUTCOMES: readonly Message['outcome'][] = [
  'waiting',
  'accepted',
  'draft',
  'duplicate',
  'kept',
  'failed',
]
const EVENTS: readonly Message['event'][] = [
  'order_submitted',
  'order_cancelled',
  'remorse_started',
  'return_updated',
  'customer_saved',
  'unknown',
]
const named = (codes: readonly string[]) => codes.map((code) => [code, words(code)] as const)

/** One channel: how it is set up, and the log of what it sent. */
export function Channel() {
  const { channel: code = '' } = useParams()
  const path = `/channels/${encodeURIComponent(code)}`
  const channel = useQuery({
    queryKey: [path],
    queryFn: ({ signal }) => get<Shown>(path, {}, signal),
    refetchInterval: 10_000,
  })
  const mayReplay = useMay('operations:write')
  const mayRead = useMay('orders:read')
  const mayWatch = useMay('operations:read')
  return (
    <Asked query={channel} what="channel">
      {(data) => (
        <div className="stack">
          <Title
            page={data.name}
            path={[['Channels', '/channels']]}
            aside={mayReplay && <ReplayMany path={path} />}
          >
            {data.name}
          </Title>
          <Setup channel={data} />
          {mayWatch && <Untold channel={data} mayRetry={mayReplay} />}
          {mayRead && <Log path={path} />}
        </div>
      )}
    </Asked>
  )
}

function Setup({ channel }: { channel: Shown }) {
  return (
    <Panel title="How it is set up" aside={<ChannelState channel={channel} />} padded>
      <div className="stack">
        <Facts
          of={[
            [
              'It sends to',
              <span key="to" className="code small address">
                {channel.address ?? `${channel.webhooks} (publicUrl of the company is not set)`}
              </span>,
            ],
            ['Heard of last', <Instant key="last" value={channel.lastMessageAt} />],
            [
              'Not signed by a secret of it',
              channel.refusedAt !== null && (
                <span key="refused">
                  {channel.refusedMessages}, the last <Instant value={channel.refusedAt} />
                </span>
              ),
            ],
            ['Secrets that sign', secretsText(channel)],
            [
              'It can be asked',
              channel.applicationKey ? 'Yes, by its application key' : 'No application key',
            ],
            ['Kind', words(channel.kind)],
            ['Orders come as', channel.source],
            ['Code', channel.code],
          ]}
        />
        <details>
          <summary>Settings</summary>
          <Free value={channel.settings} />
        </details>
      </div>
    </Panel>
  )
}

/** What its shop could not be told of its orders; nothing when it knows all. */
function Untold({ channel, mayRetry }: { channel: Shown; mayRetry: boolean }) {
  const path = `/channels/${encodeURIComponent(channel.source)}/order-status`
  const status = useQuery({
    queryKey: [path, 'troubled'],
    queryFn: ({ signal }) => get<OrderStatusList>(path, { only: 'troubled', limit: '20' }, signal),
    refetchInterval: 10_000,
  })
  if (status.data === undefined) return null
  const { rows, problem, dueAt, heardTo } = status.data
  if (channel.kind === 'commerce' && heardTo === null)
    return (
      <p className="notice warn">
        Nothing goes back to this shop. <Link to="/setup#application">Set-up</Link> says what is missing.
      </p>
    )
  if (problem === null && rows.length === 0) return null
  return (
    <Panel
      title="What it could not be told"
      aside={<Link to="/runbook/shop-not-told">What to do</Link>}
      padded={rows.length === 0}
    >
      {problem !== null && (
        <p className={rows.length === 0 ? 'notice warn' : 'notice warn inside'}>
          {problem}
          {dueAt !== null && (
            <>
              ; it is tried again at <Instant value={dueAt} />
            </>
          )}
        </p>
      )}
      {rows.length > 0 && (
        <Table
          caption="Orders that the shop does not know all of, 20 at most"
          rows={rows}
          columns={untoldColumns(path, mayRetry)}
          keyOf={(row) => row.orderId}
        />
      )}
    </Panel>
  )
}

const untoldColumns = (path: string, mayRetry: boolean): Column<OrderStatusList['rows'][number]>[] => [
  { head: 'Order', cell: (row) => <Link to={`/orders/${row.orderId}`}>{row.orderNumber}</Link> },
  {
    head: 'Problem',
    cell: (row) =>
      row.shopState === null ? (
        row.problem
      ) : (
        <>
          {row.problem}. <Link to="/runbook/shop-contradicts">What to do</Link>
        </>
      ),
  },
  { head: 'Tried again', cell: (row) => <Instant value={row.dueAt} short />, minor: true },
  {
    head: 'Act',
    cell: (row) =>
      mayRetry &&
      (row.shopState !== null ? (
        <Decide path={path} row={row} shopState={row.shopState} />
      ) : (
        <Act text="Tell it again …" title="Tell the shop once more" about={row.orderNumber}>
          {(close) => (
            <ActForm<'retryOrderStatus'>
              path={`${path}/${row.orderId}/retry`}
              body={() => ({})}
              button="Tell it again"
              onDone={close}
            >
              <p>The order is read and compared as always: what the shop knows is not written again.</p>
            </ActForm>
          )}
        </Act>
      )),
    minor: true,
  },
]

/** What is so here holds, though the shop has the order otherwise. */
function Decide({
  path,
  row,
  shopState,
}: {
  path: string
  row: OrderStatusList['rows'][number]
  shopState: string
}) {
  return (
    <Act text="Write over it …" title={`Write over ${shopState}`} about={row.orderNumber}>
      {(close) => (
        <ActForm<'retryOrderStatus'>
          path={`${path}/${row.orderId}/retry`}
          body={() => ({ over: shopState })}
          button={`Write over ${shopState}`}
          onDone={close}
        >
          <p>
            The shop has this order as {shopState}, and will be told once what is so here. Has the shopper
            been refunded? To end the order instead, cancel it here.
          </p>
        </ActForm>
      )}
    </Act>
  )
}

/** What it sent, and what became of it. */
function Log({ path }: { path: string }) {
  const filters = useFilters()
  const query = {
    outcome: filters.value('outcome'),
    event: filters.value('event'),
    key: filters.value('key'),
    from: instantOf(filters.value('from')),
    until: instantOf(filters.value('until')),
  }
  const list = useList<Message>(`${path}/messages`, query, 5_000)
  return (
    <>
      <Filters>
        <SearchFilter name="key" label="Id at the shop" hint="Of an order or a customer   ( / )" />
        <ChoiceFilter name="outcome" label="Outcome" all="Every outcome" choices={named(OUTCOMES)} />
        <ChoiceFilter name="event" label="About" all="Everything" choices={named(EVENTS)} />
        <TimeFilter name="from" label="From" />
        <TimeFilter name="until" label="Until" />
      </Filters>
      <ListPanel
        list={list}
        what="messages"
        caption="Messages of this channel, the newest first"
        head={
          <header>
            <h2>What it sent</h2>
          </header>
        }
        columns={columnsOf(path)}
        keyOf={(row) => row.id}
        empty={<Empty title="It has sent nothing yet." />}
      />
    </>
  )
}

const columnsOf = (path: string): Column<Message>[] => [
  {
    head: 'Received',
    cell: (row) => (
      <Link className="row-link" to={`${path}/${row.id}`}>
        <Instant value={row.receivedAt} short />
      </Link>
    ),
  },
  { head: 'Outcome', cell: (row) => <Outcome message={row} /> },
  { head: 'About', cell: (row) => words(row.event), minor: true },
  { head: 'Id at the shop', cell: (row) => (row.key === '' ? <Nothing /> : row.key) },
  { head: 'Order', cell: (row) => <MadeOrder message={row} />, minor: true },
  { head: 'Came', cell: (row) => <span className="nowrap">{cameText(row)}</span>, minor: true },
  { head: 'Problem', cell: (row) => row.problems[0]?.message ?? <Nothing />, minor: true },
]

/** How often the same bytes came. */
export const cameText = ({ came }: Message): string => (came === 1 ? 'Once' : `${came} times`)

export function Outcome({ message }: { message: Message }) {
  return (
    <Status value={message.outcome === 'kept' ? 'open' : message.outcome} name={words(message.outcome)} />
  )
}

export function MadeOrder({ message }: { message: Message }) {
  if (message.orderId === null) return <Nothing />
  return <Link to={`/orders/${message.orderId}`}>{message.orderNumber}</Link>
}

/** Works many messages off anew, from their bytes. */
function ReplayMany({ path }: { path: string }) {
  return (
    <Act text="Replay …" title="Work messages off anew">
      {(close) => (
        <ActForm<'replayMessages'>
          path={`${path}/messages/replay`}
          body={(field) => {
            const from = instantOf(field('from'))
            const until = instantOf(field('until'))
            return {
              outcome: field('outcome') as 'failed' | 'kept' | 'draft',
              ...(from === undefined ? {} : { from }),
              ...(until === undefined ? {} : { until }),
            }
          }}
          button="Replay them"
          onDone={close}
        >
          <p>
            The newest first, at most a thousand, by the set-up as it stands now. What was done is not done
            twice.
          </p>
          <Field label="Messages that" name="outcome" choices={named(['failed', 'kept', 'draft'])} />
          <Field label="Received from" name="from" type="datetime-local" hint="All when it is empty." />
          <Field label="Received until" name="until" type="datetime-local" />
        </ActForm>
      )}
    </Act>
  )
}
