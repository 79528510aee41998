import { inspect } from 'node:util'
import { describe, expect, it } from 'vitest'
import { describeConfig, readConfig } from '#root/config.ts'
import { QuartermasterError } from '#root/errors.ts'

describe('an empty environment', () => {
  it('means the embedded database, the offline model and loopback', () => {
    expect(readConfig({})).toMatchObject({
      databaseUrl: null,
      openaiApiKey: null,
      modelUrl: null,
      host: '127.0.0.1',
      port: 4310,
    })
  })

  it('puts the data beside package.json, wherever the command is called from', () => {
    expect(readConfig({}).dataFolder).toMatch(/quartermaster-data$/)
  })

  it('treats a variable set to nothing as absent', () => {
    expect(readConfig({ DATABASE_URL: '', PORT: '', QUARTERMASTER_MODEL_URL: '' })).toEqual(
      readConfig({}),
    )
  })
})

describe.each([
  ['PORT', 'eighty', /PORT.*0 to 65535/],
  ['PORT', '70000', /PORT/],
  ['DATABASE_URL', 'mysql://localhost/shop', /DATABASE_URL.*postgres/],
  ['QUARTERMASTER_MODEL_URL', 'localhost:11434', /QUARTERMASTER_MODEL_URL.*http/],
  ['SMTP_HOST', 'smtp://mail.example', /SMTP_HOST.*without a scheme/],
  ['SMTP_PORT', '0', /SMTP_PORT/],
  ['SMTP_SECURE', 'yes', /SMTP_SECURE.*tls, starttls or none/],
  ['SMTP_USER', 'ana', /SMTP_HOST: must be set because SMTP_USER is/],
  ['MAIL_FROM', 'Shop <orders@shop.example>', /MAIL_FROM.*one plain address/],
  ['SLACK_BOT_TOKEN', 'secret-value', /SLACK_BOT_TOKEN.*xoxb-/],
])('%s=%s', (name, value, expected) => {
  it('is refused with the name, what is allowed and what to do', () => {
    const read = () => readConfig({ [name]: value })
    expect(read).toThrow(QuartermasterError)
    expect(read).toThrow(expected)
  })
})

describe('a mail server', () => {
  const server = { SMTP_HOST: 'mail.example', MAIL_FROM: 'orders@shop.example' }
  const signedIn = { ...server, SMTP_USER: 'ana', SMTP_PASSWORD: 'hunter2' }

  it('needs a host and a sender; TLS is demanded, and answers go to the sender', () => {
    expect(readConfig({}).mail).toBeNull()
    expect(readConfig(server).mail).toEqual({
      host: 'mail.example',
      port: 587,
      security: 'starttls',
      signIn: null,
      from: 'orders@shop.example',
      replyTo: 'orders@shop.example',
    })
    expect(readConfig({ ...signedIn, SMTP_SECURE: 'tls' }).mail).toMatchObject({
      port: 465,
      signIn: { user: 'ana', password: 'hunter2' },
    })
  })

  it.each([
    [{ SMTP_HOST: 'mail.example' }, /MAIL_FROM: must be set because SMTP_HOST is/],
    [{ ...server, SMTP_USER: 'ana' }, /SMTP_PASSWORD: must be set because SMTP_USER is/],
    [{ ...server, SMTP_PASSWORD: 'hunter2' }, /SMTP_USER: must be set because SMTP_PASSWORD is/],
    [{ ...signedIn, SMTP_SECURE: 'none' }, /SMTP_SECURE.*not sent in the clear/],
  ])('that is half told is refused: %j', (environment, expected) => {
    const read = () => readConfig(environment)
    expect(read).toThrow(expected)
    expect(read).not.toThrow('hunter2')
  })

  it('on this machine may be spoken to in the clear', () => {
    const local = { ...signedIn, SMTP_HOST: '127.0.0.1', SMTP_SECURE: 'none', SMTP_PORT: '1025' }
    expect(readConfig(local).mail).toMatchObject({ port: 1025, security: 'none' })
  })

  it('is described without its password', () => {
    const lines = describeConfig(readConfig(signedIn)).join('\n')
    expect(lines).toContain('SMTP_HOST mail.example, SMTP_PORT 587, SMTP_SECURE starttls')
    expect(lines).toContain('SMTP_PASSWORD set')
    expect(lines).not.toContain('hunter2')
  })
})

