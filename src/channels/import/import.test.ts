import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { testCompany } from '../../../test/support/company.ts'
import { testDatabase, type TestDatabase } from '../../../test/support/database.ts'
import { saveInventorySystem } from '../../inventory/index.ts'
import { savePriceList } from '../../pricing/index.ts'
import { ImportRefused, type RowProblem } from './importer.ts'
import { importers } from './importers.ts'

let t: TestDatabase
let companyId: bigint
before(async () => {
  t = await testDatabase('import')
  companyId = await testCompany(t.door)
  for (const { kind } of importers) {
    const { sentences } = (await importText(kind, 'no such column\n').catch(
      (error: unknown) => error,
    )) as ImportRefused
    REQUIRED[kind] = sentences.flatMap((one) => /^The column "(.*)" is missing/.exec(one)?.[1] ?? [])
  }
})
after(() => t.close())

/** The columns that a file of a kind must have, as the refusal of its header says. */
const REQUIRED: Record<string, string[]> = {}

async function importText(kind: string, text: string | Buffer) {
  const problems: RowProblem[] = []
  const summary = await importers
    .find((one) => one.kind === kind)!
    .run({
      // In pieces that cut rows anywhere.
      source: (async function* () {
        const bytes = Buffer.from(text as string)
        const step = bytes.length < 4000 ? 1 : 4000
        for (let at = 0; at < bytes.length; at += step) yield bytes.subarray(at, at + step)
      })(),
      companyId,
      door: t.door,
      db: t.db,
      problem: (problem) => problems.push(problem),
    })
  return { summary, problems: problems.map(({ row, column, code }) => `${row} ${column} ${code}`) }
}

test('A1-3 good rows go in, each bad one is named with row, column and code, and a second run changes nothing', async () => {
  const rows = Array.from({ length: 2500 }, (_, index) => `S-${index},"Item, number ${index}",class,,yes,red`)
  rows[7] = 'S-7,,class,,yes,red'
  rows[1500] = 'S-1500,x,class,boat,maybe,red'
  rows[2400] = 'S-2400,x,class,goods,yes,red,more'
  rows[2450] = 'S-2450,x"y",cl"ass,goods,yes,red'
  const text = ['\ufeffsku,name,itemClass,kind,active,custom.color', ...rows, ''].join('\r\n')
  const first = await importText('items', text)
  assert.deepEqual(first.problems, [
    '9 name required',
    '1502 kind no_form_fits',
    '1502 active wrong_type',
    '2402  too_many_cells',
    '2452  malformed_row',
  ])
  assert.deepEqual(first.summary, { rows: 2500, created: 2496, changed: 0, unchanged: 0, refused: 4 })
  const [item] = await t.sql("select name, active, custom from catalog.item where sku = 'S-1'")
  assert.deepEqual(item, { name: 'Item, number 1', active: true, custom: { color: 'red' } })
  const version = () => t.sql('select setup_version from organization.company')
  const standing = await version()
  const second = await importText('items', text)
  assert.deepEqual(second.summary, { rows: 2500, created: 0, changed: 0, unchanged: 2496, refused: 4 })
  assert.deepEqual(await version(), standing)
})

test('money stands in one cell or in two columns, and what the act refuses leads to its column', async () => {
  await t.door.request(savePriceList, {
    companyId,
    input: { code: 'STD', currency: 'GBP', validFrom: '2026-01-01' },
  })
  const one = await importText(
    'prices',
    'list,sku,validFrom,unitPrice\nSTD,S-1,2026-01-01,12.50 GBP\nSTD,S-2,2026-01-01,12.50 EUR\nSTD,NO,2026-01-01,twelve\n',
  )
  assert.deepEqual(one.problems, ['3 unitPrice wrong_currency', '4 unitPrice required', '4 sku unknown_item'])
  const two = await importText(
    'prices',
    'list,sku,validFrom,unitPrice.amount,unitPrice.currency\nNONE,S-1,2026-01-01,12.50,GBP\nSTD,S-1,2026-01-01,12.5,GBP\n',
  )
  assert.deepEqual(two.problems, ['2 list unknown_price_list'])
  assert.equal(two.summary.unchanged, 1)
})

