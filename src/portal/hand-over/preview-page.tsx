import type { FC } from 'hono/jsx'
import type { PreparedHandOver } from '../../app/hand-over/hand-over.ts'
import type { Asking } from '../../server/route.ts'
import { ErrorSummary, type FieldFault } from '../components/error-summary.tsx'
import { Form } from '../components/form.tsx'
import type { FormValues } from '../form-values.ts'
import { paths } from '../paths.ts'
import { SentContents } from './sent-contents.tsx'
import { handOverFields } from './typed-hand-over.ts'

/** Exactly what would leave, before it does. */
export const PreviewPage: FC<{
  asking: Asking
  personId: string
  title: string
  prepared: PreparedHandOver
  values: FormValues
  faults: readonly FieldFault[]
}> = ({ asking, personId, title, prepared, values, faults }) => {
  const { contents, picture, target, seal } = prepared
  return (
    <>
      <ErrorSummary faults={faults} />
      <h1 class="govuk-heading-l" id="preview">
        {title}
      </h1>
      {target ? (
        <p class="govuk-body">
          Nothing is sent yet. All of this goes to {new URL(target.address).host}, with a number and
          a link back to it. Once sent it cannot be taken back from here.
        </p>
      ) : (
        <NoTarget />
      )}
      <SentContents contents={contents} picture={picture} />
      {target && (
        <Form asking={asking} action={paths.newHandOver(personId)} button="Send to the case record">
          <Fields values={values} />
          <input type="hidden" name="seen" value={seal} />
        </Form>
      )}
      <Form
        asking={asking}
        action={paths.previewHandOver(personId)}
        button="Change something"
        kind="secondary"
      >
        <Fields values={values} />
        <input type="hidden" name="step" value="change" />
      </Form>
    </>
  )
}

/** Where hand-overs go nowhere: whom to ask, and what can be done without. */
export const NoTarget: FC = () => (
  <div class="govuk-inset-text">
    No case record system is set up here, so nothing can be sent. Ask an administrator to set it up
    under “Case record”. Until then you can write it here, then copy or print it.
  </div>
)

const Fields: FC<{ values: FormValues }> = ({ values }) => (
  <>
    {handOverFields.flatMap((name) =>
      values.ticked(name).map((value) => <input type="hidden" name={name} value={value} />),
    )}
  </>
)
