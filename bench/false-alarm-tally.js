// What bench/false-alarms.js counts, and how it is told.
import { wilsonShare } from '../dist/validate/wilson-share.js'
import { whyMissed } from './why-missed.js'

const RULES = {
  engine: 'engine',
  naive: 'point in polygon',
  dwelling: 'point in polygon that lasts',
}
const OBEYED = {
  exclusion: 'exclusion, never within 50 m',
  nearer: 'exclusion, somewhere within 50 m (not promised)',
  curfew: 'curfew',
}
const SHALLOW_METRES = 25

export class FalseAlarmTally {
  /** Of wearers who obey, by kind of rule: days (or nights), and incidents by who raised them. */
  obeyed = { exclusion: { days: 0 }, nearer: { days: 0 }, curfew: { days: 0 } }
  trues = []
  falses = []
  wearerDays = 0

  addDays(days) {
    this.wearerDays += days
  }

  addObeyed(kind, days, found, about) {
    const sum = this.obeyed[kind]
    sum.days += days
    for (const name of Object.keys(RULES)) sum[name] = (sum[name] ?? 0) + found[name].length
    for (const one of found.engine) {
      const minutes = (one.to - one.from) / 60_000
      this.falses.push({ kind, ...about, from: new Date(one.from).toISOString(), minutes })
    }
  }

  addTrue(kind, stay, raised) {
    this.trues.push({ kind, ...stay, raised })
  }

  tell(report, name) {
    report.say()
    report.say(`## ${name}`)
    report.say()
    const { exclusion, curfew } = this.obeyed
    report.say(
      '| Incidents per 100 days of wearers who obey | days | ' +
        Object.values(RULES).join(' | ') +
        ' |',
    )
    report.say('|---|---|---|---|---|')
    for (const [kind, sum] of Object.entries(this.obeyed)) {
      const cells = Object.keys(RULES).map(
        (rule) => `${((100 * sum[rule]) / sum.days).toFixed(2)} (${sum[rule]})`,
      )
      report.say(`| ${OBEYED[kind]} | ${Math.round(sum.days)} | ${cells.join(' | ')} |`)
    }
    const both = (100 * exclusion.engine) / exclusion.days + (100 * curfew.engine) / curfew.days
    report.promise(
      `incidents per 100 wearer-days who obey, a zone and a curfew each, ${name}`,
      '<= 1',
      both.toFixed(2),
      both <= 1,
    )
    report.say()
    report.say(
      '| Raised within 5 minutes of the data | how many | ' +
        Object.values(RULES).join(' | ') +
        ' |',
    )
    report.say('|---|---|---|---|---|')
    const groups = [
      ['all entries of 10 minutes and more', ({ kind }) => kind === 'entry'],
      ['entries positions told of', ({ kind, isTold }) => kind === 'entry' && isTold],
      [
        `… of these ${SHALLOW_METRES} m deep and more`,
        ({ kind, isTold, depthMetres }) =>
          kind === 'entry' && isTold && depthMetres >= SHALLOW_METRES,
      ],
      [
        `… of these less deep`,
        ({ kind, isTold, depthMetres }) =>
          kind === 'entry' && isTold && depthMetres < SHALLOW_METRES,
      ],
      ['entries positions did not tell of', ({ kind, isTold }) => kind === 'entry' && !isTold],
      ['all absences of 20 minutes and more', ({ kind }) => kind === 'absence'],
      ['absences positions told of', ({ kind, isTold }) => kind === 'absence' && isTold],
    ]
    for (const [what, isOf] of groups) {
      const of = this.trues.filter(isOf)
      const cells = Object.keys(RULES).map((rule) =>
        shown(of.filter(({ raised }) => raised.includes(rule)).length, of.length),
      )
      report.say(`| ${what} | ${of.length} | ${cells.join(' | ')} |`)
      if (what === 'entries positions told of') {
        const told = wilsonShare(
          of.filter(({ raised }) => raised.includes('engine')).length,
          of.length,
        )
        report.promise(
          `true entries raised, of those that positions told of, ${name}`,
          '>= 99 %',
          percent(told.share),
          told.share >= 0.99,
        )
      }
    }
    const told = this.trues.filter(({ kind, isTold }) => kind === 'entry' && isTold)
    report.say()
    for (const line of whyMissed(told)) report.say(line)
    if (process.env.BENCH_SHOW) {
      console.table(this.falses)
      console.table(
        this.trues
          .filter((t) => t.kind === 'entry' && !t.raised.includes('engine'))
          .map((t) => ({
            ...t,
            minutes: (t.to - t.from) / 60000,
            from: new Date(t.from).toISOString(),
            raised: t.raised.join(),
            to: 0,
          })),
      )
    }
  }
}

function shown(count, of) {
  const { share, low, high } = wilsonShare(count, of)
  return of === 0 ? '-' : `${percent(share)} (${percent(low)} to ${percent(high)})`
}

function percent(share) {
  return `${(100 * share).toFixed(1)} %`
}
