const KEY = "toh.desk.rows";

/** Dense rows unless somebody chose otherwise. */
export function isDense(): boolean {
  try {
    return localStorage.getItem(KEY) !== "comfortable";
  } catch {
    return true;
  }
}
export function setDense(on: boolean): void {
  try {
    localStorage.setItem(KEY, on ? "dense" : "comfortable");
  } catch {
    // a browser that keeps nothing keeps the default
  }
}
