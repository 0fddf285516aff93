import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Link } from 'react-router'
import type { PickUpPlaces, PickUpRow } from '../api-goods.ts'
import { get } from '../http.ts'
import { Act } from '../parts/act.tsx'
import { Filters, SearchFilter, useFilters } from '../parts/filters.tsx'
import { ActForm, Field, WhenRefused } from '../parts/form.tsx'
import { ListPanel, useList } from '../parts/list.tsx'
import { moneyText, Nothing, quantityText } from '../parts/money.tsx'
import { isZero, rest } from '../parts/decimal.ts'
import { Asked, Empty } from '../parts/states.tsx'
import type { Column } from '../parts/table.tsx'
import { Day } from '../parts/time.tsx'
import { Title } from '../parts/title.tsx'
import { Transfers } from './transfers.tsx'

/** The store of this counter, remembered in this browser. */
const PLACE = 'docket-pick-up-place'

/** For a person at the counter: who comes is found, and what is handed over is said. */
export function PickUp() {
  const places = useQuery({
    queryKey: ['/pick-up-places'],
    queryFn: ({ signal }) => get<PickUpPlaces>('/pick-up-places', {}, signal),
  })
  return (
    <div className="stack">
      <Title page="Pick up">Pick up</Title>
      <Asked query={places} what="stores">
        {({ places: all }) =>
          all.length === 0 ? (
            <Empty title="No location says itself what left.">
              A store is a location with <code>autoConfirm: false</code>.
            </Empty>
          ) : (
            <Counter places={all} />
          )
        }
      </Asked>
    </div>
  )
}

function Counter({ places }: PickUpPlaces) {
  const filters = useFilters()
  const known = (code: string | null): boolean => places.some((one) => one.code === code)
  const remembered = localStorage.getItem(PLACE)
  const named = filters.value('place')
  const busiest = places.reduce((best, one) => (one.open > best.open ? one : best))
  const place = known(named) ? named : known(remembered) ? remembered! : busiest.code
  return (
    <>
      <Filters>
        <div className="field">
          <label htmlFor="place">Store</label>
          <select
            id="place"
            value={place}
            onChange={(event) => {
              localStorage.setItem(PLACE, event.target.value)
              filters.set('place', event.target.value)
            }}
          >
            {places.map(({ code, name }) => (
              <option key={code} value={code}>
                {name}
              </option>
            ))}
          </select>
        </div>
        <SearchFilter name="text" label="Who is there?" hint="Order, name, phone or e-mail" />
      </Filters>
      <Waiting key={place} place={place} />
    </>
  )
}

function Waiting({ place }: { place: string }) {
  const filters = useFilters()
  const [said, setSaid] = useState<string>()
  const list = useList<PickUpRow>('/pick-ups', { location: place, text: filters.value('text') }, 15_000)
  const columns: Column<PickUpRow>[] = [
    {
      head: 'Order',
      cell: (row) => (
        <>
          <Link className="row-link" to={`/orders/${row.orderId}`}>
            {row.orderNumber}
          </Link>
          <br />
          {row.customer.name ?? row.account ?? <Nothing />}
        </>
      ),
    },
    {
      head: 'To hand over',
      cell: (row) => (
        <ul className="plain-list">
          {leftOf(row).map(({ line, left }) => (
            <li key={line.fulfillmentLineId}>
              {quantityText(left)} × {line.name ?? line.sku} <span className="soft nowrap">{line.sku}</span>
              {workText(line, left)}
            </li>
          ))}
        </ul>
      ),
    },
    { head: 'Payment', cell: (row) => paymentText(row) },
    { head: 'Ready since', cell: (row) => <Day value={row.readySince} />, minor: true },
    {
      head: 'Kept until',
      cell: (row) => (row.keepUntil === null ? <Nothing word="no end" /> : <Day value={row.keepUntil} />),
      minor: true,
    },
    {
      head: 'Act',
      cell: (row) => (
        <div className="row">
          <HandOver row={row} onDone={setSaid} />
          <Work row={row} act="accept" onDone={setSaid} />
          <Work row={row} act="pick" onDone={setSaid} />
          <Keep row={row} onDone={setSaid} />
        </div>
      ),
    },
  ]
  return (
    <>
      <p role="status">{said}</p>
      <ListPanel<PickUpRow, { rows: PickUpRow[]; next: string | null }>
        list={list}
        what="pick-ups"
        caption="What waits to be picked up"
        columns={columns}
        keyOf={(row) => row.id}
        empty={
          <Empty title="Nothing waits here to be picked up.">
            An order stands here once its goods are ready at this store.
          </Empty>
        }
        unfound={
          <Empty title="Nobody of that name or number has anything here.">
            It may wait at another store, or not be ready yet: search for it everywhere.
          </Empty>
        }
      />
      <Transfers place={place} onDone={setSaid} />
    </>
  )
}

/** Lines of which something is left, with how much. */
function leftOf(row: PickUpRow) {
  return row.lines
    .map((line) => ({ line, left: rest(line.requested, line.shipped) }))
    .filter(({ left }) => !isZero(left))
}

/** How far the store is with a line. */
function workText({ toAccept, toPick }: PickUpRow['lines'][number], left: string) {
  const said = [
    ...(isZero(toAccept) ? [] : [`${quantityText(toAccept)} to accept`]),
    ...(isZero(toPick) ? [] : [`${quantityText(toPick)} to pick`]),
  ]
  const picked = rest(rest(left, toAccept), toPick)
  if (!isZero(picked)) said.push(said.length === 0 ? 'picked' : `${quantityText(picked)} picked`)
  return <span className="small soft"> {said.join(', ')}</span>
}

