/** Splits the list into chunks of at most `size`, in order. */
export function inChunks<T>(list: readonly T[], size: number): T[][] {
  const chunks: T[][] = [];
  for (let start = 0; start < list.length; start += size) chunks.push(list.slice(start, start + size));
  return chunks;
}

/** Runs `action` for each item, with at most `width` in flight. The results are in the list's order. */
export async function mapConcurrently<T, R>(
  list: readonly T[],
  width: number,
  action: (item: T) => Promise<R>,
): Promise<R[]> {
  const results = new Map<number, R>();
  const waiting = list.entries();
  const lane = async (): Promise<void> => {
    for (const [index, item] of waiting) results.set(index, await action(item));
  };
  await Promise.all(Array.from({ length: Math.min(width, list.length) }, lane));
  return [...results.entries()].toSorted(([a], [b]) => a - b).map(([, result]) => result);
}
