// Written by `npm run generate` from jeopardy.sql; do not edit.
import type { ReadStatement } from '../platform/database/index.ts'

/** Orders in jeopardy that nobody has acknowledged, of each company: those of high priority, and of medium, 10,000 each at most. `at_risk`: what they are worth, in the company's currency. */
export const countJeopardy: ReadStatement<{  }, { company_id: bigint; priority: string; orders: bigint; first_order: bigint; since: Date; currency: string; reason: string; at_risk: bigint }> = {
  name: 'monitoring.count_jeopardy',
  kind: 'read',
  lockClass: 'insert',
  sequence: 0,
  params: [
  ],
  text: "select c.company_id, p.priority, count(*) as orders, min(j.order_id) as first_order, min(j.since) as since, c.currency,\n  (array_agg(j.reason order by j.order_id))[1] as reason,\n  coalesce(sum(platform.in_books(s.total, s.rate_e10, s.currency, c.currency)), 0)::bigint as at_risk\nfrom organization.company c\ncross join (values ('high'), ('medium')) as p(priority)\ncross join lateral (select j.* from orchestration.jeopardy j\n  where j.company_id = c.company_id and j.priority = p.priority and j.acknowledged_by is null order by j.order_id limit 10000) j\njoin orders.order_state e on e.company_id = j.company_id and e.order_id = j.order_id\njoin orders.sales_order s on s.company_id = e.company_id and s.id = e.order_id and s.version = e.version\ngroup by c.company_id, p.priority, c.currency\norder by c.company_id, p.priority",
}
