/**
 * A small company written by SQL in which every law holds: one order half shipped, half billed and partly paid. Tests of
 * reading look at it; tests of laws break it.
 */
export const SOUND = {
  companyId: 1n,
  orderId: 100n,
  accountId: 11n,
  invoiceId: 120n,
  receiptId: 130n,
}

type Sql = (text: string, values?: unknown[]) => Promise<unknown>

/** Writes the company. Amounts are pence. */
export async function writeSoundCompany(sql: Sql): Promise<void> {
  for (const statement of STATEMENTS) await sql(statement)
}

const DAY = `'2026-03-02'`
const AT = `'2026-03-02T09:00:00Z'::timestamptz`

const STATEMENTS = [
  `insert into platform.installation (epoch, created_at, cursor_key) values ('e1', ${AT}, '\\x00') on conflict do nothing`,
  `insert into organization.company (company_id, code, name, currency, country, time_zone)
   values (1, 'SOUND', 'Sound Ltd', 'GBP', 'GB', 'Europe/London')`,
  `insert into organization.document_series (company_id, kind, code, prefix, policy) values (1, 'invoice', 'INV', 'INV', 'monotone')`,
  `insert into catalog.item (company_id, id, sku, name, item_class, kind, uom, tax_code, pattern)
   values (1, 1, 'CUP', 'A cup', 'kitchen', 'goods', 'each', 'standard', 'goods'), (1, 2, 'JUG', 'A jug', 'kitchen', 'goods', 'each', 'standard', 'goods')`,
  `insert into inventory.location (company_id, id, code, name, country, rank, cost_organization)
   values (1, 1, 'MAIN', 'Main warehouse', 'GB', 1, 1), (1, 2, 'NORTH', 'North', 'GB', 2, 1)`,
  `insert into customers.customer (company_id, id, number, kind) values (1, 10, 'C10', 'organization')`,
  `insert into customers.person_data (company_id, customer_id, name, email, search_name) values (1, 10, 'Ada Trading', 'ada@example.com', 'ada trading')`,
  `insert into customers.person_data (company_id, customer_id, id, content, name, address) values (1, 10, 12, '\\x01', 'Goods in', '{"lines": ["1 Mill Lane"]}')`,
  `insert into customers.site (company_id, id, customer_id, code, ship_to, bill_to, country, region, person_id, active, custom)
   values (1, 13, 10, 'MAIN', true, true, 'GB', '', 12, true, '{}')`,
  `insert into customers.account (company_id, id, customer_id, number, currency, terms_days, ship_to_country) values (1, 11, 10, 'C10', 'GBP', 30, 'GB')`,
  `insert into customers.credit_gate (company_id, account_id, credit_limit, open_orders, open_receivables, unapplied)
   values (1, 11, 100000, 2400, 1400, 500)`,
  `insert into ledger.account (company_id, id, code, name, type, control) values
   (1, 1000, '1000', 'Cash', 'asset', 'cash'), (1, 1200, '1200', 'Accounts receivable', 'asset', 'receivable'),
   (1, 1300, '1300', 'Inventory', 'asset', 'inventory'), (1, 2100, '2100', 'Customer deposits', 'liability', 'deposits'),
   (1, 2150, '2150', 'Unapplied receipts', 'liability', 'unapplied'), (1, 2200, '2200', 'Tax payable', 'liability', 'tax'),
   (1, 3000, '3000', 'Opening equity', 'equity', null), (1, 4000, '4000', 'Revenue', 'revenue', null),
   (1, 5000, '5000', 'Cost of goods sold', 'expense', null)`,

  `insert into pricing.promotion (company_id, id, code, kind, value, currency, condition, valid_from, rank)
   values (1, 21, 'FIVE', 'amount', 5, 'GBP', 'true', '2020-01-01', 1)`,
  `insert into pricing.promotion_budget (company_id, promotion_id, amount, gives_back, spent, used) values (1, 21, 10000, 'returned', 500, 1)`,
  `insert into pricing.promotion_use (company_id, cause_id, promotion_id, batch, gives_back, line_nos, amounts)
   values (1, 100, 21, 502, 'returned', '{1}', '{500}')`,
  `insert into pricing.agreement (company_id, id, code, account_id, currency, over, active, valid_from, lines)
   values (1, 22, 'BLANKET', 11, 'GBP', 'block', true, '2020-01-01', '[]')`,
  `insert into pricing.agreement_line (company_id, agreement_id, line_no, most_quantity, released_quantity, released_amount)
   values (1, 22, 1, 100, 4, 2000)`,
  `insert into pricing.agreement_release (company_id, cause_id, order_line, agreement_id, line_no, batch, quantity, amount)
   values (1, 100, 1, 22, 1, 502, 4, 2000)`,

  // The order of facts: stock opened, order taken, half shipped and billed, a receipt.
  `insert into platform.company_log (company_id, pos, batch, at, content_hash, chain_hash)
   with recursive chain as (
     select 1::bigint as pos, sha256(sha256('SOUND') || '\\x01'::bytea || int8send(1) || int8send((extract(epoch from ${AT}) * 1000000)::bigint)) as hash
     union all
     select pos + 1, sha256(hash || '\\x01'::bytea || int8send(pos + 1) || int8send((extract(epoch from ${AT} + pos * interval '1 day') * 1000000)::bigint))
     from chain where pos < 4
   ) select 1, pos, pos + 500, ${AT} + (pos - 1) * interval '1 day', '\\x01', hash from chain`,
  `insert into platform.company_head (company_id, pos, at, chain_hash, closed_to)
   select 1, pos, at, chain_hash, '1900-01-01' from platform.company_log where company_id = 1 and pos = 4`,
  `insert into platform.number_series (company_id, series, year, policy, last_number, last_on) values (1, 'INV', 0, 'monotone', 1, ${DAY})`,
  `insert into platform.document_number (company_id, series, year, number, document_id, batch) values (1, 'INV', 0, 1, 120, 503)`,

  `insert into orders.source_system (company_id, code, name) values (1, 'shop', 'Web shop')`,
  `insert into orders.source_key (company_id, source, external_id, version, order_id, body_hash) values (1, 'shop', 'web-77', 1, 100, '\\x01')`,
  `insert into orders.sales_order (company_id, id, version, batch, order_type, source, external_id, account_id, currency, rate_e10,
     pre_priced, tax_inclusive, prepaid, terms_days, placed_at, ordered_on, ship_to_country, ship_to_region, ship_to_site, ship_to_address, total, tax_total,
     freight, freight_tax, problems, decisions, intake_id, custom)
   values (1, 100, 1, 502, 'standard', 'shop', 'web-77', 11, 'GBP', 10000000000, false, false, false, 30, ${AT}, ${DAY}, 'GB', '', 13, 12,
     4800, 800, 0, 0, '[]', '{}', 90, '{}')`,
  `insert into orders.order_line (company_id, order_id, line_no, from_version, action, item_id, sku, item_class, kind, uom, quantity,
     unit_price, net, tax, freight, tax_percent, waterfall, custom)
   values (1, 100, 1, 1, 'add', 1, 'CUP', 'kitchen', 'goods', 'each', 4, 10, 4000, 800, 0, 20, '[]', '{}')`,
  `insert into orders.fulfillment_line (company_id, order_id, id, line_no, item_id, location_id, quantity, supply, promised_on,
     decision, shipped, invoiced, billed_net, billed_tax)
   values (1, 100, 101, 1, 1, 1, 4, 'on_hand', ${DAY}, '{"reason": "on_time"}', 2, 2, 2000, 400)`,
  `insert into orders.order_state (company_id, order_id, version, revision, state, priority, source, placed_at, lines, status,
     fulfillment_status, billing_status, payment_status, promised_on)
   values (1, 100, 1, 3, 'in_progress', 4, 'shop', ${AT}, 1, 'partially_shipped', 'partially_shipped', 'partially_billed', 'partially_paid', ${DAY})`,
  `insert into orders.hold (company_id, order_id, id, kind, code, reason, placed_by, placed_batch, released_batch, released_by, release_reason)
   values (1, 100, 105, 'generic', 'check', 'look at it', 'ada', 502, 503, 'bob', 'looked')`,
  `insert into orders.history (company_id, order_id, batch, act, actor, reason, changes, events) values
   (1, 100, 502, 'capture', 'user:1', null, '[["state", null, null, "in_progress"]]', '{order.submitted,stock.reserved}'),
   (1, 100, 503, 'ship', 'system', null, '[["shipped", "101", "0", "2000000"]]', '{shipment.confirmed,invoice.issued}'),
   (1, 100, 504, 'receive', 'user:2', 'paid by bank', '[["paid", null, "0", "1000"]]', '{receipt.applied}')`,
  `insert into channels.intake (company_id, id, source, external_id, received_at, principal, content_type, body, body_hash, customer_id, outcome, problems, order_id)
   values (1, 90, 'shop', 'web-77', ${AT}, 'dk_1', 'application/json', '\\x00', '\\xabcd', 10, 'accepted', '[]', 100)`,

  `insert into inventory.stock_move (company_id, root_id, id, batch, kind, item_id, location_id, quantity, value, moved_on, source_id) values
   (1, 80, 81, 501, 'opening', 1, 1, 10, 5000, ${DAY}, 80), (1, 100, 112, 503, 'issue', 1, 1, -2, -1000, ${DAY}, 101)`,
  `insert into inventory.stock_gate (company_id, item_id, location_id, on_hand, reserved) values (1, 1, 1, 8, 2)`,
  `insert into inventory.cost_pool (company_id, cost_organization, item_id, method, quantity, value, last_cost) values (1, 1, 1, 'moving_average', 8, 4000, 5)`,
  `insert into inventory.reservation (company_id, root_id, source_ids, item_ids, location_ids, quantities) values (1, 100, '{101}', '{1}', '{1}', '{2}')`,
  `insert into inventory.supply (company_id, id, number, item_id, location_id, due_on, quantity, unit_cost) values (1, 85, 'PO1', 1, 2, '2026-03-10', 20, 5)`,

  `insert into fulfillment.shipment (company_id, cause_id, id, location_id, released_on, state, task_ids, carrier, tracking_number)
   values (1, 100, 110, 1, ${DAY}, 'shipped', '{142}', 'Royal Mail', 'RM1')`,
  `insert into fulfillment.shipment_line (company_id, cause_id, shipment_id, source_id, item_id, requested, shipped) values (1, 100, 110, 101, 1, 2, 2)`,
  `insert into fulfillment.confirmation (company_id, cause_id, shipment_id, id, batch, message_key, shipped_on) values (1, 100, 110, 111, 503, 'm1', ${DAY})`,

  `insert into billing.invoice (company_id, id, batch, kind, series, cause_id, account_id, issued_on, due_on, currency, rate_e10, net, tax, freight, total)
   values (1, 120, 503, 'invoice', 'INV', 100, 11, ${DAY}, '2026-04-01', 'GBP', 10000000000, 2000, 400, 0, 2400)`,
  `insert into billing.invoice_line (company_id, invoice_id, ordinal, source_id, item_id, sku, quantity, unit_price, net, tax, freight, tax_percent)
   values (1, 120, 1, 101, 1, 'CUP', 2, 10, 2000, 400, 0, 20)`,
  `insert into billing.open_item (company_id, account_id, invoice_id, cause_id, due_on, currency, original, open, functional_original, functional_open)
   values (1, 11, 120, 100, '2026-04-01', 'GBP', 2400, 1400, 2400, 1400)`,
  `insert into billing.receipt (company_id, id, batch, account_id, received_on, currency, rate_e10, amount, functional_amount, method, reference)
   values (1, 130, 504, 11, '2026-03-05', 'GBP', 10000000000, 1500, 1500, 'bank', 'R-1')`,
  `insert into billing.unapplied (company_id, account_id, receipt_id, kind, currency, amount, functional_amount) values (1, 11, 130, 'unapplied', 'GBP', 500, 500)`,
  `insert into billing.application (company_id, account_id, id, batch, from_type, from_id, invoice_id, applied_on, amount, rule)
   values (1, 11, 131, 504, 'receipt', 130, 120, '2026-03-05', 1000, 'oldest_first')`,

  `insert into ledger.entry (company_id, id, batch, event, posted_on, source_type, source_id, cause_id, currency, rate_e10,
     debit_accounts, credit_accounts, amounts, kinds, line_ids, rule_ids) values
   (1, 201, 501, 'stock.opened', ${DAY}, 'move', 81, null, 'GBP', 10000000000, '{1300}', '{3000}', '{5000}', 'cost', null, '{1}'),
   (1, 202, 503, 'shipment.confirmed', ${DAY}, 'shipment', 110, 100, 'GBP', 10000000000, '{5000}', '{1300}', '{1000}', 'cost', '{101}', '{2}'),
   (1, 203, 503, 'invoice.issued', ${DAY}, 'invoice', 120, 100, 'GBP', 10000000000, '{1200,1200}', '{4000,2200}', '{2000,400}',
     'revenue tax', '{101,101}', '{3,4}'),
   (1, 204, 504, 'receipt.received', '2026-04-05', 'receipt', 130, null, 'GBP', 10000000000, '{1000,2150}', '{2150,1200}', '{1500,1000}',
     'receipt application', null, '{5,6}')`,
  `insert into ledger.balance_delta (company_id, batch, part, account_id, period, debit, credit)
   select e.company_id, e.batch, 0, s.account_id, to_char(e.posted_on, 'YYYY-MM'), sum(s.debit), sum(s.credit)
   from ledger.entry e join ledger.posting_public p on p.company_id = e.company_id and p.entry_id = e.id
   cross join lateral (values (p.debit_account, p.functional_amount, 0::bigint), (p.credit_account, 0, p.functional_amount)) s(account_id, debit, credit)
   where e.company_id = 1 group by 1, 2, 4, 5`,

  `insert into orchestration.component (company_id, order_id, id, kind, key, pattern, model_version, location_id, line_ids)
   values (1, 100, 140, 'ship', 'MAIN', 'goods', 1, 1, '{101}')`,
  `insert into orchestration.task (company_id, order_id, id, component_id, kind, state, waits, frees) values
   (1, 100, 141, 140, 'reserve', 'completed', 0, '{142}'), (1, 100, 142, 140, 'ship', 'ready', 0, '{143}'), (1, 100, 143, 140, 'invoice', 'waiting', 1, '{}')`,
  `insert into orchestration.ready (company_id, order_id, task_id, kind, due_at) values (1, 100, 142, 'ship', ${AT})`,
]
