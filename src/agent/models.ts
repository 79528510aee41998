import { createOpenAI } from '@ai-sdk/openai'
import { createOpenAICompatible } from '@ai-sdk/openai-compatible'
import type { LanguageModelV4 } from '@ai-sdk/provider'
import { QuartermasterError } from '#root/errors.ts'

/** The model that is asked first, and its name as answers and `doctor` show it. Null: only the offline model runs. */
export type SelectedModel = { name: string; model: LanguageModelV4 | null }

export const DEFAULT_OPENAI_MODEL = 'gpt-5.4-mini'

/**
 * The model that the configuration asks for: an OpenAI-compatible address where `modelUrl` is set (the key, if any, is
 * sent there), else OpenAI where a key is set, else none. Throws QuartermasterError('invalid') for an address without
 * a model name.
 */
export function selectModel(settings: {
  openaiApiKey: string | null
  modelName: string | null
  modelUrl: string | null
  /** Whether an address is asked to end a stream with the tokens that were used, which it does not do by itself. */
  countsTokens?: boolean
}): SelectedModel {
  const { openaiApiKey, modelName, modelUrl, countsTokens = false } = settings
  if (modelUrl !== null) {
    if (modelName === null) {
      throw new QuartermasterError(
        'invalid',
        'QUARTERMASTER_MODEL_URL is set, but no model is named.',
        'Set QUARTERMASTER_MODEL to a model that this address serves; quartermaster doctor lists them.',
      )
    }
    const provider = createOpenAICompatible({
      name: 'compatible',
      baseURL: modelUrl.replace(/\/+$/, ''),
      ...(openaiApiKey === null ? {} : { apiKey: openaiApiKey }),
      ...(countsTokens && { includeUsage: true }),
    })
    return { name: `${new URL(modelUrl).host}/${modelName}`, model: provider(modelName) }
  }
  if (openaiApiKey !== null) {
    const name = modelName ?? DEFAULT_OPENAI_MODEL
    return { name: `openai/${name}`, model: createOpenAI({ apiKey: openaiApiKey }).responses(name) }
  }
  return { name: 'offline', model: null }
}

/** The name of the model that answers first under these settings, for people to read; throws as selectModel does. */
export function modelLabel(settings: Parameters<typeof selectModel>[0]): string {
  return selectModel(settings).name
}
