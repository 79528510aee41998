// What each MCP client wants to be told, in its own format. Text only: nothing is written anywhere.

/** A server that the client starts itself. `environment` = what it must be told besides; never a secret. */
export type LocalServer = { command: string; args: string[]; environment: Record<string, string> }
/** A server that runs already. */
export type RemoteServer = { url: string; needsToken: boolean }

export type Client = {
  name: string
  /** Where the text belongs, in words. */
  where: string | { local: string; remote: string }
  /** Null where the client can not do it. */
  local: ((server: LocalServer) => string) | null
  remote: (server: RemoteServer) => string
  /** It asks from its maker's servers: it sees only public addresses, and signs in where others are given a token. */
  asksFromOutside?: true
}

const serverName = 'quartermaster'
const tokenVariable = 'QUARTERMASTER_TOKEN'

const json = (value: unknown) => JSON.stringify(value, null, 2)

/** The headers with a token where one is needed; `token` is how the client writes a value that is kept elsewhere. */
const headersOf = ({ needsToken }: RemoteServer, token: string) =>
  needsToken ? { headers: { Authorization: `Bearer ${token}` } } : {}

const environmentOf = ({ environment }: LocalServer, key = 'env') =>
  Object.keys(environment).length > 0 ? { [key]: environment } : {}

const startOf = (server: LocalServer) => ({
  command: server.command,
  args: server.args,
  ...environmentOf(server),
})

const under = (key: string, server: unknown) => json({ [key]: { [serverName]: server } })

/** The form that most clients share, with the address under `urlKey`. */
const common = (
  urlKey: string,
  token: string,
): { local: (server: LocalServer) => string; remote: (server: RemoteServer) => string } => ({
  local: (server) => under('mcpServers', startOf(server)),
  remote: (server) => under('mcpServers', { [urlKey]: server.url, ...headersOf(server, token) }),
})

/** The clients by the name that a person types. */
export const clients: Record<string, Client> = {
  claude: {
    name: 'Claude Desktop',
    where: {
      local: 'Settings > Developer > Edit Config opens claude_desktop_config.json; restart Claude',
      remote: 'Settings > Connectors > Add custom connector, as its URL; it asks you to sign in',
    },
    local: common('', '').local,
    remote: ({ url }) => url,
    asksFromOutside: true,
  },
  'claude-code': {
    name: 'Claude Code',
    where: 'Run it in a terminal',
    // Its --env and --header take every word up to the next option, so what they may not swallow does not follow them.
    local: (server) => {
      const told = Object.entries(server.environment).map(([name, value]) => `${name}=${value}`)
      const environment = told.length > 0 ? ['--env', ...told] : []
      const add = [
        'claude',
        'mcp',
        'add',
        '--transport',
        'stdio',
        ...environment,
        '--scope',
        'user',
      ]
      return shellLine([...add, serverName, '--', server.command, ...server.args])
    },
    remote: ({ url, needsToken }) => {
      const add = ['claude', 'mcp', 'add', '--transport', 'http', '--scope', 'user']
      // Double quotes, so that the shell puts the token in.
      const header = needsToken ? ` --header "Authorization: Bearer $${tokenVariable}"` : ''
      return `${shellLine([...add, serverName, url])}${header}`
    },
  },
  cursor: {
    name: 'Cursor',
    where: '~/.cursor/mcp.json, or .cursor/mcp.json of a project',
    ...common('url', `\${env:${tokenVariable}}`),
  },
  vscode: {
    name: 'VS Code',
    where: '.vscode/mcp.json of a workspace, or the command "MCP: Open User Configuration"',
    local: (server) => under('servers', { type: 'stdio', ...startOf(server) }),
    remote: (server) => {
      const headers = headersOf(server, '${input:quartermaster-token}')
      const entry = { type: 'http', url: server.url, ...headers }
      const inputs = [
        {
          type: 'promptString',
          id: 'quartermaster-token',
          description: 'Quartermaster token',
          password: true,
        },
      ]
      return json({ ...(server.needsToken && { inputs }), servers: { [serverName]: entry } })
    },
  },
  windsurf: {
    name: 'Windsurf',
    where: '~/.codeium/windsurf/mcp_config.json; then refresh the servers of Cascade',
    ...common('serverUrl', `\${env:${tokenVariable}}`),
  },
  zed: {
    name: 'Zed',
    where: 'settings.json (the command "zed: open settings")',
    local: (server) => under('context_servers', { source: 'custom', ...startOf(server) }),
    remote: (server) =>
      under('context_servers', { url: server.url, ...headersOf(server, '<token>') }),
  },
  codex: {
    name: 'Codex',
    where: '~/.codex/config.toml',
    local: (server) => {
      const environment = Object.entries(server.environment)
        .map(([name, value]) => `${name} = ${tomlText(value)}`)
        .join(', ')
      return [
        `[mcp_servers.${serverName}]`,
        `command = ${tomlText(server.command)}`,
        `args = [${server.args.map(tomlText).join(', ')}]`,
        ...(environment === '' ? [] : [`env = { ${environment} }`]),
      ].join('\n')
    },
    remote: ({ url, needsToken }) =>
      [
        `[mcp_servers.${serverName}]`,
        `url = ${tomlText(url)}`,
        ...(needsToken ? [`bearer_token_env_var = ${tomlText(tokenVariable)}`] : []),
      ].join('\n'),
  },
  gemini: {
    name: 'Gemini CLI',
    where: '~/.gemini/settings.json',
    ...common('httpUrl', `$${tokenVariable}`),
  },
  opencode: {
    name: 'OpenCode',
    where: '~/.config/opencode/opencode.json',
    local: (server) =>
      under('mcp', {
        type: 'local',
        command: [server.command, ...server.args],
        ...environmentOf(server, 'environment'),
      }),
    remote: (server) =>
      under('mcp', {
        type: 'remote',
        url: server.url,
        ...headersOf(server, `{env:${tokenVariable}}`),
      }),
  },
  lmstudio: {
    name: 'LM Studio',
    where: 'mcp.json (Program > Install > Edit mcp.json)',
    ...common('url', '<token>'),
  },
  chatgpt: {
    name: 'ChatGPT',
    where:
      'Settings > Connectors > Advanced > Developer mode, then Create, as its URL; it asks you to sign in',
    local: null,
    remote: ({ url }) => url,
    asksFromOutside: true,
  },
  other: {
    name: 'another client',
    where: 'Where the client lists its MCP servers; the names are those that most clients use',
    ...common('url', '<token>'),
  },
}

/** A word as a POSIX shell reads it back. */
function shellWord(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`
}

const shellLine = (words: string[]) => words.map(shellWord).join(' ')

/** A basic string of TOML: JSON writes the same one, but for DEL, which TOML wants escaped. */
const tomlText = (text: string) => JSON.stringify(text).replaceAll('\u007F', String.raw`\u007F`)
