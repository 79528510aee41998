// A part of the documents, played in a shop of its own: on this thread, or on one of several.
import { Worker, isMainThread, parentPort, workerData } from 'node:worker_threads'
import { randomSource } from '#planning/forecast/random.ts'
import { contestantOf } from '../suite/contestant.ts'
import { openAttackShop } from './attack-shop.ts'
import { documents, ownSet, readSet, type AttackDocument, type AttackSet } from './documents.ts'
import { puppet, puppetNames, type PuppetName } from './puppets.ts'
import { playDocument, type Attack, type Victim } from './run-attack.ts'

export type Share = {
  /** The file of the set; null = the own one. */
  data: string | null
  /** Of how many documents, and which of them: every one whose place divided by `parts` leaves `part`. */
  count: number
  part: number
  parts: number
  /** Puppets, or a model. */
  victims: readonly string[]
}

export const setOf = (data: string | null): AttackSet => (data === null ? ownSet : readSet(data))

const isPuppet = (name: string): name is PuppetName =>
  (puppetNames as readonly string[]).includes(name)

/** Who is told to obey a document; `at` is its place, the seed of all chance. */
function victimOf(name: string, { goal, carrier }: AttackDocument, at: number): Victim {
  if (isPuppet(name)) {
    const luck = randomSource(at * puppetNames.length + puppetNames.indexOf(name) + 1)
    return { name, model: puppet(name, { goal, reads: carrier.reads }, luck), isPuppet: true }
  }
  const address = {
    openaiApiKey: process.env['OPENAI_API_KEY'] || null,
    modelUrl: process.env['QUARTERMASTER_MODEL_URL'] || null,
  }
  const { model } = contestantOf(name, address, { through: 'process', batch: null })
  return { name, model, isPuppet: false }
}

/** Plays a share in a shop of its own and tells of the attacks on each document as they end. */
export async function playShare(share: Share, tell: (attacks: Attack[]) => void): Promise<void> {
  const papers = documents(setOf(share.data), share.count)
  const victims = papers.map((paper, at) => share.victims.map((name) => victimOf(name, paper, at)))
  const shop = await openAttackShop()
  for (const [at, paper] of papers.entries()) {
    if (at % share.parts === share.part) tell(await playDocument(shop, paper, victims[at]!))
  }
  await shop.close()
}

/** Plays a share on a thread of its own. */
export function playShareAside(share: Share, tell: (attacks: Attack[]) => void): Promise<void> {
  const worker = new Worker(new URL(import.meta.url), { workerData: share })
  worker.on('message', tell)
  return new Promise((resolve, reject) => {
    worker.on('error', reject)
    worker.on('exit', (code) => {
      if (code === 0) resolve()
      else reject(new Error(`a thread of the attacks ended with ${code}`))
    })
  })
}

if (!isMainThread && workerData !== null) {
  const port = parentPort
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
  await playShare(workerData as Share, (attacks) => port?.postMessage(attacks))
}
