import type { FC } from 'hono/jsx'
import type { Asking } from '../../server/route.ts'
import { ErrorSummary, type FieldFault } from '../components/error-summary.tsx'
import { Form } from '../components/form.tsx'
import { QrCode } from '../components/qr-code.tsx'
import { TextField } from '../components/text-field.tsx'
import { paths } from '../paths.ts'

export interface AuthenticatorProps {
  readonly asking: Asking
  /** `otpauth://totp/…`, for the QR code. */
  readonly uri: string
  /** Base 32. */
  readonly secretText: string
  /** Whether there is one already, whose code is asked for too. */
  readonly replaces: boolean
  /** Whether the last one was lost: the code that was handed over is asked for too. */
  readonly needsHandedOverCode: boolean
  readonly faults?: readonly FieldFault[]
}

/** Shows the key of an authenticator until a code proves that it was taken in. */
export const AuthenticatorPage: FC<AuthenticatorProps> = ({
  asking,
  uri,
  secretText,
  replaces,
  needsHandedOverCode,
  faults = [],
}) => (
  <div class="govuk-grid-row">
    <div class="govuk-grid-column-two-thirds">
      <ErrorSummary faults={faults} />
      <h1 class="govuk-heading-l">Set up your authenticator</h1>
      <p class="govuk-body">
        An authenticator app on your phone or computer makes a new code every 30 seconds. Any that
        reads QR codes will do.
      </p>
      <ol class="govuk-list govuk-list--number">
        <li>Open the app and add an account.</li>
        <li>Scan this picture, or type the key beneath it.</li>
        <li>Enter the 6 digits the app then shows.</li>
      </ol>
      <QrCode text={uri} label="QR code for your authenticator. The key below says the same" />
      <p class="govuk-body">
        Key:{' '}
        <code class="app-secret" id="authenticator-key">
          {inGroups(secretText)}
        </code>
      </p>
      <Form asking={asking} action={paths.authenticator} button="Confirm">
        {needsHandedOverCode && (
          <TextField
            name="handedOverCode"
            label="One-time code"
            hint="From the administrator who removed your last authenticator"
            autocomplete="off"
            width={20}
            faults={faults}
          />
        )}
        {replaces && (
          <TextField
            name="currentCode"
            label="Code from your present authenticator"
            hint="6 digits, or one of your recovery codes"
            autocomplete="one-time-code"
            width={20}
            faults={faults}
          />
        )}
        <TextField
          name="code"
          label={replaces ? 'Code from the new one' : 'Code from the app'}
          hint="6 digits"
          autocomplete="one-time-code"
          inputmode="numeric"
          width={10}
          faults={faults}
        />
      </Form>
    </div>
  </div>
)

/** Four at a time, as people type. */
function inGroups(key: string): string {
  return key.replace(/(.{4})(?=.)/g, '$1 ')
}
