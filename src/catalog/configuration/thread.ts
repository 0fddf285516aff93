import { parentPort } from 'node:worker_threads'
import type { Job, Message, Reply } from './answerers.ts'
import { TooComplex } from './clauses.ts'
import { compileModel } from './compile.ts'
import type { Compiled } from './compiled.ts'
import { judgeMeaning } from './judge-model.ts'
import type { Model } from './model.ts'
import { answerQuestion } from './question.ts'

/** A thread that finds answers, one after the other; who asks ends it when one takes too long (`answerers.ts`). */

/** Models of a day that are kept ready; a solver that was needed has 64 MB of address space. */
const MOST_READY = 24
const ready = new Map<string, Compiled>()

function compiledOf(key: string, day: string, model: Model | undefined): Compiled | undefined {
  const name = `${key} ${day}`
  const compiled = ready.get(name) ?? (model && compileModel(model, day))
  if (!compiled) return undefined
  ready.delete(name)
  ready.set(name, compiled)
  if (ready.size > MOST_READY) ready.delete(ready.keys().next().value!)
  return compiled
}

function replyTo(job: Job): Reply {
  try {
    if (job.kind === 'judge') return { kind: 'judged', problems: judgeMeaning(job.model, job.from, job.to) }
    const compiled = compiledOf(job.key, job.day, job.model)
    return compiled
      ? { kind: 'answered', answer: answerQuestion(compiled, job.question) }
      : { kind: 'unknown' }
  } catch (error) {
    if (error instanceof TooComplex) return { kind: 'too_complex', message: error.message }
    return { kind: 'failed', message: String((error as Error).stack ?? error) }
  }
}

/** With what was taken of the processor, by which the deadline is. */
function told(reply: Reply): Message {
  const { user, system } = process.threadCpuUsage()
  return { ...reply, cpuMs: (user + system) / 1000 }
}

const port = parentPort!
port.on('message', (job: Job) => port.postMessage(told(replyTo(job))))
port.postMessage(told({ kind: 'ready' }))
