/** The license of words and figures, as machines and people are told of it. */
export const contentLicense = 'https://creativecommons.org/licenses/by/4.0/';
