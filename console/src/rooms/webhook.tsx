import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from 'react-router'
import type { FailedWebhookEvent, WebhookAttempt, WebhookEndpoint } from '../api-watch.ts'
import { get } from '../http.ts'
import { Actor } from '../parts/actor.tsx'
import { Act } from '../parts/act.tsx'
import { Facts, Panel } from '../parts/facts.tsx'
import { ChoiceFilter, Filters, instantOf, TimeFilter, useFilters } from '../parts/filters.tsx'
import { ActForm, Field } from '../parts/form.tsx'
import { ListPanel, useList } from '../parts/list.tsx'
import { Nothing } from '../parts/money.tsx'
import { Asked, Empty } from '../parts/states.tsx'
import { Status, words } from '../parts/status.tsx'
import { type Column, Table } from '../parts/table.tsx'
import { Instant } from '../parts/time.tsx'
import { Title } from '../parts/title.tsx'
import { useMay } from '../session.ts'
import { Count } from './jobs.tsx'
import { EndpointState } from './webhooks.tsx'

/** One endpoint: how it stands, what it was sent, what was given up; tried at once, and sent again. */
export function Webhook() {
  const { endpoint: code = '' } = useParams()
  const path = `/webhook-endpoints/${encodeURIComponent(code)}`
  const endpoint = useQuery({
    queryKey: [path],
    queryFn: ({ signal }) => get<WebhookEndpoint>(path, {}, signal),
    refetchInterval: 5_000,
  })
  return (
    <Asked query={endpoint} what="endpoint">
      {(data) => <Shown endpoint={data} path={path} />}
    </Asked>
  )
}

function Shown({ endpoint, path }: { endpoint: WebhookEndpoint; path: string }) {
  const mayAct = useMay('operations:write')
  const mayRead = useMay('operations:read')
  return (
    <div className="stack">
      <Title
        page={endpoint.name}
        path={[['Webhooks', '/webhooks']]}
        aside={
          mayAct && (
            <span className="row">
              {endpoint.failures > 0 && endpoint.enabled && <Resume endpoint={endpoint} path={path} />}
              {endpoint.failed > 0 && <SendFailed endpoint={endpoint} />}
              <SendRange endpoint={endpoint} />
            </span>
          )
        }
      >
        {endpoint.name}
      </Title>
      <Panel title="How it stands" aside={<EndpointState endpoint={endpoint} />} padded>
        <Facts
          of={[
            [
              'Address',
              <span key="url" className="code small">
                {endpoint.url}
              </span>,
            ],
            ['Hands on', endpoint.forwards && String(endpoint.forwards['channel'])],
            ['Events', endpoint.eventTypes.length === 0 ? 'All' : endpoint.eventTypes.join(', ')],
            ['Places of the feed behind', <Count key="behind" of={endpoint.behind} />],
            [
              'Events given up',
              endpoint.failed >= 1000 ? '1,000 or more' : <Count key="failed" of={endpoint.failed} />,
            ],
            [
              'Calls in vain in a row',
              endpoint.failures > 0 && <Count key="failures" of={endpoint.failures} />,
            ],
            ['Problem', endpoint.problem],
            ['Failed last', endpoint.failedAt && <Instant key="failedAt" value={endpoint.failedAt} />],
            ['Set aside', endpoint.setAsideAt && <Instant key="aside" value={endpoint.setAsideAt} />],
            ['Tried again', endpoint.nextTryAt && <Instant key="next" value={endpoint.nextTryAt} />],
            [
              'The secret before holds until',
              endpoint.previousSecretUntil && <Instant key="until" value={endpoint.previousSecretUntil} />,
            ],
          ]}
        />
      </Panel>
      {endpoint.replays.length > 0 && (
        <Panel title="Replays under way">
          <Table
            caption="Replays under way"
            rows={endpoint.replays}
            keyOf={(row) => `${row.madeAt} ${row.place}`}
            columns={[
              { head: 'Begun', cell: (row) => <Instant value={row.madeAt} /> },
              { head: 'Sends', cell: (row) => (row.to === 'failed' ? 'What failed' : 'All') },
              { head: 'At place', cell: (row) => row.place, end: true },
              { head: 'Until place', cell: (row) => row.until, end: true },
              { head: 'By', cell: (row) => <Actor value={row.actor} />, minor: true },
            ]}
          />
        </Panel>
      )}
      {mayRead && <Log code={endpoint.code} />}
    </div>
  )
}

/** What it was sent; or the events that were given up. */
function Log({ code }: { code: string }) {
  const filters = useFilters()
  const show = filters.value('show')
  return (
    <>
      <Filters>
        <ChoiceFilter
          name="show"
          label="Show"
          all="All calls"
          choices={[
            ['missed', 'Calls in vain'],
            ['given_up', 'Events given up'],
          ]}
        />
        {show !== 'given_up' && (
          <>
            <TimeFilter name="from" label="From" />
            <TimeFilter name="until" label="Until" />
          </>
        )}
      </Filters>
      {show === 'given_up' ? <GivenUp code={code} /> : <Calls code={code} missed={show === 'missed'} />}
    </>
  )
}

