import { useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import type { components } from '../../../clients/typescript/schema.d.ts'
import type { CustomerView } from '../api-customers.ts'
import { get } from '../http.ts'
import { Act } from '../parts/act.tsx'
import { Panel } from '../parts/facts.tsx'
import { ActForm, Field } from '../parts/form.tsx'
import { MoneyValue } from '../parts/money.tsx'
import { Asked } from '../parts/states.tsx'
import { Table } from '../parts/table.tsx'
import { useMay } from '../session.ts'

/** Accounts as they are described. */
interface Described {
  customerAccounts: components['schemas']['CustomerInput'][]
  next: string | null
}

/** Accounts of a customer with their credit, which firm acts for each, and for whom each acts. */
export function Accounts({ data }: { data: CustomerView }) {
  const mayAct = useMay('customers:write')
  return (
    <>
      <Panel title={`Accounts (${data.accounts.length})`}>
        <Table
          caption="Accounts and their credit"
          rows={data.accounts}
          keyOf={(one) => one.id}
          columns={[
            {
              head: 'Account',
              cell: (one) => (
                <Link to={`/receivables?account=${encodeURIComponent(one.number)}`}>{one.number}</Link>
              ),
            },
            { head: 'Terms', cell: (one) => `${one.termsDays} days`, minor: true },
            { head: 'Segment', cell: (one) => one.segment, minor: true },
            { head: 'Partner', cell: (one) => one.partner, minor: true },
            {
              head: 'Open orders',
              cell: (one) => <MoneyValue value={one.exposure.openOrders} />,
              end: true,
              minor: true,
            },
            { head: 'Owed', cell: (one) => <MoneyValue value={one.exposure.openReceivables} />, end: true },
            {
              head: 'Not used',
              cell: (one) => <MoneyValue value={one.exposure.unapplied} />,
              end: true,
              minor: true,
            },
            { head: 'Exposure', cell: (one) => <MoneyValue value={one.exposure.total} />, end: true },
            { head: 'Limit', cell: (one) => <MoneyValue value={one.creditLimit} />, end: true, minor: true },
            {
              head: 'Free credit',
              cell: (one) => <MoneyValue value={one.available} />,
              end: true,
              minor: true,
            },
            ...(mayAct
              ? [
                  {
                    head: <span className="only-read">What can be done</span>,
                    cell: (one: CustomerView['accounts'][number]) => <NamePartner number={one.number} />,
                  },
                ]
              : []),
          ]}
        />
      </Panel>
      {data.accounts
        .filter((one) => one.actsFor > 0)
        .map((one) => (
          <ActsFor key={one.id} partner={one.number} count={one.actsFor} />
        ))}
    </>
  )
}

/** Accounts by what they are asked for. */
function useAccounts(asked: Record<string, string>) {
  return useQuery({
    queryKey: ['accounts', asked],
    queryFn: ({ signal }) => get<Described>('/customer-accounts', asked, signal),
  })
}

/** The accounts that name one of this customer as their partner. */
function ActsFor({ partner, count }: { partner: string; count: number }) {
  const named = useAccounts({ partner, limit: '200' })
  return (
    <Panel title={`${partner} acts for (${count})`}>
      <Asked query={named} what="accounts">
        {({ customerAccounts, next }) => (
          <>
            <Table
              caption={`Accounts that name ${partner} as their partner`}
              rows={customerAccounts}
              keyOf={(one) => one.account ?? one.number}
              columns={[
                {
                  head: 'Account',
                  cell: (one) => (
                    <Link to={`/customers/${encodeURIComponent(one.number)}`}>
                      {one.account ?? one.number}
                    </Link>
                  ),
                },
                { head: 'Name', cell: (one) => one.name },
              ]}
            />
            {next !== null && <p className="soft">The first {customerAccounts.length} by number.</p>}
          </>
        )}
      </Asked>
    </Panel>
  )
}

/** Another firm is named, or nobody any more; who was named meanwhile by somebody else is not overwritten. */
function NamePartner({ number }: { number: string }) {
  return (
    <Act text="Partner …" about={number} title={`Who acts for ${number}`}>
      {(close) => <PartnerOf number={number} onDone={close} />}
    </Act>
  )
}

function PartnerOf({ number, onDone }: { number: string; onDone: () => void }) {
  const account = useAccounts({ account: number })
  return (
    <Asked query={account} what="account">
      {({ customerAccounts: [described] }) => (
        <ActForm<'namePartner'>
          path={`/customer-accounts/${encodeURIComponent(number)}/partner`}
          method="PUT"
          body={(field) => ({ partner: field('partner') || null, before: described?.partner ?? null })}
          button="Save"
          onDone={onDone}
        >
          <p className="soft">
            Users and keys of the partner see and order for this account within seconds; those of the one
            before do not any more.
          </p>
          <Field
            label="Account of the partner"
            name="partner"
            defaultValue={described?.partner ?? ''}
            maxLength={100}
            hint="Empty: nobody acts for it."
          />
        </ActForm>
      )}
    </Asked>
  )
}
