import { type AlliedCommunity, remoteChannel, remoteObject } from '../../allies/support.ts'
import { done } from '../../channels/support.ts'
import type { TestApp } from '../../support/app.ts'
import type { Residents } from './people.ts'
import { answer } from './writing.ts'

export interface Allies {
  readonly alliedPost: string
}

/** Channels that are followed, asked for and refused; what they brought; and who waits to follow ours. */
export async function meetAllies(app: TestApp, allied: AlliedCommunity, people: Residents): Promise<Allies> {
  const valley = remoteChannel('valley.example')
  await allied.follow(valley)
  await allied.request(remoteChannel('river.example'))
  const refused = remoteChannel('mountain.example', 'open')
  await allied.answer(refused, (await allied.request(refused)).followUri, false)
  const publishedOn = app.clock.now().toISOString().slice(0, 10)
  const bring = async (number: number, changes: Parameters<typeof remoteObject>[1]): Promise<string> => {
    app.clock.moveDays(0.02)
    const uri = `https://valley.example/ap/objects/${number}`
    done(await allied.bring(valley, remoteObject(uri, { publishedOn, ...changes })))
    return uri
  }
  for (let number = 2; number <= 24; number += 1)
    await bring(number, { title: `Hoja del valle ${number}`, html: '<p>Esta semana caminamos juntas.</p>' })
  const html =
    '<p>La mesa está abierta <strong>los jueves</strong>.</p><ul><li>té</li><li>pan</li></ul><p>Nadie pregunta nada.</p>'
  const uri = await bring(1, { title: 'La mesa de los jueves, que ahora también es de los domingos', html })
  const passedOn = { passedOnFrom: 'Wayra (River)', inReplyTo: uri, title: '', html: '<p>¡Vamos!</p>' }
  await bring(30, passedOn)
  const alliedPost = (await allied.alliedPost(uri))?.id ?? ''
  await answer(people.marta, { alliedPostId: alliedPost }, 'We could do this here too.')
  for (const slug of ['boletin', 'aliadas'])
    for (const host of ['hill.example', 'lake.example'])
      await allied.askToFollow(slug, `https://${host}/ap/actors/${slug}`)
  return { alliedPost }
}