describe('an OpenID provider', () => {
  const provider = {
    OIDC_ISSUER: 'https://login.example.com/tenant/',
    OIDC_CLIENT_ID: 'console',
    OIDC_CLIENT_SECRET: 'hunter2',
  }

  it('is its three variables, and what it names beside its own origin', () => {
    expect(readConfig({}).openId).toBeNull()
    expect(readConfig(provider).openId).toMatchObject({
      issuer: 'https://login.example.com/tenant/',
      clientId: 'console',
      origins: ['https://login.example.com'],
    })
    const more = {
      ...provider,
      OIDC_ORIGINS: 'https://keys.example.com/ https://oauth.example.com',
    }
    expect(readConfig(more).openId?.origins).toEqual([
      'https://login.example.com',
      'https://keys.example.com',
      'https://oauth.example.com',
    ])
    const local = { ...provider, OIDC_ISSUER: 'http://127.0.0.1:9000' }
    expect(readConfig(local).openId?.issuer).toBe('http://127.0.0.1:9000')
  })

  it.each([
    [
      { OIDC_ISSUER: 'https://login.example.com/' },
      /OIDC_CLIENT_ID: must be set .* OIDC_CLIENT_SECRET: must/,
    ],
    [{ OIDC_CLIENT_SECRET: 'hunter2' }, /OIDC_ISSUER: must be set because OIDC_CLIENT_SECRET is/],
    [{ OIDC_ORIGINS: 'https://keys.example.com/' }, /OIDC_ISSUER: must be set/],
    [{ ...provider, OIDC_ISSUER: 'http://login.example.com/' }, /OIDC_ISSUER: must be the https/],
    [{ ...provider, OIDC_ISSUER: 'https://a:b@login.example.com/' }, /OIDC_ISSUER: must be/],
    [{ ...provider, OIDC_ISSUER: 'https://login.example.com/?x=1' }, /OIDC_ISSUER: must be/],
    [{ ...provider, OIDC_ISSUER: 'login.example.com' }, /OIDC_ISSUER: must be/],
    [{ ...provider, OIDC_ORIGINS: 'https://keys.example.com/path' }, /OIDC_ORIGINS: must be/],
    [{ ...provider, OIDC_ORIGINS: 'http://keys.example.com' }, /OIDC_ORIGINS: must be/],
  ])('that is half told, or not safe to speak to, is refused: %j', (environment, expected) => {
    const read = () => readConfig(environment)
    expect(read).toThrow(expected)
    expect(read).not.toThrow('hunter2')
  })

  it('never shows its secret, however it is printed', () => {
    const config = readConfig(provider)
    expect(describeConfig(config).join('\n')).toContain('OIDC_CLIENT_SECRET set')
    const printed = [
      describeConfig(config).join(),
      JSON.stringify(config),
      inspect(config, { depth: 9 }),
    ]
    expect(printed.join()).not.toContain('hunter2')
    expect(config.openId?.clientSecret.reveal()).toBe('hunter2')
  })
})

