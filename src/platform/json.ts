/** A parsed JSON value. 64-bit integers and decimals travel as strings. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json }
export type JsonObject = { [key: string]: Json }
