import { fileURLToPath } from 'node:url';
import type { AstroIntegration } from 'astro';
import { sum } from './precache.ts';
import { writeFarewell, writeWorker } from './worker.ts';

/**
 * Lets the built site be read without a network. It comes last: the worker knows every page by its content. With
 * `OFFLINE=no` the worker that is written removes what readers' devices have kept.
 */
export function offline(): AstroIntegration {
  let base = '/';
  return {
    name: 'offline',
    hooks: {
      'astro:config:done': ({ config }) => {
        base = config.base;
      },
      'astro:build:done': async ({ dir, logger }) => {
        const folder = fileURLToPath(dir);
        if (process.env['OFFLINE'] === 'no') {
          await writeFarewell(folder);
          logger.info('the worker removes itself and what was kept');
          return;
        }
        const { kept, notKept } = await writeWorker(folder, base);
        logger.info(`${kept.length} files kept, ${(sum(kept) / 1e6).toFixed(2)} MB`);
        if (notKept.length > 0) logger.warn(`kept only when visited: ${notKept.join(' ')}`);
      },
    },
  };
}
