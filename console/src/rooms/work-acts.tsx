import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import type { WorkRow, WorkStatus } from '../api-plan.ts'
import { type FieldProblem, newKey, send } from '../http.ts'
import { Actor } from '../parts/actor.tsx'
import { Dialog } from '../parts/dialog.tsx'
import { ActForm, Field } from '../parts/form.tsx'
import { ProblemNotice } from '../parts/problem.tsx'
import { words } from '../parts/status.tsx'
import { useMay, useSession } from '../session.ts'

type Sheet = 'give-back' | 'assign' | 'complete'

export const workName = ({ title, orderNumber }: WorkRow): string => `${title}, ${orderNumber}`
/** Of its row in a list: beside a plan its task has one, too. */
export const rowId = (taskId: string): string => `work-${taskId}`
const pathOf = ({ orderId, taskId }: WorkRow): string => `/orders/${orderId}/tasks/${taskId}`

/**
 * What a person does with work of a list: the buttons of a row, and what is told above the rows. A sheet belongs to the list, since its row
 * goes when somebody else ends the work: what was typed stays, and the answer is told where it was typed.
 */
export function useWorkActs(): { buttonsOf: (row: WorkRow) => ReactNode; told: ReactNode } {
  const operates = useMay('operations:write')
  const { data: session } = useSession()
  const client = useQueryClient()
  const [said, setSaid] = useState<string>()
  const [sheet, setSheet] = useState<{ act: Sheet; row: WorkRow }>()
  const notice = useRef<HTMLDivElement>(null)
  const take = useMutation<unknown, Error, WorkRow>({
    mutationFn: (row) => send('POST', `${pathOf(row)}/take`, undefined, newKey()),
    onMutate: () => setSaid(undefined),
    onSuccess: (_answer, row) => setSaid(`${workName(row)} is yours.`),
    // Who was too late sees at once whose it is.
    onSettled: async (_answer, error, row) => {
      await client.invalidateQueries()
      if (error === null) focusRow(row)
    },
  })
  useEffect(() => {
    if (take.error !== null) notice.current?.focus()
  }, [take.error])
  const close = (): void => {
    setSheet(undefined)
    void client.invalidateQueries()
  }
  const done = (text: string): void => {
    take.reset()
    close()
    setSaid(text)
  }
  const buttonsOf = (row: WorkRow): ReactNode => {
    if (!operates) return null
    const taken = row.owner !== null
    const mine = row.owner === `user:${session?.id}`
    const open = (act: Sheet): void => setSheet({ act, row })
    return (
      <div className="row">
        {!taken && <Button text="Take on" row={row} busy={take.isPending} onClick={() => take.mutate(row)} />}
        {(mine || !taken) && <Button text="End …" row={row} onClick={() => open('complete')} />}
        {taken && (
          <Button text={mine ? 'Give back …' : 'Take away …'} row={row} onClick={() => open('give-back')} />
        )}
        <Button text="Assign …" row={row} onClick={() => open('assign')} />
      </div>
    )
  }
  const told = (
    <>
      <p role="status">{said}</p>
      {take.error !== null && (
        <div className="stack tight">
          <ProblemNotice ref={notice} error={take.error} />
          <p className="soft">It was {workName(take.variables)}: the list says whose it is now.</p>
        </div>
      )}
      {sheet?.act === 'give-back' && <GiveBack row={sheet.row} onClose={close} onDone={done} />}
      {sheet?.act === 'assign' && <Assign row={sheet.row} onClose={close} onDone={done} />}
      {sheet?.act === 'complete' && <End row={sheet.row} onClose={close} onDone={done} />}
    </>
  )
  return { buttonsOf, told }
}

/** The button that was pressed is gone: the keyboard stays in its row, or in the room, where a filter leaves the row out. */
function focusRow({ taskId }: WorkRow): void {
  const row = document.getElementById(rowId(taskId))
  const lead =
    row?.querySelector<HTMLElement>('a.row-link') ?? [...(row?.querySelectorAll('button') ?? [])].at(-1)
  ;(lead ?? document.getElementById('room'))?.focus()
}

function Button({
  text,
  row,
  busy = false,
  onClick,
}: {
  text: string
  row: WorkRow
  busy?: boolean
  onClick: () => void
}) {
  return (
    <button type="button" disabled={busy} onClick={onClick}>
      {text}
      <span className="only-read">: {workName(row)}</span>
    </button>
  )
}

interface Of {
  row: WorkRow
  onClose: () => void
  onDone: (said: string) => void
}

