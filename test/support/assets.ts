import type { Assets } from '../../views/shell.ts'

/** Addresses of the built files for tests whose pages no browser opens. */
export const testAssets: Assets = {
  stylesheet: '/assets/a.css',
  script: '/assets/a.js',
  htmx: '/assets/h.js',
  sprite: '/assets/s.svg',
  icon: '/assets/i.svg',
  push: '/assets/p.js',
  worker: '/assets/w.js',
  faceBrush: '/assets/f.js',
  voiceRecorder: '/assets/v.js',
  live: '/assets/l.js',
  composer: '/assets/c.js',
  rare: '/assets/r.js',
  queue: '/assets/q.js',
}
