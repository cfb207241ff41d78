import "./desk.css";
import { useState } from "preact/hooks";
import { useLocation, useRoute } from "preact-iso";
import { NewPatient } from "./new-patient";
import { PatientPanel } from "./patient-panel";
import { WorklistTable } from "./worklist";

/** The list, and beside it the patient that was chosen in it. */
export function Desk() {
  const { params } = useRoute();
  const { route } = useLocation();
  const [creating, setCreating] = useState(false);
  const chosen = params.id ?? null;
  return (
    <div class={`desk-split ${chosen ? "desk-open" : ""}`}>
      <WorklistTable
        chosen={chosen}
        onChoose={(id) => route(id ? `/patients/${id}` : "/", true)}
        onCreate={() => setCreating(true)}
      />
      {chosen && <PatientPanel key={chosen} patient={chosen} onClose={() => route("/", true)} />}
      {creating && (
        <NewPatient
          onClose={() => setCreating(false)}
          onCreated={(id) => {
            setCreating(false);
            route(`/patients/${id}`);
          }}
        />
      )}
    </div>
  );
}
