// Questions with what they should become, as text that a buyer can read:
//   question -> tool argument=value argument~part-of-value
// `say:label` stands for an answer without a tool. What is not named may be absent only.
export type Case = {
  question: string
  tool: string
  expected: [argument: string, sign: '=' | '~', value: string][]
}

/** Reads cases from text; lines that are empty or begin with # are left out. */
export function readCases(text: string): Case[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => {
      const [question = '', target = ''] = line.split(' -> ')
      const [tool = '', ...pairs] = target.trim().split(/\s+(?=[\w.]+[=~]|$)/)
      const expected = pairs.map((pair) => {
        const match = /^([\w.]+)([=~])(.*)$/.exec(pair)
        return [match?.[1] ?? '', (match?.[2] ?? '=') as '=' | '~', match?.[3] ?? ''] as [
          string,
          '=' | '~',
          string,
        ]
      })
      return { question: question.trim(), tool, expected }
    })
}

function valueAt(input: unknown, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>((value, key) => (value as Record<string, unknown> | undefined)?.[key], input)
}

/** What is wrong with a call for a case, or null: the tool, an expected argument, or one that nobody asked for. */
export function judge(
  wanted: Case,
  got: { tool: string; input: Record<string, unknown> },
): string | null {
  if (got.tool !== wanted.tool) return `${got.tool} ${JSON.stringify(got.input)}`
  for (const [path, sign, value] of wanted.expected) {
    const found = String(valueAt(got.input, path) ?? '')
    const fits = sign === '=' ? found === value : found.toLowerCase().includes(value.toLowerCase())
    if (!fits) return `${path} is ${JSON.stringify(found)} in ${JSON.stringify(got.input)}`
  }
  const named = new Set(wanted.expected.map(([path]) => path.split('.')[0]))
  const extra = Object.keys(got.input).filter(
    (key) => !named.has(key) && !(key === 'question' && got.input[key] === 'why'),
  )
  return extra.length === 0 ? null : `unasked ${extra.join(', ')} in ${JSON.stringify(got.input)}`
}
