/** The page behind a finding, with the numbers in force for this patient. Read from the server: nothing stays on the machine. */

import { useEffect, useState } from "preact/hooks";
import { useRoute } from "preact-iso";
import { fetchGuidance, type Guidance } from "~/api/guidance";
import { locale } from "~/ui/language";
import { ruleOf, WhyArticle } from "~/ui/why-article";
import { Trouble } from "./trouble";

export function DeskWhy() {
  const { params } = useRoute();
  const patient = params.id ?? "";
  const language = locale();
  const [guidance, setGuidance] = useState<Guidance | null>(null);
  const [trouble, setTrouble] = useState<"offline" | "later" | "signed_out" | "missing" | null>(null);
  useEffect(() => {
    let live = true;
    void fetchGuidance(language, patient).then((answer) => {
      if (!live) return;
      if (answer.kind === "ok") setGuidance(answer.data);
      else setTrouble(answer.kind === "refused" ? "missing" : answer.kind);
    });
    return () => {
      live = false;
    };
  }, [patient, language]);
  const rule = guidance && ruleOf(guidance, params.rule ?? "");
  if (trouble || (guidance && !rule)) return <Trouble why={trouble ?? "missing"} />;
  if (!guidance || !rule) return null;
  return (
    <div class="course-page">
      <WhyArticle guidance={guidance} rule={rule} back={`/patients/${patient}`} />
    </div>
  );
}
