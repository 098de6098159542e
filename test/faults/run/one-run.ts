import { serviceKey } from '../../../shared/store/keys.ts';
import { checkAtRest } from '../invariants/at-rest.ts';
import { Ledger } from '../invariants/ledger.ts';
import { Look } from '../invariants/look.ts';
import { Observer } from '../invariants/observer.ts';
import { Mailboxes } from '../queues/mailboxes.ts';
import type { Choices } from '../schedule/choices.ts';
import { drawScenario, founder, prepare, type Scenario } from '../scenario/scenario.ts';
import { serviceId } from '../scenario/people.ts';
import { mustHold } from '../violation.ts';
import { retryOf } from '../scenario/users.ts';
import { RealDatabase } from '../table/real-database.ts';
import { Replica } from '../table/replica.ts';
import { comeToRest } from './calm.ts';
import { ForcedFaults, type Forced } from './faults.ts';
import { act } from './people-act.ts';
import { RoughPart } from './rough.ts';
import { Run } from './run.ts';
import type { Servers } from './servers.ts';

/** More steps than the rough part of a run gets: what is not done by then finishes in calm. */
const roughSteps = 1_500;

export interface RunOptions {
  readonly choices: Choices;
  readonly forced?: readonly Forced[];
  /** What the run begins with, where it is not for the choices to say. */
  readonly scenario?: Scenario;
  /** Whether people ask for reassignments in any case. */
  readonly alwaysHasReassignments?: boolean;
  /** Sets how many members a step handles, where that can be set. */
  readonly setPageSize?: ((pageSize: number) => void) | undefined;
}

let runs = 0;

/** One run: faults, then calm, then everything is read back. Throws when an invariant does not hold. */
export async function runOnce(servers: Servers, options: RunOptions): Promise<Run> {
  runs += 1;
  const { choices, forced = [], setPageSize, alwaysHasReassignments = false } = options;
  const name = `run-${runs}`;
  const database = await RealDatabase.create(servers.database.upstream, name);
  const mailboxes = servers.spare.pop() ?? (await Mailboxes.create(servers.queues.upstream, name));
  const [replica, ledger] = [new Replica(), new Ledger()];
  const run = new Run({
    choices,
    forced: new ForcedFaults(forced),
    clients: servers.clients,
    queues: servers.queues.upstream,
    database,
    mailboxes,
    replica,
    ledger,
    observer: new Observer(replica, ledger),
  });
  try {
    const scenario =
      options.scenario ??
      drawScenario(choices, { canSetPageSize: setPageSize !== undefined, alwaysHasReassignments });
    setPageSize?.(scenario.pageSize);
    await begin(run, scenario);
    await new RoughPart(run, scenario).run(roughSteps);
    await comeToRest(run);
    await checkAtRest(run);
    await retryFailed(run);
    servers.spare.push(await mailboxes.emptied());
    return run;
  } finally {
    await database.drop();
  }
}

async function begin(run: Run, scenario: Scenario): Promise<void> {
  run.isCalm = true;
  run.start(
    'prepare',
    { timeout: Infinity, asked: { requester: founder, codes: new Map() } },
    (effects) => prepare(effects, scenario),
    async ({ outcome }) => {
      if (outcome !== undefined && 'error' in outcome) throw outcome.error;
    },
  );
  await comeToRest(run);
  run.isCalm = false;
  run.notifiesMembers = scenario.notifiesMembers;
  const { memberSystem } = run;
  if (run.notifiesMembers) run.parts.observer.watch((member, role) => memberSystem.revision(member, role));
  run.hasReassignments = scenario.otherGroups > 0;
  run.faultLimit = scenario.faultLimit;
  run.roughness = scenario.roughness;
  for (const number of scenario.alwaysFailing)
    run.failingMembers.set(serviceKey(serviceId(number)).pk, Infinity);
  for (const number of scenario.sometimesFailing) run.failingMembers.set(serviceKey(serviceId(number)).pk, 3);
}

/** What failed is mended and tried again: then everything completes. */
async function retryFailed(run: Run): Promise<void> {
  const failed = new Look(run.parts.replica)
    .changes()
    .filter(({ state }) => state === 'completed-with-failures');
  if (failed.length === 0) return;
  run.failingMembers.clear();
  for (const { changeId } of failed) act(run, retryOf(run, changeId));
  await comeToRest(run);
  await checkAtRest(run);
  for (const { changeId } of failed) {
    const state = new Look(run.parts.replica).change(changeId)?.state;
    mustHold(8, state === 'completed', () => `${changeId} was retried and is ${state}`);
  }
  for (const { reassignmentId, state } of new Look(run.parts.replica).reassignments()) {
    const targets = new Look(run.parts.replica).targets(reassignmentId);
    const isMended =
      state !== 'completed-with-failures' || targets.some((target) => target.state === 'failed');
    mustHold(6, isMended, () => `nothing of ${reassignmentId} failed, which is ${state}`);
  }
}
