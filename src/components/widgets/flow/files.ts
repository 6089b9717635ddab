/** The rules of application files, loaded when a scenario has some. */
import { files } from '#sim/files/files.ts';
import type { Modules } from '#sim/modules.ts';

export const modules: Modules = { files };
