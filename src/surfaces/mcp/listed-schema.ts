import type { StandardSchemaWithJSON } from '@modelcontextprotocol/server'
import type { z } from 'zod'

const listed = new WeakMap<z.ZodType, StandardSchemaWithJSON>()

/**
 * A schema of a tool as `tools/list` sends it: without the name of the dialect, which is the one that the protocol
 * assumes and which every client would pay for twice a tool. Worked out once, because a server is built per request.
 */
export function listedSchema(schema: z.ZodType): StandardSchemaWithJSON {
  const known = listed.get(schema)
  if (known !== undefined) return known
  const standard = (schema as unknown as StandardSchemaWithJSON)['~standard']
  const jsonOf = (io: 'input' | 'output') => {
    let json: Record<string, unknown> | null = null
    return (options: Parameters<typeof standard.jsonSchema.input>[0]) => {
      if (json === null) {
        const { $schema: _dialect, ...rest } = standard.jsonSchema[io](options)
        json = rest
      }
      return json
    }
  }
  const made: StandardSchemaWithJSON = {
    '~standard': {
      ...standard,
      jsonSchema: { input: jsonOf('input'), output: jsonOf('output') },
    },
  }
  listed.set(schema, made)
  return made
}
