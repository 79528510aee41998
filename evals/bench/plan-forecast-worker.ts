// The forecasts of a piece of a shop and nothing else, in a thread: what `bench -- plan` holds the whole plan against.
import { parentPort } from 'node:worker_threads'
import { defaultPolicy } from '#planning/policy/default-policy.ts'
import { forecastFor } from '#planning/policy/item-forecast.ts'
import type { ItemLocationInput } from '#planning/types.ts'

parentPort?.on('message', (inputs: ItemLocationInput[]) => {
  const began = performance.now()
  for (const input of inputs) forecastFor(input, defaultPolicy)
  parentPort?.postMessage(performance.now() - began, [])
})
