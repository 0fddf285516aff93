import { useMutation, useQueryClient } from '@tanstack/react-query'
import {
  createContext,
  type InputHTMLAttributes,
  type ReactNode,
  useContext,
  useEffect,
  useId,
  useRef,
  useState,
} from 'react'
import type { operations } from '../../../clients/typescript/schema.d.ts'
import { ApiProblem, type FieldProblem, newKey, send } from '../http.ts'
import { ProblemNotice, sentence } from './problem.tsx'

interface FormState {
  errors: readonly FieldProblem[]
  /** Paths that have a field of their own. */
  paths: Set<string>
}

const FormContext = createContext<FormState>({ errors: [], paths: new Set() })

interface Sent {
  body: string
  key: string
  /** No answer settled it yet: the same body goes out under the same key. */
  open: boolean
}

/** What an operation of the API takes; `lines` may have holes. */
type Content<O extends keyof operations> = operations[O] extends {
  requestBody?: { content: { 'application/json': infer B } }
}
  ? { [K in keyof B]: K extends 'lines' ? (Extract<B[K], readonly unknown[]>[number] | undefined)[] : B[K] }
  : never

interface ActFormProps<O extends keyof operations> {
  /** Where the body goes, below /api/v1. */
  path: string
  /** POST unless said. */
  method?: 'POST' | 'PUT'
  /** It makes something: what stands by that code is left as it is, and said at the field. */
  onlyNew?: boolean
  /** The body, from the fields by name; absent: it says nothing. A hole (undefined) in `lines` is left out. */
  body?: (field: (name: string) => string) => Content<O>
  /** What its body could not say any more, by the paths of its fields: nothing is sent. */
  check?: (field: (name: string) => string) => FieldProblem[]
  /** Told what the fields say, each time that one of them changes. */
  onFields?: (field: (name: string) => string) => void
  button: string
  /** Of a call of rows: those that are refused are for `onDone` to tell, and do not refuse the rest. */
  perRow?: boolean
  /** `sent`: the body that was answered. */
  onDone: (answer: unknown, sent: Record<string, unknown>) => void
  children: ReactNode
}

/**
 * A form that is one act of the API, named by its operation id: sends its fields, and shows what the API refuses at the field it names. Sending
 * the same again after a lost answer carries the same idempotency key, so it happens once.
 */
export function ActForm<O extends keyof operations>(props: ActFormProps<O>) {
  const { path, method = 'POST', body, check, button, onlyNew = false, perRow = false } = props
  const { onFields, onDone, children } = props
  const client = useQueryClient()
  const form = useRef<HTMLFormElement>(null)
  const notice = useRef<HTMLDivElement>(null)
  const [paths] = useState(() => new Set<string>())
  const sent = useRef<Sent>(undefined)
  // Where each sent line stands among the fields: empty ones were left out.
  const [kept, setKept] = useState<number[]>([])

  const act = useMutation<unknown, Error, { content: Record<string, unknown>; wrong: FieldProblem[] }>({
    mutationFn: async ({ content, wrong }) => {
      if (wrong.length > 0) throw refused(wrong, 'invalid_body')
      const text = JSON.stringify(content)
      const last = sent.current
      const key = last?.open && last.body === text ? last.key : newKey()
      sent.current = { body: text, key, open: true }
      try {
        const answer = await send<unknown>(method, path, content, key, onlyNew)
        if (!perRow) throwRefused(answer)
        return answer
      } catch (error) {
        const { status, document } = error instanceof ApiProblem ? error : { status: 0, document: undefined }
        // A refusal uses the key up: to try again is another request.
        sent.current.open = status === 0 || status >= 500 || document?.code === 'idempotency_key_in_flight'
        throw error
      }
    },
    onSuccess: async (answer, { content }) => {
      sent.current = undefined
      await client.invalidateQueries()
      onDone(answer, content)
    },
  })

  const errors =
    act.error instanceof ApiProblem
      ? (act.error.document.errors ?? []).map((one) => ({
          ...one,
          path: one.path.replace(/^\/lines\/(\d+)/, (_all, index) => `/lines/${kept[Number(index)]}`),
        }))
      : []
  useEffect(() => {
    if (act.error === null) return
    const wrong = form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')
    ;(wrong ?? notice.current)?.focus()
  }, [act.error])

  return (
    <FormContext value={{ errors, paths }}>
      <form
        ref={form}
        className="stack"
        // The browser would tell one field at a time: the API tells all of them at once.
        noValidate
        onInput={(event) => onFields?.(fieldsOf(event.currentTarget))}
        onSubmit={(event) => {
          event.preventDefault()
          if (act.isPending) return
          const field = fieldsOf(event.currentTarget)
          const content: Record<string, unknown> = body?.(field) ?? {}
          if (Array.isArray(content['lines'])) {
            const lines: unknown[] = content['lines']
            setKept(lines.flatMap((line, index) => (line === undefined ? [] : [index])))
            content['lines'] = lines.filter((line) => line !== undefined)
          }
          act.mutate({ content, wrong: check?.(field) ?? [] })
        }}
      >
        {act.error !== null && (
          <ProblemNotice
            ref={notice}
            error={renamed(act.error, errors)}
            shown={errors.map((one) => one.path).filter((one) => [...paths].some((path) => isAt(path, one)))}
          />
        )}
        {children}
        <div className="row">
          <button type="submit" className="main" disabled={act.isPending}>
            {act.isPending ? 'One moment …' : button}
          </button>
        </div>
      </form>
    </FormContext>
  )
}

