import { readdirSync, readFileSync } from 'node:fs'

/** Clock ticks a second of /proc; the same on every Linux that Node runs on. */
const TICKS = 100

interface Stat {
  parent: number
  /** User and system time of the process itself, in seconds. */
  own: number
  /** The same of its children that ended and were waited for. */
  ended: number
}

function statOf(pid: number): Stat | undefined {
  let text: string
  try {
    text = readFileSync(`/proc/${pid}/stat`, 'utf8')
  } catch {
    return undefined
  }
  // The name stands in brackets and may hold blanks: what follows the last bracket is regular.
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
  const at = (place: number) => Number(fields[place - 3])
  return { parent: at(4), own: (at(14) + at(15)) / TICKS, ended: (at(16) + at(17)) / TICKS }
}

/** CPU seconds of one process, all its threads. */
export function cpuOfProcess(pid: number): number {
  return statOf(pid)?.own ?? 0
}

/** CPU seconds of a process and of everything that it started, ended children included: a postmaster with its backends. */
export function cpuOfTree(root: number): number {
  const stats = new Map<number, Stat>()
  for (const name of readdirSync('/proc')) {
    const stat = /^\d+$/.test(name) ? statOf(Number(name)) : undefined
    if (stat) stats.set(Number(name), stat)
  }
  const inTree = (pid: number): boolean => {
    for (let at = pid, steps = 0; at > 1 && steps < 100; steps++) {
      if (at === root) return true
      at = stats.get(at)?.parent ?? 0
    }
    return false
  }
  let sum = 0
  for (const [pid, stat] of stats) if (inTree(pid)) sum += stat.own + stat.ended
  return sum
}

/** Bytes of memory that a process holds. */
export function rssOf(pid: number): number {
  try {
    return Number(/^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) * 1024
  } catch {
    return 0
  }
}

/** CPU seconds that the whole machine spent. */
export function cpuOfMachine(): number {
  const [user, nice, system, , , irq, softirq] = /^cpu +(.*)$/m
    .exec(readFileSync('/proc/stat', 'utf8'))![1]!
    .split(' ')
    .map(Number)
  return (user! + nice! + system! + irq! + softirq!) / TICKS
}
