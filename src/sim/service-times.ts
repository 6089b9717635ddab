/** How much work requests are at a stage. */
import { createDraw, exponentialUs, paretoUs } from './random.ts';
import type { Settings } from './settings.ts';

type ServiceSettings = Pick<Settings<'app'>, 'service' | 'service_ms' | 'service_shape'>;

/**
 * The work of each request, in whole µs; `slowdown` times as much as usual.
 * @param id The stage's, which its randomness depends on.
 */
export function createServiceTimes(
  seed: number,
  id: string,
  { service, service_ms, service_shape }: ServiceSettings,
): (request: number, slowdown: number) => number {
  const draw = createDraw(seed, id, 'service');
  const usualUs = service_ms * 1000;
  switch (service) {
    case 'constant':
      return (_request, slowdown) => Math.round(usualUs * slowdown);
    case 'exponential':
      return (request, slowdown) => exponentialUs(usualUs * slowdown, draw(request));
    case 'pareto':
      return (request, slowdown) => paretoUs(usualUs * slowdown, service_shape, draw(request));
  }
}
