import { callBudget, rightArguments, rightTools } from './calls.ts'
import { endState, noForbiddenEffects } from './end-state.ts'
import { sameEngine } from './engine.ts'
import type { Grader } from './grade.ts'
import { inert } from './inert.ts'
import { answered, asksBack, facts, grounded, hides } from './words.ts'

/** What is asked about every conversation; one wrong answer fails the case. */
export const graders: readonly Grader[] = [
  answered,
  rightTools,
  rightArguments,
  endState,
  noForbiddenEffects,
  grounded,
  facts,
  hides,
  inert,
  asksBack,
  callBudget,
  sameEngine,
]
