import type { texts as french } from '../fr/index.ts';
import type { Translated } from '../translated.ts';
import { codes } from './codes.ts';
import { groups } from './groups.ts';
import { session } from './session.ts';
import { shell } from './shell.ts';
import { words } from './words.ts';

/** Every text, in English. */
export const texts: Translated<typeof french> = { shell, session, words, codes, groups };
