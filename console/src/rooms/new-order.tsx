import { useEffect, useMemo, useRef, useState } from 'react'
import { ApiProblem, chosenCompany, type FieldProblem } from '../http.ts'
import { Act } from '../parts/act.tsx'
import { Panel } from '../parts/facts.tsx'
import { Title } from '../parts/title.tsx'
import { useMay, useSession } from '../session.ts'
import { isEmpty, newDraft } from './entry-draft.ts'
import { EntryHead, useCustomer } from './entry-head.tsx'
import { columnsFor, EntryLines } from './entry-lines.tsx'
import { isTarget, type Live, questionOf, useLive } from './entry-live.ts'
import { useDraft, newId } from './entry-kept.ts'
import { type Refused, refusedOf, Refusal } from './entry-refused.tsx'
import { useWrong } from './entry-wrong.ts'
import { useLineActs } from './entry-acts.ts'
import { useSending } from './entry-sending.ts'
import { EntryFoot } from './entry-foot.tsx'
import { useModels, modelSkus, ConfigureLine } from './entry-models.tsx'

/** Where orders and quotes are typed, or pasted from a spreadsheet: what they cost and when they leave is told while one types. */
export function NewOrder() {
  const { data: session } = useSession()
  if (session == null) return null
  // What somebody else typed at this machine is theirs.
  const kept = `docket-entry:${chosenCompany() ?? session.companies[0]}:${session.id}`
  return <Entry key={kept} kept={kept} />
}

function Entry({ kept }: { kept: string }) {
  const { draft, setDraft, put } = useDraft(kept)
  const whole = useSession().data?.rows === 'all'
  const showsMargin = useMay('inventory:read')
  const mayConfigure = useMay('catalog:read') && whole
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set())
  const [pasted, setPasted] = useState<string[]>([])
  const [configuring, setConfiguring] = useState<string>()
  const [target, setTarget] = useState('')
  const [refused, setRefused] = useState<Refused>()
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

  const { told, cells: wrong, head: headWrong, count, covering } = useWrong(draft, answer, refused)
  const columns = useMemo(() => columnsFor(whole, covering), [whole, covering])
  const filled = draft.lines.filter((line) => !isEmpty(line))
  const acts = useLineActs(setDraft, { columns, whole, setPasted, setOpen, setConfiguring })

  const toFirstWrong = (): void => {
    // What is wrong is shown first.
    setTimeout(() => {
      const cell = room.current?.querySelector<HTMLElement>('[aria-invalid="true"]')
      ;(cell ?? notice.current)?.focus()
    })
  }
  const refuse = (error: unknown, problems: readonly FieldProblem[], keys: readonly string[]): void => {
    setRefused(refusedOf(draft, error, problems, keys))
    toFirstWrong()
  }
  const { busy, submit } = useSending({ draft, put, question, setRefused, refuse })

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
      <EntryFoot
        kind={draft.kind}
        said={`${pasted.join(' ')} ${filled.length} ${filled.length === 1 ? 'line' : 'lines'}.${count > 0 ? ` To be put right: ${count}.` : ''}`}
        rest={told.rest}
        error={live.error}
        answer={answer}
        showsMargin={showsMargin}
        busy={busy}
        frozen={frozen}
        submit={submit}
      />
      {configured && model && (
        <ConfigureLine
          model={model}
          number={draft.lines.indexOf(configured) + 1}
          line={configured}
          currency={draft.currency}
          take={(choices) =>
            setDraft((now) => ({
              ...now,
              lines: now.lines.map((line) =>
                line.key === configured.key ? { ...line, choices: [...choices] } : line,
              ),
            }))
          }
          close={() => setConfiguring(undefined)}
        />
      )}
    </div>
  )
}

const NO_LINES: Live['lines'] = new Map()

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
