import { quantityText } from './money.tsx'
import { Day } from './time.tsx'

/** What is needed of one item, and whence it comes. */
interface Needed {
  sku?: string
  quantity: string
  on: string
  fromStock: string
  supplies?: string[]
  origins?: Come[]
}

interface Come {
  by: 'make' | 'buy' | 'transfer'
  location: string
  quantity: string
  on: string
  startsOn?: string
  supplier?: string
  from?: string
  of?: Needed[]
  hours?: { resource: string; from: string; to: string; hours: string }[]
}

/** How what is short of a part comes, as it was found when the part was promised. */
export interface MadeOf {
  fromStock: string
  origins: Come[]
}

/** Why a part has its day: what is made, bought or moved for it, from which materials. */
export function Made({ of: { fromStock, origins } }: { of: MadeOf }) {
  return (
    <div className="small">
      {fromStock !== '0' && <div>{quantityText(fromStock)} of what is there and comes</div>}
      <Ways of={origins} />
    </div>
  )
}

function Ways({ of }: { of: readonly Come[] }) {
  return (
    <ul className="plain-list">
      {of.map((come, index) => (
        <li key={index}>
          <Way of={come} />
        </li>
      ))}
    </ul>
  )
}

function Way({ of: { by, location, quantity, on, startsOn, supplier, from, of, hours } }: { of: Come }) {
  const how = {
    make: `made at ${location}`,
    buy: supplier === undefined ? `bought for ${location}` : `bought of ${supplier} for ${location}`,
    transfer: `moved from ${from} to ${location}`,
  }[by]
  return (
    <>
      {quantityText(quantity)} {how}
      {startsOn !== undefined && (
        <>
          {' '}
          from <Day value={startsOn} />
        </>
      )}
      , there on <Day value={on} />
      {((of?.length ?? 0) > 0 || (hours?.length ?? 0) > 0) && (
        <ul className="plain-list inside">
          {of?.map((one, index) => (
            <li key={`of ${index}`}>
              {quantityText(one.quantity)} {one.sku ?? 'of it'} on <Day value={one.on} />
              {one.supplies && `, of ${one.supplies.join(', ')}`}
              {one.origins && <Ways of={one.origins} />}
            </li>
          ))}
          {hours?.map((one) => (
            <li key={one.resource}>
              {quantityText(one.hours)} hours of {one.resource}, <Day value={one.from} />
              {one.to !== one.from && (
                <>
                  {' '}
                  to <Day value={one.to} />
                </>
              )}
            </li>
          ))}
        </ul>
      )}
    </>
  )
}
