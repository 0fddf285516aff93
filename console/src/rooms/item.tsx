import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from 'react-router'
import type { Availability, StockMove, StockRow } from '../api-goods.ts'
import { get } from '../http.ts'
import { Panel } from '../parts/facts.tsx'
import { nameText } from '../parts/free.tsx'
import { ListPanel, useList } from '../parts/list.tsx'
import { MoneyValue, Nothing, Quantity } from '../parts/money.tsx'
import { Asked, Empty, isMissing } from '../parts/states.tsx'
import { Status } from '../parts/status.tsx'
import { StepsChart } from '../parts/steps-chart.tsx'
import { type Column, Table } from '../parts/table.tsx'
import { Day } from '../parts/time.tsx'
import { Title } from '../parts/title.tsx'
import { useMay } from '../session.ts'
import { ReceiveGoods } from './acts.tsx'
import { Answered, AtpRules } from './atp-rules.tsx'
import { SupplyRules } from './supply-rules.tsx'
import { STOCK_COLUMNS } from './stock.tsx'

const MOVE_COLUMNS: Column<StockMove>[] = [
  { head: 'Move', cell: (move) => nameText(move.kind) },
  { head: 'On', cell: (move) => <Day value={move.movedOn} /> },
  { head: 'Location', cell: (move) => move.location, minor: true },
  {
    head: 'Order',
    cell: (move) =>
      move.orderId === null ? (
        <Nothing />
      ) : (
        <Link to={`/orders/${move.orderId}/documents#shipments`}>{move.orderNumber}</Link>
      ),
  },
  { head: 'Quantity', cell: (move) => <Quantity value={move.quantity} />, end: true },
  { head: 'Value', cell: (move) => <MoneyValue value={move.value} />, end: true, minor: true },
]

/** One item: where it lies, what can be promised on which day, and every move of it. */
export function Item() {
  const { sku = '' } = useParams()
  const mayReadSetup = useMay('setup:read')
  const stock = useQuery({
    queryKey: ['/stock', { sku }],
    queryFn: ({ signal }) => get<{ rows: StockRow[] }>('/stock', { sku, limit: 100 }, signal),
  })
  const availability = useQuery({
    queryKey: ['availability', sku],
    queryFn: ({ signal }) => get<Availability>('/availability', { sku }, signal),
  })
  const moves = useList<StockMove>('/stock/moves', { sku })
  const rows = stock.data?.rows.filter((row) => row.sku === sku) ?? []
  // Of what is no item there is neither stock nor a move, and nothing of it can be received.
  if (isMissing(availability.error) && availability.data === undefined)
    return (
      <div className="stack">
        <Title page="Stock" path={[['Stock', '/stock']]}>
          {sku}
        </Title>
        <Asked query={availability} what="item">
          {() => null}
        </Asked>
      </div>
    )
  return (
    <div className="stack">
      <Title page={`${sku}, stock`} path={[['Stock', '/stock']]}>
        {sku} {rows[0] && <span className="soft">{rows[0].name}</span>}
      </Title>
      <Panel title="On hand" aside={<ReceiveGoods sku={sku} location={rows[0]?.location} />}>
        <Asked query={stock} what="item">
          {() =>
            rows.length === 0 ? (
              <Empty title="It has never been in stock." />
            ) : (
              <Table
                caption={`Stock of ${sku} by location`}
                columns={STOCK_COLUMNS.slice(1)}
                rows={rows}
                keyOf={(row) => row.location}
              />
            )
          }
        </Asked>
      </Panel>
      <div id="availability">
        <Panel title="What can be promised">
          <Asked query={availability} what="availability">
            {(data) =>
              data.locations.length === 0 ? (
                <Empty title="Nothing can be promised of it." />
              ) : (
                data.locations.map((one) => <AtLocation key={one.location} one={one} sku={sku} />)
              )
            }
          </Asked>
        </Panel>
      </div>
      {mayReadSetup && <AtpRules />}
      {mayReadSetup && <SupplyRules />}
      <div id="moves">
        <ListPanel
          list={moves}
          what="moves"
          caption={`Moves of ${sku}, newest first`}
          columns={MOVE_COLUMNS}
          keyOf={(move) => move.id}
          idOf={(move) => move.id}
          empty={<Empty title="It has never moved." />}
          head={
            <header>
              <h2>Moves</h2>
            </header>
          }
        />
      </div>
    </div>
  )
}

function AtLocation({ one, sku }: { one: Availability['locations'][number]; sku: string }) {
  return (
    <div className="inside stack">
      <div className="row spread">
        <h3>{one.location}</h3>
        <span className="small soft">
          On hand <Quantity value={one.onHand} />, reserved <Quantity value={one.reserved} />, dated demand{' '}
          <Quantity value={one.demand} />, backordered <Quantity value={one.backordered} />
        </span>
      </div>
      <Answered by={one.rule} from={one.unlimitedFrom} />
      <StepsChart steps={one.steps} label={`${sku} at ${one.location}: what can be promised over time`} />
      <div className="pair">
        <Table
          caption={`${sku} at ${one.location}: what can be promised from each day on`}
          rows={one.steps}
          keyOf={(step) => step.from}
          columns={[
            { head: 'From', cell: (step) => <Day value={step.from} /> },
            { head: 'Can be promised', cell: (step) => <Quantity value={step.available} />, end: true },
          ]}
        />
        {one.supplies.length === 0 ? (
          <p className="soft">No supply is on its way.</p>
        ) : (
          <Table
            caption={`Supply of ${sku} on its way to ${one.location}`}
            rows={one.supplies}
            keyOf={(supply) => supply.number}
            columns={[
              { head: 'Supply', cell: (supply) => supply.number },
              { head: 'Kind', cell: (supply) => nameText(supply.kind), minor: true },
              {
                head: 'Due',
                cell: (supply) => (
                  <>
                    <Day value={supply.dueOn} /> {supply.pastDue && <Status value="late" />}
                    {!supply.counts && <span className="soft">does not count</span>}
                  </>
                ),
              },
              { head: 'Quantity', cell: (supply) => <Quantity value={supply.quantity} />, end: true },
            ]}
          />
        )}
      </div>
    </div>
  )
}
