#!/usr/bin/env node
// Starts Quartermaster on a Node that runs TypeScript as it is: this one, or the one that `npm ci` put beside it.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const [major, minor] = process.versions.node.split('.').map(Number)
const runsTypeScript = major > 22 || (major === 22 && minor >= 18)

if (runsTypeScript) {
  await import('./quick-load.mjs')
  await import('../src/surfaces/cli/main.ts')
} else {
  const bundled = ['node', 'node.exe']
    .map((name) => join(root, 'node_modules', 'node', 'bin', name))
    .find((path) => existsSync(path))
  if (!bundled) {
    process.stderr.write(
      `Quartermaster needs Node 22.18 or newer; this is ${process.versions.node}. ` +
        `Run "npm ci" without --omit=optional and --ignore-scripts in ${root}, or install a newer Node.\n`,
    )
    process.exit(1)
  }
  const self = fileURLToPath(import.meta.url)
  const child = spawn(bundled, [self, ...process.argv.slice(2)], { stdio: 'inherit' })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  child.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)))
}
