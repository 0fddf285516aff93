import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Link } from 'react-router'
import type { ConfigurationModel } from '../api-configuration.ts'
import { ApiProblem, get, send } from '../http.ts'
import { Panel } from '../parts/facts.tsx'
import { Asked, Empty } from '../parts/states.tsx'
import { words } from '../parts/status.tsx'
import { Day } from '../parts/time.tsx'
import { Title } from '../parts/title.tsx'
import { useMay } from '../session.ts'

/** What may be sold configured: versions of models, with what keeps a draft from being published. */
export function Models() {
  const models = useQuery({
    queryKey: ['configuration-models'],
    queryFn: ({ signal }) =>
      get<{ configurationModels: ConfigurationModel[] }>('/configuration-models', { limit: 200 }, signal),
  })
  return (
    <div className="stack">
      <Title page="Models">Models</Title>
      <p className="soft">
        What may be chosen of what is sold configured. A published version stays as it is; orders are
        configured by the newest one that holds.
      </p>
      <Asked query={models} what="models">
        {({ configurationModels: all }) =>
          all.length === 0 ? (
            <Empty title="Nothing is sold configured yet.">
              A model comes by <code>PUT /api/v1/configuration-models</code> or by a file:{' '}
              <code>docket import configuration-models</code>.
            </Empty>
          ) : (
            all.toReversed().map((one) => <Version key={`${one.code} ${one.version}`} model={one} />)
          )
        }
      </Asked>
    </div>
  )
}

function Version({ model }: { model: ConfigurationModel }) {
  const options = model.groups.reduce((sum, group) => sum + group.options.length, 0)
  return (
    <Panel title={`${model.name}: ${model.code}, version ${model.version}`} aside={<Move model={model} />}>
      <div className="inside stack">
        <p>
          {words(model.state)}; from <Day value={model.validFrom} />
          {model.validTo !== undefined && (
            <>
              {' '}
              to <Day value={model.validTo} />
            </>
          )}
          ; {options} options, {model.rules?.length ?? 0} rules.{' '}
          {model.state === 'published' && (
            <Link to={`/configure/${encodeURIComponent(model.code)}`}>Configure {model.name}</Link>
          )}
        </p>
        {(model.rules?.length ?? 0) > 0 && (
          <details>
            <summary>Rules of version {model.version}</summary>
            <ul>
              {model.rules!.map((rule) => (
                <li key={rule.code}>
                  <strong>{rule.code}</strong> {rule.text ?? words(rule.kind)}
                </li>
              ))}
            </ul>
          </details>
        )}
      </div>
    </Panel>
  )
}

/** A draft is published, a published version withdrawn; what is wrong with it is told with its place. */
function Move({ model }: { model: ConfigurationModel }) {
  const may = useMay('catalog:write')
  const queries = useQueryClient()
  const [busy, setBusy] = useState(false)
  const [wrong, setWrong] = useState<ApiProblem>()
  if (!may) return null
  const to = model.state === 'published' ? 'withdrawn' : 'published'
  const move = async (): Promise<void> => {
    setBusy(true)
    setWrong(undefined)
    try {
      await send('PUT', '/configuration-models', { ...model, state: to })
      await queries.invalidateQueries({ queryKey: ['configuration-models'] })
    } catch (error) {
      if (!(error instanceof ApiProblem)) throw error
      setWrong(error)
    } finally {
      setBusy(false)
    }
  }
  return (
    <div className="stack">
      <button type="button" disabled={busy} onClick={() => void move()}>
        {to === 'published' ? 'Publish' : 'Withdraw'}
        <span className="only-read">
          : {model.code}, version {model.version}
        </span>
      </button>
      {wrong && (
        <div className="notice warn" role="alert">
          <p>{wrong.document.title}</p>
          <ul>
            {(wrong.document.errors ?? []).map((one) => (
              <li key={`${one.path} ${one.message}`}>
                <code>{one.path}</code> {one.message}
              </li>
            ))}
          </ul>
        </div>
      )}
    </div>
  )
}
