// Who may import whom. Each rule says why; ARCHITECTURE is the layout, this is what keeps it.
const pureRooms = '^src/(planning|purchasing|render)/'

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    {
      name: 'planning-is-pure',
      comment:
        'Planning, purchasing and rendering see numbers, never a clock, a file, a database or a network.',
      severity: 'error',
      from: { path: pureRooms },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'pure-rooms-know-only-each-other',
      comment: 'What a pure room imports must be as pure as the room.',
      severity: 'error',
      from: { path: pureRooms },
      to: {
        path: '^(src|tools)/',
        pathNot: '^src/(planning|purchasing|render)/|^src/errors[.]ts$',
      },
    },
    {
      name: 'pure-rooms-npm-short-list',
      comment: 'Numeric and formatting packages only.',
      severity: 'error',
      from: { path: pureRooms },
      to: {
        path: 'node_modules',
        pathNot: 'node_modules/(@stdlib|big[.]js|d3-|@types/(big|d3)|internmap)',
      },
    },
    {
      name: 'sql-only-in-store',
      comment: 'One room knows the database; everything else asks it in nouns and verbs.',
      severity: 'error',
      from: { path: '^(src|tools)/', pathNot: '^src/store/' },
      to: { path: 'node_modules/(drizzle-orm|pg|pg-copy-streams|@electric-sql)/' },
    },
    {
      name: 'store-knows-no-callers',
      comment: 'The store knows planning and purchasing types, never who asks.',
      severity: 'error',
      from: { path: '^src/store/' },
      to: { path: '^(tools|src/(agent|surfaces|commands|operations|imports|jobs|render|demo))/' },
    },
    {
      name: 'tools-are-what-a-model-can-do',
      comment: 'A tool reaches neither people (commands), nor the conversation, nor a surface.',
      severity: 'error',
      from: { path: '^tools/' },
      to: { path: '^src/(agent|surfaces|commands|imports|jobs)/' },
    },
    {
      name: 'tools-do-not-import-tools',
      comment: 'One tool, one file; what two tools share lives in a room below them.',
      severity: 'error',
      from: { path: '^tools/', pathNot: '^tools/index[.]ts$' },
      to: { path: '^tools/', pathNot: '^tools/shared/' },
    },
    {
      name: 'commands-are-for-people',
      comment:
        'Only a surface with a person in front of it, or a job a person switched on, may decide.',
      severity: 'error',
      from: { path: '^(src|tools)/', pathNot: '^src/(commands|surfaces/(web|cli|slack)|jobs)/' },
      to: { path: '^src/commands/' },
    },
    {
      name: 'signing-in-is-for-people',
      comment:
        'Links, passwords, sessions and tokens are nothing that a tool, a model or MCP can make or look up.',
      severity: 'error',
      from: { path: '^(tools/|src/(agent|surfaces/mcp|planning|purchasing)/)' },
      to: {
        path: '^src/(operations/(sign-in.*|password|web-session|access-tokens|bearer.*|issuer-documents|token-signature)|store/(access-tokens|accounts|openid-uses|sign-in-links|web-sessions))[.]ts$',
      },
    },
    {
      name: 'surfaces-do-not-know-one-another',
      comment:
        'Each surface can be taken out alone; the command line is where the others are composed.',
      severity: 'error',
      from: { path: '^src/surfaces/([^/]+)/', pathNot: '^src/surfaces/cli/' },
      to: { path: '^src/surfaces/', pathNot: '^src/surfaces/$1/' },
    },
    {
      name: 'agent-knows-no-surface',
      comment: 'The turn is the same wherever it is asked.',
      severity: 'error',
      from: { path: '^src/(agent|operations|imports|demo)/' },
      to: { path: '^src/surfaces/' },
    },
    {
      name: 'sdk-stays-in-its-surface',
      comment: 'An SDK is an edge: it is seen in one room.',
      severity: 'error',
      from: { path: '^(src|tools)/', pathNot: '^src/surfaces/' },
      to: { path: 'node_modules/(@slack|@modelcontextprotocol|hono|@hono)/' },
    },
    {
      name: 'model-sdk-stays-in-agent',
      comment: 'The loop lives in the agent; the doctor lists models through the agent room too.',
      severity: 'error',
      from: { path: '^(src|tools)/', pathNot: '^src/agent/' },
      to: { path: 'node_modules/(ai|@ai-sdk|openai)/' },
    },
    {
      name: 'config-at-composition-roots',
      comment: 'The environment is read once, at the root; everything else is given what it needs.',
      severity: 'error',
      from: { path: '^(src|tools)/', pathNot: '^src/surfaces/cli/' },
      to: { path: '^src/config[.]ts$', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'papers-leave-through-dispatch',
      comment: 'One room writes PDFs and speaks SMTP.',
      severity: 'error',
      from: { path: '^(src|tools)/', pathNot: '^src/dispatch/' },
      to: { path: 'node_modules/(pdfkit|nodemailer)/' },
    },
    {
      name: 'pictures-are-drawn-in-one-room',
      comment: 'One room turns a drawing into a picture, with one typeface.',
      severity: 'error',
      from: { path: '^(src|tools)/', pathNot: '^src/pictures/' },
      to: { path: 'node_modules/@resvg/' },
    },
    {
      name: 'pictures-know-drawings-only',
      comment: 'It is handed a finished chart; it looks nothing up.',
      severity: 'error',
      from: { path: '^src/pictures/' },
      to: { path: '^(src|tools)/', pathNot: '^src/(pictures|render)/' },
    },
    {
      name: 'dispatch-is-for-people',
      comment: 'A model can not send anything: only a person at a surface, or a job, reaches it.',
      severity: 'error',
      from: {
        path: '^(src|tools)/',
        pathNot: '^src/(dispatch|commands|surfaces/(web|cli|slack)|jobs)/',
      },
      to: { path: '^src/dispatch/' },
    },
    {
      name: 'jobs-start-with-the-program',
      comment:
        'A job sends and approves what people decided: only the composition root starts one.',
      severity: 'error',
      from: { path: '^(src|tools)/', pathNot: '^src/(jobs|surfaces/cli)/' },
      to: { path: '^src/jobs/' },
    },
    {
      name: 'dispatch-knows-papers-only',
      comment: 'It is handed a finished document and an address; it looks nothing up.',
      severity: 'error',
      from: { path: '^src/dispatch/' },
      to: { path: '^(src|tools)/', pathNot: '^src/(dispatch|render)/|^src/errors[.]ts$' },
    },
    {
      name: 'no-cycles',
      comment: 'Data flows one way.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-orphans',
      comment: 'A file that nobody imports is dead, or its caller is missing.',
      severity: 'error',
      from: {
        orphan: true,
        path: '^(src|tools)/',
        pathNot: '^src/surfaces/(cli/main[.]ts|web/assets/)',
      },
      to: {},
    },
    {
      name: 'no-dev-dependencies-at-run-time',
      comment:
        'What ships must install without the development set; types are erased and do not count.',
      severity: 'error',
      from: { path: '^(src|tools)/' },
      to: {
        dependencyTypes: ['npm-dev'],
        dependencyTypesNot: ['type-only'],
        pathNot: 'node_modules/@types/',
      },
    },
    {
      name: 'resolvable',
      comment: 'An import that does not resolve is a typing error or an undeclared package.',
      severity: 'error',
      from: { path: '^(src|tools)/' },
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    parser: 'swc',
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
  },
}
