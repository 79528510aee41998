import type { EvalCase } from '../suite/case.ts'
import type { Expected, Played } from '../suite/play.ts'

/** What a grader sees: the case, what should have happened and what did. */
export type Graded = { wanted: EvalCase; expected: Expected; played: Played }

/** Null = right; else what is wrong, for people. */
export type Verdict = string | null

/** One question that is asked about every conversation; `applies` leaves out those it means nothing for. */
export type Grader = {
  name: string
  /** What it asks, for the report. */
  asks: string
  applies(graded: Graded): boolean
  judge(graded: Graded): Verdict
}
