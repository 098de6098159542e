import { serviceKey } from '../../../shared/store/keys.ts';
import { checkWhenIdle } from '../invariants/when-idle.ts';
import { History } from '../invariants/history.ts';
import { TableView } from '../invariants/table-view.ts';
import type { Mutation } from '../mutations/mutation.ts';
import { Observer } from '../invariants/observer.ts';
import { Mailboxes } from '../queues/mailboxes.ts';
import type { Choices } from '../schedule/choices.ts';
import {
  drawScenario,
  firstAdministrator,
  prepare,
  type Always,
  type Scenario,
} from '../scenario/scenario.ts';
import { serviceId } from '../scenario/people.ts';
import { mustHold } from '../violation.ts';
import { retryOf } from '../scenario/users.ts';
import { RealDatabase } from '../table/real-database.ts';
import { TableMirror } from '../table/mirror.ts';
import { limitsOf } from '../under-test/limits.ts';
import { runUntilIdle } from './until-idle.ts';
import { ForcedFaults, type Forced } from './faults.ts';
import { startUserAction } from './user-actions.ts';
import { FaultPhase } from './fault-phase.ts';
import { Run } from './run.ts';
import type { Servers } from './servers.ts';

/** The most steps of the fault phase. The rest of the work finishes without faults. */
const faultPhaseSteps = 1_500;

export interface RunOptions {
  readonly choices: Choices;
  readonly forced?: readonly Forced[];
  /** Parts of the scenario that are set instead of chosen. */
  readonly scenario?: Scenario;
  /** What a random scenario has in any case. */
  readonly always?: Always | undefined;
  readonly mutation?: Mutation | undefined;
}

let runs = 0;

/** One run: faults, then none until all is idle, then a full read. Throws when an invariant does not hold. */
export async function runOnce(servers: Servers, options: RunOptions): Promise<Run> {
  runs += 1;
  const { choices, forced = [], mutation, always } = options;
  const name = `run-${runs}`;
  const database = await RealDatabase.create(servers.database.upstream, name);
  const mailboxes = servers.idleMailboxes.pop() ?? (await Mailboxes.create(servers.queues.upstream, name));
  const [mirror, history] = [new TableMirror(), new History()];
  const run = new Run({
    choices,
    forced: new ForcedFaults(forced),
    clients: servers.clients,
    queues: servers.queues.upstream,
    database,
    mailboxes,
    mirror,
    history,
    observer: new Observer(mirror, history),
    mutation,
  });
  try {
    const scenario = options.scenario ?? drawScenario(choices, always);
    run.pageSize = scenario.pageSize;
    run.parts.observer.lostCounts.limit = limitsOf(scenario.pageSize).changeLimits.inFlightLimit;
    run.propagatingLimit = scenario.propagatingLimit;
    await begin(run, scenario);
    await new FaultPhase(run, scenario).run(faultPhaseSteps);
    await runUntilIdle(run);
    await checkWhenIdle(run);
    await retryFailed(run);
    servers.idleMailboxes.push(await mailboxes.emptied());
    return run;
  } finally {
    await database.drop();
  }
}

async function begin(run: Run, scenario: Scenario): Promise<void> {
  run.faultsAreOff = true;
  run.sendsMail = scenario.sendsMail;
  run.start(
    'prepare',
    { timeout: Infinity, asked: { requester: firstAdministrator, codes: new Map() } },
    (effects) => prepare(effects, scenario),
    async ({ outcome }) => {
      if (outcome !== undefined && 'error' in outcome) throw outcome.error;
    },
  );
  await runUntilIdle(run);
  run.faultsAreOff = false;
  run.mail.isDownUntil = run.time + scenario.mailDownSeconds * 1_000;
  run.bus.isDownUntil = run.time + scenario.busDownSeconds * 1_000;
  run.notifiesMembers = scenario.notifiesMembers;
  run.writesBefore = run.parts.mirror.writes;
  const { memberSystem } = run;
  if (run.notifiesMembers) run.parts.observer.watch((member, role) => memberSystem.revision(member, role));
  run.hasReassignments = scenario.hasReassignments;
  run.movesServices = scenario.movesServices;
  run.faultLimit = scenario.faultLimit;
  run.faultPercentage = scenario.faultPercentage;
  for (const number of scenario.alwaysFailing)
    run.failingMembers.set(serviceKey(serviceId(number)).pk, Infinity);
  for (const number of scenario.sometimesFailing) run.failingMembers.set(serviceKey(serviceId(number)).pk, 3);
}

/** Retries failed changes without the cause of the failure. Everything must complete then. */
async function retryFailed(run: Run): Promise<void> {
  const failed = new TableView(run.parts.mirror)
    .changes()
    .filter(({ state }) => state === 'completed-with-failures');
  if (failed.length === 0) return;
  run.failingMembers.clear();
  // One after another: a group may have room for one alone.
  for (const { changeId } of failed) {
    startUserAction(run, retryOf(run, changeId));
    await runUntilIdle(run);
  }
  await checkWhenIdle(run);
  for (const { changeId } of failed) {
    const state = new TableView(run.parts.mirror).change(changeId)?.state;
    mustHold(8, state === 'completed', () => `${changeId} was retried and is ${state}`);
  }
  for (const { reassignmentId, state } of new TableView(run.parts.mirror).reassignments()) {
    const targets = new TableView(run.parts.mirror).targets(reassignmentId);
    const isRetried =
      state !== 'completed-with-failures' || targets.some((target) => target.state === 'failed');
    mustHold(6, isRetried, () => `nothing of ${reassignmentId} failed, which is ${state}`);
  }
}
