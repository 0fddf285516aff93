import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { Link } from 'react-router'
import type { MatchQuestion, MatchRecord } from '../api-customers.ts'
import { getPage } from '../http.ts'
import { Act } from '../parts/act.tsx'
import { Actor } from '../parts/actor.tsx'
import { Address } from '../parts/address.tsx'
import { type Choosing, type Outcome, Said, useChosen } from '../parts/chosen.tsx'
import { isZero } from '../parts/decimal.ts'
import { ChoiceFilter, Filters, Pager, useFilters } from '../parts/filters.tsx'
import { ActForm, Field } from '../parts/form.tsx'
import { isBlank } from '../parts/free.tsx'
import { type Money, MoneyValue, Nothing } from '../parts/money.tsx'
import { Asked, Empty } from '../parts/states.tsx'
import { words } from '../parts/status.tsx'
import { Day, Instant } from '../parts/time.tsx'
import { Title } from '../parts/title.tsx'
import { useMay } from '../session.ts'

/** Questions of a page: each is as high as a hand. */
const PAGE = 20
/** Until a question is asked again, unless said. */
const LATER_DAYS = 7

type Answer = 'merge' | 'apart' | 'later'

const keyOf = ({ customer, other }: MatchQuestion): string => `${customer} ${other}`
const nameOf = ({ customer, other }: MatchQuestion): string => `${other} and ${customer}`

/** Records that may be one customer: a person compares them and says so, or that they are two, of many at once. */
export function Matches() {
  const filters = useFilters()
  const state = filters.value('state')
  const after = filters.value('after')
  const list = useQuery({
    queryKey: ['match-questions', state, after],
    queryFn: ({ signal }) =>
      getPage<{ questions: MatchQuestion[] }>('/match-questions', { state, after, limit: PAGE }, signal),
    placeholderData: keepPreviousData,
  })
  const choosing = useChosen(keyOf, nameOf)
  const here = list.data?.body.questions ?? []
  const mayAct = useMay('customers:write')
  return (
    <div className="stack">
      <Title page="Matches">May be one customer</Title>
      <Filters>
        <ChoiceFilter name="state" label="State" all="Waiting" choices={[['later', 'Left for later']]} />
      </Filters>
      {mayAct && <Answers choosing={choosing} here={here} />}
      <Said said={choosing.said} />
      <Asked query={list} what="questions">
        {({ body: { questions }, next }) =>
          questions.length === 0 ? (
            <section className="panel">
              <Nobody later={state === 'later'} deep={after !== ''} />
            </section>
          ) : (
            <>
              {questions.map((one) => (
                <Question key={keyOf(one)} of={one} choosing={mayAct ? choosing : undefined} />
              ))}
              <Pager next={next} shown={questions.length} />
            </>
          )
        }
      </Asked>
    </div>
  )
}

function Nobody({ later, deep }: { later: boolean; deep: boolean }) {
  const filters = useFilters()
  if (deep)
    return (
      <Empty title="Nothing is behind this page any more.">
        <button type="button" onClick={() => filters.set('after', '')}>
          First page
        </button>
      </Empty>
    )
  if (later) return <Empty title="No question was left for later." />
  return (
    <Empty title="No question waits.">
      <p>
        Who comes with an order is compared by the rules of the company. What agrees without doubt is merged;
        what is not sure stands here.
      </p>
      <Link to="/customers">Go to the customers</Link>
    </Empty>
  )
}

/** One question: both records side by side, and what can be said of them. */
function Question({ of, choosing }: { of: MatchQuestion; choosing: Choosing<MatchQuestion> | undefined }) {
  const { customer, other, rule, keys, askedAt, later } = of
  return (
    <article className="panel" aria-label={nameOf(of)}>
      <header>
        <h2 className="row tight">
          {choosing && (
            <input
              type="checkbox"
              aria-label={`Choose ${nameOf(of)}`}
              checked={choosing.chosen.has(keyOf(of))}
              onChange={(event) => choosing.choose([of], event.target.checked)}
            />
          )}
          <span>
            <To number={other} led /> and <To number={customer} />
          </span>
        </h2>
        <span className="small soft">
          {askedAt !== null && (
            <>
              Asked <Instant value={askedAt} short />,{' '}
            </>
          )}
          by the rule <span className="code">{rule}</span>
          {keys.length > 0 && ` (${keys.map(words).join(', ').toLowerCase()})`}
        </span>
      </header>
      {later !== null && (
        <p className="inside soft">
          Left until <Day value={later.until} /> by <Actor value={later.actor} />: {later.reason}
        </p>
      )}
      <Comparison of={of} />
      {choosing && (
        <div className="row inside">
          <Say answer="merge" rows={[of]} onDone={() => choosing.choose([of], false)} about={nameOf(of)} />
          <Say answer="apart" rows={[of]} onDone={() => choosing.choose([of], false)} about={nameOf(of)} />
          <Say answer="later" rows={[of]} onDone={() => choosing.choose([of], false)} about={nameOf(of)} />
        </div>
      )}
    </article>
  )
}

