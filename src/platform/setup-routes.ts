import { Type, type TObject, type TSchema } from 'typebox'
import { Fault, type Door } from './batch/index.ts'
import type { Database, ReadStatement } from './database/index.ts'
import {
  created,
  defineProblems,
  HttpProblem,
  ok,
  page,
  pageParameters,
  pageRequest,
  refused,
  route,
  wantsNew,
  type CursorKey,
  type Malformed,
  type PageRequest,
  type ParsedBody,
  type Principal,
  type Reply,
  type Route,
  type Scope,
} from './http/index.ts'
import type { Refusal } from './outcome.ts'
import { camelRows, isRefusal, SETUP_REFUSED, STANDS_ALREADY, type CamelRow, type SetupAct } from './setup.ts'
import { orNull } from './wire.ts'

defineProblems({
  [SETUP_REFUSED]: [
    422,
    'This description cannot be taken as it is.',
    'Correct everything that `errors` names; nothing was changed.',
  ],
  [STANDS_ALREADY]: [
    412,
    'One by this code stands already; nothing was changed.',
    'Choose another code, or describe that one without `If-None-Match`.',
  ],
})

/** What the routes of set-up work with. */
export interface SetupRouting {
  door: Door
  db: Database
}

/** A row of a list, with the key by which the list goes on. */
export interface Listed {
  key: readonly CursorKey[]
  body: unknown
}

/** The two operations of a noun: describe one, list all. */
export interface SetupNoun<I> {
  /** 'item', 'items': words of ids and summaries; with an s when absent. */
  noun: string
  plural?: string
  /** Path below /api/v1; the plural with hyphens when absent. */
  path?: string
  tag: string
  read: Scope
  write: Scope
  schema: TObject
  act: SetupAct<I>
  /**
   * What of a description the caller may say: what stands may be sent back, anything else that needs a scope of its own is
   * refused by an HttpProblem.
   */
  admit?(principal: Principal, companyId: bigint, input: I): Promise<I>
  /** `scoped`: the list holds nothing of a customer, so every credential may read it; `all` when absent. */
  rows?: 'scoped'
  /** The members that are the natural code together, when it is not one `code`. */
  named?: readonly string[]
  /** Shape of the key of the list: one letter a part (see pageRequest). */
  keyShape: string
  /** What a listed one has beside what describes it. */
  shown?: Record<string, TSchema>
  /** What the list may be asked for. */
  filters?: Record<string, TSchema>
  list(
    db: Database,
    companyId: bigint,
    at: PageRequest,
    filter: Readonly<Record<string, unknown>>,
    by: Pick<Principal, 'rowScope'>,
  ): Promise<Listed[]>
}

const Change = Type.Union([Type.Literal('created'), Type.Literal('changed'), Type.Literal('unchanged')])
const SavedSchema = Type.Object({ code: Type.String(), change: Change })

