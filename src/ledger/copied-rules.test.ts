import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { after, test } from 'node:test'
import { testDatabase } from '../../test/support/database.ts'

const MIGRATION = new URL('../../db/migrations/0126_ledger_back_dated.sql', import.meta.url)

const t = await testDatabase('copied_rules')
after(() => t.close())

test('every active rule for what was below zero gets one for late receipts, of the same conditions and accounts', async () => {
  await t.sql(
    `insert into ledger.account (company_id, id, code, name, type)
     select 1, n, n::text, n::text, 'expense' from generate_series(1, 3) n`,
  )
  await t.sql(
    `insert into ledger.posting_rule
       (company_id, id, event, amount_kind, order_type, item_class, condition, debit_account, credit_account, active)
     values (1, 1, 'cost.adjusted', 'true_up', null, 'kitchen', null, 1, 3, true),
       (1, 2, 'cost.adjusted', 'true_up', 'gift', null, 'currency == "GBP"', 2, 3, true),
       (1, 3, 'cost.adjusted', 'true_up', null, null, null, 1, 3, false),
       (1, 4, 'cost.adjusted', 'revaluation', null, null, null, 1, 3, true)`,
  )
  await t.sql(await readFile(MIGRATION, 'utf8'))
  assert.deepEqual(
    await t.sql(
      `select order_type, item_class, condition, debit_account, credit_account, active
       from ledger.posting_rule where company_id = 1 and amount_kind = 'back_dated' order by debit_account`,
    ),
    [
      {
        order_type: null,
        item_class: 'kitchen',
        condition: null,
        debit_account: 1n,
        credit_account: 3n,
        active: true,
      },
      {
        order_type: 'gift',
        item_class: null,
        condition: 'currency == "GBP"',
        debit_account: 2n,
        credit_account: 3n,
        active: true,
      },
    ],
  )
})
