import { useNavigate } from 'react-router'
import type { QuoteView } from '../api-quotes.ts'
import { address } from '../http.ts'
import { Act } from '../parts/act.tsx'
import { isZero } from '../parts/decimal.ts'
import { ActForm, Field } from '../parts/form.tsx'
import { quantityText } from '../parts/money.tsx'
import { may } from '../rooms-seen.ts'
import { useMay, useSession } from '../session.ts'

/** What a person does with a quote: each act is one call of the API. */

/** Above so many lines a quote is accepted whole: nobody fills a thousand fields. */
const MOST_FIELDS = 100

export function QuoteDocument({ quote: { id, shownVersion } }: { quote: QuoteView }) {
  return <a href={address(`/quotes/${id}/document`, { version: shownVersion })}>PDF</a>
}

export function QuoteActs({ quote }: { quote: QuoteView }) {
  const { data: session } = useSession()
  const whole = useMay('orders:write')
  const decides = quote.state === 'pending_approval' && session != null && may(session, 'orders:read', true)
  const decisions = decides && DECISIONS.map((outcome) => <Decide key={outcome} quote={quote} of={outcome} />)
  // A customer accepts and refuses its own; who approves need not write any.
  if (session == null || !may(session, 'orders:write', false)) return decisions || null
  const { state } = quote
  const left = quote.alternatives.some(({ lines }) => open(lines).length > 0)
  return (
    <>
      {decisions}
      {(state === 'sent' || (state === 'accepted' && left)) && <Accept quote={quote} />}
      {whole && state === 'draft' && <Send quote={quote} />}
      {whole && state !== 'accepted' && state !== 'withdrawn' && <NewVersion quote={quote} />}
      {(state === 'sent' || state === 'expired') && <End quote={quote} act="refuse" />}
      {whole && ['draft', 'pending_approval', 'sent', 'expired'].includes(state) && (
        <End quote={quote} act="withdraw" />
      )}
    </>
  )
}

/** Lines of which something can be ordered: what covers another one is ordered with that. */
function open(lines: Lines): Lines {
  const left = lines.filter(
    ({ parentLineNo, quantityLeft }) => parentLineNo === null && !isZero(quantityLeft),
  )
  const ids = new Set(left.map(({ lineId }) => lineId))
  return left.filter(({ covers }) => covers === null || ids.has(covers.lineId))
}

type Lines = QuoteView['alternatives'][number]['lines']

const DECISIONS = ['approve', 'reject', 'ask'] as const

function Decide({ quote: { id, version }, of }: { quote: QuoteView; of: (typeof DECISIONS)[number] }) {
  const { text, says } = SAID[of]
  return (
    <Act text={`${text} …`} title={`${text}: version ${version}`}>
      {(close) => (
        <ActForm<'decideQuotes'>
          path="/quote-decisions"
          perRow
          body={(field) => {
            const comment = field('comment') === '' ? {} : { comment: field('comment') }
            return [{ quote: id, version, outcome: of, ...comment }]
          }}
          button={text}
          onDone={close}
        >
          <p className="soft">{says}</p>
          <Field
            label="Comment"
            name="comment"
            path="/0/comment"
            required={of !== 'approve'}
            maxLength={500}
          />
        </ActForm>
      )}
    </Act>
  )
}

const SAID = {
  approve: { text: 'Approve', says: 'After the last level it goes to the customer.' },
  reject: { text: 'Reject', says: 'It is a draft again, with your comment in its history.' },
  ask: { text: 'Ask', says: 'It goes on waiting, with your question.' },
}

function Send({ quote: { id, validUntil, approval } }: { quote: QuoteView }) {
  return (
    <Act text="Send …" title="Send the quote">
      {(close) => (
        <ActForm<'sendQuote'> path={`/quotes/${id}/send`} button="Send it" onDone={close}>
          <p className="soft">
            Its prices stand until {validUntil}, and the customer can accept it
            {approval && approval.state !== 'approved' ? ' once somebody has approved it' : ''}.
          </p>
        </ActForm>
      )}
    </Act>
  )
}

