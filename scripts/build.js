// dist/ from src/: TypeScript by tsc, the stylesheet by sass.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as sass from 'sass'
import { root, runTool } from './setup.js'

rmSync(join(root, 'dist'), { recursive: true, force: true })
runTool('tsc', ['-p', 'tsconfig.build.json'])
const { css } = sass.compile(join(root, 'src/portal/assets/portal.scss'), {
  importers: [new sass.NodePackageImporter(root)],
  style: 'compressed',
  quietDeps: true,
  silenceDeprecations: ['import'],
})
mkdirSync(join(root, 'dist/portal/assets'), { recursive: true })
writeFileSync(join(root, 'dist/portal/assets/portal.css'), css)
