import {
  ConfigurationModelInput,
  ItemInput,
  saveConfigurationModel,
  saveItem,
  saveSubstitute,
  SubstituteInput,
} from '../../catalog/index.ts'
import {
  ContactInput,
  CustomerInput,
  CreditDefaultInput,
  MatchRuleInput,
  PartnerLimitInput,
  saveContact,
  saveCustomer,
  saveCreditDefault,
  saveMatchRule,
  savePartnerLimit,
  saveSite,
  SiteInput,
} from '../../customers/index.ts'
import {
  InventorySystemInput,
  LocationInput,
  SafetyStockInput,
  PostcodeAreaInput,
  saveInventorySystem,
  saveLocation,
  saveSafetyStock,
  savePostcodeArea,
  saveSellThrough,
  AtpRuleInput,
  saveAtpRule,
  saveSourcingRule,
  saveTransitLane,
  SellThroughInput,
  SnapshotInput,
  SourcingRuleInput,
  takeSnapshot,
  TransitLaneInput,
} from '../../inventory/index.ts'
import {
  LedgerAccountInput,
  PeriodInput,
  PostingRuleInput,
  saveLedgerAccount,
  savePeriod,
  savePostingRule,
} from '../../ledger/index.ts'
import {
  OpeningStock,
  PatternInput,
  ReturnReasonInput,
  savePattern,
  saveReturnReason,
  SupplyOrder,
} from '../../orchestration/index.ts'
import {
  ApprovalRuleInput,
  LookupValueInput,
  RecognitionRuleInput,
  saveApprovalRule,
  saveLookupValue,
  saveRecognitionRule,
  saveSourceSystem,
  saveTransformationRule,
  saveValidationRule,
  SourceSystemInput,
  TransformationRuleInput,
  ValidationRuleInput,
} from '../../orders/index.ts'
import {
  CalendarInput,
  CompanyInput,
  ExchangeRateInput,
  saveCalendar,
  saveCompany,
  saveExchangeRate,
  saveSeries,
  SeriesInput,
} from '../../organization/index.ts'
import {
  AdjustmentRuleInput,
  DiscountReasonInput,
  FreightRuleInput,
  MarginRuleInput,
  ChargeTypeInput,
  PaymentFeeInput,
  PriceInput,
  PriceListInput,
  PromotionInput,
  saveAdjustmentRule,
  saveDiscountReason,
  saveStrategy,
  StrategyInput,
  saveFreightRule,
  saveMarginRule,
  saveChargeType,
  savePaymentFee,
  savePrice,
  savePriceList,
  savePromotion,
} from '../../pricing/index.ts'
import { saveTaxRate, TaxRateInput } from '../../tax/index.ts'
import type { FolderImporter, Importer } from './importer.ts'
import { onlineRetail } from './online-retail/importer.ts'
import { IMPORTED, rowImporter, setupImporter } from './setup-importer.ts'
import { stockImporter } from './stock-importer.ts'

/**
 * Every kind of file that `docket import` takes, in an order in which each finds what it refers to. A new kind is a row
 * here; a test holds that what a route of set-up takes can come by a file.
 */
