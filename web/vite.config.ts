import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/* `npm run dev` shows the application from these sources on top of a running server: LIEN_URL says
 * which. Only /api goes there; every other address is the application. */
const server = process.env.LIEN_URL ?? 'http://127.0.0.1:8080';

export default defineConfig({
  plugins: [react()],
  resolve: { alias: { '#': fileURLToPath(new URL('./src', import.meta.url)) } },
  server: { host: '127.0.0.1', proxy: { '/api': server, '/health': server } },
  build: {
    target: 'es2022',
    sourcemap: false,
    /* The content-security-policy has no data: for scripts and fonts; small files stay files. */
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
  },
});
