import '@fontsource-variable/atkinson-hyperlegible-next';
import '@mantine/core/styles.layer.css';
import 'virtual:theme-variables.css';
import './theme/global.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import * as z from 'zod';
import { App } from './app/app.tsx';
import { StartFailure } from './app/start-failure.tsx';
import { readConsoleConfig, type ConsoleConfig } from './config.ts';
import { startLanguage } from './texts/language.ts';

// Compiled schemas would need `eval`, which the content security policy refuses.
z.config({ jitless: true });

const root = createRoot(document.querySelector('#root') ?? document.body);

async function readConfig(): Promise<ConsoleConfig> {
  const response = await fetch(`${import.meta.env.BASE_URL}config.json`, { cache: 'no-cache' });
  return readConsoleConfig(await response.json(), window.location.origin);
}

const [config] = await Promise.allSettled([readConfig(), startLanguage()]);
root.render(
  <StrictMode>{config.status === 'fulfilled' ? <App config={config.value} /> : <StartFailure />}</StrictMode>,
);
