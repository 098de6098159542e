/** The sum of counters that are stored in several shards, by counter. A counter that no shard has is absent. */
export function sumOfShards(shards: readonly Readonly<Record<string, number>>[]): Record<string, number> {
  const sum: Record<string, number> = {};
  for (const shard of shards)
    for (const [counter, value] of Object.entries(shard)) sum[counter] = (sum[counter] ?? 0) + value;
  return sum;
}
