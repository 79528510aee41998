import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Figure } from './figure.ts'

const launcher = join(import.meta.dirname, '..', '..', 'bin', 'quartermaster.mjs')

/** Milliseconds from the command to the line that says where the console is. */
function startOnce(dataFolder: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const began = performance.now()
    const child = spawn(process.execPath, [launcher, 'start', '--port', '0'], {
      env: { ...process.env, QUARTERMASTER_DATA: dataFolder, DATABASE_URL: '', NO_COLOR: '1' },
    })
    let readyAfter: number | null = null
    let said = ''
    const hear = (chunk: Buffer) => {
      said += chunk.toString()
      if (readyAfter !== null || !said.includes('Ready in')) return
      readyAfter = performance.now() - began
      child.kill('SIGTERM')
    }
    child.stdout.on('data', hear)
    child.stderr.on('data', hear)
    child.once('exit', () => {
      if (readyAfter === null) reject(new Error(`the server did not start: ${said}`))
      else resolve(readyAfter)
    })
  })
}

/** Cold = no data folder yet: database, schema and demo shop are made. Warm = the same folder again. */
export async function benchStart(): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'quartermaster-bench-'))
  try {
    const cold = await startOnce(folder)
    const warm = [await startOnce(folder), await startOnce(folder), await startOnce(folder)]
    return [
      { name: 'cold start', value: cold / 1000, unit: 's', note: 'empty folder to demo shop' },
      {
        name: 'warm start',
        value: warm.toSorted((a, b) => a - b)[1]! / 1000,
        unit: 's',
        note: 'median of 3',
      },
    ]
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
