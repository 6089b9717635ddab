// Every word about what a reader has answered.

const questions = (count: number) => `${count} ${count === 1 ? 'question' : 'questions'}`;

export const progress = {
  title: 'Your progress',
  description: 'Which questions you have answered, and which are worth answering again.',
  link: 'Your progress',
  where:
    'What you answer is kept on this device, in this browser, and nowhere else. Export it to take it along.',
  noScript: 'Without JavaScript, answers cannot be kept. The questions and their answers are here:',
  due: 'To answer again',
  dueWhy:
    'A question comes back 1, 3, 7 and 21 days after you have answered it: remembering just before forgetting is what makes it stick. A wrong answer starts again at 1 day.',
  nothingDue: 'Nothing today.',
  next: (date: string) => `Nothing today. The next one is due on ${date}.`,
  quizzes: 'All questions',
  none: (count: number) => `${questions(count)}, none answered`,
  some: (answered: number, count: number, right: number) =>
    `${answered} of ${count} answered, ${right} right at the first attempt`,
  done: (count: number, right: number) =>
    `all ${count} answered, ${right} right at the first attempt`,
  question: (number: number, quiz: string) => `${quiz}, question ${number}`,
  keep: 'Take it along, or let it go',
  export: 'Export',
  exportHelp: 'A file with your answers, to be imported on another device.',
  file: 'upstream-progress.json',
  import: 'Import a file',
  importHelp: 'Where both know a question, the later answer stays.',
  imported: (count: number, taken: number) =>
    taken === 0
      ? `The file holds ${questions(count)}; nothing in it is newer than what is here.`
      : `Imported: ${taken} of the file’s ${questions(count)}. The others are newer here.`,
  importedAll: (count: number) => `Imported: ${questions(count)}.`,
  problems: {
    'too-long': 'That file is far too long to hold progress in this book. Nothing was changed.',
    'no-json': 'That file is not JSON, or is not complete. Nothing was changed.',
    'other-file': 'That file does not hold progress in this book. Nothing was changed.',
    newer: 'That file was made by a newer version of this book. Nothing was changed.',
    damaged: 'Parts of that file are damaged. Nothing was changed.',
    unreadable: 'That file could not be read. Nothing was changed.',
  },
  clear: 'Clear',
  clearHelp: 'Forgets all your answers on this device.',
  ask: 'Forget all your answers on this device? This cannot be undone.',
  yes: 'Forget them',
  no: 'Keep them',
  cleared: 'All answers are forgotten.',
} as const;
