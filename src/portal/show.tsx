import type { Child } from 'hono/jsx'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import type { Asked } from '../server/route.ts'
import { Shell, type ShellProps } from './components/shell.tsx'

export interface Shown extends Omit<ShellProps, 'asking' | 'children' | 'demonstration'> {
  readonly status?: ContentfulStatusCode
}

/** Makes pages in the portal's frame; hono/jsx escapes every value in them. */
export type Show = (context: Asked, shown: Shown, content: Child) => Response

export function showIn(demonstration: boolean): Show {
  return (context, { status = 200, ...shell }, content) => {
    const page = (
      <Shell {...shell} demonstration={demonstration} asking={context.get('asking')}>
        {content}
      </Shell>
    )
    return context.html(`<!DOCTYPE html>${page.toString()}`, status) as Response
  }
}
