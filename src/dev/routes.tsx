import { Hono } from 'hono'
import { ComponentsPage } from '../../views/dev/components-page.tsx'
import type { AppEnv } from '../web/environment.ts'
import { page } from '../web/respond.tsx'

/** For those who work on the program: every component in its states, inside the real frame. Not part of a community. */
export const devRoutes = () =>
  new Hono<AppEnv>().get('/dev/components', (c) => {
    const { t, ctx } = c.var
    return page(
      c,
      {
        place: { kind: 'inside', name: 'Components', readers: 'Only on this machine.' },
        back: { href: '/home' },
      },
      <ComponentsPage t={t} now={ctx.clock.now()} />,
    )
  })
