import type { Static } from 'typebox'
import type { CustomerInput, MatchRuleInput } from '../../customers/index.ts'
import { choicesFrom } from './prng.ts'

type Customer = Static<typeof CustomerInput>

/** Nothing is merged by itself: who may be one customer is suggested. */
export const sampleMatchRules: readonly Static<typeof MatchRuleInput>[] = [
  { code: 'loyalty', position: 1, keys: ['alternate_number'], outcome: 'suggest' },
  { code: 'mail', position: 2, keys: ['email'], outcome: 'suggest' },
  { code: 'phone', position: 3, keys: ['phone'], outcome: 'suggest' },
  { code: 'home', position: 4, keys: ['name', 'postcode'], outcome: 'suggest' },
]

interface Country {
  code: string
  share: number
  currency: string
  regions: readonly string[]
  first: readonly string[]
  last: readonly string[]
  cities: readonly (readonly [city: string, postcode: string])[]
  streets: readonly string[]
  companies: readonly string[]
}

const words = (text: string) => text.split(' ')

/** Where the customers of the sample live; the names are made up. */
export const sampleCountries: readonly Country[] = [
  {
    code: 'GB',
    share: 116,
    currency: 'GBP',
    regions: [''],
    first: words(
      'Amelia Oliver Isla Harry Priya Callum Freya Noah Zara Rhys Imogen Yusuf Elsie Dylan Niamh Owen',
    ),
    last: words(
      'Whitfield Okafor Barlow Sharma Penhaligon Marsh Tavener Akhtar Lockwood Gwynne Sinclair Ruddock Bains Holt',
    ),
    cities: [
      ['Brighton', 'BN1 1AA'],
      ['Leeds', 'LS1 4AP'],
      ['Cardiff', 'CF10 1EP'],
      ['Glasgow', 'G1 3SL'],
      ['Norwich', 'NR2 1RF'],
      ['Exeter', 'EX1 1HS'],
    ],
    streets: ['Harbour Row', 'Mill Lane', 'Station Road', 'Orchard Close', 'Castle Street'],
    companies: [
      'Quayside Cafes Ltd',
      'Fern & Foxglove Ltd',
      'Northgate Interiors Ltd',
      'The Larder Group Ltd',
      'Tern Hotels Ltd',
    ],
  },
  {
    code: 'DE',
    share: 30,
    currency: 'EUR',
    regions: [''],
    first: words('Anneke Jonas Lena Emre Greta Moritz Katharina Felix Leyla Henrik'),
    last: words('Brandhuber Köhler Yıldız Sommerfeld Nowak Dietz Reuter Ziegler Hagemann'),
    cities: [
      ['Hamburg', '20095'],
      ['Leipzig', '04109'],
      ['Köln', '50667'],
    ],
    streets: ['Lindenstraße', 'Am Hafen', 'Gartenweg'],
    companies: ['Kaffeehaus Reuter GmbH', 'Nordlicht Wohnen GmbH', 'Pension Dietz GmbH'],
  },
  {
    code: 'FR',
    share: 22,
    currency: 'EUR',
    regions: [''],
    first: words('Camille Hugo Inès Théo Manon Bastien Aïcha Clément Élodie'),
    last: words('Delorme Garnier Benali Rousselot Perrin Lefèvre Marchand Tessier'),
    cities: [
      ['Nantes', '44000'],
      ['Lyon', '69002'],
      ['Lille', '59800'],
    ],
    streets: ['rue des Tilleuls', 'quai de la Fosse', 'avenue Jean-Jaurès'],
    companies: ['Maison Tessier SARL', 'Hôtel du Quai SAS'],
  },
  {
    code: 'IE',
    share: 18,
    currency: 'EUR',
    regions: [''],
    first: words('Aoife Cian Saoirse Darragh Róisín Eoin Clodagh'),
    last: words("Brennan O'Shea Kinsella Nolan MacNamara Devlin"),
    cities: [
      ['Cork', 'T12 X8N6'],
      ['Galway', 'H91 E2K3'],
      ['Dublin', 'D02 AF30'],
    ],
    streets: ['Quay Street', 'Abbey Road', 'Strand View'],
    companies: ['Salthill Guesthouse Ltd', 'Brennan & Daughters Ltd'],
  },
  {
    code: 'US',
    share: 13,
    currency: 'GBP',
    regions: ['CA', 'NY', 'TX'],
    first: words('Madison Elijah Harper Mateo Savannah Logan Naomi'),
    last: words('Ridgeway Castellano Brooks Nguyen Hollister Whitaker'),
    cities: [
      ['Oakland', '94607'],
      ['Albany', '12207'],
      ['Austin', '78701'],
    ],
    streets: ['Maple Avenue', 'Bayview Drive', '4th Street'],
    companies: ['Bluebonnet Home Inc.', 'Hudson Larder LLC'],
  },
]

function makeCustomers(): Customer[] {
  const choose = choicesFrom(2024)
  const customers: Customer[] = []
  for (const country of sampleCountries) {
    for (let index = 0; index < country.share; index++) {
      const trade = index < country.companies.length * 2
      const name = trade
        ? `${country.companies[index % country.companies.length]!}${index < country.companies.length ? '' : `, ${choose.pick(country.cities)[0]}`}`
        : `${choose.pick(country.first)} ${choose.pick(country.last)}`
      const place = choose.below(country.cities.length)
      const [city, postcode] = country.cities[place]!
      const number = `${country.code}-${String(index + 1).padStart(4, '0')}`
      const region = country.regions[place % country.regions.length]!
      customers.push({
        number,
        kind: trade ? 'organization' : 'person',
        name,
        email: `${number.toLowerCase()}@example.com`,
        address: {
          country: country.code,
          lines: [`${choose.between(1, 140)} ${choose.pick(country.streets)}`],
          city,
          postcode,
        },
        currency: country.currency,
        termsDays: trade ? choose.pick([14, 30, 30, 60]) : 14,
        segment: trade ? 'trade' : '',
        shipToCountry: country.code,
        shipToRegion: region,
        creditLimit: creditLimit(trade, index, country.currency),
      })
    }
  }
  customers.push({
    number: 'COUNTER',
    kind: 'walk_in',
    name: 'Counter sales',
    currency: 'GBP',
    termsDays: 0,
    shipToCountry: 'GB',
    creditLimit: null,
  })
  return customers
}

/** Most of the trade has room; the second of each country is close to its limit, so that credit holds can be seen. */
function creditLimit(trade: boolean, index: number, currency: string): Customer['creditLimit'] {
  if (trade) return { amount: index === 1 ? '150.00' : index % 3 === 0 ? '50000.00' : '20000.00', currency }
  return index % 4 === 0 ? { amount: '1000.00', currency } : null
}

/** 200 customers of five countries, the trade first in each, and the counter. */
export const sampleCustomers: readonly Customer[] = makeCustomers()
