import { buildLexicon, type Lexicon } from '#agent/lexicon.ts'
import { generateDemoShop } from '#demo/generate.ts'
import { contentHash } from '#store/content-hash.ts'

let lexicon: Lexicon | null = null

/** The names of the demo shop, made once per test file. */
export function demoLexicon(): Lexicon {
  if (lexicon === null) {
    const rows = generateDemoShop({ seed: 7, asOf: '2026-11-21', hashContent: contentHash })
    lexicon = buildLexicon(rows)
  }
  return lexicon
}
