import { nothingHere } from '../../domain/errors.ts'
import type { Route } from '../../server/route.ts'
import { paths } from '../paths.ts'
import type { PortalServices } from '../portal-services.ts'
import { HelpPage, HelpTopicPage } from './help-page.tsx'
import { helpTopics } from './help-topics.ts'

/** What the pages mean, in plain words, for everybody who is signed in. */
export function helpRoutes({ show }: PortalServices): Route[] {
  return [
    {
      method: 'GET',
      path: paths.help,
      access: 'signed-in',
      audit: 'nothing personal',
      handle(context) {
        const practises = context.get('asking').actor.permissions.has('cases:hand-over')
        return show(context, { title: 'Help' }, <HelpPage practises={practises} />)
      },
    },
    {
      method: 'GET',
      path: paths.helpOn(':topic'),
      access: 'signed-in',
      audit: 'nothing personal',
      handle(context) {
        const asked = context.req.param('topic')
        const topic = helpTopics.find(({ name }) => name === asked)
        if (!topic) throw nothingHere()
        const crumbs = [{ text: 'Help', href: paths.help }]
        return show(context, { title: topic.title, crumbs }, <HelpTopicPage topic={topic} />)
      },
    },
  ]
}
