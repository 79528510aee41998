// The repository tests itself: what only prose says drifts.
import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { describe, expect, it } from 'vitest'

const root = join(import.meta.dirname, '..')
const tracked = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
  cwd: root,
  encoding: 'utf8',
})
  .split('\n')
  .filter((path) => path !== '' && existsSync(join(root, path)))
const read = (path: string) => readFileSync(join(root, path), 'utf8')
const sources = tracked.filter((path) =>
  /^(src|tools|bin|evals|scripts)\/.*\.(ts|mjs|js|css)$/.test(path),
)
const code = [...sources, ...tracked.filter((path) => /^tests\/.*\.ts$/.test(path))]
const tidyTest = 'tests/tidy.test.ts'

/** Lines of the files that match, as "path:line: text", so that a failure names the place. */
function matches(paths: string[], pattern: RegExp): string[] {
  return paths
    .filter((path) => path !== tidyTest)
    .flatMap((path) =>
      read(path)
        .split('\n')
        .flatMap((line, index) =>
          pattern.test(line) ? [`${path}:${index + 1}: ${line.trim()}`] : [],
        ),
    )
}

describe('every tool', () => {
  const toolNames = tracked
    .filter((path) => /^tools\/[a-z_]+\.ts$/.test(path) && basename(path) !== 'index.ts')
    .map((path) => basename(path, '.ts'))

  it.each(toolNames)('%s has a contract, a test and examples', (name) => {
    const needed = [
      `tests/contracts/${name}.json`,
      `tests/tools/${name}.test.ts`,
      `src/agent/offline/examples/${name}.txt`,
    ]
    expect(needed.filter((path) => !tracked.includes(path))).toEqual([])
  })

  it.each(toolNames)('%s is named in its file and listed once in the index', (name) => {
    expect(read(`tools/${name}.ts`)).toContain(`name: '${name}'`)
    expect(read('tools/index.ts').split(`'./${name}.ts'`)).toHaveLength(2)
  })
})

describe('files', () => {
  it('stay under 400 lines, tests under 500', () => {
    const long = code
      .filter((path) => !path.endsWith('.css'))
      .filter((path) => read(path).split('\n').length > (path.startsWith('tests/') ? 501 : 401))
    expect(long).toEqual([])
  })

  it('re-export nothing: a name has one address', () => {
    expect(matches(sources, /^export (\*|\{[^}]*\}) from /)).toEqual([])
  })

  it('are not named after vague roles', () => {
    const vague = /(^|\/)(utils?|helpers?|managers?|services?|misc|common)([./]|$)/
    expect(code.filter((path) => vague.test(path))).toEqual([])
  })

  it('leave nothing for later', () => {
    expect(matches(code, /\b(TODO|FIXME|XXX|HACK)\b/)).toEqual([])
  })

  it("speak the field's words, where they do not learn those of other people", () => {
    const taught = /^src\/agent\/offline\/|^evals\/phrasings\//
    const own = sources.filter((path) => !taught.test(path))
    expect(matches(own, /\b(qty|[vV]endors?|getData|processData)\b/)).toEqual([])
  })
})

describe('nothing leaves the machine', () => {
  it('no address but loopback, Slack, example domains and names of XML', () => {
    const urls = matches(sources, /https?:\/\//)
    const allowed =
      /https?:\/\/(127\.0\.0\.1|localhost|\[::1\]|www\.w3\.org\/|slack\.com\/api\/|[a-z.-]*example(\.(com|org))?\/|\$\{|['"`)\s|]|$)/
    expect(urls.filter((line) => !allowed.test(line))).toEqual([])
  })

  it('no path of one machine, in code, documents or locks', () => {
    const texts = tracked.filter((path) => /\.(ts|mjs|js|json|md|sql|yml|css)$|^\.ci\//.test(path))
    expect(matches(texts, /(^|[\s'"`=(])\/(work|root|home)\/[a-z]/)).toEqual([])
  })
})

describe('package.json', () => {
  const manifest = JSON.parse(read('package.json')) as Record<string, Record<string, string>>

  it('pins every version exactly', () => {
    const kinds = ['dependencies', 'devDependencies', 'optionalDependencies']
    const loose = kinds.flatMap((kind) =>
      Object.entries(manifest[kind]!).filter(
        ([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version),
      ),
    )
    expect(loose).toEqual([])
  })

  it('names every dependency that the code imports, and none that it does not', () => {
    const imported = code.flatMap((path) =>
      [
        ...read(path).matchAll(
          /(?:from|import\(|import\.meta\.resolve\()\s*'((?:@[^/']+\/)?[^/'.#][^/']*)/g,
        ),
      ].map((match) => match[1]!),
    )
    const unused = Object.keys(manifest['dependencies']!).filter((name) => !imported.includes(name))
    expect(unused).toEqual([])
  })
})

describe('README', () => {
  const readme = read('README.md')

  it('explains every environment variable that is read', () => {
    const names = [...read('src/config.ts').matchAll(/^ {2}([A-Z_]{4,}):/gm)].map(
      (match) => match[1]!,
    )
    expect(names.length).toBeGreaterThan(4)
    expect(names.filter((name) => !readme.includes(`\`${name}\``))).toEqual([])
  })

  it('explains every command of the command line', () => {
    const commands = matches(
      sources.filter((path) => path.startsWith('src/surfaces/cli/')),
      /\.command\('/,
    ).map((line) => /\.command\('([a-z]+)/.exec(line)![1]!)
    expect(commands.length).toBeGreaterThan(8)
    // A command of a command stands after it: `audit check`.
    const isExplained = (name: string) =>
      new RegExp(`\`((audit|evals|mcp|prices|slack|token) )?${name}\\b`).test(readme)
    expect(commands.filter((name) => !isExplained(name))).toEqual([])
  })

  it('names only scripts that exist', () => {
    const named = [...readme.matchAll(/npm run (?:-s )?([a-z:]+)/g)].map((match) => match[1]!)
    expect(named.filter((name) => manifestScripts()[name] === undefined)).toEqual([])
  })

  function manifestScripts(): Record<string, string> {
    return (JSON.parse(read('package.json')) as { scripts: Record<string, string> }).scripts
  }
})
