import { ConfigError } from '../platform/config.ts'

/** A command's end that the user can do something about: its sentence is printed without a stack. */
export class Refusal extends Error {
  readonly exitCode: number
  constructor(sentence: string, exitCode = 1) {
    super(sentence)
    this.name = 'Refusal'
    this.exitCode = exitCode
  }
}

/** Prints what went wrong and tells the exit code. DEBUG=docket adds the stack to every fault. */
export function reportFault(error: unknown): number {
  const say = (text: string): void => void process.stderr.write(`docket: ${text}\n`)
  if (error instanceof ConfigError) {
    for (const sentence of error.sentences) say(sentence)
    return 2
  }
  if (error instanceof Refusal) {
    say(error.message)
    return error.exitCode
  }
  say(error instanceof Error ? error.message : String(error))
  if (process.env.DEBUG === 'docket' && error instanceof Error) say(String(error.stack))
  return 1
}
