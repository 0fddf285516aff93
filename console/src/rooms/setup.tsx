import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Link } from 'react-router'
import type { Setup as SetupAnswer, SetupStep } from '../api-setup.ts'
import { chooseCompany, get, newKey, send } from '../http.ts'
import { Actor } from '../parts/actor.tsx'
import { Act } from '../parts/act.tsx'
import { Panel } from '../parts/facts.tsx'
import { ActForm, Field } from '../parts/form.tsx'
import { ProblemNotice } from '../parts/problem.tsx'
import { Asked, Empty } from '../parts/states.tsx'
import { Status, words } from '../parts/status.tsx'
import { Instant } from '../parts/time.tsx'
import { Title } from '../parts/title.tsx'
import { may } from '../rooms-seen.ts'
import { useSession } from '../session.ts'

/** The checklist of the company: every step with its check and its remedy, and the way to going live. */
export function Setup() {
  const session = useSession().data
  const founded = (session?.companies.length ?? 0) > 0
  const setup = useQuery({
    queryKey: ['setup'],
    queryFn: ({ signal }) => get<SetupAnswer>('/setup', {}, signal),
    enabled: founded,
  })
  const admin = session != null && may(session, 'admin', false)
  return (
    <div className="stack">
      <Title page="Set-up">{setup.data ? `Set-up of ${setup.data.company}` : 'Set-up'}</Title>
      {founded ? (
        <Asked query={setup} what="checklist">
          {(data) => <Checklist data={data} admin={admin} />}
        </Asked>
      ) : (
        <Empty title="There is no company yet.">
          <p>Say who you are; the checklist leads on from there.</p>
        </Empty>
      )}
      {admin && (
        <p className="row">
          <Act text="New company …" title="New company">
            {() => <NewCompany />}
          </Act>
        </p>
      )}
    </div>
  )
}

function Checklist({ data, admin }: { data: SetupAnswer; admin: boolean }) {
  const required = data.steps.filter((step) => step.required)
  const done = required.filter((step) => step.state !== 'fail').length
  const areas = [...new Set(data.steps.map((step) => step.area))]
  return (
    <>
      <Panel
        title={data.live ? 'Live' : 'In set-up'}
        aside={!data.live && admin && <GoLive company={data.company} ready={data.ready} />}
        padded
      >
        <div className="stack tight">
          <progress value={done} max={required.length} aria-label="Required steps that hold" />
          <p>
            {done} of {required.length} required steps hold.
            {data.wentLive && (
              <>
                {' '}
                Live since <Instant value={data.wentLive.at} />, by <Actor value={data.wentLive.by} />.
              </>
            )}
          </p>
          {data.drafts > 0 && (
            <p>
              <Link to="/orders?status=draft">
                {data.drafts} {data.drafts === 1 ? 'draft waits' : 'drafts wait'}
              </Link>
              {!data.live && ' until the company is live.'}
            </p>
          )}
        </div>
      </Panel>
      {areas.map((area) => (
        <Panel key={area} title={words(area)}>
          <div className="laws">
            {data.steps
              .filter((step) => step.area === area)
              .map((step) => (
                <Step key={step.key} step={step} steps={data.steps} />
              ))}
          </div>
        </Panel>
      ))}
    </>
  )
}

const SHOWN = {
  pass: ['green', 'Holds'],
  not_applicable: ['not_needed', 'Not needed'],
  waived: ['skipped', 'Left'],
} as const

function StepStatus({ step }: { step: SetupStep }) {
  if (step.state === 'fail')
    return step.required ? <Status value="failed" name="Missing" /> : <Status value="open" name="Optional" />
  const [value, name] = SHOWN[step.state]
  return <Status value={value} name={name} />
}

