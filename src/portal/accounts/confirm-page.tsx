import type { FC } from 'hono/jsx'
import type { Account } from '../../domain/account.ts'
import type { Asking } from '../../server/route.ts'
import { Form } from '../components/form.tsx'
import { paths } from '../paths.ts'

export interface ConfirmProps {
  readonly asking: Asking
  readonly account: Account
  readonly question: string
  /** What happens, and what does not. */
  readonly consequence: string
  readonly action: string
  readonly button: string
}

/** Asks once more before what cannot be taken back. */
export const ConfirmPage: FC<ConfirmProps> = (props) => (
  <div class="govuk-grid-row">
    <div class="govuk-grid-column-two-thirds">
      <h1 class="govuk-heading-l">{props.question}</h1>
      <p class="govuk-body">
        {props.account.name} ({props.account.username})
      </p>
      <p class="govuk-body">{props.consequence}</p>
      <Form asking={props.asking} action={props.action} button={props.button} kind="warning" />
      <p class="govuk-body">
        <a class="govuk-link" href={paths.accountOf(props.account.id)}>
          Change nothing
        </a>
      </p>
    </div>
  </div>
)
