/** What breaks the laws of the books of the sound company, as statements. */

/** A stray of the shipment that took nothing out of stock. */
const STRAY = `insert into fulfillment.stray (company_id, cause_id, id, batch, shipment_id, source_id, item_id, location_id, why, left_on, quantity,
  state) values (1, 100, 190, 503, 110, 101, 1, 1, 'cancelled', '2026-03-05', 1, 'open')`

export const moved = (id: number, kind: string, quantity: number) =>
  `insert into inventory.stock_move values (1, ${id}, ${id}, 504, '${kind}', 1, 1, ${quantity}, 0, '2026-03-05', ${id})`

/** A count took 2 of what is reserved; the place stands in the queue, short since a batch. */
export const queuedShort = (batch: number | null, taken: number | null) =>
  `insert into inventory.shortage values (1, 1, 1, '2026-03-05', '2026-03-05', ${batch}, ${taken});
   update inventory.stock_gate set on_hand = 6, reserved = 8; ${moved(83, 'adjustment', -2)}`

/** A card was authorized, refunded in part, and another one was voided. */
export const paid = (...changes: string[]) =>
  [
    `insert into channels.payment (company_id, channel_id, key, source, gateway, kind, order_key, part, method, amount, currency, about, actor, began_at)
     select 1, 7, w.key, 'shop', 'cards', w.kind, w.order_key, 'pg', 'card', w.amount, 'GBP', w.about, 'channel:shop', '2026-03-02'
     from (values ('a', 'authorization', 'o-1', 500, null), ('r', 'refund', 'o-1', 200, 'a'), ('b', 'authorization', 'o-2', 300, null),
       ('b/void', 'void', 'o-2', 300, 'b')) as w(key, kind, order_key, amount, about)`,
    `insert into channels.payment_work (company_id, channel_id, key, gateway, state, attempt)
     select 1, 7, w.key, 'cards', w.state, 1 from (values ('a', 'approved'), ('r', 'approved'), ('b', 'released'), ('b/void', 'approved')) as w(key, state)`,
    `insert into channels.payment_answer (company_id, channel_id, key, attempt, at, outcome, amount)
     select 1, 7, w.key, 1, '2026-03-02', 'approved', w.amount from (values ('a', 500), ('r', 200), ('b', 300), ('b/void', 0)) as w(key, amount)`,
    ...changes,
  ].join(';')

/** The line names the place where its part stands. */
const BOUND = `update orders.fulfillment_line set decision = jsonb_build_object('only', (select code from inventory.location where id = 1))`

/** Two of the part are on their way from place 1 to 2: worth 1000 in the books, and nothing of it is held. */
const BROUGHT = `insert into fulfillment.transfer (company_id, cause_id, id, source_id, item_id, from_location_id, to_location_id, requested, shipped, asked_on)
    values (1, 100, 180, 101, 1, 1, 2, 2, 2, '2026-03-05');
  update orders.fulfillment_line set supply = 'transfer', from_location_id = 1; update inventory.reservation set source_ids = '{102}';
  insert into inventory.stock_move values (1, 100, 181, 503, 'transfer', 1, 1, -2, -1000, '2026-03-05', 180);
  insert into ledger.entry (company_id, id, batch, event, posted_on, source_type, source_id, cause_id, currency, rate_e10,
    debit_accounts, credit_accounts, amounts, kinds, line_ids, rule_ids)
    values (1, 209, 503, 'transfer.shipped', '2026-03-05', 'transfer', 180, 100, 'GBP', 10000000000, '{1300}', '{1300}', '{1000}', 'cost', '{101}', '{2}')`

