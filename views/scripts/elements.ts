/** Elements that scripts put onto a page; what they say stands in the page's own attributes, in the reader's language. */

export const line = (tag: 'p' | 'strong' | 'figcaption', text = ''): HTMLElement => {
  const element = document.createElement(tag)
  element.textContent = text
  return element
}

export const button = (
  text: string | undefined,
  act: () => void,
  kind: 'secondary' | 'quiet' = 'secondary',
): HTMLButtonElement => {
  const element = document.createElement('button')
  element.type = 'button'
  element.className = 'button'
  element.dataset['kind'] = kind
  element.textContent = text ?? ''
  element.addEventListener('click', act)
  return element
}
