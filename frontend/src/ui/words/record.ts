/** What else stands in a record: risks, scans, pictures, roles. */
import * as m from "~/paraglide/messages";
import { look } from "./look";

export const riskName = (name: string) =>
  look(
    {
      tobacco: m.risk_tobacco,
      corticosteroids: m.risk_corticosteroids,
      alcohol: m.risk_alcohol,
      hypothyroidism: m.risk_hypothyroidism,
      previous_fragility_fracture: m.risk_previous_fragility_fracture,
      osteogenesis_imperfecta: m.risk_osteogenesis_imperfecta,
      hypophosphataemia: m.risk_hypophosphataemia,
      other: m.risk_other,
    },
    name,
  );

export const weekdayName = (name: string) =>
  look(
    {
      mon: m.weekday_mon,
      tue: m.weekday_tue,
      wed: m.weekday_wed,
      thu: m.weekday_thu,
      fri: m.weekday_fri,
      sat: m.weekday_sat,
      sun: m.weekday_sun,
    },
    name,
  );

export const dexaSiteName = (site: string) =>
  look(
    {
      total_hip: m.dexa_total_hip,
      femoral_neck: m.dexa_femoral_neck,
      lumbar_spine: m.dexa_lumbar_spine,
      forearm: m.dexa_forearm,
      heel: m.dexa_heel,
      unknown: m.dexa_unknown,
    },
    site,
  );

export const modalityName = (modality: string) =>
  look(
    { mri: m.modality_mri, xray: m.modality_xray, ct: m.modality_ct, bone_scan: m.modality_bone_scan },
    modality,
  );

export const imagingResultName = (result: string) =>
  look(
    {
      normal: m.imaging_normal,
      marrow_oedema: m.imaging_marrow_oedema,
      demineralisation: m.imaging_demineralisation,
      fracture: m.imaging_fracture,
      osteonecrosis_pattern: m.imaging_osteonecrosis_pattern,
      resolved: m.imaging_resolved,
      other: m.imaging_other,
      unknown: m.imaging_unknown,
    },
    result,
  );

export const roleName = (role: string) =>
  look(
    {
      physiotherapist: m.role_physiotherapist,
      doctor: m.role_doctor,
      administrator: m.role_administrator,
      patient: m.role_patient,
      caregiver: m.role_caregiver,
      clinician: m.role_clinician,
      recipient: m.role_recipient,
    },
    role,
  );

export const fallName = (outcome: string) =>
  look(
    { fall: m.fall_outcome_fall, near_fall: m.fall_outcome_near_fall, stumble: m.fall_outcome_stumble },
    outcome,
  );

/** Whom a patient spoke with, as the desk says it. */
export const spokenWhom = (whom: string) =>
  look(
    {
      clinic: m.spoken_whom_clinic,
      own_doctor: m.spoken_whom_own_doctor,
      emergency: m.spoken_whom_emergency,
      other: m.spoken_whom_other,
    },
    whom,
  );

export const pauseReason = (reason: string) =>
  look(
    {
      ill: m.pause_reason_ill,
      travel: m.pause_reason_travel,
      birth: m.pause_reason_birth,
      other: m.pause_reason_other,
    },
    reason,
  );
