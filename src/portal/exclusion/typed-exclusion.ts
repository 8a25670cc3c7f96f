import { isPurpose, PURPOSE_LENGTH } from '../../domain/purpose.ts'
import { searchWords } from '../../domain/search-words.ts'
import type { NamedPerson } from '../../store/records/exclusion-questions.ts'
import type { FieldFault } from '../components/error-summary.tsx'
import type { FormValues } from '../form-values.ts'

/** A question about a person and a crime as it stands in its form. */
export interface TypedExclusion {
  readonly reference: string
  readonly name: string
  readonly dateOfBirth: string
  readonly identifier: string
  readonly purpose: string
}

export const untypedExclusion: TypedExclusion = {
  reference: '',
  name: '',
  dateOfBirth: '',
  identifier: '',
  purpose: '',
}

export function typedExclusion(form: FormValues): TypedExclusion {
  return {
    reference: form.text('reference'),
    name: form.text('name'),
    dateOfBirth: form.text('dateOfBirth'),
    identifier: form.text('identifier'),
    purpose: form.text('purpose'),
  }
}

/** Whom a form names; what is wrong with the form is added to `faults`. */
export function readPerson(typed: TypedExclusion, faults: FieldFault[]): NamedPerson {
  const { reference, name, dateOfBirth, identifier, purpose } = typed
  const fault = (field: keyof TypedExclusion, text: string) => faults.push({ field, text })
  if (reference === '' || reference.length > 100) {
    fault('reference', 'Enter the reference of the crime, at most 100 characters')
  }
  if (name.length > 200) fault('name', 'Enter a name of at most 200 characters')
  if (identifier.length > 50) fault('identifier', 'Enter a number of at most 50 characters')
  const isNumbered = searchWords(identifier).length > 0
  if (!isNumbered && searchWords(name).length === 0) {
    fault('name', 'Enter the person’s name and date of birth, or a PNC, CRN or NOMIS number')
  } else if (!isNumbered && dateOfBirth === '') {
    fault('dateOfBirth', 'Enter the date of birth, or a PNC, CRN or NOMIS number')
  }
  if (dateOfBirth !== '' && !isDay(dateOfBirth)) {
    fault('dateOfBirth', 'Enter the date of birth as a real date, such as 1990-01-31')
  }
  if (!isPurpose(purpose)) {
    fault(
      'purpose',
      `Say what the answer is needed for, in ${PURPOSE_LENGTH.least} to ${PURPOSE_LENGTH.most} characters`,
    )
  }
  return {
    name,
    dateOfBirth: dateOfBirth === '' ? undefined : dateOfBirth,
    identifier: identifier === '' ? undefined : identifier,
  }
}

function isDay(text: string): boolean {
  const day = Date.parse(`${text}T00:00:00Z`)
  return /^(19|20)\d\d-\d\d-\d\d$/.test(text) && Number.isFinite(day) && sameDay(day, text)
}

/** JavaScript takes 31 June for 1 July. */
function sameDay(day: number, text: string): boolean {
  return new Date(day).toISOString().startsWith(text)
}
