import { useQuery, useQueryClient } from '@tanstack/react-query'
import type { Session } from './api.ts'
import { ApiProblem, chooseCompany, chosenCompany, get, send } from './http.ts'
import { may } from './rooms-seen.ts'

/** Who is signed in; null for nobody. */
export function useSession() {
  return useQuery({
    queryKey: ['session'],
    queryFn: async ({ signal }): Promise<Session | null> => {
      try {
        const session = await get<Session | null>('/session', {}, signal)
        if (session === null) return null
        // Of several companies one is always chosen; a single one needs no header.
        const { companies } = session
        if (companies.length < 2) chooseCompany(undefined)
        else if (!companies.includes(chosenCompany() ?? '')) {
          chooseCompany(companies[0])
          // What it may do depends on the company.
          return await get<Session>('/session', {}, signal)
        }
        return session
      } catch (error) {
        if (error instanceof ApiProblem && error.status === 401) return null
        throw error
      }
    },
    staleTime: 60_000,
  })
}

/** Ends the session, and forgets everything that was read in it. */
export function useSignOut(): () => Promise<void> {
  const client = useQueryClient()
  return async () => {
    try {
      await send('DELETE', '/session', undefined)
    } finally {
      client.clear()
      chooseCompany(undefined)
      location.assign('/')
    }
  }
}

/** May this session, in all rows? What would be refused is not offered. */
export function useMay(scope: string): boolean {
  const { data: session } = useSession()
  return session != null && may(session, scope, true)
}
