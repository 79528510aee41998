import { createInterface } from 'node:readline/promises'
import type { Command } from 'commander'
import pc from 'picocolors'
import type { TurnAnswer, TurnEvent } from '#agent/events.ts'
import type { RunOperation } from '#operations/operations.ts'
import { QuartermasterError } from '#root/errors.ts'
import { connect, globalOptions } from './connect.ts'
import { printJson, printMarkdown } from './print.ts'

/** Adds `ask` (one question) and `chat` (a conversation in the terminal). */
export function addAskCommands(program: Command): void {
  program
    .command('ask')
    .description(
      'ask one question; the answer names a conversation that --conversation goes on with',
    )
    .argument('<question...>', 'the question, in words')
    .option('--conversation <id>', 'go on with an earlier conversation')
    .action(async (words: string[], options: { conversation?: string }, command: Command) => {
      const { json } = globalOptions(command)
      const { run, close } = await connect(globalOptions(command), 'if_empty')
      try {
        const request = {
          question: words.join(' '),
          conversationId: options.conversation ?? null,
          surface: 'cli',
        }
        const answer = await run('ask', request, json ? () => undefined : showProgress)
        if (json) printJson(answer)
        else showAnswer(answer)
      } finally {
        await close()
      }
    })

  program
    .command('chat')
    .description('ask question after question; an empty line ends it')
    .option('--conversation <id>', 'go on with an earlier conversation')
    .action(async (options: { conversation?: string }, command: Command) => {
      const { run, close } = await connect(globalOptions(command), 'if_empty')
      try {
        await chat(run, options.conversation ?? null)
      } finally {
        await close()
      }
    })
}

async function chat(run: RunOperation, startAt: string | null): Promise<void> {
  const prompt = createInterface({
    input: process.stdin,
    output: process.stdout,
    prompt: pc.bold('\n> '),
  })
  let conversationId = startAt
  process.stdout.write(
    pc.dim('Ask about stock, orders and suppliers; an empty line ends the chat.\n'),
  )
  prompt.prompt()
  for await (const question of prompt) {
    if (question.trim() === '') break
    try {
      const answer = await run('ask', { question, conversationId, surface: 'cli' }, showProgress)
      showAnswer(answer)
      conversationId = answer.conversationId
    } catch (error) {
      if (!(error instanceof QuartermasterError)) throw error
      process.stdout.write(pc.red(`${error.message} ${error.repair}\n`))
    }
    prompt.prompt()
  }
  prompt.close()
}

function showProgress(event: TurnEvent): void {
  if (event.type === 'tool_call') process.stderr.write(pc.dim(`  ${event.name} ...\n`))
  if (event.type === 'notice') process.stderr.write(pc.yellow(`  ${event.text}\n`))
}

function showAnswer(answer: TurnAnswer): void {
  process.stdout.write('\n')
  printMarkdown(answer.text)
  const seconds = (answer.milliseconds.total / 1000).toFixed(1)
  const next = answer.followUps.map((question) => `"${question}"`).join('  ')
  process.stdout.write(
    pc.dim(`\n${answer.model}, ${seconds} s. Conversation ${answer.conversationId}\n`),
  )
  if (next !== '') process.stdout.write(pc.dim(`Ask next: ${next}\n`))
}
