export { recordReturn, type NewReturn } from './customer-return.ts'
export {
  confirmShipment,
  findShipments,
  findUnfetched,
  isOpen,
  keepShipment,
  readShipments,
  recallShipment,
  requestShipment,
  shipAtOnce,
  type NewShipment,
  type Shipment,
  type ShipmentLine,
  type Unfetched,
} from './shipment.ts'
export {
  findStrays,
  readStrays,
  readStraysOfSources,
  recordStray,
  strayOfInvoice,
  unsettled,
  writeStrays,
  type FoundStray,
  type Stray,
} from './stray.ts'
