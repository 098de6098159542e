import { MantineProvider } from '@mantine/core';
import type { ReactNode } from 'react';
import { theme } from '../theme/theme.ts';

/** The look. Nothing of it is written into style elements: the variables are a style sheet of the build. */
export const ThemeProvider = ({ children }: { readonly children: ReactNode }) => (
  <MantineProvider theme={theme} withCssVariables={false} withGlobalClasses={false} forceColorScheme="light">
    {children}
  </MantineProvider>
);
