/** Stands before every line of a suite, so that it can be told from what the window logs through the same door. */
export const suiteMark = '[suite] ';
