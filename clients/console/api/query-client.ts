import { QueryClient } from '@tanstack/react-query';

/** The cache of what was read. The API's client retries by itself what may pass. */
export const createQueryClient = (): QueryClient =>
  new QueryClient({
    defaultOptions: {
      queries: { retry: false, staleTime: 5_000, refetchOnWindowFocus: true },
      mutations: { retry: false },
    },
  });
