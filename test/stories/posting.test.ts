import sharp from 'sharp'
import { expect, it } from 'vitest'
import { pdf } from '../media/documents.ts'
import { oggVoice } from '../media/sounds.ts'
import { describeStory } from '../support/browser.ts'
import { expectPressed } from './forms-of-the-app.ts'
import { createHouse, type House, type Resident } from './house.ts'

const words = {
  question: '¿Alguien fue al consultorio **nuevo**? ¿Piden documentos?',
  picture: 'La puerta del consultorio, con el horario de la tarde',
  better: '¿Alguien fue al consultorio nuevo? ¿Piden documentos o no?',
  vote: '¿Qué preparamos el viernes?',
  alert: 'Esta noche hay control en el puente. Mejor ir por la plaza, de a dos.',
  correction: 'El control ya terminó.',
  spoken: 'Quiero saber si alguien tiene una frazada.',
  consent: 'En el desayuno, después de leérselo.',
  passing: 'Hoy sobra pan en el comedor.',
  begun: 'Sobre el taller: *empiezo* a escribir y sigo después.',
  sheet: 'Una hoja para la consulta',
  heard: 'Hola a todas, nos vemos el viernes.',
} as const

describeStory('writing every kind of post', (open) => {
  let house: House
  let writer: Resident

  it('works without scripts, and presses the forms it names', { timeout: 170_000 }, async () => {
    house = await createHouse('posting', open, { locale: 'es' })
    try {
      writer = await house.member('Sami')
      const { memberId } = writer
      await house.app.db.insertInto('memberGrants').values({ memberId, permission: 'outreach' }).execute()
      await writer.goTo('/home')
      await askWithPicture()
      await letOthersVote()
      await warnEverybody()
      await writeForAnother()
      await letItPass()
      await beginAndGoOn()
      await giveSheetAndVoice()
      await changeInTwoPlaces()
      await takeItAway()
      expectPressed('posting', house.sent)
    } finally {
      await house.close()
    }
  })

  /** The page to write on, for a kind of post. */
  async function compose(kind: 'discussion' | 'question' | 'poll' | 'alert'): Promise<void> {
    const { t } = writer
    await writer.openTab(t('shell.tab.write'))
    if (kind !== 'discussion') await writer.follow(t(`composer.kinds.${kind}`))
  }

  const post = () => writer.press(writer.t('composer.postIn', { group: 'General' }))
  const postInVain = () => writer.pressInVain(writer.t('composer.postIn', { group: 'General' }))

  async function askWithPicture(): Promise<void> {
    const { t, page } = writer
    await compose('question')
    await postInVain()
    await writer.fill(t('composer.text.question'), words.question)
    await writer.unfold(t('composer.pictures.add'))
    await page
      .getByLabel(t('composer.pictures', { count: 4 }))
      .setInputFiles({ name: 'IMG_0412.png', mimeType: 'image/png', buffer: await drawPicture() })
    await writer.fill(t('composer.pictures.description'), words.picture)
    await post()
    await writer.sees(t('post.kind.question'))
    expect(await page.locator('.prose strong', { hasText: /^nuevo$/ }).count()).toBe(1)
    const picture = page.getByRole('img', { name: words.picture })
    await picture.scrollIntoViewIfNeeded()
    await expect
      .poll(() => picture.evaluate((image) => image instanceof HTMLImageElement && image.naturalWidth))
      // The small one of a picture that is 640 wide; the large one is a tap away.
      .toBe(480)
    expect(
      await page
        .getByRole('link', { name: new RegExp(`^${t('picture.larger', { size: '' }).slice(0, 6)}`) })
        .count(),
    ).toBe(1)
  }

  /** One answer, several answers, and a secret vote; refused with what she typed when there is nothing to choose. */
  async function letOthersVote(): Promise<void> {
    const { t, page } = writer
    for (const tick of [undefined, 'composer.poll.several', 'composer.poll.secret'] as const) {
      await compose('poll')
      await writer.fill(t('composer.text.poll'), words.vote)
      await writer.fill(t('composer.poll.options'), 'Sopa')
      await writer.fill(t('composer.poll.days'), '3')
      if (tick) await writer.choose(t(tick))
      await postInVain()
      await writer.sees(t('post.errors.pollOptions', { least: 2, most: 10 }))
      expect(await page.getByLabel(t('composer.poll.options')).inputValue()).toBe('Sopa')
      if (tick) expect(await page.getByLabel(t(tick)).isChecked()).toBe(true)
      await writer.fill(t('composer.poll.options'), 'Sopa\nTortillas\nLo que haya')
      await post()
      await writer.sees(t(tick === 'composer.poll.several' ? 'poll.choose.several' : 'poll.choose.one'))
      await writer.sees(t(tick === 'composer.poll.secret' ? 'poll.secret' : 'poll.open'))
      await writer.sees('Lo que haya')
    }
  }

  /** It ends, is set right above its own words, and leaves as a text that does not say where it comes from. */
  async function warnEverybody(): Promise<void> {
    const { t } = writer
    await compose('alert')
    await writer.fill(t('composer.text.alert'), words.alert)
    await postInVain()
    await writer.choose(t('composer.lifetime.days', { days: 3 }))
    await post()
    await writer.sees(t('post.kind.alert'))
    await writer.sees(t('post.ends'))
    const alert = new URL(writer.page.url()).pathname
    await writer.unfold(t('post.more'))
    await writer.follow(t('alert.correct.action'))
    await writer.pressInVain(t('alert.correct.send', { group: 'General' }))
    await writer.fill(t('alert.correct.label'), words.correction)
    await writer.press(t('alert.correct.send', { group: 'General' }))
    await writer.sees(t('alert.correction'))
    await writer.sees(words.alert)
    expect(new URL(writer.page.url()).pathname).toBe(alert)
    await writer.follow(t('alert.sms.action'))
    const text = await writer.code()
    // In the letters that a text message is made of, so that it stays one.
    expect(text).toContain('El control ya termino.')
    expect(text).toContain('puente')
    expect(text).not.toMatch(/Tejedoras|http/)
  }

  async function writeForAnother(): Promise<void> {
    const { t } = writer
    await compose('discussion')
    await writer.fill(t('composer.text'), words.spoken)
    await writer.unfold(t('composer.more'))
    await writer.choose(t('composer.onBehalf'))
    await postInVain()
    await writer.sees(t('post.errors.consentNote'))
    await writer.fill(t('composer.onBehalf.note'), words.consent)
    await post()
    await writer.sees(t('post.onBehalf'))
    await writer.seesNot(words.consent)
  }

  async function letItPass(): Promise<void> {
    const { t } = writer
    await compose('discussion')
    await writer.fill(t('composer.text'), words.passing)
    await writer.unfold(t('composer.more'))
    await writer.select(t('composer.lifetime'), t('composer.lifetime.days', { days: 7 }))
    await post()
    await writer.sees(t('post.ends'))
  }

  /** A look at it, kept for later, found again, thrown away, begun anew and sent: then nothing is left over. */
  async function beginAndGoOn(): Promise<void> {
    const { t, page } = writer
    await compose('discussion')
    await writer.fill(t('composer.text'), words.begun)
    await writer.press(t('composer.preview'))
    await writer.sees(t('composer.preview.title'))
    expect(await page.locator('.prose em', { hasText: /^empiezo$/ }).count()).toBe(1)
    for (const isLast of [false, true]) {
      await writer.fill(t('composer.text'), words.begun)
      await writer.press(t('drafts.save'))
      await writer.sees(t('drafts.savedDone'))
      await writer.sees(words.begun)
      if (!isLast) {
        await writer.press(t('common.delete'))
        await writer.sees(t('drafts.deleted'))
        await writer.sees(t('drafts.empty'))
        await compose('discussion')
      }
    }
    await writer.follow(t('drafts.goOn'))
    await writer.sees(t('drafts.restored'))
    expect(await page.getByLabel(t('composer.text')).inputValue()).toBe(words.begun)
    await post()
    await writer.goTo('/drafts')
    await writer.sees(t('drafts.empty'))
  }

  /** A document and a voice; a voice would give her away where her name is not to be known. */
  async function giveSheetAndVoice(): Promise<void> {
    const { t, page } = writer
    await compose('discussion')
    await writer.unfold(t('composer.more'))
    const document = page.locator('input[name=document]')
    const voice = page.locator('input[name=voice]')
    const spoken = { name: 'AUD-0031.opus', mimeType: 'audio/ogg', buffer: oggVoice({ seconds: 2 }) }
    await voice.setInputFiles(spoken)
    await writer.choose(t('composer.anonymous'))
    await postInVain()
    await writer.sees(t('post.errors.voiceAnonymous'))
    await writer.page.getByText(t('composer.anonymous'), { exact: true }).click()
    await voice.setInputFiles(spoken)
    await writer.fill(t('composer.voice.transcript'), words.heard)
    await document.setInputFiles({ name: 'ana.pdf', mimeType: 'application/pdf', buffer: pdf() })
    await writer.fill(t('composer.document.name'), words.sheet)
    await post()
    await writer.sees(words.sheet)
    expect(await page.getByRole('link', { name: /PDF/ }).getAttribute('href')).toMatch(/^\/attachments\//)
    expect(await page.locator('audio').getAttribute('preload')).toBe('none')
    await writer.unfold(t('attachment.transcript'))
    await writer.sees(words.heard)
  }

  /** On another phone of hers the same post is changed first: her words are still there, and she decides. */
  async function changeInTwoPlaces(): Promise<void> {
    const { t, page } = writer
    await writer.unfold(t('post.more'))
    await writer.follow(t('common.edit'))
    const other = await house.browserOf(writer.memberId)
    await other.goTo(new URL(page.url()).pathname)
    await other.fill(t('composer.text'), 'Cambiado desde el otro teléfono')
    await other.choose(t('post.form.removeAttachment'), t('composer.document'))
    await other.press(t('composer.saveIn', { group: 'General' }))
    await other.sees(t('post.card.edited'))
    await other.seesNot(words.sheet)
    writer.story.allow(/status of 409/)
    await writer.fill(t('composer.text'), words.better)
    await writer.click(
      page.getByRole('button', { name: t('composer.saveIn', { group: 'General' }), exact: true }),
      409,
    )
    await writer.sees(t('post.errors.editedMeanwhile'))
    await writer.sees('Cambiado desde el otro teléfono')
    expect(await page.getByLabel(t('composer.text')).inputValue()).toBe(words.better)
    await writer.press(t('composer.saveIn', { group: 'General' }))
    await writer.sees(words.better)
  }

  async function takeItAway(): Promise<void> {
    const { t } = writer
    await writer.unfold(t('post.more'))
    await writer.follow(t('common.delete'))
    await writer.press(t('common.delete'))
    await writer.sees(t('post.deleted'))
    await writer.seesNot(words.better)
  }
})

const drawPicture = (): Promise<Buffer> =>
  sharp({ create: { width: 640, height: 420, channels: 3, background: '#f3e3c3' } })
    .png()
    .toBuffer()
