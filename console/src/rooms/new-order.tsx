import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { useNavigate } from 'react-router'
import type { ConfigurationModel } from '../api-configuration.ts'
import { ApiProblem, chosenCompany, type FieldProblem, get, newKey, send } from '../http.ts'
import { Act } from '../parts/act.tsx'
import { sum } from '../parts/decimal.ts'
import { Dialog } from '../parts/dialog.tsx'
import { Facts, Panel } from '../parts/facts.tsx'
import { MoneyValue } from '../parts/money.tsx'
import { placeSheet } from '../parts/paste.ts'
import { ProblemNotice, sentence } from '../parts/problem.tsx'
import { Title } from '../parts/title.tsx'
import { useMay, useSession } from '../session.ts'
import { Choosing } from './configure.tsx'
import {
  bodyOf,
  COLUMN_NAMES,
  type Draft,
  type EntryLine,
  HEAD,
  isEmpty,
  lineBody,
  type LineColumn,
  MOST_ENTERED,
  newDraft,
  newLine,
  readDraft,
  tellAt,
  type Told,
  type Unanswered,
  withoutLine,
  withRoom,
  wrongIn,
} from './entry-draft.ts'
import { EntryHead, useCustomer } from './entry-head.tsx'
import { columnsFor, EntryLines, type LineActs } from './entry-lines.tsx'
import { askLive, isTarget, type Live, liveKey, questionOf, useLive } from './entry-live.ts'

const newId = (): string => newKey().replace('console-', 'ENTRY-')

/** What was refused, while what it was said of stands as it was. */
interface Refused {
  error: unknown
  told: Told
  /** What was typed then, by line and of the head. */
  lines: ReadonlyMap<string, string>
  head: string
}

const headText = (draft: Draft): string => JSON.stringify([draft.kind, ...HEAD.map((name) => draft[name])])
const lineTexts = (draft: Draft) =>
  new Map(draft.lines.map((line) => [line.key, JSON.stringify(lineBody(line))]))
const NONE: Told = { lines: new Map(), head: {}, rest: [] }
const NO_LINES: Live['lines'] = new Map()

/** Where orders and quotes are typed, or pasted from a spreadsheet: what they cost and when they leave is told while one types. */
export function NewOrder() {
  const { data: session } = useSession()
  if (session == null) return null
  // What somebody else typed at this machine is theirs.
  const kept = `docket-entry:${chosenCompany() ?? session.companies[0]}:${session.id}`
  return <Entry key={kept} kept={kept} />
}

/** The draft, kept in the browser: it is there again when the page was left. */
function useDraft(kept: string) {
  const [draft, setDraft] = useState(() => {
    const before = readDraft(localStorage.getItem(kept)) ?? newDraft(newId())
    return { ...before, lines: withRoom(before.lines) }
  })
  const newest = useRef(draft)
  /** There is no room for it, or the browser keeps nothing: it would be lost with the page. */
  const lost = useRef(false)
  const keep = useCallback(() => {
    try {
      lost.current = false
      localStorage.setItem(kept, JSON.stringify(newest.current))
    } catch {
      lost.current = true
    }
  }, [kept])
  useEffect(() => {
    newest.current = draft
    const timer = setTimeout(keep, 300)
    return () => clearTimeout(timer)
  }, [draft, keep])
  useEffect(() => {
    const warn = (event: BeforeUnloadEvent): void => {
      keep()
      if (lost.current && newest.current.lines.some((line) => !isEmpty(line))) event.preventDefault()
    }
    addEventListener('pagehide', keep)
    addEventListener('beforeunload', warn)
    return () => {
      removeEventListener('beforeunload', warn)
      removeEventListener('pagehide', keep)
      keep()
    }
  }, [keep])
  /** Puts a draft in the place of the one that stands, and keeps it at once. */
  const put = useCallback(
    (next: Draft) => {
      newest.current = next
      setDraft(next)
      keep()
    },
    [keep],
  )
  return { draft, setDraft, put }
}

