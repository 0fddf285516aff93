import { useQuery } from '@tanstack/react-query'
import { Fragment } from 'react'
import type { PricedLine } from '../api-entry.ts'
import { Charges } from '../parts/charges.tsx'
import { nameText } from '../parts/free.tsx'
import { Made } from '../parts/made.tsx'
import { Nothing, quantityText } from '../parts/money.tsx'
import { Asked } from '../parts/states.tsx'
import { words } from '../parts/status.tsx'
import { Table } from '../parts/table.tsx'
import { Day } from '../parts/time.tsx'
import { Waterfall } from '../parts/waterfall.tsx'
import type { EntryLine } from './entry-draft.ts'
import { type LiveLine, priceCart, type Question } from './entry-live.ts'

/** How the price of a line came about, what of it leaves where and when, and why no other place. */
export function Explained({
  line,
  row,
  live,
  question,
}: {
  line: EntryLine
  row: number
  live: LiveLine | undefined
  question: Question | undefined
}) {
  const priced = useQuery({
    queryKey: ['entry', 'explained', question],
    queryFn: () => priceCart(question!, true),
    enabled: question !== undefined && live !== undefined,
    staleTime: 30_000,
    gcTime: 5_000,
  })
  if (question === undefined || live === undefined)
    return <p className="soft">There is no price yet: it comes when the line and the head are filled.</p>
  const place = question.keys.indexOf(line.key) + 1
  const { promise } = live
  return (
    <div className="stack">
      <Asked query={priced} what="explanation">
        {({ cart }) => {
          const found = (cart?.lines ?? []).filter(
            (one) => one.lineNo === place || one.parentLineNo === place,
          )
          if (found.length === 0) return <p className="soft">There is no price yet.</p>
          const nameOf = (one: PricedLine) =>
            one.parentLineNo === null ? `line ${row + 1}` : `${one.sku}, a part of line ${row + 1}`
          return found.map((one) => (
            <Fragment key={one.lineNo}>
              <Waterfall of={one.waterfall} net={one.net} label={nameOf(one)} />
              {one.charges.length > 0 && <Charges of={one.charges} label={nameOf(one)} />}
            </Fragment>
          ))
        }}
      </Asked>
      {promise && (
        <Table
          caption={`What of line ${row + 1} would leave, and when`}
          rows={promise.promises.map((part, index) => ({ ...part, index }))}
          keyOf={({ index }) => String(index)}
          columns={[
            { head: 'Quantity', cell: (part) => quantityText(part.quantity) },
            { head: 'From', cell: (part) => part.location ?? <Nothing /> },
            {
              head: 'Of',
              cell: (part) => (
                <>
                  {words(part.supply)}
                  {part.made && <Made of={part.made} />}
                </>
              ),
            },
            { head: 'Leaves on', cell: (part) => <Day value={part.promisedOn} /> },
            { head: 'Arrives on', cell: (part) => <Day value={part.arrivesOn} />, minor: true },
          ]}
        />
      )}
      {promise && promise.notChosen.length > 0 && (
        <Table
          caption={`Why no other place serves line ${row + 1}`}
          rows={promise.notChosen}
          keyOf={({ location }) => location}
          columns={[
            { head: 'Not from', cell: (one) => one.location },
            { head: 'Because', cell: (one) => one.note ?? nameText(one.why) },
            { head: 'It has', cell: (one) => quantityText(one.available), end: true },
          ]}
        />
      )}
    </div>
  )
}
