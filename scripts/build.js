// dist/ from src/: TypeScript by tsc, the stylesheet by sass, and empty records that a data folder begins with.
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { basename, dirname, join } from 'node:path'
import * as sass from 'sass'
import { root, runTool } from './setup.js'

const TEMPLATES = 'records-template'

emptyFolder(join(root, 'dist'), TEMPLATES)
runTool('tsc', ['-p', 'tsconfig.build.json'])
const { css } = sass.compile(join(root, 'src/portal/assets/portal.scss'), {
  importers: [new sass.NodePackageImporter(root)],
  style: 'compressed',
  quietDeps: true,
  silenceDeprecations: ['import'],
})
mkdirSync(join(root, 'dist/portal/assets'), { recursive: true })
writeFileSync(join(root, 'dist/portal/assets/portal.css'), css)
const { openEmbeddedRecords, recordsTemplate } = await import('../dist/store/records/pglite.js')
if (!existsSync(recordsTemplate)) await makeTemplate()

/** Made in seconds, so kept by what it is made of: the engine and the tables. */
async function makeTemplate() {
  const folder = dirname(recordsTemplate)
  mkdirSync(folder, { recursive: true })
  const making = mkdtempSync(`${recordsTemplate}-`)
  await (await openEmbeddedRecords(making)).close()
  renameSync(making, recordsTemplate)
  emptyFolder(folder, basename(recordsTemplate))
}

function emptyFolder(folder, kept) {
  if (!existsSync(folder)) return
  for (const name of readdirSync(folder)) {
    if (name !== kept) rmSync(join(folder, name), { recursive: true, force: true })
  }
}
