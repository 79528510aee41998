/** What the forecasts of one series have earned: how far they missed against how far they said they might. */
export type ForecastTrackRecord = {
  /** Independent spans scored; two spans that overlap by half count as one and a half. */
  spans: number
  /** Mean of squared error over forecast variance: above 1 the forecasts were too sure of themselves. */
  spreadRatio: number
  /** Absolute error of each method alone over the mean of all methods: below 1 it did better than its fellows. */
  methodLosses: Record<string, number>
}
