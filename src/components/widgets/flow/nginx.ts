/** nginx's rules, and words for the servers that it leaves out, loaded when a scenario's load balancer is nginx. */
import type { Modules } from '#sim/modules.ts';
import { nginx } from '#sim/nginx/nginx.ts';
import { moment } from '#strings/flow.ts';
import { drawing, marks, texts } from '#strings/nginx.ts';
import type { Lexicon, Told } from './lexicon.ts';
import { serverTitle } from './words.ts';

export const modules: Modules = { nginx };

const server = ({ trace: { run }, component }: Told): string => serverTitle(run, component);

export const lexicon: Lexicon = {
  texts: {
    'server-left-out': (told) => texts.leftOut(told.nameOf(told.a), server(told), seconds(told.b)),
    'server-left-out-longer': (told) =>
      texts.longer(told.nameOf(told.a), server(told), seconds(told.b)),
    'server-tried': (told) => texts.tried(told.nameOf(told.a), server(told)),
    'server-back': (told) => texts.back(told.nameOf(told.a), server(told)),
  },
  marks: {
    'server-left-out': (told) => ({ kind: 'down', label: marks.leftOut(server(told)) }),
    'server-back': (told) => ({ kind: 'up', label: marks.back(server(told)) }),
  },
  belief: ({ verdict, untilUs = 0 }) => {
    switch (verdict) {
      case 'left-out':
        return drawing.leftOut(seconds(untilUs / 1000));
      case 'due':
        return drawing.due;
      case 'on-trial':
        return drawing.onTrial;
      default:
        return undefined;
    }
  },
};

/** nginx keeps time in whole seconds. */
const seconds = (ms: number): string => moment(ms, 0);
