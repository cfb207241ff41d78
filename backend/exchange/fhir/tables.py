"""Code tables of what the rules know: only what could be read in public lists; what is in none of them is not understood.

Source and version stand at each table. Where two editions give one code two meanings (O09 of ICD-10-GM is a duration of
pregnancy, of ICD-10-CM its supervision) the table is of one edition.
"""

import re

# ICD-10: WHO 2019, the German modification (BfArM, 2025) and the American one (CDC/NCHS, 2025). First fit wins.
ICD_10 = (
    "http://hl7.org/fhir/sid/icd-10", "http://hl7.org/fhir/sid/icd-10-cm", "http://fhir.de/CodeSystem/bfarm/icd-10-gm",
    "http://fhir.de/CodeSystem/dimdi/icd-10-gm", "http://hl7.org/fhir/sid/icd-10-de", "urn:oid:2.16.840.1.113883.6.90",
    "urn:oid:2.16.840.1.113883.6.3", "http://terminology.hl7.org/CodeSystem/icd10-CM",
)  # fmt: skip
ICD_10_CM = frozenset({ICD_10[1], ICD_10[5], ICD_10[7]})
FRACTURES: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (site, re.compile(pattern))
    for site, pattern in (
        ("femoral_neck", r"S72\.?0"), ("femur", r"S72"), ("vertebra", r"S12\.?[0-79]|S22\.?[01]|S32\.?0|M48\.?5"),
        ("hip", r"S32\.?4"), ("pelvis", r"S32"), ("knee", r"S82\.?[01]"), ("ankle", r"S82\.?[568]"), ("foot", r"S92"),
        ("wrist", r"S52\.?[56]|S62\.?[01]"),
    )
)  # fmt: skip
# The last character of an American fracture code: D to R come back for care, S is what remains; only A to C are the fracture.
AFTERWARDS = re.compile(r"[SM]\d\d\.?[0-9A-Z]{1,4}[D-S]$")
FRAGILITY = re.compile(r"M80")
HISTORY_OF_FRAGILITY = re.compile(r"Z87\.?310")
NECROSIS_OF_HIP = re.compile(r"M87\.?[01238]5(?!0)")
RISKS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(pattern))
    for name, pattern in (
        ("hypothyroidism", r"E02|E03|E89\.?0"), ("osteogenesis_imperfecta", r"Q78\.?0"), ("alcohol", r"F10\.?[12]"),
        ("hypophosphataemia", r"E83\.?30|E83\.?31"), ("previous_fragility_fracture", r"Z87\.?310"),
    )
)  # fmt: skip
PREGNANT_STATE = re.compile(r"Z33(\.?1)?$|Z34|Z3A")
WEEKS = re.compile(r"Z3A\.?(\d\d)$")
ENDED_EARLY = re.compile(r"O0[0-68]")
BORN = re.compile(r"O8[0-4]|Z37")
# ATC: WHO Collaborating Centre for Drug Statistics Methodology, 2025; the official German version (BfArM) has the same codes.
ATC = (
    "http://www.whocc.no/atc", "https://www.whocc.no/atc", "http://fhir.de/CodeSystem/bfarm/atc",
    "http://fhir.de/CodeSystem/dimdi/atc", "urn:oid:2.16.840.1.113883.6.73",
)  # fmt: skip
ATC_CLASSES: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(pattern))
    for name, pattern in (
        ("local", r"M02A|D07|R01AD|R03BA|S01B|S01CA|S02B|S02C|S03B|S03C|C05AA|A07EA|A01AC"),
        ("bisphosphonate", r"M05B[AB]"), ("calcitonin", r"H05BA"), ("teriparatide", r"H05AA02"), ("denosumab", r"M05BX04"),
        ("prostacyclin", r"B01AC11"), ("nsaid", r"M01A[ABCEGH]|M01AX(01|02|17)|N02BA01"), ("corticosteroid", r"H02A[BX]|H02B"),
        ("analgesic", r"N02A|N02BB02|N02BE01|N02BE51"), ("vitamin_d", r"A11CC"), ("calcium", r"A12A"),
    )
)  # fmt: skip
# RxNorm, as the files of Synthea have them (its public module library, and shared examples): a code alone says the class.
RXNORM = "http://www.nlm.nih.gov/research/umls/rxnorm"
RXNORM_CLASSES = {"904419": "bisphosphonate", "310965": "nsaid", "849574": "nsaid", "312617": "corticosteroid"}
# PZN: no list of them is public; a package number says nothing here without a name beside it.
PZN = ("http://fhir.de/CodeSystem/ifa/pzn", "urn:oid:1.2.276.0.76.4.6")
# SNOMED CT and EDQM-like routes by which a medicine acts where it is put: HL7's route-codes value set, R4.
LOCAL_ROUTES = {
    "6064005", "46713006", "54485002", "10547007", "447694001", "12130007", "37161004", "16857009", "418136008",
}  # fmt: skip
NASAL = "46713006"
# Pregnancy: LOINC 2.78.
DUE = {"11778-8", "11779-6"}
LAST_PERIOD = "8665-2"
WEEKS_LOINC = {"11884-4", "18185-9", "49051-6"}
# Ends of a pregnancy without a birth, as procedures (SNOMED CT, US and international edition).
TERMINATED = {"714812005"}
# LOINC answer list LL2201-3 (72166-2); LA18979-7 and LA18980-5 say that nothing is known.
SMOKES_LA = {"LA18976-3", "LA18977-1", "LA18981-3", "LA18982-1"}
SMOKES_NOT_LA = {"LA15920-4", "LA18978-9"}
POSSIBLY_PREGNANT = "146799005"
