import { expect, it } from 'vitest'
import { checkMailServer } from '#dispatch/check-mail-server.ts'
import { smtpSink } from './smtp-sink.ts'

const server = (port: number, signIn: { user: string; password: string } | null = null) => ({
  host: '127.0.0.1',
  port,
  secure: false,
  requireTls: false,
  signIn,
  timeouts: { connectMs: 2_000, greetingMs: 300, silenceMs: 5_000 },
})
const known = { user: 'ana', password: 'hush-hush' }

it('finds nothing wrong with a server that greets and knows us, and sends it nothing', async () => {
  const sink = await smtpSink()
  expect(await checkMailServer(server(sink.port))).toBeNull()
  expect(await checkMailServer(server(sink.port, known))).toBeNull()
  expect(sink.commands.filter((command) => command.startsWith('MAIL'))).toEqual([])
  await sink.close()
})

it.each([
  ['does not know us', { auth: '535 5.7.8 wrong password' }, '535 5.7.8 wrong password'],
  ['never greets', { greeting: 'hang' }, 'Greeting never received'],
])('says what stands in the way of a server that %s', async (_what, script, words) => {
  const sink = await smtpSink(script)
  const found = await checkMailServer(server(sink.port, known))
  expect(found).toContain(words)
  expect(found).not.toContain('hush-hush')
  await sink.close()
})

it('says that there is no server', async () => {
  const sink = await smtpSink()
  await sink.close()
  expect(await checkMailServer(server(sink.port))).toMatch(/ECONNREFUSED/)
})
