import { useQuery } from '@tanstack/react-query'
import type { Dependency, LineComponent, LineTask, Pattern } from '../api-plan.ts'
import { get } from '../http.ts'
import { durationText } from '../parts/duration.ts'
import { Panel } from '../parts/facts.tsx'
import { Asked } from '../parts/states.tsx'
import { words } from '../parts/status.tsx'
import { type Column, Table } from '../parts/table.tsx'
import { Title } from '../parts/title.tsx'

/** By what plans are drawn: the newest active version of each pattern first, then the others. */
export function Patterns() {
  const patterns = useQuery({
    queryKey: ['patterns'],
    queryFn: ({ signal }) => get<{ patterns: Pattern[] }>('/patterns', { limit: '500' }, signal),
  })
  return (
    <div className="stack">
      <Title page="Patterns">Patterns</Title>
      <p className="soft">
        What must happen to an item. Each change is a version: new orders take the newest active one, plans
        that run keep theirs.
      </p>
      <Asked query={patterns} what="list of patterns">
        {({ patterns: versions }) =>
          [...Map.groupBy(versions, (one) => one.code)].map(([code, of]) => {
            const drawn = of.findLast((one) => one.active)
            return (
              <Panel key={code} title={drawn ? `${code}, version ${drawn.version}` : code}>
                {drawn && <Components pattern={drawn} />}
                {of
                  .filter((one) => one !== drawn)
                  .map((one) => (
                    <details key={one.version} className="inside">
                      <summary className="soft">
                        Version {one.version}
                        {!one.active && ', written down only'}
                      </summary>
                      <Components pattern={one} />
                    </details>
                  ))}
              </Panel>
            )
          })
        }
      </Asked>
    </div>
  )
}

function Components({ pattern }: { pattern: Pattern }) {
  const { code, version, components, lineComponents = [], dependencies = [] } = pattern
  const of = `of ${code}, version ${version}`
  return (
    <>
      <Table
        caption={`Components ${of}`}
        rows={components}
        keyOf={(one) => one.kind}
        columns={[
          { head: 'Component', cell: (one) => words(one.kind) },
          {
            head: 'Takes parts with',
            cell: (one) => (one.when === undefined ? 'all that are left' : <code>{one.when}</code>),
            minor: true,
          },
          { head: 'Shared by equal', cell: (one) => <code>{one.key}</code>, minor: true },
          {
            head: 'Tasks',
            cell: (one) => (
              <ol>
                {one.tasks.map((task) => (
                  <li key={task.kind}>
                    {words(task.kind)}
                    {task.when !== undefined && (
                      <>
                        {' if '}
                        <code>{task.when}</code>
                      </>
                    )}
                  </li>
                ))}
              </ol>
            ),
          },
        ]}
      />
      {lineComponents.length > 0 && (
        <>
          <h3 className="inside">Done for lines</h3>
          <Table
            caption={`What is done for lines ${of}`}
            rows={lineComponents}
            keyOf={(one) => one.kind}
            columns={LINE_COMPONENTS}
          />
        </>
      )}
      {dependencies.length > 0 && (
        <>
          <h3 className="inside">What waits for what</h3>
          <Table
            caption={`What waits for what ${of}`}
            rows={dependencies}
            keyOf={(one) => JSON.stringify(one)}
            columns={DEPENDENCIES}
          />
        </>
      )}
    </>
  )
}

const LINE_COMPONENTS: Column<LineComponent>[] = [
  { head: 'Component', cell: (one) => words(one.kind) },
  {
    head: 'Takes lines with',
    cell: (one) => (one.when === undefined ? 'every line' : <code>{one.when}</code>),
    minor: true,
  },
  { head: 'Shared by equal', cell: (one) => <code>{one.key}</code>, minor: true },
  {
    head: 'Tasks',
    cell: (one) => (
      <ol>
        {one.tasks.map((task) => (
          <li key={task.name}>
            <Task of={task} />
          </li>
        ))}
      </ol>
    ),
  },
]

function Task({ of }: { of: LineTask }) {
  if (of.kind === 'wait')
    return (
      <>
        {words(of.name)}: waits{' '}
        {of.for === undefined ? (
          <>
            until <code>{of.when ?? of.until}</code>
          </>
        ) : (
          durationText(of.for)
        )}
      </>
    )
  if (of.kind === 'call')
    return (
      <>
        {words(of.name)}: asks {of.system}, {of.request.method} <code>{of.request.path}</code>
        {of.undo && (
          <div className="small soft">
            undone by {of.undo.method} <code>{of.undo.path}</code>
          </div>
        )}
      </>
    )
  const { name, title, role = '', statuses = [] } = of
  return (
    <>
      {words(name)}: “{title}”, by {role === '' ? 'anybody' : role}
      {statuses.length > 0 && (
        <div className="small soft">
          ends as{' '}
          {statuses
            .map(({ code, to }) => (to === 'next' ? words(code) : `${words(code)} (somebody looks at it)`))
            .join(', ')}
        </div>
      )}
    </>
  )
}

const DEPENDENCIES: Column<Dependency>[] = [
  { head: 'What waits', cell: (one) => stepText(one.to) },
  {
    head: 'For',
    cell: ({ from, fromPattern, until }) => (
      <>
        {stepText(from)}
        {fromPattern !== undefined && ` of ${fromPattern}`}
        {until !== undefined && (
          <div className="small soft">
            until <code>{until}</code>
          </div>
        )}
      </>
    ),
  },
  { head: 'Of which lines', cell: (one) => <Items of={one.items ?? 'same'} /> },
  {
    head: 'Then',
    cell: ({ delay }) => (delay === undefined ? 'at once' : `${durationText(delay)} later`),
  },
]

function Items({ of }: { of: NonNullable<Dependency['items']> }) {
  if (of === 'same') return 'the same line'
  if (of === 'all') return 'all of them'
  return (
    <>
      those whose <code>{of.from}</code> equals its <code>{of.to}</code>
    </>
  )
}

/** `deliver/ship` */
const stepText = (step: string): string => step.split('/').map(words).join(': ')
