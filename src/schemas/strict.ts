import { z } from 'astro/zod';
import { notAllowed } from './closest.ts';

/** An object with these keys and no others. An unknown key is told with its own path, and with the keys that are allowed. */
export function strict<S extends z.core.$ZodLooseShape>(shape: S): z.ZodObject<S, z.core.$strict> {
  const keys = Object.keys(shape);
  const unknownKey = z.unknown().refine(() => false, {
    error: ({ path = [] }) => notAllowed('key', String(path.at(-1)), keys),
  });
  const error = ({ code }: z.core.$ZodRawIssue) =>
    code === 'invalid_type' ? `must be a mapping with the keys ${keys.join(', ')}` : undefined;
  return z.object(shape, { error }).catchall(unknownKey);
}
