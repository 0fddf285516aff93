/** The shop says no: a status, its code and a sentence, which it answers as its API does. */
export class Refused extends Error {
  readonly status: number
  readonly errorCode: string
  constructor(status: number, errorCode: string, message: string) {
    super(message)
    this.name = 'Refused'
    this.status = status
    this.errorCode = errorCode
  }
}
