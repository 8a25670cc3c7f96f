import type { FC } from 'hono/jsx'
import type { AccountWork } from '../../app/accounts/account-work.ts'
import { invalid } from '../../app/accounts/account-work.ts'
import type { CaseworkPolicy } from '../../app/load-policy.ts'
import {
  askRequester,
  checkRequester,
  confirmGrant,
  endGrant,
  grantRequest,
  refuseRequest,
} from '../../app/requests/decide-request.ts'
import { answerQuestion, withdrawRequest } from '../../app/requests/make-request.ts'
import { type RequestAct, requesterChecks } from '../../domain/data-request.ts'
import type { Permission } from '../../domain/roles.ts'
import { NO_RANGE, readRange, typedRange } from '../components/typed-range.ts'
import type { Done } from '../dones.ts'
import type { FormValues } from '../form-values.ts'
import {
  AnswerForm,
  AskForm,
  CheckForm,
  ConfirmForm,
  type DeedFormProps,
  EndForm,
  GrantForm,
  RefuseForm,
  WithdrawForm,
} from './deed-forms.tsx'

/** One thing that is done to a request with a form on its page. */
interface RequestDeed {
  readonly act: RequestAct
  readonly access: Permission
  readonly title: string
  readonly Form: FC<DeedFormProps>
  /** Where a fault is told that is about no field. */
  readonly field: string
  readonly done: Done
  work(work: AccountWork, policy: CaseworkPolicy, id: number, form: FormValues): Promise<void>
}

/** In the order in which a page offers them. */
export const requestDeeds: readonly RequestDeed[] = [
  {
    act: 'answer',
    access: 'requests:make',
    title: 'Answer the approver',
    Form: AnswerForm,
    field: 'answer',
    done: 'question-answered',
    work: (work, _, id, form) => answerQuestion(work, id, form.text('answer')),
  },
  {
    act: 'check',
    access: 'requests:decide',
    title: 'Check the requester',
    Form: CheckForm,
    field: 'how',
    done: 'requester-checked',
    work(work, _, id, form) {
      const how = requesterChecks.find((each) => each === form.text('how'))
      if (!how) throw invalid('Choose how you made sure of the requester', 'how')
      return checkRequester(work, id, how, form.text('checkNote'))
    },
  },
  {
    act: 'ask',
    access: 'requests:decide',
    title: 'Ask for more information',
    Form: AskForm,
    field: 'question',
    done: 'question-asked',
    work: (work, _, id, form) => askRequester(work, id, form.text('question')),
  },
  {
    act: 'grant',
    access: 'requests:decide',
    title: 'Grant the request',
    Form: GrantForm,
    field: 'wearers',
    done: 'request-granted',
    work: grant,
  },
  {
    act: 'confirm',
    access: 'requests:decide',
    title: 'Confirm the grant',
    Form: ConfirmForm,
    field: 'confirm',
    done: 'request-granted',
    work: (work, policy, id) => confirmGrant(work, policy, id),
  },
  {
    act: 'refuse',
    access: 'requests:decide',
    title: 'Refuse the request',
    Form: RefuseForm,
    field: 'reason',
    done: 'request-refused',
    work: (work, _, id, form) => refuseRequest(work, id, form.text('reason')),
  },
  {
    act: 'end',
    access: 'requests:decide',
    title: 'End the grant',
    Form: EndForm,
    field: 'endReason',
    done: 'grant-ended',
    work: (work, _, id, form) => endGrant(work, id, form.text('endReason')),
  },
  {
    act: 'withdraw',
    access: 'requests:make',
    title: 'Withdraw the request',
    Form: WithdrawForm,
    field: 'withdraw',
    done: 'request-withdrawn',
    work: (work, _, id) => withdrawRequest(work, id),
  },
]

/** Policy limited the request; a century is only so that there is a number. */
const ANY_DAYS = 36_525

async function grant(
  work: AccountWork,
  policy: CaseworkPolicy,
  id: number,
  form: FormValues,
): Promise<void> {
  const range = readRange(typedRange(form.text) ?? NO_RANGE, ANY_DAYS)
  if ('faults' in range) {
    const [fault] = range.faults
    throw invalid(fault?.text ?? 'Enter the period', fault?.field ?? 'from')
  }
  const radius = form.text('grantedRadius')
  const ids = [...form.ticked('wearers'), form.text('otherWearers')]
  await grantRequest(work, policy, id, {
    within: range.within,
    radiusMetres: radius === '' ? undefined : Number(radius),
    deviceWearerIds: ids.flatMap((each) => each.split(/[\s,;]+/)).filter((each) => each !== ''),
    reason: form.text('grantReason'),
  })
}
