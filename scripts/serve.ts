import type { Server } from 'node:http';
import { parseArgs } from 'node:util';
import { basePath, buildIfStale, outputFolder } from './build.ts';
import { createStaticServer } from './static-server.ts';

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '4321' },
    host: { type: 'string', default: '127.0.0.1' },
    'only-this-port': { type: 'boolean', default: false },
  },
});
const base = basePath();

if (!buildIfStale(base)) {
  console.error('\nThe site could not be built; the reason is above. Nothing is served.');
  process.exit(1);
}
const server = createStaticServer(outputFolder(base), base);
const port = await listen(server, Number(values.port));
console.log(`\nUpstream is at http://${values.host}:${port}${base}  (Ctrl+C stops it)`);

/** Takes the next free port where the wished one is taken. */
async function listen(target: Server, wished: number): Promise<number> {
  const last = values['only-this-port'] ? wished : wished + 50;
  for (let candidate = wished; candidate <= last; candidate++) {
    const problem = await tryListen(target, candidate);
    if (problem === undefined) return candidate;
    if (problem.code !== 'EADDRINUSE') {
      console.error(`Port ${candidate} cannot be used: ${problem.message}. Try --port 8080.`);
      process.exit(1);
    }
    console.log(`Port ${candidate} is taken.`);
  }
  console.error(`No free port from ${wished} to ${last}. Name another: npm start -- --port 8080`);
  process.exit(1);
}

function tryListen(target: Server, candidate: number) {
  return new Promise<NodeJS.ErrnoException | undefined>((resolve) => {
    target.once('error', resolve);
    target.listen(candidate, values.host, () => {
      target.off('error', resolve);
      resolve(undefined);
    });
  });
}
