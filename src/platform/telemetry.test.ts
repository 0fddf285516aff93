import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createTelemetry } from './telemetry.ts'

test('counters, gauges and histograms are shared by name and rendered for Prometheus', async () => {
  const telemetry = createTelemetry()
  telemetry.counter('docket_orders_total', 'Orders.', ['act']).add(2, { act: 'submit' })
  telemetry.counter('docket_orders_total', 'Orders.', ['act']).add(1, { act: 'submit' })
  telemetry.gauge('docket_queue', 'Waiting.', [], () => 7)
  const seconds = telemetry.histogram('docket_batch_seconds', 'Batches.', ['act'], [0.1, 1])
  for (const value of [0.1, 0.5, 5]) seconds.observe(value, { act: 'submit' })
  const text = await telemetry.render()
  assert.match(text, /docket_orders_total\{act="submit"\} 3/)
  assert.match(text, /docket_queue 7/)
  assert.match(text, /docket_batch_seconds_bucket\{act="submit",le="0.1"\} 1/)
  assert.match(text, /docket_batch_seconds_bucket\{act="submit",le="1"\} 2/)
  assert.match(text, /docket_batch_seconds_bucket\{act="submit",le="\+Inf"\} 3/)
  assert.match(text, /docket_batch_seconds_sum\{act="submit"\} 5.6/)
  assert.throws(() => telemetry.gauge('docket_orders_total', 'No.'), /is a counter/)
})
test('process metrics come on request', async () => {
  assert.match(await createTelemetry({ processMetrics: true }).render(), /process_cpu_seconds_total/)
})
