// Runs command lines of the built program, one after another, as kept-program.ts asks.
import { runCommandLine } from '../../dist/cli/run-command-line.js'
import { processTerminal } from '../../dist/cli/terminal.js'

let said = { stdout: '', stderr: '' }
for (const stream of ['stdout', 'stderr']) {
  process[stream].write = (text) => {
    said[stream] += text
    return true
  }
}
const terminal = processTerminal()

process.on('message', async ({ words, cwd, env }) => {
  said = { stdout: '', stderr: '' }
  for (const name of Object.keys(process.env)) if (!(name in env)) delete process.env[name]
  Object.assign(process.env, env)
  process.chdir(cwd)
  let status = 1
  try {
    status = await runCommandLine(words, terminal)
  } catch (error) {
    // What Node would say of it.
    said.stderr += `${error.stack}\n`
  }
  process.send({ status, ...said })
})
process.on('disconnect', () => process.exit())
