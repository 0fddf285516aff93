import { useQuery } from '@tanstack/react-query'
import type { Shipment } from '../api-goods.ts'
import type { ReceivableList } from '../api-books.ts'
import { get } from '../http.ts'
import { Act } from '../parts/act.tsx'
import { isZero, rest } from '../parts/decimal.ts'
import { ActForm, Field } from '../parts/form.tsx'
import { type Money, quantityText } from '../parts/money.tsx'
import { useMay } from '../session.ts'

/** The acts that a person does to goods and money: each a small form over one call of the API. */

/** Above so many lines a shipment is confirmed whole: nobody fills a thousand fields. */
const MOST_FIELDS = 100

export function ConfirmShipment({ shipment }: { shipment: Shipment }) {
  const writes = useMay('shipments:write')
  const open = shipment.lines.map((line) => ({ ...line, rest: rest(line.requested, line.shipped) }))
  const byLine = open.length <= MOST_FIELDS
  if (!writes) return null
  return (
    <Act text="Confirm …" title="Confirm what left">
      {(close) => (
        <ActForm<'confirmShipment'>
          path={`/shipments/${shipment.id}/confirm`}
          body={(field) => ({
            ...(byLine && {
              lines: open.map((line, index) => {
                const quantity = field(`quantity-${index}`)
                return quantity === '' || isZero(quantity)
                  ? undefined
                  : { fulfillmentLineId: line.fulfillmentLineId, quantity }
              }),
            }),
            ...(field('trackingNumber') === '' ? {} : { trackingNumber: field('trackingNumber') }),
          })}
          button="Confirm the shipment"
          onDone={close}
        >
          <p className="soft">
            {byLine
              ? 'Less than the rest confirms a part; the shipment stays open for what is left.'
              : `All that is still open of ${open.length} lines left. A part of so many is confirmed by the API.`}
          </p>
          {byLine && (
            <div className="fields">
              {open.map((line, index) => (
                <Field
                  key={line.fulfillmentLineId}
                  label={line.sku ?? line.fulfillmentLineId}
                  name={`quantity-${index}`}
                  path={`/lines/${index}/quantity`}
                  inputMode="decimal"
                  defaultValue={line.rest}
                  hint={`${quantityText(line.rest)} of ${quantityText(line.requested)} still to ship`}
                />
              ))}
            </div>
          )}
          <Field label="Tracking number" name="trackingNumber" maxLength={200} />
        </ActForm>
      )}
    </Act>
  )
}

export function TakeReceipt({
  account,
  amount,
  currency,
  reference,
}: {
  account: string | undefined
  amount?: Money | null
  currency: string
  reference?: string | null
}) {
  if (!useMay('receipts:write')) return null
  return (
    <Act text="Take a receipt …" title="Take a receipt">
      {(close) => (
        <ActForm<'receivePayment'>
          path="/receipts"
          body={(field) => ({
            account: field('account'),
            amount: { amount: field('amount'), currency: field('currency').toUpperCase() },
            method: field('method'),
            ...(field('reference') === '' ? {} : { reference: field('reference') }),
          })}
          button="Take the receipt"
          onDone={close}
        >
          <div className="fields">
            <Field label="Customer account" name="account" required defaultValue={account} />
            <Field
              label="Amount"
              name="amount"
              path="/amount/amount"
              required
              inputMode="decimal"
              defaultValue={amount?.amount}
            />
            <Field
              label="Currency"
              name="currency"
              path="/amount/currency"
              required
              maxLength={3}
              defaultValue={currency}
            />
            <Field
              label="Method"
              name="method"
              choices={[
                ['bank_transfer', 'Bank transfer'],
                ['card', 'Card'],
                ['cash', 'Cash'],
              ]}
            />
          </div>
          <Field
            label="Reference"
            name="reference"
            maxLength={200}
            defaultValue={reference ?? undefined}
            hint="What the payer wrote. An invoice of exactly this amount is paid first, else what is due first."
          />
        </ActForm>
      )}
    </Act>
  )
}

/** What is left of a receipt, or open of a credit memo, pays what the account owes. */
export function ApplyMoney({ path, account }: { path: string; account: string }) {
  return (
    <Act text="Apply …" title="Apply what is not used yet">
      {(close) => (
        <ActForm<'applyReceipt'>
          path={`${path}/apply`}
          body={(field) => (field('invoice') === '' ? {} : { invoiceIds: [field('invoice')] })}
          button="Apply it"
          onDone={close}
        >
          <FirstInvoice account={account} />
          <p className="small soft">
            Without a choice an invoice of exactly this amount is paid, else what is due first.
          </p>
        </ActForm>
      )}
    </Act>
  )
}

function FirstInvoice({ account }: { account: string }) {
  const owed = useQuery({
    queryKey: ['receivables', 'of', account],
    queryFn: ({ signal }) => get<ReceivableList>('/receivables', { account, limit: '100' }, signal),
  })
  const invoices = (owed.data?.rows ?? []).filter((one) => one.kind === 'invoice')
  return (
    <Field
      label="Invoice that is paid first"
      name="invoice"
      path="/invoiceIds/0"
      choices={[
        ['', 'By the rules'],
        ...invoices.map(
          (one) =>
            [
              one.invoiceId,
              `${one.number ?? one.invoiceId}: ${one.open.amount} ${one.open.currency} open, due ${one.dueOn}`,
            ] as const,
        ),
      ]}
    />
  )
}

/** Goods that came, announced or not; orders that wait for them go on. */
export function ReceiveGoods({ sku, location }: { sku: string; location: string | undefined }) {
  const number = { required: true, inputMode: 'decimal' } as const
  return (
    <Act text="Receive …" title={`Goods of ${sku} that came`}>
      {(close) => (
        <ActForm<'receiveStock'>
          path="/stock/receipts"
          body={(field) => [
            {
              sku,
              location: field('location'),
              quantity: field('quantity'),
              unitCost: field('unitCost'),
              ...(field('supply') === '' ? {} : { supplyNumber: field('supply') }),
            },
          ]}
          button="Take the goods in"
          onDone={close}
        >
          <div className="fields">
            <Field label="Location" name="location" path="/0/location" required defaultValue={location} />
            <Field label="Quantity" name="quantity" path="/0/quantity" {...number} />
            <Field label="Unit cost" name="unitCost" path="/0/unitCost" {...number} />
            <Field
              label="Supply order"
              name="supply"
              path="/0/supplyNumber"
              maxLength={100}
              hint="Empty: the goods were not announced."
            />
          </div>
        </ActForm>
      )}
    </Act>
  )
}
