/** nginx's rules, and words for the servers that it leaves out, loaded when a scenario's load balancer is nginx. */
import type { Modules } from '#sim/modules.ts';
import { nginx } from '#sim/nginx/nginx.ts';
import { drawing as usual, moment } from '#strings/flow.ts';
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
  belief: ({ verdict, untilMs, isOver }) => {
    switch (verdict) {
      case 'left-out':
      case 'left-out-longer':
      case 'tried':
        if (isOver) return { mark: 'rising', text: drawing.due };
        return verdict === 'tried'
          ? { mark: 'rising', text: drawing.onTrial }
          : { mark: 'down', text: drawing.leftOut(seconds(untilMs)) };
      case 'back':
        return { mark: 'up', text: usual.notChecked };
      default:
        return undefined;
    }
  },
};

/** nginx keeps time in whole seconds. */
const seconds = (ms: number): string => moment(ms, 0);
