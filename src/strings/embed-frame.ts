/** The words around a widget in an embed. */
export const embed = {
  open: 'Open in Upstream',
  from: (title: string) => `From “${title}”`,
  scenario: 'Scenario file',
  license: 'CC BY 4.0',
  quizTitle: (chapter: string) => `Questions on “${chapter}”`,
} as const;