function fieldsOf(form: HTMLFormElement): (name: string) => string {
  const values = new FormData(form)
  return (name) => String(values.get(name) ?? '').trim()
}

/** A call of rows answers 200 and tells each its own problems: here they are a refusal as any other. */
function throwRefused(answer: unknown): void {
  const { outcomes } = (answer ?? {}) as {
    outcomes?: { index: number; ok: boolean; code?: string; problems?: FieldProblem[] }[]
  }
  const bad = Array.isArray(outcomes) ? outcomes.find((one) => !one.ok) : undefined
  if (bad === undefined) return
  const errors = (bad.problems ?? []).map((one) => ({ ...one, path: `/${bad.index}${one.path}` }))
  throw refused(errors, bad.code)
}

function refused(errors: FieldProblem[], code = 'refused'): ApiProblem {
  return new ApiProblem({ type: 'about:blank', status: 422, code, title: 'It was refused.', errors })
}

function renamed(error: Error, errors: FieldProblem[]): Error {
  return error instanceof ApiProblem ? new ApiProblem({ ...error.document, errors }) : error
}

/** Whether a problem is one of the field of a path, or of something inside of it. */
function isAt(path: string, problem: string): boolean {
  return problem === path || problem.startsWith(`${path}/`)
}

/** What is asked only of who was refused for this, as a way past it. */
export function WhenRefused({ code, children }: { code: string; children: ReactNode }) {
  const { errors } = useContext(FormContext)
  return errors.some((one) => one.code === code) ? children : null
}

interface FieldProps extends Omit<InputHTMLAttributes<HTMLInputElement>, 'id'> {
  label: ReactNode
  name: string
  /** Its label is for those who hear it: what it is, the head of its column shows. */
  inTable?: boolean
  /** The JSON Pointer into the body that this field fills; `/name` unless said. */
  path?: string
  hint?: ReactNode
  /** Choices make it a list to select from. */
  choices?: readonly (readonly [value: string, text: string])[]
  /** Text of several lines: so many are shown. */
  rows?: number
}

/** A labelled field, with what the API said about its value. */
export function Field(props: FieldProps) {
  const { label, name, inTable = false, path = `/${name}`, hint, choices, rows, ...rest } = props
  const { errors, paths } = useContext(FormContext)
  const id = useId()
  useEffect(() => {
    paths.add(path)
    return () => void paths.delete(path)
  }, [paths, path])
  const wrong = errors.filter((one) => isAt(path, one.path))
  const described = {
    id,
    name,
    'aria-invalid': wrong.length > 0 || undefined,
    'aria-describedby': wrong.length > 0 || hint != null ? `${id}-more` : undefined,
  }
  return (
    <div className="field">
      <label htmlFor={id} className={inTable ? 'only-read' : undefined}>
        {label}
      </label>
      {choices ? (
        <select {...described} required={rest.required} defaultValue={rest.defaultValue}>
          {choices.map(([value, text]) => (
            <option key={value} value={value}>
              {text}
            </option>
          ))}
        </select>
      ) : rows === undefined ? (
        <input autoComplete="off" {...rest} {...described} />
      ) : (
        <textarea
          {...described}
          rows={rows}
          required={rest.required}
          defaultValue={rest.defaultValue}
          autoComplete="off"
          spellCheck={false}
        />
      )}
      {(wrong.length > 0 || hint != null) && (
        <div id={`${id}-more`} className="small">
          {wrong.map((one) => (
            <p className="wrong" key={`${one.path} ${one.message}`}>
              {sentence(one.message)}
            </p>
          ))}
          {hint != null && <p className="soft">{hint}</p>}
        </div>
      )}
    </div>
  )
}
