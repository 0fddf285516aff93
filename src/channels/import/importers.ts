import { ItemInput, saveItem } from '../../catalog/index.ts'
import {
  ContactInput,
  CustomerInput,
  MatchRuleInput,
  saveContact,
  saveCustomer,
  saveMatchRule,
  saveSite,
  SiteInput,
} from '../../customers/index.ts'
import { LocationInput, saveLocation, SnapshotInput, takeSnapshot } from '../../inventory/index.ts'
import { LedgerAccountInput, saveLedgerAccount } from '../../ledger/index.ts'
import { PatternInput, savePattern } from '../../orchestration/index.ts'
import {
  LookupValueInput,
  saveLookupValue,
  saveSourceSystem,
  saveTransformationRule,
  SourceSystemInput,
  TransformationRuleInput,
} from '../../orders/index.ts'
import {
  FreightRuleInput,
  PriceInput,
  PromotionInput,
  saveFreightRule,
  savePrice,
  savePromotion,
} from '../../pricing/index.ts'
import { saveTaxRate, TaxRateInput } from '../../tax/index.ts'
import type { FolderImporter, Importer } from './importer.ts'
import { onlineRetail } from './online-retail/importer.ts'
import { setupImporter } from './setup-importer.ts'

/** Every kind of file that `docket import` takes. A new kind is a file beside this and a row here. */
export const importers: readonly Importer[] = [
  setupImporter({ kind: 'items', summary: 'what can be sold', schema: ItemInput, act: saveItem }),
  setupImporter({
    kind: 'customers',
    summary: 'customers and their accounts',
    schema: CustomerInput,
    act: saveCustomer,
  }),
  setupImporter({
    kind: 'match-rules',
    summary: 'rules that say which records are one customer',
    schema: MatchRuleInput,
    act: saveMatchRule,
  }),
  setupImporter({ kind: 'sites', summary: 'places of customers', schema: SiteInput, act: saveSite }),
  setupImporter({
    kind: 'contacts',
    summary: 'people to talk to at customers',
    schema: ContactInput,
    act: saveContact,
  }),
  setupImporter({ kind: 'prices', summary: 'prices on price lists', schema: PriceInput, act: savePrice }),
  setupImporter({ kind: 'promotions', summary: 'promotions', schema: PromotionInput, act: savePromotion }),
  setupImporter({
    kind: 'freight',
    summary: 'freight rules',
    schema: FreightRuleInput,
    act: saveFreightRule,
  }),
  setupImporter({ kind: 'tax-rates', summary: 'dated tax rates', schema: TaxRateInput, act: saveTaxRate }),
  setupImporter({
    kind: 'locations',
    summary: 'places that hold stock',
    schema: LocationInput,
    act: saveLocation,
  }),
  setupImporter({
    kind: 'snapshots',
    summary: 'costs and prices of an outside inventory system',
    schema: SnapshotInput,
    act: takeSnapshot,
  }),
  setupImporter({
    kind: 'accounts',
    summary: 'the chart of accounts',
    schema: LedgerAccountInput,
    act: saveLedgerAccount,
  }),
  setupImporter({
    kind: 'sources',
    summary: 'systems that hand orders over',
    schema: SourceSystemInput,
    act: saveSourceSystem,
  }),
  setupImporter({
    kind: 'transformations',
    summary: 'rules that set priority, reference and data of orders',
    schema: TransformationRuleInput,
    act: saveTransformationRule,
  }),
  setupImporter({
    kind: 'lookups',
    summary: 'tables of foreign words and ours',
    schema: LookupValueInput,
    act: saveLookupValue,
  }),
  setupImporter({
    kind: 'patterns',
    summary: 'what must happen to an item of a kind',
    schema: PatternInput,
    act: savePattern,
  }),
]

/** Every kind of folder that `docket import` takes. */
export const folderImporters: readonly FolderImporter[] = [onlineRetail]
