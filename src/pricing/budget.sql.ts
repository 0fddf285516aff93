// Written by `npm run generate` from budget.sql; do not edit.
import type { ReadStatement, WriteStatement } from '../platform/database/index.ts'

/** Budgets as they stand now: never from memory. */
export const readBudgets: ReadStatement<{ companyIds: readonly bigint[] }, { company_id: bigint; promotion_id: bigint; amount: bigint | null; uses: bigint | null; gives_back: string; spent: bigint; used: bigint }> = {
  name: 'pricing.read_budgets',
  kind: 'read',
  lockClass: 'insert',
  sequence: 0,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
  ],
  text: "select company_id, promotion_id, amount, uses, gives_back, spent, used\nfrom pricing.promotion_budget where company_id = any($1::bigint[])",
}

/** Orders that spend one budget come one after the other. */
export const lockBudgets: WriteStatement<{ companyId: bigint | null; promotionId: bigint | null }, { locked: bigint }> = {
  name: 'pricing.lock_budgets',
  kind: 'lock',
  lockClass: 'credit',
  sequence: 1,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'promotionId', type: 'bigint', array: true },
  ],
  text: "select count(*) as locked from (\n  select 1 from pricing.promotion_budget b\n  where (b.company_id, b.promotion_id) in (select r.company_id, r.promotion_id from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as promotion_id) as r)\n  order by b.company_id, b.promotion_id for update\n) l",
}

/** What the batch spends, or gives back (below 0). What is spent was decided to fit: it is asked of the locked row again, else DK001. */
export const moveBudgets: WriteStatement<{ companyId: bigint | null; promotionId: bigint | null; amount: bigint | null; uses: bigint | null }, { verified: boolean }> = {
  name: 'pricing.move_budgets',
  kind: 'write',
  lockClass: 'credit',
  sequence: 2,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'promotionId', type: 'bigint', array: true },
    { name: 'amount', type: 'bigint', array: true },
    { name: 'uses', type: 'bigint', array: true },
  ],
  text: "with wanted as (\n  select r.company_id, r.promotion_id, sum(r.amount)::bigint as amount, sum(r.uses)::bigint as uses\n  from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as promotion_id, unnest($3::bigint[]) as amount, unnest($4::bigint[]) as uses) as r group by 1, 2\n), moved as (\n  update pricing.promotion_budget b set spent = b.spent + w.amount, used = b.used + w.uses\n  from wanted w\n  where b.company_id = w.company_id and b.promotion_id = w.promotion_id\n    and (w.amount <= 0 or b.amount is null or b.spent + w.amount <= b.amount)\n    and (w.uses <= 0 or b.uses is null or b.used + w.uses <= b.uses)\n  returning b.company_id\n)\nselect platform.verify((select count(*) from moved) = (select count(*) from wanted)) as verified",
}

export const insertPromotionUse: WriteStatement<{ companyId: bigint | null; causeId: bigint | null; promotionId: bigint | null; batch: bigint | null; givesBack: string | null; lineNos: readonly (number | null)[] | null; amounts: readonly (bigint | null)[] | null }, never> = {
  name: 'pricing.insert_promotion_use',
  kind: 'write',
  lockClass: 'insert',
  sequence: 3,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'causeId', type: 'bigint', array: true },
    { name: 'promotionId', type: 'bigint', array: true },
    { name: 'batch', type: 'bigint', array: true },
    { name: 'givesBack', type: 'text', array: true },
    { name: 'lineNos', type: 'integer', array: true, list: true },
    { name: 'amounts', type: 'bigint', array: true, list: true },
  ],
  text: "insert into pricing.promotion_use (company_id, cause_id, promotion_id, batch, gives_back, line_nos, amounts)\nselect r.* from (select u.company_id, u.cause_id, u.promotion_id, u.batch, u.gives_back, ($6::integer[])[coalesce(($7::integer[])[u.place - 1], 0) + 1 : ($7::integer[])[u.place]] as line_nos, ($8::bigint[])[coalesce(($9::integer[])[u.place - 1], 0) + 1 : ($9::integer[])[u.place]] as amounts from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as cause_id, unnest($3::bigint[]) as promotion_id, unnest($4::bigint[]) as batch, unnest($5::text[]) as gives_back, generate_subscripts($1::bigint[], 1) as place) as u) as r",
}

export const readPromotionUses: ReadStatement<{ companyIds: readonly bigint[]; causeIds: readonly bigint[] }, { company_id: bigint; cause_id: bigint; promotion_id: bigint; gives_back: string; line_nos: number[]; amounts: bigint[]; given_amount: bigint; given_uses: bigint }> = {
  name: 'pricing.read_promotion_uses',
  kind: 'read',
  lockClass: 'insert',
  sequence: 4,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'causeIds', type: 'bigint', array: true },
  ],
  text: "select u.company_id, u.cause_id, u.promotion_id, u.gives_back, u.line_nos, u.amounts, u.given_amount, u.given_uses\nfrom unnest($1::bigint[], $2::bigint[]) as w(company_id, cause_id)\ncross join lateral (\n  select * from pricing.promotion_use u where u.company_id = w.company_id and u.cause_id = w.cause_id and u.gives_back <> 'never' offset 0\n) u\norder by u.company_id, u.cause_id, u.promotion_id",
}

/** Rows of orders that are locked: what is given back of each in all. */
export const giveBackUses: WriteStatement<{ companyId: bigint | null; causeId: bigint | null; promotionId: bigint | null; givenAmount: bigint | null; givenUses: bigint | null }, never> = {
  name: 'pricing.give_back_uses',
  kind: 'write',
  lockClass: 'insert',
  sequence: 5,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'causeId', type: 'bigint', array: true },
    { name: 'promotionId', type: 'bigint', array: true },
    { name: 'givenAmount', type: 'bigint', array: true },
    { name: 'givenUses', type: 'bigint', array: true },
  ],
  text: "update pricing.promotion_use u set given_amount = r.given_amount, given_uses = r.given_uses\nfrom (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as cause_id, unnest($3::bigint[]) as promotion_id, unnest($4::bigint[]) as given_amount, unnest($5::bigint[]) as given_uses) as r\nwhere u.company_id = r.company_id and u.cause_id = r.cause_id and u.promotion_id = r.promotion_id",
}

/** What is spent stays; a budget that is taken away stays as one without bounds. */
export const saveBudgets: WriteStatement<{ companyId: bigint | null; promotionId: bigint | null; amount: bigint | null; uses: bigint | null; givesBack: string | null }, never> = {
  name: 'pricing.save_budgets',
  kind: 'write',
  lockClass: 'credit',
  sequence: 6,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'promotionId', type: 'bigint', array: true },
    { name: 'amount', type: 'bigint', array: true },
    { name: 'uses', type: 'bigint', array: true },
    { name: 'givesBack', type: 'text', array: true },
  ],
  text: "insert into pricing.promotion_budget as b (company_id, promotion_id, amount, uses, gives_back)\nselect r.company_id, r.promotion_id, r.amount, r.uses, r.gives_back\nfrom (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as promotion_id, unnest($3::bigint[]) as amount, unnest($4::bigint[]) as uses, unnest($5::text[]) as gives_back) as r\nwhere r.amount is not null or r.uses is not null\n  or exists (select from pricing.promotion_budget b where b.company_id = r.company_id and b.promotion_id = r.promotion_id)\norder by r.company_id, r.promotion_id\non conflict (company_id, promotion_id) do update set amount = excluded.amount, uses = excluded.uses, gives_back = excluded.gives_back",
}
