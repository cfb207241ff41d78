"""What a finding says, in English: title, then seen, do, why, number, for the patient and for the clinician.

Patients' words are short and calm. They raise no load, name no drug, call nothing harmless.
"""

OURS = "This limit is a default of this software, not a guideline."

TITLES = {
    "pregnancy-hip-pain": "Hip pain in or after pregnancy",
    "pregnancy-back-pain-to-groin": "Back pain into the groin in or after pregnancy",
    "loading-despite-worsening-pain": "Weight on a leg that hurts more",
    "weight-bearing-undecided": "No decision on weight yet",
    "load-above-prescription": "More weight than agreed",
    "practice-above-limit": "Practice above the limit",
    "cannot-bear-weight": "Cannot put weight on the leg",
    "fracture-reported": "Fracture recorded",
    "avascular-necrosis-reported": "Avascular necrosis recorded",
    "pain-worse": "Pain is worse",
    "pain-returned": "Pain is back",
    "opposite-hip-pain": "Pain in the other hip",
    "new-joint-pain": "Pain in a new joint",
    "migratory-pattern": "Pain moves from joint to joint",
    "mri-for-recurrence": "MRI for pain that came back or moved",
    "mri-for-diagnosis": "MRI to find the cause",
    "early-xray-normal": "Early X-ray without findings",
    "not-improved-two-weeks": "Two weeks without improvement",
    "morning-stiffness": "Stiff after waking",
    "daily-life-or-sleep-affected": "Daily life or sleep affected",
    "not-resolved-six-months": "Six months and still symptoms",
    "not-resolved-twelve-months": "Time for a review",
    "t-score-at-or-below-minus-1-5": "T-score −1.5 or lower after resolution",
    "t-score-below-minus-2": "T-score below −2.0",
    "vitamin-d-low": "Vitamin D in blood low",
    "drug-in-pregnancy-or-breastfeeding": "Medicine in pregnancy or breastfeeding",
    "ready-for-load-review": "Load may be reviewed",
    "relapse-after-load-increase": "Worse after a higher load",
    "fall-or-stumble": "Fall or stumble",
    "tobacco": "Tobacco",
    "alcohol-above-limit": "Alcohol above the limit",
    "calcium-below-target": "Calcium below the target",
    "vitamin-d-intake-below-target": "Vitamin D intake below the target",
    "no-recent-entries": "No recent entries",
}