function Step({ step, steps }: { step: SetupStep; steps: readonly SetupStep[] }) {
  const client = useQueryClient()
  const check = useMutation({
    mutationFn: () => send<SetupStep>('POST', `/setup/steps/${step.key}/check`, undefined, newKey()),
    onSuccess: () => client.invalidateQueries({ queryKey: ['setup'] }),
  })
  const titles = step.after.map((key) => steps.find((one) => one.key === key)?.title ?? key)
  return (
    <details open={step.state === 'fail' && step.required} id={step.key}>
      <summary>
        <span className="row">
          <StepStatus step={step} />
          {step.title}
        </span>
      </summary>
      <div className="stack tight">
        <p className={step.state === 'fail' ? 'notice warn' : undefined} role="status">
          {step.found} {step.remedy}
        </p>
        <p className="soft">
          {step.why} {titles.length > 0 && `Comes after: ${titles.join(', ')}.`}
        </p>
        <ul className="how">
          {step.how.map((line) => (
            <li key={line}>
              <code>{line}</code>
            </li>
          ))}
        </ul>
        {step.checkedAt !== null && (
          <p className="small soft">
            <Instant value={step.checkedAt} />, {step.checkedBy}
          </p>
        )}
        {check.error !== null && <ProblemNotice error={check.error} />}
        <div className="row">
          <button type="button" disabled={check.isPending} onClick={() => check.mutate()}>
            {check.isPending ? 'Checking …' : 'Check now'}
            <span className="only-read">: {step.title}</span>
          </button>
          {step.room !== null && <Link to={step.room}>Go to the room</Link>}
          {step.waivable && step.state === 'fail' && (
            <Act text="Leave it …" title={`Leave: ${step.title}`}>
              {(close) => (
                <ActForm<'waiveSetupStep'>
                  path={`/setup/steps/${step.key}/waiver`}
                  body={(field) => ({ reason: field('reason') })}
                  button="Leave this step"
                  onDone={close}
                >
                  <Field label="Reason" name="reason" required maxLength={500} />
                </ActForm>
              )}
            </Act>
          )}
        </div>
      </div>
    </details>
  )
}

function GoLive({ company, ready }: { company: string; ready: boolean }) {
  return (
    <Act text="Go live …" title={`Open ${company} to orders`}>
      {(close) => (
        <ActForm<'goLive'> path="/setup/go-live" button="Go live" onDone={close}>
          <p>
            {ready
              ? 'Every required step holds. From now on orders are agreed. There is no way back.'
              : 'Required steps are missing; going live will name each.'}
          </p>
        </ActForm>
      )}
    </Act>
  )
}

/** Makes a company and works for it from then on. */
function NewCompany() {
  const [code, setCode] = useState('')
  return (
    <ActForm<'foundCompany'>
      path="/setup/companies"
      body={(field) => {
        const founded = field('code').toUpperCase()
        setCode(founded)
        const publicUrl = field('publicUrl')
        return {
          code: founded,
          name: field('name'),
          currency: field('currency').toUpperCase(),
          country: field('country').toUpperCase(),
          timeZone: field('timeZone'),
          ...(publicUrl === '' ? {} : { publicUrl }),
        }
      }}
      button="Make the company"
      onDone={() => {
        chooseCompany(code)
        location.assign('/setup')
      }}
    >
      <div className="fields">
        <Field
          label="Code"
          name="code"
          required
          maxLength={40}
          hint="Capital letters and digits. Never changes."
        />
        <Field label="Name" name="name" required maxLength={200} />
        <Field label="Country" name="country" required maxLength={2} hint="Two letters, as GB." />
        <Field
          label="Currency"
          name="currency"
          required
          maxLength={3}
          hint="Of the books, as GBP. Never changes."
        />
        <Field
          label="Time zone"
          name="timeZone"
          required
          maxLength={60}
          defaultValue={new Intl.DateTimeFormat().resolvedOptions().timeZone}
        />
        <Field
          label="Address of channels"
          name="publicUrl"
          type="url"
          maxLength={500}
          hint="https://… at which shops reach Docket; it may be said later."
        />
      </div>
    </ActForm>
  )
}