function isPaid({ payment: { status, due } }: PickUpRow): boolean {
  return status === 'paid' || isZero(due.amount)
}

function paymentText(row: PickUpRow): string {
  const { inStore, methods, due } = row.payment
  if (isPaid(row)) return 'Paid'
  if (inStore) return `To be paid here: ${moneyText(due)}`
  return methods.length === 0 ? 'Not paid here' : `Not paid here: ${methods.join(', ')}`
}

interface Of {
  row: PickUpRow
  onDone: (said: string) => void
}

const WORK = {
  accept: { button: 'Accept', of: 'toAccept', done: 'is accepted', all: 'to accept' },
  pick: { button: 'Pick', of: 'toPick', done: 'is picked', all: 'to pick' },
} as const

/** The store takes what it was asked for, or has it ready; it is there while something of that is left. */
function Work({ row, act, onDone }: Of & { act: 'accept' | 'pick' }) {
  const { button, of, done, all } = WORK[act]
  const lines = row.lines.filter((line) => !isZero(line[of]))
  if (lines.length === 0) return null
  return (
    <Act text={`${button} …`} title={`${button} ${row.orderNumber}`} about={row.orderNumber}>
      {(close) => (
        <ActForm<'acceptShipment' | 'pickShipment'>
          path={`/shipments/${row.id}/${act}`}
          body={(field) => ({
            lines: lines.map(({ fulfillmentLineId }, index) => {
              const quantity = field(`quantity-${index}`)
              return isZero(quantity) ? undefined : { fulfillmentLineId, quantity }
            }),
          })}
          button={button}
          onDone={() => {
            close()
            onDone(`${row.orderNumber} ${done}.`)
          }}
        >
          {lines.map((line, index) => (
            <Field
              key={line.fulfillmentLineId}
              label={`${line.name ?? line.sku} (${line.sku})`}
              name={`quantity-${index}`}
              path={`/lines/${index}/quantity`}
              inputMode="decimal"
              defaultValue={line[of]}
              hint={`${quantityText(line[of])} ${line.uom ?? ''} ${all}; 0 leaves it.`}
            />
          ))}
        </ActForm>
      )}
    </Act>
  )
}

function HandOver({ row, onDone }: Of) {
  const lines = leftOf(row)
  const who = row.customer.name ?? row.account ?? ''
  return (
    <Act text="Hand over …" title={`Hand over ${row.orderNumber}`} about={row.orderNumber}>
      {(close) => (
        <ActForm<'confirmShipment'>
          path={`/shipments/${row.id}/confirm`}
          body={(field) => ({
            lines: lines.map(({ line }, index) => {
              const quantity = field(`quantity-${index}`)
              const { fulfillmentLineId } = line
              return isZero(quantity) ? undefined : { fulfillmentLineId, quantity }
            }),
            ...(field('fetchedBy') !== '' && { fetchedBy: field('fetchedBy') }),
            ...(field('leftAlready') === 'yes' && { leftAlready: true }),
          })}
          button="Hand over"
          onDone={() => {
            close()
            onDone(`${row.orderNumber} was handed over.`)
          }}
        >
          <p>
            {who}{' '}
            <span className="soft">
              {[row.customer.phone, row.customer.email].filter(Boolean).join(', ')}
            </span>
          </p>
          <p className={isPaid(row) ? 'soft' : 'notice warn'}>{paymentText(row)}</p>
          {lines.map(({ line, left }, index) => (
            <Field
              key={line.fulfillmentLineId}
              label={`${line.name ?? line.sku} (${line.sku})`}
              name={`quantity-${index}`}
              path={`/lines/${index}/quantity`}
              inputMode="decimal"
              defaultValue={left}
              hint={`${quantityText(left)} ${line.uom ?? ''} ${Number(left) === 1 ? 'waits' : 'wait'}; 0 leaves it here.`}
            />
          ))}
          <WhenRefused code="more_than_waits">
            <Field
              label="More than waits"
              name="leftAlready"
              choices={[
                ['', 'was a slip: the quantity is corrected above'],
                ['yes', 'left already: the rest is kept as strays'],
              ]}
            />
          </WhenRefused>
          <Field
            label="Fetched by"
            name="fetchedBy"
            maxLength={200}
            hint="Empty: the customer. A name is kept as a note of the customer."
          />
        </ActForm>
      )}
    </Act>
  )
}

function Keep({ row, onDone }: Of) {
  return (
    <Act text="Keep …" title={`Keep ${row.orderNumber}`} about={row.orderNumber}>
      {(close) => (
        <ActForm<'keepPickUp'>
          path={`/shipments/${row.id}/keep`}
          body={(field) => ({
            until: field('until'),
            ...(field('reason') !== '' && { reason: field('reason') }),
          })}
          button="Keep"
          onDone={() => {
            close()
            onDone(`${row.orderNumber} is kept.`)
          }}
        >
          <p className="soft">When this day is over and nobody came, it is cancelled.</p>
          <Field label="Until" name="until" type="date" required defaultValue={row.keepUntil ?? ''} />
          <Field label="Reason" name="reason" maxLength={500} />
        </ActForm>
      )}
    </Act>
  )
}
