export { concludeCapture, decideCapture, lockCapture, readCapture, type CaptureFacts } from './capture.ts'
export { compilePattern, defaultPatterns, type PatternBody } from './pattern.ts'
