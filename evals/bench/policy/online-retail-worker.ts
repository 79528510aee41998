// One worker's share of the Online Retail replay.
import { parentPort, workerData } from 'node:worker_threads'
import type { CountPool } from '#planning/forecast/counts/count-pool.ts'
import { replayShare } from './online-retail-rows.ts'

const { dataFolder, share, shares, catalogues } = workerData as {
  dataFolder: string
  share: number
  shares: number
  catalogues: Map<string, CountPool>
}
parentPort?.postMessage(replayShare(dataFolder, share, shares, catalogues), [])
