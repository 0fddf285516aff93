export {
  answerRequest,
  readTakenReturns,
  recordReturn,
  type NewReturn,
  type ReturnAsked,
  type TakenReturn,
} from './customer-return.ts'
export {
  confirmShipment,
  findDuePickUps,
  findShipments,
  isOpen,
  keepShipment,
  readShipments,
  recallShipment,
  requestShipment,
  shipAtOnce,
  type DuePickUp,
  type NewShipment,
  type Shipment,
  type ShipmentLine,
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
