/** Every kind that the server publishes. One that is missing here, or that it does not publish, does not compile. */
import { acknowledge } from "./acknowledge";
import { avascularNecrosis } from "./avascular_necrosis";
import { bodyWeight } from "./body_weight";
import { breastfeeding } from "./breastfeeding";
import { change } from "./change";
import { dailyLife } from "./daily_life";
import { deletion } from "./deletion";
import { delivery } from "./delivery";
import { dexa } from "./dexa";
import { dexaDate } from "./dexa_date";
import { diagnosis } from "./diagnosis";
import { examination } from "./examination";
import { exercise } from "./exercise";
import { fall } from "./fall";
import { fracture } from "./fracture";
import { goal } from "./goal";
import { habit } from "./habit";
import { homeTreatment } from "./home_treatment";
import { imaging } from "./imaging";
import { intake } from "./intake";
import type { Kind, KindName } from "./kind";
import { lab } from "./lab";
import { loadMeasurement } from "./load_measurement";
import { medicine } from "./medicine";
import { medicineTaken } from "./medicine_taken";
import { note } from "./note";
import { pain } from "./pain";
import { pause } from "./pause";
import { permission } from "./permission";
import { pregnancy } from "./pregnancy";
import { prescription } from "./prescription";
import { previousEpisode } from "./previous_episode";
import { procedure } from "./procedure";
import { programme } from "./programme";
import { question } from "./question";
import { questionnaire } from "./questionnaire";
import { questionnaireResponse } from "./questionnaire_response";
import { resolution } from "./resolution";
import { resolveFinding } from "./resolve_finding";
import { riskFactor } from "./risk_factor";
import { scalePractice } from "./scale_practice";
import { setting } from "./setting";
import { spokenWith } from "./spoken_with";
import { visit } from "./visit";
import { weightBearing } from "./weight_bearing";

export const KINDS: { [K in KindName]: Kind<K> } = {
  acknowledge,
  avascular_necrosis: avascularNecrosis,
  body_weight: bodyWeight,
  breastfeeding,
  change,
  daily_life: dailyLife,
  deletion,
  delivery,
  dexa,
  dexa_date: dexaDate,
  diagnosis,
  examination,
  exercise,
  fall,
  fracture,
  goal,
  habit,
  home_treatment: homeTreatment,
  imaging,
  intake,
  lab,
  load_measurement: loadMeasurement,
  medicine,
  medicine_taken: medicineTaken,
  note,
  pain,
  pause,
  permission,
  pregnancy,
  prescription,
  previous_episode: previousEpisode,
  procedure,
  programme,
  question,
  questionnaire,
  questionnaire_response: questionnaireResponse,
  resolution,
  resolve_finding: resolveFinding,
  risk_factor: riskFactor,
  scale_practice: scalePractice,
  setting,
  spoken_with: spokenWith,
  visit,
  weight_bearing: weightBearing,
};

/** A record of a kind that this app knows; null where the server is newer than the app. */
export const kindOf = (name: string): Kind<KindName> | null =>
  name in KINDS ? (KINDS[name as KindName] as Kind<KindName>) : null;
