// Written by `npm run generate` from note.sql; do not edit.
import type { WriteStatement } from '../platform/database/index.ts'

/** Under the hold of their customers, like everything personal that is kept. */
export const insertNotes: WriteStatement<{ companyId: bigint | null; customerId: bigint | null; id: bigint | null; note: string | null; actor: string | null; batch: bigint | null }, never> = {
  name: 'customers.insert_notes',
  kind: 'write',
  lockClass: 'insert',
  sequence: 0,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'customerId', type: 'bigint', array: true },
    { name: 'id', type: 'bigint', array: true },
    { name: 'note', type: 'text', array: true },
    { name: 'actor', type: 'text', array: true },
    { name: 'batch', type: 'bigint', array: true },
  ],
  text: "with wanted as (\n  select * from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as customer_id, unnest($3::bigint[]) as id, unnest($4::text[]) as note, unnest($5::text[]) as actor, unnest($6::bigint[]) as batch) as r\n), kept as (\n  insert into customers.person_data (company_id, customer_id, id, note)\n  select w.company_id, w.customer_id, w.id, w.note from wanted w order by w.company_id, w.customer_id, w.id\n)\ninsert into customers.note (company_id, customer_id, id, actor, batch)\nselect w.company_id, w.customer_id, w.id, w.actor, w.batch from wanted w order by w.company_id, w.customer_id, w.id",
}
