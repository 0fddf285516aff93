import { useQuery } from '@tanstack/react-query'
import type { BillOfMaterials, Origin, SupplyRule } from '../api-goods.ts'
import { get } from '../http.ts'
import { Panel } from '../parts/facts.tsx'
import { quantityText } from '../parts/money.tsx'
import { Asked, Empty } from '../parts/states.tsx'
import { Status } from '../parts/status.tsx'
import { type Column, Table } from '../parts/table.tsx'
import { assignedTo } from './atp-rules.tsx'

function originText(origin: Origin): string {
  const { by, supplier, leadDays = 0, processingDays = 0, location, shipMethod, transitDays = 0 } = origin
  const how = {
    make: 'make',
    buy: `buy${supplier === undefined ? '' : ` of ${supplier}`} in ${Math.max(leadDays, processingDays)} days`,
    transfer: `move from ${location} ${shipMethod === undefined ? `in ${transitDays} days` : `by ${shipMethod}`}`,
  }[by]
  const { percent, validFrom, validTo } = origin
  const share = percent === undefined ? '' : `, ${percent} %`
  const from = validFrom === undefined ? '' : `, from ${validFrom}`
  return `${how}${share}${from}${validTo === undefined ? '' : `, until ${validTo}`}`
}

const RULES: Column<SupplyRule>[] = [
  { head: 'Rule', cell: (rule) => rule.code },
  { head: 'Name', cell: (rule) => rule.name, minor: true },
  { head: 'Is', cell: (rule) => <Status value={rule.active ? 'active' : 'inactive'} /> },
  { head: 'For', cell: (rule) => assignedTo(rule.assignments) },
  {
    head: 'By',
    cell: ({ origins }) => (
      <ul className="plain-list">
        {origins.map((origin, index) => (
          <li key={index}>
            {origin.rank ?? 1}. {originText(origin)}
          </li>
        ))}
      </ul>
    ),
  },
  { head: 'Version', cell: (rule) => rule.version, end: true, minor: true },
]

const BILLS: Column<BillOfMaterials>[] = [
  { head: 'Item', cell: (bill) => bill.sku },
  { head: 'Where', cell: (bill) => (bill.location === '' ? 'anywhere' : bill.location) },
  { head: 'Is', cell: (bill) => <Status value={bill.active ? 'active' : 'inactive'} /> },
  { head: 'Days', cell: (bill) => bill.leadDays, end: true },
  {
    head: 'Of',
    cell: ({ materials, resources }) => (
      <ul className="plain-list">
        {materials.map(({ sku, quantity, yieldPercent }, index) => (
          <li key={index}>
            {quantityText(quantity)} {sku}
            {yieldPercent !== undefined && `, of which ${yieldPercent} % are good`}
          </li>
        ))}
        {resources.map(({ resource, hoursPerUnit }) => (
          <li key={resource}>
            {quantityText(hoursPerUnit)} hours of {resource}
          </li>
        ))}
      </ul>
    ),
  },
  { head: 'Version', cell: (bill) => bill.version, end: true, minor: true },
]

/** How goods come to places where they are short, as it is described. */
export function SupplyRules() {
  const rules = useQuery({
    queryKey: ['supply-rules'],
    queryFn: ({ signal }) => get<{ supplyRules: SupplyRule[] }>('/supply-rules', { limit: 200 }, signal),
  })
  const bills = useQuery({
    queryKey: ['bills-of-materials'],
    queryFn: ({ signal }) =>
      get<{ billsOfMaterials: BillOfMaterials[] }>('/bills-of-materials', { limit: 200 }, signal),
  })
  return (
    <Panel title="How goods come where they are short">
      <Asked query={rules} what="rules">
        {({ supplyRules }) =>
          supplyRules.length === 0 ? (
            <Empty title="No supply rule is set up: what is short waits for what is announced." />
          ) : (
            <Table
              caption="Supply rules. The lowest rank in time serves, of those of one rank each its share"
              columns={RULES}
              rows={supplyRules}
              keyOf={(rule) => rule.code}
            />
          )
        }
      </Asked>
      <Asked query={bills} what="bills of materials">
        {({ billsOfMaterials }) =>
          billsOfMaterials.length > 0 && (
            <Table
              caption="Bills of materials"
              columns={BILLS}
              rows={billsOfMaterials}
              keyOf={(bill) => `${bill.sku} ${bill.location}`}
            />
          )
        }
      </Asked>
    </Panel>
  )
}
