import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'

const smallest = 600
const compressible = /^(text\/html|text\/plain|application\/(activity\+json|jrd\+json|json))/

/** Compresses pages and documents for those who pay by the megabyte; what is compressed already is left alone. */
export async function compress(request: Request, response: Response): Promise<Response> {
  const type = response.headers.get('Content-Type') ?? ''
  if (!compressible.test(type) || response.headers.has('Content-Encoding') || !response.body) return response
  const accepted = request.headers.get('Accept-Encoding') ?? ''
  const encoding = /\bbr\b/.test(accepted) ? 'br' : /\bgzip\b/.test(accepted) ? 'gzip' : undefined
  const headers = new Headers(response.headers)
  headers.append('Vary', 'Accept-Encoding')
  const bytes = Buffer.from(await response.arrayBuffer())
  const { status } = response
  if (!encoding || bytes.byteLength < smallest) return new Response(bytes, { status, headers })
  headers.set('Content-Encoding', encoding)
  headers.delete('Content-Length')
  return new Response(new Uint8Array(await encode(encoding, bytes)), { status, headers })
}

/** Brotli 5 is smaller than gzip 9 on our pages and costs about as much time as gzip 6. */
const encode = (encoding: 'br' | 'gzip', bytes: Buffer): Promise<Buffer> =>
  encoding === 'br'
    ? promisify(brotliCompress)(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } })
    : promisify(gzip)(bytes)
