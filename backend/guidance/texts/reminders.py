"""What a reminder says inside the app. Outside it (lock screen, subject line) nothing of this is shown.

Daily exercise is named only behind its gates; a medicine is never named to a patient.
"""

TITLES = {
    "en": {
        "dexa-baseline": "Bone density: first scan",
        "dexa-repeat": "Bone density: next scan",
        "mri-next": "Next MRI",
        "weight-bearing-review": "Review of the load",
        "recovery-review-six-months": "Review after six months",
        "recovery-review-twelve-months": "Review after twelve months",
        "log-today": "How was today",
        "exercise-today": "Exercises today",
        "weight-bearing-exercise": "Active for 30 minutes",
        "medicine-due": "Medicine today",
        "contact-clinician": "Please call your clinician",
    },
    "de": {
        "dexa-baseline": "Knochendichte: erste Messung",
        "dexa-repeat": "Knochendichte: nächste Messung",
        "mri-next": "Nächste MRT",
        "weight-bearing-review": "Überprüfung der Belastung",
        "recovery-review-six-months": "Überprüfung nach sechs Monaten",
        "recovery-review-twelve-months": "Überprüfung nach zwölf Monaten",
        "log-today": "Wie war der Tag",
        "exercise-today": "Übungen heute",
        "weight-bearing-exercise": "30 Minuten aktiv",
        "medicine-due": "Arzneimittel heute",
        "contact-clinician": "Bitte in der Praxis melden",
    },
}

PATIENT = {
    "en": {
        "dexa-baseline": "A first bone density scan (DEXA) {hips} is due. Ask your clinician about it. The scan is there to "
        "follow recovery, not to diagnose.",
        "dexa-repeat": "Your next bone density scan (DEXA) {hips} is due {due_words}. It is there to follow recovery, not to "
        "diagnose.{risks_words}",
        "mri-next": "Your clinician set a day for your next MRI{of_where}: it is due {due_words}. If you have no appointment yet, ask for one.",
        "weight-bearing-review:ready": "Your pain has been low. Ask your clinician to look at your weight-bearing plan. Do not "
        "change it yourself.",
        "weight-bearing-review:date": "Today is the day to look at your weight-bearing plan with your clinician. Until then the "
        "plan stays as it is.",
        "weight-bearing-review:target": "Today a next step was planned. Ask your clinician. Until they have signed it, your plan stays "
        "as it is.",
        "recovery-review-six-months": "Six months have passed since your pain began. Talk with your clinician about how it is "
        "going.",
        "recovery-review-twelve-months": "It is time for a review. Make an appointment with your clinician to look back at the "
        "whole time.",
        "log-today": "How was your pain today? It takes half a minute.",
        "exercise-today": "Today is a day for your {exercise}{minutes_words}.",
        "weight-bearing-exercise": "Today: 30 minutes of the exercise on your feet and for strength that your clinician "
        "allowed. If it hurts, stop and log it.",
        "medicine-due": "A medicine of your list is due. If something has changed, ask first.",
        "contact-clinician": "Please call your clinician about what you logged. Nobody has answered yet. If the pain is very "
        "strong or you fell, call the emergency number.",
    },
    "de": {
        "dexa-baseline": "Fragen Sie Ihre Fachperson nach einer ersten Messung der Knochendichte (DEXA) {hips}. Sie zeigt, wie "
        "sich der Knochen erholt. Sie dient nicht der Diagnose.",
        "dexa-repeat": "Die nächste Messung Ihrer Knochendichte (DEXA) {hips} ist {due_words} fällig. Sie zeigt, wie sich der "
        "Knochen erholt. Sie dient nicht der Diagnose.{risks_words}",
        "mri-next": "Ihre Fachperson hat einen Tag für Ihre nächste MRT{of_where} festgelegt: Sie ist {due_words} fällig. Wenn Sie noch keinen "
        "Termin haben, fragen Sie danach.",
        "weight-bearing-review:ready": "Ihre Schmerzen waren gering. Bitten Sie Ihre Fachperson, mit Ihnen auf Ihren Belastungsplan "
        "zu sehen. Ändern Sie ihn nicht selbst.",
        "weight-bearing-review:date": "Heute ist der Tag, um Ihren Belastungsplan mit Ihrer Fachperson anzusehen. Bis dahin bleibt "
        "der Plan, wie er ist.",
        "weight-bearing-review:target": "Für heute war ein nächster Schritt geplant. Fragen Sie Ihre Fachperson. Bis sie ihn "
        "unterschrieben hat, bleibt Ihr Plan, wie er ist.",
        "recovery-review-six-months": "Vor sechs Monaten fingen Ihre Schmerzen an. Sagen Sie Ihrer Fachperson, wie es Ihnen jetzt geht.",
        "recovery-review-twelve-months": "Es ist Zeit für eine Überprüfung. Machen Sie bei Ihrer Fachperson einen Termin aus, um auf die "
        "ganze Zeit zurückzusehen.",
        "log-today": "Wie waren Ihre Schmerzen heute? Es dauert eine halbe Minute.",
        "exercise-today": "Heute stehen bei Ihnen an: {exercise}{minutes_words}.",
        "weight-bearing-exercise": "Heute: 30 Minuten der Übungen im Stehen und für die Kraft, die Ihre Fachperson erlaubt hat. Wenn "
        "es schmerzt, hören Sie auf und tragen Sie es ein.",
        "medicine-due": "Ein Arzneimittel Ihrer Liste ist fällig. Wenn sich etwas geändert hat, fragen Sie zuerst.",
        "contact-clinician": "Bitte rufen Sie wegen Ihrer Einträge in Ihrer Praxis an. Noch hat dort niemand geantwortet. Bei sehr "
        "starken Schmerzen oder nach einem Sturz rufen Sie den Notruf.",
    },
}

