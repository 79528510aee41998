// Who answers: the offline model, or one behind an address, with what it used.
import type { LanguageModelV4 } from '@ai-sdk/provider'
import { selectModel } from '#agent/models.ts'
import { QuartermasterError } from '#root/errors.ts'
import type { Batch } from './batch.ts'

export type Usage = { modelCalls: number; inputTokens: number; outputTokens: number }

export type Contestant = {
  name: string
  /** Null: the offline model. */
  model: LanguageModelV4 | null
  /** Whether its tools are reached as an MCP client reaches them. */
  through: 'process' | 'mcp'
  /** What it used since it was asked last, and begins to count anew. */
  takeUsage(): Usage
  /** Another try begins: its questions are its own, also where the words are the same. */
  begin(attempt: number): void
  /** Whether it was asked something since then that only a batch will answer. */
  waits(): boolean
}

const nothing = (): Usage => ({ modelCalls: 0, inputTokens: 0, outputTokens: 0 })

/** The model with its tokens counted, whatever it answers. */
function counted(model: LanguageModelV4, count: (usage: Usage) => void): LanguageModelV4 {
  return {
    specificationVersion: 'v4',
    provider: model.provider,
    modelId: model.modelId,
    supportedUrls: model.supportedUrls,
    doGenerate: (options) => model.doGenerate(options),
    async doStream(options) {
      const answer = await model.doStream(options)
      const told = new TransformStream<StreamPart, StreamPart>({
        transform(part, controller) {
          if (part.type === 'finish') {
            const { inputTokens, outputTokens } = part.usage
            count({
              modelCalls: 1,
              inputTokens: inputTokens.total ?? 0,
              outputTokens: outputTokens.total ?? 0,
            })
          }
          controller.enqueue(part)
        },
      })
      return { ...answer, stream: answer.stream.pipeThrough(told) }
    },
  }
}

type StreamPart =
  Awaited<ReturnType<LanguageModelV4['doStream']>>['stream'] extends ReadableStream<infer Part>
    ? Part
    : never

/**
 * The contestant of a name: 'offline', or a model of an OpenAI-compatible address, or of OpenAI where a key is set.
 * Throws QuartermasterError('invalid') for a model that nothing serves.
 */
export function contestantOf(
  name: string,
  where: { modelUrl: string | null; openaiApiKey: string | null },
  { through, batch }: { through: Contestant['through']; batch: Batch | null },
): Contestant {
  let usage = nothing()
  const takeUsage = () => {
    const taken = usage
    usage = nothing()
    return taken
  }
  const own = {
    through,
    takeUsage,
    begin: batch?.begin ?? (() => undefined),
    waits: batch?.waits ?? (() => false),
  }
  if (name === 'offline') return { name, model: null, ...own }
  const selected =
    batch === null
      ? selectModel({ ...where, modelName: name, countsTokens: true })
      : { name, model: batch.model(name) }
  const count = (more: Usage) => {
    usage = {
      modelCalls: usage.modelCalls + more.modelCalls,
      inputTokens: usage.inputTokens + more.inputTokens,
      outputTokens: usage.outputTokens + more.outputTokens,
    }
  }
  if (selected.model === null) {
    throw new QuartermasterError(
      'invalid',
      `Nothing serves the model "${name}".`,
      'Set OPENAI_API_KEY or QUARTERMASTER_MODEL_URL, or use --model offline.',
    )
  }
  return { name: selected.name, model: counted(selected.model, count), ...own }
}
