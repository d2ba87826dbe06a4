import type { TestApp } from '../support/app.ts'

/** Answers for servers and browsers, not for people. */
const forMachines =
  /^\/(ap|assets|nodeinfo|\.well-known|media|attachments)\b|^\/(worker|sw)\.js$|^\/servers\/export$|\*/

/** Where the app answers with pages, as `/posts/:postId`; read from its own router, so that none is forgotten. */
export const pageRoutes = ({ app }: TestApp): readonly string[] => [
  ...new Set(
    app.routes
      .filter(({ method, path }) => method === 'GET' && !forMachines.test(path))
      .map(({ path }) => path),
  ),
]

/** The names of what may be anything in a route. */
export const parametersOf = (route: string): readonly string[] =>
  Array.from(route.matchAll(/:(\w+)/g), ([, name = '']) => name)

/** The route that takes a path; of several that could, the one with the fewest parts that may be anything. */
export function routeOf(path: string, routes: readonly string[]): string | undefined {
  const [plain = ''] = path.split(/[?#]/)
  const taking = routes.filter((route) => new RegExp(`^${route.replace(/:\w+/g, '[^/]+')}$`).test(plain))
  return taking.sort((one, other) => parametersOf(one).length - parametersOf(other).length)[0]
}
