import { completable, ResourceTemplate, type McpServer } from '@modelcontextprotocol/server'
import { z } from 'zod'
import { redDot } from './samples.ts'

/** Registers the resources and prompts that the suite reads by name. */
export function registerPapers(server: McpServer): void {
  registerResources(server)
  registerPrompts(server)
}

function registerResources(server: McpServer): void {
  const text = { mimeType: 'text/plain' }
  server.registerResource('static-text', 'test://static-text', text, ({ href }) => ({
    contents: [{ uri: href, ...text, text: 'A text that never changes.' }],
  }))
  server.registerResource('watched-resource', 'test://watched-resource', text, ({ href }) => ({
    contents: [{ uri: href, ...text, text: 'A text that is watched.' }],
  }))
  const picture = { mimeType: 'image/png' }
  server.registerResource('static-binary', 'test://static-binary', picture, ({ href }) => ({
    contents: [{ uri: href, ...picture, blob: redDot }],
  }))
  server.registerResource(
    'template',
    new ResourceTemplate('test://template/{id}/data', { list: undefined }),
    { mimeType: 'application/json' },
    ({ href }, { id }) => ({
      contents: [{ uri: href, mimeType: 'application/json', text: JSON.stringify({ id }) }],
    }),
  )
}

function registerPrompts(server: McpServer): void {
  server.registerPrompt('test_simple_prompt', { description: 'One message.' }, () => ({
    messages: [message({ type: 'text', text: 'This is a simple prompt for testing.' })],
  }))
  server.registerPrompt(
    'test_prompt_with_arguments',
    {
      description: 'Repeats its arguments.',
      argsSchema: z.object({
        arg1: completable(z.string(), (begun) => [`${begun}-1`, `${begun}-2`]),
        arg2: z.string(),
      }),
    },
    ({ arg1, arg2 }) => ({
      messages: [message({ type: 'text', text: `Arguments: arg1='${arg1}', arg2='${arg2}'` })],
    }),
  )
  server.registerPrompt(
    'test_prompt_with_embedded_resource',
    {
      description: 'Carries a resource.',
      argsSchema: z.object({ resourceUri: z.string() }),
    },
    ({ resourceUri: uri }) => ({
      messages: [
        message({ type: 'resource', resource: { uri, mimeType: 'text/plain', text: 'Embedded.' } }),
        message({ type: 'text', text: 'Read the resource above.' }),
      ],
    }),
  )
  server.registerPrompt('test_prompt_with_image', { description: 'Carries an image.' }, () => ({
    messages: [
      message({ type: 'image', data: redDot, mimeType: 'image/png' }),
      message({ type: 'text', text: 'Look at the image above.' }),
    ],
  }))
}

const message = <Content>(content: Content) => ({ role: 'user' as const, content })