test('what an outside inventory system knows comes in by a file, money in one cell', async () => {
  await t.door.request(saveInventorySystem, {
    companyId,
    input: { code: 'wms', name: 'Warehouse', prices: true },
  })
  const file = (price: string) =>
    importText(
      'snapshots',
      `system,sku,unitPrice,asOf\nwms,S-1,${price},2026-01-05T10:00:00Z\nerp,S-1,1 GBP,soon\n`,
    )
  await importText('locations', 'code,name,country\nMAIN,Main,GB\n')
  assert.deepEqual(await file('12.50 GBP'), {
    summary: { rows: 2, created: 1, changed: 0, unchanged: 0, refused: 1 },
    problems: ['3 asOf wrong_form', '3 system unknown_system'],
  })
  assert.deepEqual((await file('12.50 GBP')).summary.unchanged, 1)
  assert.deepEqual((await file('13')).problems[0], '2 unitPrice required')
})

test('A1-3 a row of every kind is refused for all that is wrong with its form, and nothing that stands in for it goes in', async () => {
  for (const { kind } of importers) {
    // Nothing but commas: each column that must be there is empty.
    const required = REQUIRED[kind]!
    if (required.length === 0) {
      assert.ok(kind === 'payment-fees', `${kind} has columns that must be there`)
      continue
    }
    const { summary, problems } = await importText(
      kind,
      `${required.join()}\n${','.repeat(required.length)}\n`,
    )
    assert.deepEqual(problems, ['2  too_many_cells'], kind)
    assert.equal(summary.refused, 1)
    const blank = required.length === 1 ? '""' : ','.repeat(required.length - 1)
    const asked = await importText(kind, `${required.join()}\n${blank}\n`)
    // A pattern that extends none has components: that is told beside its form.
    const content = kind === 'patterns' ? '2 components required' : undefined
    const missing = asked.problems.filter((one) => one.endsWith(' required') && one !== content).sort()
    assert.deepEqual(missing, required.map((name) => `2 ${name} required`).sort(), kind)
    assert.deepEqual([asked.summary.created, asked.summary.changed, asked.summary.refused], [0, 0, 1], kind)
  }
})

test('A1-3 what is wrong with the form of a row is told beside what is wrong with its content, and nothing that follows from the form', async () => {
  const told = async (kind: string, text: string) => (await importText(kind, text)).problems
  await importText('price-lists', 'code,currency,validFrom\nFORM,GBP,2026-01-01\n')
  await importText('locations', 'code,name,country\nDOCK,Dock,GB\n')
  await importText('items', 'sku,name,itemClass\nFORM-1,x,class\n')
  assert.deepEqual(
    await told(
      'supply-orders',
      'sku,location,quantity,number,unitCost,dueOn\nNO-SUCH,MOON,many,PO-1,2,soon\nFORM-1,DOCK,5,PO-2,-1,2026-02-30\n',
    ),
    [
      '2 dueOn wrong_form',
      '2 quantity wrong_form',
      '2 sku unknown_item',
      '2 location unknown_location',
      '3 dueOn wrong_form',
      '3 unitCost bad_price',
    ],
  )
  assert.deepEqual(await told('stock', 'sku,location,quantity,unitCost,on\nNO-SUCH,DOCK,1,2,today\n'), [
    '2 on wrong_form',
    '2 sku unknown_item',
  ])
  assert.deepEqual(
    await told(
      'posting-rules',
      'event,amountKind,debitAccount,creditAccount,active\ninvoice.issued,revenue,N1,N2,maybe\n',
    ),
    ['2 active wrong_type', '2 debitAccount unknown_account', '2 creditAccount unknown_account'],
  )
  assert.deepEqual(
    await told('companies', 'code,name,currency,country,timeZone,live\nFORM,x,QQQ,GB,Mars/Base,maybe\n'),
    ['2 live wrong_type', '2 currency unknown_currency', '2 timeZone unknown_time_zone'],
  )
  // What is said of two fields needs both: no order of days, no currency of an amount, no row that a name would mean.
  assert.deepEqual(
    await told(
      'prices',
      'list,sku,validFrom,validTo,unitPrice\nFORM,FORM-1,now,1999-01-01,2 GBP\nFORM,FORM-1,,1999-01-01,2 EUR\n',
    ),
    ['2 validFrom not_a_date', '3 validFrom required', '3 unitPrice wrong_currency'],
  )
  assert.deepEqual(
    await told(
      'customers',
      'number,name,kind,currency,shipToCountry,creditLimit\nFORM,x,person,pounds,GB,10 GBP\n',
    ),
    ['2 currency wrong_form'],
  )
  await importText('accounts', 'code,name,type,control\nX-0,x,asset,receivable\n')
  assert.deepEqual(
    await told('accounts', 'code,name,type,control\n,x,asset,receivable\nX-1,x,sky,receivable\n'),
    ['2 code required', '3 type no_form_fits', '3 control control_taken'],
  )
  assert.deepEqual(await told('periods', 'code,startsOn,endsOn\nFORM,first,1999-12-31\nFORM,,1999-12-31\n'), [
    '2 startsOn not_a_date',
    '3 startsOn required',
  ])
})

