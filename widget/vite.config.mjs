/* One script for pages of other sites: everything in one file, nothing left in their globals but LienChat. */
import { fileURLToPath } from 'node:url';

export default {
  root: fileURLToPath(new URL('.', import.meta.url)),
  logLevel: 'warn',
  build: {
    target: 'es2020',
    outDir: fileURLToPath(new URL('../web/dist/chat', import.meta.url)),
    emptyOutDir: true,
    reportCompressedSize: false,
    lib: {
      entry: fileURLToPath(new URL('./src/main.ts', import.meta.url)),
      formats: ['iife'],
      name: 'LienChatScript',
      fileName: () => 'widget.js',
    },
  },
};
