import { useEffect, useRef, useState } from "preact/hooks";
import * as m from "~/paraglide/messages";
import { bluetooth, type Connected, connectScale } from "./scale";

/** A scale that sends its readings by itself. Nothing is shown where the browser cannot do that. */
export function ConnectScale({ onReading }: { onReading: (kg: number) => void }) {
  const [say, setSay] = useState<string | null>(null);
  const [connected, setConnected] = useState<Connected | null>(null);
  const latest = useRef(onReading);
  latest.current = onReading;
  useEffect(() => () => connected?.leave(), [connected]);
  if (!bluetooth()) return null;
  const connect = async () => {
    setSay(m.practice_connecting());
    try {
      const scale = await connectScale(
        ({ kg }) => {
          if (kg === null) setSay(m.practice_not_measured());
          else latest.current(kg);
        },
        () => {
          setConnected(null);
          setSay(null);
        },
      );
      setConnected(scale);
      setSay(m.practice_connected({ name: scale.name || m.practice_scale() }));
    } catch (error) {
      // the person closed the browser's list: nothing went wrong
      const closed = (error as DOMException | null)?.name === "NotFoundError";
      setSay(closed ? null : m.practice_not_reached());
    }
  };
  return (
    <div class="stack-tight">
      {!connected && (
        <button type="button" class="button button-wide" onClick={() => void connect()}>
          {m.practice_connect()}
        </button>
      )}
      {say && (
        <p class="small" role="status">
          {say}
        </p>
      )}
    </div>
  );
}
