import { instant } from '../../../platform/wire.ts'
import { readChannelOrders, readChannelsSetUp, readShops } from '../setup.sql.ts'
import { count, fail, notApplicable, pass, type SetupView, type Step } from '../step.ts'
import { reach } from './reach.ts'

const NONE = 'No channel hands over messages.'
const NO_SHOP = 'No shop is told or asked anything.'
/** Messages of a kind and orders of a channel that are looked at, the newest first. */
const MOST_LOOKED_AT = 200n
const MOST_NAMED = 5

/** How channels reach us, and we them. */
export const channelSteps: Step[] = [
  {
    key: 'public_url',
    area: 'channels',
    title: 'The address of channels is reachable',
    why: 'A shop delivers to this address, and only where it trusts the certificate.',
    required: true,
    how: [
      'PUT /api/v1/companies {…, "settings":{"publicUrl":"https://orders.example.com"}}',
      'npx docket setup check public_url --company ACME',
    ],
    after: ['company'],
    kind: 'probe',
    check: ({ company }, means) => reach(company.settings.publicUrl, means),
  },
  {
    key: 'channel_secret',
    area: 'channels',
    title: 'The secret of each channel is agreed',
    why: 'What is not signed by a secret that both sides know is refused and leaves nothing: its orders would never come.',
    required: true,
    how: [
      'PUT /api/v1/channels/shop {…, "signingSecrets":["…"]}',
      'Let the shop send something: an account that is saved, or a test order.',
    ],
    room: '/channels',
    after: ['order_sources'],
    kind: 'query',
    async check(view) {
      const channels = await channelsOf(view)
      if (channels.length === 0) return notApplicable(NONE)
      const silent = channels.filter((one) => one.heard_at === null)
      const unsigned = channels.map(unsignedTo).join('')
      return silent.length === 0
        ? pass(`A genuine message came from ${codes(channels)}.${unsigned}`)
        : fail(
            `No genuine message came from ${codes(silent)}.${unsigned}`,
            unsigned === ''
              ? 'Give the shop the address of the channel, then let it send.'
              : 'Compare secret and `algorithm` with those of the shop, then let it send.',
          )
    },
  },
  {
    key: 'application',
    area: 'channels',
    title: 'Docket is registered as an application of each shop',
    why: 'By the application key a shop is told what became of its orders, and asked for what it cut or never sent.',
    required: true,
    waivable: true,
    how: [
      'Register Docket in the shop and take the application key.',
      'DOCKET_SHOP_<SOURCE>_URL, DOCKET_SHOP_<SOURCE>_KEY and DOCKET_SHOP_<SOURCE>_COMPANIES in the settings of the server, named like the source of the channel: tells it.',
      'PUT /api/v1/channels/shop {…, "settings":{…, "baseUrl":"https://…"}, "applicationKey":"…"}: asks it.',
      'npx docket setup check application --company ACME',
    ],
    room: '/channels',
    after: ['order_sources'],
    kind: 'probe',
    async spared({ db, company }) {
      const [row] = await db.read(readShops, { companyId: company.id })
      return row!.shops ? undefined : notApplicable(NO_SHOP)
    },
    async check({ company }, { logIns }) {
      const tried = await logIns(company.id)
      if (tried.length === 0) return notApplicable(NO_SHOP)
      const refused = tried.filter(({ problem }) => problem !== null)
      return refused.length === 0
        ? pass(`A login worked: ${tried.map(({ what }) => what).join(', ')}.`)
        : fail(
            `${refused.map(({ what, problem }) => `${what}: ${problem}`).join('; ')}.`,
            'Set what is missing and start Docket again. Else: is the shop up, may this machine reach it, are address and application key those of the shop? A shop that can be told nothing is left with a reason (waiver).',
          )
    },
  },
  {
    key: 'reference_data',
    area: 'channels',
    title: 'The words of each channel are mapped, both ways',
    why: 'A word of the shop without one of ours keeps its order a draft; a word that leads to nothing here, or that we offer and do not take back, does so later.',
    required: true,
    how: [
      'PUT /api/v1/channels/shop {…, "settings":{…, "shippingMethods":{"ground":"standard"}, "locations":{"store-7":"MAIN"}}}',
      'POST /api/v1/channels/shop/messages/replay {"outcome":"draft"}',
    ],
    room: '/channels',
    after: ['order_sources', 'items'],
    kind: 'query',
    async check(view) {
      const channels = await channelsOf(view)
      if (channels.length === 0) return notApplicable(NONE)
      const wrong = channels.flatMap((one) => [
        ...(one.takes_orders ? [] : [`${one.code}: its source ${one.source} takes no orders`]),
        ...one.astray.map((what) => `${one.code}: ${what}`),
        ...one.unmapped.map((what) => `${one.code}: ${what}`),
      ])
      if (wrong.length === 0)
        return pass(`What ${codes(channels)} ${channels.length === 1 ? 'says' : 'say'} is known here.`)
      const more = wrong.length > MOST_NAMED ? `, and ${wrong.length - MOST_NAMED} more` : ''
      return fail(
        `${wrong.slice(0, MOST_NAMED).join('; ')}${more}.`,
        'Say in the settings of the channel which of ours each word is, then replay the drafts.',
      )
    },
  },
  {
    key: 'channel_order',
    area: 'channels',
    title: 'A test order of each channel, there and back',
    why: 'Signature, mapping, items, prices, tax and the way back meet for the first time in an order of the shop itself.',
    required: true,
    how: [
      'Place an order in the shop. Before the company is live it is kept as a draft, with nothing else wrong.',
      'npx docket emulator commerce plays a shop (docs/guides/shop-emulator.md).',
    ],
    room: '/channels',
    after: ['channel_secret', 'application', 'reference_data'],
    kind: 'query',
    async check({ db, company }) {
      const orders = await db.read(readChannelOrders, { companyId: company.id, most: MOST_LOOKED_AT })
      if (orders.length === 0) return notApplicable(NONE)
      const came = orders.every(({ order_key: key }) => key !== null)
      const wrong = orders.flatMap(
        ({ code, order_key: key, told, one_way: oneWay, problem, due_at: dueAt }) => {
          if (key === null) return [`no order of ${code} came in with nothing wrong`]
          if (told || oneWay) return []
          const why = problem === null ? '' : `: ${problem}`
          const again = dueAt === null ? '' : `, tried again at ${instant(dueAt)}`
          return [`${code} does not know of ${key}${why}${again}`]
        },
      )
      if (wrong.length === 0) return pass(`${orders.map(cameIn).join('; ')}.`)
      return fail(
        `${wrong.join('; ')}.`,
        came
          ? 'The step `application` says whether the shop is told; the page of the channel, what it could not be told.'
          : 'Place an order in the shop. The log of the channel says what is wrong with it.',
      )
    },
  },
]

interface Traffic {
  code: string
  heard_at: Date | null
  refused: bigint | null
  refused_at: Date | null
}

/** What came without a secret of the channel, unless a genuine message has come since. */
function unsignedTo({ code, heard_at: heardAt, refused, refused_at: refusedAt }: Traffic): string {
  if (refused === null || refusedAt === null || (heardAt !== null && heardAt > refusedAt)) return ''
  return ` To ${code} came ${count(refused, 'message')} that no secret of it signed, the last at ${instant(refusedAt)}.`
}

function cameIn({ code, order_key: key, told }: { code: string; order_key: string | null; told: boolean }) {
  return `${key} of ${code} came in, ${told ? 'and the shop answered for it' : 'and nothing goes back'}`
}

const channelsOf = ({ db, company }: SetupView) =>
  db.read(readChannelsSetUp, { companyId: company.id, most: MOST_LOOKED_AT })

const codes = (channels: readonly { code: string }[]) => channels.map(({ code }) => code).join(', ')
