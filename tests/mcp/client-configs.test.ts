import { describe, expect, it } from 'vitest'
import { QuartermasterError } from '#root/errors.ts'
import { clientConfig, knownClients } from '#surfaces/mcp/client-configs.ts'

const local = {
  command: '/opt/node/bin/node',
  args: ['/opt/our shop/bin/quartermaster.mjs', 'mcp'],
  environment: { QUARTERMASTER_DATA: '/var/lib/shop' },
}
const here = { url: 'http://127.0.0.1:4310/mcp', needsToken: false }
const outside = { url: 'https://buying.example.com/mcp', needsToken: true }

const starts = knownClients.filter((client) => client !== 'chatgpt')
const onlyFromOutside = ['claude', 'chatgpt']
const asTyped = ['claude-code', 'codex', ...onlyFromOutside]

/** Every text that a JSON document holds. */
function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  return value !== null && typeof value === 'object' ? Object.values(value).flatMap(textsIn) : []
}

describe('what a client is told', () => {
  it.each(starts)('%s: to start the server', (client) => {
    expect(clientConfig(client, local)).toMatchSnapshot('local')
  })

  it.each(knownClients)('%s: where the server answers, and who asks', (client) => {
    expect(clientConfig(client, outside)).toMatchSnapshot('remote')
  })

  it.each(knownClients.filter((client) => !asTyped.includes(client)))(
    '%s: is JSON that holds the paths and the address as they are',
    (client) => {
      const started = textsIn(JSON.parse(clientConfig(client, local).paste))
      expect(started).toEqual(
        expect.arrayContaining([local.command, ...local.args, '/var/lib/shop']),
      )
      expect(textsIn(JSON.parse(clientConfig(client, outside).paste))).toContain(outside.url)
    },
  )

  it.each(knownClients.filter((client) => !onlyFromOutside.includes(client)))(
    '%s: asks for a token only where one is needed',
    (client) => {
      expect(clientConfig(client, here).paste).not.toMatch(/token|bearer/i)
      expect(clientConfig(client, here).identity).toBe('none')
      expect(clientConfig(client, outside).paste).toMatch(/token/i)
      expect(clientConfig(client, outside).identity).toBe('token')
    },
  )

  it('a path with a quote, a space or a backslash stays one word', () => {
    const odd = { command: String.raw`C:\node\node.exe`, args: [`/it's here/q.mjs`, 'mcp'] }
    const shell = clientConfig('claude-code', { ...odd, environment: {} }).paste
    expect(shell).toContain(String.raw`'C:\node\node.exe' '/it'\''s here/q.mjs' mcp`)
    const toml = clientConfig('codex', { ...odd, environment: {} }).paste
    expect(toml).toContain(String.raw`command = "C:\\node\\node.exe"`)
  })
})

describe('what can not be', () => {
  const refusal = (...call: Parameters<typeof clientConfig>): QuartermasterError => {
    try {
      clientConfig(...call)
    } catch (error) {
      if (error instanceof QuartermasterError) return error
    }
    throw new Error('It was not refused.')
  }

  it.each(['clippy', '', '__proto__', 'constructor'])('"%s" is no client: it names all', (name) => {
    const { code, repair } = refusal(name, local)
    expect(code).toBe('invalid')
    expect(knownClients.filter((client) => !repair.includes(client))).toEqual([])
  })

  it.each(onlyFromOutside)('%s can not reach a loopback address', (client) => {
    expect(refusal(client, here).message).toContain(here.url)
  })

  it('ChatGPT can not start a program here', () => {
    expect(refusal('chatgpt', local).repair).toContain('--http')
  })
})
