"""What the software never does (guidance §5): each is a property that tests try to break."""

NEVERS: dict[str, tuple[str, ...]] = {
    "en": (
        "DEXA is never offered as a test to diagnose, nor as the answer to a suspected recurrence.",
        "No bisphosphonate, calcitonin, teriparatide, denosumab, iloprost or NSAID is suggested to a patient who is pregnant, breastfeeding "
        "or of unknown status at child-bearing age; all but NSAID are never suggested to a patient at all.",
        "No weight-bearing exercise is proposed unless the episode is resolved and it is permitted.",
        "A normal X-ray, a normal DEXA or a negative MRI within 48 hours of onset never closes or lowers a finding.",
        "Pain in pregnancy is never called normal, and waiting for the third trimester is never a reason for silence.",
        "Core decompression or drilling is never presented as better than medical care; fracture risk is never played down by "
        "comparing with age-related osteoporosis.",
        "The T-score rule at −1.5 never opens before resolution.",
        "The software never clears anyone and never sets an episode resolved.",
        "The software never raises the load.",
        "An allowance of alcohol is never shown in pregnancy or breastfeeding.",
        "No load of an earlier episode is shown, counted or compared as the load in force.",
        "Kilograms of load are never rounded up, and never rise without a signature.",
        "Nobody's record ever holds what was said by, or is about, another person.",
    ),
    "de": (
        "DEXA wird nie zur Diagnose angeboten und nie als Antwort auf den Verdacht eines Rezidivs.",
        "Kein Bisphosphonat, Calcitonin, Teriparatid, Denosumab, Iloprost oder NSAR wird einer Patientin vorgeschlagen, die schwanger ist, "
        "stillt oder im gebärfähigen Alter ohne bekannten Status ist; alle außer NSAR werden Patientinnen und Patienten nie vorgeschlagen.",
        "Übungen mit Belastung werden nur vorgeschlagen, wenn die Episode abgeschlossen und es erlaubt ist.",
        "Ein unauffälliges Röntgenbild, eine unauffällige DEXA oder eine negative MRT innerhalb von 48 Stunden nach Beginn "
        "schließt oder mildert nie einen Hinweis.",
        "Schmerzen in der Schwangerschaft werden nie als normal bezeichnet, und das Warten auf das dritte Trimenon ist nie ein "
        "Grund zu schweigen.",
        "Anbohrung oder Dekompression wird nie als besser als konservative Behandlung dargestellt; das Bruchrisiko wird nie durch "
        "Vergleich mit altersbedingter Osteoporose verharmlost.",
        "Die T-Score-Regel bei −1,5 öffnet nie vor dem Abschluss.",
        "Die Software gibt niemanden frei und schließt nie selbst eine Episode ab.",
        "Die Software erhöht nie die Belastung.",
        "Eine erlaubte Menge Alkohol wird in Schwangerschaft oder Stillzeit nie gezeigt.",
        "Keine Belastung einer früheren Episode wird als die geltende gezeigt, gezählt oder verglichen.",
        "Kilogramm der Belastung werden nie aufgerundet und steigen nie ohne Unterschrift.",
        "Niemandes Akte enthält, was eine andere Person gesagt hat oder was von einer anderen Person handelt.",
    ),
}
