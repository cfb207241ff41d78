"""The codes that this software reads and writes. Verified in public code lists (clinical contract §8) unless said otherwise."""

from typing import NamedTuple

LOINC = "http://loinc.org"
SNOMED = "http://snomed.info/sct"
UCUM = "http://unitsofmeasure.org"
DICOM = "http://dicom.nema.org/resources/ontology/DCM"
# Our own, where no trustworthy code was found: weight-bearing status, transient osteoporosis, kinds of record.
OWN = "urn:toh-tracker:fhir:"
OWN_STATUS = OWN + "weight-bearing-status"
OWN_DISORDER = OWN + "disorder"
OWN_KIND = OWN + "kind"
OWN_EXAMINED = OWN + "examination"
OWN_FIELD = OWN + "field"
OWN_PATIENT = OWN + "patient"
OWN_RECORD = OWN + "record"
TRANSIENT_OSTEOPOROSIS = "transient-osteoporosis"

PAIN = "72514-3"
VITAMIN_D = ("62292-8", "1989-3")
PREGNANCY = "82810-3"
BREASTFEEDING = "63895-7"
GESTATION = "11884-4"
SMOKING = "72166-2"
BODY_WEIGHT = "29463-7"
# "Six minute walk test", in m: as HL7 Denmark's KL-dk-tools and Apple's health export profile write it.
WALK_6MIN = "64098-7"
DXA_PANEL = "83311-1"


class Dxa(NamedTuple):
    """What a DXA code measures: `measure` is the field of our record."""

    family: str
    side: str | None
    measure: str


DXA: dict[str, Dxa] = {
    "46278-8": Dxa("hip", "left", "bmd"), "46279-6": Dxa("hip", "right", "bmd"), "38261-4": Dxa("hip", None, "bmd"),
    "80946-7": Dxa("hip", "left", "t_score"), "80945-9": Dxa("hip", "right", "t_score"),
    "38264-8": Dxa("hip", None, "t_score"),
    "80938-4": Dxa("hip", "left", "z_score"), "80937-6": Dxa("hip", "right", "z_score"),
    "80933-5": Dxa("hip", None, "z_score"),
    "80954-1": Dxa("femur", "left", "bmd"), "80953-3": Dxa("femur", "right", "bmd"), "24701-5": Dxa("femur", None, "bmd"),
    "80948-3": Dxa("femur", "left", "t_score"), "80947-5": Dxa("femur", "right", "t_score"),
    "38263-0": Dxa("femur", None, "t_score"),
    "80940-0": Dxa("femur", "left", "z_score"), "80939-2": Dxa("femur", "right", "z_score"),
    "80934-3": Dxa("femur", None, "z_score"),
    "24966-4": Dxa("spine", None, "bmd"), "38267-1": Dxa("spine", None, "t_score"), "85394-5": Dxa("spine", None, "z_score"),
    # Radius and ulna by its definition; public test data use it for "bone density": the site is not known.
    "38265-5": Dxa("unknown", None, "t_score"),
}  # fmt: skip

PREGNANT = {(SNOMED, "77386006"), (LOINC, "LA15173-0")}
NOT_PREGNANT = {(SNOMED, "60001007"), (LOINC, "LA26683-5")}
YES_NO = {
    (LOINC, "LA29252-6"): "yes", (LOINC, "LA29253-4"): "no", (LOINC, "LA4489-6"): "unknown",
    (LOINC, "LA33-6"): "yes", (LOINC, "LA32-8"): "no", (SNOMED, "373066001"): "yes", (SNOMED, "373067005"): "no",
    (SNOMED, "413712001"): "yes", ("http://terminology.hl7.org/CodeSystem/v2-0136", "Y"): "yes",
    ("http://terminology.hl7.org/CodeSystem/v2-0136", "N"): "no",
}  # fmt: skip
SMOKES = {"449868002", "428041000124106", "77176002", "428071000124103", "428061000124105"}
SMOKES_NOT = {"266919005", "8517006", "8392000"}

# SNOMED CT body structures, with the side where the code itself says one.
BODY: dict[str, tuple[str, str | None]] = {
    "29836001": ("hip", None), "24136001": ("hip", None), "287679003": ("hip", "left"), "287579007": ("hip", "right"),
    "71341001": ("femur", None), "29627003": ("femoral_neck", None),
    "72696002": ("knee", None), "82169009": ("knee", "left"), "6757004": ("knee", "right"),
    "344001": ("ankle", None), "56459004": ("foot", None), "26893007": ("groin", None),
    "46862004": ("buttock", None), "68367000": ("thigh", None), "37822005": ("low_back", None),
}  # fmt: skip
LATERALITY = "272741003"
QUALIFIER = {"7771000": "left", "24028007": "right", "51440002": "both"}

MODALITIES = {"MR": "mri", "CR": "xray", "DX": "xray", "RG": "xray", "CT": "ct", "NM": "bone_scan"}
CHILDBIRTH = {"66348005", "177184002", "11466000", "236974004"}
PREGNANCY_CONDITIONS = {"72892002", "77386006"}
PREGNANCY_ENDED = {"19169002", "79586000", "17369002", "34801009"}
