import { propagatingLimit } from '../../../shared/commands/become-effective.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { ScriptedChoices, type Moment, type Numbers } from '../schedule/choices.ts';
import type { Forced } from './faults.ts';

const scenario: Scenario = {
  services: 4,
  otherGroups: 0,
  hasReassignments: false,
  movesServices: false,
  propagatingLimit,
  pageSize: 1_000,
  userActions: 1,
  faultPercentage: 0,
  faultLimit: 0,
  notifiesMembers: false,
  troubledCalls: 0,
  alwaysFailing: [],
  sometimesFailing: [],
  busDownSeconds: 0,
  sendsMail: false,
  mailDownSeconds: 0,
};

/** The administration contact takes the technical role too, which needs no further consent. */
const answers = { role: 1, 'another role': 1, 'new technical contact': 0, batch: 10 };

export interface Script extends Partial<Scenario> {
  readonly forced: readonly Forced[];
  /** Answers to numeric questions. Default: the least. */
  readonly numbers?: Numbers;
  /** Choices other than the first option. */
  readonly moments?: readonly Moment[];
}

export const scripted = ({ forced, numbers = {}, moments = [], ...given }: Script) => ({
  choices: new ScriptedChoices({ ...answers, ...numbers }, moments),
  forced,
  scenario: { ...scenario, ...given },
});
