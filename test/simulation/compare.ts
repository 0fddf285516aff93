import type { AuditedCompany } from './audited-company.ts'
import { buyers } from './world.ts'

type Sql = <R>(text: string, values: unknown[]) => Promise<R[]>

/** Lays Docket's books beside the auditor's. @returns every difference, in words */
export async function compareBooks(sql: Sql, companyId: bigint, auditor: AuditedCompany): Promise<string[]> {
  const found: string[] = []
  const ask = <R>(text: string) => sql<R>(text, [companyId])
  const lay = (what: string, ours: Map<string, unknown>, theirs: Map<string, unknown>) => {
    for (const key of [...new Set([...ours.keys(), ...theirs.keys()])].sort()) {
      const [mine, other] = [String(ours.get(key) ?? 0), String(theirs.get(key) ?? 0)]
      if (mine !== other) found.push(`${what} ${key}: the auditor has ${mine}, Docket ${other}`)
    }
  }
  const text = <R extends { key: string; value: string }>(rows: R[]) =>
    new Map(rows.map((row) => [row.key, row.value]))

  const orders = await ask<{ key: string; value: string }>(
    `select o.source || '/' || o.external_id as key, s.state || ' ' || o.total || ' ' || o.tax_total || ' ' || o.freight || ' ' ||
       coalesce((select string_agg(concat_ws(' ', f.line_no, l.code, trim_scale(f.quantity), f.supply, f.promised_on,
         trim_scale(f.shipped), trim_scale(f.invoiced), trim_scale(f.returned), trim_scale(f.cancelled)), ', ' order by f.id)
         from orders.fulfillment_line f left join inventory.location l on l.company_id = f.company_id and l.id = f.location_id
         where f.company_id = o.company_id and f.order_id = o.id), '') as value
     from orders.sales_order o join orders.order_state s on s.company_id = o.company_id and s.order_id = o.id
     where o.company_id = $1`,
  )
  const plain = (micro: bigint) => {
    const whole = (micro / 1_000_000n).toString()
    const fraction = (micro % 1_000_000n).toString().padStart(6, '0').replace(/0+$/, '')
    return fraction === '' ? whole : `${whole}.${fraction}`
  }
  const audited = [...auditor.orders].map(([key, order]) => {
    const sum = (of: (line: (typeof order.lines)[number]) => bigint) =>
      order.lines.reduce((total, line) => total + of(line), 0n)
    const parts = order.parts.map((part) =>
      [
        part.line + 1,
        part.place,
        plain(part.quantity),
        part.supply,
        part.on ?? '',
        plain(part.shipped),
        plain(part.invoiced),
        plain(part.returned),
        plain(part.cancelled ?? 0n),
      ]
        .filter((one) => one !== '')
        .join(' '),
    )
    const state = auditor.stateOf(key)
    return [
      key,
      `${state} ${order.total} ${sum((one) => one.tax)} ${sum((one) => one.freight)} ${parts.join(', ')}`,
    ] as const
  })
  lay('order', new Map(audited), text(orders))

  const stock = await ask<{ key: string; value: string }>(
    `select i.sku || ' at ' || l.code as key, trim_scale(g.on_hand) || ' on hand, ' || trim_scale(g.reserved) || ' reserved' as value
     from inventory.stock_gate g join catalog.item i on i.company_id = g.company_id and i.id = g.item_id
     join inventory.location l on l.company_id = g.company_id and l.id = g.location_id
     where g.company_id = $1 and (g.on_hand <> 0 or g.reserved <> 0)`,
  )
  const signed = (micro: bigint) => (micro < 0n ? `-${plain(-micro)}` : plain(micro))
  const bins = [...auditor.stock.bins]
    .filter(([, bin]) => bin.onHand !== 0n || bin.reserved !== 0n)
    .map(([key, bin]) => [key, `${signed(bin.onHand)} on hand, ${signed(bin.reserved)} reserved`] as const)
  lay('stock', new Map(bins), text(stock))

  const pools = await ask<{ key: string; value: string }>(
    `select i.sku || ' in ' || l.code as key, trim_scale(p.quantity) || ' worth ' || p.value as value
     from inventory.cost_pool p join catalog.item i on i.company_id = p.company_id and i.id = p.item_id
     join inventory.location l on l.company_id = p.company_id and l.id = p.cost_organization
     where p.company_id = $1 and (p.quantity <> 0 or p.value <> 0)`,
  )
  const costs = [...auditor.stock.pools]
    .filter(([, pool]) => pool.quantity !== 0n || pool.value !== 0n)
    .map(([key, pool]) => [key, `${signed(pool.quantity)} worth ${pool.value}`] as const)
  lay('cost pool', new Map(costs), text(pools))

  const gates = await ask<{ key: string; value: string }>(
    `select a.number as key, g.open_orders || ' ordered, ' || g.open_receivables || ' owed, ' || g.unapplied || ' unapplied, ' ||
       coalesce((select sum(o.open) from billing.open_item o where o.company_id = a.company_id and o.account_id = a.id), 0) || ' open' as value
     from customers.credit_gate g join customers.account a on a.company_id = g.company_id and a.id = g.account_id
     where g.company_id = $1`,
  )
  const accounts = buyers.map(({ number }) => {
    const owed = auditor.receivable(number)
    const ordered = auditor.openOrders.get(number) ?? 0n
    return [
      number,
      `${ordered} ordered, ${owed} owed, ${auditor.unapplied(number)} unapplied, ${owed} open`,
    ] as const
  })
  lay('account', new Map(accounts), text(gates))

  const balances = await ask<{ key: string; value: string }>(
    `select a.code as key, sum(d.debit - d.credit)::text as value from ledger.balance_delta d
     join ledger.account a on a.company_id = d.company_id and a.id = d.account_id
     where d.company_id = $1 group by 1`,
  )
  lay('ledger account', auditor.money.balances, text(balances))
  return found
}
