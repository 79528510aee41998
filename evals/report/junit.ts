// JUnit XML, as CI servers read it: one suite for each area, one case for each try.
import { escapeHtml } from '#render/text.ts'
import type { RunFile } from './run-file.ts'
import type { TryRecord } from '../suite/run-suite.ts'

// XML has no place for these two, escaped or not.
const noCharacter = /[\uFFFE\uFFFF]/g
const escaped = (text: string) => escapeHtml(text).replaceAll(noCharacter, '')

function testCase({ name, area, attempt, milliseconds, verdicts }: TryRecord): string {
  const wrong = Object.entries(verdicts).filter(([, verdict]) => verdict !== null)
  const open = `<testcase classname="${escaped(area)}" name="${escaped(`${name} (${attempt})`)}" time="${milliseconds / 1000}"`
  if (wrong.length === 0) return `    ${open}/>`
  const said = wrong.map(([grader, verdict]) => `${grader}: ${verdict}`)
  return `    ${open}><failure message="${escaped(said[0]!)}">${escaped(said.join('\n'))}</failure></testcase>`
}

/** The run as JUnit XML. */
export function junitOf({ identity, tries }: RunFile): string {
  const suites = [...Map.groupBy(tries, ({ area }) => area)].map(([area, each]) => {
    const failures = each.filter(({ passed }) => !passed).length
    const cases = each.map(testCase).join('\n')
    return `  <testsuite name="${escaped(area)}" tests="${each.length}" failures="${failures}">\n${cases}\n  </testsuite>`
  })
  const failures = tries.filter(({ passed }) => !passed).length
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="${escaped(identity.model)}" tests="${tries.length}" failures="${failures}">\n${suites.join('\n')}\n</testsuites>\n`
}
