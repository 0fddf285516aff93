import { isOutsider, isRole } from '../platform/auth/index.ts'
import { SCOPES } from '../platform/http/index.ts'
import { decodeId, encodeId } from '../platform/public-id.ts'

/**
 * Who is asked at a level of an approval (A4-2), as one text: names joined by ` or `, of whom one is enough, or by ` and `, who all have
 * to agree. A name is a scope (whoever holds it), `role:` and a role of employees, or `user:` and a user.
 */
export interface Level {
  names: string[]
  all: boolean
}

/** Names of a level. */
export const MOST_APPROVERS = 10

/** Whoever administers the company speaks for anybody: a user may have left it. */
const ANYBODY = 'admin'

export function readLevel(text: string): Level {
  const all = text.includes(' and ')
  return { names: text.split(all ? ' and ' : ' or '), all }
}

function writeLevel({ names, all }: Level): string {
  return names.join(all ? ' and ' : ' or ')
}

/** A level as it is kept, users by their number, and what is wrong with its names. */
export function parseLevel(text: string): {
  level: string
  users: bigint[]
  wrong: [code: string, message: string][]
} {
  const { names, all } = readLevel(text)
  const wrong: [string, string][] = []
  const users: bigint[] = []
  if (all && text.includes(' or ')) wrong.push(['mixed_level', 'Join all names by "or", or all by "and".'])
  if (names.length > MOST_APPROVERS) wrong.push(['too_many', `At most ${MOST_APPROVERS} are asked at once.`])
  if (new Set(names).size < names.length) wrong.push(['twice', 'Each is asked once.'])
  const kept = names.map((name) => {
    const [kind, rest = ''] = name.split(/:(.*)/)
    if (kind === 'role') {
      if (!isRole(rest) || isOutsider(rest))
        wrong.push(['unknown_role', `There is no role "${rest}" of employees.`])
      return name
    }
    if (kind !== 'user') {
      if (!(SCOPES as readonly string[]).includes(name))
        wrong.push(['unknown_scope', `There is no scope "${name}".`])
      return name
    }
    const id = decodeId('usr', rest)
    if (id === undefined) wrong.push(['unknown_user', `There is no user "${rest}".`])
    else users.push(id)
    return `user:${id ?? rest}`
  })
  return { level: writeLevel({ names: kept, all }), users, wrong }
}

/** A level with users as the world knows them. */
export function shownLevel(text: string): string {
  const shown = (_whole: string, id: string) => `user:${encodeId('usr', BigInt(id))}`
  return text.replaceAll(/\buser:([0-9]{1,18})\b/g, shown)
}

/**
 * Levels without who handed the order over: a level of nobody else is passed over (A4-6); where no level is left, whoever administers the
 * company is asked, for nobody decides on an order of one's own.
 */
export function withoutRequester(levels: readonly string[], requestedBy: string): string[] {
  const left = levels.flatMap((text) => {
    const { names, all } = readLevel(text)
    const others = names.filter((name) => name !== requestedBy)
    return others.length === 0 ? [] : [writeLevel({ names: others, all })]
  })
  return left.length === 0 ? [ANYBODY] : left
}

/** For whom of a level somebody speaks who goes by these names. */
export function speaksFor(level: string, own: readonly string[]): string[] {
  const { names } = readLevel(level)
  return own.includes(ANYBODY) ? names : names.filter((name) => own.includes(name))
}
