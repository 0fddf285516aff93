import { Type, type Static } from 'typebox'
import { readSources } from '../../orders/index.ts'
import { open, seal } from '../../platform/blob.ts'
import { checkBody, MAX_PROBLEMS } from '../../platform/http/index.ts'
import type { Json } from '../../platform/json.ts'
import type { Problem } from '../../platform/outcome.ts'
import { namesPrivate, PRIVATE_PROBLEM } from '../../platform/outside-address.ts'
import { camelRows, companiesOf, setupAct, type CamelRow, type SetupAct } from '../../platform/setup.ts'
import { channelsOfCompanies, saveChannels } from './channel.sql.ts'
import { inboundKinds } from './kinds.ts'

const secret = Type.String({
  minLength: 16,
  maxLength: 500,
  pattern: '^[\\x21-\\x7e]+$',
  form: 'letters, digits and signs of ASCII without blanks',
})

/** What a channel is to be. Secrets go in and never come out: they stand as they were when they are not said. */
export const ChannelInput = Type.Object(
  {
    name: Type.String({ minLength: 1, maxLength: 200 }),
    kind: Type.String({ minLength: 1, maxLength: 40, description: [...inboundKinds.keys()].join(', ') }),
    source: Type.String({ minLength: 1, maxLength: 100, description: 'Source system that its orders have' }),
    settings: Type.Record(Type.String({ maxLength: 100 }), Type.Unknown(), {
      description: 'By its kind: docs/guides/connect-a-shop.md, docs/guides/connect-any-shop.md',
    }),
    signingSecrets: Type.Optional(
      Type.Array(secret, {
        minItems: 1,
        maxItems: 20,
        description:
          'What is signed by one of them is genuine: one for each webhook of the sender, and the one before while it is changed',
      }),
    ),
    applicationKey: Type.Optional(
      Type.Union(
        [
          Type.String({
            minLength: 16,
            maxLength: 8000,
            pattern: '^[\\x21-\\x7e]+$',
            form: 'letters, digits and signs of ASCII without blanks',
          }),
          Type.Null(),
        ],
        {
          description: 'By which the sender is asked back; null takes it away',
        },
      ),
    ),
    active: Type.Optional(Type.Boolean()),
    gateway: Type.Optional(
      Type.Boolean({
        description:
          'True: its messages are kept for webhook endpoints that hand them on; no order is made of them here',
      }),
    ),
  },
  { title: 'ChannelInput', $id: 'ChannelInput', additionalProperties: false },
)
export type ChannelInput = Static<typeof ChannelInput>

/** `chance`: SEAL_BYTES random bytes, for secrets that are new. `allowPrivate`: it may be asked on a private network. */
export type ChannelRequest = ChannelInput & { code: string; chance: Buffer; allowPrivate: boolean }
export type ChannelRow = CamelRow<typeof channelsOfCompanies>

export interface Secrets {
  signing: string[]
  applicationKey: string | null
}

const baseUrlOf = (settings: unknown) => (settings as { baseUrl?: unknown }).baseUrl

/** The secrets of a channel; nobody logs or answers what this returns. */
export function secretsOf(row: Pick<ChannelRow, 'secrets' | 'secretsKey'>): Secrets {
  return JSON.parse(open(row.secrets, row.secretsKey).toString()) as Secrets
}

const checks = new Map([...inboundKinds].map(([name, kind]) => [name, checkBody(kind.settings)]))

/** What is wrong with the settings of a channel, all at once; undefined: there is no such kind. */
export function settingsProblems(kindName: string, settings: unknown): Problem[] | undefined {
  const kind = inboundKinds.get(kindName)
  const fits = checks.get(kindName)?.(settings)
  if (!kind || !fits) return undefined
  const problems = fits.ok ? (kind.check?.(settings) ?? []) : fits.problems
  return problems.slice(0, MAX_PROBLEMS).map((one) => ({ ...one, path: `/settings${one.path}` }))
}

/** A way by which an outside system hands over signed messages, by its code. */
export const saveChannel: SetupAct<ChannelRequest> = setupAct<
  ChannelRequest,
  ChannelRow,
  Awaited<ReturnType<typeof readSources>>
>({
  name: 'channels.save_channel',
  key: (input) => input.code,
  async read(db, requests) {
    const companyIds = companiesOf(requests)
    const [rows, known] = await Promise.all([
      db.read(channelsOfCompanies, { companyIds }),
      readSources(db, new Set(companyIds)),
    ])
    return { rows: camelRows(channelsOfCompanies, rows).map((row) => [row.code, row]), known }
  },
  describe(input, check, { companyId, before, known, context }) {
    const { code, name, kind, source, settings, active, signingSecrets, applicationKey, gateway } = input
    const wrong = settingsProblems(kind, settings)
    if (!wrong) check.add('/kind', 'unknown_kind', `There is no kind of channel "${kind}".`)
    for (const { path, code: reason, message } of wrong ?? []) check.add(path, reason, message)
    check.that(
      known.get(companyId)?.sources.get(source)?.prePriced === true,
      '/source',
      'not_pre_priced',
      `"${source}" must be a source system whose orders come with final prices.`,
    )
    const baseUrl = baseUrlOf(settings)
    const isHidden = typeof baseUrl === 'string' && URL.canParse(baseUrl) && namesPrivate(new URL(baseUrl))
    if (isHidden && !input.allowPrivate)
      check.add('/settings/baseUrl', PRIVATE_PROBLEM.code, PRIVATE_PROBLEM.message)
    const standing = before && secretsOf(before)
    const secrets: Secrets = {
      signing: signingSecrets ?? standing?.signing ?? [],
      applicationKey: applicationKey === undefined ? (standing?.applicationKey ?? null) : applicationKey,
    }
    check.that(secrets.signing.length > 0, '/signingSecrets', 'required', 'A channel has a secret.')
    // Who may change the set-up must not be able to have a key that they do not know sent to their own address.
    const moved = before && baseUrlOf(before.settings) !== baseUrlOf(settings)
    check.that(
      !moved || applicationKey !== undefined || !standing?.applicationKey,
      '/applicationKey',
      'required',
      'The address that is asked has changed: say its key, too.',
    )
    const text = JSON.stringify(secrets)
    const same = standing !== undefined && JSON.stringify(standing) === text
    const sealed = same ? undefined : seal(Buffer.from(text), input.chance)
    return {
      companyId,
      id: before?.id ?? context.ids.next(),
      code,
      name,
      kind,
      source,
      settings: settings as Json,
      secrets: sealed?.body ?? before!.secrets,
      secretsKey: sealed?.key ?? before!.secretsKey,
      active: active ?? true,
      gateway: gateway ?? false,
    }
  },
  write: saveChannels,
})
