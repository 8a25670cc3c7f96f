import { servePages } from '../compose.ts'
import { readConfig } from '../config.ts'
import type { Command } from './command.ts'
import { dataFolderFrom } from './option-values.ts'

export const serveCommand: Command = {
  name: 'serve',
  summary: 'show a simulated town and its matches as pages on this machine',
  help: `Usage: whereabouts serve --data DIR [--port 3000]

Serves pages on http://localhost:3000 over the newest matching run of the data
folder DIR. Until there is sign-in and an audit, only a folder filled from the
simulated town in DIR/town is served, and only to this machine. Ctrl-C stops it.

  --data DIR   the data folder (or WHEREABOUTS_DATA)
  --port N     the port to listen on (default 3000)`,
  options: {
    data: { kind: 'text' },
    port: { kind: 'number' },
  },
  async run(args, terminal) {
    const port = args.number('port', { least: 0, most: 65_535, whole: true }) ?? 3000
    const ended = new Promise<void>((resolve) => {
      process.once('SIGINT', resolve)
      process.once('SIGTERM', resolve)
    })
    await servePages(
      dataFolderFrom(args),
      port,
      readConfig(),
      (url) => terminal.say(`Whereabouts is at ${url} (Ctrl-C stops it)`),
      ended,
    )
    return 0
  },
}
