import { createAccount } from '../app/accounts/accounts.ts'
import { makeToken } from '../app/accounts/api-tokens.ts'
import { operatorWork } from '../app/accounts/operator-work.ts'
import { usernameFrom } from '../domain/account.ts'
import { AppError } from '../domain/errors.ts'
import { accountByUsername } from '../store/records/account-records.ts'
import type { Command } from './command.ts'

const DAY = 86_400_000

export const tokenCommand: Command = {
  name: 'token',
  summary: "make an operator's token, with which commands are handed to a server",
  help: `Usage: whereabouts token --username U [--days 30] --data DIR

Makes a token that lets whoever has it run commands on the folder while a server
holds it (WHEREABOUTS_TOKEN), and prints it once. Its account is a service account
of that name, made if need be. Only whoever runs the host makes one: commands read
everybody's positions, and no administrator does. It is audited. Stop the server
that holds the folder first.

  --username U   the service account, such as night.import
  --days N       how long it is good for, at most 366 (default 30)
  --data DIR     the data folder (or WHEREABOUTS_DATA)`,
  options: { username: { kind: 'text' }, days: { kind: 'number' }, data: { kind: 'text' } },
  async run(args, terminal, place) {
    const username = args.text('username')
    if (username === undefined) {
      throw new AppError('WRONG_USE', 'Cannot make a token: expected --username U')
    }
    const days = args.number('days', { least: 1, most: 366, whole: true }) ?? 30
    await place.withDataFolder(place.dataPath(args), 'token', async (folder) => {
      const work = operatorWork(folder)
      const known = await accountByUsername(folder.records, usernameFrom(username))
      if (known && known.role !== 'service') {
        throw new AppError(
          'WRONG_USE',
          `Cannot make a token for ${username}: it is a person's account; expected a service's`,
        )
      }
      const { id } =
        known ?? (await createAccount(work, { username, name: username, role: 'service' })).account
      const { token } = await makeToken(work, {
        accountId: id,
        name: 'made at the host',
        scopes: ['operate'],
        expiresAt: work.now + days * DAY,
      })
      terminal.say(`Token of ${username}, good for ${days} days, shown once: ${token}`)
    })
    return 0
  },
}
