import { dirname } from 'node:path'
import type { AccountDetails } from '../../domain/account.ts'
import { AppError } from '../../domain/errors.ts'
import { policeForces } from '../../domain/police-forces.ts'
import {
  accountByUsername,
  insertAccount,
  setDisabled,
} from '../../store/records/account-records.ts'
import { largestCaseload } from '../../store/records/allocation-records.ts'
import { setPasswordHash } from '../../store/records/credential-records.ts'
import { forcesWithCrimes } from '../../store/records/crime-records.ts'
import { endSessionsOf } from '../../store/records/session-records.ts'
import { madeFromTown } from '../made-from-town.ts'
import { type AccountWork, altering } from './account-work.ts'
import { hashPassword } from './password-hash.ts'

/** Known to everybody: behind it is nobody real. */
const DEMO_PASSWORD = 'lighthouse and three gulls'

const demoUsernames = [
  'practitioner.demo',
  'wearer.demo',
  'monitoring.demo',
  'police.demo',
  'caseworker.demo',
  'second.demo',
  'manager.demo',
  'approver.demo',
  'second-approver.demo',
  'evaluator.demo',
  'administrator.demo',
  'service.demo',
] as const

export interface DemoAccount extends AccountDetails {
  /** A service has none: it uses tokens. */
  readonly password: string | undefined
}

/**
 * One account for each role, made where it is missing, over a simulated town and nothing else. They sign
 * in by a password everybody knows and without a second factor.
 *
 * @param town the folder the town's files are in.
 * @throws AppError NOT_PERMITTED where the data folder holds anything but the town's files.
 */
export async function createDemoAccounts(work: AccountWork, town: string): Promise<DemoAccount[]> {
  if (!(await madeFromTown(work, town))) {
    throw new AppError(
      'NOT_PERMITTED',
      `Cannot make demonstration accounts: the data folder holds more than the simulated town in ${town}, and everybody knows their password. Expected a folder with nothing else in it: "npm start -- --fresh" deletes this one and makes the demonstration anew; "node bin/whereabouts.js serve --data ${dirname(town)}" serves it as it is, without them ("administrator" makes an account first)`,
    )
  }
  const accounts = await demoDetails(work)
  const passwordHash = await hashPassword(DEMO_PASSWORD)
  for (const details of accounts) {
    if (await accountByUsername(work.records, details.username)) continue
    await altering(work, 'accounts', async (transaction) => {
      const { id } = await insertAccount(transaction, details, work.now)
      if (details.role !== 'service') await setPasswordHash(transaction, id, passwordHash)
      return { result: undefined, details: { change: 'created for a demonstration', account: id } }
    })
  }
  return accounts.map((details) => ({
    ...details,
    password: details.role === 'service' ? undefined : DEMO_PASSWORD,
  }))
}

/**
 * Whether demonstration accounts are going to end because a folder came to hold more than the simulated town: their
 * password is known to everybody, so they are never served beside anything else.
 *
 * @param town the folder the town's files are in.
 */
export async function endsDemonstration(
  folder: Pick<AccountWork, 'records'>,
  town: string,
): Promise<boolean> {
  for (const username of demoUsernames) {
    const account = await accountByUsername(folder.records, username)
    if (account && account.disabledAt === undefined) return !(await madeFromTown(folder, town))
  }
  return false
}

/**
 * Ends every demonstration account in a folder that holds more than a simulated town by now: everybody
 * knows their password. @returns how many.
 */
export async function disableDemoAccounts(work: AccountWork): Promise<number> {
  let ended = 0
  for (const username of demoUsernames) {
    const account = await accountByUsername(work.records, username)
    if (!account || account.disabledAt !== undefined) continue
    await altering(work, 'accounts', async (transaction) => {
      await setDisabled(transaction, account.id, work.now)
      await endSessionsOf(transaction, account.id)
      const details = { change: 'disabled: no demonstration any more', account: account.id }
      return { result: undefined, details }
    })
    ended++
  }
  return ended
}

async function demoDetails({ records, now }: AccountWork): Promise<AccountDetails[]> {
  const caseload = await largestCaseload(records, now)
  const [policeForce = policeForces[0]?.identifier] = await forcesWithCrimes(records)
  return [
    ...(caseload
      ? ([
          {
            username: 'practitioner.demo',
            name: caseload.practitioner,
            role: 'probation-practitioner',
            practitioner: caseload.practitioner,
            team: caseload.team,
          },
          {
            username: 'wearer.demo',
            name: 'Demo wearer',
            role: 'device-wearer',
            deviceWearerId: caseload.deviceWearerId,
          },
        ] as const)
      : []),
    { username: 'monitoring.demo', name: 'Demo monitoring officer', role: 'monitoring-officer' },
    { username: 'police.demo', name: 'Demo analyst', role: 'police-analyst', policeForce },
    { username: 'caseworker.demo', name: 'Demo caseworker', role: 'hub-caseworker' },
    { username: 'second.demo', name: 'Demo second reviewer', role: 'hub-caseworker' },
    { username: 'manager.demo', name: 'Demo manager', role: 'hub-manager' },
    { username: 'approver.demo', name: 'Demo approver', role: 'data-request-approver' },
    {
      username: 'second-approver.demo',
      name: 'Second demo approver',
      role: 'data-request-approver',
    },
    { username: 'evaluator.demo', name: 'Demo evaluator', role: 'evaluator' },
    { username: 'administrator.demo', name: 'Demo administrator', role: 'administrator' },
    { username: 'service.demo', name: 'Demo service', role: 'service' },
  ]
}
