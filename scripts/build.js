// dist/ from src/: TypeScript by tsc, stylesheets by sass, the maps' scripts for browsers by esbuild, and empty
// records that a data folder begins with.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { buildSync } from 'esbuild'
import * as sass from 'sass'
import { emptyButTemplates, makeRecordsTemplate } from './records-template.js'
import { hashOfSources, noteBuilt, root, runTool } from './setup.js'

const sources = hashOfSources()
emptyButTemplates(join(root, 'dist'))
runTool('tsc', ['-p', 'tsconfig.build.json'])
const assets = join(root, 'dist/portal/assets')
mkdirSync(assets, { recursive: true })
for (const name of ['portal', 'map']) {
  const { css } = sass.compile(join(root, `src/portal/assets/${name}.scss`), {
    importers: [new sass.NodePackageImporter(root)],
    style: 'compressed',
    quietDeps: true,
    silenceDeprecations: ['import'],
  })
  writeFileSync(join(assets, `${name}.css`), css)
}
buildSync({
  entryPoints: ['map', 'draw'].map((name) => join(root, `src/portal/browser/${name}.ts`)),
  outdir: assets,
  bundle: true,
  minify: true,
  format: 'esm',
  target: 'es2022',
  legalComments: 'none',
  tsconfigRaw: {},
})
await makeRecordsTemplate()
noteBuilt(sources)
