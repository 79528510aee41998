// A run as it is kept: who was asked what, the figures, and every try.
import type { ToneSummary } from '../judge/judge-tries.ts'
import type { Identity } from '../suite/identity.ts'
import type { TryRecord } from '../suite/run-suite.ts'
import type { Summary } from '../suite/score.ts'

export type RunFile = {
  identity: Identity
  summary: Summary
  /** Currency of the costs, in words; null where no prices were given. */
  cost: string | null
  /** Null where no judge was asked for; absent in runs from before there was one. */
  tone?: ToneSummary | null
  tries: TryRecord[]
}

/** '97.4 %', or '-' where nothing was asked. */
export const percent = (rate: number | null) =>
  rate === null ? '-' : `${(rate * 100).toFixed(1)} %`

/** '4.2 of 5', or '-' where nothing was judged. */
export const gradeText = (mean: number | null) => (mean === null ? '-' : `${mean.toFixed(1)} of 5`)

/** What the judge used: '1200 + 80 tokens, cost 0.0010 USD'. */
export function judgeUse(
  { inputTokens, outputTokens, cost }: ToneSummary,
  currency: string | null,
) {
  const money = cost === null ? '-' : `${cost.toFixed(4)} ${currency ?? ''}`.trim()
  return `${inputTokens} + ${outputTokens} tokens, cost ${money}`
}
