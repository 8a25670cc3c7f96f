import type { Asked } from '../server/route.ts'

/** A form as it was sent. What is missing, or is a file, is empty. */
export interface FormValues {
  /** Without white space around it. */
  text(name: string): string
  /** As it was typed: a password may begin with a space. */
  typed(name: string): string
  /** Every ticked box of the name. */
  ticked(name: string): readonly string[]
}

export async function formValues(context: Asked): Promise<FormValues> {
  const sent = await context.req.parseBody({ all: true })
  const ticked = (name: string) =>
    [sent[name]].flat().filter((value): value is string => typeof value === 'string')
  const typed = (name: string) => ticked(name)[0] ?? ''
  return { text: (name) => typed(name).trim(), typed, ticked }
}

/** What a form would send that holds these: how a page shows what is kept already. */
export function formOf(fields: Readonly<Record<string, string | readonly string[]>>): FormValues {
  const ticked = (name: string) => [fields[name] ?? []].flat()
  const typed = (name: string) => ticked(name)[0] ?? ''
  return { text: (name) => typed(name).trim(), typed, ticked }
}
