import { useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import type { TransferRow } from '../api-goods.ts'
import { get } from '../http.ts'
import { Act } from '../parts/act.tsx'
import { isZero } from '../parts/decimal.ts'
import { ActForm, Field } from '../parts/form.tsx'
import { Nothing, quantityText } from '../parts/money.tsx'
import { Table, type Column } from '../parts/table.tsx'
import { Day } from '../parts/time.tsx'

interface Of {
  place: string
  onDone: (said: string) => void
}

/** What is on its way to a store, where it is collected, and what the place itself has to bring to others. */
export function Transfers({ place, onDone }: Of) {
  return (
    <>
      <Coming place={place} onDone={onDone} />
      <Going place={place} onDone={onDone} />
    </>
  )
}

/** Rows of a look; the oldest are what is to be done first. */
const MOST = 100

/** Nothing at all is shown where nothing is brought: most stores have none. */
function Listed({
  query,
  caption,
  columns,
}: {
  query: { to: string } | { from: string }
  caption: string
  columns: Column<TransferRow>[]
}) {
  const { data } = useQuery({
    queryKey: ['/transfers', query],
    queryFn: ({ signal }) => get<{ rows: TransferRow[] }>('/transfers', { limit: MOST, ...query }, signal),
    refetchInterval: 15_000,
  })
  if (!data || data.rows.length === 0) return null
  return (
    <section className="panel">
      <header>
        <h2>{caption}</h2>
      </header>
      <Table caption={caption} columns={columns} rows={data.rows} keyOf={(row) => row.id} />
      {data.rows.length === MOST && <p className="soft">The oldest {MOST}; there may be more.</p>}
    </section>
  )
}

function Coming({ place, onDone }: Of) {
  return (
    <Listed
      query={{ to: place }}
      caption="On its way here"
      columns={[
        ...about(
          'From',
          ({ from }) => from,
          ({ onTheWay }) => onTheWay,
        ),
        { head: 'Left', cell: (row) => <DayOrNone day={row.shippedOn} />, minor: true },
        { head: 'Promised for', cell: (row) => <DayOrNone day={row.dueOn} />, minor: true },
        { head: 'Act', cell: (row) => <Receive row={row} onDone={onDone} /> },
      ]}
    />
  )
}

function Going({ place, onDone }: Of) {
  return (
    <Listed
      query={{ from: place }}
      caption="To be brought to other stores"
      columns={[
        ...about(
          'To',
          ({ to }) => to,
          ({ toSend }) => toSend,
        ),
        { head: 'Promised for', cell: (row) => <DayOrNone day={row.dueOn} />, minor: true },
        {
          head: 'Act',
          cell: (row) => (
            <div className="row">
              <Send row={row} onDone={onDone} />
              <Reject row={row} onDone={onDone} />
            </div>
          ),
        },
      ]}
    />
  )
}

function about(
  place: string,
  placeOf: (row: TransferRow) => string,
  quantityOf: (row: TransferRow) => string,
): Column<TransferRow>[] {
  return [
    {
      head: 'Order',
      cell: (row) => (
        <Link className="row-link" to={`/orders/${row.orderId}`}>
          {row.orderNumber}
        </Link>
      ),
    },
    {
      head: 'Goods',
      cell: (row) => (
        <>
          {quantityText(quantityOf(row))} × {row.name ?? row.sku}{' '}
          <span className="soft nowrap">{row.sku}</span>
        </>
      ),
    },
    { head: place, cell: placeOf },
  ]
}

function DayOrNone({ day }: { day: string | null }) {
  return day === null ? <Nothing /> : <Day value={day} />
}

interface Acting {
  row: TransferRow
  onDone: (said: string) => void
}

function Receive({ row, onDone }: Acting) {
  const { id, orderNumber, onTheWay, uom } = row
  return (
    <Act text="Receive …" title={`Receive for ${orderNumber}`} about={orderNumber}>
      {(close) => (
        <ActForm<'receiveTransfer'>
          path={`/transfers/${id}/receive`}
          body={(field) => ({
            quantity: field('quantity'),
            ...(!isZero(field('lost')) && { lost: field('lost') }),
          })}
          button="Receive"
          onDone={() => {
            close()
            onDone(`What came for ${orderNumber} is here.`)
          }}
        >
          <Field
            label={`${row.name ?? row.sku} (${row.sku})`}
            name="quantity"
            inputMode="decimal"
            defaultValue={onTheWay}
            hint={`${quantityText(onTheWay)} ${uom ?? ''} on the way from ${row.from}.`}
          />
          <Field
            label="Lost"
            name="lost"
            inputMode="decimal"
            defaultValue="0"
            hint="What will not come any more: it is promised anew. The rest stays on its way."
          />
        </ActForm>
      )}
    </Act>
  )
}

function Send({ row, onDone }: Acting) {
  const { id, orderNumber, toSend, uom } = row
  return (
    <Act text="Send …" title={`Send for ${orderNumber}`} about={orderNumber}>
      {(close) => (
        <ActForm<'sendTransfer'>
          path={`/transfers/${id}/send`}
          body={(field) => ({ quantity: field('quantity') })}
          button="Send"
          onDone={() => {
            close()
            onDone(`What ${row.to} hands over for ${orderNumber} is on its way.`)
          }}
        >
          <Field
            label={`${row.name ?? row.sku} (${row.sku})`}
            name="quantity"
            inputMode="decimal"
            defaultValue={toSend}
            hint={`${quantityText(toSend)} ${uom ?? ''} to ${row.to}.`}
          />
        </ActForm>
      )}
    </Act>
  )
}

function Reject({ row, onDone }: Acting) {
  const { id, orderNumber, toSend, uom } = row
  return (
    <Act text="Reject …" title={`Reject for ${orderNumber}`} about={orderNumber}>
      {(close) => (
        <ActForm<'rejectTransfer'>
          path={`/transfers/${id}/reject`}
          body={(field) => ({ quantity: field('quantity'), reason: field('reason') })}
          button="Reject"
          onDone={() => {
            close()
            onDone(`${orderNumber} is served from elsewhere.`)
          }}
        >
          <p className="soft">Another place brings it, if one has it.</p>
          <Field
            label={`${row.name ?? row.sku} (${row.sku})`}
            name="quantity"
            inputMode="decimal"
            defaultValue={toSend}
            hint={`${quantityText(toSend)} ${uom ?? ''} are not sent.`}
          />
          <Field label="Reason" name="reason" maxLength={500} required />
        </ActForm>
      )}
    </Act>
  )
}
