import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { chmodSync, existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { QuartermasterError } from '#root/errors.ts'
import { announceOwner, lockDataFolder, readOwner } from '#store/lock.ts'

const ownerProgram = `
  const { lockDataFolder, announceOwner } = await import('#store/lock.ts')
  try {
    const lock = await lockDataFolder(process.argv[1])
    if (process.argv[2] === 'announce') announceOwner(process.argv[1], { port: 4310, token: 'secret' })
    process.stdin.once('data', () => { lock.release(); process.stdout.write('released') })
    process.stdout.write('owner')
  } catch (error) {
    process.stdout.write(error.code)
  }
  process.stdin.once('end', () => process.exit())
`

describe('the lock of a data folder', () => {
  let folder: string
  let children: ChildProcess[]
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'quartermaster-lock-'))
    children = []
  })
  afterEach(() => {
    for (const child of children) child.kill('SIGKILL')
    chmodSync(folder, 0o700)
    rmSync(folder, { recursive: true, force: true })
  })

  async function startOwner(...parts: string[]): Promise<{ child: ChildProcess; said: string }> {
    const child = spawn(
      process.execPath,
      ['--input-type=module', '-e', ownerProgram, folder, ...parts],
      {
        stdio: ['pipe', 'pipe', 'inherit'],
      },
    )
    children.push(child)
    const [said] = (await once(child.stdout!, 'data')) as [Buffer]
    return { child, said: said.toString() }
  }

  async function refusal(attempt: Promise<unknown>): Promise<QuartermasterError> {
    const error: unknown = await attempt.then(
      () => null,
      (thrown: unknown) => thrown,
    )
    expect(error).toBeInstanceOf(QuartermasterError)
    return error as QuartermasterError
  }

  test('a second process is refused in under a second and told who owns it and what to do', async () => {
    const { child } = await startOwner('announce')
    const startedAt = performance.now()
    const error = await refusal(lockDataFolder(folder))
    expect(performance.now() - startedAt).toBeLessThan(1_000)
    expect(error.code).toBe('locked')
    expect(error.message).toContain(`process ${child.pid} at http://127.0.0.1:4310`)
    expect(error.repair).toContain('http://127.0.0.1:4310')
    expect(error.repair).toContain('QUARTERMASTER_DATA')
    expect(error.repair + error.message + JSON.stringify(error.details)).not.toContain('secret')
  })

  test('of eight processes that start at once exactly one becomes the owner', async () => {
    const said = await Promise.all(Array.from({ length: 8 }, async () => (await startOwner()).said))
    expect(said.toSorted()).toEqual([...Array<string>(7).fill('locked'), 'owner'])
  })

  test('a killed owner leaves the folder free at once', async () => {
    const { child } = await startOwner('announce')
    child.kill('SIGKILL')
    await once(child, 'exit')
    expect(await readOwner(folder)).toBeNull()
    const lock = await lockDataFolder(folder)
    lock.release()
  })

  test('a released folder is free, and its owner forgotten', async () => {
    const { child } = await startOwner('announce')
    child.stdin!.write('release')
    await once(child.stdout!, 'data')
    expect(existsSync(join(folder, 'owner.json'))).toBe(false)
    const lock = await lockDataFolder(folder)
    lock.release()
  })

  test('the owner is found where it listens; the file is readable by this account alone', async () => {
    expect(await readOwner(folder)).toBeNull()
    const { child } = await startOwner()
    expect(await readOwner(folder)).toBeNull()
    const error = await refusal(lockDataFolder(folder))
    expect(error.repair).toContain('Wait until it is done')
    child.kill('SIGKILL')
    await once(child, 'exit')
    const second = await startOwner('announce')
    expect(await readOwner(folder)).toEqual({ pid: second.child.pid, port: 4310, token: 'secret' })
    expect(statSync(join(folder, 'owner.json')).mode & 0o777).toBe(0o600)
  })

  test('processes that only look never take the folder away', async () => {
    const lock = await lockDataFolder(folder)
    announceOwner(folder, { port: 1, token: 't' })
    const error = await refusal(lockDataFolder(folder))
    expect(error.code).toBe('locked')
    lock.release()
    const looking = Promise.all(Array.from({ length: 20 }, () => readOwner(folder)))
    const again = await lockDataFolder(folder)
    await looking
    again.release()
  })

  test('a file in place of the folder, and a folder that cannot be written, are said plainly', async () => {
    const file = join(folder, 'file')
    writeFileSync(file, '')
    const onFile = await refusal(lockDataFolder(file))
    expect(onFile.message).toContain('a file stands where the folder should be')
    const below = await refusal(lockDataFolder(join(file, 'below')))
    expect(below.message).toContain('a file stands where the folder should be')
    expect(below.repair).toContain('QUARTERMASTER_DATA')
  })

  test.skipIf(process.getuid?.() === 0)('a folder of somebody else is said plainly', async () => {
    chmodSync(folder, 0o500)
    expect((await refusal(lockDataFolder(folder))).message).toContain('may not write there')
  })

  test('importing the lock prints nothing', async () => {
    const child = spawn(process.execPath, ['--input-type=module', '-e', ownerProgram, folder], {
      stdio: 'pipe',
    })
    children.push(child)
    const printed: string[] = []
    child.stderr.on('data', (chunk: Buffer) => printed.push(chunk.toString()))
    await once(child.stdout, 'data')
    child.stdin.end()
    await once(child, 'exit')
    expect(printed).toEqual([])
  })
})
