import { account } from './account.ts';
import { change } from './change.ts';
import { codes } from './codes.ts';
import { group } from './group.ts';
import { groups } from './groups.ts';
import { history } from './history.ts';
import { inbox } from './inbox.ts';
import { operator } from './operator.ts';
import { reassignment } from './reassignment.ts';
import { replace } from './replace.ts';
import { request } from './request.ts';
import { session } from './session.ts';
import { shell } from './shell.ts';
import { typeset } from '../typeset.ts';
import { words } from './words.ts';

/** Every text, in French: the texts that the others are translated from. */
export const texts = typeset({
  account,
  change,
  codes,
  group,
  groups,
  history,
  inbox,
  operator,
  reassignment,
  replace,
  request,
  session,
  shell,
  words,
} as const);