function GiveBack({ row, onClose, onDone }: Of) {
  const { data: session } = useSession()
  const mine = row.owner === `user:${session?.id}`
  return (
    <Dialog title={`${mine ? 'Give back' : 'Take away'}: ${workName(row)}`} onClose={onClose}>
      <ActForm<'giveWorkBack'>
        path={`${pathOf(row)}/give-back`}
        button={mine ? 'Give it back' : 'Take it away'}
        onDone={() => onDone(`${workName(row)} is anybody’s again.`)}
      >
        <p>
          {mine ? 'You have' : <Actor value={row.owner} />}
          {!mine && ' has'} taken it on. It is anybody’s again; who is to do it stays.
        </p>
      </ActForm>
    </Dialog>
  )
}

function Assign({ row, onClose, onDone }: Of) {
  return (
    <Dialog title={`Assign: ${workName(row)}`} onClose={onClose}>
      <ActForm<'assignWork'>
        path={`${pathOf(row)}/assign`}
        body={(field) => ({ assignee: field('assignee') === '' ? null : field('assignee') })}
        button="Assign it"
        onDone={(answer) => {
          const { assignee } = answer as { assignee: string | null }
          onDone(`${workName(row)} is ${assignee === null ? 'nobody’s in particular' : `for ${assignee}`}.`)
        }}
      >
        <Field
          label="Who is to do it"
          name="assignee"
          maxLength={200}
          defaultValue={row.assignee ?? ''}
          hint="A person or a team, as you call them; empty: nobody in particular. Others may take it on all the same."
        />
      </ActForm>
    </Dialog>
  )
}

/** As the API takes at most. */
const MOST_DATA = 50

const endText = ({ code, to }: WorkStatus): string =>
  to === 'next' ? words(code) : `${words(code)}: it stops, and somebody looks at it`

function End({ row, onClose, onDone }: Of) {
  const [names, setNames] = useState([''])
  const rows = names.map((_name, index) => index)
  const said = (field: (name: string) => string) =>
    rows
      .map((index) => ({ index, name: field(`name-${index}`), value: field(`value-${index}`) }))
      .filter(({ name, value }) => name !== '' || value !== '')
  return (
    <Dialog title={`End: ${workName(row)}`} onClose={onClose}>
      <ActForm<'completeWork'>
        path={`${pathOf(row)}/complete`}
        body={(field) => {
          const data = said(field)
          return {
            status: field('status'),
            ...(field('note') !== '' && { note: field('note') }),
            ...(data.length > 0 && {
              data: Object.fromEntries(data.map(({ name, value }) => [name, value])),
            }),
          }
        }}
        check={(field) => wrongNames(said(field))}
        button="End it"
        onDone={() => onDone(`${workName(row)} has ended.`)}
      >
        {row.owner === null && <p className="soft">Nobody has taken it on: who ends it has done it.</p>}
        <Field
          label="How it ended"
          name="status"
          choices={row.statuses.map((one) => [one.code, endText(one)] as const)}
        />
        <Field
          label="Note"
          name="note"
          rows={2}
          maxLength={1000}
          hint="Stands in the timeline of the order."
        />
        <fieldset className="bare stack tight">
          <legend>What came of it</legend>
          {rows.map((index) => (
            <div className="fields" key={index}>
              <Field
                label="Name"
                name={`name-${index}`}
                maxLength={100}
                onChange={(event) => {
                  const { value } = event.target
                  setNames((before) => before.map((name, at) => (at === index ? value.trim() : name)))
                }}
              />
              <Field
                label="Value"
                name={`value-${index}`}
                path={`/data/${names[index]!.replaceAll('~', '~0').replaceAll('/', '~1')}`}
                maxLength={1000}
              />
            </div>
          ))}
          {names.length < MOST_DATA && (
            <div className="row">
              <button type="button" onClick={() => setNames([...names, ''])}>
                Another row
              </button>
              <span className="small soft">A serial number, a reading. Empty rows are left out.</span>
            </div>
          )}
        </fieldset>
      </ActForm>
    </Dialog>
  )
}

/** A value without a name, or two of one name: the body would have lost one. */
function wrongNames(data: readonly { index: number; name: string }[]): FieldProblem[] {
  return data.flatMap(({ index, name }, at) => {
    const path = `/name-${index}`
    if (name === '') return [{ path, code: 'required', message: 'say what this is' }]
    const twice = data.slice(0, at).some((before) => before.name === name)
    return twice ? [{ path, code: 'duplicate', message: 'this name stands above already' }] : []
  })
}
