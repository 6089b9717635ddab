// Every word of the questions.

export const quiz = {
  pageTitle: (title: string) => `Questions: ${title}`,
  pageDescription: (title: string) =>
    `Questions on the chapter “${title}”, each with its answer explained.`,
  toChapter: (title: string) => `The chapter: ${title}`,
  title: 'Questions',
  intro: (count: number) =>
    `${count} questions on this chapter. Your first answer to each is kept, on this device only; trying again is free.`,
  more: (count: number) => `${count} more questions on this chapter`,
  number: (number: number, count: number) => `Question ${number} of ${count}`,
  several: 'Choose all that are right.',
  order: 'Put them in order.',
  point: 'Choose in the drawing or in the list.',
  picture: 'The drawing that the question is about; the list below it has the same places.',
  line: 'Your line',
  typed: 'Your answer',
  excerpt: 'What the question is about',
  withUnit: (unit: string) => `Your answer, in ${unit}`,
  up: (item: string) => `Up: ${item}`,
  down: (item: string) => `Down: ${item}`,
  moved: (item: string, place: number, count: number) => `${item}: place ${place} of ${count}.`,
  answer: 'Answer',
  again: 'Try again',
  againDrawn: 'Try again with new numbers',
  show: 'See it in the figure',
  solution: (number: number) => `The answer to question ${number}, and why`,
  drawnFor: (numbers: string) => `With ${numbers}:`,
  embed: 'Embed these questions',
  progress: 'Your progress in all chapters',
  idea: (misconception: string) => `The idea that this question is about: “${misconception}”`,
} as const;

export const feedback = {
  right: 'Right.',
  wrong: 'Not so.',
  chooseOne: 'Choose an answer first.',
  chooseSome: 'Choose at least one answer first.',
  typeNumber: 'Type a number first, such as 12 or 2.5.',
  typeLine: 'Type a line first.',
  working: 'The simulator is running.',
  failed: 'The simulator could not be loaded. Check your connection and answer again.',
  counts: (right: number, wrong: number, missed: number) => {
    const parts = [`${right} of your choices ${right === 1 ? 'is' : 'are'} right`];
    if (wrong > 0) parts.push(`${wrong} ${wrong === 1 ? 'is' : 'are'} not`);
    if (missed > 0) parts.push(`${missed} ${missed === 1 ? 'is' : 'are'} missing`);
    return `${parts.join(', ')}.`;
  },
  places: (right: number, count: number) => `${right} of ${count} are in their place.`,
  truth: (answer: string) => `The answer is ${answer}.`,
  unknownLine: (answer: string) => `That line is not among those that do it, such as “${answer}”.`,
  belongs: (place: number) => `Place ${place}:`,
} as const;

export const option = {
  right: 'right',
  yoursRight: 'your choice, right',
  yoursWrong: 'your choice, not right',
  missed: 'right, and not chosen',
  wrong: 'not right',
  inPlace: 'in its place',
  elsewhere: 'belongs elsewhere',
} as const;

export const earlier = {
  right: 'Answered: right at the first attempt.',
  wrong: 'Answered: not right at the first attempt.',
  due: 'Time to answer it again.',
} as const;
