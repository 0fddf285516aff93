import { Type } from 'typebox'
import type { Principal } from '../http/index.ts'
import type { Problem } from '../outcome.ts'
import { decodeId, encodeId } from '../public-id.ts'

/** Which of these accounts there are in these companies; told by the module that owns accounts. */
export type KnownAccounts = (
  companyIds: readonly bigint[],
  accountIds: readonly bigint[],
) => Promise<ReadonlySet<bigint>>

/** Accounts that a partner may act for: all of them go with its credential and its statements (decision 0032). */
export const MOST_PARTNER_ACCOUNTS = 500

/** The accounts of these companies that name a partner, at most so many; told by the module that owns accounts. */
export type PartnerAccounts = (
  companyIds: readonly bigint[],
  partnerId: bigint,
  most: number,
) => Promise<readonly bigint[]>

/** The rows of a grant or a key, as they are given and shown. A partner is known by its customer account. */
export const RowIds = {
  customerAccountIds: Type.Optional(
    Type.Array(Type.String({ maxLength: 40, examples: ['acc_31mqfx8p2ishd'] }), {
      maxItems: 1000,
      description: 'Only rows of these customer accounts, `acc_…`; none for an employee means all.',
    }),
  ),
  partnerId: Type.Optional(
    Type.Union([
      Type.String({
        maxLength: 40,
        description:
          'The customer account of the partner, `acc_…`. It sees this account and those that name it as their partner.',
      }),
      Type.Null(),
    ]),
  ),
}

export interface RowIdsInput {
  readonly customerAccountIds?: readonly string[]
  readonly partnerId?: string | null
}

export interface ReadRowIds {
  readonly customerAccountIds: bigint[]
  readonly partnerId: bigint | null
}

/**
 * Reads the accounts of several grants, and tells everything that is no account, each at its path. An account has to be one of the
 * grant's company, or of any company when the grant is for the whole installation; where no company is known none is looked for.
 */
export async function judgeRowIds(
  known: KnownAccounts,
  principal: Principal,
  given: readonly { companyId: bigint | undefined; path: string; input: RowIdsInput }[],
): Promise<{ rowIds: ReadRowIds[]; problems: Problem[] }> {
  const problems: Problem[] = []
  const rowIds: ReadRowIds[] = []
  for (const { companyId, path, input } of given) {
    const named = (input.customerAccountIds ?? []).map((text, index) => ({
      text,
      path: `${path}/customerAccountIds/${index}`,
    }))
    if (input.partnerId != null) named.push({ text: input.partnerId, path: `${path}/partnerId` })
    const ids = named.map(({ text }) => decodeId('acc', text))
    const wanted = ids.filter((id) => id !== undefined)
    const companies = companyId === 0n ? principal.companies.map((one) => one.id) : [companyId ?? 0n]
    const looked = companyId !== undefined && wanted.length > 0
    const found = looked ? await known(companies, wanted) : new Set<bigint>()
    named.forEach((one, index) => {
      const id = ids[index]
      if (id === undefined || (companyId !== undefined && !found.has(id)))
        problems.push({
          path: one.path,
          code: 'unknown_account',
          message: `There is no customer account ${one.text} in this company.`,
        })
    })
    rowIds.push({
      customerAccountIds: [...new Set(wanted.slice(0, input.customerAccountIds?.length ?? 0))],
      partnerId: input.partnerId == null ? null : (ids.at(-1) ?? null),
    })
  }
  return { rowIds, problems }
}

/** The rows of a grant or a key as they are shown. */
export function renderRowIds(row: { customer_account_ids: readonly bigint[]; partner_id: bigint | null }) {
  return {
    customerAccountIds: row.customer_account_ids.map((id) => encodeId('acc', id)),
    partnerId: row.partner_id === null ? null : encodeId('acc', row.partner_id),
  }
}