/** `PUT /api/v1/<path>` describes one thing by its natural code, `GET` lists them, both in the same words. */
export function setupRoutes<I>({ door, db }: SetupRouting, noun: SetupNoun<I>): Route[] {
  const { plural = `${noun.noun}s` } = noun
  const url = `/api/v1/${noun.path ?? plural.replaceAll(' ', '-')}`
  const name = (text: string) => text.replace(/[ -]([a-z])/g, (_all, letter: string) => letter.toUpperCase())
  const { named } = noun
  const savedAs =
    named === undefined
      ? SavedSchema
      : Type.Object({
          ...Object.fromEntries(named.map((member) => [member, orNull(Type.String())])),
          change: Change,
        })
  const { shown = {} } = noun
  // A row of the list may be sent back as it is: what it has beside its description is not looked at.
  const accepted = { ...noun.schema, properties: { ...shown, ...noun.schema.properties } }
  const put = route({
    method: 'PUT',
    url,
    operationId: name(`save ${noun.noun}`),
    summary: `Describe a ${noun.noun}`,
    description:
      'Made or changed by its natural code; with `If-None-Match: *` only made. The same description twice changes nothing.',
    tags: [noun.tag],
    scope: noun.write,
    onlyNew: true,
    input: 'raw',
    body: accepted as TSchema,
    problems: [SETUP_REFUSED, STANDS_ALREADY],
    responses: {
      200: { description: 'It stands as described.', schema: savedAs },
      201: { description: 'It was made.', schema: savedAs },
    },
    async handle(request) {
      const { companyId, principal } = request
      const { body, malformed, reply } = judgeable(request.parse())
      const given = Object.fromEntries(
        Object.entries(body as Record<string, unknown>).filter(([member]) => !(member in shown)),
      )
      const input = noun.admit ? await noun.admit(principal, companyId, given as I) : (given as I)
      const onlyNew = wantsNew(request.header('if-none-match'))
      const asked = { companyId, input, onlyNew, ...(malformed ? { malformed } : {}) }
      const outcome = await door.request(noun.act, asked).catch((error: unknown) => {
        // What stands in for what was refused made no sense with the rest: of that nothing can be told.
        if (reply && error instanceof Fault) throw new HttpProblem(reply)
        throw error
      })
      const names = named && Object.fromEntries(named.map((member) => [member, given[member] ?? null]))
      return saved(outcome, url, names)
    },
  })
  const listed = noun.shown ? Type.Object({ ...shown, ...noun.schema.properties }) : noun.schema
  const get = route({
    method: 'GET',
    url,
    operationId: name(`list ${plural}`),
    summary: `List ${plural}`,
    tags: [noun.tag],
    scope: noun.read,
    ...(noun.rows === undefined ? {} : { rows: noun.rows }),
    query: Type.Object({ ...pageParameters, ...noun.filters }),
    responses: {
      200: { description: 'A page.', schema: Type.Object({ [name(plural)]: Type.Array(listed) }) },
    },
    async handle(asked) {
      const at = pageRequest(asked, noun.keyShape)
      const found = await noun.list(db, asked.companyId, at, asked.query, asked.principal)
      const cut = page(asked, at, found, (row) => row.key)
      return ok({ [name(plural)]: cut.rows.map((row) => row.body) }, cut.headers)
    },
  })
  return [put, get]
}

/** A description with stand-ins for what its form is refused for, so that everything that is wrong with it is told at once. */
function judgeable<B>(parsed: ParsedBody<B>): { body: B; malformed?: Malformed; reply?: Reply } {
  if (parsed.ok) return { body: parsed.body }
  const { problems, reply } = parsed
  const rest = parsed.rest()
  if (!rest) throw new HttpProblem(reply)
  return { body: rest.body, malformed: { problems, places: rest.places }, reply }
}

/**
 * Renders the outcome of a set-up act.
 * @param names the members of a natural code that is made of several
 */
export function saved(
  outcome: { ok: true; code: string; change: string } | Refusal,
  location: string,
  names?: Readonly<Record<string, unknown>>,
): Reply {
  if (isRefusal(outcome)) return refused(outcome)
  const { code, change } = outcome as { code: string; change: string }
  const body = { ...(names ?? { code }), change }
  return change === 'created' ? created(body, location) : ok(body)
}

/** The list of a noun of which a company has few: it is read whole. */
export function listWhole<R extends object>(
  statement: ReadStatement<{ companyIds: readonly bigint[] }, R>,
  listed: (row: CamelRow<typeof statement>) => Listed,
): SetupNoun<unknown>['list'] {
  return async (db, companyId, at) => {
    const rows = await db.read(statement, { companyIds: [companyId] })
    return pagedWhole(camelRows(statement, rows).map(listed), at)
  }
}

/** Pages a short list that was read whole: rows are ordered by their key. */
export function pagedWhole(rows: readonly Listed[], at: PageRequest): Listed[] {
  const text = (key: readonly CursorKey[]) => key.map(String).join(' ')
  const sorted = rows.toSorted((a, b) => (text(a.key) < text(b.key) ? -1 : 1))
  const after = at.after === null ? undefined : text(at.after)
  return sorted.filter((row) => after === undefined || text(row.key) > after).slice(0, at.fetch)
}