/** A part of the order took two of a share, and a cart one. */
const SHARED = `insert into inventory.allocation_used values (1, 1, 1, '2026-03-02', 'WEB', 2), (1, 1, 1, '2026-03-02', '', 1);
  insert into inventory.allocation_use values (1, 100, 101, 1, 1, '2026-03-02', 'WEB', 0, 'WEB', 2);
  insert into inventory.temporary_reservation (company_id, key, batch, made_by, until_at, item_ids, location_ids, quantities, shares)
    values (1, 'cart', 501, 'key:1', '2026-03-05', '{}', '{}', '{}',
      '[{"itemId": "1", "locationId": "1", "week": "2026-03-02", "node": "", "quantity": "1000000"}]')`

/** What breaks each law; several ways each where it has several sides. */
export const VIOLATIONS: readonly [law: string, ...breaks: string[]][] = [
  [
    'batches_balance',
    `update ledger.balance_delta set debit = debit + 1 where batch = 501 and account_id = 1300`,
  ],
  [
    'deltas_are_postings',
    `update ledger.entry set amounts[1] = amounts[1] + 1 where id = 201`,
    `update ledger.entry set functional_amounts = '{5001}' where id = 201`,
    `delete from ledger.balance_delta where batch = 503 and account_id = 2200`,
    `update ledger.balance_delta set period = '2026-05' where batch = 501`,
  ],
  [
    'folds_are_deltas',
    `update ledger.balance_fold set credits[1] = 1 where level = 1 and after_pos = 0`,
    `update ledger.balance_fold set periods[1] = '2026-05' where level = 2`,
    `update ledger.balance_fold set account_ids = '{}', periods = '{}', debits = '{}', credits = '{}'`,
    `update ledger.balance_fold set pos = 3 where after_pos = 2`,
    `delete from ledger.balance_fold where level = 1 and after_pos = 0`,
  ],
  ['receivable_control', `update billing.open_item set functional_open = 1399`],
  ['inventory_control', `update inventory.cost_pool set value = 4001`],
  [
    'receipts_control',
    `update billing.unapplied set functional_amount = 499`,
    `update billing.unapplied set kind = 'deposit'`,
  ],
  ['tax_control', `update billing.invoice set tax = 401`],
  [
    'postings_stand',
    `update ledger.entry set debit_accounts[1] = 9 where id = 201`,
    `update ledger.entry set debit_accounts = credit_accounts where id = 201`,
    `update ledger.entry set kinds = 'tax' where id = 203`,
    `update ledger.entry set line_ids = '{101}' where id = 203`,
    `update ledger.entry set rule_ids = '{}' where id = 201`,
  ],
  [
    'batches_logged',
    `update ledger.entry set batch = 999 where id = 202`,
    `update orders.history set batch = 999 where batch = 502`,
    `update inventory.stock_move set batch = 999 where id = 81`,
    `insert into customers.erasure values (1, 10, 999, 'key:1', 'asked', false, 0, 0, 0, true)`,
    `insert into customers.legal_hold values (1, 10, '2099-01-01', 'audit', 'key:1', 1, 999)`,
    `insert into customers.merge values (1, 10, 1, 11, 11, 'the same', null, 'key:1', 999)`,
    `insert into customers.note values (1, 10, 1, 'key:1', 999)`,
  ],
  [
    'one_customer',
    // A chain; a record under one of another customer; under nobody.
    `insert into customers.customer (company_id, id, number, kind) select 1, n, 'K' || n, 'person' from generate_series(91, 93) n;
     insert into customers.merge select 1, n, 1, n + 1, n + 1, 'the same', null, 'key:1', 501 from generate_series(91, 92) n`,
    `insert into customers.customer (company_id, id, number, kind) select 1, n, 'K' || n, 'person' from generate_series(91, 93) n;
     insert into customers.merge values (1, 91, 1, 92, 93, 'the same', null, 'key:1', 501)`,
    `insert into customers.merge values (1, 10, 1, 99, 99, 'the same', null, 'key:1', 501)`,
  ],
  [
    'log_gapless',
    `delete from platform.company_log where pos = 2`,
    `update platform.company_head set pos = 5`,
    `update platform.company_log set at = '2026-01-01' where pos = 3`,
  ],
  [
    'log_chained',
    `update platform.company_log set content_hash = '\\x02' where pos = 3`,
    `update platform.company_log set content_hash = '\\x02' where pos = 1`,
    `update platform.company_log set at = at + interval '1 microsecond' where pos = 2`,
    `update platform.company_head set chain_hash = '\\x02'`,
  ],
  [
    'numbers_gapless',
    `update platform.document_number set number = 2`,
    `update platform.number_series set last_number = 2`,
    `insert into platform.document_number values (1, 'INV', 0, 3, 999, 503)`,
  ],
  ['documents_numbered', `delete from platform.document_number`, `delete from billing.invoice`],
  [
    'days_counted',
    `insert into insight.counted values (1, 1, 1, 'UTC', 4)`,
    `insert into insight.counted values (1, 1, 1, 'UTC', 0);
     insert into insight.tally values (1, 1, 1001, '2026-03-05', 'shop', 0, 1, 1)`,
  ],
  [
    'measures_counted',
    `insert into insight.counted values (1, 1, 1, 'UTC', 0);
     insert into insight.tally values (1, 1, 120, '2026-03-05', 'shop', 0, 1, 1)`,
    // One that is not counted; one that is, and should not be.
    `insert into insight.counted values (1, 1, 1, 'UTC', 99)`,
    `insert into insight.counted values (1, 1, 1, 'UTC', 99);
     insert into insight.order_tally values (1, 1, 100, '2026-03-05', 'shop', '{}', '{}', '{}', '{}');
     update orders.order_state set state = 'cancelled'`,
  ],
  ['gate_reserved', `update inventory.stock_gate set reserved = 3`, `delete from inventory.stock_gate`],
  ['gate_on_hand', `update inventory.stock_gate set on_hand = 9`],
  [
    'no_oversell',
    `update inventory.stock_gate set reserved = 9`,
    // What stands in the queue excuses no other place.
    `update inventory.stock_gate set reserved = 9;
     insert into inventory.shortage values (1, 1, 2, '2026-03-05', '2026-03-05', 504, 4)`,
    // Nor what is promised twice there, beyond what a count took: as the queue says, as the moves say, and of those since the place
    // was whole, less what came in.
    `${queuedShort(504, 2)}; update inventory.stock_gate set reserved = 9`,
    `${queuedShort(504, 3)}; update inventory.stock_gate set reserved = 9`,
    `${queuedShort(504, 1)}`,
    `${queuedShort(504, 2)}; update inventory.stock_move set batch = 503 where kind = 'adjustment'`,
    `${queuedShort(504, 2)}; ${moved(85, 'receipt', 1)}`,
    // An older version said neither.
    `${queuedShort(null, null)}; update inventory.stock_gate set reserved = 9`,
  ],
  [
    'cost_pools',
    `update inventory.cost_pool set quantity = 9`,
    `update inventory.cost_pool set value = 9`,
    `delete from inventory.cost_pool`,
    `insert into inventory.stock_move values (1, 90, 91, 504, 'revaluation', 2, 1, 0, 5, '2026-03-05', 90);
     insert into inventory.cost_pool (company_id, cost_organization, item_id, method, quantity, value, last_cost)
       values (1, 1, 2, 'moving_average', 0, 5, 5)`,
  ],
  [
    'feeds',
    `insert into inventory.feed values (1, 70, 'F', 'F', 'stock', 1, 20, 20, 5, 0, 0, 60, true);
     insert into inventory.feed_event values (1, 70, 'e1', 1, 5, '2026-03-05', true, 504, 71, 72)`,
    `insert into inventory.feed values (1, 70, 'F', 'F', 'stock', 1, 20, 20, 5, 0, 0, 60, true);
     update inventory.stock_move set source_id = 70`,
    `insert into inventory.feed_snapshot (company_id, id, feed_id, name, as_of, whole, pages, state, begun_at)
       values (1, 73, 70, 's', '2026-03-05', true, 1, 'taken', '2026-03-05');
     insert into inventory.feed_difference values (1, 73, 1, 'count', 1, 1, 5, 3, 0, 2, 0, 'open')`,
  ],
  [
    'demand_once',
    `update inventory.reservation set quantities = '{3}'`,
    `insert into inventory.planned_demand values (1, 100, 101, 1, 1, 1, null, '2026-03-02')`,
    `update inventory.reservation set source_ids = '{7}'`,
  ],
  [
    'bound_places',
    `${BOUND}; update orders.fulfillment_line set location_id = 9`,
    `${BOUND}; update orders.fulfillment_line set decision = '{"only": "NOWHERE"}'`,
    `${BOUND}; update inventory.reservation set location_ids = '{9}'`,
    `${BOUND}; update fulfillment.shipment set location_id = 9`,
    `${BOUND}; insert into inventory.planned_demand values (1, 100, 101, 1, 9, 1, null, '2026-03-02', true)`,
    // It waits for goods of any place.
    `${BOUND}; insert into inventory.planned_demand values (1, 100, 101, 1, 1, 1, null, '2026-03-02', false)`,
  ],
  [
    'order_totals',
    `update orders.sales_order set total = 4801`,
    `update orders.order_line set net = 3999`,
    `update orders.sales_order set tax_total = 799`,
  ],
  [
    'order_billed',
    `update orders.fulfillment_line set quantity = invoiced`,
    `update orders.fulfillment_line set quantity = invoiced; update orders.order_state set state = 'suspended'`,
  ],
  [
    'agreements',
    `update pricing.agreement_line set released_quantity = 5`,
    `update pricing.agreement_line set released_amount = 1`,
    `update pricing.agreement_release set given_quantity = 1`,
    `delete from pricing.agreement_release`,
  ],
  [
    'material_needs',
    `insert into inventory.material_need values (1, 100, 101, 0, 2, 1, '2026-03-02', 8)`,
    `insert into inventory.resource_hours values (1, 100, 101, 0, 'SAW', 1, '2026-03-02', 8)`,
    // It waits, and nothing of it is made.
    `${BOUND}; insert into inventory.planned_demand values (1, 100, 101, 1, 1, 1, null, '2026-03-02', false);
     insert into inventory.material_need values (1, 100, 101, 0, 2, 1, '2026-03-02', 8)`,
  ],
  [
    'allocation',
    `${SHARED}; update inventory.allocation_used set quantity = 3`,
    `${SHARED}; delete from inventory.allocation_used`,
    `${SHARED}; delete from inventory.allocation_use`,
    `${SHARED}; update inventory.allocation_use set quantity = -1; update inventory.allocation_used set quantity = -1 where node = 'WEB'`,
    // What the cart took is counted, too.
    `${SHARED}; update inventory.temporary_reservation set shares = '[]'`,
  ],
  [
    'promotion_budgets',
    `update pricing.promotion_budget set spent = 499`,
    `update pricing.promotion_budget set used = 0`,
    `update pricing.promotion_use set given_amount = 501; update pricing.promotion_budget set spent = 0`,
    `delete from pricing.promotion_use`,
  ],
  [
    'parts_make_lines',
    `update orders.fulfillment_line set quantity = 5, cancelled = 0`,
    `update orders.fulfillment_line set quantity = 3`,
    `delete from orders.fulfillment_line`,
  ],
  [
    'progress',
    `update orders.fulfillment_line set shipped = 5`,
    `update orders.fulfillment_line set invoiced = 3`,
    `update orders.fulfillment_line set returned = 3`,
    `update orders.fulfillment_line set cancelled = 3`,
  ],
  [
    'cancelled',
    `update orders.fulfillment_line set cancelled = 1`,
    `insert into orders.cancellation values (1, 100, 101, 503, 1, 1, 0, 0, 'user:1', 'no reason')`,
  ],
  [
    'payments_answered',
    ...[
      `delete from channels.payment_work where key = 'a'`,
      `update channels.payment_work set state = 'unknown' where key = 'a'`,
      `update channels.payment_work set state = 'declined' where key = 'r'`,
      `delete from channels.payment_answer where key = 'r'`,
      `update channels.payment_answer set amount = 499 where key = 'a'`,
      `update channels.payment_answer set amount = null where key = 'a'`,
      `update channels.payment_answer set amount = 201 where key = 'r'`,
      `update channels.payment_answer set outcome = 'partial' where key = 'a'`,
      `update channels.payment_work set state = 'approved' where key = 'b'`,
      `update channels.payment_work set state = 'declined' where key = 'b/void'; update channels.payment_answer set outcome = 'declined' where key = 'b/void'`,
      `update channels.payment set amount = 600 where key = 'r'; update channels.payment_answer set amount = 600 where key = 'r'`,
    ].map((change) => paid(change)),
  ],
  [
    'transfers',
    `${BROUGHT}; update fulfillment.transfer set shipped = 1`,
    `${BROUGHT}; update fulfillment.transfer set received = 1`,
    `${BROUGHT}; update fulfillment.transfer set lost = 2`,
    `${BROUGHT}; update inventory.reservation set source_ids = '{101}'`,
    `${BROUGHT}; update orders.fulfillment_line set quantity = 9`,
    `${BROUGHT}; update fulfillment.transfer set requested = 3; update orders.fulfillment_line set supply = 'on_hand'`,
  ],
  ['shipped', `update fulfillment.shipment_line set shipped = 1`, `delete from fulfillment.shipment_line`],
  [
    'strays',
    STRAY,
    `${STRAY}; update fulfillment.stray set returned = 1;
     insert into inventory.stock_move values (1, 100, 191, 503, 'adjustment', 1, 1, -1, -500, '2026-03-05', 190),
       (1, 100, 192, 503, 'adjustment', 1, 1, 1, 500, '2026-03-05', 190)`,
  ],
  [
    'invoiced',
    `update billing.invoice_line set quantity = 1`,
    `update orders.fulfillment_line set invoiced = 1`,
  ],
  [
    'recurring_charges',
    `update orders.order_line set charges = '[{"code": "PLAN", "kind": "recurring"}]'`,
    `insert into billing.recurring_charge select company_id, cause_id, 9001, batch, 101, account_id, 1, 'X', 'PLAN', 'Plan', 'recurring', 'month',
       null, issued_on, 1, currency, 1, 1, 0, null, 0 from billing.invoice where cause_id is not null`,
  ],
  [
    'credited',
    `update billing.invoice set kind = 'credit_memo'`,
    `insert into billing.invoice_line select company_id, invoice_id + 1000, ordinal, source_id, item_id, sku, quantity, unit_price,
       net, tax + 1, freight, tax_rate_id, tax_percent, tax_difference from billing.invoice_line where source_id is not null;
     insert into billing.invoice select company_id, id + 1000, batch, 'credit_memo', series, cause_id, account_id, issued_on,
       due_on, currency, rate_e10, net, tax + 1, freight, total + 1 from billing.invoice`,
    // Of the order alone: what was given beside its goods.
    `insert into billing.invoice_line select company_id, invoice_id + 1000, ordinal, null, null, 'REFUND-OTHER', quantity, unit_price,
       net + 1, 0, 0, null, 0, null from billing.invoice_line where source_id is not null;
     insert into billing.invoice select company_id, id + 1000, batch, 'credit_memo', series, cause_id, account_id, issued_on,
       due_on, currency, rate_e10, net, tax, freight, total from billing.invoice`,
  ],
  [
    'invoice_totals',
    `update billing.invoice_line set net = 1999`,
    `update billing.invoice set total = 2401`,
    `delete from billing.invoice_line`,
  ],
  [
    'open_items',
    `update billing.open_item set open = 1300`,
    `delete from billing.open_item`,
    `update billing.application set amount = 999`,
    `update billing.open_item set earmarked = 1`,
    `insert into billing.earmark (company_id, cause_id, invoice_id, batch, amount)
     select company_id, 100, id, batch, 5 from billing.invoice`,
  ],
  [
    'receipts_used',
    `update billing.unapplied set amount = 400`,
    `delete from billing.unapplied`,
    `update billing.unapplied set kind = 'deposit', cause_id = 100; update orders.order_state set state = 'completed'`,
    `update billing.unapplied set kind = 'deposit', cause_id = 100; update orders.order_state set state = 'cancelled'`,
  ],
  [
    'credit_gates',
    `update customers.credit_gate set open_orders = 2399`,
    `update customers.credit_gate set open_receivables = 1`,
    `update customers.credit_gate set unapplied = 1`,
  ],
  [
    'shown_status',
    `update orders.order_state set status = 'shipped'`,
    `update orders.order_state set payment_status = 'paid'`,
    `update orders.sales_order set prepaid = true, total = 1000`,
    `update billing.open_item set open = 2400`,
    `update orders.order_state set state = 'suspended'`,
  ],
  [
    'order_list',
    `update orders.order_state set lines = 2`,
    `update orders.order_state set source = 'mail'`,
    `update orders.order_state set placed_at = placed_at + interval '1 second'`,
    `update orders.sales_order set placed_at = placed_at + interval '1 second'`,
    `update orders.order_state set promised_on = '1999-01-01'`,
    `update orders.order_state set promised_on = null`,
    `update orders.fulfillment_line set promised_on = promised_on + 1`,
    `update orders.fulfillment_line set promised_on = null`,
    `delete from orders.order_line`,
  ],
  ['revisions', `update orders.order_state set revision = 4`, `delete from orders.history where batch = 504`],
  [
    'open_holds',
    `update orders.order_state set open_holds = 1`,
    `update orders.hold set released_batch = null`,
  ],
  [
    'margin_floors',
    `update orders.sales_order set decisions = '{"guardrail": [["R@1", "10", "hold", [1], [], []]], "margin": [[1, "1000000000", "0", "0"]]}'`,
    `update orders.sales_order set decisions = '{"guardrail": [["R@1", "100", "hold", [], [[1, "1", "1"]], []]], "margin": [[1, "1", "0", "0"]]}'`,
  ],
  [
    'task_waits',
    `update orchestration.task set waits = 0 where id = 143`,
    `update orchestration.task set waits = 1 where id = 142`,
    `update orchestration.task set frees = '{141}' where id = 142`,
  ],
  [
    'dependencies',
    `update orchestration.task set frees = '{141}' where id = 141`,
    `update orchestration.task set frees = '{142,142}' where id = 141`,
    `delete from orchestration.task where id = 142`,
  ],
  [
    'ready_rows',
    `delete from orchestration.ready`,
    `insert into orchestration.ready values (1, 100, 143, 'invoice', '2026-03-02')`,
    `update orchestration.task set state = 'failed' where id = 142`,
  ],
  [
    'references',
    `update orders.order_state set version = 2`,
    `delete from orders.order_state`,
    `delete from customers.account`,
    `delete from catalog.item where id = 1`,
    `delete from orders.order_line`,
    `delete from inventory.location where id = 1`,
    `delete from customers.credit_gate`,
    `delete from customers.customer`,
    `delete from customers.site`,
    `update orders.sales_order set bill_to_site = 14`,
    `update orders.sales_order set bill_to_address = 14`,
    `with erased as (insert into customers.erasure (company_id, customer_id, batch, actor, reason, forced, finished)
       values (1, 10, 501, 'ada', 'asked', false, true))
     update orders.sales_order set bill_to_address = 14`,
    `update customers.site set person_id = 14`,
    `delete from billing.invoice`,
    `delete from billing.receipt`,
    `delete from fulfillment.shipment`,
    `update fulfillment.shipment set state = 'requested'`,
    `insert into fulfillment.open_shipment (company_id, id, cause_id, location_id) values (1, 110, 100, 1)`,
    `delete from orchestration.component`,
  ],
]
