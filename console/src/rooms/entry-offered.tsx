import { useQuery } from '@tanstack/react-query'
import type { OfferedItem, OfferedUnit } from '../api-entry.ts'
import { get } from '../http.ts'
import { quantityText } from '../parts/money.tsx'
import { may } from '../rooms-seen.ts'
import { useSession } from '../session.ts'

/** Below the cell in which somebody is: the units that its item is sold in, or what a period of it is. */
export function Offered({
  id,
  sku,
  column,
  take,
}: {
  id: string
  sku: string
  column: 'uom' | 'duration'
  take: (text: string) => void
}) {
  const { data: session } = useSession()
  const asked = session != null && may(session, 'catalog:read', false)
  const item = useQuery({
    queryKey: ['entry-item', sku],
    queryFn: async ({ signal }) =>
      (await get<{ items: OfferedItem[] }>('/items', { sku }, signal)).items[0] ?? null,
    enabled: asked,
    retry: false,
    staleTime: 60_000,
  })
  const units = useQuery({
    queryKey: ['entry-units', sku],
    queryFn: async ({ signal }) =>
      (await get<{ itemUnits: OfferedUnit[] }>('/item-units', { sku, limit: 50 }, signal)).itemUnits,
    enabled: asked && column === 'uom',
    retry: false,
    staleTime: 60_000,
  })
  const { uom: own, coverage } = item.data ?? {}
  if (own === undefined) return null
  if (column === 'duration')
    return coverage === undefined ? null : (
      <p className="offered small" id={id}>
        A period is: {coverage.period}
      </p>
    )
  if (units.data === undefined) return null
  const others = units.data.filter((one) => one.active && one.uom !== own)
  return (
    <div className="offered small" id={id}>
      {[{ uom: own, of: '' }, ...others.map((one) => ({ uom: one.uom, of: contents(one, own) }))].map(
        ({ uom, of }) => (
          <button
            key={uom}
            type="button"
            className="plain"
            tabIndex={-1}
            // The keys stay in the cell.
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => take(uom)}
          >
            {uom} {of !== '' && <span className="soft">of {of}</span>}
          </button>
        ),
      )}
    </div>
  )
}

/** How much of the unit that an item is stocked in, or of another one, a unit is. */
function contents({ quantity, per, of }: OfferedUnit, own: string): string {
  const each = per === '1' ? quantityText(quantity) : `${quantityText(quantity)} ÷ ${quantityText(per)}`
  return `${each} ${of ?? own}`
}
