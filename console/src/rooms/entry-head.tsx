import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useEffect, useId, useState } from 'react'
import type { List } from '../api.ts'
import type { Customer, CustomerView } from '../api-customers.ts'
import type { OrderSummary } from '../api-orders.ts'
import { get } from '../http.ts'
import { useMay } from '../session.ts'
import type { Draft, HeadField } from './entry-draft.ts'

/** Names that a field offers while somebody types; anything else may be typed, too. */
type Offered = readonly (readonly [value: string, text: string])[]

/** A field of the head, with what is wrong with it. */
function HeadInput({
  label,
  name,
  value,
  wrong,
  hint,
  offered,
  onChange,
  ...rest
}: {
  label: string
  name: string
  value: string
  wrong?: string | undefined
  hint?: ReactNode
  offered?: Offered
  onChange: (text: string) => void
  type?: string
  maxLength?: number
}) {
  const id = useId()
  const more = wrong !== undefined || hint != null
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        name={name}
        value={value}
        list={offered === undefined ? undefined : `${id}-offered`}
        aria-invalid={wrong !== undefined || undefined}
        aria-describedby={more ? `${id}-more` : undefined}
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => onChange(event.target.value)}
        {...rest}
      />
      {offered !== undefined && (
        <datalist id={`${id}-offered`}>
          {offered.map(([code, text]) => (
            <option key={code} value={code}>
              {text}
            </option>
          ))}
        </datalist>
      )}
      {more && (
        <div id={`${id}-more`} className="small">
          {wrong !== undefined && <p className="wrong">{wrong}</p>}
          {hint != null && <p className="soft">{hint}</p>}
        </div>
      )}
    </div>
  )
}

/** A text once it rests for a while. */
function useRested(text: string): string {
  const [rested, setRested] = useState(text)
  useEffect(() => {
    const timer = setTimeout(() => setRested(text), 250)
    return () => clearTimeout(timer)
  }, [text])
  return rested
}

type SetHead = (changes: Partial<Pick<Draft, HeadField | 'customer' | 'kind'>>) => void

/** The customer that was typed, for who may look customers up. */
export function useCustomer(number: string): CustomerView | undefined {
  const mayRead = useMayReadCustomers()
  const rested = useRested(number.trim())
  const found = useQuery({
    queryKey: ['customer', rested, 'none'],
    queryFn: ({ signal }) =>
      get<CustomerView>(`/customers/${encodeURIComponent(rested)}`, { orders: 'none' }, signal),
    enabled: mayRead && rested !== '',
    retry: false,
    staleTime: 60_000,
  })
  return mayRead && rested === number.trim() ? found.data : undefined
}

const useMayReadCustomers = (): boolean => useMay('customers:read')

/** Who buys, in which currency, from where and to where. */
export function EntryHead({
  draft,
  customer,
  wrong,
  mayQuote,
  set,
}: {
  draft: Draft
  customer: CustomerView | undefined
  wrong: Partial<Record<HeadField, string>>
  mayQuote: boolean
  set: SetHead
}) {
  const kindId = useId()
  const accountId = useId()
  const field = (name: HeadField) => ({
    name,
    value: draft[name],
    wrong: wrong[name],
    onChange: (text: string) => set({ [name]: text }),
  })
  const accounts = customer?.accounts ?? []
  const sites = customer?.sites.filter(({ active }) => active) ?? []
  const sources = useQuery({
    queryKey: ['source-systems', 'entry'],
    queryFn: ({ signal }) =>
      get<{ sourceSystems: { code: string; name: string }[] }>('/source-systems', { limit: 200 }, signal),
    enabled: useMay('setup:read'),
    retry: false,
    staleTime: 60_000,
  })
  return (
    <section className="panel" aria-label="Who buys, and where it goes">
      <div className="inside fields">
        {mayQuote && (
          <div className="field">
            <label htmlFor={kindId}>It becomes</label>
            <select
              id={kindId}
              value={draft.kind}
              onChange={(event) => set({ kind: event.target.value === 'quote' ? 'quote' : 'order' })}
            >
              <option value="order">An order</option>
              <option value="quote">A quote</option>
            </select>
          </div>
        )}
        <CustomerInput draft={draft} customer={customer} wrong={wrong.account} set={set} />
        {accounts.length > 1 && (
          <div className="field">
            <label htmlFor={accountId}>Account</label>
            <select
              id={accountId}
              value={draft.account}
              onChange={(event) => set({ account: event.target.value })}
            >
              {accounts.map((one) => (
                <option key={one.number} value={one.number}>
                  {one.number} ({one.currency})
                </option>
              ))}
            </select>
          </div>
        )}
        <HeadInput
          {...field('currency')}
          label="Currency"
          maxLength={3}
          onChange={(text) => set({ currency: text.toUpperCase() })}
        />
        <HeadInput
          {...field('source')}
          label="Source"
          hint="The channel by which it came in"
          offered={(sources.data?.sourceSystems ?? []).map((one) => [one.code, one.name])}
        />
        <HeadInput {...field('customerReference')} label="Their reference" maxLength={200} />
        <HeadInput
          {...field('site')}
          label="Site"
          hint="Of the customer; else country and region"
          offered={sites.map((one) => [one.code, [one.country, one.region].filter(Boolean).join(' ')])}
        />
        <HeadInput
          {...field('country')}
          label="Country"
          maxLength={2}
          onChange={(text) => set({ country: text.toUpperCase() })}
        />
        <HeadInput {...field('region')} label="Region" maxLength={100} />
        <HeadInput {...field('shipMethod')} label="Ship method" maxLength={40} />
        <HeadInput {...field('requestedOn')} label="Leave on" type="date" hint="Of lines without a day" />
        {draft.kind === 'quote' && <HeadInput {...field('validDays')} label="Valid for days" maxLength={4} />}
      </div>
    </section>
  )
}

/** Who buys: by number or the beginning of a name for who may look customers up, else one of the accounts that are seen in orders. */
function CustomerInput({
  draft,
  customer,
  wrong,
  set,
}: {
  draft: Draft
  customer: CustomerView | undefined
  wrong: string | undefined
  set: SetHead
}) {
  const mayRead = useMayReadCustomers()
  const typed = useRested(draft.customer.trim())
  const found = useQuery({
    queryKey: ['/customers', 'entry', typed],
    queryFn: ({ signal }) => get<List<Customer>>('/customers', { q: typed, limit: 20 }, signal),
    enabled: mayRead && typed !== '',
    staleTime: 60_000,
  })
  const orders = useQuery({
    queryKey: ['/orders', 'entry'],
    queryFn: ({ signal }) => get<List<OrderSummary>>('/orders', { limit: 100 }, signal),
    enabled: !mayRead,
    staleTime: 60_000,
  })
  const seen = (orders.data?.rows ?? []).flatMap(({ account }) => account?.number ?? [])
  const offered: Offered = mayRead
    ? (found.data?.rows ?? []).map((one) => [one.number, one.name ?? ''])
    : [...new Set(seen)].map((number) => [number, ''])
  return (
    <HeadInput
      label={mayRead ? 'Customer' : 'Customer account'}
      name="account"
      value={draft.customer}
      wrong={wrong}
      maxLength={100}
      hint={customer?.name ?? (mayRead ? 'Number, or the beginning of a name' : 'Its number')}
      offered={offered}
      onChange={(text) => set({ customer: text, account: text })}
    />
  )
}
