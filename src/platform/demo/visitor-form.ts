import { DomUtils } from 'htmlparser2'
import { type Document, type Element, isElement, wordsOf } from './visitor-words.ts'

export type FieldValue = string | File

/** A form as a browser without JavaScript would send it. */
export interface PageForm {
  /** Absolute URL. */
  readonly action: string
  readonly method: 'get' | 'post'
  readonly enctype: 'application/x-www-form-urlencoded' | 'multipart/form-data'
  /** What is sent when nothing is changed: hidden fields, texts, ticked boxes, chosen options. */
  readonly defaults: readonly (readonly [string, FieldValue])[]
  /** Every name that the form can send, unticked boxes and files included. */
  readonly names: ReadonlySet<string>
  readonly buttons: readonly FormButton[]
}

interface FormButton {
  readonly text: string
  readonly name: string
  readonly value: string
  /** Where this button sends the form instead. */
  readonly action?: string
}

/** Reads a form and the controls that belong to it; `url` is the page's. */
export function readForm(form: Element, url: string, document: Document): PageForm {
  const controls = controlsOf(form, document).filter((control) => !isDisabled(control))
  const fields = controls.filter((control) => !isButton(control))
  const enctype = form.attribs['enctype'] === 'multipart/form-data' ? 'multipart/form-data' : undefined
  return {
    action: new URL(form.attribs['action'] || url, url).href,
    method: form.attribs['method']?.toLowerCase() === 'post' ? 'post' : 'get',
    enctype: enctype ?? 'application/x-www-form-urlencoded',
    defaults: fields.flatMap((field) => valuesOf(field).map((value) => [nameOf(field), value] as const)),
    names: new Set(fields.map(nameOf)),
    buttons: controls.filter(isButton).map((button) => readButton(button, url)),
  }
}

/** Those inside the form, and those that name it from outside. */
function controlsOf(form: Element, document: Document): Element[] {
  const id = form.attribs['id']
  return DomUtils.filter((node) => isControl(node) && belongsTo(node, form, id), document).filter(isControl)
}

const isControl = (node: unknown): node is Element =>
  isElement(node) && ['input', 'select', 'textarea', 'button'].includes(node.name)

function belongsTo(control: Element, form: Element, id: string | undefined): boolean {
  const named = control.attribs['form']
  return named === undefined ? ancestors(control).includes(form) : named === id
}

function ancestors(element: Element): Element[] {
  const { parent } = element
  return isElement(parent) ? [parent, ...ancestors(parent)] : []
}

const isDisabled = (control: Element): boolean =>
  'disabled' in control.attribs ||
  ancestors(control).some((outer) => outer.name === 'fieldset' && 'disabled' in outer.attribs)

function isButton(control: Element): boolean {
  if (control.name === 'button') return (control.attribs['type'] ?? 'submit') === 'submit'
  return control.name === 'input' && ['submit', 'image'].includes(control.attribs['type'] ?? '')
}

function readButton(button: Element, url: string): FormButton {
  const { value = '', formaction } = button.attribs
  const text = button.name === 'button' ? wordsOf(button) : value
  const action = formaction === undefined ? {} : { action: new URL(formaction, url).href }
  return { text, name: nameOf(button), value, ...action }
}

const nameOf = (control: Element): string => control.attribs['name'] ?? ''

/** HTML, "constructing the entry list". */
function valuesOf(field: Element): FieldValue[] {
  if (nameOf(field) === '') return []
  switch (field.name) {
    case 'textarea':
      return [DomUtils.textContent(field).replace(/^\r?\n/, '')]
    case 'select':
      return chosen(field)
    case 'input':
      return inputValues(field)
    default:
      return []
  }
}

function inputValues({ attribs }: Element): FieldValue[] {
  const type = attribs['type']?.toLowerCase() ?? 'text'
  if (['checkbox', 'radio'].includes(type)) return 'checked' in attribs ? [attribs['value'] ?? 'on'] : []
  if (['reset', 'button'].includes(type)) return []
  // A browser sends an empty, nameless file where none was picked.
  if (type === 'file') return [new File([], '', { type: 'application/octet-stream', lastModified: 0 })]
  return [attribs['value'] ?? '']
}

function chosen(select: Element): string[] {
  const options = DomUtils.getElementsByTagName('option', select).filter(
    (one) => !('disabled' in one.attribs),
  )
  const selected = options.filter((option) => 'selected' in option.attribs)
  const first = 'multiple' in select.attribs ? [] : options.slice(0, 1)
  const value = (option: Element): string => option.attribs['value'] ?? wordsOf(option)
  return (selected.length > 0 ? selected : first).map(value)
}
