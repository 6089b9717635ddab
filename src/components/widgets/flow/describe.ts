/** A state in sentences, for those who do not see the drawing. */
import type { Run } from '#sim/run.ts';
import type { Frame } from './frame.ts';
import { description, moment, states } from '#strings/flow.ts';
import { beliefText, componentTitle, markOf, serverTitle } from './words.ts';

/** The moment, the totals, and whatever is not as it should be. */
export function describe(run: Run, { state, waiting }: Frame): string {
  const { arrived, answered, failed, dropped } = state;
  const sentences = [
    description.time(moment(state.tUs / 1000, 2)),
    description.totals(arrived, answered, failed, dropped, arrived - answered - failed - dropped),
  ];
  state.components.forEach(({ fault }, index) => {
    if (fault === 'up') return;
    sentences.push(description.component(componentTitle(run, index), states[fault]));
  });
  for (const belief of state.beliefs) {
    const server = serverTitle(run, belief.server);
    if (markOf(belief) !== 'up' || state.beliefs.length <= 4) {
      const balancer = componentTitle(run, belief.balancer);
      sentences.push(description.belief(balancer, server, beliefText(run, belief)));
    }
    const { retrying = 0 } = waiting.find(({ link }) => link === belief.link) ?? {};
    if (retrying > 0) sentences.push(description.retrying(retrying, server));
  }
  return sentences.join(' ');
}
