import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { themeVariables } from './theme/variables-plugin.ts';

/** The edge of a running stack, whose address `npm start` prints. */
const stack = process.env['STACK'] ?? 'http://127.0.0.1:3100';

/** Below `/console/` lives the console, and everything else is the API and the issuer, as at the edge. */
export default defineConfig({
  root: import.meta.dirname,
  base: '/console/',
  plugins: [react(), themeVariables()],
  build: { target: 'es2022', assetsInlineLimit: 0, modulePreload: { polyfill: false } },
  server: {
    port: 5173,
    proxy: { '^/console/config.json$': stack, '^/(?!console(?:/|$)).*': stack },
  },
});
