import { Fragment } from 'react'
import { Actor } from './actor.tsx'

/** Who is asked at a level of an approval: scopes, roles and users, one of them or all; who has agreed is marked. */
export function Approvers({ level, agreed }: { level: string; agreed: readonly string[] }) {
  return level.split(/ (or|and) /).map((part, at) =>
    at % 2 === 1 ? (
      <Fragment key={part + at}> {part} </Fragment>
    ) : (
      <Fragment key={part}>
        {part.startsWith('user:') ? <Actor value={part} /> : part}
        {agreed.includes(part) && ' (has agreed)'}
      </Fragment>
    ),
  )
}
