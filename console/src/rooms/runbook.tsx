import { useQuery } from '@tanstack/react-query'
import { Fragment } from 'react'
import { Link, useParams } from 'react-router'
import { getText } from '../http.ts'
import { type Block, blocksOf, piecesOf } from '../parts/markdown.ts'
import { Asked } from '../parts/states.tsx'
import { Table } from '../parts/table.tsx'
import { Title } from '../parts/title.tsx'

/** A page of the runbook, as it belongs to the version that runs. */
export function Runbook() {
  const { page = 'runbook' } = useParams()
  const text = useQuery({
    queryKey: ['runbook', page],
    queryFn: ({ signal }) => getText(`/monitoring/runbook/${page}`, signal),
    staleTime: Number.POSITIVE_INFINITY,
  })
  return (
    <Asked query={text} what="page">
      {(markdown) => {
        const [title, ...blocks] = blocksOf(markdown)
        const name = title?.kind === 'heading' ? title.text : page
        return (
          <div className="stack">
            <Title
              page={name}
              path={page === 'runbook' ? [['Alerts', '/alerts']] : [['Runbook', '/runbook']]}
            >
              {name}
            </Title>
            <article className="panel written">
              <Blocks of={blocks} name={name} />
            </article>
          </div>
        )
      }}
    </Asked>
  )
}

function Blocks({ of, name }: { of: readonly Block[]; name: string }) {
  return of.map((block, index) => <Written key={index} block={block} name={name} />)
}

interface Row {
  cells: string[]
  index: number
}

function Written({ block, name }: { block: Block; name: string }) {
  switch (block.kind) {
    case 'heading': {
      const Heading = block.level <= 2 ? 'h2' : 'h3'
      return (
        <Heading id={block.id}>
          <Line text={block.text} />
        </Heading>
      )
    }
    case 'text':
      return (
        <p>
          <Line text={block.text} />
        </p>
      )
    case 'code':
      return (
        // What scrolls must be reachable by the keyboard.
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        <pre tabIndex={0}>{block.text}</pre>
      )
    case 'list': {
      const items = block.items.map((item, index) => (
        <li key={index}>
          <Blocks of={item} name={name} />
        </li>
      ))
      return block.ordered ? <ol>{items}</ol> : <ul>{items}</ul>
    }
    case 'table':
      return (
        <Table
          caption={`${name}: ${block.head.join(', ')}`}
          rows={block.rows.map((cells, index): Row => ({ cells, index }))}
          keyOf={(row) => String(row.index)}
          columns={block.head.map((head, column) => ({
            head: <Line text={head} />,
            cell: ({ cells }: Row) => <Line text={cells[column] ?? ''} />,
          }))}
        />
      )
  }
}

function Line({ text }: { text: string }) {
  return piecesOf(text).map((piece, index) => {
    if (piece.kind === 'code') return <code key={index}>{piece.text}</code>
    if (piece.kind === 'strong') return <strong key={index}>{piece.text}</strong>
    if (piece.kind !== 'link') return <Fragment key={index}>{piece.text}</Fragment>
    // Pages beside this one are in the console; those of other folders are not, and are only named.
    const page = /^([a-z0-9-]*)(?:\.md)?(#.*)?$/.exec(piece.to)
    if (page === null) return <em key={index}>{piece.text}</em>
    return (
      <Link key={index} to={page[1] === '' ? (page[2] ?? '') : `/runbook/${page[1]}${page[2] ?? ''}`}>
        {piece.text}
      </Link>
    )
  })
}
