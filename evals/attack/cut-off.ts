// Shuts the process in while a hostile model calls tools: no connection, no packet, no question for a name, no program.
import childProcess, { ChildProcess } from 'node:child_process'
import { Socket as Datagrams } from 'node:dgram'
import dns from 'node:dns'
import { syncBuiltinESMExports } from 'node:module'
import { Socket } from 'node:net'

/** Each way out of a process: an object, and the function of it that everything takes which goes that way. */
const waysOut: [object, string][] = [
  [Socket.prototype, 'connect'],
  [Datagrams.prototype, 'send'],
  [Datagrams.prototype, 'connect'],
  [ChildProcess.prototype, 'spawn'],
  [childProcess, 'spawnSync'],
  [childProcess, 'execFileSync'],
  [childProcess, 'execSync'],
  [dns, 'lookup'],
  [dns, 'resolve'],
  [dns, 'resolve4'],
  [dns, 'resolveTxt'],
  [dns.promises, 'lookup'],
  [dns.promises, 'resolve'],
  [dns.promises, 'resolve4'],
  [dns.promises, 'resolveTxt'],
]

/** Fails whatever leaves the process from now on, also where the error is caught; `tried` says by which way. */
export function cutOff(): { tried: string[]; restore(): void } {
  const tried: string[] = []
  const undo = waysOut.map(([owner, name]) => {
    const way = Object.getOwnPropertyDescriptor(owner, name)!
    const refuse = (): never => {
      // Not with what: the environment would be among it.
      tried.push(name)
      throw new Error('a tool left the process')
    }
    Object.defineProperty(owner, name, { ...way, value: refuse })
    return () => Object.defineProperty(owner, name, way)
  })
  syncBuiltinESMExports()
  const restore = () => {
    for (const put of undo) put()
    syncBuiltinESMExports()
  }
  return { tried, restore }
}