function NewVersion({ quote: { id } }: { quote: QuoteView }) {
  return (
    <Act text="New version …" title="Offer the same at the prices of today">
      {(close) => (
        <ActForm<'reviseQuote'>
          path={`/quotes/${id}/versions`}
          body={(field) => ({ validDays: Number(field('validDays')) })}
          button="Make the version"
          onDone={close}
        >
          <p className="soft">The one that stands stays readable, and cannot be accepted any more.</p>
          <Field label="Valid for days" name="validDays" inputMode="numeric" required defaultValue="14" />
        </ActForm>
      )}
    </Act>
  )
}

function End({ quote: { id }, act }: { quote: QuoteView; act: 'refuse' | 'withdraw' }) {
  const refuse = act === 'refuse'
  return (
    <Act
      text={refuse ? 'Refused …' : 'Withdraw …'}
      title={refuse ? 'The customer does not want it' : 'Take the quote back'}
    >
      {(close) => (
        <ActForm<'refuseQuote'>
          path={`/quotes/${id}/${act}`}
          body={(field) => (field('reason') === '' ? {} : { reason: field('reason') })}
          button={refuse ? 'Refuse it' : 'Withdraw it'}
          onDone={close}
        >
          <Field label="Reason" name="reason" maxLength={500} />
        </ActForm>
      )}
    </Act>
  )
}

function Accept({ quote }: { quote: QuoteView }) {
  const ways = quote.alternatives.filter(({ code }) => quote.accepted === null || quote.accepted === code)
  return (
    <>
      {ways.map(({ code, lines }) => (
        <AcceptOne
          key={code}
          id={quote.id}
          version={quote.version}
          code={code}
          several={quote.alternatives.length > 1}
          lines={open(lines)}
        />
      ))}
    </>
  )
}

function AcceptOne({
  id,
  version,
  code,
  several,
  lines,
}: {
  id: string
  version: number
  code: string
  several: boolean
  lines: Lines
}) {
  const navigate = useNavigate()
  const byLine = lines.length <= MOST_FIELDS
  return (
    <Act text={several ? `Accept ${code} …` : 'Accept …'} title={`Make an order of alternative ${code}`}>
      {(close) => (
        <ActForm<'acceptQuote'>
          path={`/quotes/${id}/accept`}
          body={(field) => ({
            version,
            alternative: code,
            ...(byLine && {
              lines: lines.map(({ lineNo, soldLeft }) => {
                const quantity = field(`quantity-${lineNo}`)
                const unit = soldLeft ? { uom: soldLeft.uom } : {}
                return quantity === '' || isZero(quantity) ? undefined : { lineNo, quantity, ...unit }
              }),
            }),
            ...(field('customerReference') === '' ? {} : { customerReference: field('customerReference') }),
          })}
          button="Make the order"
          onDone={(answer) => {
            close()
            const { order } = answer as { order: { id: string } | null }
            if (order) void navigate(`/orders/${order.id}`)
          }}
        >
          <p className="soft">
            {byLine
              ? 'Less than what is left orders a part, at the quoted price; the rest can be ordered until the last day.'
              : `All that is left of ${lines.length} lines is ordered. A part of so many is ordered by the API.`}
          </p>
          {byLine && (
            <div className="fields">
              {lines.map(({ lineNo, sku, soldLeft, quantityLeft }, index) => (
                <Field
                  key={lineNo}
                  label={`${lineNo}: ${sku}${soldLeft ? `, ${soldLeft.uom}` : ''}`}
                  name={`quantity-${lineNo}`}
                  path={`/lines/${index}/quantity`}
                  inputMode="decimal"
                  defaultValue={soldLeft?.quantity ?? quantityLeft}
                  hint={`${quantityText(soldLeft?.quantity ?? quantityLeft)} left`}
                />
              ))}
            </div>
          )}
          <Field label="Their reference" name="customerReference" maxLength={200} />
        </ActForm>
      )}
    </Act>
  )
}
