// A run that nobody waits for: what the model would be asked is gathered, sent as one batch at half the price, and the
// conversations are played again with its answers, until none of them asks anything new.
import { mkdirSync, readFileSync, writeFileSync, existsSync } from 'node:fs'
import { join } from 'node:path'
import { createOpenAICompatible } from '@ai-sdk/openai-compatible'
import type { LanguageModelV4 } from '@ai-sdk/provider'
import OpenAI, { toFile } from 'openai'
import { QuartermasterError } from '#root/errors.ts'
import { shortHash } from './identity.ts'

type Completion = OpenAI.Chat.Completions.ChatCompletion

export type Batch = {
  /** A model of this name behind it: what a batch answered is answered, everything else is noted down. */
  model(name: string): LanguageModelV4
  /** Another try asks its own questions, also where the words are the same. */
  begin(attempt: number): void
  /** Whether a question was noted down since `begin`. */
  waits(): boolean
  /** Sends what was noted down and waits for the answers; false where nothing was. Throws QuartermasterError. */
  send(say: (line: string) => void): Promise<boolean>
}

type BatchOptions = {
  /** Where answers are kept, so that none is paid for twice. */
  folder: string
  client: OpenAI
  /** Between two looks at a batch that is under way, milliseconds. */
  lookEveryMs: number
}

/** A whole answer as the stream that the model's provider expects. */
function streamOf(answer: Completion): Response {
  const [choice] = answer.choices
  const { message, finish_reason } = choice!
  const calls = (message.tool_calls ?? []).map((call, index) => ({ index, ...call }))
  const { id, created, model, usage } = answer
  const chunk = { id, created, model, object: 'chat.completion.chunk' }
  const delta = {
    role: 'assistant',
    content: message.content,
    ...(calls.length > 0 && { tool_calls: calls }),
  }
  const events = [
    { ...chunk, choices: [{ index: 0, delta, finish_reason: null }] },
    { ...chunk, choices: [{ index: 0, delta: {}, finish_reason }], usage },
  ]
  const lines = [...events.map((event) => JSON.stringify(event)), '[DONE]']
  return new Response(lines.map((line) => `data: ${line}\n\n`).join(''), {
    headers: { 'content-type': 'text/event-stream' },
  })
}

const unfinished = new Set(['validating', 'in_progress', 'finalizing', 'cancelling'])

type AnsweredLine = {
  custom_id: string
  response: { status_code: number; body: Completion } | null
  error: { message: string } | null
}

/** Sends requests as one batch; resolves with the answers by their keys. */
async function answersOf(
  { client, lookEveryMs }: BatchOptions,
  asked: ReadonlyMap<string, object>,
  say: (line: string) => void,
): Promise<Map<string, Completion>> {
  const lines = [...asked].map(([custom_id, body]) =>
    JSON.stringify({ custom_id, method: 'POST', url: '/v1/chat/completions', body }),
  )
  const file = await toFile(Buffer.from(`${lines.join('\n')}\n`), 'evals.jsonl')
  const { id: input_file_id } = await client.files.create({ file, purpose: 'batch' })
  let batch = await client.batches.create({
    input_file_id,
    endpoint: '/v1/chat/completions',
    completion_window: '24h',
  })
  say(`batch ${batch.id}: ${asked.size} questions sent\n`)
  while (unfinished.has(batch.status)) {
    await new Promise((resolve) => setTimeout(resolve, lookEveryMs))
    batch = await client.batches.retrieve(batch.id)
  }
  if (batch.output_file_id === undefined || batch.output_file_id === null) {
    const why = batch.errors?.data?.[0]?.message ?? 'without a reason'
    throw new QuartermasterError(
      'unavailable',
      `The batch ${batch.id} ended as ${batch.status}: ${why}.`,
      'Mend what it names, then run it again; what was answered before is kept.',
    )
  }
  const text = await (await client.files.content(batch.output_file_id)).text()
  const answered = text.split('\n').filter((line) => line.trim() !== '')
  return new Map(
    answered.flatMap((line) => {
      const { custom_id, response } = JSON.parse(line) as AnsweredLine
      return response?.status_code === 200 ? [[custom_id, response.body] as const] : []
    }),
  )
}

/** Opens a batch on the answers that are kept. */
export function openBatch(options: BatchOptions): Batch {
  mkdirSync(options.folder, { recursive: true })
  const asked = new Map<string, object>()
  const pathOf = (key: string) => join(options.folder, `${key}.json`)
  let attempt = 1
  let waits = false
  const answer: typeof fetch = (_url, init) => {
    const {
      stream: _,
      stream_options: __,
      ...body
    } = JSON.parse(String(init?.body)) as Record<string, unknown>
    const key = shortHash([attempt, body])
    if (existsSync(pathOf(key))) {
      return Promise.resolve(streamOf(JSON.parse(readFileSync(pathOf(key), 'utf8'))))
    }
    asked.set(key, body)
    waits = true
    const refusal = '{"error":{"message":"asked in a batch"}}'
    return Promise.resolve(new Response(refusal, { status: 400 }))
  }
  return {
    begin(of) {
      attempt = of
      waits = false
    },
    waits: () => waits,
    model: (name) =>
      createOpenAICompatible({ name: 'batch', baseURL: options.client.baseURL, fetch: answer })(
        name,
      ),
    async send(say) {
      if (asked.size === 0) return false
      const answers = await answersOf(options, asked, say)
      for (const [key, answer] of answers) writeFileSync(pathOf(key), JSON.stringify(answer))
      const lacking = [...asked.keys()].filter((key) => !answers.has(key))
      asked.clear()
      if (lacking.length === 0) return true
      throw new QuartermasterError(
        'unavailable',
        `The batch left ${lacking.length} questions without an answer.`,
        'Run it again: what was answered is kept, and only these are asked once more.',
      )
    },
  }
}
