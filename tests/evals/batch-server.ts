// An OpenAI-compatible endpoint on loopback that answers in batches only: files, batches and their output.
import { serve, type ServerType } from '@hono/node-server'
import { Hono } from 'hono'
import type { AddressInfo } from 'node:net'

type Asked = { messages: { role: string; content: unknown; tool_calls?: unknown[] }[] }
type Message = { content: string | null; tool_calls?: object[] }

export type BatchServer = {
  url: string
  /** How many questions each batch had. */
  sizes: number[]
  close(): Promise<void>
}

/** Answers every question of a batch as `answer` does; the first batch of all fails where `failsFirst` is set. */
export async function startBatchServer(
  answer: (asked: Asked) => Message | null,
  { failsFirst = false } = {},
): Promise<BatchServer> {
  const files = new Map<string, string>()
  const sizes: number[] = []
  const routes = new Hono()
  routes.post('/v1/files', async (context) => {
    const form = await context.req.formData()
    const id = `file-${files.size + 1}`
    files.set(id, await (form.get('file') as File).text())
    return context.json({ id, object: 'file', purpose: form.get('purpose') })
  })
  const completion = (message: Message) => ({
    id: 'c1',
    object: 'chat.completion',
    created: 1,
    model: 'fake',
    choices: [
      {
        index: 0,
        message: { role: 'assistant', ...message },
        finish_reason: message.tool_calls === undefined ? 'stop' : 'tool_calls',
      },
    ],
    usage: { prompt_tokens: 100, completion_tokens: 10, total_tokens: 110 },
  })
  const answered = (line: string): string => {
    const { custom_id, body } = JSON.parse(line) as { custom_id: string; body: Asked }
    const message = answer(body)
    const response = message === null ? null : { status_code: 200, body: completion(message) }
    const error = message === null ? { message: 'no' } : null
    return JSON.stringify({ custom_id, response, error })
  }
  routes.post('/v1/batches', async (context) => {
    const { input_file_id } = await context.req.json<{ input_file_id: string }>()
    const lines = files.get(input_file_id)!.trim().split('\n')
    sizes.push(lines.length)
    files.set(`out-${input_file_id}`, lines.map(answered).join('\n'))
    return context.json({ id: input_file_id, object: 'batch', status: 'in_progress' })
  })
  routes.get('/v1/batches/:id', (context) => {
    const id = context.req.param('id')
    if (failsFirst && sizes.length === 1) {
      const errors = { data: [{ message: 'token limit of the day reached' }] }
      return context.json({ id, status: 'failed', errors })
    }
    return context.json({ id, status: 'completed', output_file_id: `out-${id}` })
  })
  routes.get('/v1/files/:id/content', (context) =>
    context.text(files.get(context.req.param('id'))!),
  )
  const server = await new Promise<ServerType>((resolve) => {
    const opened = serve({ fetch: routes.fetch, hostname: '127.0.0.1', port: 0 }, () =>
      resolve(opened),
    )
  })
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}/v1`,
    sizes,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
}
