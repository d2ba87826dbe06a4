import type { FC } from 'hono/jsx'
import type { Translator } from '../../src/i18n/translator.ts'
import { LinkList } from '../components/lists.tsx'
import { PageTitle } from '../components/text.tsx'
import { formSpecimens } from './form-specimens.tsx'
import { frameSpecimens } from './frame-specimens.tsx'
import { listSpecimens } from './list-specimens.tsx'
import { personSpecimens } from './person-specimens.tsx'
import { postSpecimens } from './post-specimens.tsx'
import type { Specimen } from './specimen.ts'
import { textSpecimens } from './text-specimens.tsx'
import { workSpecimens } from './work-specimens.tsx'

/**
 * Every component of `views/components` in its states, and the larger ones that stand beside their pages; a test holds
 * the list against the folder. It is read by those
 * who work on the program, so its own words are not in the catalogues.
 */
export const ComponentsPage: FC<{ t: Translator; now: Date }> = ({ t, now }) => {
  const specimens = [
    ...frameSpecimens(t),
    ...textSpecimens(t, now),
    ...personSpecimens(),
    ...formSpecimens(t),
    ...listSpecimens(t, now),
    ...postSpecimens(t, now),
    ...workSpecimens(t, now),
  ]
  return (
    <>
      <PageTitle lead="Each in its states, in the real frame. docs/interface.md says when to use which.">
        Components
      </PageTitle>
      <LinkList items={specimens.map(({ name }) => ({ href: `#${name}`, title: name }))} />
      {specimens.map((specimen) => (
        <Shown {...specimen} />
      ))}
    </>
  )
}

const Shown: FC<Specimen> = ({ name, states }) => (
  <section class="section" id={name} data-component={name}>
    <h2>{name}</h2>
    {states.map(([state, content]) => (
      <div class="stack">
        <p class="soft">{state}</p>
        {content}
      </div>
    ))}
  </section>
)
