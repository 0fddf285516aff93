import { setTimeout as pause } from 'node:timers/promises'

/** Something that is due again and again, whoever does it; two processes that do it at once do no harm. */
export interface Job {
  name: string
  everyMs: number
  /** Ends early, and without harm, when the signal says so. */
  run(signal: AbortSignal): Promise<void>
}

/** Where a failed run is told; the next one comes at its time. */
export interface JobLog {
  error(detail: object, message: string): void
}

/** Runs each job now and then at its interval, one run at a time. @returns what ends them, after the run at hand */
export function startJobs(jobs: readonly Job[], log: JobLog): { stop(): Promise<void> } {
  const controller = new AbortController()
  const { signal } = controller
  const loops = jobs.map(async (job) => {
    while (!signal.aborted) {
      try {
        await job.run(signal)
      } catch (error) {
        if (!signal.aborted) log.error({ err: error }, `${job.name} failed`)
      }
      await pause(job.everyMs, undefined, { signal }).catch(() => undefined)
    }
  })
  return {
    async stop() {
      controller.abort()
      await Promise.all(loops)
    },
  }
}
