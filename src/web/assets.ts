import { Hono } from 'hono'
import type { AppDeps } from './environment.ts'

/** The built files. Their names carry a hash of what is in them, so a browser may keep them for ever. */
export const assetRoutes = (deps: AppDeps) =>
  new Hono().get('/assets/:name', async (c) => {
    const asset = await deps.readAsset(c.req.param('name'), c.req.header('Accept-Encoding') ?? '')
    if (!asset) return c.text('Not found', 404)
    c.header('Content-Type', asset.type)
    c.header('Cache-Control', 'public, max-age=31536000, immutable')
    c.header('Vary', 'Accept-Encoding')
    if (asset.encoding) c.header('Content-Encoding', asset.encoding)
    return c.body(asset.bytes)
  })
