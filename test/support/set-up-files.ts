import { postedAmounts } from '../../src/ledger/index.ts'

/** The set-up of a company as files. */

const components = JSON.stringify([
  { kind: 'perform', key: 'string(part.lineNo)', tasks: [{ kind: 'ship' }, { kind: 'invoice' }] },
])
const chart: Record<string, string> = {
  cash: '1000,Cash,asset,cash',
  receivable: '1200,Receivables,asset,receivable',
  inventory: '1300,Inventory,asset,inventory',
  receipts_accrual: '2000,Receipts accrual,liability,receipts_accrual',
  deposits: '2100,Deposits,liability,deposits',
  unapplied: '2150,Unapplied receipts,liability,unapplied',
  tax: '2200,Tax,liability,tax',
  equity: '3000,Opening equity,equity,',
  cost: '5000,Cost,expense,',
}
const codeOf = (name: string) => chart[name]!.split(',')[0]
// Every amount that can be posted has a rule, between the accounts of what it moves.
const rules = postedAmounts.map(
  ({ event, kind, debit, credit }) =>
    `${event},${kind},${codeOf(debit ?? 'cost')},${codeOf(credit ?? 'equity')}`,
)
/** That nobody does it. */
const never = (act: string) =>
  cell(JSON.stringify([{ acts: [act], conditions: [{ when: 'false', message: 'Never.' }] }]))
const cell = (text: string) => `"${text.replaceAll('"', '""')}"`

