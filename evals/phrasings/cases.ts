// Questions with what they should become, as text that a buyer can read:
//   question -> tool argument=value argument~part-of-value
// `say:label` stands for an answer without a tool. What is not named may be absent only. `a|b` is one value or the
// other; ` || ` stands between two calls that are both right.
export type Target = {
  tool: string
  expected: [argument: string, sign: '=' | '~', value: string][]
}
/** A question, what it should become, and what it may become as well. */
export type Case = Target & { question: string; orElse: Target[] }

/** Reads cases from text; lines that are empty or begin with # are left out. */
export function readCases(text: string): Case[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => {
      const [question = '', targets = ''] = line.split(' -> ')
      const [first = '', ...others] = targets.split(' || ')
      return {
        question: question.trim(),
        ...readTarget(first),
        orElse: others.map(readTarget),
      }
    })
}

function readTarget(text: string): Target {
  const [tool = '', ...pairs] = text.trim().split(/\s+(?=[\w.]+[=~]|$)/)
  const expected = pairs.map((pair): Target['expected'][number] => {
    const match = /^([\w.]+)([=~])(.*)$/.exec(pair)
    return [match?.[1] ?? '', match?.[2] === '~' ? '~' : '=', match?.[3] ?? '']
  })
  return { tool, expected }
}

function valueAt(input: unknown, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>((value, key) => (value as Record<string, unknown> | undefined)?.[key], input)
}

/** What is wrong with a call for a case, or null: the tool, an expected argument, or one that nobody asked for. */
export function judge(
  wanted: Target,
  got: { tool: string; input: Record<string, unknown> },
): string | null {
  if (got.tool !== wanted.tool) return `${got.tool} ${JSON.stringify(got.input)}`
  for (const [path, sign, value] of wanted.expected) {
    const found = String(valueAt(got.input, path) ?? '')
    const fits = value
      .split('|')
      .some((each) =>
        sign === '=' ? found === each : found.toLowerCase().includes(each.toLowerCase()),
      )
    if (!fits) return `${path} is ${JSON.stringify(found)} in ${JSON.stringify(got.input)}`
  }
  const named = new Set(wanted.expected.map(([path]) => path.split('.')[0]))
  const extra = Object.keys(got.input).filter(
    (key) => !named.has(key) && !(key === 'question' && got.input[key] === 'why'),
  )
  return extra.length === 0 ? null : `unasked ${extra.join(', ')} in ${JSON.stringify(got.input)}`
}
