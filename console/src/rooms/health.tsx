import { useQuery } from '@tanstack/react-query'
import type { Law, Queue } from '../api-books.ts'
import { get } from '../http.ts'
import { FreeTable } from '../parts/free-table.tsx'
import { Panel } from '../parts/facts.tsx'
import { nameText } from '../parts/free.tsx'
import { Asked, Empty } from '../parts/states.tsx'
import { Status } from '../parts/status.tsx'
import { Title } from '../parts/title.tsx'

interface Rows<T> {
  rows: T[]
}

/** Is it late, and is it true: the queues, and the laws with the rows that break them. */
export function Health() {
  const queues = useQuery({
    queryKey: ['queues'],
    queryFn: ({ signal }) => get<Rows<Queue>>('/monitoring/queues', {}, signal),
    refetchInterval: 5_000,
  })
  const laws = useQuery({
    queryKey: ['invariants'],
    queryFn: ({ signal }) => get<Rows<Law>>('/monitoring/invariants', {}, signal),
    staleTime: 30_000,
  })
  return (
    <div className="stack">
      <Title page="Health">Health</Title>
      <Panel title="Queues" aside={<span className="small soft">Refreshes by itself</span>}>
        <Asked query={queues} what="queues">
          {(data) =>
            data.rows.length === 0 ? (
              <Empty title="Nothing waits: every task that can run has run." />
            ) : (
              <FreeTable rows={data.rows} caption="Queues by kind of task" />
            )
          }
        </Asked>
      </Panel>
      <Panel
        title="Laws"
        aside={
          <button type="button" onClick={() => void laws.refetch()} disabled={laws.isFetching}>
            {laws.isFetching ? 'Checking …' : 'Check again'}
          </button>
        }
      >
        <Asked query={laws} what="laws">
          {(data) => (
            <div className="laws">
              {data.rows.map((law) => (
                <LawRow key={law.name} law={law} />
              ))}
            </div>
          )}
        </Asked>
      </Panel>
    </div>
  )
}

function LawRow({ law }: { law: Law }) {
  const rows = Array.isArray(law['rows']) ? (law['rows'] as Record<string, unknown>[]) : []
  const broken = law['ok'] === false || rows.length > 0
  return (
    <details open={broken}>
      <summary>
        <span className="row">
          <Status value={broken ? 'broken' : 'green'} name={broken ? `${rows.length} rows` : 'Holds'} />
          {nameText(law.name)}
        </span>
      </summary>
      <div className="stack tight">
        {typeof law['description'] === 'string' && <p className="soft">{law['description']}</p>}
        {rows.length > 0 && <FreeTable rows={rows} caption={`Rows that break ${law.name}`} />}
      </div>
    </details>
  )
}
