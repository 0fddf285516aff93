import { useQuery } from '@tanstack/react-query'
import type { OrderView } from '../api.ts'
import { getText } from '../http.ts'
import { Facts, Panel } from '../parts/facts.tsx'
import { Free, isBlank } from '../parts/free.tsx'
import { Asked, Empty } from '../parts/states.tsx'
import { Status } from '../parts/status.tsx'
import { Instant } from '../parts/time.tsx'

/** More than this is not shown, only fetched by the link. */
const MOST_SHOWN = 200_000

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
              ['Handed over by', intake.principal],
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

function Raw({ id }: { id: string }) {
  const raw = useQuery({
    queryKey: ['intake', id],
    queryFn: ({ signal }) => getText(`/intake/${id}`, signal),
    staleTime: Number.POSITIVE_INFINITY,
  })
  return (
    <Panel title="As it came" aside={<a href={`/api/v1/intake/${id}`}>The bytes</a>}>
      <Asked query={raw} what="intake">
        {(text) => (
          <>
            {/* What scrolls must be reachable by the keyboard. */}
            {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
            <pre className="raw" tabIndex={0} aria-label="What was received">
              {readable(text.slice(0, MOST_SHOWN))}
            </pre>
            {text.length > MOST_SHOWN && <p className="inside small soft">Only the beginning is shown.</p>}
          </>
        )}
      </Asked>
    </Panel>
  )
}

/** JSON with line breaks; anything else as it is. */
function readable(text: string): string {
  try {
    // Numbers that no double holds would change: such a body is shown as it is.
    if (/\d{16}/.test(text)) return text
    return JSON.stringify(JSON.parse(text), null, 2)
  } catch {
    return text
  }
}
