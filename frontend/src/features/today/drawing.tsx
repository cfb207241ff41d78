import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import { untilThere } from "~/domain/until-there";
import { Drawing } from "~/ui/drawings/frame";

type Drawings = typeof import("~/ui/drawings");
let loaded: Drawings | null = null;

/** A small drawing beside words that already say it: it comes a moment after them, into a place that is kept for it. */
export function LaterDrawing({ size, draw }: { size: number; draw: (all: Drawings) => ComponentChildren }) {
  const [drawings, setDrawings] = useState(loaded);
  useEffect(() => {
    if (loaded) return;
    void untilThere(() => import("~/ui/drawings")).then((module) => {
      loaded = module;
      setDrawings(module);
    });
  }, []);
  return drawings ? draw(drawings) : <Drawing size={size}>{null}</Drawing>;
}
