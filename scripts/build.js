// dist/ from src/: TypeScript by tsc, the stylesheet by sass, and empty records that a data folder begins with.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as sass from 'sass'
import { emptyButTemplates, makeRecordsTemplate } from './records-template.js'
import { root, runTool } from './setup.js'

emptyButTemplates(join(root, 'dist'))
runTool('tsc', ['-p', 'tsconfig.build.json'])
const { css } = sass.compile(join(root, 'src/portal/assets/portal.scss'), {
  importers: [new sass.NodePackageImporter(root)],
  style: 'compressed',
  quietDeps: true,
  silenceDeprecations: ['import'],
})
mkdirSync(join(root, 'dist/portal/assets'), { recursive: true })
writeFileSync(join(root, 'dist/portal/assets/portal.css'), css)
await makeRecordsTemplate()
