import type { FC } from 'hono/jsx'
import type { AppError, ErrorCode } from '../../domain/errors.ts'
import { paths } from '../paths.ts'

const titles: Partial<Record<ErrorCode, string>> = {
  NOT_FOUND: 'Page not found',
  NOT_SIGNED_IN: 'Sign in first',
  NOT_PERMITTED: 'You may not see this',
  RESTRICTED: 'This person is restricted',
  FORM_EXPIRED: 'The form could not be taken',
  ALREADY_DECIDED: 'It was not done',
  POLICY_FORBIDS: 'Policy does not allow this',
  REPORT_UNWRITABLE: 'The report could not be written',
  TOO_LARGE: 'Too much was sent',
  TOO_MANY_REQUESTS: 'Too many requests',
  AUDIT_UNWRITABLE: 'Nothing can be shown now',
}

/** Says plainly what could not be shown, and where to go. */
export const ErrorMessage: FC<{ error: AppError }> = ({ error }) => (
  <>
    <h1 class="govuk-heading-l">{errorTitle(error)}</h1>
    <p class="govuk-body">{errorText(error)}</p>
    <p class="govuk-body">
      <a href={paths.home} class="govuk-link">
        Go to the first page
      </a>
    </p>
  </>
)

export function errorTitle({ code }: AppError): string {
  return titles[code] ?? 'Something went wrong'
}

/** What is ours to mend is not told in detail. */
function errorText({ code, message }: AppError): string {
  if (code === 'NOT_FOUND') {
    return 'There is nothing at this address, or nothing that you may see. Check the address, or ask whoever gave it to you.'
  }
  return titles[code] || code === 'INPUT_INVALID'
    ? `${message}.`
    : 'The page could not be made. Try again.'
}
