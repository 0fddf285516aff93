import type { Charge } from '../api-orders.ts'
import { MoneyValue, Nothing } from './money.tsx'
import { Table } from './table.tsx'

/** What a line is charged beside its price: once, in each period or by use. */
export function Charges({ of, label }: { of: readonly Charge[]; label: string }) {
  return (
    <Table
      caption={`Charges of ${label}`}
      rows={of}
      keyOf={({ charge }) => charge}
      columns={[
        {
          head: 'Charge',
          cell: ({ charge, name }) => (
            <>
              {name} <span className="code small">{charge}</span>
            </>
          ),
        },
        { head: 'Due', cell: whenDue },
        { head: 'A unit', cell: ({ unitPrice }) => <MoneyValue value={unitPrice} />, end: true, minor: true },
        {
          head: 'Net',
          cell: ({ net }) => (net === null ? <Nothing /> : <MoneyValue value={net} />),
          end: true,
        },
        {
          head: 'Tax',
          cell: ({ tax, taxPercent }) =>
            tax === null ? (
              <Nothing />
            ) : (
              <>
                <MoneyValue value={tax} /> <span className="soft small">{taxPercent} %</span>
              </>
            ),
          end: true,
        },
      ]}
    />
  )
}

function whenDue({ kind, period, usageUnit }: Charge): string {
  if (kind === 'recurring') return `Each ${period}`
  if (kind === 'usage') return `For each ${usageUnit}`
  return 'Once, with the goods'
}
