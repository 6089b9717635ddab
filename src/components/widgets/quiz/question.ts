/** What the page hands to the script. Texts are HTML, in which `{expressions}` wait for the drawn numbers. */
import type { QuestionKey } from '#lib/progress.ts';
import type { Draw } from '#sim/draw.ts';
import type { Run } from '#sim/run.ts';
import type { Asked } from './ask.ts';

export interface Option {
  readonly correct: boolean;
  readonly because: string;
}

export interface OptionsQuestion extends QuestionKey {
  /** Of a point, any of the right ones will do. */
  readonly kind: 'choice' | 'choices' | 'point';
  readonly options: readonly Option[];
}

export interface OrderQuestion extends QuestionKey {
  readonly kind: 'order';
  /** In the right order. */
  readonly items: readonly { readonly text: string; readonly because: string }[];
}

export interface LineQuestion extends QuestionKey {
  readonly kind: 'line';
  readonly accept: readonly string[];
  readonly because: string;
  readonly wrong: readonly { readonly line: string; readonly because: string }[];
}

interface Drawn extends QuestionKey {
  readonly prompt: string;
  readonly draw: Draw;
  readonly unit?: string | undefined;
  readonly tolerance: number;
  readonly because: string;
}

export interface NumberQuestion extends Drawn {
  readonly kind: 'number';
  readonly answer: string;
  readonly wrong: readonly { readonly when: string; readonly because: string }[];
}

export interface SimulatorQuestion extends Drawn, Asked {
  readonly kind: 'simulator';
  readonly servers?: readonly ServerOption[] | undefined;
  readonly wrong: readonly (Asked['wrong'][number] & { readonly because: string })[];
  /** The address of the page that shows the figure; none when no page does. */
  readonly figure?: string | undefined;
}

export interface ServerOption {
  readonly server: string;
  readonly text: string;
  readonly because: string;
}

export type Question =
  OptionsQuestion | OrderQuestion | LineQuestion | NumberQuestion | SimulatorQuestion;

export interface QuizData {
  readonly id: string;
  readonly hash: string;
  readonly questions: readonly Question[];
  /** Those that this page does not ask. */
  readonly others: readonly QuestionKey[];
  /** The runs that questions to the simulator need, by the scenario's id. */
  readonly runs: Readonly<Record<string, Run>>;
}

/** The seed that the page is built with. */
export const builtSeed = 1;