test('files of many kinds find their acts', async () => {
  const files = {
    locations: 'code,name,country,rank\nA,Main,GB,1\n',
    customers:
      'number,name,currency,shipToCountry,creditLimit\nC1,Ann,GBP,GB,100.00 GBP\nC2,Bo,GBP,GB,none\n',
    'match-rules': 'code,keys,outcome\nhome,name|postcode,suggest\n',
    sites: 'customer,code,country,lines\nC1,MAIN,GB,1 Mill Lane\n',
    contacts: 'customer,code,name\nC1,BOSS,Ann\n',
    'tax-rates': 'taxCode,country,name,percent,validFrom\nstandard,GB,VAT,20,2011-01-04\n',
    accounts: 'code,name,type,control\n1000,Cash,asset,cash\n',
    sources: 'code,name,prePriced\nweb,Web,no\n',
    promotions: 'code,percent,condition,validFrom\nTEN,10,order.net > 1,2026-01-01\n',
    freight: 'currency,amount,freeAbove\nGBP,4.95 GBP,50 GBP\n',
    transformations:
      'name,sets,value,condition\nrush,priority,9,order.lines > 20\nunits,lines.uom,"lookups.find(""units"", line.uom, """")",\n',
    lookups: 'lookup,key,value\nunits,PCE,EA\n',
    patterns: `code,components\nby-line,"${JSON.stringify([
      { kind: 'perform', key: 'string(part.lineNo)', tasks: [{ kind: 'ship' }, { kind: 'invoice' }] },
    ]).replaceAll('"', '""')}"\n`,
  }
  for (const [kind, text] of Object.entries(files)) {
    const { summary, problems } = await importText(kind, text)
    assert.deepEqual(problems, [], kind)
    assert.equal(summary.created, summary.rows, kind)
  }
})

test('a header that cannot be understood refuses the whole file, with all that is wrong with it', async () => {
  await assert.rejects(importText('items', 'sku,sku,hue,custom.\nA\n'), (error) => {
    assert.ok(error instanceof ImportRefused)
    assert.deepEqual(error.sentences.slice(0, -1), [
      'The column "sku" stands twice.',
      'There is no field "hue".',
      'There is no field "custom.".',
      'The column "name" is missing.',
      'The column "itemClass" is missing.',
    ])
    return true
  })
  await assert.rejects(importText('items', ''), ImportRefused)
})

test('a file names the partner of an account that stands above it, and that nobody acts for another any more', async () => {
  const file = (rows: string) => importText('customers', `number,currency,shipToCountry,partner\n${rows}`)
  const { summary, problems } = await file('C-FIRM,GBP,GB,\nC-SHOP,GBP,GB,C-FIRM\nC-LOST,GBP,GB,C-NOBODY\n')
  assert.deepEqual([summary.created, problems], [2, ['4 partner unknown_account']])
  const named = () =>
    t.sql(
      `select a.number, r.number as partner from customers.account a
       join customers.account_partner p on p.account_id = a.id join customers.account r on r.id = p.partner_id
       where a.number like 'C-%'`,
    )
  assert.deepEqual(await named(), [{ number: 'C-SHOP', partner: 'C-FIRM' }])
  assert.equal((await file('C-SHOP,GBP,GB,\n')).summary.unchanged, 1)
  assert.equal((await file('C-SHOP,GBP,GB,none\n')).summary.changed, 1)
  assert.deepEqual(await named(), [])
})

