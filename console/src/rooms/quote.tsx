import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Link, useParams, useSearchParams } from 'react-router'
import type { QuoteAlternative, QuoteApproval, QuoteLine, QuoteView } from '../api-quotes.ts'
import { get } from '../http.ts'
import { Actor } from '../parts/actor.tsx'
import { Approvers } from '../parts/approvers.tsx'
import { isZero } from '../parts/decimal.ts'
import { Facts, Panel } from '../parts/facts.tsx'
import { MoneyValue, Nothing, quantityText } from '../parts/money.tsx'
import { SoldUnits } from '../parts/sold.tsx'
import { Asked } from '../parts/states.tsx'
import { Status, words } from '../parts/status.tsx'
import { Table } from '../parts/table.tsx'
import { Day, Instant } from '../parts/time.tsx'
import { Title } from '../parts/title.tsx'
import { Waterfall } from '../parts/waterfall.tsx'
import { QuoteActs, QuoteDocument } from './quote-acts.tsx'

/** One quote: what is offered, in its alternatives and versions, and the orders that were made of it. */
export function Quote() {
  const { id = '' } = useParams()
  const [asked] = useSearchParams()
  const version = asked.get('version')
  const quote = useQuery({
    queryKey: ['quote', id, version],
    queryFn: ({ signal }) =>
      get<QuoteView>(`/quotes/${encodeURIComponent(id)}`, version === null ? {} : { version }, signal),
  })
  return (
    <div className="stack">
      {quote.data === undefined && (
        <Title page="Quote" path={[['Quotes', '/quotes']]}>
          Quote
        </Title>
      )}
      <Asked query={quote} what="quote">
        {(data) => <Sheet quote={data} />}
      </Asked>
    </div>
  )
}

function Sheet({ quote }: { quote: QuoteView }) {
  const { number, shownVersion, version, state } = quote
  const stands = shownVersion === version
  return (
    <>
      <Title
        page={number}
        path={[['Quotes', '/quotes']]}
        aside={
          <span className="row">
            <Status value={stands ? state : 'skipped'} name={stands ? words(state) : 'Replaced'} />
            {stands && <QuoteActs quote={quote} />}
            <QuoteDocument quote={quote} />
          </span>
        }
      >
        {number}
      </Title>
      {!stands && (
        <p className="soft">
          This is version {shownVersion}. <Link to={`/quotes/${quote.id}`}>Version {version}</Link> stands in
          its place.
        </p>
      )}
      <section className="panel" aria-label="The quote in short">
        <div className="inside">
          <Facts
            of={[
              ['Account', quote.account],
              ['Their reference', quote.customerReference],
              ['Version', shownVersion],
              ['Valid from', <Day key="from" value={quote.validFrom} />],
              ['Valid until', <Day key="until" value={quote.validUntil} />],
              ['Prices of', <Day key="priced" value={quote.pricedOn} />],
              ['Source', quote.source],
              ['Accepted', quote.accepted === null ? null : `Alternative ${quote.accepted}`],
              ['Approval', quote.approval && <Approval key="approval" of={quote.approval} />],
            ]}
          />
        </div>
      </section>
      {quote.alternatives.map((one) => (
        <Alternative
          key={`${shownVersion} ${one.code}`}
          of={one}
          passedOver={quote.accepted !== null && quote.accepted !== one.code}
        />
      ))}
      {quote.orders.length > 0 && <Orders of={quote.orders} />}
      <History quote={quote} />
    </>
  )
}

function Approval({ of: { state, rules, level, levels, agreed } }: { of: QuoteApproval }) {
  return (
    <>
      {words(state)} because of <span className="code">{rules.join(', ')}</span>
      {state === 'pending' && (
        <>
          {' '}
          by <Approvers level={levels[level - 1]!} agreed={agreed} /> ({level} of {levels.length})
        </>
      )}
    </>
  )
}

