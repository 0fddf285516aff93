import { checkStates, withItemStates, type Member, type Props, type ShopOrder } from './order.ts'
import { Refused } from './refused.ts'

/** What a member is known by; undefined: it does not say. */
type Identity = (member: Props) => string | undefined

interface MemberList {
  /** Of the ids of new members. */
  prefix: string
  /** In the order in which they are tried, for all members each. */
  identities: readonly Identity[]
  readOnly: readonly string[]
}

const by =
  (name: string): Identity =>
  (member) =>
    member[name] === undefined || member[name] === null ? undefined : JSON.stringify(member[name])

/** Of hard goods only: what is picked up or sent by wire has no address. */
const byMethodAndAddress: Identity = ({ shippingMethod, shippingAddress }) =>
  typeof shippingAddress === 'object' && shippingAddress !== null && shippingMethod !== undefined
    ? JSON.stringify([shippingMethod, Object.entries(shippingAddress).toSorted()])
    : undefined

/** C-15: lists whose members are matched one by one. Every other list and map that is present replaces what stands. */
const MEMBER_LISTS: Readonly<Record<string, MemberList>> = {
  commerceItems: {
    prefix: 'ci',
    identities: [by('externalId'), by('id'), by('catalogRefId')],
    readOnly: ['id', 'state'],
  },
  shippingGroups: {
    prefix: 'sg',
    identities: [by('id'), by('description'), byMethodAndAddress],
    readOnly: ['id'],
  },
  commerceItemRelationships: {
    prefix: 'r',
    identities: [by('id'), by('commerceItemId')],
    readOnly: ['id'],
  },
  paymentGroups: { prefix: 'pg', identities: [by('id')], readOnly: ['id'] },
}

const READ_ONLY = ['id', 'creationTime', 'lastModifiedTime', 'submittedDate']

/**
 * C-17: what a PUT makes of an order. What is absent is kept. A list that is present says who stays: a member it does not
 * name is gone, one that matches nothing is new. The order stays as it is when anything is wrong.
 *
 * @param fresh gives the id of a new member
 * @throws Refused
 */
export function putOrder(standing: ShopOrder, given: Props, fresh: (prefix: string) => string): ShopOrder {
  const order = withItemStates(putProps(standing, given, READ_ONLY, fresh) as ShopOrder)
  checkStates(order)
  const known = new Set(order.commerceItems.map((item) => item.id))
  for (const group of order.shippingGroups)
    for (const { commerceItemId } of (group['commerceItemRelationships'] as Props[] | undefined) ?? [])
      if (!known.has(String(commerceItemId)))
        throw new Refused(400, '28103', `No item ${JSON.stringify(commerceItemId)} is in the order.`)
  return order
}

function putProps(
  standing: Props,
  given: Props,
  readOnly: readonly string[],
  fresh: (prefix: string) => string,
): Props {
  const result = { ...standing }
  for (const [name, value] of Object.entries(given)) {
    if (readOnly.includes(name)) continue
    const list = Object.hasOwn(MEMBER_LISTS, name) ? MEMBER_LISTS[name] : undefined
    if (list === undefined) {
      result[name] = value
      continue
    }
    if (!Array.isArray(value) || value.some((one) => typeof one !== 'object' || one === null))
      throw new Refused(400, '28101', `${name} is a list of objects.`)
    result[name] = putList(list, (standing[name] as Member[] | undefined) ?? [], value as Props[], fresh)
  }
  return result
}

function putList(
  list: MemberList,
  standing: readonly Member[],
  given: readonly Props[],
  fresh: (prefix: string) => string,
): Member[] {
  const matches = new Map<Props, Member>()
  const taken = new Set<Member>()
  for (const identity of list.identities) {
    for (const member of given) {
      const key = matches.has(member) ? undefined : identity(member)
      const match = key && standing.find((one) => !taken.has(one) && identity(one) === key)
      if (!match) continue
      matches.set(member, match)
      taken.add(match)
    }
  }
  return given.map((member) => {
    const match = matches.get(member)
    const base = match ?? { id: fresh(list.prefix), state: 'INITIAL' }
    return { ...putProps(base, member, list.readOnly, fresh), id: base.id }
  })
}
