// One worker's share of the Online Retail replay.
import { parentPort, workerData } from 'node:worker_threads'
import { replayShare } from './online-retail-rows.ts'

const { dataFolder, share, shares } = workerData as {
  dataFolder: string
  share: number
  shares: number
}
parentPort?.postMessage(replayShare(dataFolder, share, shares), [])
