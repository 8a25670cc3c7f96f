// Compiles wasm/ into src/matching/evidence/sums-wasm.ts; with --check, says whether that is what it was compiled from.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { main } from 'assemblyscript/asc'
import { root, stop } from './setup.js'

const OPTIONS = ['-O3', '--noAssert', '--runtime', 'stub', '--enable', 'simd']
const compiled = join(root, 'src/matching/evidence/sums-wasm.ts')

let binary
const { error, stderr } = await main(
  ['wasm/index.ts', ...OPTIONS, '--baseDir', root, '--outFile', 'sums.wasm'],
  {
    writeFile: (name, contents) => {
      if (name === 'sums.wasm') binary = contents
    },
  },
)
if (error) stop(`Cannot compile wasm/: ${error.message}\n${stderr}`)
const text = `// Compiled from wasm/ by \`node scripts/wasm.js\`; do not edit.
export const sumsWasm =
  '${Buffer.from(binary).toString('base64')}'
`
if (!process.argv.includes('--check')) writeFileSync(compiled, text)
else if (readFileSync(compiled, 'utf8') !== text) {
  stop(
    `Cannot trust ${compiled}: it was not compiled from wasm/ as it is. Run node scripts/wasm.js`,
  )
}
