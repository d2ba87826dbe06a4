import { createServer } from 'node:http'
import { Hono } from 'hono'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createVisitor } from './http-client.ts'

const origin = 'http://localhost:4999'
const page = `<!doctype html><title>t</title><h1>Write  in
 Breakfast</h1><p>It <b>st</b>ays</p><p hidden>x</p><p>inside<a href="/next?x=1">Next</a></p><a href="https://ally.example/">Ally</a>
<form id="write" method="post" action="/write" enctype="multipart/form-data">
<input type="hidden" name="token" value="a&amp;b"><input name="title" value="Old"><textarea name="body">
 kept</textarea><input type="checkbox" name="agree" value="yes"><input type="checkbox" name="alert" checked>
<input type="radio" name="kind" value="poll"><input type="radio" name="kind" value="post" checked>
<select name="language"><option value="es">Español</option><option selected value="sv">Svenska</option></select>
<select name="first"><option disabled>Choose</option><option>One</option></select>
<input name="off" value="1" disabled><fieldset disabled><input name="off2" value="1"></fieldset>
<input type="file" name="picture"><button name="act" value="post">Post</button>
<button name="act" value="draft" formaction="/drafts">Keep as draft</button></form>
<input name="outside" form="write" value="far"><form action="/search"><input name="q" value="tea"></form>`

const app = new Hono()
  .get('/', (c) => c.html(page))
  .get('/search', (c) => c.text(c.req.url))
  .get('/headers', (c) => c.json(c.req.header()))
  .get('/loop', (c) => c.redirect('/loop', 302))
  .get('/away', (c) => c.redirect('https://ally.example/', 303))
  .get('/leave', (c) => {
    c.header('clear-site-data', '"cookies", "storage"')
    return c.redirect('/headers', 303)
  })
  .post('/same', (c) => c.redirect('/echo', 307))
  .post('/sign-in', (c) => {
    c.header('set-cookie', '__Host-session=s1; Path=/; Secure; HttpOnly; SameSite=Lax', { append: true })
    c.header('set-cookie', 'narrow=1; Path=/headers/deep', { append: true })
    c.header('set-cookie', '__Host-bad=1; Path=/', { append: true })
    c.header('set-cookie', 'foreign=1; Domain=ally.example', { append: true })
    return c.redirect('/headers', 303)
  })
  .post('/sign-out', (c) => {
    c.header('set-cookie', '__Host-session=; Path=/; Secure; Max-Age=0')
    return c.redirect('/headers', 303)
  })
  .post('/refuse', (c) => c.html('<p>Say a little more</p>', 422))
  .post('/:where', async (c) => {
    const entries = [...(await c.req.formData()).entries()]
    const fields = entries.map(([name, value]) => [name, typeof value === 'string' ? value : value.name])
    return c.json({ where: c.req.param('where'), fields, headers: c.req.header() })
  })

