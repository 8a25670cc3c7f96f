import {
  type AccountDetails,
  type AccountScope,
  accountFault,
  scopeFault,
} from '../../domain/account.ts'
import { accountByUsername } from '../../store/records/account-records.ts'
import { wearerExists } from '../../store/records/allocation-records.ts'
import type { RecordsQuery } from '../../store/records/records.ts'
import { teamExists } from '../../store/records/team-records.ts'
import { invalid } from './account-work.ts'

/** Whether an account may be made so. @throws AppError INPUT_INVALID with `field`. */
export async function checkDetails(query: RecordsQuery, details: AccountDetails): Promise<void> {
  const fault = accountFault(details)
  if (fault) throw invalid(`Cannot make account ${details.username}: ${fault.message}`, fault.field)
  if (await accountByUsername(query, details.username)) {
    throw invalid(
      `Cannot make account ${details.username}: there is one of that name; expected another name`,
      'username',
    )
  }
  await checkScope(query, `make account ${details.username}`, details)
}

/**
 * Whether there is what a scope names.
 *
 * @param wish what a message says could not be done.
 * @throws AppError INPUT_INVALID with `field`.
 */
export async function checkScope(
  query: RecordsQuery,
  wish: string,
  scope: AccountScope,
): Promise<void> {
  const fault = scopeFault(scope)
  if (fault) throw invalid(`Cannot ${wish}: ${fault.message}`, fault.field)
  if (scope.team !== undefined && !(await teamExists(query, scope.team))) {
    throw invalid(
      `Cannot ${wish}: there is no team "${scope.team}"; expected one of the teams`,
      'team',
    )
  }
  const { deviceWearerId } = scope
  if (deviceWearerId !== undefined && !(await wearerExists(query, deviceWearerId))) {
    throw invalid(
      `Cannot ${wish}: no people file named wearer ${deviceWearerId}; expected the id of a device wearer`,
      'deviceWearerId',
    )
  }
}
