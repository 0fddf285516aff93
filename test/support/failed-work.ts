import type { Flow, Seen } from './flow.ts'

/** Orders of a service whose work ended as its pattern lets nothing go on from: each needs a person. */
export async function failedWork(flow: Flow, sku: string, count = 1): Promise<Seen[]> {
  const statuses = [
    { code: 'fitted', to: 'next' },
    { code: 'no_access', to: 'fallout' },
  ]
  const fit = { kind: 'work', name: 'fit', title: 'Fit it', role: 'fitters', statuses }
  await flow.put('/patterns', {
    code: 'fitting',
    components: [{ kind: 'ship', key: '"all"', tasks: [{ kind: 'ship' }, { kind: 'invoice' }] }],
    lineComponents: [{ kind: 'fit', key: 'string(line.lineNo)', tasks: [fit] }],
    dependencies: [{ from: 'fit', to: 'ship', items: 'same' }],
  })
  const service = { itemClass: 'kitchen', kind: 'service', taxCode: 'standard', pattern: 'fitting' }
  await flow.put('/items', { sku, name: sku, ...service })
  const orders: Seen[] = []
  for (let n = 0; n < count; n += 1)
    orders.push(await flow.order([{ sku, quantity: '1', unitPrice: '10', net: '10.00', tax: '2.00' }]))
  for (const { id } of orders) {
    const { plan } = await flow.read(id)
    const { id: taskId } = plan.tasks.find(({ kind }: Seen) => kind === 'work')
    await flow.ok(`/orders/${id}/tasks/${taskId}/complete`, { status: 'no_access' })
  }
  return orders
}
