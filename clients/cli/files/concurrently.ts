/**
 * Runs `action` for each item, with at most `width` in flight, and takes an item from the source only when there is
 * room for it. After a failure it takes no more, waits for what is in flight, and throws the first failure.
 */
export async function forEachConcurrently<Item>(
  source: AsyncIterable<Item> | Iterable<Item>,
  width: number,
  action: (item: Item) => Promise<void>,
): Promise<void> {
  const items = oneByOne(source);
  const failures: unknown[] = [];
  const lane = async (): Promise<void> => {
    try {
      for (let next = await items.next(); next.done !== true; next = await items.next()) {
        await action(next.value);
        if (failures.length > 0) return;
      }
    } catch (error) {
      failures.push(error);
    }
  };
  await Promise.all(Array.from({ length: width }, lane));
  await items.return(undefined);
  if (failures.length > 0) throw failures[0];
}

async function* oneByOne<Item>(
  source: AsyncIterable<Item> | Iterable<Item>,
): AsyncGenerator<Item, undefined> {
  yield* source;
  return undefined;
}
