import type { ReactNode } from 'react'
import { Link } from 'react-router'
import type { Stray } from '../api-goods.ts'
import { Act } from '../parts/act.tsx'
import { isZero } from '../parts/decimal.ts'
import { Panel } from '../parts/facts.tsx'
import { ActForm, Field } from '../parts/form.tsx'
import { Nothing, Quantity, quantityText } from '../parts/money.tsx'
import { Status } from '../parts/status.tsx'
import { Table } from '../parts/table.tsx'
import { Day } from '../parts/time.tsx'
import { useMay } from '../session.ts'

/** What left without a sale, and what a person decides of it. */
export function OrderStrays({ strays }: { strays: readonly Stray[] }) {
  return (
    <div id="strays">
      <Panel title={`Left without a sale (${strays.length})`}>
        <Table
          caption="Goods that left without a sale"
          rows={strays}
          keyOf={(one) => one.id}
          columns={[
            { head: 'State', cell: (one) => <Status value={one.state} /> },
            { head: 'Item', cell: (one) => one.sku ?? one.fulfillmentLineId },
            { head: 'Why', cell: (one) => one.says },
            { head: 'On', cell: (one) => <Day value={one.leftOn} /> },
            {
              head: 'Back by',
              cell: (one) => (one.expectedUntil === null ? <Nothing /> : <Day value={one.expectedUntil} />),
            },
            { head: 'Left', cell: (one) => <Quantity value={one.quantity} />, end: true },
            { head: 'Billed', cell: (one) => <Quantity value={one.billed} />, end: true },
            { head: 'Came back', cell: (one) => <Quantity value={one.returned} />, end: true },
            { head: 'Given up', cell: (one) => <Quantity value={one.writtenOff} />, end: true },
            { head: 'To decide', cell: (one) => <StrayActs stray={one} /> },
          ]}
        />
      </Panel>
    </div>
  )
}

/** Marks what is of goods that left without a sale, beside what is of the order; leads to them. */
export function OfStray({ orderId }: { orderId: string }) {
  return (
    <>
      {' '}
      <Link to={`/orders/${orderId}/documents#strays`} className="small">
        of goods that left without a sale
      </Link>
    </>
  )
}

function StrayActs({ stray }: { stray: Stray }) {
  const bills = useMay('billing:write')
  const orders = useMay('orders:write')
  const stocks = useMay('inventory:write')
  if (isZero(stray.left)) return null
  const about = stray.sku ?? stray.id
  const left = quantityText(stray.left)
  return (
    <div className="row">
      {bills && (
        <Settle path={`/strays/${stray.id}/bill`} text="Bill" about={about}>
          Whoever has them buys the {left} that are left, at the price of their line.
        </Settle>
      )}
      {orders && (
        <Settle
          path={`/strays/${stray.id}/expect`}
          text={stray.state === 'open' ? 'Expect back' : 'Expect later'}
          about={about}
          dated
        >
          The {left} that are left are to come back.
        </Settle>
      )}
      {stocks && (
        <Settle path={`/strays/${stray.id}/receive`} text="Take in" about={about} quantity={stray.left}>
          They go back to stock at what they cost when they left.
        </Settle>
      )}
      {stocks && (
        <Settle path={`/strays/${stray.id}/write-off`} text="Give up" about={about}>
          Nobody will see the {left} again that are left: their cost stays where it went.
        </Settle>
      )}
    </div>
  )
}

/** Until when goods are expected back. */
export function UntilField() {
  return (
    <Field
      label="Back by"
      name="until"
      type="date"
      hint="Empty: in as many days as the installation allows."
    />
  )
}

/** Each takes a reason; what comes back may come in parts. */
function Settle({
  path,
  text,
  about,
  quantity,
  dated = false,
  children,
}: {
  path: string
  text: string
  about: string
  /** Of which a part may be said. */
  quantity?: string
  /** A day may be said. */
  dated?: boolean
  children: ReactNode
}) {
  return (
    <Act text={`${text} …`} title={`${text}: ${about}`} about={about}>
      {(close) => (
        <ActForm<'billStray' | 'expectStray' | 'receiveStray'>
          path={path}
          body={(field) => ({
            reason: field('reason'),
            ...(quantity !== undefined && { quantity: field('quantity') }),
            ...(field('until') !== '' && { until: field('until') }),
          })}
          button={text}
          onDone={close}
        >
          <p className="soft">{children}</p>
          {quantity !== undefined && (
            <Field
              label="Quantity"
              name="quantity"
              inputMode="decimal"
              required
              defaultValue={quantity}
              hint={`${quantityText(quantity)} are left`}
            />
          )}
          {dated && <UntilField />}
          <Field label="Reason" name="reason" required maxLength={500} />
        </ActForm>
      )}
    </Act>
  )
}
