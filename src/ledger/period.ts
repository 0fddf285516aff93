/** An accounting period as its days, the last included. */
export interface PeriodDays {
  startsOn: string
  endsOn: string
}

/** Does a day lie in a period that is set up? What is posted elsewhere stands in no period of the books. */
export function hasPeriod(periods: readonly PeriodDays[], on: string): boolean {
  return periods.some(({ startsOn, endsOn }) => startsOn <= on && on <= endsOn)
}
