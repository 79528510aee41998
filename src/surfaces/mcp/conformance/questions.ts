import {
  acceptedContent,
  CLIENT_CAPABILITIES_META_KEY,
  inputRequired,
  inputResponse,
  type ClientCapabilities,
  type InputRequiredResult,
  type InputRequiredSpec,
  type McpServer,
  type RequestStateCodec,
  type ServerContext,
} from '@modelcontextprotocol/server'
import { z } from 'zod'
import { said } from './contents.ts'
import { everyDefault, everyEnum } from './forms.ts'

type Asks = NonNullable<InputRequiredSpec['inputRequests']>
type Heard = Record<string, unknown>

/** What a tool asks of the client's person, and what it says when it has the answer; null = asked again. */
type Question = { asks: Asks; bindsState?: boolean; answer(heard: Heard): string | null }

/** Registers the tools and the prompt that answer only when the client's person was asked. */
export function registerQuestions(server: McpServer, codec: RequestStateCodec): void {
  for (const [name, question] of Object.entries(questions)) {
    server.registerTool(name, { description: `Conformance fixture ${name}.` }, async (context) => {
      const text = answerTo(question, context)
      return text === null ? ask(question, codec) : said(text)
    })
  }
  registerWithArguments(server)
  registerRounds(server, codec)
  registerByCapability(server)
  registerPrompt(server)
}

function answerTo(question: Question, { mcpReq }: ServerContext): string | null {
  if (mcpReq.inputResponses === undefined) return null
  if (question.bindsState && mcpReq.requestState() === undefined) return null
  return question.answer(mcpReq.inputResponses)
}

async function ask(question: Question, codec: RequestStateCodec): Promise<InputRequiredResult> {
  if (!question.bindsState) return inputRequired({ inputRequests: question.asks })
  return inputRequired({ inputRequests: question.asks, requestState: await codec.mint('asked') })
}

const textForm = (message: string, field: string) =>
  inputRequired.elicit({
    message,
    requestedSchema: {
      type: 'object',
      properties: { [field]: { type: 'string' } },
      required: [field],
    },
  })

const confirmForm = inputRequired.elicit({
  message: 'Please confirm',
  requestedSchema: { type: 'object', properties: { ok: { type: 'boolean' } }, required: ['ok'] },
})

const sampled = (text: string) =>
  inputRequired.createMessage({
    messages: [{ role: 'user', content: { type: 'text', text } }],
    maxTokens: 100,
  })

const nameOf = (heard: Heard) =>
  acceptedContent(heard, 'user_name', z.object({ name: z.string() }))?.name ?? null

const isConfirmed = (heard: Heard) =>
  acceptedContent(heard, 'confirm', z.object({ ok: z.literal(true) })) !== undefined

function sampleOf(heard: Heard, key: string): string | null {
  const response = inputResponse(heard, key)
  return response.kind === 'sampling' ? JSON.stringify(response.result.content) : null
}

function rootsOf(heard: Heard): string | null {
  const response = inputResponse(heard, 'client_roots')
  return response.kind === 'roots' ? response.roots.map(({ uri }) => uri).join(', ') : null
}

function formOf(heard: Heard): string | null {
  const response = inputResponse(heard, 'form')
  if (response.kind !== 'elicit') return null
  const { action, content } = response
  return `Elicitation completed: action=${action}, content=${JSON.stringify(content ?? {})}`
}

const confirmed = (text: string): Question => ({
  asks: { confirm: confirmForm },
  bindsState: true,
  answer: (heard) => (isConfirmed(heard) ? text : null),
})

const greeting: Question = {
  asks: { user_name: textForm('What is your name?', 'name') },
  answer: (heard) => {
    const name = nameOf(heard)
    return name === null ? null : `Hello, ${name}!`
  },
}

const capital: Question = {
  asks: { capital_question: sampled('What is the capital of France?') },
  answer: (heard) => sampleOf(heard, 'capital_question'),
}