PATIENT = {
    "pregnancy-hip-pain": (
        "You logged pain at your {where} while pregnant or after giving birth.",
        "Contact your clinician today. Ask for an MRI soon. Until then keep weight off this leg.",
        "This pain needs a closer look, because the bone of the hip can be weak at this time.",
        "Looking from week 28 of pregnancy until one year after birth is a default of this software.",
    ),
    "pregnancy-back-pain-to-groin": (
        "You logged low back pain that goes into the groin while pregnant or after giving birth.",
        "Contact your clinician today and tell them about it.",
        "This kind of pain can come from the hip. It needs to be checked, not waited out.",
        "Looking until one year after birth is a default of this software.",
    ),
    "loading-despite-worsening-pain": (
        "Your {where} hurts more, and in the same days this leg carried weight.",
        "Take the weight off this leg, use your crutches, and contact your clinician today.",
        "Weight on a hip that hurts more and more can lead to a broken bone.",
        "What counts as more pain is a default of this software: {worsening_points} points higher than before, or your own "
        "word that it is worse.",
    ),
    "weight-bearing-undecided": (
        "You have pain at your {where}. Nobody has said yet how much weight this leg may carry.",
        "Keep weight off this leg and use crutches or another aid until your clinician decides.",
        "The bone may be weaker than it feels. This is the careful way to wait.",
        "",
    ),
    "load-above-prescription": (
        "You logged more weight on this leg than you agreed with your clinician.",
        "Please keep to what was agreed. If that is hard, tell your clinician.",
        "Less weight protects the bone while it is weak.",
        "This note stays for {single_entry_days} days after the last such entry, a default of this software.",
    ),
    "practice-above-limit": (
        "On your last 3 days of practice the scale showed about {median_weight}. Your limit is {limit_weight}.",
        "Practise with your physiotherapist before you go on alone.",
        "Standing on a scale is the easier part: in a study of 23 patients, 21 put about a third of their body weight more on the leg "
        "than told once they walked (Dabke 2004).",
        "{practice_above_percent} % above the limit is a default of this software.",
    ),
    "cannot-bear-weight": (
        "You logged that this leg cannot carry weight.",
        "Contact your clinician today. If you fell, or the pain is very strong, call the emergency number. Keep off this leg.",
        "A leg that cannot carry weight can have a broken bone.",
        "Asking you to make contact today is a default of this software.",
    ),
    "fracture-reported": (
        "A broken bone in your leg was recorded.",
        "Contact your clinician today, if they do not know yet. Keep weight off this leg.",
        "A break near the hip needs quick care.",
        "",
    ),
    "pain-worse": (
        "Your pain at the {where} is worse than before.",
        "Do less on this leg and tell your clinician within the next days.",
        "Pain that gets worse is a reason to be seen.",
        "What counts as worse is a default of this software: {worsening_points} points higher than before, or your own word, "
        "which counts for {change_report_days} days.",
    ),
    "pain-returned": (
        "Pain at your {where} is back.",
        "Keep weight off this leg, use an aid, and tell your clinician within the next days.",
        "The condition can come back. It is good to look early.",
        "Two days with pain of {returned_points} or more within {returned_window_days} days is a default of this software.",
    ),
    "opposite-hip-pain": (
        "You logged pain at your {where}. This side was not affected so far.",
        "Keep weight off this leg too, use an aid, and tell your clinician within the next days.",
        "The condition can also come in the other hip, even years later.",
        "",
    ),
    "pain-returned:decided": (
        "Pain at your {where} is back. Since then it was decided how much this leg may carry{load_plain}.",
        "Keep to what was decided, and use your aid. If it hurts more, tell your clinician.",
        "The condition can come back. It is good to look early.",
        "Two days with pain of {returned_points} or more within {returned_window_days} days is a default of this software.",
    ),
    "opposite-hip-pain:decided": (
        "You logged pain at your {where}. Since then it was decided how much this leg may carry{load_plain}.",
        "Keep to what was decided, and use your aid. If it hurts more, tell your clinician.",
        "The condition can also come in the other hip, even years later.",
        "",
    ),
    "fall-or-stumble": (
        "You logged {outcome}.",
        "Tell your clinician within the next days. If it begins to hurt, or the leg cannot carry weight, call them today.",
        "A fall or a stumble puts a very high load on the hip for a moment.",
        "Asking after a fall, and for {single_entry_days} days, is a default of this software.",
    ),
    "fall-or-stumble:now": (
        "You logged a fall, and pain at the hip on that day or the next.",
        "Keep weight off this leg and contact your clinician today. If the pain is very strong, call the emergency number.",
        "After a fall a weak bone can be broken, even if you can still walk.",
        "The request to call today is a default of this software.",
    ),
    "loading-despite-worsening-pain:decided": (
        "Your {where} hurts more, and in the same days this leg carried weight. Since then it was decided how much this leg may "
        "carry{load_plain}.",
        "Contact your clinician today, if they do not know yet. Put no more on this leg than was decided, and use your aid.",
        "Weight on a hip that hurts more and more can lead to a broken bone.",
        "What counts as more pain is a default of this software: {worsening_points} points higher than before, or your own "
        "word that it is worse.",
    ),
    "pregnancy-hip-pain:decided": (
        "You logged pain at your {where} while pregnant or after giving birth. Since then it was decided how much this leg may "
        "carry{load_plain}.",
        "Contact your clinician today, if they do not know yet. Ask for an MRI soon. Put no more on this leg than was decided.",
        "This pain needs a closer look, because the bone of the hip can be weak at this time.",
        "Looking from week 28 of pregnancy until one year after birth is a default of this software.",
    ),
    "cannot-bear-weight:decided": (
        "You logged that this leg cannot carry weight. Since then it was decided how much it may carry{load_plain}.",
        "Contact your clinician today, if they do not know yet. If you fell, or the pain is very strong, call the emergency number. "
        "Put no more on this leg than was decided.",
        "A leg that cannot carry weight can have a broken bone.",
        "Asking you to make contact today is a default of this software.",
    ),
    "fracture-reported:decided": (
        "A broken bone in your leg was recorded. Since then it was decided how much this leg may carry{load_plain}.",
        "Contact your clinician today, if they do not know yet. Put no more on this leg than was decided.",
        "A break near the hip needs quick care.",
        "",
    ),
    "fall-or-stumble:decided": (
        "You logged a fall, and pain at the hip on that day or the next. Since then it was decided how much this leg may "
        "carry{load_plain}.",
        "Contact your clinician today, if they do not know yet. Put no more on this leg than was decided. If the pain is very strong, "
        "call the emergency number.",
        "After a fall a weak bone can be broken, even if you can still walk.",
        "The request to call today is a default of this software.",
    ),
    "relapse-after-load-increase:decided": (
        "Your pain got worse after your plan allowed more weight. Since then it was decided anew how much this leg may "
        "carry{load_plain}.",
        "Put no more on this leg than was decided. If it still hurts more, ask your clinician.",
        "The bone may need more time.",
        "Looking at the {relapse_days} days after the change is a default of this software.",
    ),
    "new-joint-pain": (
        "You logged pain at your {where}. This place was not affected so far.",
        "Tell your clinician within the next days.",
        "The condition can move to another joint of the legs.",
        "",
    ),
    "mri-for-recurrence": (
        "Your pain at the {where} is new or back, and there was no MRI since it began.",
        "Ask your clinician about an MRI without contrast.",
        "An MRI shows best whether the condition is back.",
        "",
    ),
    "mri-for-diagnosis": (
        "You have had pain at your {where} for {mri_after_days} days, and there was no MRI.",
        "Ask your clinician about an MRI.",
        "An MRI is the picture that shows this condition best and earliest.",
        "The {mri_after_days} days come from advice for patients (001).",
    ),
    "not-improved-two-weeks": (
        "{home_treatment_days} days have passed and your pain is not better.",
        "See your clinician within the next days.",
        "Hip pain that does not get better in this time is a reason to be seen.",
        "The {home_treatment_days} days come from advice for patients (001).",
    ),
    "morning-stiffness": (
        "You were stiff for more than {stiffness_minutes} minutes after waking.",
        "Tell your clinician within the next days.",
        "Being stiff for long in the morning is a reason to be seen.",
        "The {stiffness_minutes} minutes come from advice for patients (001). This note stays for {single_entry_days} days "
        "after the last such entry, a default of this software.",
    ),
    "daily-life-or-sleep-affected": (
        "Your pain disturbs your day or your sleep.",
        "Tell your clinician within the next days.",
        "Pain that disturbs your day or your sleep is a reason to be seen.",
        "This note stays for {single_entry_days} days after the last such entry, a default of this software.",
    ),
    "not-resolved-six-months": (
        "It has been six months since your pain began, and you still log pain.",
        "Talk about it at your next visit.",
        "Many people take 6 to 12 months. It is useful to look at how it went so far.",
        "The six months are in the sources (000, 001). Looking at the last {recent_symptom_days} days is a default of this "
        "software.",
    ),
    "not-resolved-twelve-months": (
        "It has been a year, and you still log pain. It is time for a review.",
        "Make an appointment with your clinician for a review.",
        "After a year your clinician will want to look at everything again.",
        "The year is in the sources (000, 001, 003). Looking at the last {recent_symptom_days} days is a default of this "
        "software.",
    ),
    "ready-for-load-review": (
        "Your pain was low in the last {review_window_days} days.",
        "Ask your clinician to look at your plan for weight on the leg. Do not change it yourself.",
        "Your clinician decides about the next step together with you.",
        "Pain of {review_pain} at most on at least {review_logged_days} of {review_window_days} days is a default of this software.",
    ),
    "relapse-after-load-increase": (
        "Your pain got worse after your plan allowed more weight.",
        "Go back to the weight that was allowed before, and ask your clinician.",
        "The bone may need more time.",
        "Looking at the {relapse_days} days after the change is a default of this software.",
    ),
    "tobacco": (
        "You told us that you use tobacco.",
        "If you want to stop, your clinician or a quit line can help.",
        "Tobacco is bad for bones and makes you get better more slowly.",
        "",
    ),
    "alcohol-above-limit": (
        "You told us that you have more than {alcohol_drinks} alcoholic drinks a day.",
        "Try to stay at 1 to 2 drinks a day at most. Your clinician can help.",
        "Much alcohol makes bones weak.",
        "This limit is in the sources (002).",
    ),
    "calcium-below-target": (
        "This week you had about {mean} mg of calcium a day, on the days that you logged.",
        "Aim for 1,000 to 1,200 mg a day, best from food: milk, yoghurt, cheese or green vegetables.",
        "Bones are built with calcium.",
        "The amount is in the sources (002). That you must have logged {intake_logged_days} days of the last 7 is a default of "
        "this software.",
    ),
    "vitamin-d-intake-below-target": (
        "This week you had about {mean} IU of vitamin D a day, on the days that you logged.",
        "Aim for 600 to 800 IU a day. Ask your clinician how.",
        "Vitamin D helps the body to use calcium.",
        "The amount is in the sources (002). That you must have logged {intake_logged_days} days of the last 7 is a default of "
        "this software.",
    ),
}

