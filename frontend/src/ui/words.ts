/**
 * The vocabulary in the reader's language. One table for each list, so that a new word cannot be forgotten; one file for each
 * group, so that a screen loads the words that it says and no others.
 */

export * from "./words/body";
export * from "./words/exercise";
export * from "./words/load";
export * from "./words/record";
export * from "./words/sides";
export * from "./words/times";
