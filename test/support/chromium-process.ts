import chromium from '@sparticuz/chromium'

// Unpacks into TMPDIR. The package reads its environment when it is imported, so it gets a process of its own.
await chromium.executablePath()
