import { createServer } from 'node:http'
import { it } from 'vitest'
import { readFile } from 'node:fs/promises'
import { describeStory } from '../support/browser.ts'
describeStory('try', (open) => {
  it('x', async () => {
    const server = createServer((q, s) => s.writeHead(200, { 'content-type': 'text/html', 'content-security-policy': "default-src 'none'" }).end('<html lang=en><title>x</title><h1>x</h1>'))
    await new Promise<void>((r) => server.listen(0, r))
    const a = server.address() as any
    const { page } = await open({ javaScript: false })
    await page.goto('http://localhost:' + a.port)

    console.log('0', await page.evaluate('Promise.resolve(5)'))
    console.log('1', await page.evaluate('new Promise(r => queueMicrotask(() => r(5)))'))
    await page.evaluate('window.setTimeout = (f, _, ...a) => { queueMicrotask(() => f(...a)); return 0 }')
    await page.evaluate(await readFile('node_modules/axe-core/axe.min.js', 'utf8'))
    console.log('3')
    const r: any = await page.evaluate('axe.run(document)')
    console.log('4', r.violations.length)
    await page.setViewportSize({ width: 320, height: 640 })
    console.log('6', await page.evaluate('document.documentElement.scrollWidth - innerWidth'))
    server.close()
  }, 20000)
})
