import { startServer } from '../compose.ts'
import type { Command } from './command.ts'

export const serveCommand: Command = {
  name: 'serve',
  summary: 'show a simulated town and its matches as pages on this machine',
  help: `Usage: whereabouts serve --data DIR [--port 3000]

Serves pages on http://localhost:3000 over the run in DIR/run. Until there is
sign-in and an audit, only a simulated town (DIR/town) is served, and only to
this machine. Ctrl-C stops it.

  --data DIR   a folder with town/ (from simulate) and run/ (from match)
  --port N     the port to listen on (default 3000)`,
  options: {
    data: { kind: 'text', required: true },
    port: { kind: 'number' },
  },
  async run(args, terminal) {
    const port = args.number('port', { least: 0, most: 65_535, whole: true }) ?? 3000
    const server = await startServer(args.text('data') ?? '', port)
    terminal.say(`Whereabouts is at ${server.url} (Ctrl-C stops it)`)
    await new Promise<void>((resolve) => {
      process.once('SIGINT', resolve)
      process.once('SIGTERM', resolve)
    })
    await server.close()
    return 0
  },
}
