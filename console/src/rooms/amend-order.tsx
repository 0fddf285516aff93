import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Link, useNavigate, useParams } from 'react-router'
import type { operations } from '../../../clients/typescript/schema.d.ts'
import type { AmendmentPreview } from '../api-amend.ts'
import type { OrderLineRow, OrderView } from '../api-orders.ts'
import { get } from '../http.ts'
import { rest } from '../parts/decimal.ts'
import { Panel } from '../parts/facts.tsx'
import { Pager } from '../parts/filters.tsx'
import { ActForm, Field } from '../parts/form.tsx'
import { useList } from '../parts/list.tsx'
import { quantityText } from '../parts/money.tsx'
import { Asked, Empty } from '../parts/states.tsx'
import { Table } from '../parts/table.tsx'
import { Title } from '../parts/title.tsx'
import { useMay } from '../session.ts'
import { AmendmentView } from './amendment-told.tsx'

type Body = operations['previewAmendment']['requestBody']['content']['application/json']
type LineBody = NonNullable<Body['lines']>[number]

/** Lines of the order on a page of the form. */
const PAGE = 50
/** Fields for lines that are added. */
const NEW = [1, 2, 3] as const

/** What of a running order is to be otherwise: said line by line, looked at as a preview, and done just so (O-54, N-2). */
export function AmendOrder() {
  const { id = '' } = useParams()
  const writes = useMay('orders:write')
  const order = useQuery({
    queryKey: ['order', id, ''],
    queryFn: ({ signal }) => get<OrderView>(`/orders/${encodeURIComponent(id)}`, {}, signal),
  })
  return (
    <div className="stack">
      <Title
        page="Amend an order"
        path={[
          ['Orders', '/orders'],
          [order.data?.number ?? 'Order', `/orders/${id}`],
        ]}
      >
        Amend {order.data?.number ?? 'an order'}
      </Title>
      <Asked query={order} what="order">
        {(data) =>
          writes && data.state === 'in_progress' ? (
            <AmendForm key={data.version} order={data} />
          ) : (
            <Empty title="It cannot be amended as it stands.">
              <Link to={`/orders/${id}`}>Go to the order</Link>
            </Empty>
          )
        }
      </Asked>
    </div>
  )
}

/** What a person typed for a line; what is as it was is not said. */
type Draft = ReadonlyMap<number, Omit<LineBody, 'lineNo'>>

