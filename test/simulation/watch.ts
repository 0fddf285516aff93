import type { Micro } from '../../src/platform/money.ts'

type Sql = <R>(text: string, values: unknown[]) => Promise<R[]>

/** What a batch did by itself: goods that left, services that were performed, invoices that were issued; in their order. */
export interface Movements {
  /** `part`: place of the fulfillment line among those of its order. `stray`: the goods left without a sale. */
  shipped: { orderId: bigint; part: number; quantity: Micro; stray: bigint | null }[]
  invoices: { orderId: bigint; lines: { part: number; quantity: Micro }[] }[]
  /** Parts whose goods a count took away; `piece`: so much was split off another part just now. */
  lost: { orderId: bigint; part: number; piece: { from: number; quantity: Micro } | null }[]
}

/** The place that the company's order of facts has reached. */
export async function posOf(sql: Sql, companyId: bigint): Promise<bigint> {
  const [head] = await sql<{ pos: bigint }>('select pos from platform.company_head where company_id = $1', [
    companyId,
  ])
  return head?.pos ?? 0n
}

/** Reads what the batch at a place did. */
export async function movementsAt(sql: Sql, companyId: bigint, pos: bigint): Promise<Movements> {
  const rows = await sql<{
    order_id: bigint
    what: string
    place: number
    quantity: string
    document: bigint
    stray: bigint | null
    from: number | null
  }>(
    `with b as (select batch from platform.company_log where company_id = $1 and pos = $2),
     part as (select f.order_id, f.id, f.supply, row_number() over (partition by f.order_id order by f.id) - 1 as place
       from orders.fulfillment_line f where f.company_id = $1)
     select order_id, what, place::integer as place, quantity::text as quantity, document, stray, "from"::integer as "from" from (
       select m.root_id as order_id, 'ship' as what, p.place, -m.quantity as quantity, m.id as document, 0 as ordinal, null::bigint as stray,
         null::bigint as "from"
       from inventory.stock_move m join b using (batch) join part p on p.order_id = m.root_id and p.id = m.source_id
       where m.company_id = $1 and m.kind = 'issue'
       union all
       select m.root_id, 'ship', p.place, -m.quantity, m.id, 0, s.id, null
       from inventory.stock_move m join b using (batch)
       join fulfillment.stray s on s.company_id = $1 and s.cause_id = m.root_id and s.id = m.source_id
       join part p on p.order_id = m.root_id and p.id = s.source_id
       where m.company_id = $1 and m.kind = 'adjustment' and m.quantity < 0
       union all
       select h.order_id, 'ship', p.place, (c ->> 3)::numeric / 1000000, p.id, 0, null, null
       from orders.history h join b using (batch) cross join jsonb_array_elements(h.changes) c
       join part p on p.order_id = h.order_id and p.id = (c ->> 1)::bigint and p.supply = 'none'
       where h.company_id = $1 and c ->> 0 = 'shipped'
       union all
       select h.order_id, 'lose', p.place, coalesce((s ->> 3)::numeric, 0), p.id, 0, null, f.place
       from orders.history h join b using (batch) cross join jsonb_array_elements(h.changes) c
       join part p on p.order_id = h.order_id and p.id = (c ->> 1)::bigint
       left join lateral (select s from jsonb_array_elements(h.changes) s where s ->> 0 = 'split_off' and s ->> 2 = c ->> 1) s on true
       left join part f on f.order_id = h.order_id and f.id = (s ->> 1)::bigint
       where h.company_id = $1 and c ->> 0 = 'supply' and c ->> 2 = 'on_hand'
       union all
       select i.cause_id, 'invoice', p.place, l.quantity, i.id, l.ordinal, null, null
       from billing.invoice i join b using (batch) join billing.invoice_line l on l.company_id = $1 and l.invoice_id = i.id
       join part p on p.order_id = i.cause_id and p.id = l.source_id
       where i.company_id = $1 and i.kind = 'invoice'
     ) x order by document, ordinal`,
    [companyId, pos],
  )
  const of = (what: string) => rows.filter((row) => row.what === what)
  return {
    lost: of('lose').map((row) => ({
      orderId: row.order_id,
      part: row.place,
      piece: row.from === null ? null : { from: row.from, quantity: micros(row.quantity) },
    })),
    shipped: of('ship').map((row) => ({
      orderId: row.order_id,
      part: row.place,
      quantity: micros(row.quantity),
      stray: row.stray,
    })),
    invoices: [...Map.groupBy(of('invoice'), (row) => row.document).values()].map((lines) => ({
      orderId: lines[0]!.order_id,
      lines: lines.map((row) => ({ part: row.place, quantity: micros(row.quantity) })),
    })),
  }
}

/** A numeric of SQL as Micro. */
function micros(text: string): Micro {
  const [whole, fraction = ''] = text.split('.')
  return BigInt(whole + fraction.padEnd(6, '0').slice(0, 6))
}
