import { padded } from './decimal.ts'
import { Free, isBlank, nameText } from './free.tsx'
import { type Money, MoneyValue, Nothing } from './money.tsx'
import { Table } from './table.tsx'

/** One step from the list price to the net amount, as the pricing wrote it: amounts are decimals of the currency. */
interface Step {
  kind: string
  rule: string | null
  percent: string | null
  base: string
  amount: string
  result: string
  effect: string
  losers: string[]
}

/** Reads the rows `[kind, rule@version, percent, base, amount, result, effect, losers?]`. */
function stepsOf(waterfall: unknown): Step[] | undefined {
  if (!Array.isArray(waterfall) || waterfall.length === 0) return undefined
  const steps = waterfall.map((row: unknown): Step | undefined => {
    if (!Array.isArray(row) || row.length < 7 || typeof row[0] !== 'string') return undefined
    const [kind, rule, percent, base, amount, result, effect, losers] = row as [
      string,
      string | null,
      string | null,
      ...unknown[],
    ]
    return {
      kind,
      rule,
      percent,
      base: String(base),
      amount: String(amount),
      result: String(result),
      effect: String(effect),
      losers: Array.isArray(losers) ? losers.map(String) : [],
    }
  })
  return steps.every((step) => step !== undefined) ? steps : undefined
}

/** From the list price to the net amount of a line, step by step; all effects but the freight add up to the net. */
export function Waterfall({ of, net, label }: { of: unknown; net: Money; label: string }) {
  const steps = stepsOf(of)
  if (steps === undefined)
    return (
      <div className="inside">
        {isBlank(of) ? <p className="soft">The price came with the order.</p> : <Free value={of} />}
      </div>
    )
  const decimals = net.amount.split('.')[1]?.length ?? 0
  const money = (amount: string): Money => ({ amount: padded(amount, decimals), currency: net.currency })
  // The bars only compare; no amount is computed with them.
  const most = Math.max(...steps.map((step) => Math.abs(Number(step.effect))), 1e-9)
  const first = (step: Step): boolean => step.kind === 'list' || step.kind === 'frozen'
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
                {nameText(step.kind)}
                {step.percent !== null && <span className="soft"> {step.percent} %</span>}
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
              <Bar part={Math.abs(Number(step.effect)) / most} less={step.effect.startsWith('-')} />
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

/** `17@3` as rule 17 in its third version. */
function RuleName({ of }: { of: string }) {
  const [rule, version] = of.split('@')
  return (
    <span className="number">
      {rule} <span className="soft small">v{version}</span>
    </span>
  )
}

function Losers({ of }: { of: readonly string[] }) {
  return (
    <ul className="plain-list small">
      {of.map((loser) => {
        const at = loser.indexOf(' ')
        return (
          <li key={loser}>
            <RuleName of={loser.slice(0, at)} /> {nameText(loser.slice(at + 1)).toLowerCase()}
          </li>
        )
      })}
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
