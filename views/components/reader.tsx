import { createContext, type FC, type PropsWithChildren, useContext } from 'hono/jsx'
import type { Reader } from '../shell.ts'

type ReaderModel = Pick<Reader, 'languages' | 'picturesOnTap'>

/** Nobody is known to read anything: no language is strange, and pictures are loaded. */
const Reading = createContext<ReaderModel>({ languages: [], picturesOnTap: false })

/** Tells everything below it how its reader reads. The layout does this; fragments sent to htmx do it themselves. */
export const ReadBy: FC<PropsWithChildren<{ reader: ReaderModel }>> = ({ reader, children }) => (
  <Reading.Provider value={reader}>{children}</Reading.Provider>
)

export const useReader = (): ReaderModel => useContext(Reading)
