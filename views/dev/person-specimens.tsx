import { Person } from '../components/person.tsx'
import type { Specimen } from './specimen.ts'

const names = [
  'Luz',
  'Rosa Quispe',
  'Maj Etta',
  'Южный ветер',
  'Tikar Asam',
  'Ana',
  'Bayam',
  'Umum Adonan',
  'Flor',
  'نور',
]

/** Names with their cloth. */
export const personSpecimens = (): readonly Specimen[] => [
  {
    name: 'Person',
    states: [
      [
        'Different names look different',
        <p class="cluster">
          {names.map((name) => (
            <Person name={name} />
          ))}
        </p>,
      ],
      [
        'With a word, and when',
        <Person name="Maj Etta" badge="Moderator">
          3 hours ago
        </Person>,
      ],
      [
        'Small',
        <Person name="Rosa Quispe" size="small">
          yesterday
        </Person>,
      ],
      [
        'Without a name: the same mark for everybody',
        <Person name="Somebody, without her name" isUnnamed>
          3 hours ago
        </Person>,
      ],
      [
        'A long name wraps',
        <Person name="SomebodyWithANameThatWasWrittenWithoutAnySpacesAtAllBecauseSheWantedTo">now</Person>,
      ],
    ],
  },
]
