/** Shows a picture that waits for a tap where it stands, and a large one in place of the small; without this the links lead to them. */
export const showPicturesInPlace = (): void => {
  document.addEventListener('click', (event) => {
    if (!(event.target instanceof Element) || event.ctrlKey || event.metaKey || event.shiftKey) return
    const link = event.target.closest<HTMLAnchorElement>('a[data-picture], a[data-larger]')
    const figure = link?.closest<HTMLElement>('.picture')
    if (!link || !figure) return
    event.preventDefault()
    const waiting = figure.querySelector<HTMLAnchorElement>('a[data-picture]')
    const image = figure.querySelector('img') ?? new Image()
    const { picture, larger = picture, alt } = { ...waiting?.dataset, ...link.dataset }
    const [width, height] = (larger ?? '').split('x')
    image.width = Number(width)
    image.height = Number(height)
    if (waiting) image.alt = alt ?? ''
    image.tabIndex = -1
    // A small one is seen until the large one has come.
    image.src = link.href
    figure.removeAttribute('data-waits')
    figure.toggleAttribute('data-large', link !== waiting)
    waiting?.replaceWith(image)
    if (link !== waiting) link.remove()
    // The link that had the focus is gone; whoever comes by keyboard stays where she was.
    image.focus()
  })
}
