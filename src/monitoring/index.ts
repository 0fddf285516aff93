export { checkInvariants, listLaws, type Breach, type LawResult } from './check-invariants.ts'
export { monitoringRoutes, type DoorDepth } from './routes.ts'
