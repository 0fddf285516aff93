import { useQuery } from '@tanstack/react-query'
import type { Pattern } from '../api-plan.ts'
import { get } from '../http.ts'
import { Panel } from '../parts/facts.tsx'
import { Asked } from '../parts/states.tsx'
import { words } from '../parts/status.tsx'
import { Table } from '../parts/table.tsx'
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
  return (
    <Table
      caption={`Components of ${pattern.code}, version ${pattern.version}`}
      rows={pattern.components}
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
  )
}
