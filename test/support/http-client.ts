export { createVisitor, type Visitor } from '../../src/platform/demo/visitor.ts'
export type { Page } from '../../src/platform/demo/visitor-page.ts'
