import { createAccount } from '../app/accounts/accounts.ts'
import { operatorWork } from '../app/accounts/operator-work.ts'
import { withDataFolder } from '../compose.ts'
import { readConfig } from '../config.ts'
import { AppError } from '../domain/errors.ts'
import type { Command } from './command.ts'
import { dataFolderFrom } from './option-values.ts'

export const administratorCommand: Command = {
  name: 'administrator',
  summary: 'make another administrator, when none can sign in any more',
  help: `Usage: whereabouts administrator --username U --name NAME --data DIR

Makes an account for an administrator and prints a one-time code, good for seven
days, with which its owner sets a password on the sign-in page. For whoever runs
the host, when every administrator is locked out; it is audited. Stop the server
that holds the folder first.

  --username U   the new account's username
  --name NAME    whose it is
  --data DIR     the data folder (or WHEREABOUTS_DATA)`,
  options: { username: { kind: 'text' }, name: { kind: 'text' }, data: { kind: 'text' } },
  async run(args, terminal) {
    const username = args.text('username')
    const name = args.text('name')
    if (username === undefined || name === undefined) {
      throw new AppError(
        'WRONG_USE',
        'Cannot make an administrator: expected --username U and --name NAME',
      )
    }
    const data = dataFolderFrom(args)
    await withDataFolder(data, 'administrator', readConfig(), async (folder) => {
      const details = { username, name, role: 'administrator' } as const
      const { account, code } = await createAccount(operatorWork(folder), details)
      terminal.say(`Account ${account.username} is made. One-time code: ${code ?? ''}`)
    })
    return 0
  },
}