CLINICIAN = {
    "pregnancy-hip-pain": (
        "Hip-area pain ({where}) in the third trimester or within {postpartum_days} days of delivery, or earlier in the pregnancy "
        "and not reported gone; no MRI recorded since it began.",
        "Arrange MRI promptly; unload the hip until then.",
        "Early diagnosis prevents displaced fracture of the femoral neck, most frequent in pregnancy-associated cases (002, 003).",
        "28+0 weeks and {postpartum_days} days after delivery are defaults of this software.",
    ),
    "pregnancy-back-pain-to-groin": (
        "Low back pain radiating to the groin while pregnant or within {postpartum_days} days of delivery.",
        "Examine the hip today; do not put it down to the pregnancy.",
        "Taking this pain for an ordinary complaint of pregnancy has preceded fractures (002).",
        "{postpartum_days} days after delivery is a default of this software.",
    ),
    "loading-despite-worsening-pain": (
        "Worsening pain ({where}), and load on this leg in the same {load_window_days} days.",
        "Speak to the patient today; reduce the load; consider whether a fracture must be excluded.",
        "Continued weight-bearing despite progressive pain heightens the risk of fracture (002).",
        "The limits of worsening are a default of this software.",
    ),
    "weight-bearing-undecided": (
        "Pain ({where}) and no weight-bearing prescription in force for it.",
        "Decide on the load. The patient is told to keep it off and use an aid until then.",
        "Sources differ in strictness; the strictest holds until a clinician decides (000, 002, 004).",
        "",
    ),
    "load-above-prescription": (
        "Reported {reported}, prescribed {prescribed} ({where}).",
        "Talk it through with the patient; check aid and instruction.",
        "Protected weight-bearing prevents microfracture (000, 002, 004).",
        "Open for {single_entry_days} days after the last such entry, a default of this software.",
    ),
    "practice-above-limit": (
        "Practice on a scale, standing: median of the last 3 days {median_weight}, limit {limit_weight} ({where}).",
        "Practise together; look at aid and instruction.",
        "Load is restricted (002). Taught on a scale, 21 of 23 patients loaded 35 % of body weight more than told when walking "
        "(Dabke 2004); 25 % was kept standing by 12 healthy people (Malviya 2005).",
        "{practice_above_percent} % above the limit is a default of this software.",
    ),
    "cannot-bear-weight": (
        "The patient reports being unable to bear weight ({where}).",
        "Contact the patient today; exclude a fracture.",
        "Sources describe progression to immobility and name fracture as the danger (000, 002).",
        "The action is a default of this software.",
    ),
    "fracture-reported": (
        "Fracture of a lower limb recorded ({where}).",
        "Make sure that it is treated; unload; only you close this finding.",
        "Pathological fracture may need internal fixation or arthroplasty (002).",
        "",
    ),
    "avascular-necrosis-reported": (
        "Avascular necrosis, or imaging with the osteonecrosis pattern, recorded ({where}).",
        "Ask for a second reading of the MRI.",
        "Misreading transient osteoporosis as osteonecrosis delays the right diagnosis; the pattern is a rim round a "
        "subchondral area without flow (000, 002).",
        "",
    ),
    "pain-worse": (
        "Pain is worse ({where}): by scores or by the patient's report.",
        "Review the load and the course within days.",
        "Pain that gets worse is a reason to be seen (001).",
        "{worsening_points} points on a 3-day median and {change_report_days} days for a report are defaults of this software.",
    ),
    "pain-returned": (
        "Pain is back at a resolved site ({where}).",
        "Unload, examine, and decide whether a new episode is to be opened.",
        "Recurrence at the same hip is documented (002).",
        "{returned_points} points on 2 days within {returned_window_days} is a default of this software.",
    ),
    "opposite-hip-pain": (
        "Pain at a hip that no episode holds, while the other is or was ({where}).",
        "Unload this side too, examine; decide on MRI.",
        "Up to 30 % have both hips affected (001); one report of the other hip after three years (002).",
        "",
    ),
    "pain-returned:decided": (
        "Pain is back at a resolved site ({where}). Signed since: {load}.",
        "Examine, and decide whether a new episode is to be opened.",
        "Recurrence at the same hip is documented (002).",
        "{returned_points} points on 2 days within {returned_window_days} is a default of this software.",
    ),
    "opposite-hip-pain:decided": (
        "Pain at a hip that no episode holds ({where}). Signed since: {load}.",
        "Examine; decide on MRI.",
        "Up to 30 % have both hips affected (001); one report of the other hip after three years (002).",
        "",
    ),
    "fall-or-stumble": (
        "The patient logged {outcome}.",
        "Ask how it happened and whether it hurts since; check aid, load and surroundings.",
        "Stumbling loads a hip with 720–870 % of body weight (Bergmann 1993).",
        "Asking after a fall, and for {single_entry_days} days, is a default of this software.",
    ),
    "fall-or-stumble:now": (
        "The patient logged {outcome}, and hip-area pain on that day or the next.",
        "Contact the patient today; unload, and exclude a fracture.",
        "Stumbling loads a hip with 720–870 % of body weight (Bergmann 1993); bone under oedema can break (000, 002).",
        "The urgency is a default of this software.",
    ),
    "new-joint-pain": (
        "Pain at a joint that no episode holds ({where}).",
        "Examine; think of a migratory course.",
        "The condition can affect knee, ankle and hip in sequence (002).",
        "",
    ),
    "migratory-pattern": (
        "{further_sites} or more further lower-limb sites beyond the first.",
        "Consider regional migratory osteoporosis; examine all sites.",
        "Several lower-limb sites over months are described (002, 000).",
        "{further_sites} further sites is a default of this software: the source says several.",
    ),
    "mri-for-recurrence": (
        "Suspected recurrence or spread ({where}), no MRI since that pain began.",
        "Arrange MRI without intravenous contrast; a density scan does not answer this question.",
        "MRI is the method of choice for recurrence (002).",
        "",
    ),
    "mri-for-diagnosis": (
        "Hip-area pain ({where}) for {mri_after_days} days in a suspected episode, no MRI recorded.",
        "Arrange MRI.",
        "MRI is the imaging technique of choice and positive as early as 48 hours (000, 001, 003).",
        "",
    ),
    "early-xray-normal": (
        "A normal X-ray {days_after_onset} days after onset ({where}).",
        "Do not take it as reassurance; decide on MRI by the symptoms.",
        "X-rays are typically normal in the first 3–6 weeks (000, 001).",
        "",
    ),
    "not-improved-two-weeks": (
        "{home_treatment_days} days since home treatment, pain or diagnosis began, and pain is not better.",
        "See the patient; review diagnosis and load.",
        "Two weeks without improvement is a reason to be seen (001).",
        "",
    ),
    "morning-stiffness": (
        "Stiffness after waking for more than {stiffness_minutes} minutes ({where}).",
        "See the patient; think of inflammatory causes.",
        "Named as a reason to be seen (001).",
        "Open for {single_entry_days} days after the last such entry, a default of this software.",
    ),
    "daily-life-or-sleep-affected": (
        "The patient says that daily activities or sleep are affected ({where}).",
        "See the patient; review pain control and load.",
        "Named as a reason to be seen (001).",
        "Open for {single_entry_days} days after the last such entry, a default of this software.",
    ),
    "not-resolved-six-months": (
        "{days} days after onset, not resolved, symptoms in the last {recent_symptom_days} days.",
        "Review the course at the next visit.",
        "Recovery is described as 2–12 months, typically 6 (000), or 6–12 (001).",
        "{recent_symptom_days} days of recent symptoms is a default of this software.",
    ),
    "not-resolved-twelve-months": (
        "{days} days after onset, not resolved, symptoms in the last {recent_symptom_days} days.",
        "Review for other causes, avascular necrosis among them.",
        "Recovery beyond 12 months, or a year after delivery, is outside what the sources describe (000, 001, 003).",
        "{recent_symptom_days} days of recent symptoms is a default of this software.",
    ),
    "t-score-at-or-below-minus-1-5": (
        "The episode is resolved; latest T-score {t} at the {t_place}.",
        "A bisphosphonate can be considered (alendronate 70 mg weekly is the source's example). {risks_line}",
        "T-score −1.5 or lower after resolution (002). On the other hand a published patient at T −1.8 recovered without such "
        "drugs (003). {caveat}",
        "",
    ),
    "t-score-below-minus-2": (
        "Latest T-score {t} at the {t_place}, below −2.0.",
        "Intervention is to be strongly considered, more so with additional risk factors. {risks_line}",
        "T-score below −2.0 (002). {caveat}",
        "",
    ),
    "vitamin-d-low": (
        "25-OH vitamin D {ng_ml} ng/mL, below 20 ng/mL (49.9 nmol/L).",
        "Decide on supplementation.",
        "The target is 20 ng/mL or more (002).",
        "",
    ),
    "drug-in-pregnancy-or-breastfeeding": (
        "Recorded while pregnant or breastfeeding (unknown counts for {postpartum_days} days): {drug}.",
        "Check today whether it is meant; many of these are not approved in pregnancy or breastfeeding. The patient's reminders of it "
        "have stopped and do not begin again by themselves.",
        "Calcium and vitamin D are what the source names for these patients (000).",
        "Watching for denosumab, iloprost and NSAID is a default of this software.",
    ),
    "ready-for-load-review": (
        "Prescription {status} for {days} days; pain at most {review_pain} on at least {review_logged_days} of the last {review_window_days} days ({where}).",
        "Review the prescription. Steps go one at a time; the software changes nothing.",
        "Load is raised gradually once symptoms improve (002, 003).",
        "All numbers of this rule are defaults of this software.",
    ),
    "relapse-after-load-increase": (
        "Worsening within {relapse_days} days of a higher prescription ({where}).",
        "Go back to the earlier prescription and review.",
        "Weight-bearing is restricted until symptoms improve (002, 003).",
        "{relapse_days} days is a default of this software.",
    ),
    "no-recent-entries": (
        "No entry by the patient for {quiet_days} days in an active episode.",
        "Ask how it goes.",
        "Silence is neither better nor worse.",
        "{quiet_days} days is a default of this software.",
    ),
}
