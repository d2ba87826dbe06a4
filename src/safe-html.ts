declare const safe: unique symbol

/** HTML that went through our sanitiser, or was written by ourselves. Views print nothing else unescaped. */
export type SafeHtml = string & { readonly [safe]: true }

/** Marks HTML as safe to print as it is. Only the sanitiser and our own constant markup may call it. */
export const markSafe = (html: string): SafeHtml => html as SafeHtml
