import type { Reader } from '../../platform/database/index.ts'
import type { Json } from '../../platform/json.ts'
import { decodeId, encodeId } from '../../platform/public-id.ts'
import { camelRows, type CamelRow } from '../../platform/setup.ts'
import type { CallInput, CallTemplate } from '../model/call-template.ts'
import type { OrderKey } from '../plan/progress.ts'
import { readCalls, readCallTasks } from './calls.sql.ts'

/** Why a task calls: what is wanted is done, done again with other data, or undone (decision 0073). */
export type CallMode = 'do' | 'redo' | 'undo'

/** One call of a task; its key and bytes never change. */
export interface CallName extends OrderKey {
  taskId: bigint
  generation: number
  mode: CallMode
}

export type Call = CamelRow<typeof readCalls>

/** What a task calls, as its plan was drawn. */
export interface CallTask {
  mode: CallMode
  generation: number
  lineNos: readonly number[]
  system: string
  request: CallTemplate
  /** Name of a fact → JSON Pointer into what the system says. */
  facts: Readonly<Record<string, string>>
  undo: CallTemplate | null
  /** What an amendment does about it; absent: what it does unless the pattern says. */
  whenChanged?: string
  whenGone?: string
  pointOfNoReturn?: string
  /** Of a task that undoes another one, or does it again: that. */
  undoes: bigint | null
}

/** The tasks that call, and the calls that they have made so far. */
export interface Calls {
  tasks: Map<bigint, CallTask>
  /** Oldest first. */
  made: Map<bigint, Call[]>
}

/** Reads what tasks call, with what was called before by them, and by the ones that they undo. */
export async function readCallsOf(
  db: Reader,
  keys: readonly (OrderKey & { taskId: bigint })[],
): Promise<Calls> {
  const calls: Calls = { tasks: new Map(), made: new Map() }
  if (keys.length === 0) return calls
  const columns = (of: typeof keys) => ({
    companyIds: of.map(({ companyId }) => companyId),
    orderIds: of.map(({ orderId }) => orderId),
    taskIds: of.map(({ taskId }) => taskId),
  })
  const undone: (OrderKey & { taskId: bigint })[] = []
  for (const row of await db.read(readCallTasks, columns(keys))) {
    const input = row.input as Partial<Omit<CallTask, 'undoes'>> & { undoes?: string }
    // Its kind is another one.
    if (input?.request === undefined) continue
    const undoes = input.undoes === undefined ? null : (decodeId('tsk', input.undoes) ?? null)
    calls.tasks.set(row.id, {
      mode: row.mode as CallMode,
      generation: row.generation,
      lineNos: row.line_nos,
      system: input.system!,
      request: input.request,
      facts: input.facts ?? {},
      undo: input.undo ?? null,
      ...(input.whenChanged !== undefined && { whenChanged: input.whenChanged }),
      ...(input.whenGone !== undefined && { whenGone: input.whenGone }),
      ...(input.pointOfNoReturn !== undefined && { pointOfNoReturn: input.pointOfNoReturn }),
      undoes,
    })
    if (undoes !== null) undone.push({ companyId: row.company_id, orderId: row.order_id, taskId: undoes })
  }
  const rows = camelRows(readCalls, await db.read(readCalls, columns([...keys, ...undone])))
  for (const [taskId, made] of Map.groupBy(rows, (row) => row.taskId)) calls.made.set(taskId, made)
  return calls
}

/** The call that a task is at. */
export function currentCall({ tasks, made }: Calls, taskId: bigint): Call | undefined {
  const task = tasks.get(taskId)
  return made
    .get(taskId)
    ?.find(({ generation, mode }) => generation === task?.generation && mode === task.mode)
}

/** What a task was answered last, with what it was made of: an undo, and a redo, read it (O-63). */
export function answeredCall({ made }: Calls, taskId: bigint): Call | undefined {
  return made.get(taskId)?.findLast(({ state, mode }) => state === 'answered' && mode !== 'undo')
}

/** The key by which a system knows a call: of this installation, which a copy of it is not. */
export function keyOfCall(
  epoch: string,
  { taskId, generation, mode }: Omit<CallName, keyof OrderKey>,
): string {
  return `${epoch}-${encodeId('tsk', taskId)}-${generation}-${mode}`
}

export function inputOf({ input }: Call): CallInput {
  return input as unknown as CallInput
}

export function outputOf(call: Call, status: string, body: Json): Json {
  return { key: call.key, status, data: body }
}
