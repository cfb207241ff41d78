"""When a finding appears and when a reminder is sent, as patients read it: the plain side of `opens_when` and `due_when`.

A number stands there by the name of its threshold in braces, as beside the rules, and is filled in with the one in force.
"""

PATIENT = {
    "en": {
        "pregnancy-hip-pain": "You log hip pain late in pregnancy or in the {postpartum_days} days after a birth, or hip pain "
        "from before is still there late in pregnancy. And there was no MRI since it began.",
        "pregnancy-back-pain-to-groin": "You are pregnant, or gave birth in the last {postpartum_days} days, and log low back "
        "pain that goes into the groin.",
        "loading-despite-worsening-pain": "Your pain gets worse, and in the same {load_window_days} days there was weight on "
        "the leg.",
        "weight-bearing-undecided": "You log pain, and no clinician has decided yet how much weight the leg may carry.",
        "load-above-prescription": "You log more weight on the leg than your plan allows.",
        "practice-above-limit": "On your last 3 days of practice the scale shows more than {practice_above_percent} % above your limit.",
        "cannot-bear-weight": "You log that you cannot put weight on the leg.",
        "fracture-reported": "A broken bone in a leg is recorded.",
        "pain-worse": "Your pain on the last 3 days that you logged is {worsening_points} points higher than in the two weeks "
        "before. Or it has risen slowly over a month. Or you tell us that it is worse.",
        "pain-returned": "A hip or joint was well again. Then it hurts once more: pain of {returned_points} or more, or pain without a number, on "
        "2 days within {returned_window_days} days. Or you tell us that it is back.",
        "opposite-hip-pain": "You log pain at the hip that was not affected so far, and the other one is or was.",
        "new-joint-pain": "You log pain at a knee, ankle, foot or hip where you had none so far.",
        "mri-for-recurrence": "Your pain is back, or you have it at a new place, and there was no MRI since it began.",
        "mri-for-diagnosis": "You have had hip pain for {mri_after_days} days, nobody knows the cause yet, and there was no MRI.",
        "not-improved-two-weeks": "{home_treatment_days} days have passed since you began to treat the pain at home, or since it began, "
        "and it is not better.",
        "morning-stiffness": "You log that you were stiff for more than {stiffness_minutes} minutes after waking.",
        "daily-life-or-sleep-affected": "You log that the pain disturbs your day or your sleep.",
        "not-resolved-six-months": "Your pain began {six_months_days} days ago or earlier, and you logged pain in the last "
        "{recent_symptom_days} days.",
        "not-resolved-twelve-months": "Your pain began {twelve_months_days} days ago or earlier, or that long has passed since a "
        "birth after that. And you logged pain in the last {recent_symptom_days} days.",
        "ready-for-load-review": "Your plan has been the same for {review_prescription_days} days. On at least "
        "{review_logged_days} of the last {review_window_days} days you logged pain, never more than {review_pain}. Nothing "
        "urgent is open, the pain is not getting worse, and there was no broken bone in the last "
        "{review_after_fracture_days} days.",
        "relapse-after-load-increase": "Your pain gets worse within {relapse_days} days after your plan allowed more weight.",
        "fall-or-stumble": "You log that you fell, nearly fell or stumbled. It is for today where you fell and your hip hurts on that day or "
        "the next. Else it stays for {single_entry_days} days.",
        "tobacco": "You tell us that you use tobacco.",
        "alcohol-above-limit": "You tell us that you have more than {alcohol_drinks} alcoholic drinks a day.",
        "calcium-below-target": "On at least {intake_logged_days} of the last 7 days you logged your calcium, and it was less "
        "than {calcium_mg} mg a day.",
        "vitamin-d-intake-below-target": "On at least {intake_logged_days} of the last 7 days you logged your vitamin D, and it "
        "was less than {vitamin_d_iu} IU a day.",
        "dexa-baseline": "On the day when the cause of your pain was found, and {baseline_again_days} days later, until a scan "
        "of the hip or spine was made. Not in pregnancy, and not in the first {dexa_hold_days} days after a birth.",
        "dexa-repeat": "{repeat_notice_days} days before the next scan, and on its day: {repeat_days} days after the last one, "
        "or {repeat_risk_days} days if something else makes your bones weak. Or on the date that your clinician sets.",
        "mri-next": "{mri_notice_days} days before the day that your clinician set for your next MRI, and on that day, until another "
        "MRI has been entered.",
        "weight-bearing-review": "When your plan for weight on the leg may be looked at, and on the day set for that.",
        "recovery-review-six-months": "{six_months_days} days after your pain began, if you are not well yet.",
        "recovery-review-twelve-months": "{twelve_months_days} days after your pain began, or after a birth since then, if you "
        "are not well yet.",
        "log-today": "At the time that you chose, on days on which you have not logged anything. While your leg may carry all your "
        "weight and nothing gets worse, every {log_stable_days} days; after the illness is over, every {log_resolved_days} days; not during a pause.",
        "exercise-today": "On the days of your exercise plan, until you log the exercise.",
        "weight-bearing-exercise": "Every day, but only after your clinician has recorded that the illness is over, that your "
        "leg may carry all your weight, and that you may do this exercise.",
        "medicine-due": "On the days that your clinician wrote down. For some medicines it stops when you are pregnant or breastfeeding, "
        "and does not begin again by itself.",
        "contact-clinician": "When something says that you should contact somebody today and no clinician has answered: after "
        "24 hours and again after 72. Not once you have said that you spoke with your clinic, your doctor or an emergency service.",
    },
    "de": {
        "pregnancy-hip-pain": "Sie tragen spät in der Schwangerschaft oder in den {postpartum_days} Tagen nach einer Geburt "
        "Hüftschmerzen ein, oder frühere Hüftschmerzen sind spät in der Schwangerschaft noch da. Und seitdem gab es keine MRT.",
        "pregnancy-back-pain-to-groin": "Sie sind schwanger oder haben in den letzten {postpartum_days} Tagen ein Kind geboren "
        "und tragen Schmerzen im unteren Rücken ein, die in die Leiste ziehen.",
        "loading-despite-worsening-pain": "Ihre Schmerzen werden stärker, und in denselben {load_window_days} Tagen war Gewicht "
        "auf dem Bein.",
        "weight-bearing-undecided": "Sie tragen Schmerzen ein, und noch hat keine Fachperson entschieden, wie viel Gewicht das "
        "Bein tragen darf.",
        "load-above-prescription": "Sie tragen mehr Gewicht auf dem Bein ein, als Ihr Plan erlaubt.",
        "practice-above-limit": "An Ihren letzten 3 Übungstagen zeigt die Waage mehr als {practice_above_percent} % über Ihrer Grenze.",
        "cannot-bear-weight": "Sie tragen ein, dass das Bein kein Gewicht tragen kann.",
        "fracture-reported": "Ein Knochenbruch an einem Bein ist eingetragen.",
        "pain-worse": "An den letzten 3 Tagen mit Eintrag ist Ihr Schmerz {worsening_points} Punkte höher als in den zwei Wochen "
        "davor. Oder er ist in einem Monat langsam gestiegen. Oder Sie sagen uns, dass er stärker ist.",
        "pain-returned": "Einer Hüfte oder einem Gelenk ging es wieder gut. Dann tragen Sie dort an 2 Tagen innerhalb von {returned_window_days} Tagen "
        "Schmerzen ab {returned_points} oder ohne Zahl ein. Oder Sie sagen uns, dass sie wieder da sind.",
        "opposite-hip-pain": "Sie tragen Schmerzen an der Hüfte ein, die bisher nicht betroffen war, und die andere ist oder war es.",
        "new-joint-pain": "Sie tragen Schmerzen an Knie, Sprunggelenk, Fuß oder Hüfte ein, wo Sie bisher keine hatten.",
        "mri-for-recurrence": "Ihre Schmerzen sind wieder da oder an einer neuen Stelle, und seitdem gab es keine MRT.",
        "mri-for-diagnosis": "Sie haben seit {mri_after_days} Tagen Hüftschmerzen, die Ursache ist noch nicht gefunden, und es "
        "gab keine MRT.",
        "not-improved-two-weeks": "Seit {home_treatment_days} Tagen behandeln Sie die Schmerzen zu Hause oder haben Sie Schmerzen, "
        "und es ist nicht besser.",
        "morning-stiffness": "Sie tragen ein, dass Sie nach dem Aufwachen länger als {stiffness_minutes} Minuten steif waren.",
        "daily-life-or-sleep-affected": "Sie tragen ein, dass die Schmerzen Ihren Alltag oder Ihren Schlaf stören.",
        "not-resolved-six-months": "Ihre Schmerzen begannen vor {six_months_days} Tagen oder früher, und Sie haben in den letzten "
        "{recent_symptom_days} Tagen Schmerzen eingetragen.",
        "not-resolved-twelve-months": "Ihre Schmerzen begannen vor {twelve_months_days} Tagen oder früher, oder so lange liegt "
        "eine Geburt danach zurück. Und Sie haben in den letzten {recent_symptom_days} Tagen Schmerzen eingetragen.",
        "ready-for-load-review": "Ihr Plan gilt seit {review_prescription_days} Tagen. An mindestens {review_logged_days} der "
        "letzten {review_window_days} Tage haben Sie Ihren Schmerz eingetragen, nie höher als {review_pain}. Nichts Dringendes "
        "ist offen, der Schmerz wird nicht stärker, und in den letzten {review_after_fracture_days} Tagen war kein "
        "Knochenbruch.",
        "relapse-after-load-increase": "Ihre Schmerzen werden innerhalb von {relapse_days} Tagen stärker, nachdem Ihr Plan mehr "
        "Gewicht erlaubt hat.",
        "fall-or-stumble": "Sie tragen ein, dass Sie gestürzt, beinahe gestürzt oder gestolpert sind. Es gilt für heute, wenn Sie gestürzt sind "
        "und Ihre Hüfte am selben oder am nächsten Tag schmerzt. Sonst bleibt es {single_entry_days} Tage stehen.",
        "tobacco": "Sie sagen uns, dass Sie rauchen oder sonst Tabak nehmen.",
        "alcohol-above-limit": "Sie sagen uns, dass Sie am Tag mehr als {alcohol_drinks} Getränke mit Alkohol trinken.",
        "calcium-below-target": "An mindestens {intake_logged_days} der letzten 7 Tage haben Sie Ihr Calcium eingetragen, und es "
        "war weniger als {calcium_mg} mg am Tag.",
        "vitamin-d-intake-below-target": "An mindestens {intake_logged_days} der letzten 7 Tage haben Sie Ihr Vitamin D "
        "eingetragen, und es war weniger als {vitamin_d_iu} IE am Tag.",
        "dexa-baseline": "An dem Tag, an dem die Ursache Ihrer Schmerzen gefunden wurde, und {baseline_again_days} Tage später, "
        "bis Hüfte oder Wirbelsäule gemessen sind. Nicht in der Schwangerschaft und nicht in den ersten {dexa_hold_days} Tagen "
        "nach einer Geburt.",
        "dexa-repeat": "{repeat_notice_days} Tage vor der nächsten Messung und an ihrem Tag: {repeat_days} Tage nach der letzten, "
        "oder {repeat_risk_days} Tage, wenn noch etwas Ihre Knochen schwächt. Oder zu dem Termin, den Ihre Fachperson setzt.",
        "mri-next": "{mri_notice_days} Tage vor dem Tag, den Ihre Fachperson für Ihre nächste MRT gesetzt hat, und an diesem Tag, bis "
        "eine weitere MRT eingetragen ist.",
        "weight-bearing-review": "Wenn jemand auf Ihren Belastungsplan sehen kann, und an dem Tag, der dafür ausgemacht ist.",
        "recovery-review-six-months": "{six_months_days} Tage nach Beginn Ihrer Schmerzen, wenn es Ihnen noch nicht gut geht.",
        "recovery-review-twelve-months": "{twelve_months_days} Tage nach Beginn Ihrer Schmerzen oder nach einer Geburt danach, "
        "wenn es Ihnen noch nicht gut geht.",
        "log-today": "Zu der Zeit, die Sie gewählt haben, an Tagen, an denen Sie noch nichts eingetragen haben. Solange Ihr Bein das ganze Gewicht tragen darf und "
        "nichts schlechter wird, alle {log_stable_days} Tage; wenn die Krankheit vorbei ist, alle {log_resolved_days} Tage; nicht während einer Pause.",
        "exercise-today": "An den Tagen Ihres Übungsplans, bis Sie die Übung eintragen.",
        "weight-bearing-exercise": "Jeden Tag, aber erst, wenn Ihre Fachperson eingetragen hat, dass die Krankheit vorbei ist, "
        "dass Ihr Bein das ganze Gewicht tragen darf und dass Sie diese Übungen machen dürfen.",
        "medicine-due": "An den Tagen, die Ihre Fachperson eingetragen hat. Bei manchen Mitteln hört es auf, wenn Sie schwanger sind oder "
        "stillen, und beginnt nicht von selbst wieder.",
        "contact-clinician": "Wenn Sie sich wegen etwas heute melden sollen und keine Fachperson geantwortet hat: nach 24 Stunden "
        "und noch einmal nach 72. Nicht mehr, wenn Sie eingetragen haben, dass Sie mit Ihrer Praxis, Ihrer Ärztin oder einem Notdienst gesprochen haben.",
    },
}
