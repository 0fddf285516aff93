import { useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import type { CustomerView, MatchList } from '../api-customers.ts'
import { get } from '../http.ts'
import { Actor } from '../parts/actor.tsx'
import { Act } from '../parts/act.tsx'
import { Facts, Panel } from '../parts/facts.tsx'
import { ActForm, Field } from '../parts/form.tsx'
import { Empty } from '../parts/states.tsx'
import { words } from '../parts/status.tsx'
import { Table } from '../parts/table.tsx'
import { Instant } from '../parts/time.tsx'
import { useMay } from '../session.ts'

/** Which records are one customer, who else may be it, and what was noted: with the acts that change it. */

const addressOf = (number: string, rest: string) => `/customers/${encodeURIComponent(number)}/${rest}`

function To({ number }: { number: string }) {
  return <Link to={`/customers/${encodeURIComponent(number)}`}>{number}</Link>
}

export function Records({ data }: { data: CustomerView }) {
  const mayAct = useMay('customers:write')
  const merged = data.records.length > 1
  if (data.records.length === 0) return null
  return (
    <>
      <Panel
        title={`Records (${data.records.length})`}
        aside={mayAct && <MergeInto number={data.number} />}
        padded={!merged}
      >
        {!merged && <p className="soft">This customer has one record.</p>}
        {merged && (
          <Table
            caption="Records that are one customer"
            rows={data.records}
            keyOf={(one) => one.id}
            columns={[
              { head: 'Record', cell: (one) => <span className="code">{one.number}</span> },
              { head: 'Name', cell: (one) => (one.erased ? <i>Erased</i> : one.name) },
              { head: 'E-mail', cell: (one) => one.email, minor: true },
              {
                head: 'Merged',
                cell: (one) => (one.into === null ? 'Leads the others' : `Into ${one.into}`),
              },
              { head: 'Kept by law', cell: (one) => one.legalHold?.until, minor: true },
              {
                head: <span className="only-read">What can be done</span>,
                cell: (one) => mayAct && one.into !== null && <Unmerge number={one.number} />,
              },
            ]}
          />
        )}
      </Panel>
      {data.merges.length > 0 && (
        <Panel title="Merged and unmerged">
          <Table
            caption="What was decided of these records"
            rows={data.merges}
            keyOf={(one) => `${one.at} ${one.customer}`}
            columns={[
              { head: 'When', cell: (one) => <Instant value={one.at} /> },
              { head: 'Record', cell: (one) => <To number={one.customer} /> },
              { head: 'What', cell: (one) => (one.into === null ? 'Unmerged' : `Merged into ${one.into}`) },
              {
                head: 'By',
                cell: (one) => (one.rule === null ? <Actor value={one.actor} /> : `Rule ${one.rule}`),
                minor: true,
              },
              { head: 'Why', cell: (one) => one.reason },
            ]}
          />
        </Panel>
      )}
    </>
  )
}

const Why = () => (
  <Field
    label="Reason"
    name="reason"
    required
    minLength={3}
    maxLength={500}
    hint="Kept for good: it must not say who the person is."
  />
)

function MergeInto({ number }: { number: string }) {
  return (
    <Act text="Merge …" title={`${number} is the same customer as another`}>
      {(close) => (
        <ActForm<'mergeCustomer'>
          path={addressOf(number, 'merge')}
          method="PUT"
          body={(field) => ({ into: field('into'), reason: field('reason') })}
          button="Merge"
          onDone={close}
        >
          <p className="soft">Accounts, orders and books stay with their record: it can be taken back.</p>
          <Field label="Number of the other customer, who leads" name="into" required maxLength={100} />
          <Why />
        </ActForm>
      )}
    </Act>
  )
}

function Unmerge({ number }: { number: string }) {
  return (
    <Act text="Unmerge …" about={number} title={`${number} is somebody else`}>
      {(close) => (
        <ActForm<'mergeCustomer'>
          path={addressOf(number, 'merge')}
          method="PUT"
          body={(field) => ({ into: null, reason: field('reason') })}
          button="Unmerge"
          onDone={close}
        >
          <p className="soft">It stands alone again, with the records that had been merged into it.</p>
          <Why />
        </ActForm>
      )}
    </Act>
  )
}

/** Other customers that may be the same, by the rules of the company. */
export function Matches({ data }: { data: CustomerView }) {
  const mayAct = useMay('customers:write')
  const { data: found } = useQuery({
    queryKey: ['matches', data.number],
    queryFn: ({ signal }) => get<MatchList>(addressOf(data.number, 'matches'), {}, signal),
    // A credential that sees some accounts only is not told.
    enabled: data.records.length > 0,
  })
  if (found === undefined || found.matches.length === 0) return null
  return (
    <Panel title={`May be the same (${found.matches.length}${found.complete ? '' : ' and more'})`}>
      <Table
        caption="Other customers that agree by a rule"
        rows={found.matches}
        keyOf={(one) => one.customer}
        columns={[
          { head: 'Customer', cell: (one) => <To number={one.customer} /> },
          { head: 'Name', cell: (one) => one.name },
          { head: 'E-mail', cell: (one) => one.email, minor: true },
          {
            head: 'Agrees',
            cell: (one) => (
              <>
                {one.keys.map(words).join(', ')}
                {one.decidedApart && ' (unmerged before)'}
              </>
            ),
          },
          { head: 'Rule', cell: (one) => <span className="code">{one.rule}</span>, minor: true },
          {
            head: <span className="only-read">What can be done</span>,
            cell: (one) =>
              mayAct && (
                <Act text="Merge …" about={one.customer} title={`${one.customer} is the same customer`}>
                  {(close) => (
                    <ActForm<'mergeCustomer'>
                      path={addressOf(one.customer, 'merge')}
                      method="PUT"
                      body={(field) => ({ into: data.number, reason: field('reason') })}
                      button="Merge"
                      onDone={close}
                    >
                      <Facts
                        of={[
                          ['Leads', data.number],
                          ['Comes to it', one.customer],
                        ]}
                      />
                      <Why />
                    </ActForm>
                  )}
                </Act>
              ),
          },
        ]}
      />
    </Panel>
  )
}

export function Notes({ data }: { data: CustomerView }) {
  const mayAct = useMay('customers:write')
  if (data.records.length === 0) return null
  return (
    <Panel title={`Notes (${data.notes.length})`} aside={mayAct && <AddNote number={data.askedNumber} />}>
      {data.notes.length === 0 ? (
        <Empty title="Nothing is noted." />
      ) : (
        <Table
          caption="The newest notes"
          rows={data.notes}
          keyOf={(one) => one.id}
          columns={[
            { head: 'When', cell: (one) => <Instant value={one.at} /> },
            { head: 'By', cell: (one) => <Actor value={one.actor} />, minor: true },
            { head: 'Note', cell: (one) => one.text ?? <i>Erased</i> },
          ]}
        />
      )}
    </Panel>
  )
}

function AddNote({ number }: { number: string }) {
  return (
    <Act text="Add a note …" title={`A note of ${number}`}>
      {(close) => (
        <ActForm<'addNote'>
          path={addressOf(number, 'notes')}
          body={(field) => ({ text: field('text') })}
          button="Add the note"
          onDone={close}
        >
          <Field
            label="Note"
            name="text"
            required
            maxLength={4000}
            hint="It stays as it is, and is erased with the person."
          />
        </ActForm>
      )}
    </Act>
  )
}