function To({ number, led = false }: { number: string; led?: boolean }) {
  return (
    <Link to={`/customers/${encodeURIComponent(number)}`} className={led ? 'row-link' : undefined}>
      {number}
    </Link>
  )
}

interface Line {
  what: string
  /** The key that rules compare, if it is one. */
  key?: string
  cell: (record: MatchRecord) => ReactNode
  /** Of whom the line says nothing; it is left out when that is so of both. */
  idle: (record: MatchRecord) => boolean
}

const LINES: Line[] = [
  {
    what: 'Name',
    key: 'name',
    idle: (one) => !one.erased && one.name === null,
    cell: (one) => (one.erased ? <i>Erased</i> : (one.name ?? <Nothing />)),
  },
  {
    what: 'E-mail',
    key: 'email',
    idle: (one) => one.email === null,
    cell: (one) => one.email ?? <Nothing />,
  },
  { what: 'Phone', key: 'phone', idle: (one) => one.phone === null, cell: (one) => one.phone ?? <Nothing /> },
  {
    what: 'Address',
    key: 'postcode',
    idle: (one) => isBlank(one.address),
    cell: (one) => (isBlank(one.address) ? <Nothing /> : <Address of={one.address} />),
  },
  {
    what: 'Numbers elsewhere',
    key: 'alternate_number',
    idle: (one) => one.alternateNumbers.length === 0,
    cell: ({ alternateNumbers }) =>
      alternateNumbers.length === 0 ? (
        <Nothing />
      ) : (
        alternateNumbers.map(({ system, number }) => (
          <div key={`${system} ${number}`}>
            {system} <span className="code">{number}</span>
          </div>
        ))
      ),
  },
  {
    what: 'Its customer',
    idle: (one) => one.records === 1,
    cell: (one) =>
      one.records > 1 ? (
        <>
          {one.records} records, led by <To number={one.head} />
        </>
      ) : (
        'This record alone'
      ),
  },
  {
    what: 'Orders',
    idle: () => false,
    cell: ({ orders, number, sources, whole }) =>
      orders === 0 ? (
        'None'
      ) : (
        <>
          <Link to={`/orders?customer=${encodeURIComponent(number)}`}>
            {whole ? orders : `${orders} or more`}
          </Link>{' '}
          <span className="soft">from {sources.join(', ')}</span>
        </>
      ),
  },
  {
    what: 'Newest order',
    idle: (one) => one.newestOrder === null,
    cell: ({ newestOrder: order }) =>
      order === null ? (
        <Nothing />
      ) : (
        <>
          <Link to={`/orders/${order.id}`}>{order.number}</Link> <Instant value={order.placedAt} short />
        </>
      ),
  },
  sums('Ordered', (row) => row.ordered),
  sums('Owes', (row) => row.open),
  sums('Paid, not used', (row) => row.unapplied),
]

function sums(what: string, of: (row: MatchRecord['money'][number]) => Money): Line {
  return {
    what,
    idle: (one) => one.money.every((row) => isZero(of(row).amount)),
    cell: (one) => <Sums of={one.money.map(of)} />,
  }
}

/** Amounts by currency; what is nothing is not a number to read. */
function Sums({ of }: { of: readonly Money[] }) {
  const said = of.filter(({ amount }) => !isZero(amount))
  if (said.length === 0) return <Nothing />
  return said.map((one) => (
    <div key={one.currency}>
      <MoneyValue value={one} />
    </div>
  ))
}

