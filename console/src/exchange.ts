/** Goods that are exchanged: a return, and the order that replaces them. Null: not yet. */
export interface Exchange {
  name: string
  orderId: string
  replacement: string
  replacementOrderId: string | null
  creditMemoId: string | null
  settledAt: string | null
}
