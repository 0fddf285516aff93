export { Database, Connection, isConnectionError, isOutOfTime, Memory, type Reader } from './connection.ts'
export { encodeParam, encodeArray, encodeColumn, bigintAsString } from './encode.ts'
export { migrate } from './migrate.ts'
export {
  LOCK_CLASSES,
  statementOrder,
  type LockClass,
  type Param,
  type ParamType,
  type ReadStatement,
  type RowOf,
  type Statement,
  type WriteStatement,
} from './statement.ts'
export { camel, parseStatements, type ParsedStatement } from './parse.ts'
