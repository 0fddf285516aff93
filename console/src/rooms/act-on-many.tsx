import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Link, useNavigate } from 'react-router'
import type { operations } from '../../../clients/typescript/schema.d.ts'
import type { BulkAct, BulkPreview } from '../api-many.ts'
import { send } from '../http.ts'
import { Act } from '../parts/act.tsx'
import { ActForm, Field } from '../parts/form.tsx'
import { Asked } from '../parts/states.tsx'
import { useSession } from '../session.ts'
import { may } from '../rooms-seen.ts'

type BulkBody = operations['startBulkJob']['requestBody']['content']['application/json']

/** Orders that a job takes by name at most. */
export const MOST_CHOSEN = 20_000

/** How each is called, and what it does to one order. */
export const ACTS: Readonly<Record<BulkAct, { text: string; means: string; scope: string }>> = {
  suspend: { text: 'Suspend', means: 'Nothing new is begun until they are resumed.', scope: 'orders:write' },
  resume: { text: 'Resume', means: 'They go on where they were suspended.', scope: 'orders:write' },
  hold: {
    text: 'Hold',
    means: 'What a hold stops does not start until it is released.',
    scope: 'orders:write',
  },
  prioritize: {
    text: 'Set the priority',
    means: 'Of what waits, that of a higher priority comes first.',
    scope: 'operations:write',
  },
  cancel: {
    text: 'Cancel',
    means: 'What has not left is cancelled, each order as if by itself.',
    scope: 'orders:write',
  },
  abort: {
    text: 'Abort',
    means: 'They are closed as they stand. What was billed is owed.',
    scope: 'orders:abort',
  },
  retry: {
    text: 'Try again',
    means: 'The tasks are tried again, with fresh attempts. Mend the cause first.',
    scope: 'operations:write',
  },
  complete: {
    text: 'End by hand',
    means: 'The work is said to have ended, and each plan goes on from there.',
    scope: 'operations:write',
  },
  fail_lines: {
    text: 'Give the lines up',
    means: 'What of these lines has not left is cancelled; the rest of each order goes on.',
    scope: 'orders:write',
  },
}

interface Said {
  act: BulkAct
  code: string
  priority: string
  status: string
}

/** What is said so far as the API is asked it; undefined: something is missing. */
function bodyOf({ act, code, priority, status }: Said, reason: string, chosen: Partial<BulkBody>) {
  if (act === 'hold' && !/^[a-z][a-z0-9_]*$/.test(code)) return undefined
  if (act === 'complete' && status === '') return undefined
  return {
    ...chosen,
    act,
    reason,
    ...(act === 'hold' && { code }),
    ...(act === 'prioritize' && { priority: Number(priority) }),
    ...(act === 'complete' && { status }),
  } satisfies BulkBody
}

/** One act on many orders, or on many tasks that failed: a dry run is shown as it is chosen, and a job does it (O-77, O-85). */
export function ActOnMany({
  text,
  title,
  about,
  acts,
  chosen,
  statuses = [],
}: {
  text: string
  title: string
  about?: string
  /** Those that are offered, in their order. */
  acts: readonly BulkAct[]
  chosen: Pick<BulkBody, 'orders' | 'states' | 'sources' | 'cause'>
  /** With which work may be ended by hand. */
  statuses?: readonly string[]
}) {
  const { data: session } = useSession()
  const offered =
    session == null
      ? []
      : acts.filter((act) => may(session, 'operations:write', true) && may(session, ACTS[act].scope, true))
  if (offered.length === 0) return null
  return (
    <Act text={text} title={title} {...(about === undefined ? {} : { about })}>
      {() => <ManyForm offered={offered} chosen={chosen} statuses={statuses} />}
    </Act>
  )
}