const eventLink = ({ endpoint, event, type }: { endpoint: string; event: string; type: string }) => (
  <Link className="row-link" to={`/webhooks/${endpoint}/${encodeURIComponent(event)}`}>
    {type}
  </Link>
)
const orderLink = ({ orderId, orderNumber }: { orderId: string | null; orderNumber: string | null }) =>
  orderId === null ? <Nothing /> : <Link to={`/orders/${orderId}`}>{orderNumber}</Link>

const CALLS: Column<WebhookAttempt>[] = [
  { head: 'Event', cell: eventLink },
  { head: 'Outcome', cell: (row) => <CallOutcome call={row} /> },
  { head: 'At', cell: (row) => <Instant value={row.at} short /> },
  { head: 'Answer', cell: (row) => row.status ?? 'None', end: true, minor: true },
  { head: 'Order', cell: orderLink, minor: true },
  {
    head: 'Try',
    cell: (row) => (row.replay ? `${row.attempt}, replay` : row.attempt),
    end: true,
    minor: true,
  },
  { head: 'Took', cell: (row) => `${row.durationMs.toLocaleString()} ms`, end: true, minor: true },
  { head: 'Problem', cell: (row) => row.problem ?? <Nothing />, minor: true },
]

export function CallOutcome({ call }: { call: Pick<WebhookAttempt, 'outcome'> }) {
  const value = { delivered: 'accepted', retrying: 'pending', given_up: 'failed' }[call.outcome]
  return <Status value={value} name={words(call.outcome)} />
}

function Calls({ code, missed }: { code: string; missed: boolean }) {
  const filters = useFilters()
  const query = {
    endpoint: code,
    missed: missed ? 'true' : undefined,
    from: instantOf(filters.value('from')),
    until: instantOf(filters.value('until')),
  }
  const list = useList<WebhookAttempt>('/webhook-attempts', query, 5_000)
  return (
    <ListPanel
      list={list}
      what="calls"
      caption="Calls to this endpoint, the newest first"
      head={
        <header>
          <h2>Calls</h2>
        </header>
      }
      columns={CALLS}
      keyOf={(row) => `${row.event} ${row.at} ${row.attempt}`}
      empty={<Empty title="It was called for nothing yet." />}
    />
  )
}

const GIVEN_UP: Column<FailedWebhookEvent>[] = [
  { head: 'Event', cell: eventLink },
  { head: 'Given up', cell: (row) => <Instant value={row.failedAt} short /> },
  { head: 'Order', cell: orderLink },
  { head: 'Tries', cell: (row) => row.attempts, end: true, minor: true },
  { head: 'Answer', cell: (row) => row.status ?? 'None', end: true, minor: true },
  { head: 'Problem', cell: (row) => row.problem ?? <Nothing />, minor: true },
]

function GivenUp({ code }: { code: string }) {
  const list = useList<FailedWebhookEvent>('/webhook-failures', { endpoint: code }, 5_000)
  return (
    <ListPanel
      list={list}
      what="events given up"
      caption="Events that were given up, in the order of the feed"
      head={
        <header>
          <h2>Events given up</h2>
        </header>
      }
      columns={GIVEN_UP}
      keyOf={(row) => row.event}
      empty={<Empty title="Nothing was given up." />}
    />
  )
}

function Resume({ endpoint, path }: { endpoint: WebhookEndpoint; path: string }) {
  return (
    <Act text="Try at once …" title={`Try ${endpoint.name} at once`}>
      {(close) => (
        <ActForm<'resumeWebhookEndpoint'> path={`${path}/resume`} button="Try it" onDone={close}>
          <p>
            What waits for it is sent from where it stopped, in order. If it fails again it is set aside
            again.
          </p>
        </ActForm>
      )}
    </Act>
  )
}

function SendFailed({ endpoint }: { endpoint: WebhookEndpoint }) {
  return (
    <Act text="Send what failed …" title={`Send what failed to ${endpoint.name} once more`}>
      {(close) => (
        <ActForm<'replayWebhooks'>
          path="/webhook-replays"
          body={() => ({ to: 'failed', endpoints: [endpoint.code] })}
          button="Send it"
          onDone={close}
        >
          <p>Every event that was given up, in the order of the feed, with its id.</p>
        </ActForm>
      )}
    </Act>
  )
}

function SendRange({ endpoint }: { endpoint: WebhookEndpoint }) {
  return (
    <Act text="Send again …" title={`Send events of a time to ${endpoint.name} once more`}>
      {(close) => (
        <ActForm<'replayWebhooks'>
          path="/webhook-replays"
          body={(field) => {
            const until = instantOf(field('until'))
            return {
              from: instantOf(field('from')) ?? '',
              ...(until === undefined ? {} : { until }),
              to: field('to') as 'failed' | 'all',
              endpoints: [endpoint.code],
            }
          }}
          button="Send them"
          onDone={close}
        >
          <p>They keep their ids, and go beside what happens meanwhile, in the order of the feed.</p>
          <Field label="Events from" name="from" type="datetime-local" required />
          <Field label="Events until" name="until" type="datetime-local" hint="Until now when it is empty." />
          <Field
            label="Which"
            name="to"
            choices={[
              ['failed', 'Those that it did not take'],
              ['all', 'All, taken or not'],
            ]}
          />
        </ActForm>
      )}
    </Act>
  )
}
