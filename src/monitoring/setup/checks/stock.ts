import { readOffer, readPlaces } from '../setup.sql.ts'
import { count, fail, notApplicable, pass, type SetupView, type Step } from '../step.ts'

async function sellsGoods({ db, company }: SetupView): Promise<boolean> {
  const [row] = await db.read(readOffer, { companyId: company.id })
  return row!.goods
}

/** What is there to promise, and from where. */
export const stockSteps: Step[] = [
  {
    key: 'locations',
    area: 'stock',
    title: 'Locations, ranked',
    why: 'A promise names the place that the goods leave; the lower rank is asked first.',
    required: true,
    how: [
      'PUT /api/v1/locations {"code":"MAIN","name":"Main warehouse","country":"GB","rank":1}',
      'npx docket import locations locations.csv --company ACME',
    ],
    after: ['company'],
    kind: 'query',
    async check(view) {
      if (!(await sellsGoods(view))) return notApplicable('No goods are sold.')
      const [row] = await view.db.read(readPlaces, { companyId: view.company.id })
      if (row!.locations === 0n)
        return fail('There is no location.', 'Describe one by PUT /api/v1/locations.')
      return row!.shared_ranks.length === 0
        ? pass(`${count(row!.locations, 'location')}, each with a rank of its own.`)
        : fail(
            `Several locations have rank ${row!.shared_ranks.join(', ')}.`,
            'Give each location a `rank` of its own, so that it is said which is asked first.',
          )
    },
  },
  {
    key: 'stock',
    area: 'stock',
    title: 'Stock or supply',
    why: 'Without either, every order for goods is backordered.',
    required: true,
    how: [
      'npx docket import stock stock.csv --company ACME',
      'npx docket import supply-orders supply-orders.csv --company ACME',
      'POST /api/v1/stock/opening [{"sku":"CUP-1","location":"MAIN","quantity":"100","unitCost":"2.50"}]',
      'POST /api/v1/supply-orders [{"number":"PO-1","sku":"CUP-1","location":"MAIN","quantity":"100","unitCost":"2.50","dueOn":"2026-12-01"}]',
    ],
    room: '/stock',
    after: ['items', 'locations', 'accounts', 'posting_rules', 'periods'],
    kind: 'query',
    async check(view) {
      if (!(await sellsGoods(view))) return notApplicable('No goods are sold.')
      const [row] = await view.db.read(readPlaces, { companyId: view.company.id })
      const found = [row!.stock && 'goods on hand', row!.supply && 'goods on their way'].filter(Boolean)
      return found.length > 0
        ? pass(`There are ${found.join(' and ')}.`)
        : fail(
            'Nothing is on hand and nothing is on its way.',
            'Enter the stock: npx docket import stock stock.csv --company ACME, or POST /api/v1/stock/opening.',
          )
    },
  },
]
