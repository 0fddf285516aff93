export { Fault, Overloaded, type Act, type Context, type Results } from './act.ts'
export { defaultDoorLimits, Door, type DoorLimits, type Lane, type RequestOptions } from './door.ts'
export { runBatch, type BatchReport, type Environment } from './run-batch.ts'
export { WriteSet } from './write-set.ts'
