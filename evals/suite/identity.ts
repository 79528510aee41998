// What a figure belongs to: which model, which words, which tools, which worlds, when.
import { createHash } from 'node:crypto'
import { z } from 'zod'
import { turnInstructions } from '#agent/prompts.ts'
import type { Tool } from '#root/tool.ts'
import type { EvalCase } from './case.ts'

export type Identity = {
  model: string
  promptHash: string
  contractHash: string
  worldSeeds: number[]
  through: 'process' | 'mcp'
  date: string
}

/** The first 12 characters of the SHA-256 of a value's JSON. */
export function shortHash(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 12)
}

/** The hash of the instructions that every turn begins with, for a person and a day that stand for any. */
export function promptHash(): string {
  return shortHash(turnInstructions({ personName: 'A', role: 'buyer', asOf: '2000-01-01' }))
}

/** The hash of what a model is told about the tools. */
export function contractHash(tools: readonly Tool[]): string {
  return shortHash(
    tools.map(({ name, description, input }) => [
      name,
      description,
      z.toJSONSchema(input, { io: 'input' }),
    ]),
  )
}

/** The name of one try: the same case, asked in the same way of the same model for the same time, has the same name. */
export function tryKey(wanted: EvalCase, attempt: number, identity: Identity): string {
  const { model, promptHash: prompt, contractHash: contract, through } = identity
  return shortHash([wanted, attempt, model, prompt, contract, through])
}
