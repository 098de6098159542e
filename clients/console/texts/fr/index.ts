import { codes } from './codes.ts';
import { groups } from './groups.ts';
import { session } from './session.ts';
import { shell } from './shell.ts';
import { words } from './words.ts';

/** Every text, in French: the texts that the others are translated from. */
export const texts = { shell, session, words, codes, groups } as const;
