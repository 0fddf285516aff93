export {
  answerRequest,
  readTakenReturns,
  recordReturn,
  type NewReturn,
  type ReturnAsked,
  type TakenReturn,
} from './customer-return.ts'
export { placeStatusOf, PLACE_STATUSES, workLeft, type PlaceWork } from './place-status.ts'
export { findOffered, movable, offerAgain, workShipment } from './place-work.ts'
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
export {
  findTransfers,
  onWay,
  readTransfers,
  requestTransfer,
  toSend,
  transferState,
  TRANSFER_STATES,
  whereabouts,
  writeTransfer,
  type FoundTransfer,
  type Transfer,
} from './transfer.ts'
export { readAskedAt } from './shipment.sql.ts'
export { readBroughtAt } from './transfer.sql.ts'
