import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

// The server of the console during development; the built console is served by Docket itself.
const docket = process.env['DOCKET_URL'] ?? 'http://127.0.0.1:8080'

export default defineConfig({
  root: import.meta.dirname,
  base: '/',
  plugins: [react()],
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: 'es2023',
    // The server's policy allows nothing inline but styles.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  server: { proxy: { '/api': docket, '/openapi.json': docket, '/docs': docket } },
})