function Entry({ kept }: { kept: string }) {
  const { draft, setDraft, put } = useDraft(kept)
  const client = useQueryClient()
  const navigate = useNavigate()
  const whole = useSession().data?.rows === 'all'
  const showsMargin = useMay('inventory:read')
  const mayConfigure = useMay('catalog:read') && whole
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set())
  const [pasted, setPasted] = useState<string[]>([])
  const [configuring, setConfiguring] = useState<string>()
  const [target, setTarget] = useState('')
  const [refused, setRefused] = useState<Refused>()
  const [busy, setBusy] = useState(false)
  const sending = useRef(false)
  const room = useRef<HTMLDivElement>(null)
  const notice = useRef<HTMLDivElement>(null)
  const customer = useCustomer(draft.customer)
  const models = useModels(mayConfigure)

  // An account has one currency. The first account of a customer is meant until another is named.
  useEffect(() => {
    const accounts = customer?.accounts ?? []
    setDraft((now) => {
      const { number, currency } = accounts.find((one) => one.number === now.account) ?? accounts[0] ?? {}
      if (number === undefined || currency === undefined) return now
      return number === now.account && currency === now.currency ? now : { ...now, account: number, currency }
    })
  }, [customer, draft.account, setDraft])

  const site = customer?.sites.find(({ code }) => code === draft.site.trim())
  const country = site?.country ?? draft.country.trim()
  const region = site?.region ?? draft.region.trim()
  const question = questionOf(draft, {
    shipTo: country === '' ? undefined : { country, ...(region !== '' && { region }) },
    targetMargin: showsMargin && isTarget(target.trim()) ? target.trim() : undefined,
  })
  const live = useLive(question)
  const asked = live.data?.question.cart as { lines: unknown } | undefined
  const sameHead =
    question !== undefined &&
    asked !== undefined &&
    JSON.stringify({ ...asked, lines: [] }) === JSON.stringify({ ...question.cart, lines: [] })
  const answer = sameHead ? live.data : undefined
  const waiting =
    question !== undefined &&
    (live.isFetching || JSON.stringify(question) !== JSON.stringify(live.data?.question))

  const told = useMemo(() => {
    const problems = answer?.problems ?? []
    return problems.length === 0 ? NONE : tellAt(problems, answer!.question.keys, sentence)
  }, [answer])
  const texts = useMemo(() => lineTexts(draft), [draft])
  const wrong = useMemo(() => {
    const cells = new Map<string, Partial<Record<LineColumn, string>>>()
    for (const line of draft.lines) {
      const stale = answer?.lines.get(line.key)?.asked !== texts.get(line.key)
      const said = {
        ...(stale ? {} : told.lines.get(line.key)),
        ...(refused?.lines.get(line.key) === texts.get(line.key) ? refused?.told.lines.get(line.key) : {}),
        ...wrongIn(line, draft.lines),
      }
      if (Object.keys(said).length > 0) cells.set(line.key, said)
    }
    return cells
  }, [draft.lines, answer, told, texts, refused])
  const covering =
    draft.lines.some((line) => line.covers !== '' || line.duration !== '') ||
    [...wrong.values()].some((cells) => cells.covers !== undefined || cells.duration !== undefined)
  const columns = useMemo(() => columnsFor(whole, covering), [whole, covering])
  const refusedHead = refused?.head === headText(draft) ? refused.told.head : {}
  const headWrong = { ...told.head, ...refusedHead }
  const filled = draft.lines.filter((line) => !isEmpty(line))
  const count = wrong.size + Object.keys(headWrong).length + told.rest.length

  const acts = useMemo((): LineActs => {
    const edit = (change: (lines: EntryLine[]) => EntryLine[]) =>
      setDraft((now) => (now.sent === null ? { ...now, lines: withRoom(change(now.lines)) } : now))
    return {
      change: (key, column, text) =>
        edit((lines) =>
          lines.map((line) =>
            line.key === key
              ? // What was chosen is of the item.
                { ...line, [column]: text, ...(column === 'sku' && { choices: null }) }
              : line,
          ),
        ),
      remove: (key) => edit((lines) => withoutLine(lines, key)),
      paste: (key, column, sheet) =>
        edit((lines) => {
          const at = lines.findIndex((line) => line.key === key)
          const named = columnsFor(whole, true)
          const of = { columns, named, from: column, names: COLUMN_NAMES, most: MOST_ENTERED - at }
          const { rows, left } = placeSheet(sheet, of)
          setPasted([`${rows.length} ${rows.length === 1 ? 'line was' : 'lines were'} pasted.`, ...left])
          const placed = rows.map((row, index): EntryLine => {
            const stands = lines[at + index] ?? newLine()
            return {
              ...stands,
              ...row,
              ...(row.sku !== undefined && row.sku !== stands.sku && { choices: null }),
            }
          })
          return [...lines.slice(0, at), ...placed, ...lines.slice(at + placed.length)]
        }),
      flip: (key) =>
        setOpen((now) => {
          const next = new Set(now)
          if (!next.delete(key)) next.add(key)
          return next
        }),
      configure: setConfiguring,
    }
  }, [columns, whole, setDraft])

  const toFirstWrong = (): void => {
    // What is wrong is shown first.
    setTimeout(() => {
      const cell = room.current?.querySelector<HTMLElement>('[aria-invalid="true"]')
      ;(cell ?? notice.current)?.focus()
    })
  }
  const refuse = (error: unknown, problems: readonly FieldProblem[], keys: readonly string[]): void => {
    setRefused({
      error,
      told: tellAt(problems, keys, sentence),
      lines: lineTexts(draft),
      head: headText(draft),
    })
    toFirstWrong()
  }

  /** Sends what is typed, or again what was not answered; a second press while it is on its way does nothing. */
  const submit = async (place: boolean): Promise<void> => {
    if (sending.current) return
    sending.current = true
    setBusy(true)
    setRefused(undefined)
    let keys: string[] = []
    try {
      let out = draft.sent
      if (out === null) {
        const problems = await problemsNow(place)
        if (problems !== undefined) {
          refuse(undefined, problems.of, problems.keys)
          return
        }
        const body = bodyOf(draft, place)
        ;({ keys } = body)
        out = { path: body.path, body: body.body, key: newKey() } satisfies Unanswered
        put({ ...draft, sent: out })
      } else keys = filled.map(({ key }) => key)
      const made = (await send<{ id: string }>('POST', out.path, out.body, out.key))!
      put({ ...newDraft(newId(), draft), lines: [newLine()] })
      await client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'entry' })
      void navigate(`${out.path}/${made.id}`)
    } catch (error) {
      const { status, document } = error instanceof ApiProblem ? error : { status: 0, document: undefined }
      const lost = status === 0 || status >= 500 || document?.code === 'idempotency_key_in_flight'
      // A refusal uses the key up; without an answer the same goes out again as it was.
      if (!lost) put({ ...draft, sent: null })
      refuse(error, document?.errors ?? [], keys)
    } finally {
      sending.current = false
      setBusy(false)
    }
  }

  /** What is wrong with what is typed now; undefined: nothing. A draft may have what an order may not. */
  async function problemsNow(place: boolean): Promise<{ of: FieldProblem[]; keys: string[] } | undefined> {
    if (filled.some((line) => Object.keys(wrongIn(line, draft.lines)).length > 0)) return { of: [], keys: [] }
    const missing = (['account', 'currency', 'source'] as const).filter((name) => draft[name].trim() === '')
    const none = (path: string, message: string): FieldProblem => ({ path, code: 'missing', message })
    const of = missing.map((name) => none(`/${name}`, 'it must be said'))
    if (draft.currency !== '' && !/^[A-Z]{3}$/.test(draft.currency.trim()))
      of.push(none('/currency', 'it must be three capital letters, such as GBP'))
    if (filled.length === 0) of.push(none('', 'there is no line'))
    if (of.length > 0 || question === undefined) return { of, keys: [] }
    if (!place) return undefined
    const checked = await client.fetchQuery({
      queryKey: liveKey(question),
      queryFn: () => askLive(question),
      staleTime: 5_000,
    })
    return checked.problems.length > 0 ? { of: checked.problems, keys: question.keys } : undefined
  }

  const frozen = draft.sent !== null
  const what = draft.kind === 'order' ? 'order' : 'quote'
  const configured =
    configuring === undefined ? undefined : draft.lines.find(({ key }) => key === configuring)
  const model = configured && models.get(configured.sku.trim())
  return (
    // The key that sends is one of the whole room.
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions
    <div
      className="stack"
      ref={room}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || configuring !== undefined) return
        event.preventDefault()
        void submit(true)
      }}
    >
      <Title
        page={`New ${what}`}
        aside={
          <Act text="Begin anew …" title="Begin anew">
            {(close) => (
              <div className="stack">
                <p>What is typed here is thrown away.</p>
                <div className="row">
                  <button
                    type="button"
                    className="main"
                    onClick={() => {
                      put(newDraft(newId(), draft))
                      setRefused(undefined)
                      setPasted([])
                      close()
                    }}
                  >
                    Throw it away
                  </button>
                </div>
              </div>
            )}
          </Act>
        }
      >
        New {what}
      </Title>
      {refused !== undefined &&
        (refused.error !== undefined || refused.told.rest.length > 0) &&
        !(frozen && refused.error instanceof ApiProblem && refused.error.status === 0) && (
          <Refusal refused={refused} ref={notice} />
        )}
      {frozen && !busy && (
        <p className="notice warn" role="status">
          It is not known whether this {what} arrived: no answer came. Send it again as it is; it is made
          once.
        </p>
      )}
      <fieldset className="bare stack" disabled={frozen}>
        <EntryHead
          draft={draft}
          customer={customer}
          wrong={headWrong}
          mayQuote={whole}
          set={(changes) => setDraft((now) => ({ ...now, ...changes }))}
        />
      </fieldset>
      <Panel
        title="Lines"
        aside={
          <>
            <span className="soft small">
              Enter and arrows move, Ctrl+Enter sends, Ctrl+Delete removes, Alt+↓ explains; paste from a
              spreadsheet
            </span>
            {showsMargin && <Target text={target} set={setTarget} />}
          </>
        }
      >
        <EntryLines
          lines={draft.lines}
          columns={columns}
          wrong={wrong}
          live={answer?.lines ?? NO_LINES}
          target={answer?.question.targetMargin}
          waiting={waiting}
          open={open}
          question={answer?.question}
          showsMargin={showsMargin}
          models={modelSkus(models)}
          frozen={frozen}
          acts={acts}
        />
      </Panel>
      <section className="panel" aria-label="The whole of it">
        <div className="inside stack">
          <p role="status" className="soft">
            {pasted.join(' ')} {filled.length} {filled.length === 1 ? 'line' : 'lines'}.
            {count > 0 && ` To be put right: ${count}.`}
          </p>
          {told.rest.length > 0 && (
            <ul>
              {told.rest.map((one) => (
                <li key={`${one.path} ${one.message}`}>{sentence(one.message)}</li>
              ))}
            </ul>
          )}
          {live.error !== null && <ProblemNotice error={live.error} typed />}
          {answer?.fault !== undefined && <ProblemNotice error={answer.fault} typed />}
          <Totals live={answer} showsMargin={showsMargin} />
          <div className="row">
            <button type="button" className="main" disabled={busy} onClick={() => void submit(true)}>
              {busy
                ? 'One moment …'
                : frozen
                  ? 'Send it again'
                  : draft.kind === 'order'
                    ? 'Place the order'
                    : 'Make the quote'}
            </button>
            {draft.kind === 'order' && !frozen && (
              <button type="button" disabled={busy} onClick={() => void submit(false)}>
                Keep it as a draft order
              </button>
            )}
          </div>
        </div>
      </section>
      {configured && model && (
        <Dialog
          title={`${model.name} of line ${draft.lines.indexOf(configured) + 1}`}
          onClose={() => setConfiguring(undefined)}
        >
          <div className="stack">
            <Choosing
              model={model}
              start={configured.choices ?? []}
              {...(/^[A-Z]{3}$/.test(draft.currency) ? { startCurrency: draft.currency } : {})}
            >
              {(choices) => (
                <div className="row">
                  <button
                    type="button"
                    className="main"
                    onClick={() => {
                      setDraft((now) => ({
                        ...now,
                        lines: now.lines.map((line) =>
                          line.key === configured.key ? { ...line, choices: [...choices] } : line,
                        ),
                      }))
                      setConfiguring(undefined)
                    }}
                  >
                    Take these choices
                  </button>
                </div>
              )}
            </Choosing>
          </div>
        </Dialog>
      )}
    </div>
  )
}

