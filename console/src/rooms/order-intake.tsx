import type { OrderView } from '../api-orders.ts'
import { Actor } from '../parts/actor.tsx'
import { Facts, Panel } from '../parts/facts.tsx'
import { Free, isBlank } from '../parts/free.tsx'
import { Raw } from '../parts/raw.tsx'
import { Empty } from '../parts/states.tsx'
import { Status } from '../parts/status.tsx'
import { Instant } from '../parts/time.tsx'

/** How the order came in: who handed it over, and what they sent, byte for byte. */
export function OrderIntake({ order }: { order: OrderView }) {
  const { intake } = order
  if (intake == null)
    return (
      <section className="panel">
        <Empty title="Nothing was received for this order.">
          <p>It was made inside Docket, or its intake is no longer kept.</p>
        </Empty>
      </section>
    )
  return (
    <div className="stack">
      <Panel title="What was received" aside={<Status value={intake.outcome} />} padded>
        <div className="stack">
          <Facts
            of={[
              ['Received', <Instant key="at" value={intake.receivedAt} />],
              ['From', `${order.source} ${order.externalId}`],
              ['Handed over by', <Actor key="by" value={intake.principal} />],
              [
                'Content type',
                <span key="type" className="code">
                  {intake.contentType}
                </span>,
              ],
              [
                'Intake',
                <span key="id" className="code">
                  {intake.id}
                </span>,
              ],
              [
                'SHA-256 of the bytes',
                <span key="hash" className="code small">
                  {intake.bodyHash}
                </span>,
              ],
            ]}
          />
          {!isBlank(intake.problems) && (
            <div className="notice warn">
              <strong>Problems found at the door</strong>
              <Free value={intake.problems} />
            </div>
          )}
        </div>
      </Panel>
      <Raw id={intake.id} />
    </div>
  )
}
