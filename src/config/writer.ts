/** The configuration files of a run, each written for one of its components or hosts. */
import type { BalancerSoftware, Run } from '#sim/run.ts';
import type { ConfigLine } from './line.ts';

/** How one kind of file is written. */
export interface ConfigWriter {
  /** The file's usual name, such as `haproxy.cfg`. */
  readonly file: string;
  /** The ids of those components and hosts of a run that have such a file. */
  readonly owners: (run: Run) => readonly string[];
  readonly write: (run: Run, owner: string) => readonly ConfigLine[];
  /** What else an owner has that can be loaded instead, by name. */
  readonly others?: (run: Run, owner: string) => readonly string[];
  readonly writeOther?: (run: Run, owner: string, name: string) => readonly ConfigLine[];
}

export interface ConfigFile {
  /** Unique in a run. */
  readonly id: string;
  /** The file's name, and whose it is where there are several of that name. */
  readonly name: string;
  readonly lines: readonly ConfigLine[];
}

/** The ids of the load balancers that run `software`. */
export const balancersWith =
  (software: BalancerSoftware) =>
  ({ components }: Run): readonly string[] =>
    components
      .filter((each) => each.kind === 'load-balancer' && each.software === software)
      .map(({ id }) => id);

/** The files of `run` that these writers write, in their order. */
export function configFiles(run: Run, writers: readonly ConfigWriter[]): readonly ConfigFile[] {
  return writers.flatMap(({ file, owners, write, others, writeOther }) => {
    const ids = owners(run);
    return ids.flatMap((owner): ConfigFile[] => {
      const named = (name: string, lines: readonly ConfigLine[]) => ({
        id: `${owner}-${name}`,
        name: ids.length > 1 ? `${name} · ${titleOf(run, owner)}` : name,
        lines,
      });
      const further = others?.(run, owner) ?? [];
      return [
        named(file, write(run, owner)),
        ...further.map((name) => named(name, writeOther?.(run, owner, name) ?? [])),
      ];
    });
  });
}

function titleOf({ components, hosts }: Run, id: string): string {
  const component = components.find((each) => each.id === id);
  const host = hosts.find((each) => each.id === (component?.host ?? id))?.title;
  return [host, component?.title].filter((title) => title !== undefined).join(' ');
}
