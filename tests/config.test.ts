import { describe, expect, it } from 'vitest'
import { readConfig } from '#root/config.ts'
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
  ['SLACK_BOT_TOKEN', 'secret-value', /SLACK_BOT_TOKEN.*xoxb-/],
])('%s=%s', (name, value, expected) => {
  it('is refused with the name, what is allowed and what to do', () => {
    const read = () => readConfig({ [name]: value })
    expect(read).toThrow(QuartermasterError)
    expect(read).toThrow(expected)
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
