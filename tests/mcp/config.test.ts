import { describe, expect, it } from 'vitest'
import { describeConfig, readConfig } from '#root/config.ts'

const provider = { MCP_ISSUER: 'https://login.example.com/shop' }

describe('who reaches MCP over HTTP', () => {
  it.each<[string, Record<string, string>, boolean]>([
    ['on this machine nobody needs a token', {}, false],
    ['where it is asked for, everybody does', { MCP_AUTH: 'required' }, true],
    ['with a provider, everybody does', provider, true],
    ['behind a public address, everybody does', { PUBLIC_URL: 'https://buying.example.com' }, true],
    ['on another address than loopback, everybody does', { HOST: '192.0.2.7' }, true],
  ])('%s', (_name, environment, required) => {
    expect(readConfig(environment).mcp.required).toBe(required)
  })

  it('takes keys from the issuer, and from origins that are named', () => {
    expect(readConfig(provider).mcp.provider).toEqual({
      issuer: 'https://login.example.com/shop',
      audience: null,
      origins: ['https://login.example.com'],
    })
    const elsewhere = { ...provider, MCP_JWKS_ORIGINS: 'https://keys.example.com/' }
    expect(readConfig({ ...elsewhere, MCP_AUDIENCE: 'buying' }).mcp.provider).toMatchObject({
      audience: 'buying',
      origins: ['https://login.example.com', 'https://keys.example.com'],
    })
  })

  it.each([
    [{ MCP_AUTH: 'off' }, /MCP_AUTH: must be "required"/],
    [{ MCP_ISSUER: 'http://login.example.com' }, /MCP_ISSUER: must be the https address/],
    [{ MCP_ISSUER: 'https://login.example.com/?tenant=1' }, /MCP_ISSUER/],
    [{ MCP_AUDIENCE: 'buying' }, /MCP_ISSUER: must be set because MCP_AUDIENCE is/],
    [{ ...provider, MCP_JWKS_ORIGINS: 'https://keys.example.com/a' }, /MCP_JWKS_ORIGINS: must/],
  ])('refuses %j', (environment, words) => {
    expect(() => readConfig(environment)).toThrow(words)
  })

  it('says in one line how it is protected', () => {
    const line = (environment: Record<string, string>) =>
      describeConfig(readConfig(environment)).find((each) => each.startsWith('MCP'))
    expect(line({})).toBe('MCP clients of this machine need no token, MCP_ISSUER not set')
    expect(line(provider)).toBe(
      'MCP clients need a token, MCP_ISSUER https://login.example.com/shop',
    )
  })
})
