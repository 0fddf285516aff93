import { isOutOfTime } from '../../platform/database/index.ts'
import { problem, type Reply } from '../../platform/http/index.ts'
import { answerToThrown } from '../answer.ts'

/** How many are answered at once in this process; both ways tell who comes beyond to come again (429). */
export interface AtOnce {
  /** Everybody, known or not. A database that does not answer in time is 503. */
  enter(answer: () => Promise<Reply>): Promise<Reply>
  /** Within `enter`, once it is known which company asks: one that floods leaves places for the others. */
  share(companyId: bigint, answer: () => Promise<Reply>): Promise<Reply>
}

/**
 * @param most under way in all; of `n` companies that ask at the same time each has an (n + 1)th of it, so that one more finds a place
 */
export function atOnce(most: number, tooMany: string): AtOnce {
  let underWay = 0
  const byCompany = new Map<bigint, number>()
  const refused = () => problem('too_many_requests', { retryAfter: 1, detail: tooMany })
  return {
    async enter(answer) {
      if (underWay >= most) return refused()
      underWay += 1
      try {
        return await answer()
      } catch (error) {
        if (isOutOfTime(error))
          return problem('unavailable', { retryAfter: 2, detail: 'The database did not answer in time.' })
        const reply = answerToThrown(error)
        if (reply) return reply
        throw error
      } finally {
        underWay -= 1
      }
    },
    async share(companyId, answer) {
      const own = byCompany.get(companyId) ?? 0
      const companies = byCompany.size + (own === 0 ? 1 : 0)
      if (own >= Math.ceil(most / (companies + 1))) return refused()
      byCompany.set(companyId, own + 1)
      try {
        return await answer()
      } finally {
        const left = byCompany.get(companyId)! - 1
        if (left === 0) byCompany.delete(companyId)
        else byCompany.set(companyId, left)
      }
    },
  }
}
