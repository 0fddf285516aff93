import { sum } from '../parts/decimal.ts'
import { Facts } from '../parts/facts.tsx'
import { MoneyValue } from '../parts/money.tsx'
import { ProblemNotice, sentence } from '../parts/problem.tsx'
import type { Draft, Told } from './entry-draft.ts'
import type { Live } from './entry-live.ts'

/** What a draft comes to, what is to be put right, and the buttons that send it. */
export function EntryFoot(of: {
  kind: Draft['kind']
  /** How many lines there are, and what was pasted. */
  said: string
  /** What is wrong and stands at no cell. */
  rest: Told['rest']
  /** Why nothing was told of it. */
  error: unknown
  answer: Live | undefined
  showsMargin: boolean
  busy: boolean
  /** It was sent, and nobody knows whether it arrived. */
  frozen: boolean
  submit: (place: boolean) => Promise<void>
}) {
  const { kind, said, rest, error, answer, showsMargin, busy, frozen, submit } = of
  return (
    <section className="panel" aria-label="The whole of it">
      <div className="inside stack">
        <p role="status" className="soft">
          {said}
        </p>
        {rest.length > 0 && (
          <ul>
            {rest.map((one) => (
              <li key={`${one.path} ${one.message}`}>{sentence(one.message)}</li>
            ))}
          </ul>
        )}
        {error !== null && <ProblemNotice error={error} typed />}
        {answer?.fault !== undefined && <ProblemNotice error={answer.fault} typed />}
        <Totals live={answer} showsMargin={showsMargin} />
        <div className="row">
          <button type="button" className="main" disabled={busy} onClick={() => void submit(true)}>
            {busy
              ? 'One moment …'
              : frozen
                ? 'Send it again'
                : kind === 'order'
                  ? 'Place the order'
                  : 'Make the quote'}
          </button>
          {kind === 'order' && !frozen && (
            <button type="button" disabled={busy} onClick={() => void submit(false)}>
              Keep it as a draft order
            </button>
          )}
        </div>
      </div>
    </section>
  )
}

function Totals({ live, showsMargin }: { live: Live | undefined; showsMargin: boolean }) {
  const cart = live?.cart
  if (cart == null || cart.total === null) return null
  const margins = cart.lines.map(({ margin }) => margin?.margin)
  const known = margins.filter((one) => one != null)
  const margin =
    showsMargin && known.length > 0 && known.length === margins.length
      ? { amount: sum(known.map(({ amount }) => amount)), currency: known[0]!.currency }
      : null
  return (
    <Facts
      of={[
        ['Net', <MoneyValue key="net" value={cart.net} />],
        ['Freight', <MoneyValue key="freight" value={cart.freight} />],
        ['Tax', <MoneyValue key="tax" value={cart.tax} />],
        ['Total', <MoneyValue key="total" value={cart.total} />],
        ['Margin', margin && <MoneyValue key="margin" value={margin} />],
        ['Prices of', cart.pricedOn],
      ]}
    />
  )
}
