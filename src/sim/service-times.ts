/** How much work requests are at a stage. */
import { createBoundedPareto } from './pareto.ts';
import { createDraw, exponentialUs } from './random.ts';
import type { Settings } from './settings.ts';

type ServiceSettings = Pick<
  Settings<'app'>,
  'service' | 'service_ms' | 'service_shape' | 'service_range'
>;

/**
 * The work of each request, in whole µs; `slowdown` times as much as usual.
 * @param id The stage's, which its randomness depends on.
 */
export function createServiceTimes(
  seed: number,
  id: string,
  { service, service_ms, service_shape: shape, service_range: range }: ServiceSettings,
): (request: number, slowdown: number) => number {
  const draw = createDraw(seed, id, 'service');
  const usualUs = service_ms * 1000;
  switch (service) {
    case 'constant':
      return (_request, slowdown) => Math.round(usualUs * slowdown);
    case 'exponential':
      return (request, slowdown) => exponentialUs(usualUs * slowdown, draw(request));
    case 'pareto': {
      const timeUs = createBoundedPareto(usualUs, { shape, range });
      return (request, slowdown) => Math.round(timeUs(draw(request)) * slowdown);
    }
  }
}
