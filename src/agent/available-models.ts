import OpenAI from 'openai'

/**
 * The models that an endpoint offers, by id. `modelUrl` null = OpenAI itself. Throws what the client throws when the
 * endpoint does not answer within five seconds or refuses the key.
 */
export async function availableModels(endpoint: {
  openaiApiKey: string | null
  modelUrl: string | null
}): Promise<string[]> {
  const client = new OpenAI({
    apiKey: endpoint.openaiApiKey ?? 'none',
    ...(endpoint.modelUrl === null ? {} : { baseURL: endpoint.modelUrl }),
    maxRetries: 0,
    timeout: 5000,
  })
  const ids: string[] = []
  for await (const model of client.models.list()) ids.push(model.id)
  return ids.toSorted()
}
