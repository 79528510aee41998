import { expect, test } from 'vitest'
import { client, type Client } from './client.ts'
import { elementsOf } from './markup.ts'

type Message = { kind: string; html?: string; id?: string; text?: string; conversationId?: string }

async function ask(
  browser: Client,
  question: string,
): Promise<{ status: number; messages: Message[]; text: string }> {
  const { cookie, csrf } = await browser.session()
  const response = await browser.send('/api/ask', JSON.stringify({ question }), {
    cookie,
    'x-csrf-token': csrf,
    'content-type': 'application/json',
  })
  const text = await response.text()
  const messages = text
    .split('\n\n')
    .filter((event) => event.startsWith('data:'))
    .map((event) => JSON.parse(event.slice(5)) as Message)
  return { status: response.status, messages, text }
}

test('a turn is streamed: each tool as it starts and ends, the text as it grows, then the whole', async () => {
  const { messages } = await ask(client(), 'what should I reorder?')
  expect(messages.map(({ kind }) => kind).filter((kind, at, all) => kind !== all[at - 1])).toEqual([
    'call',
    'text',
    'done',
  ])
  const calls = messages.filter(({ kind }) => kind === 'call')
  expect(calls.map(({ id }) => id)).toEqual([
    'call-recommend_reorders',
    'call-recommend_reorders',
    'call-find_exceptions',
    'call-find_exceptions',
  ])
  expect(calls[0]?.html).toContain('spinner')
  expect(calls[1]?.html).toContain('Stoneware mug')
  const done = messages.at(-1)
  expect(done?.conversationId).toBe('c-1')
  expect(done?.html).toContain('<strong>16 lines</strong>')
  expect(done?.html).toContain('href="/recommendation/R12-1"')
  expect(done?.html).toContain('value="Draft it"')
  for (const { html } of messages) expect(() => elementsOf(html ?? '')).not.toThrow()
})

test('a turn that fails says what and what to do; a defect keeps its detail', async () => {
  const known = await ask(client(), 'fail please')
  expect(known.messages).toHaveLength(1)
  expect(known.messages[0]).toMatchObject({
    kind: 'failed',
    html: expect.stringContaining('Try again in a minute'),
  })
  const browser = client()
  const defect = await ask(browser, 'crash please')
  expect(defect.text).not.toContain('secret detail')
  expect(browser.errors).toHaveLength(1)
})

test('an empty question is refused with an example', async () => {
  const { status, text } = await ask(client(), '   ')
  expect(status).toBe(400)
  expect(JSON.parse(text)).toMatchObject({ error: { code: 'invalid' } })
})

test('an answer that says markup shows it as text', async () => {
  const { messages } = await ask(
    client(),
    'echo <img src=x onerror=alert(1)> [x](https://evil.test) ![y](https://evil.test/y.png)',
  )
  const html = messages.at(-1)?.html ?? ''
  expect(elementsOf(html).some(({ name }) => name === 'img')).toBe(false)
  expect(elementsOf(html).flatMap(({ attributes }) => attributes['href'] ?? [])).toEqual([])
})

test('without script the form answers with a page that holds the conversation', async () => {
  const browser = client()
  const response = await browser.post('/ask', {
    question: ['', 'What should I reorder this week?'],
  })
  expect(response.status).toBe(303)
  expect(response.headers.get('location')).toBe('/?c=c-1')
  const page = await (await browser.get('/?c=c-1')).text()
  expect(page).toContain('What should I reorder this week?')
  expect(page).toContain('<strong>16 lines</strong>')
  expect(page).not.toContain('class="welcome"')
})

test('the chat goes out before the buy list is ready', async () => {
  const { application, get } = client()
  const { callTool } = application
  const gate = Promise.withResolvers<void>()
  application.callTool = async (name, input) => {
    await gate.promise
    return callTool(name, input)
  }
  const reader = ((await get('/')).body as ReadableStream<Uint8Array>).getReader()
  const first = new TextDecoder().decode((await reader.read()).value)
  expect(first).toContain('id="question"')
  expect(first).not.toContain('Open the buy list')
  gate.resolve()
  let rest = ''
  for (let part = await reader.read(); !part.done; part = await reader.read())
    rest += new TextDecoder().decode(part.value)
  expect(rest).toContain('Open the buy list')
  expect(rest.trimEnd()).toMatch(/<\/html>$/)
})
