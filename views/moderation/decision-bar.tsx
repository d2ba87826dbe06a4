import type { FC, PropsWithChildren } from 'hono/jsx'
import type { Translator } from '../../src/i18n/translator.ts'
import { Button, type ButtonKind } from '../components/button.tsx'
import { Form, type FormProps } from '../components/form.tsx'
import { Icon } from '../components/icon.tsx'
import type { IconName } from '../icons.ts'

/** How htmx sends a decision: what comes next takes the place of the page's content, also when the answer is a no. */
export const nextInPlace = (action: string) =>
  ({
    'hx-post': action,
    'hx-target': '#main',
    'hx-select': '#main',
    'hx-swap': 'outerHTML',
    'hx-status:409': 'swap:outerHTML',
    'hx-status:422': 'swap:outerHTML',
  }) satisfies FormProps['htmx']

/** The decisions on one thing, at the bottom of the screen within a thumb's reach: the usual one first, More last. */
export const DecisionBar: FC<PropsWithChildren<{ t: Translator }>> = ({ t, children }) => (
  <section class="decision-bar" aria-label={t('queue.decide')}>
    {children}
  </section>
)

type DecisionKey = 'a' | 'r'

export interface DecisionProps {
  action: string
  icon: IconName
  kind?: ButtonKind | undefined
  hidden?: Readonly<Record<string, string>> | undefined
  /** The key that presses it on a desktop: A for the usual decision, R for the other. */
  keyName: DecisionKey
  /** It leads to a whole page, because what surrounds the next one may say something else. */
  follows?: boolean | undefined
}

/** One that is made by one tap, and can be taken back. */
export const Decision: FC<PropsWithChildren<DecisionProps>> = (props) => (
  <div data-key={props.keyName}>
    <Form
      action={props.action}
      hidden={props.hidden}
      htmx={props.follows ? undefined : nextInPlace(props.action)}
    >
      <Button icon={props.icon} kind={props.kind} accessKey={props.keyName}>
        {props.children}
      </Button>
    </Form>
  </div>
)

export interface FoldProps {
  icon: IconName
  kind?: ButtonKind | undefined
  summary: string
  keyName?: DecisionKey | undefined
  open?: boolean | undefined
}

/** One of several decisions of the form around it, which are sent with what she wrote there. */
export const DecisionButton: FC<
  PropsWithChildren<Pick<DecisionProps, 'icon' | 'kind' | 'keyName'> & { name: string; value: string }>
> = ({ icon, kind, keyName, name, value, children }) => (
  <div data-key={keyName}>
    <Button icon={icon} kind={kind} name={name} value={value} accessKey={keyName}>
      {children}
    </Button>
  </div>
)

/** Leads to a `DecisionStep`, or to where else on the page something is written first. */
export const StepLink: FC<
  PropsWithChildren<Omit<DecisionProps, 'action' | 'hidden' | 'follows'> & { step: string }>
> = ({ step, icon, kind, keyName, children }) => (
  <div data-key={keyName}>
    <Button icon={icon} kind={kind} href={`#${step}`}>
      {children}
    </Button>
  </div>
)

export interface DecisionStepProps {
  /** What a `StepLink` names. */
  id: string
  label: string
  open?: boolean | undefined
}

/** What is asked before a decision that takes words: in place of the bar, once its link was followed. */
export const DecisionStep: FC<PropsWithChildren<DecisionStepProps>> = ({ id, label, open, children }) => (
  <section class="queue-step" id={id} aria-label={label} data-open={open ? '' : undefined}>
    {children}
  </section>
)

/** A tap that opens what stands above the bar: what is to be known or said before a decision, or further ways. */
export const Fold: FC<PropsWithChildren<FoldProps>> = ({ icon, kind, summary, keyName, open, children }) => (
  <details class="decision-bar__fold" data-key={keyName} open={open}>
    <summary class="button" data-kind={kind ?? 'primary'}>
      <Icon name={icon} />
      {summary}
    </summary>
    <div class="decision-bar__panel">{children}</div>
  </details>
)
