import { Link } from 'react-router'
import type { Hold, OrderLineRow, OrderView } from '../api-orders.ts'
import type { Task } from '../api-plan.ts'
import { Act } from '../parts/act.tsx'
import { rest, sum } from '../parts/decimal.ts'
import { ActForm, Field } from '../parts/form.tsx'
import { quantityText } from '../parts/money.tsx'
import { words } from '../parts/status.tsx'
import { useMay } from '../session.ts'

/** The acts that a person does to an order: those that its state permits to who may do them. */

export function OrderActs({ order }: { order: OrderView }) {
  const writes = useMay('orders:write')
  const operates = useMay('operations:write')
  const lets = (act: string) => order.acts.includes(act)
  const aborts = useMay('orders:abort') && lets('abort')
  const draft = order.state === 'draft' || order.state === 'failed'
  const waits = order.state === 'pending_approval'
  const goesOn = order.state === 'in_progress'
  const stopped = order.state === 'suspended'
  // What is billed whole has left whole.
  const left = ['shipped', 'returned'].includes(order.fulfillmentStatus) || order.billingStatus === 'billed'
  const open = (goesOn || stopped) && !left
  if (!(writes && (draft || waits || stopped || open)) && !(operates && (goesOn || stopped)) && !aborts)
    return null
  return (
    <div className="row" role="group" aria-label="What can be done with the order">
      {writes && draft && (lets('submit') || order.state === 'failed') && <SubmitDraft order={order} />}
      {writes && goesOn && !left && lets('amend') && (
        <Link className="button" to={`/orders/${order.id}/amend`}>
          Amend …
        </Link>
      )}
      {writes && open && lets('hold') && <PlaceHold order={order} />}
      {writes && goesOn && !left && lets('suspend') && <Suspend order={order} />}
      {writes && stopped && lets('resume') && <Resume order={order} />}
      {operates && lets('prioritize') && <ChangePriority order={order} />}
      {writes && (draft || waits || open) && lets('cancel') && <CancelOrder order={order} />}
      {aborts && <AbortOrder order={order} />}
    </div>
  )
}

function SubmitDraft({ order }: { order: OrderView }) {
  return (
    <Act text="Submit …" title={`Submit ${order.number}`}>
      {(close) => (
        <ActForm<'submitDraft'> path={`/orders/${order.id}/submit`} button="Submit it" onDone={close}>
          <p>
            It is priced, promised and checked as if it came now; what is still wrong with it is said here.
          </p>
        </ActForm>
      )}
    </Act>
  )
}

/** Kinds of task that a hold may stop, as people call them. */
export const HELD_KINDS = [
  ['ship', 'Shipping'],
  ['invoice', 'Billing'],
  ['reserve', 'Taking goods'],
  ['transfer', 'Bringing goods'],
  ['work', 'Work'],
  ['wait', 'Waits'],
] as const

function PlaceHold({ order }: { order: OrderView }) {
  return (
    <Act text="Hold …" title={`Put ${order.number} on hold`}>
      {(close) => (
        <ActForm<'placeHold'>
          path={`/orders/${order.id}/holds`}
          body={(field) => {
            const task = HELD_KINDS.find(([kind]) => kind === field('task'))?.[0]
            return {
              code: field('code'),
              reason: field('reason'),
              ...(task === undefined ? {} : { task }),
              ...(field('line') === '' ? {} : { lines: [Number(field('line'))] }),
              ...(field('expiresOn') === '' ? {} : { expiresOn: field('expiresOn') }),
            }
          }}
          button="Put it on hold"
          onDone={close}
        >
          <p className="soft">What it stops does not start until the hold is released; the rest goes on.</p>
          <div className="fields">
            <Field label="What" name="task" choices={[['', 'All'], ...HELD_KINDS]} />
            <Field
              label="Line"
              name="line"
              path="/lines/0"
              type="number"
              min={1}
              hint="None: all lines. What leaves with it is held with it."
            />
            <Field label="Until" name="expiresOn" type="date" hint="On that day it ends by itself." />
          </div>
          <Field
            label="Code"
            name="code"
            required
            title="Letters, digits, _ and -"
            defaultValue="manual"
            hint="By which holds of one kind are found."
          />
          <Reason />
        </ActForm>
      )}
    </Act>
  )
}