function ManyForm({
  offered,
  chosen,
  statuses,
}: {
  offered: readonly BulkAct[]
  chosen: Partial<BulkBody>
  statuses: readonly string[]
}) {
  const go = useNavigate()
  const [said, setSaid] = useState<Said>({
    act: offered[0]!,
    code: '',
    priority: '5',
    status: statuses[0] ?? '',
  })
  const dry = bodyOf(said, 'a dry run', chosen)
  const preview = useQuery({
    queryKey: ['/bulk-jobs/preview', dry],
    queryFn: async () => (await send<BulkPreview>('POST', '/bulk-jobs/preview', dry))!,
    enabled: dry !== undefined,
    placeholderData: keepPreviousData,
  })
  const { means, text } = ACTS[said.act]
  const counted = (act: BulkAct): string => {
    const found = preview.data?.acts.find((one) => one.act === act)
    if (preview.data === undefined || offered.includes('retry')) return ACTS[act].text
    return `${ACTS[act].text}: ${found?.orders ?? 0} of ${preview.data.targets}`
  }
  return (
    <ActForm<'startBulkJob'>
      path="/bulk-jobs"
      onFields={(field) =>
        setSaid({
          act: field('act') as BulkAct,
          code: field('code'),
          priority: field('priority') || '5',
          status: field('status') || (statuses[0] ?? ''),
        })
      }
      body={(field) => {
        const limit = Number(field('failureLimit'))
        return {
          ...chosen,
          act: said.act,
          reason: field('reason'),
          ...(said.act === 'hold' && { code: field('code') }),
          ...(said.act === 'prioritize' && { priority: Number(said.priority) }),
          ...(said.act === 'complete' && { status: said.status }),
          ...(field('leaveOthers') !== '' && { leaveOthers: true }),
          ...(field('failureLimit') !== '' && { failureLimit: Number.isNaN(limit) ? 0 : limit }),
        }
      }}
      button={text}
      onDone={(answer) => void go(`/bulk-jobs/${(answer as { id: string }).id}`)}
    >
      <Field
        label="What is done"
        name="act"
        choices={offered.map((act) => [act, counted(act)])}
        hint={means}
      />
      {said.act === 'hold' && (
        <Field label="Kind of hold" name="code" required hint="As set up: small letters, digits and _" />
      )}
      {said.act === 'prioritize' && (
        <Field
          label="Priority"
          name="priority"
          defaultValue="5"
          choices={Array.from({ length: 10 }, (_one, at) => [String(at), String(at)])}
          hint="9 is the most urgent"
        />
      )}
      {said.act === 'complete' && (
        <Field
          label="How it ended"
          name="status"
          choices={statuses.map((one) => [one, one])}
          hint={statuses.length === 0 && 'Nothing of this is ended by hand.'}
        />
      )}
      <Field label="Reason" name="reason" required maxLength={500} hint="Kept with each order" />
      <Field
        label="Stop after so many failures"
        name="failureLimit"
        inputMode="numeric"
        hint="Empty: it goes on to the end"
      />
      {dry !== undefined && (
        <Asked query={preview} what="dry run">
          {(told) => <DryRun told={told} />}
        </Asked>
      )}
    </ActForm>
  )
}

/** To how many it would be done, and why not to the others. */
function DryRun({ told }: { told: BulkPreview }) {
  const { allowed, targets, refusedCount, refusals } = told
  return (
    <div className={refusedCount === 0 ? 'notice good' : 'notice warn'} role="status">
      <p>
        It would be done to {allowed.toLocaleString()} of {targets.toLocaleString()}.
      </p>
      {refusedCount > 0 && (
        <>
          <label className="row">
            <input type="checkbox" name="leaveOthers" />
            Leave the other {refusedCount.toLocaleString()} out; else it is done to none
          </label>
          <ul>
            {refusals.map(({ orderId, number, message }, index) => (
              <li key={index}>
                <Link className="number" to={`/orders/${orderId}`}>
                  {number}
                </Link>
                : {message}
              </li>
            ))}
          </ul>
          {refusedCount > refusals.length && (
            <p className="soft">and {(refusedCount - refusals.length).toLocaleString()} more</p>
          )}
        </>
      )}
    </div>
  )
}
