import { ImportRefused, type FolderImporter } from '../importer.ts'
import { feed } from './feed.ts'
import { readFolder } from './folder.ts'
import { loadMapping, ONLINE_RETAIL } from './mapping.ts'
import { planImport } from './plan.ts'
import { renderReport, reportOf } from './report.ts'
import { openCompany, setUp } from './set-up.ts'

/**
 * A folder of documents of the past: each is taken as an order or a return of its own day, closed and in the books (A1-3,
 * D9 rows 23 to 25 and 42). What the columns mean, and what is refused, the mapping says.
 */
export const onlineRetail: FolderImporter = {
  kind: 'online-retail',
  summary: 'a folder of past sales and returns, by a mapping',
  async run(context) {
    const ready = loadMapping(context.mapping ?? ONLINE_RETAIL)
    const { mapping } = ready
    const { door, db, progress } = context
    let told = 0
    const rows = await readFolder(context.folder, mapping, {
      ...(context.delimiter === undefined ? {} : { delimiter: context.delimiter }),
      progress(count) {
        if (count < told + 50_000) return
        told = count
        progress(`${count} rows read`)
      },
    })
    const plan = planImport(rows, ready)
    if (plan.documents.length === 0) throw new ImportRefused(['No row of the folder can be accepted.'])
    progress(`${plan.rows} rows read: ${plan.documents.length} documents, ${plan.items.size} items`)
    const companyId = context.company?.id ?? (await openCompany(door, db, mapping))
    const named = context.company
      ? { ...mapping, company: { ...mapping.company, code: context.company.code } }
      : mapping
    await setUp(door, db, companyId, named, plan, { ownBooks: context.company !== undefined })
    const { failed } = await feed({ door, db, companyId, mapping: named, plan, log: context.log, progress })
    progress('checking the laws')
    const laws = await context.laws(companyId)
    const report = await reportOf(db, { companyId, mapping: named, plan, failed, laws })
    return {
      refused: plan.refused.map(({ file, row, document, reason, message }) => ({
        row,
        column: document,
        code: reason,
        message: `${message} (${file})`,
      })),
      report: report as unknown as Record<string, unknown>,
      text: renderReport(report),
      ties: report.ties,
    }
  },
}
