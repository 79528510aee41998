// A case before it is a file: its name in words, and what is said and right in it.
import { Document, isCollection, isScalar, visit } from 'yaml'
import { slugOf } from './names.ts'

type Call = Record<string, Record<string, unknown>>

export type DraftTurn = {
  say: string
  calls?: Call[]
  orElse?: Call[][]
  says?: (string | string[])[]
  hides?: string[]
  asks?: true
  reads?: true
}

export type CaseDraft = {
  area: string
  /** 'the stock of MUG-BLU is asked': words of the shop may be in it. */
  when: string
  /** 'it is told' */
  outcome: string
  turn: DraftTurn
}

/** Its file below the folder of the cases; any text is a name that every file system takes. */
export function fileOf({ area, when, outcome }: CaseDraft): string {
  return `${area}/when-${slugOf(when)}-then-${slugOf(outcome)}.yaml`
}

/** Its text, for the shop beside the folder of the cases. */
export function textOf({ turn }: CaseDraft, { asOf, person }: { asOf: string; person: string }) {
  const world = { shop: '../../shop', asOf }
  const document = new Document({ world, person, turns: [turn] }, { aliasDuplicateObjects: false })
  visit(document, {
    // What belongs to a turn stands on its line, as in the cases that people wrote.
    Pair(_, { key, value }) {
      const inTurn = isScalar(key) && /^(world|calls|orElse|says|hides)$/.test(String(key.value))
      if (inTurn && isCollection(value)) value.flow = true
    },
  })
  return document.toString({ lineWidth: 100, flowCollectionPadding: true })
}