export const importers: readonly Importer[] = [
  rowImporter<CompanyInput>({
    kind: 'companies',
    summary: 'companies',
    schema: CompanyInput,
    ofCompany: false,
    open:
      ({ door }) =>
      (inputs) =>
        door.requestAll(saveCompany, inputs, IMPORTED),
  }),
  setupImporter({
    kind: 'calendars',
    summary: 'working days and holidays',
    schema: CalendarInput,
    act: saveCalendar,
  }),
  setupImporter({
    kind: 'series',
    summary: 'series of legal document numbers',
    schema: SeriesInput,
    act: saveSeries,
  }),
  setupImporter({
    kind: 'periods',
    summary: 'accounting periods',
    schema: PeriodInput,
    act: savePeriod,
  }),
  setupImporter({
    kind: 'accounts',
    summary: 'the chart of accounts',
    schema: LedgerAccountInput,
    act: saveLedgerAccount,
  }),
  setupImporter({
    kind: 'posting-rules',
    summary: 'which accounts an amount goes to',
    schema: PostingRuleInput,
    act: savePostingRule,
  }),
  setupImporter({
    kind: 'exchange-rates',
    summary: 'dated rates between currencies',
    schema: ExchangeRateInput,
    act: saveExchangeRate,
  }),
  setupImporter({ kind: 'tax-rates', summary: 'dated tax rates', schema: TaxRateInput, act: saveTaxRate }),
  setupImporter({
    kind: 'locations',
    summary: 'places that hold stock',
    schema: LocationInput,
    act: saveLocation,
  }),
  setupImporter({
    kind: 'transit-lanes',
    summary: 'how long goods are on their way',
    schema: TransitLaneInput,
    act: saveTransitLane,
  }),
  setupImporter({
    kind: 'sourcing-rules',
    summary: 'which locations serve which orders',
    schema: SourcingRuleInput,
    act: saveSourcingRule,
  }),
  setupImporter({
    kind: 'atp-rules',
    summary: 'what counts as available of which items',
    schema: AtpRuleInput,
    act: saveAtpRule,
  }),
  setupImporter({
    kind: 'postcode-areas',
    summary: 'where postcodes are',
    schema: PostcodeAreaInput,
    act: savePostcodeArea,
  }),
  setupImporter({ kind: 'items', summary: 'what can be sold', schema: ItemInput, act: saveItem }),
  setupImporter({
    kind: 'item-substitutes',
    summary: 'what may be sold in place of what',
    schema: SubstituteInput,
    act: saveSubstitute,
  }),
  setupImporter({
    kind: 'safety-stocks',
    summary: 'what is promised to nobody',
    schema: SafetyStockInput,
    act: saveSafetyStock,
  }),
  setupImporter({
    kind: 'sell-throughs',
    summary: 'how fast locations sell by themselves',
    schema: SellThroughInput,
    act: saveSellThrough,
  }),
  setupImporter({
    kind: 'configuration-models',
    summary: 'what may be chosen of what is sold configured',
    schema: ConfigurationModelInput,
    act: saveConfigurationModel,
  }),
  setupImporter({
    kind: 'price-lists',
    summary: 'dated price lists',
    schema: PriceListInput,
    act: savePriceList,
  }),
  setupImporter({ kind: 'prices', summary: 'prices on price lists', schema: PriceInput, act: savePrice }),
  setupImporter({ kind: 'promotions', summary: 'promotions', schema: PromotionInput, act: savePromotion }),
  setupImporter({
    kind: 'adjustment-rules',
    summary: 'rules that adjust the prices of lines',
    schema: AdjustmentRuleInput,
    act: saveAdjustmentRule,
  }),
  setupImporter({
    kind: 'price-strategies',
    summary: 'whose orders are priced from which lists',
    schema: StrategyInput,
    act: saveStrategy,
  }),
  setupImporter({
    kind: 'discount-reasons',
    summary: 'reasons for discounts that are given by hand',
    schema: DiscountReasonInput,
    act: saveDiscountReason,
  }),
  setupImporter({
    kind: 'charge-types',
    summary: 'what items may cost beside their prices',
    schema: ChargeTypeInput,
    act: saveChargeType,
  }),
  setupImporter({
    kind: 'payment-fees',
    summary: 'what methods of payment cost us',
    schema: PaymentFeeInput,
    act: savePaymentFee,
  }),
  setupImporter({
    kind: 'margin-rules',
    summary: 'the least that lines may leave',
    schema: MarginRuleInput,
    act: saveMarginRule,
  }),
  setupImporter({
    kind: 'freight',
    summary: 'freight rules',
    schema: FreightRuleInput,
    act: saveFreightRule,
  }),
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
  setupImporter({
    kind: 'credit-defaults',
    summary: 'credit limits of new accounts, by currency',
    schema: CreditDefaultInput,
    act: saveCreditDefault,
  }),
  setupImporter({
    kind: 'partner-limits',
    summary: 'what partners may owe in all, by currency',
    schema: PartnerLimitInput,
    act: savePartnerLimit,
  }),
  setupImporter({ kind: 'sites', summary: 'places of customers', schema: SiteInput, act: saveSite }),
  setupImporter({
    kind: 'contacts',
    summary: 'people to talk to at customers',
    schema: ContactInput,
    act: saveContact,
  }),
  setupImporter({
    kind: 'inventory-systems',
    summary: 'outside systems that say costs or prices',
    schema: InventorySystemInput,
    act: saveInventorySystem,
  }),
  setupImporter({
    kind: 'snapshots',
    summary: 'costs and prices of an outside inventory system',
    schema: SnapshotInput,
    act: takeSnapshot,
  }),
  stockImporter({
    kind: 'stock',
    summary: 'the stock to begin with',
    schema: OpeningStock,
    comesAs: 'opening',
  }),
  stockImporter({
    kind: 'supply-orders',
    summary: 'goods that are on their way',
    schema: SupplyOrder,
    comesAs: 'announcement',
  }),
  setupImporter({
    kind: 'sources',
    summary: 'systems that hand orders over',
    schema: SourceSystemInput,
    act: saveSourceSystem,
  }),
  setupImporter({
    kind: 'recognition-rules',
    summary: 'rules by which orders are recognized',
    schema: RecognitionRuleInput,
    act: saveRecognitionRule,
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
    kind: 'approval-rules',
    summary: 'which orders wait for whom',
    schema: ApprovalRuleInput,
    act: saveApprovalRule,
  }),
  setupImporter({
    kind: 'validation-rules',
    summary: 'rules that orders must keep',
    schema: ValidationRuleInput,
    act: saveValidationRule,
  }),
  setupImporter({
    kind: 'patterns',
    summary: 'what must happen to an item of a kind',
    schema: PatternInput,
    act: savePattern,
  }),
  setupImporter({
    kind: 'return-reasons',
    summary: 'reasons for which goods come back, with the fee that is kept',
    schema: ReturnReasonInput,
    act: saveReturnReason,
  }),
]

/** Every kind of folder that `docket import` takes. */
export const folderImporters: readonly FolderImporter[] = [onlineRetail]
