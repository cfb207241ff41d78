import { useEffect, useRef, useState } from "preact/hooks";

/** As wide as the place it stands in, also after that changed. */
export function useWidth(): [(node: HTMLElement | null) => void, number] {
  const [width, setWidth] = useState(0);
  const observer = useRef<ResizeObserver | null>(null);
  const ref = useRef((node: HTMLElement | null) => {
    observer.current?.disconnect();
    if (!node) return;
    setWidth(node.clientWidth);
    observer.current = new ResizeObserver(() => setWidth(node.clientWidth));
    observer.current.observe(node);
  });
  useEffect(() => () => observer.current?.disconnect(), []);
  return [ref.current, width];
}
