import { jsonSchema, tool as modelTool, type ToolSet } from 'ai'
import { z } from 'zod'

import { outsideError, QuartermasterError } from '#root/errors.ts'
import type { Tool, ToolContext } from '#root/tool.ts'
import type { ToolCallRecord } from './events.ts'
import { runTool } from './run-tool.ts'

/** What the model reads back from a call: `call` is the name its placeholders use. */
export type ToolReply =
  | { call: string; result: unknown }
  | { call: string; error: ToolCallRecord['error'] }

export type ToolRunner = {
  toolSet: ToolSet
  /** Calls of this turn in the order they began; call_1 first. */
  calls: ToolCallRecord[]
  /** Takes down a call that the model announced; it is numbered here or when it begins, whichever comes first. */
  announce(modelCallId: string, name: string, input: unknown): ToolCallRecord
  /** The record that a model's own call id led to. */
  recordOf(modelCallId: string): ToolCallRecord | undefined
  /** Notes a call that never reached a tool: unknown name, arguments that are not JSON. */
  refuse(modelCallId: string, name: string, input: unknown): ToolCallRecord
  /** Resolves when no tool runs any more. */
  settled(): Promise<void>
}

const BUDGET_USED = new QuartermasterError(
  'forbidden',
  'This turn has used up its tool calls.',
  'Answer with the results that are there.',
)

/** The calls of a turn, numbered as they come; a model's own call id finds its record. */
function createCallBook() {
  const calls: ToolCallRecord[] = []
  const byModelId = new Map<string, ToolCallRecord>()
  const announced = new Set<ToolCallRecord>()
  const begun = new Set<ToolCallRecord>()

  const note = (modelCallId: string, name: string, input: unknown, id: string): ToolCallRecord => {
    const record = { id, name, arguments: input, result: null, error: null, milliseconds: 0 }
    byModelId.set(modelCallId, record)
    return record
  }
  // Some endpoints use a call id again in a later step: a record serves one announcement and one run.
  const take =
    (used: Set<ToolCallRecord>) =>
    (modelCallId: string, name: string, input: unknown): ToolCallRecord => {
      const known = byModelId.get(modelCallId)
      const fresh = known === undefined || used.has(known)
      const record = fresh ? note(modelCallId, name, input, `call_${calls.length + 1}`) : known
      if (fresh) calls.push(record)
      used.add(record)
      return record
    }
  return {
    calls,
    announce: take(announced),
    begin: take(begun),
    recordOf: (modelCallId: string) => byModelId.get(modelCallId),
    refuse: (modelCallId: string, name: string, input: unknown) =>
      note(modelCallId, name, input, `refused_${byModelId.size + 1}`),
  }
}

/** The tools as one turn may call them: counted, timed, errors as {code, message, repair}, a draft never made twice. */
export function createToolRunner(options: {
  tools: readonly Tool[]
  context: ToolContext
  callBudget: number
  clock: () => number
}): ToolRunner {
  const book = createCallBook()
  const running = new Set<Promise<unknown>>()
  const draftsByContent = new Map<string, Promise<unknown>>()

  const perform = (tool: Tool, input: unknown, record: ToolCallRecord): Promise<unknown> => {
    if (book.calls.indexOf(record) >= options.callBudget) return Promise.reject(BUDGET_USED)
    if (tool.access === 'read') return runTool(tool, input, options.context)
    const key = `${tool.name} ${JSON.stringify(input)}`
    const made = draftsByContent.get(key) ?? runTool(tool, input, options.context)
    draftsByContent.set(key, made)
    return made
  }
  const run = async (tool: Tool, input: unknown, modelCallId: string): Promise<ToolReply> => {
    const record = book.begin(modelCallId, tool.name, input)
    const startedAt = options.clock()
    const work = perform(tool, input, record)
    running.add(work)
    try {
      record.result = await work
    } catch (error) {
      record.error = outsideError(error)
    } finally {
      running.delete(work)
      record.milliseconds = Math.max(0, Math.round(options.clock() - startedAt))
    }
    return toolReply(record)
  }
  return {
    calls: book.calls,
    toolSet: Object.fromEntries(options.tools.map((tool) => [tool.name, asModelTool(tool, run)])),
    announce: book.announce,
    recordOf: book.recordOf,
    refuse(modelCallId, name, input) {
      const record = book.refuse(modelCallId, name, input)
      record.error = outsideError(
        refusedCall(
          name,
          options.tools.map((tool) => tool.name),
        ),
      )
      return record
    },
    settled: async () => void (await Promise.allSettled(running)),
  }
}

/** The reply of a finished call as every model reads it. */
export function toolReply(record: ToolCallRecord): ToolReply {
  return record.error === null
    ? { call: record.id, result: record.result }
    : { call: record.id, error: record.error }
}

function asModelTool(
  tool: Tool,
  run: (tool: Tool, input: unknown, id: string) => Promise<ToolReply>,
) {
  // The arguments are checked by runTool, whose errors name the field and the repair.
  return modelTool({
    description: tool.description,
    inputSchema: jsonSchema<unknown>(
      z.toJSONSchema(tool.input, { io: 'input', target: 'draft-7' }) as Parameters<
        typeof jsonSchema
      >[0],
    ),
    execute: (input: unknown, { toolCallId }: { toolCallId: string }) =>
      run(tool, input, toolCallId),
  })
}

function refusedCall(name: string, known: string[]): QuartermasterError {
  return known.includes(name)
    ? new QuartermasterError(
        'invalid',
        `The arguments of ${name} are not JSON.`,
        'Send one JSON object.',
      )
    : new QuartermasterError(
        'not_found',
        `There is no tool "${name.slice(0, 60)}".`,
        `Use one of: ${known.join(', ')}.`,
      )
}