/** Asks of each line at which price it would leave so much (P-15). */
function Target({ text, set }: { text: string; set: (text: string) => void }) {
  return (
    <label className="row tight small soft">
      Margin wanted, %
      <input
        className="target"
        value={text}
        inputMode="decimal"
        autoComplete="off"
        aria-invalid={(text.trim() !== '' && !isTarget(text.trim())) || undefined}
        onChange={(event) => set(event.target.value)}
      />
    </label>
  )
}

/** What was refused and stands at no cell. */
function Refusal({ refused: { error, told }, ref }: { refused: Refused; ref: React.Ref<HTMLDivElement> }) {
  if (error !== undefined) {
    const rest = new Set(told.rest.map(({ path }) => path))
    const errors = error instanceof ApiProblem ? (error.document.errors ?? []) : []
    const shown = errors.map(({ path }) => path).filter((path) => !rest.has(path))
    return <ProblemNotice error={error} shown={shown} typed ref={ref} />
  }
  return (
    <div className="notice bad" role="alert" tabIndex={-1} ref={ref}>
      <ul>
        {told.rest.map((one) => (
          <li key={`${one.path} ${one.message}`}>{sentence(one.message)}</li>
        ))}
      </ul>
    </div>
  )
}

/** The newest published model of each item that is sold configured, by its item. */
function useModels(may: boolean): ReadonlyMap<string, ConfigurationModel> {
  const models = useQuery({
    queryKey: ['configuration-models'],
    queryFn: ({ signal }) =>
      get<{ configurationModels: ConfigurationModel[] }>('/configuration-models', { limit: 200 }, signal),
    enabled: may,
    staleTime: 60_000,
  })
  const { data } = models
  return useMemo(() => {
    const published = (data?.configurationModels ?? []).filter((one) => one.state === 'published')
    return new Map(published.map((one) => [one.sku, one]))
  }, [data])
}

const skusOf = new WeakMap<ReadonlyMap<string, unknown>, ReadonlySet<string>>()
function modelSkus(models: ReadonlyMap<string, ConfigurationModel>): ReadonlySet<string> {
  let found = skusOf.get(models)
  if (found === undefined) skusOf.set(models, (found = new Set(models.keys())))
  return found
}

function Totals({ live, showsMargin }: { live: Live | undefined; showsMargin: boolean }) {
  const cart = live?.cart
  if (cart == null || cart.total === null) return null
  const margins = cart.lines.map(({ margin }) => margin?.margin)
  const known = margins.filter((one) => one != null)
  const margin =
    showsMargin && known.length > 0 && known.length === margins.length
      ? { amount: sum(known.map(({ amount }) => amount)), currency: known[0]!.currency }
      : null
  return (
    <Facts
      of={[
        ['Net', <MoneyValue key="net" value={cart.net} />],
        ['Freight', <MoneyValue key="freight" value={cart.freight} />],
        ['Tax', <MoneyValue key="tax" value={cart.tax} />],
        ['Total', <MoneyValue key="total" value={cart.total} />],
        ['Margin', margin && <MoneyValue key="margin" value={margin} />],
        ['Prices of', cart.pricedOn],
      ]}
    />
  )
}
