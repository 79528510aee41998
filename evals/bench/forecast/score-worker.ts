// Scores every n-th series of a file in a thread of its own and posts the scores with the time they took.
import { parentPort, workerData } from 'node:worker_threads'
import { forecasterOf } from './our-forecast.ts'
import { scoreSeries } from './score.ts'
import { readSeriesSet } from './series.ts'

/** What the thread is asked for: part `part` of `parts` of the series of a file. */
export type ScoreTask = { path: string; calendar: string[] | null; part: number; parts: number }

const { path, calendar, part, parts } = workerData as ScoreTask
const { series } = readSeriesSet(path, calendar)
const began = performance.now()
const forecaster = forecasterOf(series)
const scores = series
  .filter((_, i) => i % parts === part)
  .map((one) => scoreSeries(one, forecaster))
parentPort?.postMessage({ scores, milliseconds: performance.now() - began }, [])
