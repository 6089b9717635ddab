/** HAProxy's rules, and the weights of its servers while they are not as configured, loaded together. */
import { haproxy } from '#sim/haproxy/haproxy.ts';
import { weightsAt } from '#sim/haproxy/weights-at.ts';
import type { Modules } from '#sim/modules.ts';
import { drawing } from '#strings/flow.ts';
import type { Lexicon } from './lexicon.ts';

export const modules: Modules = { haproxy };

const scales = 'M12 4v15M7 19.500h10M5 7.500h14M5 7.500l-2.500 6h5zM19 7.500l-2.500 6h5z';

export const lexicon: Lexicon = {
  badges: (trace, tUs) =>
    weightsAt(trace, tUs).map(({ server, weight, configured }) => ({
      target: trace.run.components[server]?.id ?? '',
      path: scales,
      look: 'plain',
      text: drawing.weight(weight, configured),
    })),
};
