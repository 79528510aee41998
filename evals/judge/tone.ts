// The tone of a conversation, graded by a model. It is an opinion beside the verdicts: no try passes or fails by it.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { LanguageModelV4 } from '@ai-sdk/provider'
import { generateText, type ModelMessage } from 'ai'
import { z } from 'zod'
import { describeModelFailure } from '#agent/model-failure.ts'
import { selectModel } from '#agent/models.ts'
import { QuartermasterError } from '#root/errors.ts'
import { shortHash } from '../suite/identity.ts'

export type Tone = {
  /** 1 (worst) to 5; null = not judged. */
  grade: number | null
  /** Why this grade, or why there is none; one line. */
  reason: string
  inputTokens: number
  outputTokens: number
}

export type Judge = { name: string; model: LanguageModelV4; promptHash: string; answerMs: number }

const prompt = readFileSync(join(import.meta.dirname, 'tone.md'), 'utf8').trim()

/** Longest wait for one grade, milliseconds. */
const longestAnswer = 60_000

/** The judge of a name, served as models are. Throws QuartermasterError('invalid') for one that nothing serves. */
export function judgeOf(
  modelName: string,
  where: { modelUrl: string | null; openaiApiKey: string | null },
  answerMs = longestAnswer,
): Judge {
  const { name, model } = selectModel({ ...where, modelName })
  if (model !== null) return { name, model, promptHash: shortHash(prompt), answerMs }
  throw new QuartermasterError(
    'invalid',
    `Nothing serves the judge "${modelName}".`,
    'Set OPENAI_API_KEY or QUARTERMASTER_MODEL_URL, or leave --judge out.',
  )
}

/** The name of a grade: the same conversation, graded by the same model after the same prompt, has the same name. */
export const toneKey = ({ name, promptHash }: Judge, conversation: string) =>
  shortHash([name, promptHash, conversation])

const oneLine = z.string().transform((text) => text.replace(/\s+/g, ' ').trim())
const gradeSchema = z.object({
  grade: z.int().min(1).max(5),
  reason: oneLine.pipe(z.string().min(1).max(300)),
})

/** The grade in an answer; null for an answer that is none. Some models fence their JSON whatever they are told. */
function gradeIn(text: string): z.output<typeof gradeSchema> | null {
  const bare = /^```(?:json)?\n([^]*)\n```$/.exec(text.trim())?.[1] ?? text
  try {
    return gradeSchema.safeParse(JSON.parse(bare)).data ?? null
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}

const again = 'That is not the JSON object that was asked for. Answer with it alone.'

/** Asks for the grade of a conversation, a second time where the first answer is none. A model that fails is told in `reason`. */
export async function askTone(
  { model, answerMs }: Judge,
  conversation: string,
): Promise<Tone & { failed: boolean }> {
  const messages: ModelMessage[] = [{ role: 'user', content: conversation }]
  const used = { inputTokens: 0, outputTokens: 0 }
  try {
    for (let attempt = 1; attempt <= 2; attempt += 1) {
      const answer = await generateText({
        model,
        instructions: prompt,
        messages,
        maxRetries: 1,
        timeout: { totalMs: answerMs },
      })
      used.inputTokens += answer.usage.inputTokens ?? 0
      used.outputTokens += answer.usage.outputTokens ?? 0
      const grade = gradeIn(answer.text)
      if (grade !== null) return { ...grade, ...used, failed: false }
      // An empty message is refused by some endpoints.
      const said = answer.text.trim() === '' ? '(nothing)' : answer.text
      messages.push({ role: 'assistant', content: said }, { role: 'user', content: again })
    }
    return { grade: null, reason: 'gave no grade when asked twice', ...used, failed: false }
  } catch (error) {
    return { grade: null, reason: describeModelFailure(error), ...used, failed: true }
  }
}