/** A company from nothing, in the order of the kinds: of each the route, good rows, and bad ones with what is told. */
export const FILES: Record<string, { path: string; text: string; good: number; bad: string[] }> = {
  companies: {
    path: 'companies',
    text: 'code,name,currency,country,timeZone,settings\nACME,Acme,GBP,GB,Europe/London,"{""allowSplit"":false}"\nBAD,Bad,ZZZ,GB,Nowhere,\n',
    good: 1,
    bad: ['row 3, currency: unknown_currency', 'row 3, timeZone: unknown_time_zone'],
  },
  calendars: {
    path: 'calendars',
    text: 'code,workingDays,holidays\nMAIN,1|2|3|4|5,2026-12-25|2026-12-28\nSHOP,6|7,[]\nBAD,1|9,2026-02-30\nWORSE,1,soon\n',
    good: 2,
    bad: ['row 4, workingDays: too_great', 'row 4, holidays: not_a_date', 'row 5, holidays: not_a_date'],
  },
  series: {
    path: 'document-series',
    text: 'code,kind,prefix,policy\nOLD,invoice,OLD-,free\nNEW,receipt,N-,free\n',
    good: 1,
    bad: ['row 3, kind: no_form_fits'],
  },
  periods: {
    path: 'periods',
    text: 'code,startsOn,endsOn\n2026,2026-01-01,2026-12-31\n2026-H2,2026-07-01,2026-12-31\n2027,2027-12-31,2027-01-01\n',
    good: 1,
    bad: ['row 3, startsOn: periods_overlap', 'row 4, endsOn: dates_reversed'],
  },
  accounts: {
    path: 'ledger-accounts',
    text: `code,name,type,control\nX,Nothing,nothing,\n${Object.values(chart).join('\n')}\n`,
    good: Object.keys(chart).length,
    bad: ['row 2, type: no_form_fits'],
  },
  'posting-rules': {
    path: 'posting-rules',
    text: `event,amountKind,debitAccount,creditAccount\nstock.opened,cost,1300,9\n${rules.join('\n')}\n`,
    good: rules.length,
    bad: ['row 2, creditAccount: unknown_account'],
  },
  'exchange-rates': {
    path: 'exchange-rates',
    text: 'from,to,validFrom,rate\nEUR,GBP,2026-01-01,0.87\nEUR,EUR,2026-01-01,0\n',
    good: 1,
    bad: ['row 3, to: same_currency', 'row 3, rate: not_a_rate'],
  },
  'tax-rates': {
    path: 'tax-rates',
    text: 'taxCode,country,name,percent,validFrom\nstandard,GB,VAT,20,2011-01-04\nstandard,GB,VAT,x,2011\n',
    good: 1,
    bad: ['row 3, validFrom: not_a_date', 'row 3, percent: not_a_decimal'],
  },
  locations: {
    path: 'locations',
    text: 'code,name,country,rank\nHQ,Main,GB,1\nB,Other,Britain,0\n',
    good: 1,
    bad: ['row 3, country: wrong_form', 'row 3, rank: too_small'],
  },
  'transit-lanes': {
    path: 'transit-lanes',
    text: 'shipMethod,location,country,transitDays,carrierCalendar\nground,HQ,GB,2,\nground,,,5,\nair,NOWHERE,GB,1,MOON\n',
    good: 2,
    bad: ['row 4, location: unknown_location', 'row 4, carrierCalendar: unknown_calendar'],
  },
  'sourcing-rules': {
    path: 'sourcing-rules',
    text: [
      'code,name,locations,criteria,preferences',
      'NEAR,Near,HQ,"[{""by"":""proximity""}]","[{""location"":""HQ"",""safetyMinimum"":""2""}]"',
      'BAD,Bad,HQ|NOWHERE,"[{""by"":""cost"",""percent"":40},{""by"":""cost""}]",',
      '',
    ].join('\n'),
    good: 1,
    bad: [
      'row 3, criteria: named_twice',
      'row 3, criteria: half_weighed',
      'row 3, locations: unknown_location',
    ],
  },
  'atp-rules': {
    path: 'atp-rules',
    text: [
      'code,name,mode,assignments,leadTime',
      'ALL,Everything,stock,[{}],',
      'MUGS,Mugs,lead_time,"[{""itemClass"":""mugs""}]","{""by"":""user_defined"",""days"":3}"',
      'BAD,Bad,lead_time,"[{""sku"":""NOTHING""},{}]",',
      '',
    ].join('\n'),
    good: 2,
    bad: [
      'row 4, leadTime: required',
      'row 4, assignments: unknown_item',
      'row 4, assignments: assigned_twice',
    ],
  },
  'supply-rules': {
    path: 'supply-rules',
    text: [
      'code,name,assignments,origins',
      'MADE,Made,[{}],"[{""by"":""make""},{""by"":""buy"",""rank"":2,""leadDays"":5}]"',
      'BAD,Bad,"[{""itemClass"":""mugs""}]","[{""by"":""buy""},{""by"":""make"",""rank"":2,""location"":""NOWHERE""}]"',
      '',
    ].join('\n'),
    good: 1,
    bad: ['row 3, origins: required', 'row 3, origins: not_of_origin'],
  },
  resources: {
    path: 'resources',
    text: 'code,location,name,hoursPerDay\nKILN,HQ,Kiln,8\nKILN,NOWHERE,Kiln,8\nOVEN,HQ,Oven,-1\n',
    good: 1,
    bad: ['row 3, location: unknown_location', 'row 4, hoursPerDay: not_a_decimal'],
  },
  'postcode-areas': {
    path: 'postcode-areas',
    text: 'country,prefix,latitude,longitude\nGB,LS,53.8,-1.55\nGB,,52.5,-1.5\nGB,XX,91,0\n',
    good: 2,
    bad: ['row 4, latitude: too_great'],
  },
  items: {
    path: 'items',
    text: 'sku,name,itemClass,kind\nCUP,Cup,kitchen,goods\nMUG,Mug,kitchen,goods\nWRAP,Wrap,extras,service\nBAD,,kitchen,boat\n',
    good: 3,
    bad: ['row 5, name: required', 'row 5, kind: no_form_fits'],
  },
  'item-substitutes': {
    path: 'item-substitutes',
    text: 'sku,substitute,validFrom,ratio\nCUP,MUG,2026-01-01,2\nCUP,NOTHING,2026-01-01,1\n',
    good: 1,
    bad: ['row 3, substitute: unknown_item'],
  },
  'item-units': {
    path: 'item-units',
    text: 'sku,uom,quantity,of\nCUP,CASE,12,\nCUP,PALLET,40,CASE\nCUP,CRATE,2,NOTHING\n',
    good: 2,
    bad: ['row 4, of: unknown_unit'],
  },
  'bills-of-materials': {
    path: 'bills-of-materials',
    text: [
      'sku,leadDays,materials,resources',
      'CUP,3,"[{""sku"":""MUG"",""quantity"":2}]","[{""resource"":""KILN"",""hoursPerUnit"":""0.5""}]"',
      'MUG,3,"[{""sku"":""CUP"",""quantity"":1}]",',
      '',
    ].join('\n'),
    good: 1,
    bad: ['row 3, materials: made_of_itself'],
  },
  'safety-stocks': {
    path: 'safety-stocks',
    text: 'sku,location,quantity\nCUP,HQ,5\nCUP,NOWHERE,1\nWRAP,HQ,1\nMUG,HQ,-1\n',
    good: 1,
    bad: ['row 3, location: unknown_location', 'row 4, sku: not_goods', 'row 5, quantity: not_a_decimal'],
  },
  'allocation-plans': {
    path: 'allocation-plans',
    text: [
      'code,name,by,nodes',
      'STATED,Stated,quantity,"[{""code"":""WEB"",""sources"":[""webshop""]},{""code"":""REST""}]"',
      'BAD,Bad,percent,"[{""code"":""WEB"",""percent"":60},{""code"":""WEB"",""percent"":30,""parent"":""NONE""}]"',
      '',
    ].join('\n'),
    good: 1,
    bad: ['row 3, nodes: named_twice', 'row 3, nodes: unknown_node', 'row 3, nodes: not_whole'],
  },
  'allocation-quantities': {
    path: 'allocation-quantities',
    text: [
      'plan,node,sku,location,week,quantity',
      'STATED,WEB,CUP,HQ,2026-07-06,15',
      'STATED,NONE,CUP,HQ,2026-07-07,15',
      'NONE,WEB,WRAP,NOWHERE,2026-07-06,1.5',
      '',
    ].join('\n'),
    good: 1,
    bad: [
      'row 3, node: unknown_node',
      'row 3, week: not_a_monday',
      'row 4, plan: unknown_plan',
      'row 4, sku: not_goods',
      'row 4, location: unknown_location',
      'row 4, quantity: quantity_too_fine',
    ],
  },
  'sell-throughs': {
    path: 'sell-throughs',
    text: 'sku,location,quantity\nCUP,HQ,15\nCUP,NOWHERE,1\n',
    good: 1,
    bad: ['row 3, location: unknown_location'],
  },
  'configuration-models': {
    path: 'configuration-models',
    text: [
      'code,version,sku,name,state,validFrom,groups,uvl',
      'M,1,CUP,Cup,published,2026-01-01,"[{""code"":""G"",""options"":[{""code"":""A"",""sku"":""MUG""}]}]",',
      'U,1,MUG,Mug,published,2026-01-01,,"features\n\tMug\n\t\toptional\n\t\t\tHandle\n"',
      'D,1,WRAP,Wrap,published,2026-01-01,,"features\n\tWrap\n\t\toptional\n\t\t\tX\nconstraints\n\t!X\n"',
    ].join('\n'),
    good: 2,
    bad: ['row 4, groups: dead_option'],
  },
  'price-lists': {
    path: 'price-lists',
    text: 'code,currency,validFrom,rank\nRETAIL,GBP,2026-01-01,10\nBAD,ZZZ,2026-13-01,\n',
    good: 1,
    bad: ['row 3, currency: unknown_currency', 'row 3, validFrom: not_a_date'],
  },
  prices: {
    path: 'prices',
    text: 'list,sku,validFrom,unitPrice\nRETAIL,CUP,2026-01-01,12.50 GBP\nNONE,NO,2026-01-01,1 GBP\n',
    good: 1,
    bad: ['row 3, list: unknown_price_list', 'row 3, sku: unknown_item'],
  },
  promotions: {
    path: 'promotions',
    text: 'code,percent,condition,validFrom\nTEN,10,order.net > 1,2026-01-01\nBAD,10,order.,2026-01-01\n',
    good: 1,
    bad: ['row 3, condition: rule_syntax'],
  },
  'adjustment-rules': {
    path: 'adjustment-rules',
    text: 'code,percent,skus,bucket,validFrom\nFIVE,5,CUP|MUG,1,2026-01-01\nBAD,5,NO-SUCH,0,2026-01-01\n',
    good: 1,
    bad: ['row 3, bucket: too_small', 'row 3, skus: unknown_item'],
  },
  'price-strategies': {
    path: 'price-strategies',
    text: 'code,lists,segments,validFrom\nTRADE-FIRST,RETAIL,trade|gold,2026-01-01\nBAD,NO-SUCH,,2026-13-01\n',
    good: 1,
    bad: ['row 3, lists: unknown_price_list', 'row 3, validFrom: not_a_date'],
  },
  'discount-reasons': {
    path: 'discount-reasons',
    text: 'code,name,maxPercent\nLATE,It came late,25\nALL,All of it,101\n',
    good: 1,
    bad: ['row 3, maxPercent: too_great'],
  },
  'charge-types': {
    path: 'charge-types',
    text: 'code,name,kind,period,taxCode\nPLAN,Plan,recurring,month,standard\nBAD,Bad,one_time,month,\n',
    good: 1,
    bad: ['row 3, period: recurring_only'],
  },
  'payment-fees': {
    path: 'payment-fees',
    text: 'method,percent,fixed\ncard,1.4,0.20 GBP\ngift,101,0.20 EUR\n',
    good: 1,
    bad: ['row 3, percent: too_great', 'row 3, fixed: wrong_currency'],
  },
  'margin-rules': {
    path: 'margin-rules',
    text: 'code,floorPercent,action,itemClasses\nALL,-2.5,hold,\nKIT,10,block,kit|tool\nMUCH,101,block,\n',
    good: 2,
    bad: ['row 4, floorPercent: not_a_percentage'],
  },
  freight: {
    path: 'freight-rules',
    text: 'currency,amount,freeAbove\nGBP,4.95 GBP,50 GBP\nGBP,4.95 EUR,\n',
    good: 1,
    bad: ['row 3, amount: wrong_currency'],
  },
  customers: {
    path: 'customer-accounts',
    text: 'number,account,name,currency,shipToCountry,creditLimit\nC1,C1,Ann,GBP,GB,100.00 GBP\nC1,C1-EUR,Ann,EUR,DE,none\nC2,C1,Bo,GBP,GB,\nC3,C3,Cy,ZZZ,GB,\n',
    good: 2,
    bad: ['row 4, account: account_of_another_customer', 'row 5, currency: unknown_currency'],
  },
  'match-rules': {
    path: 'match-rules',
    text: 'code,keys,outcome\nmail,email,suggest\nweak,name,merge\nbad,shoe,perhaps\n',
    good: 1,
    bad: ['row 3, keys: too_weak', 'row 4, keys: no_form_fits', 'row 4, outcome: no_form_fits'],
  },
  'credit-defaults': {
    path: 'credit-defaults',
    text: 'currency,creditLimit\nGBP,500.00 GBP\nEUR,none\nEUR,1.00 GBP\n',
    good: 2,
    bad: ['row 4, creditLimit: wrong_currency'],
  },
  'partner-limits': {
    path: 'partner-limits',
    text: 'partner,currency,creditLimit\nC1,GBP,900.00 GBP\nC1,EUR,none\nC1,EUR,1.00 GBP\nNO,GBP,none\n',
    good: 2,
    bad: ['row 4, creditLimit: wrong_currency', 'row 5, partner: unknown_account'],
  },
  sites: {
    path: 'sites',
    text: 'customer,code,country,lines\nC1,DEPOT,GB,1 Mill Lane|Yard\nNO,DEPOT,GB,\n',
    good: 1,
    bad: ['row 3, customer: unknown_customer'],
  },
  contacts: {
    path: 'contacts',
    text: 'customer,code,site,name\nC1,BOSS,DEPOT,Ann\nC1,X,NOWHERE,Eve\n',
    good: 1,
    bad: ['row 3, site: unknown_site'],
  },
  'inventory-systems': {
    path: 'inventory-systems',
    text: 'code,name,prices\nwms,Warehouse,yes\nerp,Books,perhaps\n',
    good: 1,
    bad: ['row 3, prices: wrong_type'],
  },
  snapshots: {
    path: 'inventory-snapshots',
    text: 'system,sku,unitPrice,asOf\nwms,CUP,12.50 GBP,2026-01-05T10:00:00Z\nwms,CUP,1 GBP,soon\n',
    good: 1,
    bad: ['row 3, asOf: wrong_form'],
  },
  feeds: {
    path: 'feeds',
    text: 'code,name,gives,location\nHQ,Headquarters,stock,HQ\nTWICE,Twice,stock,HQ\nNOWHERE,Nowhere,stock,\n',
    good: 1,
    bad: ['row 3, location: feeds_overlap', 'row 4, location: required'],
  },
  stock: {
    path: 'stock/opening',
    text: 'sku,location,quantity,unitCost\nCUP,HQ,100,4.00\nMUG,HQ,40,5.20\nMUG,HQ,40,5.20\nCUP,HQ,7,4.00\nNO,NOWHERE,-1,x\nWRAP,HQ,1,\n',
    good: 2,
    bad: [
      'row 4, location: opened_before',
      'row 5, location: opened_before',
      'row 6, unitCost: wrong_form',
      'row 6, sku: unknown_item',
      'row 6, location: unknown_location',
      'row 6, quantity: bad_quantity',
      'row 7, unitCost: required',
      'row 7, sku: no_stock',
    ],
  },
  'supply-orders': {
    path: 'supply-orders',
    text: 'number,sku,location,quantity,unitCost,dueOn\nPO-1,CUP,HQ,50,4.10,2099-01-31\nPO-1,MUG,HQ,50,4.10,2099-01-31\nPO-2,WRAP,HQ,0.5,4.10,soon\n',
    good: 1,
    bad: [
      'row 3, number: known',
      'row 4, dueOn: wrong_form',
      'row 4, sku: no_stock',
      'row 4, quantity: quantity_too_fine',
    ],
  },
  'stock-snapshots': {
    path: 'stock-snapshots',
    text: `feed,snapshot,asOf,sku,onHand\nHQ,one,${new Date().toISOString()},CUP,100\nHQ,two,2026-01-01T00:00:00Z,MUG,1\n`,
    good: 1,
    bad: ['row 3, snapshot: feed_refused'],
  },
  'supply-snapshots': {
    path: 'supply-snapshots',
    text: 'feed,snapshot,asOf,number,sku,location,open,unitCost,dueOn\nNO,one,2026-01-01T00:00:00Z,P1,CUP,HQ,1,1.00,2030-01-01\nNO,one,2026-01-01T00:00:00Z,P2,CUP,HQ,1,1.00,soon\n',
    good: 0,
    bad: ['row 2, feed: unknown_feed', 'row 2, asOf: too_old', 'row 3, dueOn: wrong_form'],
  },
  sources: {
    path: 'source-systems',
    text: 'code,name,createCustomers\nweb,Web,no\nbad,,never\n',
    good: 1,
    bad: ['row 3, name: required', 'row 3, createCustomers: wrong_type'],
  },
  'recognition-rules': {
    path: 'recognition-rules',
    text: 'name,condition,orderType,relevancy\ncounter,"order.source == ""web""",counter,20\nbad,order.nothing == 1,counter,\n',
    good: 1,
    bad: ['row 3, condition: rule_type'],
  },
  transformations: {
    path: 'transformation-rules',
    text: 'name,sets,value,condition\nrush,priority,9,order.lines > 20\nbad,weather,9,\n',
    good: 1,
    bad: ['row 3, sets: unknown_target'],
  },
  lookups: {
    path: 'lookup-values',
    text: 'lookup,key,value\nunits,PCE,EA\n,PCE,EA\n',
    good: 1,
    bad: ['row 3, lookup: required'],
  },
  'approval-rules': {
    path: 'approval-rules',
    text: 'code,condition,levels\nBIG,order.total > 100000,goodwill:write|credit:write\nBAD,true,shout\n',
    good: 1,
    bad: ['row 3, levels: unknown_scope'],
  },
  'validation-rules': {
    path: 'validation-rules',
    text: 'condition,message,path\n"order.country in [""GB""]",We do not deliver there.,/shipTo/country\ntrue,Wrong,shipTo\n',
    good: 1,
    bad: ['row 3, path: wrong_form'],
  },
  patterns: {
    path: 'patterns',
    text: `code,components\nby-line,${cell(components)}\nnone,${cell('[]')}\n`,
    good: 1,
    bad: ['row 3, components: no_component'],
  },
  'return-reasons': {
    path: 'return-reasons',
    text: 'code,name,restockingPercent\nUNWANTED,No longer wanted,20\nALL,All of it,101\n',
    good: 1,
    bad: ['row 3, restockingPercent: too_great'],
  },
  'hold-codes': {
    path: 'hold-codes',
    text: 'code,name,days\nfraud,Looks odd,3\ncredit,Over the limit,1\n',
    good: 1,
    bad: ['row 3, code: reserved'],
  },
  'life-cycle-policies': {
    path: 'life-cycle-policies',
    text: `code,orderTypes,rules\nhouse,,${never('cancel')}\nrush,rush|express,${cell('[]')}\nbad,,${never('teleport')}\n`,
    good: 2,
    bad: ['row 4, rules: unknown_act', 'row 4, orderTypes: policy_of_other'],
  },
}
