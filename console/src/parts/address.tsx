import type { Place } from '../api.ts'
import { Free, isBlank } from './free.tsx'

/** Who, street, place and country in their usual order; what else it holds, behind them. */
export function Address({ of }: { of: unknown }) {
  if (of === null || typeof of !== 'object' || Array.isArray(of)) return <Free value={of} />
  const said = Object.entries(of).filter(([, value]) => value !== null)
  const { name, company, lines, postcode, city, region, country, phone, email, ...rest } =
    Object.fromEntries(said)
  const parts = [
    name,
    company,
    ...(Array.isArray(lines) ? lines : [lines]),
    [postcode, city].filter(Boolean).join(' '),
    [region, country].filter(Boolean).join(', '),
    phone,
    email,
  ]
  return (
    <>
      {parts.filter(Boolean).map((part, index) => (
        <div key={index}>{String(part)}</div>
      ))}
      {!isBlank(rest) && <Free value={rest} />}
    </>
  )
}

const WITHOUT = {
  none: 'No address was given',
  hidden: 'Not shown to you',
  erased: 'The address was erased',
} as const

/** Where an order goes, or who pays. */
export function PlaceOf({ place, country }: { place: Place; country?: string }) {
  const { site, address, addressState } = place
  return (
    <>
      {site !== null && (
        <div>
          Site <span className="code">{site}</span>
        </div>
      )}
      {address !== null && <Address of={address} />}
      {address === null && country !== undefined && <div>{country}</div>}
      {addressState !== 'shown' && <div className="soft small">{WITHOUT[addressState]}</div>}
    </>
  )
}
