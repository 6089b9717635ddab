/** What `--set path=value` and `--seed` make of a run. */
import { notAllowed } from '#schemas/closest.ts';
import { messages } from '#schemas/messages.ts';
import { runSchema } from '#schemas/run.ts';
import { programOf, type Run } from '#sim/run.ts';
import { catalogue } from '#sim/settings.ts';

/** The command line is wrong; the message says how. */
export class CommandError extends Error {
  override readonly name = 'CommandError';
}

type Tree = Record<string, unknown>;

/** Fields of the run that are values. */
const plain = ['duration_ms', 'seed'];

/**
 * The run with this in it: a field of the run (`duration_ms`), of its workload (`rate` or `workload.rate`), a setting of a
 * component (`lb.balance`), or a field of a host (`machine.cores`).
 * @throws CommandError when there is no such thing, or it cannot be that.
 */
export function withChange(run: Run, change: string): Run {
  const equals = change.indexOf('=');
  const path = change.slice(0, equals);
  if (equals < 1) throw new CommandError(`--set ${change}: must be path=value, such as rate=50`);
  const draft = structuredClone(run) as unknown as Tree;
  const { holder, key } = placeOf(run, draft, path);
  const value = change.slice(equals + 1);
  holder[key] = valueOf(value);
  const { success, data, error } = runSchema.safeParse(draft, { error: messages });
  if (success) return data;
  throw new CommandError(`--set ${change}: ${error.issues[0]?.message ?? 'is not allowed'}`);
}

function placeOf(run: Run, draft: Tree, path: string): { holder: Tree; key: string } {
  const dot = path.indexOf('.');
  const id = dot < 0 ? '' : path.slice(0, dot);
  const key = path.slice(dot + 1);
  if (id === '' && plain.includes(key)) return { holder: draft, key };
  if (id === '' || id === 'workload') return { holder: draft['workload'] as Tree, key };
  const place = run.components.findIndex((component) => component.id === id);
  const host = run.hosts.findIndex((each) => each.id === id);
  if (host >= 0) return { holder: (draft['hosts'] as Tree[])[host] ?? {}, key };
  const component = run.components[place];
  if (!component) {
    const ids = [...run.components, ...run.hosts].map((each) => each.id);
    throw new CommandError(`--set ${path}: ${notAllowed('component or host', id, ids)}`);
  }
  const program = programOf(component);
  const settings = Object.keys(catalogue[program]);
  if (!settings.includes(key)) {
    throw new CommandError(`--set ${path}: ${notAllowed(`setting of ${program}`, key, settings)}`);
  }
  const holder = (draft['components'] as Tree[])[place] ?? {};
  const given = (holder['settings'] ?? {}) as Tree;
  holder['settings'] = given;
  return { holder: given, key };
}

/** As YAML would read it; a duration may say its unit, as in a link. */
function valueOf(text: string): unknown {
  const [, number] = /^(-?\d+(?:\.\d+)?)(?:ms)?$/.exec(text) ?? [];
  if (number !== undefined) return Number(number);
  if (text === 'true' || text === 'false') return text === 'true';
  return text;
}
