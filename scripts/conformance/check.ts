/** Plays recordings through the engine and says whether they match. */
import { readFileSync } from 'node:fs';
import { allModules } from '#sim/all-modules.ts';
import { simulate } from '#sim/simulate.ts';
import { differences } from './compare.ts';
import type { Recording } from './recording.ts';
import { NotModelled, translate } from './translate.ts';

/** What is wrong with the engine according to the recording in this file; nothing when it matches. */
export function checkRecording(file: string): string[] {
  const recording = JSON.parse(readFileSync(file, 'utf8')) as Recording;
  try {
    return differences(recording, simulate(translate(recording), allModules));
  } catch (error) {
    if (error instanceof NotModelled) return [`not modelled: ${error.message}`];
    throw error;
  }
}
