import { useQuery } from '@tanstack/react-query'
import type { List } from '../api.ts'
import { get } from '../http.ts'
import { useSession } from '../session.ts'
import { Nothing } from './money.tsx'

/** Who did it, by name as far as the reader may know it: oneself always, the others to who administers them. */
export function Actor({ value }: { value: string | null | undefined }) {
  const { data: session } = useSession()
  const [kind, id = ''] = value?.split(/:(.*)/) ?? []
  const others = kind === 'user' && id !== session?.id && session?.scopes.includes('admin') === true
  const users = useQuery({
    queryKey: ['users'],
    queryFn: ({ signal }) => get<List<{ id: string; name: string }>>('/users', { limit: 500 }, signal),
    enabled: others,
    staleTime: 600_000,
  })
  if (value == null) return <Nothing word="not shown" />
  if (kind === 'system') return 'Docket'
  if (kind === 'key') return `API key ${id}`
  if (kind !== 'user') return value
  if (id === session?.id) return session.name
  return users.data?.rows.find((user) => user.id === id)?.name ?? `User ${id}`
}
