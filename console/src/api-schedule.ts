/** What the API answers of the days of an order, as far as it is read here. */

export interface Span {
  start: string | null
  end: string | null
}

export interface Dates {
  planned: Span
  projected: Span
  actual: Span
  requiredBy: string | null
  lateSeconds: number | null
}

export interface ScheduleComponent extends Dates {
  id: string
  kind: string
  key: string
  lineNos: number[]
  state: string
  tasks: (Dates & { id: string; kind: string; name: string | null; state: string })[]
}

export interface ScheduleLine {
  lineNo: number
  requestedOn: string | null
  firstPromisedOn: string | null
  promisedOn: string | null
  projectedEnd: string | null
  lateSeconds: number | null
}

export interface Jeopardy {
  priority: string
  score: number
  reason: string
  requiredBy: string
  expectedAt: string | null
  since: string
  acknowledgedBy: string | null
}

export interface OrderSchedule extends Dates {
  orderId: string
  now: string
  jeopardy: Jeopardy | null
  linesInAll: number
  lines: ScheduleLine[]
  componentsInAll: number
  components: ScheduleComponent[]
}