/** `passedOver`: another one was accepted, and of this nothing is left to order. */
function Alternative({ of, passedOver }: { of: QuoteAlternative; passedOver: boolean }) {
  const { code, title, lines, net, freight, tax, total } = of
  const [open, setOpen] = useState<ReadonlySet<number>>(new Set())
  const flip = (lineNo: number): void => {
    const next = new Set(open)
    if (!next.delete(lineNo)) next.add(lineNo)
    setOpen(next)
  }
  return (
    <Panel title={`Alternative ${code}${title === null ? '' : `: ${title}`}`}>
      <Table
        caption={`Lines of alternative ${code}`}
        rows={lines}
        keyOf={({ lineNo }) => String(lineNo)}
        columns={[
          {
            head: 'Line',
            cell: ({ lineNo }) => (
              <button
                type="button"
                className="disclose number"
                aria-expanded={open.has(lineNo)}
                aria-label={`Line ${lineNo} of ${code}: price and promise`}
                onClick={() => flip(lineNo)}
              >
                {lineNo}
              </button>
            ),
          },
          {
            head: 'Item',
            cell: ({ sku, itemName, parentLineNo }) => (
              <>
                {sku} <span className="soft">{itemName}</span>
                {parentLineNo !== null && <div className="soft small">with line {parentLineNo}</div>}
              </>
            ),
          },
          {
            head: 'Quantity',
            cell: ({ quantity, uom, sold }) => (
              <>
                {quantityText(quantity)} {uom}
                <SoldUnits of={sold} />
              </>
            ),
            end: true,
          },
          {
            head: 'Left',
            cell: ({ quantityLeft }) =>
              passedOver || isZero(quantityLeft) ? <Nothing /> : quantityText(quantityLeft),
            end: true,
            minor: true,
          },
          { head: 'Leaves on', cell: (line) => <LastDay line={line} />, minor: true },
          {
            head: 'Unit price',
            cell: ({ unitPrice }) => <MoneyValue value={unitPrice} />,
            end: true,
            minor: true,
          },
          { head: 'Net', cell: ({ net: of }) => <MoneyValue value={of} />, end: true },
        ]}
        details={(line) =>
          open.has(line.lineNo) ? (
            <>
              <Waterfall of={line.waterfall} net={line.net} label={`line ${line.lineNo} of ${code}`} />
              <Promises line={line} />
            </>
          ) : undefined
        }
      />
      <div className="inside">
        <Facts
          of={[
            ['Net', <MoneyValue key="net" value={net} />],
            ['Freight', <MoneyValue key="freight" value={freight} />],
            ['Tax', <MoneyValue key="tax" value={tax} />],
            ['Total', <MoneyValue key="total" value={total} />],
          ]}
        />
      </div>
    </Panel>
  )
}

/** The day on which the last part would leave. */
function LastDay({ line: { promises } }: { line: QuoteLine }) {
  const days = promises.map(({ promisedOn }) => promisedOn)
  const last = days.includes(null) ? undefined : days.toSorted().at(-1)
  return last == null ? <Nothing /> : <Day value={last} />
}

function Promises({ line: { lineNo, promises } }: { line: QuoteLine }) {
  return (
    <Table
      caption={`Promise of line ${lineNo}, as it would have been`}
      rows={promises.map((part, index) => ({ ...part, index }))}
      keyOf={({ index }) => String(index)}
      columns={[
        { head: 'Quantity', cell: ({ quantity }) => quantityText(quantity) },
        { head: 'From', cell: ({ location }) => location ?? <Nothing /> },
        { head: 'Of', cell: ({ supply }) => words(supply) },
        {
          head: 'Leaves on',
          cell: ({ promisedOn }) => (promisedOn === null ? <Nothing /> : <Day value={promisedOn} />),
        },
      ]}
    />
  )
}

function Orders({ of }: { of: QuoteView['orders'] }) {
  return (
    <Panel title={`Orders (${of.length})`}>
      <Table
        caption="Orders that were made of it"
        rows={of}
        keyOf={({ id }) => id}
        columns={[
          {
            head: 'Order',
            cell: ({ id, number }) => (
              <Link className="row-link number" to={`/orders/${id}`}>
                {number}
              </Link>
            ),
          },
          { head: 'Of version', cell: ({ version }) => version, end: true },
          {
            head: 'Lines',
            cell: ({ lines }) => {
              const some = lines
                .slice(0, 5)
                .map(({ lineNo, quantity }) => `${quantityText(quantity)} of line ${lineNo}`)
              return lines.length > 5 ? `${some.join(', ')}, and ${lines.length - 5} more` : some.join(', ')
            },
          },
        ]}
      />
    </Panel>
  )
}

function History({ quote: { id, history, version } }: { quote: QuoteView }) {
  return (
    <Panel title="What was done">
      <Table
        caption="What was done with the quote"
        rows={history.map((step, index) => ({ ...step, index }))}
        keyOf={({ index }) => String(index)}
        columns={[
          { head: 'When', cell: ({ at }) => <Instant value={at} /> },
          { head: 'What', cell: ({ act }) => words(act) },
          { head: 'State', cell: ({ state }) => <Status value={state} />, minor: true },
          {
            head: 'Version',
            cell: (step) => (
              <Link to={`/quotes/${id}${step.version === version ? '' : `?version=${step.version}`}`}>
                {step.version}
              </Link>
            ),
            end: true,
          },
          {
            head: 'Who',
            cell: ({ actor }) => (actor === null ? <Nothing /> : <Actor value={actor} />),
            minor: true,
          },
          { head: 'Why', cell: ({ reason }) => reason ?? <Nothing />, minor: true },
        ]}
      />
    </Panel>
  )
}
