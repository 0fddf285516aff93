import type { AmendedLine, AmendmentTold, Goods } from '../api-amend.ts'
import { linesText } from '../parts/lines.ts'
import { MoneyValue, Nothing, Quantity } from '../parts/money.tsx'
import { Status, words } from '../parts/status.tsx'
import { type Column, Table } from '../parts/table.tsx'
import { Day } from '../parts/time.tsx'

const LINES: Column<AmendedLine>[] = [
  { head: 'Line', cell: ({ lineNo }) => lineNo },
  { head: 'Item', cell: ({ sku }) => sku },
  { head: 'Change', cell: ({ change }) => <Status value={change} /> },
  { head: 'Before', cell: ({ quantity }) => <Quantity value={quantity.from} />, end: true },
  { head: 'After', cell: ({ quantity }) => <Quantity value={quantity.to} />, end: true },
  { head: 'Price', cell: ({ repriced }) => (repriced ? 'anew' : 'kept'), minor: true },
  {
    head: 'Asked for',
    cell: ({ requestedOn }) => (requestedOn === null ? <Nothing /> : <Day value={requestedOn} />),
    minor: true,
  },
]

const AMOUNTS = [
  ['net', 'Net'],
  ['freight', 'Freight'],
  ['tax', 'Tax'],
  ['total', 'Total'],
] as const

const TASKS = {
  drop: 'Not done any more',
  do: 'Done for what is new',
  keep: 'Stays as it is',
} as const

const CALLS = {
  keep: 'Stays as it is',
  undo: 'Undone',
  redo: 'Made again, as it is wanted now',
  do: 'Made',
} as const

/** What an amendment does to an order, before and after side by side (P-34). */
export function AmendmentView({ told }: { told: AmendmentTold }) {
  const lines = told.lines.filter(({ change }) => change !== 'same')
  const { before, after, change } = told.money
  const { from, to } = told.promise
  const calls = told.calls ?? []
  return (
    <div className="stack">
      {told.held && <p className="notice warn">It will be on hold: for credit, or for its margin.</p>}
      {told.shipTo === 'elsewhere' && (
        <p className="notice warn">What has not left is taxed where it goes to now.</p>
      )}
      <Table
        caption="Lines that change"
        columns={LINES}
        rows={lines}
        keyOf={({ lineNo }) => String(lineNo)}
      />
      {lines.length < told.lines.length && (
        <p className="small soft">
          {(told.lines.length - lines.length).toLocaleString()} lines stay as they are.
        </p>
      )}
      <Table
        caption="Money before and after"
        rows={AMOUNTS}
        keyOf={([name]) => name}
        columns={[
          { head: 'Money', cell: ([, text]) => text },
          { head: 'Before', cell: ([name]) => <MoneyValue value={before[name]} />, end: true },
          { head: 'After', cell: ([name]) => <MoneyValue value={after[name]} />, end: true },
          { head: 'Change', cell: ([name]) => <MoneyValue value={change[name]} />, end: true },
        ]}
      />
      <p>
        Promised before: {from === null ? <Nothing /> : <Day value={from} />}; after:{' '}
        {to === null ? <Nothing /> : <Day value={to} />}
      </p>
      <StockOf name="Goods that are taken" of={told.stock.taken} />
      <StockOf name="Goods that are free again" of={told.stock.freed} />
      {told.tasks.length > 0 && (
        <Table
          caption="Tasks of the plan"
          rows={told.tasks.map((task, index) => ({ ...task, index }))}
          keyOf={({ index }) => String(index)}
          columns={[
            { head: 'Task', cell: ({ kind }) => words(kind) },
            { head: 'What becomes of it', cell: ({ what }) => TASKS[what] },
            { head: 'How many', cell: ({ tasks }) => tasks.toLocaleString(), end: true },
            { head: 'Lines', cell: ({ lineNos }) => linesText(lineNos), minor: true },
          ]}
        />
      )}
      {calls.length > 0 && (
        <Table
          caption="Requests to outside systems, in order"
          rows={calls.map((call, index) => ({ ...call, index }))}
          keyOf={({ index }) => String(index)}
          columns={[
            { head: 'Request', cell: ({ name }) => words(name) },
            { head: 'To', cell: ({ system }) => system },
            { head: 'What becomes of it', cell: ({ what }) => CALLS[what] },
            { head: 'Lines', cell: ({ lineNos }) => linesText(lineNos), minor: true },
            { head: 'Note', cell: ({ note }) => note ?? '', minor: true },
          ]}
        />
      )}
    </div>
  )
}

function StockOf({ name, of }: { name: string; of: readonly Goods[] }) {
  if (of.length === 0) return null
  return (
    <Table
      caption={name}
      rows={of.map((goods, index) => ({ ...goods, index }))}
      keyOf={({ index }) => String(index)}
      columns={[
        { head: name, cell: ({ sku }) => sku },
        { head: 'Quantity', cell: ({ quantity }) => <Quantity value={quantity} />, end: true },
        { head: 'From', cell: ({ location }) => location ?? <Nothing /> },
        { head: 'Supply', cell: ({ supply }) => words(supply), minor: true },
      ]}
    />
  )
}
