// `cargo xtask bench [NAME]`: every figure beside a floor measured in the same run. Medians of five where a run is short.
import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';

const here = import.meta.dirname;
const name = process.argv[2];
const filter = name ? ['-g', name] : [];
const done = spawnSync('npx', ['playwright', 'test', '-c', resolve(here, 'bench.config.ts'), ...filter], {
  cwd: resolve(here, '..'),
  stdio: 'inherit',
});
process.exit(done.status ?? 1);
