/** An Astro content loader for folders of YAML files: a bad file fails the build with its line and what is allowed. */
import { existsSync, readdirSync } from 'node:fs';
import { basename, dirname, extname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Loader, LoaderContext } from 'astro/loaders';
import type { z } from 'astro/zod';
import { readYaml, YamlError } from './yaml.ts';

/** @param folder Seen from the project's root; a file's name without its ending is the entry's id. */
export function yamlCollection(folder: string, schema: z.ZodType<Record<string, unknown>>): Loader {
  return {
    name: 'yaml-collection',
    async load(context) {
      const root = resolve(fileURLToPath(context.config.root), folder);
      await loadAll(root, schema, context);
      context.watcher?.add(root);
      const reload = (path: string) => {
        if (dirname(path) !== root || !isYaml(path)) return;
        loadAll(root, schema, context).catch((error: unknown) => {
          context.logger.error(String(error));
        });
      };
      for (const event of ['add', 'change', 'unlink']) context.watcher?.on(event, reload);
    },
  };
}

async function loadAll(
  root: string,
  schema: z.ZodType<Record<string, unknown>>,
  context: LoaderContext,
) {
  const entries = readFolder(root, schema);
  context.store.clear();
  for (const { id, path, data } of entries) {
    context.store.set({
      id,
      data: await context.parseData({ id, data, filePath: path }),
      filePath: relative(fileURLToPath(context.config.root), path),
      digest: context.generateDigest(data),
    });
  }
}

/** Every YAML file of a folder. @throws YamlError with the problems of all its files. */
export function readFolder<T>(
  folder: string,
  schema: z.ZodType<T>,
): { readonly id: string; readonly path: string; readonly data: T }[] {
  const names = existsSync(folder) ? readdirSync(folder).filter(isYaml).sort() : [];
  const problems: YamlError['problems'][] = [];
  const entries = names.flatMap((name) => {
    const path = join(folder, name);
    try {
      return [{ id: basename(name, extname(name)), path, data: readYaml(path, schema) }];
    } catch (error) {
      if (!(error instanceof YamlError)) throw error;
      problems.push(error.problems);
      return [];
    }
  });
  if (problems.length > 0) throw new YamlError(problems.flat());
  return entries;
}

function isYaml(path: string): boolean {
  return extname(path) === '.yaml';
}
