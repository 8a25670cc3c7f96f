import { type DocumentKind, documentKindText } from '../../domain/person-document.ts'

/** What whoever asked for a document is told when it is ready: nothing of whom it is about. */
export function documentMail(
  kind: DocumentKind,
  link: string,
): { readonly subject: string; readonly text: string } {
  return {
    subject: 'Whereabouts: a report you asked for is ready',
    text: `The ${documentKindText(kind).toLowerCase()} you asked for is ready. Sign in to read it:\n\n${link}\n\nWho it is about is said only to those who sign in.\n`,
  }
}
