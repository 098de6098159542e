import type { Register } from '../command.ts';
import { change } from './change.ts';
import { code, codes, revoke } from './codes.ts';
import { accept, cancel, refuse } from './decide.ts';
import { group, groups } from './groups.ts';
import { inbox } from './inbox.ts';
import { changes, history, reassignments } from './lists.ts';
import { failed, outcomes, preview } from './outcomes.ts';
import { account, accounts, me, roles } from './people.ts';
import { load } from './load.ts';
import { reassign } from './reassign.ts';
import { remind, retry } from './repair.ts';
import { resync } from './resync.ts';
import { rights, service, services } from './services.ts';
import { events, show } from './show.ts';
import { stuck } from './stuck.ts';

/** Every command, as `--help` lists them. */
export const commands: Readonly<Record<string, readonly Register[]>> = {
  'See:': [me, groups, group, services, service, rights, roles, history],
  'Request:': [change, reassign],
  'Decide:': [inbox, accept, refuse, code, codes, revoke],
  'Follow:': [changes, reassignments, show, outcomes, failed, preview, events, remind, cancel, retry],
  'For operators:': [load, stuck, resync, account, accounts],
};
