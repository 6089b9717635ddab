/** A line of a configuration file. */
export interface ConfigLine {
  /** With its indentation; empty between sections. */
  readonly text: string;
  /** The parameters that the line shows, as `#sim/parameters.ts` names them; none where no setting changes it. */
  readonly parameters: readonly string[];
}

export const line = (text: string, ...parameters: readonly string[]): ConfigLine => ({
  text,
  parameters,
});

/** The lines for which there is something to say: `when(redispatch, line(…))`. */
export const when = (condition: boolean, ...lines: readonly ConfigLine[]): readonly ConfigLine[] =>
  condition ? lines : [];

/** Each line that is not empty, further in. */
export const indent = (lines: readonly ConfigLine[]): readonly ConfigLine[] =>
  lines.map(({ text, parameters }) => ({ text: text && `    ${text}`, parameters }));

/** Seconds where they are whole, as people write them. HAProxy and nginx read both. */
export const time = (ms: number): string => (ms % 1000 === 0 ? `${ms / 1000}s` : `${ms}ms`);
