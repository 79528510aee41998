import { setTimeout as wait } from 'node:timers/promises'
import {
  fromJsonSchema,
  type CallToolResult,
  type McpServer,
  type ServerContext,
  type ServerEventBus,
} from '@modelcontextprotocol/server'
import { z } from 'zod'
import { noise, redDot } from './samples.ts'

type Answer = (context: ServerContext) => CallToolResult | Promise<CallToolResult>

const pauseMilliseconds = 50

/** A result of one text. */
export const said = (text: string): CallToolResult => ({ content: [{ type: 'text', text }] })

/** Registers the tools that answer with each kind of content, on the way or at the end. */
export function registerContents(server: McpServer, bus: ServerEventBus): void {
  const answers: Record<string, Answer> = {
    ...contents,
    ...onTheWay,
    test_trigger_tool_change: () => {
      bus.publish({ kind: 'tools_list_changed' })
      return said('The tools changed.')
    },
    test_trigger_prompt_change: () => {
      bus.publish({ kind: 'prompts_list_changed' })
      return said('The prompts changed.')
    },
  }
  for (const [name, answer] of Object.entries(answers)) {
    server.registerTool(name, { description: `Conformance fixture ${name}.` }, answer)
  }
  server.registerTool(
    'json_schema_2020_12_tool',
    { description: 'Shows that a schema arrives whole.', inputSchema: fromJsonSchema(wholeSchema) },
    () => said('Arrived.'),
  )
  server.registerTool(
    'test_x_mcp_header',
    { description: 'Mirrors an argument in a header.', inputSchema: mirrored },
    ({ region }) => said(region),
  )
}

const contents: Record<string, Answer> = {
  test_simple_text: () => said('This is a simple text response for testing.'),
  test_image_content: () => ({
    content: [{ type: 'image', data: redDot, mimeType: 'image/png' }],
  }),
  test_audio_content: () => ({ content: [{ type: 'audio', data: noise, mimeType: 'audio/wav' }] }),
  test_embedded_resource: () => ({
    content: [
      {
        type: 'resource',
        resource: { uri: 'test://embedded-resource', mimeType: 'text/plain', text: 'Embedded.' },
      },
    ],
  }),
  test_multiple_content_types: () => ({
    content: [
      { type: 'text', text: 'Three kinds:' },
      { type: 'image', data: redDot, mimeType: 'image/png' },
      {
        type: 'resource',
        resource: {
          uri: 'test://mixed-content-resource',
          mimeType: 'application/json',
          text: '{}',
        },
      },
    ],
  }),
  test_error_handling: () => {
    throw new Error('This tool always fails.')
  },
}

const onTheWay: Record<string, Answer> = {
  test_logging_tool: async ({ mcpReq }) => {
    await mcpReq.log('info', 'Logged where it was asked for.')
    return said('Done.')
  },
  test_tool_with_logging: async ({ mcpReq }) => {
    for (const step of ['started', 'goes on', 'ends']) {
      await mcpReq.log('info', `The tool ${step}.`)
      await wait(pauseMilliseconds)
    }
    return said('Done.')
  },
  test_tool_with_progress: async ({ mcpReq: { _meta: meta, notify } }) => {
    const progressToken = meta?.progressToken
    for (const progress of [0, 50, 100]) {
      const params = { progressToken: progressToken!, progress, total: 100 }
      if (progressToken !== undefined) await notify({ method: 'notifications/progress', params })
      await wait(pauseMilliseconds)
    }
    return said('Done.')
  },
  test_reconnection: async ({ http }) => {
    http?.closeSSE?.()
    await wait(2 * pauseMilliseconds)
    return said('Heard after the client came back.')
  },
}

const mirrored = z.object({ region: z.string().meta({ 'x-mcp-header': 'Region' }) })

const wholeSchema = {
  // The draft that zod speaks, which is the one the suite asks for.
  $schema: z.toJSONSchema(z.object({})).$schema!,
  type: 'object' as const,
  $defs: {
    address: {
      $anchor: 'addressDef',
      type: 'object' as const,
      properties: { street: { type: 'string' as const }, city: { type: 'string' as const } },
    },
  },
  properties: {
    name: { type: 'string' as const },
    address: { $ref: '#/$defs/address' },
    contactMethod: { type: 'string' as const, enum: ['phone', 'email'] },
    phone: { type: 'string' as const },
    email: { type: 'string' as const },
  },
  allOf: [{ anyOf: [{ required: ['phone'] }, { required: ['email'] }] }],
  if: { properties: { contactMethod: { const: 'phone' } }, required: ['contactMethod'] },
  // oxlint-disable-next-line unicorn/no-thenable -- a keyword of JSON Schema
  then: { required: ['phone'] },
  else: { required: ['email'] },
  additionalProperties: false,
}