function AmendForm({ order }: { order: OrderView }) {
  const go = useNavigate()
  const lines = useList<OrderLineRow>(`/orders/${order.id}/lines`, { limit: PAGE })
  const [draft, setDraft] = useState<Draft>(new Map())
  const [preview, setPreview] = useState<{ said: Body; told: AmendmentPreview }>()
  const here = lines.data?.body.rows ?? []

  /** What the fields say of the lines that are shown, over what was said of others before. */
  const draftOf = (field: (name: string) => string): Draft => {
    const next = new Map(draft)
    for (const { lineNo, quantity, cancelled } of here) {
      const wanted = field(`quantity-${lineNo}`)
      const day = field(`day-${lineNo}`)
      const said = {
        ...(wanted !== '' && wanted !== rest(quantity, cancelled) && { quantity: wanted }),
        ...(day !== '' && { requestedOn: day }),
        ...(field(`remove-${lineNo}`) !== '' && { remove: true }),
      }
      if (Object.keys(said).length === 0) next.delete(lineNo)
      else next.set(lineNo, said)
    }
    return next
  }
  const bodyOf = (
    field: (name: string) => string,
  ): Omit<Body, 'lines'> & { lines: (LineBody | undefined)[] } => {
    const said = draftOf(field)
    // A line stands at its number, so that what is wrong with it is shown there.
    const own = Array.from({ length: order.lineCount + 1 }, (_none, lineNo): LineBody | undefined => {
      const line = said.get(lineNo)
      return line && { lineNo, ...line }
    })
    const added = NEW.map((at): LineBody | undefined => {
      const [sku, quantity] = [field(`sku-${at}`), field(`new-quantity-${at}`)]
      const [unitPrice, requestedOn] = [field(`new-price-${at}`), field(`new-day-${at}`)]
      if (sku === '' && quantity === '') return undefined
      return {
        sku,
        quantity,
        ...(unitPrice !== '' && { unitPrice: { amount: unitPrice, currency: order.currency } }),
        ...(requestedOn !== '' && { requestedOn }),
      }
    })
    return {
      baseVersion: order.version,
      lines: [...own, ...added],
      ...(field('requestedOn') !== '' && { requestedOn: field('requestedOn') }),
      ...(field('reason') !== '' && { reason: field('reason') }),
      prices: field('prices') === 'today' ? 'today' : 'keep',
    }
  }
  return (
    <>
      <Panel title="What is wanted from now on" padded>
        <ActForm<'previewAmendment'>
          path={`/orders/${order.id}/amendments/preview`}
          onFields={(field) => {
            setDraft(draftOf(field))
            setPreview(undefined)
          }}
          body={(field) => {
            const said = bodyOf(field)
            setPreview(undefined)
            return said
          }}
          button="See what it would do"
          onDone={(answer, sent) => setPreview({ said: sent as Body, told: answer as AmendmentPreview })}
        >
          <Asked query={lines} what="lines">
            {({ next }) => (
              <>
                <Table
                  caption="Lines of the order, to be changed"
                  rows={here}
                  keyOf={({ lineNo }) => String(lineNo)}
                  columns={[
                    {
                      head: 'Line',
                      cell: ({ lineNo, sku, name, uom }) => (
                        <>
                          {lineNo} · {sku} <span className="soft plain-weight">{name}</span>
                          <div className="small soft plain-weight">{uom}</div>
                        </>
                      ),
                    },
                    {
                      head: 'Stands',
                      cell: ({ quantity, cancelled, shipped }) => (
                        <>
                          {quantityText(rest(quantity, cancelled))}
                          {shipped !== '0' && (
                            <div className="small soft">{quantityText(shipped)} have left</div>
                          )}
                        </>
                      ),
                      end: true,
                    },
                    {
                      head: 'Wanted',
                      cell: ({ lineNo, quantity, cancelled }) => (
                        <Field
                          inTable
                          label={`Quantity of line ${lineNo}`}
                          name={`quantity-${lineNo}`}
                          path={`/lines/${lineNo}/quantity`}
                          inputMode="decimal"
                          defaultValue={draft.get(lineNo)?.quantity ?? rest(quantity, cancelled)}
                        />
                      ),
                    },
                    {
                      head: 'Another day',
                      cell: ({ lineNo }) => (
                        <Field
                          inTable
                          label={`Day of line ${lineNo}`}
                          name={`day-${lineNo}`}
                          path={`/lines/${lineNo}/requestedOn`}
                          type="date"
                          defaultValue={draft.get(lineNo)?.requestedOn}
                        />
                      ),
                      minor: true,
                    },
                    {
                      head: 'Remove',
                      cell: ({ lineNo }) => (
                        <input
                          type="checkbox"
                          name={`remove-${lineNo}`}
                          aria-label={`Remove line ${lineNo}`}
                          defaultChecked={draft.get(lineNo)?.remove === true}
                        />
                      ),
                    },
                  ]}
                />
                <Pager next={next} shown={here.length} />
              </>
            )}
          </Asked>
          <fieldset className="stack">
            <legend>Lines that are added</legend>
            {NEW.map((at) => (
              <div className="fields" key={at}>
                <Field label="Item" name={`sku-${at}`} path={`/lines/${order.lineCount + at}/sku`} />
                <Field
                  label="Quantity"
                  name={`new-quantity-${at}`}
                  path={`/lines/${order.lineCount + at}/quantity`}
                  inputMode="decimal"
                />
                {order.prePriced && (
                  <Field
                    label={`Unit price (${order.currency})`}
                    name={`new-price-${at}`}
                    path={`/lines/${order.lineCount + at}/unitPrice`}
                    inputMode="decimal"
                  />
                )}
                <Field
                  label="Day"
                  name={`new-day-${at}`}
                  path={`/lines/${order.lineCount + at}/requestedOn`}
                  type="date"
                />
              </div>
            ))}
          </fieldset>
          <div className="fields">
            <Field
              label="Another day for the whole order"
              name="requestedOn"
              type="date"
              hint="For every line that names none."
            />
            <Field
              label="Prices of what stays"
              name="prices"
              choices={[
                ['keep', 'As agreed'],
                ['today', 'Those of today'],
              ]}
            />
          </div>
          <Field label="Reason" name="reason" maxLength={500} />
        </ActForm>
      </Panel>
      {preview !== undefined && (
        <Panel title="What it would do" padded>
          <ActForm<'amendOrder'>
            path={`/orders/${order.id}/amendments`}
            body={() => ({ ...preview.said, token: preview.told.token })}
            button="Amend it just so"
            onDone={() => void go(`/orders/${order.id}`)}
          >
            <AmendmentView told={preview.told} />
            <p className="soft">
              Nothing has changed yet. If it would do something else by now, nothing is done.
            </p>
          </ActForm>
        </Panel>
      )}
    </>
  )
}
