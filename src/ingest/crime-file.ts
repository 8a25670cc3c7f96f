import type { AttemptReasonCode } from '../domain/ingestion-attempt.ts'
import type { CrimeMail, MailedFile } from './crime-mail.ts'

/** The one crime batch file of a message, or why there is none. */
type FoundFile =
  | { readonly file: MailedFile; readonly code?: undefined }
  | { readonly file?: undefined; readonly code: AttemptReasonCode; readonly reason: string }

/** Finds it by name or type: senders' programs call a CSV many things. Signatures and pictures beside it are passed over. */
export function crimeFile({ files, fault }: Pick<CrimeMail, 'files' | 'fault'>): FoundFile {
  if (fault) return fault
  const found = files.filter(isCsv)
  const [file] = found
  if (file && found.length === 1) {
    return { file: file.name === '' ? { ...file, name: 'crimes.csv' } : file }
  }
  if (found.length > 1) {
    return {
      code: 'SEVERAL_CSV',
      reason: `It carries ${found.length} CSV files, expected one: send each in a message of its own`,
    }
  }
  const [other] = files.filter(({ name, type }) => PACKED.test(name) || PACKED_TYPE.test(type))
  if (other) {
    return {
      code: 'NOT_CSV',
      reason:
        'It carries a workbook, an archive or a sealed message, expected a CSV file: save the sheet as CSV and attach that, unpacked and not encrypted',
    }
  }
  return { code: 'NO_CSV', reason: 'It carries no CSV file, expected one attached' }
}

function isCsv({ name, type }: MailedFile): boolean {
  return (
    /\.csv$/i.test(name) || /^(text|application)\/(x-)?(csv|comma-separated-values)$/i.test(type)
  )
}

const PACKED = /\.(xlsx?|xlsm|xlsb|ods|numbers|zip|7z|rar|gz|p7m|pgp|gpg)$|^winmail\.dat$/i
const PACKED_TYPE = /spreadsheet|ms-excel|zip|compressed|pkcs7-mime|ms-tnef|pgp-encrypted/i