function Comparison({ of }: { of: MatchQuestion }) {
  const [later, before] = of.records
  const markOf = ({ key }: Line): 'agrees' | 'differs' | undefined => {
    if (key === undefined) return undefined
    if (of.agrees.includes(key)) return 'agrees'
    return of.differs.includes(key) ? 'differs' : undefined
  }
  return (
    <table className="compare">
      <caption className="only-read">What {nameOf(of)} say of themselves, and what they bought</caption>
      <thead>
        <tr>
          <th scope="col">
            <span className="only-read">What</span>
          </th>
          <th scope="col">
            {before.number} <span className="soft">was here</span>
          </th>
          <th scope="col">
            {later.number} <span className="soft">came later</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {LINES.filter(({ idle }) => !of.records.every(idle)).map((line) => {
          const mark = markOf(line)
          return (
            <tr key={line.what} className={mark}>
              <th scope="row">
                <div>{line.what}</div>
                {mark !== undefined && (
                  <span className={`status ${mark === 'agrees' ? 'good' : 'warn'}`}>{words(mark)}</span>
                )}
              </th>
              <td>{line.cell(before)}</td>
              <td>{line.cell(later)}</td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}

/** What can be said of all that is chosen. */
function Answers({ choosing, here }: { choosing: Choosing<MatchQuestion>; here: readonly MatchQuestion[] }) {
  const { chosen, choose, clear, decided } = choosing
  if (here.length === 0 && chosen.size === 0) return null
  const rows = [...chosen.values()]
  const all = here.every((one) => chosen.has(keyOf(one)))
  return (
    <div className="row" role="group" aria-label="Answer what is chosen">
      <label className="row tight">
        <input
          type="checkbox"
          checked={here.length > 0 && all}
          disabled={here.length === 0}
          onChange={(event) => choose(here, event.target.checked)}
        />
        All of this page
      </label>
      {rows.length === 0 ? (
        <span className="soft">
          <kbd>j</kbd> and <kbd>k</kbd> move, <kbd>x</kbd> chooses.
        </span>
      ) : (
        <>
          <strong>{rows.length} chosen</strong>
          <Say answer="merge" rows={rows} onDone={decided} />
          <Say answer="apart" rows={rows} onDone={decided} />
          <Say answer="later" rows={rows} onDone={decided} />
          <button type="button" className="plain" onClick={clear}>
            Choose none
          </button>
        </>
      )}
    </div>
  )
}

const SAID: Record<Answer, { text: string; title: string; says: string }> = {
  merge: {
    text: 'Merge',
    title: 'One customer',
    says: 'Accounts, orders and books stay with their record: it can be taken back in the room of the customer.',
  },
  apart: {
    text: 'Keep apart',
    title: 'Two customers',
    says: 'No rule merges them from now on, and nobody is asked again. A person may still merge them.',
  },
  later: {
    text: 'Later',
    title: 'Ask again later',
    says: 'Until that day it is not among the questions that wait.',
  },
}

function Say({
  answer,
  rows,
  about,
  onDone,
}: {
  answer: Answer
  rows: readonly MatchQuestion[]
  /** Of one: what is refused of it is told in its form. */
  about?: string
  onDone: (outcomes: readonly Outcome[]) => void
}) {
  const { text, title, says } = SAID[answer]
  const [first] = rows
  const [soon] = useState(() => new Date(Date.now() + LATER_DAYS * 86_400_000).toISOString().slice(0, 10))
  return (
    <Act
      text={`${text} …`}
      title={`${title}: ${about ?? `${rows.length} chosen`}`}
      {...(about === undefined ? {} : { about })}
    >
      {(close) => (
        <ActForm<'answerMatchQuestions'>
          path="/match-questions"
          method="PUT"
          perRow={about === undefined}
          body={(field) =>
            rows.map(({ customer, other }) => ({
              customer,
              other,
              answer,
              reason: field('reason'),
              ...(field('leads') !== '' && { leads: field('leads') }),
              ...(field('until') !== '' && { until: field('until') }),
            }))
          }
          button={text}
          onDone={(answered) => {
            close()
            onDone((answered as { outcomes: Outcome[] }).outcomes)
          }}
        >
          <p className="soft">{says}</p>
          {answer === 'merge' &&
            (about === undefined || first === undefined ? (
              <p className="soft">Of each pair the record that was here before leads.</p>
            ) : (
              <Field
                label="Leads the other"
                name="leads"
                path="/0/leads"
                choices={[
                  [first.other, `${first.other}, was here before`],
                  [first.customer, `${first.customer}, came later`],
                ]}
              />
            ))}
          {answer === 'later' && (
            <Field
              label="Ask again on"
              name="until"
              path="/0/until"
              type="date"
              required
              defaultValue={soon}
            />
          )}
          <Field
            label="Reason"
            name="reason"
            path="/0/reason"
            required
            minLength={3}
            maxLength={500}
            hint="Kept for good: it must not say who the person is."
          />
        </ActForm>
      )}
    </Act>
  )
}
