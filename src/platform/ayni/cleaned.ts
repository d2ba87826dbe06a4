/** What a stranger wrote must not move the cursor about, hide lines or turn them round. */
export const cleaned = (text: string): string => text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, ' ')
