/** The application files: the code base in a directory, from which an application reads its version when it starts. */
import type { NodeFactory } from '../modules.ts';
import { resolveSettings } from '../settings.ts';

export const files: NodeFactory = ({ run, recorder, faults }, component) => {
  let { version } = resolveSettings('files', run.components[component]?.settings);
  return {
    version: () => version,
    acted(action, value) {
      if (action !== 'deploy' || faults[component] !== 'up') return;
      version = Number(value);
      recorder.event('deploy', component, -1, version);
    },
    receive() {
      throw new Error('Requests do not travel to files.');
    },
    answered: () => undefined,
    failed: () => undefined,
  };
};
