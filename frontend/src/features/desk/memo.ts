import { Component, type ComponentType, h, type VNode } from "preact";

/** Draws again only when a property differs: a list of five hundred is renewed every few seconds. */
export function memo<P extends object>(Inner: ComponentType<P>): ComponentType<P> {
  return class Memo extends Component<P> {
    override shouldComponentUpdate(next: P): boolean {
      const before = this.props as Record<string, unknown>;
      return Object.entries(next).some(([name, value]) => before[name] !== value);
    }
    override render(): VNode {
      return h(Inner as ComponentType<object>, this.props);
    }
  };
}