describe('a visitor without JavaScript', () => {
  const visit = () => createVisitor(origin, app.request)

  it('reads a page', async () => {
    const home = await visit().get('/')
    expect(home).toMatchObject({ status: 200, url: `${origin}/` })
    expect(home.words).toMatch(/^Write in Breakfast It stays insideNext Ally/)
    expect(home.links()).toEqual([
      { href: `${origin}/next?x=1`, text: 'Next' },
      { href: 'https://ally.example/', text: 'Ally' },
    ])
  })

  it('finds a form by id and by action, with what it would send untouched', async () => {
    const home = await visit().get('/')
    expect(home.form('/write')).toEqual(home.form('#write'))
    expect(home.form('#write').defaults).toEqual([
      ['token', 'a&b'],
      ['title', 'Old'],
      ['body', ' kept'],
      ['alert', 'on'],
      ['kind', 'post'],
      ['language', 'sv'],
      ['first', 'One'],
      ['picture', expect.objectContaining({ name: '', size: 0 })],
      ['outside', 'far'],
    ])
    expect(() => home.form('/absent')).toThrow('no form /absent')
  })

  it('fills in a form, presses a button, sends a file, and is seen as the same origin', async () => {
    const visitor = visit()
    const form = (await visitor.get('/')).form('#write')
    const picture = new File(['x'], 'flower.png')
    const fields = { title: 'New', agree: 'yes', alert: undefined, kind: 'poll', picture }
    const answer = await visitor.submit(form, fields, 'Keep as draft')
    const seen = JSON.parse(answer.text)
    expect(seen.where).toBe('drafts')
    expect(Object.fromEntries(seen.fields)).toEqual({
      ...{
        token: 'a&b',
        title: 'New',
        body: ' kept',
        agree: 'yes',
        kind: 'poll',
        language: 'sv',
        first: 'One',
      },
      ...{ outside: 'far', picture: 'flower.png', act: 'draft' },
    })
    expect(seen.headers).toMatchObject({ origin, 'sec-fetch-site': 'same-origin' })
    expect(seen.headers['content-type']).toContain('multipart/form-data')
  })

  it('cannot send what the form does not have', async () => {
    const visitor = visit()
    const form = (await visitor.get('/')).form('#write')
    await expect(visitor.submit(form, { off: '2' })).rejects.toThrow('no field off')
    await expect(visitor.submit(form, {}, 'Erase')).rejects.toThrow('no button "Erase"')
  })

  it('asks by GET where the form does', async () => {
    const visitor = visit()
    const form = (await visitor.get('/')).form('/search')
    expect((await visitor.submit(form, { q: 'té & pan' })).text).toBe(`${origin}/search?q=t%C3%A9+%26+pan`)
  })

  it('posts fields to an address', async () => {
    const answer = await visit().submit('/echo', { one: '1', many: ['a', 'b'] })
    expect(JSON.parse(answer.text).fields).toEqual([
      ['one', '1'],
      ['many', 'a'],
      ['many', 'b'],
    ])
    expect((await visit().submit('/refuse', {})).status).toBe(422)
  })

  it('keeps cookies as a browser does, and loses them when told', async () => {
    const visitor = visit()
    const signedIn = await visitor.submit('/sign-in', {})
    expect(signedIn.redirectedFrom).toEqual([`${origin}/sign-in`])
    expect(JSON.parse(signedIn.text).cookie).toBe('__Host-session=s1')
    expect(visitor.hasCookie('narrow')).toBe(true)
    expect(JSON.parse((await visit().get('/headers')).text).cookie).toBeUndefined()
    expect(JSON.parse((await visitor.submit('/sign-out', {})).text).cookie).toBeUndefined()
    await visitor.submit('/sign-in', {})
    expect(JSON.parse((await visitor.get('/leave')).text).cookie).toBeUndefined()
    expect(visitor.hasCookie('narrow')).toBe(false)
  })

  it('follows redirects within the origin only, and not for ever', async () => {
    expect(await visit().get('/away')).toMatchObject({ status: 303, url: `${origin}/away` })
    await expect(visit().get('/loop')).rejects.toThrow('too many redirects')
    const again = await visit().submit('/same', { kept: '1' })
    expect(JSON.parse(again.text)).toMatchObject({ where: 'echo', fields: [['kept', '1']] })
  })
})

describe('a visitor over a socket', () => {
  let base: string
  const server = createServer((request, response) => {
    response.setHeader('set-cookie', ['a=1', 'b=2'])
    if (request.method === 'POST') return void response.writeHead(303, { location: '/seen' }).end()
    response.end(JSON.stringify(request.headers))
  })
  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const address = server.address()
    base = `http://localhost:${typeof address === 'object' && address ? address.port : 0}`
  })
  afterAll(() => new Promise((resolve) => server.close(resolve)))

  it('sends cookies, language and fetch metadata', async () => {
    const seen = JSON.parse((await createVisitor(base, undefined, 'sv').submit('/', { a: '1' })).text)
    expect(seen).toMatchObject({
      cookie: 'a=1; b=2',
      'accept-language': 'sv',
      'sec-fetch-site': 'same-origin',
    })
  })
})
