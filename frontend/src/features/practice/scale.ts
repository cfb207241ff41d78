/** A scale over Web Bluetooth: found by the person, read until the screen is left. */
import { readScale, type ScaleReading } from "~/domain/scale-bytes";

const SERVICE = 0x181d;
const MEASUREMENT = 0x2a9d;

/** The part of Web Bluetooth that is used here; the types of browsers do not hold it yet. */
interface Characteristic extends EventTarget {
  value?: DataView;
  startNotifications(): Promise<Characteristic>;
}
interface Device extends EventTarget {
  name?: string;
  gatt: {
    connected: boolean;
    connect(): Promise<{
      getPrimaryService(id: number): Promise<{ getCharacteristic(id: number): Promise<Characteristic> }>;
    }>;
    disconnect(): void;
  };
}
interface Bluetooth {
  requestDevice(options: { filters: { services: number[] }[] }): Promise<Device>;
}

/** Is there Web Bluetooth here? A browser without it shows no button. */
export const bluetooth = () => (navigator as { bluetooth?: Bluetooth }).bluetooth ?? null;

export interface Connected {
  name: string;
  leave: () => void;
}

/** Must be called from a touch. `onGone`: the scale went out of reach or to sleep. */
export async function connectScale(
  onReading: (reading: ScaleReading) => void,
  onGone: () => void,
): Promise<Connected> {
  const device = await bluetooth()!.requestDevice({ filters: [{ services: [SERVICE] }] });
  const server = await device.gatt.connect();
  const service = await server.getPrimaryService(SERVICE);
  const characteristic = await service.getCharacteristic(MEASUREMENT);
  const changed = () => {
    const reading = characteristic.value && readScale(characteristic.value);
    if (reading) onReading(reading);
  };
  characteristic.addEventListener("characteristicvaluechanged", changed);
  device.addEventListener("gattserverdisconnected", onGone);
  await characteristic.startNotifications();
  return {
    name: device.name ?? "",
    leave: () => {
      characteristic.removeEventListener("characteristicvaluechanged", changed);
      device.removeEventListener("gattserverdisconnected", onGone);
      if (device.gatt.connected) device.gatt.disconnect();
    },
  };
}
