import { Free, isBlank, nameText } from './free.tsx'
import { scaled } from './decimal.ts'
import { MoneyValue, type Money, Nothing } from './money.tsx'
import { Table } from './table.tsx'

/** One step from the list price to the net amount, as the pricing wrote it. */
interface Step {
  kind: string
  per?: string
  rule?: unknown
  version?: unknown
  percent?: unknown
  base?: unknown
  amount?: unknown
  result?: unknown
  effect?: unknown
  losers?: unknown
}

function stepsOf(waterfall: unknown): Step[] | undefined {
  const list =
    waterfall != null && typeof waterfall === 'object' && 'steps' in waterfall ? waterfall.steps : waterfall
  if (!Array.isArray(list) || list.length === 0) return undefined
  const sound = list.every((one: unknown) => one != null && typeof one === 'object' && 'kind' in one)
  return sound ? (list as Step[]) : undefined
}

/** From the list price to the net amount of a line, step by step; the effects add up to the net. */
export function Waterfall({ of, net, label }: { of: unknown; net: Money; label: string }) {
  const steps = stepsOf(of)
  if (steps === undefined)
    return isBlank(of) ? <p className="soft">The price came with the order.</p> : <Free value={of} />
  const decimals = net.amount.split('.')[1]?.length ?? 0
  const inLine = (value: unknown): Money | undefined => {
    const amount = scaled(value, decimals, decimals)
    return amount === undefined ? undefined : { amount, currency: net.currency }
  }
  const inStep = (step: Step, value: unknown): Money | undefined => {
    if (step.per !== 'unit') return inLine(value)
    const amount = scaled(value, 6, decimals)
    return amount === undefined ? undefined : { amount, currency: net.currency }
  }
  // The bars only compare; no amount is computed with them.
  const sizes = steps.map((step) => Number(inLine(step.effect)?.amount ?? 0))
  const most = Math.max(...sizes.map(Math.abs), Math.abs(Number(net.amount)), 1e-9)
  return (
    <div className="waterfall">
      <Table
        caption={`Price of ${label}, step by step`}
        rows={steps.map((step, index) => ({ step, index, size: sizes[index] ?? 0 }))}
        keyOf={({ index }) => String(index)}
        columns={[
          {
            head: 'Step',
            cell: ({ step }) => (
              <>
                {nameText(step.kind)}
                {step.percent != null && <span className="soft"> {scaled(step.percent, 6)} %</span>}
              </>
            ),
          },
          {
            head: 'Rule',
            cell: ({ step }) =>
              step.rule == null ? (
                <Nothing />
              ) : (
                <span className="code">
                  {String(step.rule)}
                  {step.version != null && <span className="soft"> v{String(step.version)}</span>}
                </span>
              ),
            minor: true,
          },
          {
            head: 'From',
            cell: ({ step }) =>
              step.kind === 'list' ? <Nothing /> : <MoneyValue value={inStep(step, step.base)} />,
            end: true,
            minor: true,
          },
          { head: 'Result', cell: ({ step }) => <MoneyValue value={inStep(step, step.result)} />, end: true },
          { head: 'Per', cell: ({ step }) => step.per ?? <Nothing />, minor: true },
          {
            head: 'Effect on the line',
            cell: ({ step }) => <MoneyValue value={inLine(step.effect)} />,
            end: true,
          },
          {
            head: <span className="only-read">Size</span>,
            cell: ({ size }) => <Bar part={Math.abs(size) / most} less={size < 0} />,
            minor: true,
          },
          {
            head: 'What lost',
            cell: ({ step }) => (isBlank(step.losers) ? <Nothing /> : <Free value={step.losers} />),
            minor: true,
          },
        ]}
        foot={
          <tr>
            <th scope="row">Net of the line</th>
            <td className="narrow-hide" colSpan={2} />
            <td />
            <td className="narrow-hide" />
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