describe('Slack', () => {
  const socket = { SLACK_BOT_TOKEN: 'xoxb-hunter2', SLACK_APP_TOKEN: 'xapp-hunter2' }
  const http = { SLACK_BOT_TOKEN: 'xoxb-hunter2', SLACK_SIGNING_SECRET: 'hunter2' }
  const several = {
    SLACK_SIGNING_SECRET: 'hunter2',
    SLACK_CLIENT_ID: '12.34',
    SLACK_CLIENT_SECRET: 'hunter2',
    SLACK_TOKEN_KEY: 'hunter2 and twenty-five letters more',
  }

  it('is not connected by an empty environment', () => {
    expect(readConfig({}).slack).toEqual({
      apiUrl: 'https://slack.com/api/',
      botToken: null,
      appToken: null,
      signingSecret: null,
      install: null,
    })
    expect(describeConfig(readConfig({})).join('\n')).toContain('SLACK_BOT_TOKEN not set')
  })

  it('is one workspace by Socket Mode or by HTTP, or several by an app', () => {
    expect(readConfig(socket).slack.appToken?.reveal()).toBe('xapp-hunter2')
    expect(readConfig(http).slack).toMatchObject({ appToken: null, install: null })
    expect(readConfig(several).slack).toMatchObject({
      botToken: null,
      install: { clientId: '12.34' },
    })
    expect(readConfig({ ...socket, ...several }).slack.install).not.toBeNull()
  })

  it.each<[Record<string, string>, RegExp]>([
    [
      { SLACK_BOT_TOKEN: 'xoxb-hunter2' },
      /SLACK_BOT_TOKEN: needs SLACK_APP_TOKEN \(Socket Mode\) or/,
    ],
    [{ SLACK_APP_TOKEN: 'xapp-hunter2' }, /SLACK_APP_TOKEN: needs SLACK_BOT_TOKEN, or/],
    [{ SLACK_SIGNING_SECRET: 'hunter2' }, /SLACK_SIGNING_SECRET: needs SLACK_BOT_TOKEN, or/],
    [{ ...socket, SLACK_APP_TOKEN: 'xoxb-hunter2' }, /SLACK_APP_TOKEN: must begin with xapp-/],
    [{ ...several, SLACK_CLIENT_SECRET: '' }, /SLACK_CLIENT_SECRET: must be set because SLACK_C/],
    [{ ...several, SLACK_TOKEN_KEY: '' }, /SLACK_TOKEN_KEY: must be set because SLACK_CLIENT_ID/],
    [{ ...several, SLACK_TOKEN_KEY: 'hunter2' }, /SLACK_TOKEN_KEY: must be at least 32 characters/],
    [{ ...several, SLACK_SIGNING_SECRET: '' }, /SLACK_SIGNING_SECRET: must be set because/],
    [{ ...socket, SLACK_API_URL: 'https://hunter2.example/api/' }, /SLACK_API_URL: must be https/],
    [{ ...socket, SLACK_API_URL: 'http://127.0.0.1:1/api' }, /SLACK_API_URL: must be https/],
  ])('that is half told, or leads elsewhere, is refused: %j', (environment, expected) => {
    const read = () => readConfig(environment)
    expect(read).toThrow(expected)
    expect(read).not.toThrow('hunter2')
  })

  it('may be a stand-in on this machine', () => {
    const local = { ...socket, SLACK_API_URL: 'http://127.0.0.1:4000/api/' }
    expect(readConfig(local).slack.apiUrl).toBe('http://127.0.0.1:4000/api/')
  })

  it.each([socket, http, several])('never shows a secret, however it is printed', (environment) => {
    const config = readConfig(environment)
    const lines = describeConfig(config)
    for (const name of Object.keys(environment)) expect(lines.join('\n')).toContain(name)
    const printed = [lines.join(), JSON.stringify(config), inspect(config, { depth: 9 })]
    expect(printed.join()).not.toContain('hunter2')
  })
})

it('names every wrong variable at once and never the value of a secret', () => {
  const environment = { PORT: '-1', SLACK_BOT_TOKEN: 'hunter2', SLACK_APP_TOKEN: 'hunter2' }
  try {
    readConfig(environment)
    expect.unreachable()
  } catch (error) {
    const { message } = error as QuartermasterError
    for (const name of Object.keys(environment)) expect(message).toContain(name)
    expect(message).not.toContain('hunter2')
  }
})
