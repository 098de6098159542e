import { Refusal } from '../lib/refusal.ts';

interface Entry<Target> {
  readonly key: string;
  readonly names: readonly string[];
  readonly target: Target;
}

interface Place<Target> {
  readonly exact: Map<string, Place<Target>>;
  parameter: Place<Target> | undefined;
  readonly greedy: Map<string, Entry<Target>>;
  readonly methods: Map<string, Entry<Target>>;
}

/** A matching route with its path parameters, still percent-encoded. */
export interface RouteMatch<Target> {
  readonly key: string;
  readonly target: Target;
  readonly parameters: readonly (readonly [name: string, value: string])[];
}

/** An exact segment wins over a parameter, a parameter over `{proxy+}`, and anything over `$default`. */
export class Routes<Target> {
  readonly #root: Place<Target> = newPlace();
  #default: RouteMatch<Target> | undefined;

  /** @param key `GET /groups/{groupId}`, with `ANY` for every method, or `$default` */
  add(key: string, target: Target): void {
    if (key === '$default') {
      this.#default = { key, target, parameters: [] };
      return;
    }
    const [, method = '', path = ''] = /^([A-Z]+) \/(.*)$/.exec(key) ?? [];
    if (method === '') throw new Refusal(`the route ${key} is not understood`);
    const names: string[] = [];
    let here = this.#root;
    for (const segment of path.split('/')) {
      const name = /^\{(.+?)(\+?)\}$/.exec(segment);
      if (name?.[1] === undefined) {
        here = next(here.exact, segment);
        continue;
      }
      names.push(name[1]);
      if (name[2] === '+') {
        here.greedy.set(method, { key, names, target });
        return;
      }
      here.parameter ??= newPlace();
      here = here.parameter;
    }
    here.methods.set(method, { key, names, target });
  }

  match(method: string, path: string): RouteMatch<Target> | undefined {
    return find(this.#root, method, path.slice(1).split('/'), []) ?? this.#default;
  }
}

function find<Target>(
  place: Place<Target>,
  method: string,
  segments: readonly string[],
  values: readonly string[],
): RouteMatch<Target> | undefined {
  const [segment, ...rest] = segments;
  if (segment === undefined) return found(place.methods, method, values);
  const exact = place.exact.get(segment);
  const byName = exact && find(exact, method, rest, values);
  if (byName !== undefined || segment === '') return byName;
  const byParameter = place.parameter && find(place.parameter, method, rest, [...values, segment]);
  return byParameter ?? found(place.greedy, method, [...values, segments.join('/')]);
}

function found<Target>(
  entries: ReadonlyMap<string, Entry<Target>>,
  method: string,
  values: readonly string[],
): RouteMatch<Target> | undefined {
  const entry = entries.get(method) ?? entries.get('ANY');
  if (entry === undefined) return undefined;
  const parameters = entry.names.map((name, index) => [name, values[index] ?? ''] as const);
  return { key: entry.key, target: entry.target, parameters };
}

function next<Target>(places: Map<string, Place<Target>>, segment: string): Place<Target> {
  const place = places.get(segment) ?? newPlace();
  places.set(segment, place);
  return place;
}

function newPlace<Target>(): Place<Target> {
  return { exact: new Map(), parameter: undefined, greedy: new Map(), methods: new Map() };
}
