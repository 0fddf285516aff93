import type { RuleRef, WaterfallStep } from '../api-orders.ts'
import { padded } from './decimal.ts'
import { nameText } from './free.tsx'
import { type Money, MoneyValue, Nothing } from './money.tsx'
import { Table } from './table.tsx'
import { Instant } from './time.tsx'

/** From the list price to the net amount of a line, step by step; all effects but the freight add up to the net. */
export function Waterfall({
  of: steps,
  net,
  label,
}: {
  of: readonly WaterfallStep[]
  net: Money
  label: string
}) {
  if (steps.length === 0)
    return (
      <div className="inside">
        <p className="soft">There is no price yet.</p>
      </div>
    )
  const decimals = net.amount.split('.')[1]?.length ?? 0
  const money = ({ amount, currency }: Money): Money => ({ amount: padded(amount, decimals), currency })
  // The bars only compare; no amount is computed with them.
  const most = Math.max(...steps.map((step) => Math.abs(Number(step.effect.amount))), 1e-9)
  const first = ({ step }: WaterfallStep): boolean => step === 'list' || step === 'frozen'
  return (
    <div className="waterfall">
      <Table
        caption={`Price of ${label}, step by step`}
        rows={steps.map((step, index) => ({ step, index }))}
        keyOf={({ index }) => String(index)}
        columns={[
          {
            head: 'Step',
            cell: ({ step }) => (
              <>
                {nameText(step.step)}
                {step.percent !== null && <span className="soft"> {step.percent} %</span>}
                {step.code !== null && <span className="code small"> {step.code}</span>}
                {step.reason !== null && <div className="soft small">{step.reason}</div>}
                {step.asOf !== null && (
                  <div className="soft small">
                    as of <Instant value={step.asOf} />
                  </div>
                )}
              </>
            ),
          },
          {
            head: 'Rule',
            cell: ({ step }) => (step.rule === null ? <Nothing /> : <RuleName of={step.rule} />),
            minor: true,
          },
          {
            head: 'From',
            cell: ({ step }) => (first(step) ? <Nothing /> : <MoneyValue value={money(step.base)} />),
            end: true,
            minor: true,
          },
          { head: 'To', cell: ({ step }) => <MoneyValue value={money(step.result)} />, end: true },
          {
            head: 'Effect on the line',
            cell: ({ step }) => <MoneyValue value={money(step.effect)} />,
            end: true,
          },
          {
            head: <span className="only-read">Size</span>,
            cell: ({ step }) => (
              <Bar
                part={Math.abs(Number(step.effect.amount)) / most}
                less={step.effect.amount.startsWith('-')}
              />
            ),
            minor: true,
          },
          {
            head: 'What lost',
            cell: ({ step }) => (step.losers.length === 0 ? <Nothing /> : <Losers of={step.losers} />),
            minor: true,
          },
        ]}
        foot={
          <tr>
            <th scope="row">Net of the line</th>
            <td className="narrow-hide" colSpan={2} />
            <td />
            <td className="end">
              <MoneyValue value={net} />
            </td>
            <td className="narrow-hide" colSpan={2} />
          </tr>
        }
      />
    </div>
  )
}

/** The code of a rule and its version. */
function RuleName({ of }: { of: RuleRef }) {
  return (
    <span className="number">
      {of.code} <span className="soft small">v{of.version}</span>
    </span>
  )
}

function Losers({ of }: { of: WaterfallStep['losers'] }) {
  return (
    <ul className="plain-list small">
      {of.map(({ rule, why }) => (
        <li key={`${rule.code} ${rule.version} ${why}`}>
          <RuleName of={rule} /> {nameText(why).toLowerCase()}
        </li>
      ))}
    </ul>
  )
}

function Bar({ part, less }: { part: number; less: boolean }) {
  return (
    <svg
      className="bar"
      viewBox="0 0 100 8"
      width="90"
      height="8"
      aria-hidden="true"
      preserveAspectRatio="none"
    >
      <rect className={less ? 'less' : undefined} width={Math.max(1, part * 100)} height="8" rx="1" />
    </svg>
  )
}
