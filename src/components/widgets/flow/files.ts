/** The rules of application files, loaded when a scenario has some. */
export { files } from '#sim/files/files.ts';
