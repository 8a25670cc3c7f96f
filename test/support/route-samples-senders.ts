import type { Sample } from './route-samples.ts'
import type { ServedSurfaces } from './served-surfaces.ts'

const administrators = ['administrator'] as const

/** The list of those who may send crimes by e-mail. */
export function senderSamples({ folder }: ServedSurfaces): Record<string, Sample> {
  let made = 0
  return {
    'GET /senders': { who: administrators },
    'POST /senders': {
      who: administrators,
      status: 303,
      good: async () => {
        made += 1
        const address = `Desk.${made}@cheshire.example`
        return { sent: { form: { address, policeForce: 'Cheshire' } } }
      },
    },
    'POST /senders/end': {
      who: administrators,
      status: 303,
      good: async () => {
        made += 1
        const [row] = await folder.records.query<{ id: bigint }>(
          `insert into mail_senders (address, police_force, added_at, added_by)
           values ($1, 'Cumbria', now(), 'a test') returning id`,
          [`ended.${made}@cumbria.example`],
        )
        return { sent: { form: { sender: String(row?.id) } } }
      },
      outOfScope: { sent: { form: { sender: '999999' } }, subjects: [] },
    },
  }
}
