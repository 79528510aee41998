// A small real SMTP server on loopback whose answers a test chooses.
import { createServer } from 'node:net'
import type { AddressInfo, Socket } from 'node:net'

/** What the server does at a step: it says a line, drops the line, or says nothing at all. */
export type Answer = string | 'drop' | 'hang'

export type Script = {
  greeting?: Answer
  ehlo?: Answer
  auth?: Answer
  mail?: Answer
  rcpt?: Answer
  data?: Answer
  /** As soon as the first bytes of the message are there. */
  midBody?: Answer
  /** After the final dot. */
  body?: Answer
}

export type Sink = {
  port: number
  commands: string[]
  messages: string[]
  close: () => Promise<void>
}

const usual = {
  greeting: '220 sink.example ESMTP',
  ehlo: '250-sink.example\r\n250-AUTH PLAIN\r\n250-SIZE 10000000\r\n250 PIPELINING',
  auth: '235 2.7.0 welcome',
  mail: '250 2.1.0 sender ok',
  rcpt: '250 2.1.5 recipient ok',
  data: '354 go ahead',
  midBody: '',
  body: '250 2.0.0 queued as 4711',
}

function converse(socket: Socket, script: Required<Script>, sink: Sink): void {
  let received = ''
  let inBody = false
  const give = (answer: Answer) => {
    if (answer === 'drop') socket.destroy()
    else if (answer !== 'hang' && answer !== '') socket.write(`${answer}\r\n`)
  }
  const step = (command: string) => {
    sink.commands.push(command)
    const verb = command.slice(0, 4).toUpperCase()
    if (verb === 'EHLO' || verb === 'HELO') give(script.ehlo)
    else if (verb === 'AUTH') give(script.auth)
    else if (verb === 'MAIL') give(script.mail)
    else if (verb === 'RCPT') give(script.rcpt)
    else if (verb === 'QUIT') socket.end('221 bye\r\n')
    else if (verb === 'DATA') {
      const wanted = script.mail.startsWith('250') && script.rcpt.startsWith('250')
      inBody = wanted && script.data.startsWith('354')
      give(wanted ? script.data : '503 5.5.1 nobody to send it to')
    } else give('500 what?')
  }
  socket.on('error', () => undefined)
  socket.on('data', (chunk) => {
    received += chunk.toString('utf8')
    for (;;) {
      if (inBody) {
        give(script.midBody)
        const end = received.indexOf('\r\n.\r\n')
        if (end < 0) return
        sink.messages.push(received.slice(0, end))
        received = received.slice(end + 5)
        inBody = false
        give(script.body)
      }
      const end = received.indexOf('\r\n')
      if (end < 0) return
      const line = received.slice(0, end)
      received = received.slice(end + 2)
      step(line)
    }
  })
  give(script.greeting)
}

/** Starts a server on loopback, on a free port by default; `script` says where it departs from accepting everything. */
export async function smtpSink(script: Script = {}, port = 0): Promise<Sink> {
  const open = new Set<Socket>()
  const sink: Sink = { port: 0, commands: [], messages: [], close: async () => undefined }
  const server = createServer((socket) => {
    open.add(socket)
    socket.on('close', () => open.delete(socket))
    converse(socket, { ...usual, ...script }, sink)
  })
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  sink.port = (server.address() as AddressInfo).port
  sink.close = () =>
    new Promise((resolve) => {
      for (const socket of open) socket.destroy()
      server.close(() => resolve())
    })
  return sink
}
