import {
  context,
  propagation,
  SpanStatusCode,
  trace,
  type Attributes,
  type Span,
  type SpanContext,
} from '@opentelemetry/api'
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client'

export type { Span } from '@opentelemetry/api'

type Labels = Record<string, string>

/** A value with its labels. */
export type LabelledValue = readonly [labels: Labels, value: number]

/** The numbers of one process: modules ask for a metric by name; the same name answers the same metric. */
export interface Telemetry {
  /** Counts up. Names are `docket_<noun>_total`; labels are few and bounded, never an id. */
  counter(name: string, help: string, labels?: readonly string[]): CounterMetric
  /** Goes up and down; `read` is asked at each scrape, for one number or for those of some labels. */
  gauge(
    name: string,
    help: string,
    labels?: readonly string[],
    read?: () => number | Promise<number | readonly LabelledValue[]>,
  ): GaugeMetric
  /** Distribution; seconds unless the name says otherwise. */
  histogram(
    name: string,
    help: string,
    labels?: readonly string[],
    buckets?: readonly number[],
  ): HistogramMetric
  /** All metrics as Prometheus text. */
  render(): Promise<string>
  readonly contentType: string
}

export interface CounterMetric {
  add(value?: number, labels?: Labels): void
}
export interface GaugeMetric {
  set(value: number, labels?: Labels): void
}
export interface HistogramMetric {
  observe(value: number, labels?: Labels): void
  /** One series with fixed labels: cheaper on a hot path, summed up here and handed over at the scrape. */
  series(labels: Labels): { observe(value: number): void }
}

const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]

/** Makes a registry; `processMetrics` adds memory, CPU, event loop and garbage collection of this process. */
export function createTelemetry(options: { processMetrics?: boolean } = {}): Telemetry {
  const registry = new Registry()
  if (options.processMetrics ?? false) collectDefaultMetrics({ register: registry })
  const metrics = new Map<string, { kind: string; metric: unknown }>()

  function once<T>(kind: string, name: string, make: () => T): T {
    const known = metrics.get(name)
    if (known !== undefined) {
      if (known.kind !== kind) throw new Error(`Metric ${name} is a ${known.kind}, not a ${kind}`)
      return known.metric as T
    }
    const metric = make()
    metrics.set(name, { kind, metric })
    return metric
  }

  return {
    contentType: registry.contentType,
    render: () => registry.metrics(),
    counter: (name, help, labels = []) =>
      once('counter', name, () => {
        const counter = new Counter({ name, help, labelNames: [...labels], registers: [registry] })
        return { add: (value = 1, at = {}) => counter.inc(at, value) }
      }),
    gauge: (name, help, labels = [], read) =>
      once('gauge', name, () => {
        const gauge: Gauge = new Gauge({
          name,
          help,
          labelNames: [...labels],
          registers: [registry],
          ...(read === undefined ? {} : { collect: async () => show(gauge, await read()) }),
        })
        return { set: (value, at = {}) => gauge.set(at, value) }
      }),
    histogram: (name, help, labels = [], buckets = SECONDS) =>
      once('histogram', name, () => histogram(registry, name, help, labels, buckets)),
  }
}

/** What is not told any more is shown no more. */
function show(gauge: Gauge, value: number | readonly LabelledValue[]): void {
  if (typeof value === 'number') return gauge.set(value)
  gauge.reset()
  for (const [labels, one] of value) gauge.set(labels, one)
}

/** A histogram whose hot path is one search and three additions; prom-client hashes labels at every call. */
function histogram(
  registry: Registry,
  name: string,
  help: string,
  labels: readonly string[],
  buckets: readonly number[],
): HistogramMetric {
  const all = new Map<
    string,
    { labels: Labels; counts: number[]; sum: number; observe(value: number): void }
  >()
  const series = (at: Labels) => {
    const key = labels.map((label) => at[label] ?? '').join('\u0000')
    const known = all.get(key)
    if (known !== undefined) return known
    const counts = new Array<number>(buckets.length + 1).fill(0)
    const made = {
      labels: at,
      counts,
      sum: 0,
      observe(value: number) {
        let slot = 0
        while (slot < buckets.length && value > buckets[slot]!) slot += 1
        counts[slot]! += 1
        made.sum += value
      },
    }
    all.set(key, made)
    return made
  }
  const values = () =>
    [...all.values()].flatMap((one) => {
      let count = 0
      const lines = buckets.map((limit, slot) => {
        count += one.counts[slot]!
        return { metricName: `${name}_bucket`, value: count, labels: { ...one.labels, le: String(limit) } }
      })
      count += one.counts[buckets.length]!
      return [
        ...lines,
        { metricName: `${name}_bucket`, value: count, labels: { ...one.labels, le: '+Inf' } },
        { metricName: `${name}_sum`, value: one.sum, labels: one.labels },
        { metricName: `${name}_count`, value: count, labels: one.labels },
      ]
    })
  const shown = new Histogram({ name, help, labelNames: [...labels], registers: [registry] })
  Object.assign(shown, {
    get: async () => ({ name, help, type: 'histogram', aggregator: 'sum', values: values() }),
    getForPromString: async () => ({ name, help, type: 'histogram', aggregator: 'sum', values: values() }),
  })
  return { observe: (value, at = {}) => series(at).observe(value), series }
}

const tracer = trace.getTracer('docket')

/** Starts a span whose parent comes from W3C headers (`traceparent`, `tracestate`); the caller ends it. */
export function startRemoteSpan(
  name: string,
  headers: Record<string, unknown>,
  attributes: Attributes,
): Span {
  return tracer.startSpan(name, { attributes }, propagation.extract(context.active(), headers))
}

/** Runs `work` with `span` as the active one. */
export function insideSpan<T>(span: Span, work: () => T): T {
  return context.with(trace.setSpan(context.active(), span), work)
}

/** True when someone registered an OpenTelemetry SDK and this span is kept. */
export function isRecorded(span: Span): boolean {
  return span.isRecording()
}

let tracing = false

/** Switched with the export of traces: when it is off, the door pays a look at a flag. */
export function traceBatches(on: boolean): void {
  tracing = on
}

/** The span in which a request is handed over, if it is kept. */
export function activeSpan(): SpanContext | undefined {
  if (!tracing) return undefined
  const span = trace.getActiveSpan()
  return span?.isRecording() === true ? span.spanContext() : undefined
}

/** Links of a span at most. */
const MOST_LINKS = 100

/**
 * The span of a batch that serves many requests: it stands in the trace of the first that is kept and links to the others.
 *
 * @returns what ends it, with what became of it; undefined when traces are off
 */
export function startBatchSpan(
  name: string,
  spans: readonly (SpanContext | undefined)[],
): ((attributes: Attributes, error?: unknown) => void) | undefined {
  if (!tracing) return undefined
  const [first, ...others] = spans.filter((one) => one !== undefined)
  const parent = first === undefined ? context.active() : trace.setSpanContext(context.active(), first)
  const links = others.slice(0, MOST_LINKS).map((one) => ({ context: one }))
  const span = tracer.startSpan(name, { links, root: first === undefined }, parent)
  return (attributes, error) => {
    span.setAttributes(attributes)
    if (error !== undefined) span.setStatus({ code: SpanStatusCode.ERROR })
    span.end()
  }
}
