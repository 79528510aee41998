import { inputRequired } from '@modelcontextprotocol/server'

/** A form with a default of every kind. */
export const everyDefault = inputRequired.elicit({
  message: 'Are the defaults right?',
  requestedSchema: {
    type: 'object',
    properties: {
      name: { type: 'string', default: 'John Doe' },
      age: { type: 'integer', default: 30 },
      score: { type: 'number', default: 95.5 },
      status: { type: 'string', enum: ['active', 'inactive', 'pending'], default: 'active' },
      verified: { type: 'boolean', default: true },
    },
  },
})

/** A form with every way to offer a choice. */
export const everyEnum = inputRequired.elicit({
  message: 'Which ones?',
  requestedSchema: {
    type: 'object',
    properties: {
      untitledSingle: { type: 'string', enum: ['option1', 'option2', 'option3'] },
      titledSingle: { type: 'string', oneOf: titled('value', 'Option') },
      legacyEnum: {
        type: 'string',
        enum: ['opt1', 'opt2', 'opt3'],
        enumNames: ['Option One', 'Option Two', 'Option Three'],
      },
      untitledMulti: {
        type: 'array',
        items: { type: 'string', enum: ['option1', 'option2', 'option3'] },
      },
      titledMulti: { type: 'array', items: { anyOf: titled('value', 'Choice') } },
    },
  },
})

function titled(value: string, title: string): { const: string; title: string }[] {
  return [1, 2, 3].map((number) => ({ const: `${value}${number}`, title: `${title} ${number}` }))
}
