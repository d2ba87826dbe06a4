/**
 * Where to go back to: a path of this site, or the start page for anything else (OWASP Unvalidated Redirects).
 * Browsers read `//` and `\` as the beginning of another host.
 */
export const localPath = (path: string): string =>
  /^\/(?![/\\])[^\\\p{Cc}]*$/u.test(path) && path.length <= 500 ? path : '/'