function Suspend({ order }: { order: OrderView }) {
  return (
    <Act text="Suspend …" title={`Suspend ${order.number}`}>
      {(close) => (
        <ActForm<'suspendOrder'>
          path={`/orders/${order.id}/suspend`}
          body={(field) => ({ reason: field('reason') })}
          button="Suspend it"
          onDone={close}
        >
          <p className="soft">
            Nothing more of it starts until it is resumed. What was asked of a warehouse stays asked.
          </p>
          <Reason />
        </ActForm>
      )}
    </Act>
  )
}

function Resume({ order }: { order: OrderView }) {
  return (
    <Act text="Resume …" title={`Resume ${order.number}`}>
      {(close) => (
        <ActForm<'resumeOrder'>
          path={`/orders/${order.id}/resume`}
          body={(field) => ({ reason: field('reason') })}
          button="Let it go on"
          onDone={close}
        >
          <p className="soft">It goes on from where it stood.</p>
          <Reason />
        </ActForm>
      )}
    </Act>
  )
}

/** A task that failed is tried again when what it met is mended. */
export function RetryTask({ orderId, task }: { orderId: string; task: Task }) {
  const operates = useMay('operations:write')
  if (!operates || task.state !== 'failed') return null
  return (
    <Act text="Try again …" title={`Try again: ${words(task.name ?? task.kind)}`}>
      {(close) => (
        <ActForm<'retryTask'>
          path={`/orders/${orderId}/tasks/${task.id}/retry`}
          button="Try it again"
          onDone={close}
        >
          <p>{task.problem ?? 'It is in the queue again at once.'}</p>
        </ActForm>
      )}
    </Act>
  )
}

export function ReleaseHold({ orderId, hold }: { orderId: string; hold: Hold }) {
  const writes = useMay('orders:write')
  const operates = useMay('operations:write')
  const lends = useMay('credit:write')
  const system = hold.kind === 'system'
  if (system && hold.code === 'credit' ? !lends : !writes || (system && !operates)) return null
  return (
    <Act text="Release …" about={hold.reason} title={`Release the hold ${words(hold.code)}`}>
      {(close) => (
        <ActForm<'releaseHold'>
          path={`/orders/${orderId}/holds/${hold.id}/release`}
          body={(field) => ({ reason: field('reason') })}
          button="Release the hold"
          onDone={close}
        >
          <p>{hold.reason}</p>
          <Reason />
        </ActForm>
      )}
    </Act>
  )
}

function AbortOrder({ order }: { order: OrderView }) {
  return (
    <Act text="Abort …" title={`Abort ${order.number}`}>
      {(close) => (
        <ActForm<'abortOrder'>
          path={`/orders/${order.id}/abort`}
          body={(field) => ({ reason: field('reason') })}
          button="End it for good"
          onDone={close}
        >
          <p className="soft">
            It is closed as it stands, and cannot be opened again. What has not left is given up; what was
            billed is owed.
          </p>
          <Reason />
        </ActForm>
      )}
    </Act>
  )
}

function CancelOrder({ order }: { order: OrderView }) {
  return (
    <Act text="Cancel …" title={`Cancel ${order.number}`}>
      {(close) => (
        <ActForm<'cancelOrder'>
          path={`/orders/${order.id}/cancel`}
          body={(field) => ({
            reason: field('reason'),
            ...(field('line') === ''
              ? {}
              : {
                  lines: [
                    {
                      lineNo: Number(field('line')),
                      ...(field('quantity') === '' ? {} : { quantity: field('quantity') }),
                    },
                  ],
                }),
          })}
          button="Cancel what has not left"
          onDone={close}
        >
          <p className="soft">
            Goods are free for others, a shipment that was requested is taken back, and it is not billed. What
            has left can be returned.
          </p>
          <div className="fields">
            <Field
              label="Line"
              name="line"
              path="/lines/0/lineNo"
              type="number"
              min={1}
              hint="Empty: every line of the order."
            />
            <Field
              label="Quantity"
              name="quantity"
              path="/lines/0/quantity"
              inputMode="decimal"
              hint="Empty: all of the line that has not left."
            />
          </div>
          <Reason />
        </ActForm>
      )}
    </Act>
  )
}

