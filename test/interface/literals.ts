import { parseSync } from '@swc/core'

const spoken = ['alt', 'title', 'aria-label', 'placeholder', 'label', 'summary', 'hint', 'lead', 'over']

/** Words that stand in the markup of a view itself: between tags, or in what is read aloud. No catalogue knows them. */
export function literalsOf({ path, text }: { readonly path: string; readonly text: string }): string[] {
  const found: string[] = []
  const tell = (literal: unknown): void => {
    if (typeof literal === 'string' && /\p{L}{2}/u.test(literal)) found.push(`${path}: ${literal.trim()}`)
  }
  const visit = (node: unknown, isShown: boolean): void => {
    if (Array.isArray(node)) {
      for (const one of node) visit(one, isShown)
      return
    }
    if (!isRecord(node)) return
    const { type } = node
    if (type === 'JSXText') tell(node['value'])
    if (isShown && (type === 'StringLiteral' || type === 'TemplateElement'))
      tell(node['value'] ?? node['raw'])
    for (const [name, value] of Object.entries(node)) visit(value, isShownIn(node, name, isShown))
  }
  visit(parseSync(text, { syntax: 'typescript', tsx: true }), false)
  return found
}

/** Whether what a node holds under a name is shown as it is: children of markup, and either way that a choice may go. */
function isShownIn(node: Readonly<Record<string, unknown>>, name: string, isShown: boolean): boolean {
  switch (node['type']) {
    case 'JSXElement':
    case 'JSXFragment':
      return name === 'children'
    case 'JSXAttribute': {
      const attribute = isRecord(node['name']) ? node['name']['value'] : undefined
      return name === 'value' && spoken.some((one) => one === attribute)
    }
    case 'JSXExpressionContainer':
    case 'ParenthesisExpression':
    case 'TemplateLiteral':
      return isShown
    case 'ConditionalExpression':
      return isShown && name !== 'test'
    case 'BinaryExpression':
      return isShown && name === 'right' && ['&&', '||', '??'].includes(String(node['operator']))
    default:
      return false
  }
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null
