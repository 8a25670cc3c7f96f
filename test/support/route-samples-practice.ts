import type { Sample } from './route-samples.ts'

const who = ['probation-practitioner'] as const

/** Samples of the routes of practice, in the order in which they are tried. */
export function practiceSamples(): Record<string, Sample> {
  const form = { sent: { form: {} } }
  return {
    'GET /practice': { who },
    'GET /practice/:task': { who, good: { at: '/practice/attention' } },
    'POST /practice/:task': { who, status: 303, good: { at: '/practice/attention', ...form } },
    'POST /practice': { who, status: 303, good: form },
  }
}
