import { expect, it } from 'vitest'
import { createInterpreter } from '#agent/offline/interpreter.ts'
import { understand } from '#agent/offline/understand.ts'
import { openingQuestions } from '#surfaces/web/pages/assistant.ts'
import { demoLexicon } from './shop.ts'

const interpreter = createInterpreter(demoLexicon())

it.each(openingQuestions)(
  'the offline model understands what the console offers: %s',
  (question) => {
    expect(understand(question, [], interpreter)).toMatchObject({ kind: 'calls' })
  },
)
