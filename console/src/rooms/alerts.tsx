import { Link } from 'react-router'
import type { Alert } from '../api-watch.ts'
import { Act } from '../parts/act.tsx'
import { ChoiceFilter, Filters, useFilters } from '../parts/filters.tsx'
import { ActForm, Field } from '../parts/form.tsx'
import { ListPanel, useList } from '../parts/list.tsx'
import { MoneyValue, Nothing } from '../parts/money.tsx'
import { Empty } from '../parts/states.tsx'
import { Status, words } from '../parts/status.tsx'
import type { Column } from '../parts/table.tsx'
import { Instant } from '../parts/time.tsx'
import { Title } from '../parts/title.tsx'
import { useMay } from '../session.ts'

const COLUMNS: Column<Alert>[] = [
  {
    head: 'Alert',
    cell: (row) => (
      <Link className="row-link" to={`/alerts/${row.id}`}>
        {row.says}
      </Link>
    ),
  },
  { head: 'State', cell: (row) => <AlertState alert={row} /> },
  { head: 'Since', cell: (row) => <Instant value={row.raisedAt} short /> },
  { head: 'Seen', cell: (row) => <span className="number">{row.seen}</span>, end: true, minor: true },
  {
    head: 'At risk',
    cell: (row) => (row.atRisk === null ? <Nothing /> : <MoneyValue value={row.atRisk} />),
    end: true,
    minor: true,
  },
  { head: 'What to do', cell: (row) => <RunbookLink alert={row} />, minor: true },
]

/** What is wrong now, or was: a person takes note of it, or says that it is settled. */
export function Alerts() {
  const filters = useFilters()
  const mayAct = useMay('operations:write')
  const list = useList<Alert>('/monitoring/alerts', { state: filters.value('state') }, 5_000)
  const acts: Column<Alert> = { head: 'Act', cell: (row) => <AlertActs alert={row} />, minor: true }
  return (
    <div className="stack">
      <Title page="Alerts">Alerts</Title>
      <Filters>
        <ChoiceFilter
          name="state"
          label="State"
          all="Not resolved"
          choices={(['open', 'acknowledged', 'resolved'] as const).map((state) => [state, words(state)])}
        />
      </Filters>
      <ListPanel
        list={list}
        what="alerts"
        caption="Alerts, the newest first"
        columns={mayAct ? [...COLUMNS, acts] : COLUMNS}
        keyOf={(row) => row.id}
        empty={
          <Empty title="Nothing is wrong.">
            <p>
              What goes on behind the orders stands in <Link to="/jobs">Jobs</Link>.
            </p>
          </Empty>
        }
      />
    </div>
  )
}

export function AlertState({ alert }: { alert: Alert }) {
  const value = { open: 'error', acknowledged: 'pending', resolved: 'settled' }[alert.state]
  return <Status value={value} name={words(alert.state)} />
}

/** The page of the runbook that an alert names: `docs/operating/jobs.md#it-is-stopped`. */
export function RunbookLink({ alert }: { alert: Alert }) {
  const [file, anchor] = alert.page.replace('docs/operating/', '').split('#')
  const page = file!.replace(/\.md$/, '')
  return (
    <Link to={`/runbook/${page}${anchor === undefined ? '' : `#${anchor}`}`}>
      Runbook<span className="only-read">: {alert.says}</span>
    </Link>
  )
}

/** What can be said of an alert as it stands. */
export function AlertActs({ alert }: { alert: Alert }) {
  if (alert.state === 'resolved') return null
  return (
    <span className="row">
      {alert.state === 'open' && <Say alert={alert} verb="acknowledge" button="Acknowledge" />}
      <Say alert={alert} verb="resolve" button="Resolve" />
    </span>
  )
}

function Say({ alert, verb, button }: { alert: Alert; verb: 'acknowledge' | 'resolve'; button: string }) {
  return (
    <Act text={`${button} …`} title={`${button} the alert`} about={alert.says}>
      {(close) => (
        <ActForm<'acknowledgeAlert'>
          path={`/monitoring/alerts/${alert.id}/${verb}`}
          body={(field) => ({ note: field('note') })}
          button={button}
          onDone={close}
        >
          <p>{alert.says}</p>
          {verb === 'resolve' && alert.standing && (
            <p className="notice warn">It still is so: it is raised again only after it was gone.</p>
          )}
          <Field label="Note" name="note" required maxLength={1000} hint="It stays with the alert." />
        </ActForm>
      )}
    </Act>
  )
}