const questions: Record<string, Question> = {
  test_input_required_result_elicitation: greeting,
  test_streaming_elicitation: greeting,
  test_input_required_result_sampling: capital,
  test_missing_capability: capital,
  test_input_required_result_list_roots: {
    asks: { client_roots: inputRequired.listRoots() },
    answer: rootsOf,
  },
  test_input_required_result_request_state: confirmed('state-ok'),
  test_input_required_result_tampered_state: confirmed('state-ok'),
  test_input_required_result_multiple_inputs: {
    asks: {
      user_name: textForm('What is your name?', 'name'),
      greeting: sampled('Generate a greeting'),
      client_roots: inputRequired.listRoots(),
    },
    bindsState: true,
    answer: (heard) => {
      const all = [nameOf(heard), sampleOf(heard, 'greeting'), rootsOf(heard)]
      return all.includes(null) ? null : all.join(' ')
    },
  },
  test_elicitation_sep1034_defaults: { asks: { form: everyDefault }, answer: formOf },
  test_elicitation_sep1330_enums: { asks: { form: everyEnum }, answer: formOf },
}

function registerWithArguments(server: McpServer): void {
  server.registerTool(
    'test_elicitation',
    {
      description: 'Asks what it is told to ask.',
      inputSchema: z.object({ message: z.string() }),
    },
    ({ message }, { mcpReq }) => {
      const text = mcpReq.inputResponses && formOf(mcpReq.inputResponses)
      return text
        ? said(text)
        : inputRequired({ inputRequests: { form: textForm(message, 'username') } })
    },
  )
  server.registerTool(
    'test_sampling',
    {
      description: "Asks the client's model.",
      inputSchema: z.object({ prompt: z.string() }),
    },
    ({ prompt }, { mcpReq }) => {
      const text = mcpReq.inputResponses && sampleOf(mcpReq.inputResponses, 'sample')
      return text
        ? said(`LLM response: ${text}`)
        : inputRequired({ inputRequests: { sample: sampled(prompt) } })
    },
  )
}

const rounds = [
  { key: 'step1', form: textForm('Step 1: what is your name?', 'name') },
  { key: 'step2', form: textForm('Step 2: what is your favourite colour?', 'color') },
]

function registerRounds(server: McpServer, codec: RequestStateCodec): void {
  const name = 'test_input_required_result_multi_round'
  server.registerTool(name, { description: 'Asks twice.' }, async ({ mcpReq }) => {
    const asked = mcpReq.requestState<number>() ?? 0
    const before = rounds[asked - 1]
    const isAnswered =
      before !== undefined && inputResponse(mcpReq.inputResponses, before.key).kind === 'elicit'
    const next = isAnswered ? asked : 0
    const round = rounds[next]
    if (round === undefined) return said('Both were answered.')
    return inputRequired({
      inputRequests: { [round.key]: round.form },
      requestState: await codec.mint(next + 1),
    })
  })
}

function registerByCapability(server: McpServer): void {
  const name = 'test_input_required_result_capabilities'
  server.registerTool(name, { description: 'Asks only what the client can.' }, ({ mcpReq }) => {
    const envelope = mcpReq.envelope as Record<string, ClientCapabilities | undefined> | undefined
    const declared = envelope?.[CLIENT_CAPABILITIES_META_KEY] ?? {}
    const asks: Asks = {
      ...(declared.elicitation && greeting.asks),
      ...(declared.sampling && capital.asks),
    }
    const isDone = mcpReq.inputResponses !== undefined || Object.keys(asks).length === 0
    return isDone ? said('Asked what the client can.') : inputRequired({ inputRequests: asks })
  })
}

function registerPrompt(server: McpServer): void {
  const name = 'test_input_required_result_prompt'
  server.registerPrompt(name, { description: 'Asks first.' }, ({ mcpReq }) => {
    const told = acceptedContent(
      mcpReq.inputResponses,
      'user_context',
      z.object({ context: z.string() }),
    )
    if (told === undefined) {
      const user_context = textForm('Which context should the prompt use?', 'context')
      return inputRequired({ inputRequests: { user_context } })
    }
    return { messages: [{ role: 'user', content: { type: 'text', text: told.context } }] }
  })
}