/** What of a line has not left. */
export function CancelLine({ order, line }: { order: OrderView; line: OrderLineRow }) {
  const writes = useMay('orders:write')
  const open = rest(line.quantity, sum([line.shipped, line.cancelled]))
  if (!writes || order.state !== 'in_progress' || !order.acts.includes('cancel') || open === '0') return null
  return (
    <Act text="Cancel …" about={`line ${line.lineNo}`} title={`Cancel of line ${line.lineNo}, ${line.sku}`}>
      {(close) => (
        <ActForm<'cancelOrder'>
          path={`/orders/${order.id}/cancel`}
          body={(field) => ({
            reason: field('reason'),
            lines: [{ lineNo: line.lineNo, quantity: field('quantity') }],
          })}
          button="Cancel it"
          onDone={close}
        >
          <Field
            label={`Quantity (${line.uom})`}
            name="quantity"
            path="/lines/0/quantity"
            required
            inputMode="decimal"
            defaultValue={open}
            hint={`${quantityText(open)} of ${quantityText(line.quantity)} have not left.`}
          />
          <Reason />
        </ActForm>
      )}
    </Act>
  )
}

function ChangePriority({ order }: { order: OrderView }) {
  return (
    <Act text="Change its priority …" title={`Priority of ${order.number}`}>
      {(close) => (
        <ActForm<'changePriority'>
          path={`/orders/${order.id}/priority`}
          body={(field) => ({
            // Nothing is no number, and not 0: it is refused as such.
            priority: field('priority') === '' ? Number.NaN : Number(field('priority')),
            ...(field('reason') === '' ? {} : { reason: field('reason') }),
          })}
          button="Change the priority"
          onDone={close}
        >
          <div className="fields">
            <Field
              label="Priority, 0 to 9"
              name="priority"
              type="number"
              min={0}
              max={9}
              required
              defaultValue={String(order.priority)}
              hint="9 is the most urgent, 4 the usual."
            />
            <Reason optional />
          </div>
        </ActForm>
      )}
    </Act>
  )
}

export function ReturnLine({ order, line }: { order: OrderView; line: OrderLineRow }) {
  const writes = useMay('orders:write')
  if (!writes || rest(line.shipped, line.returned) === '0') return null
  return (
    <Act text="Return …" about={`line ${line.lineNo}`} title={`Return of line ${line.lineNo}, ${line.sku}`}>
      {(close) => (
        <ActForm<'returnGoods'>
          path="/returns"
          body={(field) => ({
            orderId: order.id,
            lines: [{ lineNo: line.lineNo, quantity: field('quantity') }],
            reason: field('reason'),
          })}
          button="Take it back"
          onDone={close}
        >
          <div className="fields">
            <Field
              label={`Quantity (${line.uom})`}
              name="quantity"
              path="/lines/0/quantity"
              required
              inputMode="decimal"
            />
            <Reason />
          </div>
          <p className="small soft">
            The goods go back to stock and a credit memo is issued for them, at the price that was billed.
          </p>
        </ActForm>
      )}
    </Act>
  )
}

export function EndRemorse({ order }: { order: OrderView }) {
  return (
    <Act text="End it …" title={`Let ${order.number} go on now`}>
      {(close) => (
        <ActForm<'endRemorse'>
          path={`/orders/${order.id}/end-remorse`}
          body={(field) => ({ reason: field('reason') })}
          button="Let it go on"
          onDone={close}
        >
          <p className="soft">
            The shopper can no longer take it back; what waited for that alone starts now.
          </p>
          <Reason />
        </ActForm>
      )}
    </Act>
  )
}

/** Why somebody did it. */
function Reason({ optional = false }: { optional?: boolean }) {
  return (
    <Field
      label="Reason"
      name="reason"
      required={!optional}
      maxLength={500}
      hint="It stands in the timeline of the order."
    />
  )
}
