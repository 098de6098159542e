import { Skeleton, Stack } from '@mantine/core';

/** In the place of a page whose code is being loaded. */
export const PageSkeleton = () => (
  <Stack gap="lg" aria-hidden>
    <Skeleton height={35} width="40%" />
    <Rows count={4} height={72} />
  </Stack>
);

/** In the place of rows that are being read, as high as these. */
export const Rows = ({ count, height }: { readonly count: number; readonly height: number }) => (
  <Stack gap="sm" aria-hidden>
    {Array.from({ length: count }, (_, index) => (
      <Skeleton key={index} height={height} radius="lg" />
    ))}
  </Stack>
);