CLINICIAN = {
    "en": {
        "dexa-baseline": "Baseline DEXA {hips} after diagnosis: to follow recovery, not to diagnose (002, 004).{held_words}",
        "dexa-repeat": "Next DEXA {hips} is due {due_words}: to follow recovery, not to diagnose (002).{risks_words}",
        "mri-next": "Next MRI{of_where} is due {due_words}, on the date that was set with the last one.",
        "weight-bearing-review:ready": "The load may be reviewed: pain has been low. You decide.",
        "weight-bearing-review:date": "Review date of the weight-bearing prescription; it stays in force until you sign another.",
        "weight-bearing-review:target": "Target date of a planned step; nothing changes until you sign it.",
        "weight-bearing-review:weight": "Body weight {now_kg_words} kg, at signing {signed_kg_words} kg: look at the load again. The "
        "patient's kilograms never rise by themselves.",
        "recovery-review-six-months": "Day 183 after onset, not resolved: review the course (000, 001).",
        "recovery-review-twelve-months": "Twelve months, not resolved: review for other causes, avascular necrosis among them "
        "(000, 001, 003).",
    },
    "de": {
        "dexa-baseline": "Erste DEXA {hips} nach Diagnose: zur Verlaufskontrolle, nicht zur Diagnose (002, 004).{held_words}",
        "dexa-repeat": "Nächste DEXA {hips} ist {due_words} fällig: zur Verlaufskontrolle, nicht zur Diagnose (002).{risks_words}",
        "mri-next": "Die nächste MRT{of_where} ist {due_words} fällig, zum Termin, der mit der letzten festgelegt wurde.",
        "weight-bearing-review:ready": "Die Belastung kann überprüft werden: Die Schmerzen waren gering. Sie entscheiden.",
        "weight-bearing-review:date": "Überprüfungstag der Belastungsvorgabe; sie gilt, bis Sie eine andere unterschreiben.",
        "weight-bearing-review:target": "Zieldatum eines geplanten Schritts; nichts ändert sich, bis Sie ihn unterschreiben.",
        "weight-bearing-review:weight": "Körpergewicht {now_kg_words} kg, bei der Unterschrift {signed_kg_words} kg: Belastung ansehen. "
        "Die Kilogramm steigen nie von selbst.",
        "recovery-review-six-months": "Tag 183 nach Beginn, nicht abgeschlossen: Verlauf prüfen (000, 001).",
        "recovery-review-twelve-months": "Zwölf Monate, nicht abgeschlossen: auf andere Ursachen prüfen, darunter Osteonekrose "
        "(000, 001, 003).",
    },
}

HIPS = {
    "en": {
        "both": "of both hips (the affected and the opposite one)",
        "left": "of the left hip (the other has an implant)",
        "right": "of the right hip (the other has an implant)",
        "none": "of the spine (both hips have implants)",
    },
    "de": {
        "both": "beider Hüften (der betroffenen und der anderen)",
        "left": "der linken Hüfte (die andere hat ein Implantat)",
        "right": "der rechten Hüfte (die andere hat ein Implantat)",
        "none": "der Wirbelsäule (beide Hüften haben Implantate)",
    },
}
