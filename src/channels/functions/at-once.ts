import { isOutOfTime } from '../../platform/database/index.ts'
import { problem, type Reply } from '../../platform/http/index.ts'
import { answerToThrown } from '../answer.ts'

/**
 * Answers so many shops at once in this process; who comes beyond them is told to come again (429). A database that does not answer
 * in time is 503.
 */
export function atOnce(most: number, tooMany: string): (answer: () => Promise<Reply>) => Promise<Reply> {
  let underWay = 0
  return async (answer) => {
    if (underWay >= most) return problem('too_many_requests', { retryAfter: 1, detail: tooMany })
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
  }
}
