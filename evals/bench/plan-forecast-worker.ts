// The forecasts of a piece of a shop and nothing else, in a thread: what `bench -- plan` holds the whole plan against.
import { parentPort } from 'node:worker_threads'
import { defaultPolicy } from '#planning/policy/default-policy.ts'
import { forecastFor } from '#planning/policy/item-forecast.ts'
import type { ItemLocationInput } from '#planning/types.ts'

/** By the clock, and by the processor of this thread. */
export type Spent = { seconds: number; cpuSeconds: number }

parentPort?.on('message', (inputs: ItemLocationInput[]) => {
  const began = performance.now()
  const before = process.threadCpuUsage()
  for (const input of inputs) forecastFor(input, defaultPolicy)
  const { user, system } = process.threadCpuUsage(before)
  const spent: Spent = {
    seconds: (performance.now() - began) / 1000,
    cpuSeconds: (user + system) / 1e6,
  }
  parentPort?.postMessage(spent, [])
})
