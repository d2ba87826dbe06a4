import type { Translator } from '../src/i18n/translator.ts'

/** A community's own colour: degrees on the oklch hue circle. */
export const hues = [145, 235, 285, 335] as const
export type Hue = (typeof hues)[number]

/** URLs of the built files (`dist/public/manifest.json` maps logical names to hashed ones). */
export interface Assets {
  readonly stylesheet: string
  readonly script: string
  readonly htmx: string
  readonly sprite: string
  readonly icon: string
  /** What switches signs to this device on, and what shows them; only where they are wanted. */
  readonly push: string
  readonly worker: string
  /** Only for the pages on which a post is written. */
  readonly faceBrush: string
  readonly voiceRecorder: string
  /** Loaded by the script where something is there for it. */
  readonly rare: string
  /** Loaded by the script where something is written. */
  readonly composer: string
  /** Only for the pages on which somebody waits. */
  readonly live: string
  /** Only for the pages on which a moderator decides. */
  readonly queue: string
}

export type Viewer =
  | { readonly kind: 'guest' }
  | {
      readonly kind: 'member'
      readonly displayName: string
      readonly isModerator: boolean
      readonly isAdmin: boolean
      /** How many things wait for a moderator; 0 for everybody else. */
      readonly toDo: number
      /** What she was told and has not seen; ten stands for any number above nine. */
      readonly unseen: number
    }

/**
 * Where the reader is. `inside` stays in the community; `leaving` is a page on which something goes outside; `outside`
 * is public; `door` is everything before signing in that is not public content. `name` says the place, `readers` says
 * in one sentence who can read what is here.
 */
export type Place =
  | {
      readonly kind: 'inside'
      readonly name: string
      readonly readers: string
      /** A group or the community: something to stay inside of. */
      readonly isGroup?: boolean | undefined
    }
  | { readonly kind: 'leaving'; readonly name: string; readonly readers: string }
  | { readonly kind: 'outside'; readonly name: string; readonly readers: string }
  | { readonly kind: 'door' }

export type Tab = 'home' | 'groups' | 'write' | 'help' | 'me'

/** How a page is read. Text size and pictures are wishes of the device, the languages those of the account. */
export interface Reader {
  /** The languages she reads, the one she reads best first; the page's own is always among them. */
  readonly languages: readonly string[]
  /** Pictures are fetched only when asked for. */
  readonly picturesOnTap: boolean
  readonly textSize: 'normal' | 'large' | 'largest'
}

export type NoticeTone = 'info' | 'done' | 'warning' | 'alarm'

/** Everything around a page's own content. */
export interface PagePreview {
  readonly title: string
  readonly description: string
  readonly url: string
  readonly language: string
  readonly feeds?: { readonly atom: string; readonly json: string } | undefined
}

export interface Shell {
  readonly t: Translator
  /** Constant and neutral: it shows in histories and task switchers. */
  readonly title: string
  readonly communityName: string
  readonly hue: Hue
  /** What the community's weave is computed from; the same text gives the same pattern for ever. */
  readonly weaveSeed: string
  readonly assets: Assets
  readonly viewer: Viewer
  readonly place: Place
  readonly currentTab?: Tab | undefined
  readonly reader?: Reader | undefined
  readonly back?: { readonly href: string; readonly label?: string | undefined } | undefined
  /** Of a page that anybody may read: what is shown of it where somebody names it, and its feeds. */
  readonly preview?: PagePreview | undefined
  /** Made to be printed and to say nothing of where it comes from: nothing around it goes onto the paper. */
  readonly isForPaper?: true | undefined
  /** After how many minutes without a touch the page locks; absent without a PIN. */
  readonly lockMinutes?: number | undefined
  /** What just happened, said once above the page. */
  readonly notice?: { readonly tone: NoticeTone; readonly text: string } | undefined
}
