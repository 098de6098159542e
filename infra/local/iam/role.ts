import type { Statement } from './statement.ts';
import { wildcard } from './wildcard.ts';

interface Pattern {
  readonly text: string;
  readonly matches: RegExp;
}

interface Rule {
  readonly allows: boolean;
  readonly actions: readonly Pattern[];
  readonly resources: readonly Pattern[];
}

/** A role's identity policies, and which of their grants have been used. */
export class Role {
  readonly name: string;
  readonly #rules: readonly Rule[];
  readonly #decided = new Map<string, boolean>();
  readonly #used = new Set<string>();

  constructor(name: string, statements: readonly Statement[]) {
    this.name = name;
    this.#rules = statements.map(({ Effect, Action, Resource }) => ({
      allows: Effect === 'Allow',
      // IAM ignores case in actions but not in resources.
      actions: Action.map((text) => pattern(text, 'i')),
      resources: Resource.map((text) => pattern(text, '')),
    }));
  }

  /** Whether an action on a resource is granted and not denied. Marks the grant as used. */
  allows(action: string, resource: string): boolean {
    const question = `${action} ${resource}`;
    const known = this.#decided.get(question);
    if (known !== undefined) return known;
    const decision = this.#decide(action, resource);
    this.#decided.set(question, decision);
    return decision;
  }

  /** The granted actions, as written in the policies, and whether anything has used them. */
  grants(): { action: string; used: boolean }[] {
    const allowing = this.#rules.filter(({ allows }) => allows);
    const actions = new Set(allowing.flatMap((rule) => rule.actions.map(({ text }) => text)));
    return [...actions].toSorted().map((action) => ({ action, used: this.#used.has(action) }));
  }

  #decide(action: string, resource: string): boolean {
    const granting: Pattern[] = [];
    for (const { allows, actions, resources } of this.#rules) {
      const named = actions.filter(({ matches }) => matches.test(action));
      if (named.length === 0 || !resources.some(({ matches }) => matches.test(resource))) continue;
      if (!allows) return false;
      granting.push(...named);
    }
    for (const { text } of granting) this.#used.add(text);
    return granting.length > 0;
  }
}

function pattern(text: string, flags: string): Pattern {
  return { text, matches: wildcard(text, flags) };
}
