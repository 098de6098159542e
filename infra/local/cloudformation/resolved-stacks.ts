import { Refusal } from '../lib/refusal.ts';
import type { StackFiles } from './assembly-files.ts';
import { identities, type Identity } from './identities.ts';
import { evaluateCondition, resolveIntrinsics } from './intrinsics.ts';
import { asText, isObject, type Json, type JsonObject } from './json.ts';
import { place } from './place.ts';
import type { Scope } from './scope.ts';

/** A resource of the assembly. Reading its properties resolves their intrinsics. */
export interface Resource {
  readonly type: string;
  readonly logicalId: string;
  readonly stack: string;
  readonly identity: Identity;
  readonly assets: ReadonlyMap<string, string>;
  properties(): JsonObject;
}

/** All resources of the stacks. Each stack can look up its own names and the exports of all stacks. */
export function resolveStacks(stacks: readonly StackFiles[], queuesUrl: string): Resource[] {
  const scopes = new Map<string, StackScope>();
  for (const stack of stacks) scopes.set(stack.name, new StackScope(stack, queuesUrl, scopes));
  return [...scopes.values()].flatMap((scope) => scope.resources());
}

class StackScope implements Scope {
  readonly #files: StackFiles;
  readonly #queuesUrl: string;
  readonly #all: ReadonlyMap<string, StackScope>;
  readonly #identities = new Map<string, Identity>();

  constructor(files: StackFiles, queuesUrl: string, all: ReadonlyMap<string, StackScope>) {
    this.#files = files;
    this.#queuesUrl = queuesUrl;
    this.#all = all;
  }

  resources(): Resource[] {
    const stack = this.#files.name;
    return Object.entries(this.#files.template.Resources)
      .filter(([, { Condition }]) => Condition === undefined || this.condition(Condition))
      .map(([logicalId, { Type, Properties }]) => ({
        type: Type,
        logicalId,
        stack,
        identity: this.#identity(logicalId),
        assets: this.#files.assets,
        properties: () => naming(`${stack}/${logicalId}`, () => this.#object(Properties)),
      }));
  }

  reference(name: string): Json | undefined {
    if (name === 'AWS::NoValue') return undefined;
    const parameter = this.#files.template.Parameters[name];
    if (parameter !== undefined) {
      if (parameter.Default === undefined) throw new Refusal(`parameter ${name} has no default`);
      return parameter.Default;
    }
    return this.#pseudoParameters()[name] ?? this.#identity(name).reference;
  }

  attribute(logicalId: string, name: string): string {
    const value = this.#identity(logicalId).attributes[name];
    if (value === undefined) throw new Refusal(`Fn::GetAtt ${logicalId}.${name} is not known`);
    return value;
  }

  exported(name: string): Json | undefined {
    for (const scope of this.#all.values()) {
      for (const { Value, Export } of Object.values(scope.#files.template.Outputs)) {
        if (Export !== undefined && resolveIntrinsics(Export.Name, scope) === name)
          return resolveIntrinsics(Value, scope);
      }
    }
    throw new Refusal(`no stack exports ${name}`);
  }

  output(stack: string, name: string): Json | undefined {
    const scope = this.#all.get(stack);
    if (scope === undefined) throw new Refusal(`there is no stack ${stack}`);
    const output = scope.#files.template.Outputs[name];
    if (output === undefined) throw new Refusal(`stack ${stack} has no output ${name}`);
    return resolveIntrinsics(output.Value, scope);
  }

  condition(name: string): boolean {
    const condition = this.#files.template.Conditions[name];
    if (condition === undefined) throw new Refusal(`condition ${name} is not known`);
    return evaluateCondition(condition, this);
  }

  #identity(logicalId: string): Identity {
    const known = this.#identities.get(logicalId);
    if (known !== undefined) return known;
    const resource = this.#files.template.Resources[logicalId];
    if (resource === undefined) throw new Refusal(`${this.#files.name} has nothing named ${logicalId}`);
    const identify = identities[resource.Type];
    if (identify === undefined) {
      throw new Refusal(
        `${this.#files.name}/${logicalId} is of a type that does not run here: ${resource.Type}`,
      );
    }
    const stack = this.#files.name;
    const given = (property: string): string | undefined => {
      const value = resource.Properties[property];
      return value === undefined ? undefined : asText(resolveIntrinsics(value, this));
    };
    const identity = identify({
      stack,
      logicalId,
      queuesUrl: this.#queuesUrl,
      name: (property, longest) => given(property) ?? madeUpName(stack, logicalId, longest),
      given,
    });
    this.#identities.set(logicalId, identity);
    return identity;
  }

  #object(value: JsonObject): JsonObject {
    const resolved = resolveIntrinsics(value, this);
    if (!isObject(resolved)) throw new Refusal('the properties are not an object');
    return resolved;
  }

  #pseudoParameters(): Record<string, Json> {
    return {
      'AWS::Region': place.region,
      'AWS::AccountId': place.account,
      'AWS::Partition': place.partition,
      'AWS::URLSuffix': place.urlSuffix,
      'AWS::StackName': this.#files.name,
      'AWS::StackId': `arn:aws:cloudformation:${place.region}:${place.account}:stack/${this.#files.name}/local`,
      'AWS::NotificationARNs': [],
    };
  }
}

/** A generated name without CloudFormation's random suffix, so that data kept across starts is found again. */
function madeUpName(stack: string, logicalId: string, longest: number): string {
  const beginning = stack.slice(0, Math.max(0, longest - logicalId.length - 1));
  return `${beginning}-${logicalId}`.slice(-longest);
}

function naming<Result>(where: string, work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    if (error instanceof Refusal) throw new Refusal(`${where}: ${error.message}`, { cause: error });
    throw error;
  }
}
