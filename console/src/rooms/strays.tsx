import type { ReactNode } from 'react'
import { Link } from 'react-router'
import type { StrayRow } from '../api-goods.ts'
import { Act } from '../parts/act.tsx'
import { type Choosing, ChosenBar, chooseColumn, type Outcome, Said, useChosen } from '../parts/chosen.tsx'
import { isZero } from '../parts/decimal.ts'
import { ChoiceFilter, DayFilter, Filters, SearchFilter, useFilters } from '../parts/filters.tsx'
import { ActForm, Field } from '../parts/form.tsx'
import { ListPanel, useList } from '../parts/list.tsx'
import { Nothing, Quantity } from '../parts/money.tsx'
import { Empty } from '../parts/states.tsx'
import { Status, words } from '../parts/status.tsx'
import type { Column } from '../parts/table.tsx'
import { Day } from '../parts/time.tsx'
import { Title } from '../parts/title.tsx'
import { useMay } from '../session.ts'
import { UntilField } from './order-strays.tsx'

/** Rows of one call at most. */
const MOST = 1000

type Chosen = ReadonlyMap<string, StrayRow>

const keyOf = ({ id }: StrayRow): string => id

const COLUMNS: Column<StrayRow>[] = [
  { head: 'Item', cell: (one) => one.sku ?? one.fulfillmentLineId },
  { head: 'To decide', cell: (one) => <Quantity value={one.left} />, end: true },
  { head: 'State', cell: (one) => <Status value={one.state} /> },
  { head: 'Why', cell: (one) => one.says, minor: true },
  { head: 'From', cell: (one) => one.location ?? <Nothing />, minor: true },
  { head: 'Left on', cell: (one) => <Day value={one.leftOn} />, minor: true },
  {
    head: 'Back by',
    cell: (one) => (one.expectedUntil === null ? <Nothing /> : <Day value={one.expectedUntil} />),
    minor: true,
  },
]

/** What left without a sale, of all orders: a person chooses some and decides on all of them at once. */
export function Strays() {
  const filters = useFilters()
  const until = filters.value('expectedTo')
  const state = filters.value('state') || (until === '' ? 'open' : 'expected')
  const list = useList<StrayRow>('/strays', {
    state,
    sku: filters.value('sku'),
    order: filters.value('order'),
    location: filters.value('location'),
    leftFrom: filters.value('leftFrom'),
    expectedTo: until,
    limit: 200,
  })
  const choosing = useChosen<StrayRow>(keyOf, ({ orderNumber, sku }) => `${orderNumber}, ${sku}`)
  const here = (list.data?.body.rows ?? []).filter((one) => !isZero(one.left))
  const selection = chooseColumn<StrayRow>({
    head: 'Order',
    choosing,
    keyOf,
    here,
    nameOf: ({ sku, orderNumber }) => `${sku} of ${orderNumber}`,
    cell: (one) => (
      <Link className="row-link number" to={`/orders/${one.orderId}/documents#strays`}>
        {one.orderNumber}
      </Link>
    ),
  })
  return (
    <div className="stack">
      <Title page="Strays">Strays</Title>
      <Filters>
        <SearchFilter name="order" label="Order" hint="Number   ( / )" />
        <SearchFilter name="sku" label="Item" narrow hint="SKU" />
        <SearchFilter name="location" label="Location" narrow hint="Code" />
        <ChoiceFilter
          name="state"
          label="State"
          all={until === '' ? 'To decide' : words('expected')}
          choices={(['expected', 'settled'] as const).map((one) => [one, words(one)])}
        />
        <DayFilter name="leftFrom" label="Left since" />
        <DayFilter name="expectedTo" label="Back by" />
      </Filters>
      <Decisions choosing={choosing} />
      <Said said={choosing.said} />
      <ListPanel
        list={list}
        what="goods that left without a sale"
        caption="Goods that left without a sale, the newest first"
        columns={[selection, ...COLUMNS]}
        keyOf={keyOf}
        empty={
          <Empty title="Nothing waits for a decision.">
            What a warehouse says left though it was cancelled, or is more than was asked for, stands here.
          </Empty>
        }
      />
    </div>
  )
}

/** What may be decided on all that is chosen. */
function Decisions({ choosing }: { choosing: Choosing<StrayRow> }) {
  const decides = useMay('orders:write')
  const bills = useMay('billing:write')
  const stocks = useMay('inventory:write')
  if (!decides) return null
  const of = { chosen: choosing.chosen, onDone: choosing.decided }
  return (
    <ChosenBar
      choosing={choosing}
      label="Decide on what is chosen"
      hint="Choose rows to decide on them at once"
      most={MOST}
    >
      <Decide {...of} decision="expect" text="Expect back">
        They are to come back, each with what is left of it.
      </Decide>
      {bills && (
        <Decide {...of} decision="bill" text="Bill">
          Whoever has them buys what is left, at the prices of their lines: an invoice each.
        </Decide>
      )}
      {stocks && (
        <Decide {...of} decision="receive" text="Take in">
          They are back, each at the location that it left, at what it cost.
        </Decide>
      )}
      {stocks && (
        <Decide {...of} decision="write_off" text="Give up">
          Nobody will see them again: their cost stays where it went.
        </Decide>
      )}
    </ChosenBar>
  )
}

function Decide({
  chosen,
  decision,
  text,
  onDone,
  children,
}: {
  chosen: Chosen
  decision: 'bill' | 'expect' | 'receive' | 'write_off'
  text: string
  onDone: (outcomes: readonly Outcome[]) => void
  children: ReactNode
}) {
  return (
    <Act text={`${text} …`} title={`${text}: ${chosen.size} chosen`}>
      {(close) => (
        <ActForm<'settleStrays'>
          path="/strays/settle"
          perRow
          body={(field) =>
            [...chosen.keys()].map((id) => ({
              id,
              decision,
              reason: field('reason'),
              ...(field('until') !== '' && { until: field('until') }),
            }))
          }
          button={text}
          onDone={(answer) => {
            close()
            onDone((answer as { outcomes: Outcome[] }).outcomes)
          }}
        >
          <p className="soft">{children}</p>
          {decision === 'expect' && <UntilField />}
          <Field label="Reason" name="reason" required maxLength={500} />
        </ActForm>
      )}
    </Act>
  )
}
