import type { Sample } from './route-samples.ts'
import type { ServedSurfaces } from './served-surfaces.ts'

const administrators = ['administrator'] as const
const nobody = { sent: { form: { target: '999999' } }, subjects: [] }

/** Who is told of incidents, and what could not be delivered. */
export function noticeSamples({ folder: { records } }: ServedSurfaces): Record<string, Sample> {
  const target = async () => {
    const [row] = await records.query<{ id: bigint }>(
      `insert into notice_targets (kind, address, mildest, made_at)
       values ('email', 'duty@desk.example', 5, now()) returning id`,
    )
    return String(row?.id)
  }
  const ofTarget: Sample = {
    who: administrators,
    status: 303,
    good: async () => ({ sent: { form: { target: await target() } } }),
    outOfScope: nobody,
  }
  return {
    'GET /notices': { who: administrators },
    'POST /notices/targets': {
      who: administrators,
      good: {
        sent: {
          form: { kind: 'webhook', address: 'https://hooks.example/', mildest: '2', team: '' },
        },
      },
    },
    'POST /notices/targets/end': ofTarget,
    'POST /notices/targets/try': ofTarget,
    'POST /notices/wake': {
      ...ofTarget,
      good: async () => {
        const [row] = await records.query<{ id: bigint }>(
          `insert into notices (target_id, state, tries, made_at)
           values ($1, 'dead', 27, now()) returning id`,
          [await target()],
        )
        return { sent: { form: { notice: String(row?.id) } } }
      },
    },
  }
}
