// Preloaded into a measured process: writes what it used to the file named in BENCH_USAGE.
import { writeFileSync } from 'node:fs'

process.on('exit', () => {
  const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage()
  const seconds = (microseconds) => Math.round(microseconds / 1e4) / 100
  writeFileSync(
    process.env.BENCH_USAGE ?? '/dev/null',
    JSON.stringify({
      peakMegabytes: Math.round(maxRSS / 1024),
      cpuSeconds: seconds(userCPUTime + systemCPUTime),
    }),
  )
})
