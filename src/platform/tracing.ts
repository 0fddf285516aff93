import { traceBatches } from './telemetry.ts'

/** Where traces go: an OTLP endpoint over HTTP, without the path. Headers and time-outs are those of OTEL_EXPORTER_OTLP_…. */
export interface TraceSettings {
  endpoint: string | undefined
}

/**
 * Sends spans to a collector from now on; without an endpoint nothing is loaded, and spans cost nothing. A caller that says
 * in its `traceparent` that it does not sample is not traced.
 *
 * @returns what ends it, after the last spans left
 */
export async function startTracing(
  { endpoint }: TraceSettings,
  service: { version: string; instance: string },
): Promise<() => Promise<void>> {
  if (endpoint === undefined) return async () => undefined
  const [{ context, propagation, trace }, hooks, core, exporter, resources, sdk] = await Promise.all([
    import('@opentelemetry/api'),
    import('@opentelemetry/context-async-hooks'),
    import('@opentelemetry/core'),
    import('@opentelemetry/exporter-trace-otlp-http'),
    import('@opentelemetry/resources'),
    import('@opentelemetry/sdk-trace'),
  ])
  const url = `${endpoint.replace(/\/$/, '')}/v1/traces`
  const provider = new sdk.TracerProvider({
    resource: resources.resourceFromAttributes({
      'service.name': 'docket',
      'service.version': service.version,
      'service.instance.id': service.instance,
    }),
    sampler: new sdk.ParentBasedSampler({ root: new sdk.AlwaysOnSampler() }),
    spanProcessors: [
      new sdk.BatchSpanProcessor({
        exporter: new exporter.OTLPTraceExporter({ url }),
        scheduledDelayMillis: 1000,
      }),
    ],
  })
  context.setGlobalContextManager(new hooks.AsyncLocalStorageContextManager().enable())
  propagation.setGlobalPropagator(new core.W3CTraceContextPropagator())
  trace.setGlobalTracerProvider(provider)
  traceBatches(true)
  return async () => {
    traceBatches(false)
    // A collector that is away must not keep a process from ending in order.
    await provider.shutdown().catch(() => undefined)
    trace.disable()
    propagation.disable()
    context.disable()
  }
}