test('sites and contacts of customers come by file, lines of an address in one cell; a second run changes nothing', async () => {
  await importText('customers', 'number,currency,shipToCountry\nC-9,GBP,GB\n')
  const sites = [
    'customer,code,purposes,country,region,name,lines,city,postcode',
    'C-9,DEPOT,ship_to,GB,,Goods in,Unit 4 | Mill Lane,Leeds,LS1 4AP',
    'C-9,OFFICE,ship_to|bill_to,GB,Kent,,"1 High Street\nSecond floor",Dover,CT16 1AA',
    'NOBODY,X,,GB,,,,,',
    'C-9,BAD,anything,Britain,,,,,',
    '',
  ].join('\n')
  const first = await importText('sites', sites)
  assert.deepEqual(first.summary, { rows: 4, created: 2, changed: 0, unchanged: 0, refused: 2 })
  assert.deepEqual(first.problems, [
    '4 customer unknown_customer',
    '5 purposes no_form_fits',
    '5 country wrong_form',
  ])
  const rows = await t.sql(
    `select s.code, s.ship_to, s.bill_to, s.region, d.name, d.address->'lines' as lines from customers.site s
     join customers.person_data d on d.customer_id = s.customer_id and d.id = s.person_id where s.code <> 'MAIN' order by s.code`,
  )
  assert.deepEqual(rows, [
    {
      code: 'DEPOT',
      ship_to: true,
      bill_to: false,
      region: '',
      name: 'Goods in',
      lines: ['Unit 4', 'Mill Lane'],
    },
    {
      code: 'OFFICE',
      ship_to: true,
      bill_to: true,
      region: 'Kent',
      name: null,
      lines: ['1 High Street', 'Second floor'],
    },
  ])
  const contacts =
    'customer,code,site,role,name,email\nC-9,GATE,DEPOT,goods in,Otto,otto@example.org\nC-9,X,NOWHERE,,Eve,\n'
  const said = await importText('contacts', contacts)
  assert.deepEqual([said.summary.created, said.problems], [1, ['3 site unknown_site']])
  const log = () => t.sql('select count(*) as batches from platform.company_log')
  const standing = await log()
  assert.equal((await importText('sites', sites)).summary.unchanged, 2)
  assert.equal((await importText('contacts', contacts)).summary.unchanged, 1)
  assert.deepEqual(await log(), standing)
})

test('a row with bytes that are not UTF-8 is refused with its columns, and the others go in as they are written', async () => {
  const latin = Buffer.from(
    '\ufeffsku,name,itemClass\nL-1,Tür,class\nL-2,Über,größe\nL-3,plain,class\n',
    'utf8',
  )
  assert.equal((await importText('items', latin)).summary.created, 3)
  const [item] = await t.sql("select name, item_class from catalog.item where sku = 'L-2'")
  assert.deepEqual(item, { name: 'Über', item_class: 'größe' })
  const broken = Buffer.from(
    'sku,name,itemClass\nL-4,Tür,class\nL-5,Über,größe\nL-6,plain,class\n"L-7","a \n Tür",class\nL-8,a\0b,c\n,ü,\n',
    'latin1',
  )
  const { summary, problems } = await importText('items', broken)
  assert.deepEqual(problems, [
    '2 name not_utf8',
    '3 name not_utf8',
    '3 itemClass not_utf8',
    '5 name not_utf8',
    '6 name text_not_storable',
    '7 name not_utf8',
    '7 sku required',
    '7 itemClass required',
  ])
  assert.deepEqual([summary.created, summary.refused], [1, 5])
  await assert.rejects(importText('items', Buffer.from('sku,nämé,itemClass\nA,B,C\n', 'latin1')), (error) => {
    assert.ok(error instanceof ImportRefused)
    assert.match(error.message, /^Column 2 of the header: It has bytes that are not UTF-8/)
    return true
  })
})
