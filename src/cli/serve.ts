import { readConfig, readDevices, readMail, readNotices, readSignInConfig } from '../config.ts'
import type { Command } from './command.ts'
import { dataFolderFrom } from './option-values.ts'
import { prepareHanded } from './run-handed.ts'

export const serveCommand: Command = {
  name: 'serve',
  summary: 'serve a data folder: pages and the interface for programs, on this machine',
  help: `Usage: whereabouts serve --data DIR [--port 3000]

Serves the data folder DIR on http://localhost:3000, to this machine only: put
a proxy with TLS before it for others. Everybody signs in; the first
administrator is made with a code that is printed when there is no account.
Ctrl-C stops it once requests under way are answered.

  --data DIR   the data folder (or WHEREABOUTS_DATA)
  --port N     the port to listen on (default 3000)
  --demo       make an account for each role; only over a simulated town
  --live-tags  with --demo: the town's tags go on reporting, all of it invented`,
  options: {
    data: { kind: 'text' },
    port: { kind: 'number' },
    demo: { kind: 'flag' },
    'live-tags': { kind: 'flag' },
  },
  async run(args, terminal) {
    const port = args.number('port', { least: 0, most: 65_535, whole: true }) ?? 3000
    const ended = new Promise<void>((resolve) => {
      for (const signal of ['SIGINT', 'SIGTERM'] as const) {
        process.once(signal, () => {
          terminal.say(`Ending, as ${signal} asks; requests under way are answered first.`)
          resolve()
        })
      }
    })
    // Loaded here only: what pages are made of is most of the program, and no other command wants it.
    const { serveFolder } = await import('../serve.ts')
    await serveFolder(
      {
        data: dataFolderFrom(args),
        port,
        demo: args.flag('demo'),
        liveTags: args.flag('demo') && args.flag('live-tags'),
        prepareHanded,
      },
      {
        ...readConfig(),
        ...readSignInConfig(),
        mail: readMail(),
        devices: readDevices(),
        notices: readNotices(),
      },
      (line) => terminal.say(line),
      ended,
    )
    return 0
  },
}
