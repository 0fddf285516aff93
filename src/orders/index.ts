/** What was agreed. */
export { orderSetupRoutes } from './http-setup.ts'
export * from './order-input.ts'
export { recognitionFacts, recognitionFactsOf, validationFacts } from './rule-facts.ts'
export {
  saveRecognitionRule,
  saveSourceSystem,
  saveValidationRule,
  SourceSystemInput,
  type RecognitionRuleInput,
  type ValidationRuleInput,
} from './setup.ts'
