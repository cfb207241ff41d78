"""What a finding says, in German (formal address): the mirror of `findings_en`, key by key."""

OURS = "Diese Grenze ist eine Voreinstellung dieser Software, keine Leitlinie."

TITLES = {
    "pregnancy-hip-pain": "Hüftschmerz in oder nach der Schwangerschaft",
    "pregnancy-back-pain-to-groin": "Rückenschmerz bis in die Leiste in oder nach der Schwangerschaft",
    "loading-despite-worsening-pain": "Belastung trotz stärkerer Schmerzen",
    "weight-bearing-undecided": "Belastung noch nicht entschieden",
    "load-above-prescription": "Mehr Belastung als vereinbart",
    "practice-above-limit": "Üben über der Grenze",
    "cannot-bear-weight": "Bein nicht belastbar",
    "fracture-reported": "Knochenbruch eingetragen",
    "avascular-necrosis-reported": "Osteonekrose eingetragen",
    "pain-worse": "Schmerzen stärker",
    "pain-returned": "Schmerzen wieder da",
    "opposite-hip-pain": "Schmerzen an der anderen Hüfte",
    "new-joint-pain": "Schmerzen an einem neuen Gelenk",
    "migratory-pattern": "Schmerzen wandern von Gelenk zu Gelenk",
    "mri-for-recurrence": "MRT bei wiedergekehrten oder gewanderten Schmerzen",
    "mri-for-diagnosis": "MRT zur Klärung",
    "early-xray-normal": "Frühes Röntgenbild ohne Befund",
    "not-improved-two-weeks": "Zwei Wochen ohne Besserung",
    "morning-stiffness": "Steif nach dem Aufwachen",
    "daily-life-or-sleep-affected": "Alltag oder Schlaf gestört",
    "not-resolved-six-months": "Sechs Monate und noch Beschwerden",
    "not-resolved-twelve-months": "Zeit für eine Überprüfung",
    "t-score-at-or-below-minus-1-5": "T-Score −1,5 oder niedriger nach Abschluss",
    "t-score-below-minus-2": "T-Score unter −2,0",
    "vitamin-d-low": "Vitamin D im Blut niedrig",
    "drug-in-pregnancy-or-breastfeeding": "Arzneimittel in Schwangerschaft oder Stillzeit",
    "ready-for-load-review": "Belastung kann überprüft werden",
    "relapse-after-load-increase": "Schlechter nach höherer Belastung",
    "fall-or-stumble": "Sturz oder Stolpern",
    "tobacco": "Tabak",
    "alcohol-above-limit": "Alkohol über der Grenze",
    "calcium-below-target": "Calcium unter dem Ziel",
    "vitamin-d-intake-below-target": "Vitamin-D-Zufuhr unter dem Ziel",
    "no-recent-entries": "Keine neuen Einträge",
}

PATIENT = {
    "pregnancy-hip-pain": (
        "Sie haben in der Schwangerschaft oder nach der Geburt Schmerzen eingetragen ({where}).",
        "Bitte melden Sie sich heute in Ihrer Praxis. Fragen Sie nach einer baldigen MRT. Belasten Sie dieses Bein bis dahin nicht.",
        "Dieser Schmerz muss genauer angesehen werden, denn der Hüftknochen kann in dieser Zeit schwach sein.",
        "Dass die Zeit von Woche 28 bis ein Jahr nach der Geburt zählt, ist eine Voreinstellung dieser Software.",
    ),
    "pregnancy-back-pain-to-groin": (
        "Sie haben in der Schwangerschaft oder nach der Geburt Schmerzen im unteren Rücken eingetragen, die in die Leiste ziehen.",
        "Bitte melden Sie sich heute in Ihrer Praxis und erzählen Sie davon.",
        "Solche Schmerzen können von der Hüfte kommen. Das muss jemand ansehen. Abwarten hilft hier nicht.",
        "Dass ein Jahr nach der Geburt zählt, ist eine Voreinstellung dieser Software.",
    ),
    "loading-despite-worsening-pain": (
        "Ihre Schmerzen werden stärker ({where}). In denselben Tagen hat dieses Bein Gewicht getragen.",
        "Nehmen Sie das Gewicht von diesem Bein, benutzen Sie Ihre Gehhilfen und melden Sie sich heute in Ihrer Praxis.",
        "Wer ein Bein belastet, das immer mehr schmerzt, kann sich den Knochen brechen.",
        "Was als stärker zählt, ist eine Voreinstellung dieser Software: {worsening_points} Punkte mehr als vorher oder Ihr "
        "eigenes Wort, dass es schlechter ist.",
    ),
    "weight-bearing-undecided": (
        "Sie haben Schmerzen ({where}). Noch hat niemand gesagt, wie viel Gewicht dieses Bein tragen darf.",
        "Belasten Sie dieses Bein nicht und benutzen Sie Gehhilfen, bis Ihre Fachperson entschieden hat.",
        "Der Knochen kann schwächer sein, als er sich anfühlt. So warten Sie auf die vorsichtige Art.",
        "",
    ),
    "load-above-prescription": (
        "Laut Ihrem Eintrag trug dieses Bein mehr Gewicht als abgemacht.",
        "Bitte bleiben Sie bei dem, was mit Ihrer Fachperson abgemacht ist. Fällt Ihnen das schwer, sagen Sie es dort.",
        "Weniger Gewicht schützt den Knochen, solange er schwach ist.",
        "Dieser Hinweis bleibt {single_entry_days} Tage nach dem letzten solchen Eintrag, eine Voreinstellung dieser Software.",
    ),
    "practice-above-limit": (
        "An Ihren letzten 3 Übungstagen zeigte die Waage etwa {median_weight}. Ihre Grenze ist {limit_weight}.",
        "Üben Sie mit Ihrer Fachperson, bevor Sie allein weiterüben.",
        "Im Stehen auf der Waage ist es leichter: In einer Studie mit 23 Patienten belasteten 21 das Bein beim Gehen mit etwa einem "
        "Drittel ihres Körpergewichts mehr als vorgegeben (Dabke 2004).",
        "{practice_above_percent} % über der Grenze ist eine Voreinstellung dieser Software.",
    ),
    "cannot-bear-weight": (
        "Sie haben eingetragen, dass dieses Bein kein Gewicht tragen kann.",
        "Bitte melden Sie sich heute in Ihrer Praxis. Nach einem Sturz oder bei sehr starken Schmerzen rufen Sie den Notruf. "
        "Belasten Sie das Bein nicht.",
        "Ein Bein, das kein Gewicht trägt, kann gebrochen sein.",
        "Die Bitte, sich heute zu melden, ist eine Voreinstellung dieser Software.",
    ),
    "fracture-reported": (
        "Ein Knochenbruch am Bein ist eingetragen.",
        "Bitte melden Sie sich heute in Ihrer Praxis, falls man dort noch nichts davon weiß. Belasten Sie dieses Bein nicht.",
        "Ein Bruch in der Nähe der Hüfte muss schnell behandelt werden.",
        "",
    ),
    "pain-worse": (
        "Ihre Schmerzen sind stärker als vorher ({where}).",
        "Schonen Sie dieses Bein mehr und sagen Sie es in den nächsten Tagen Ihrer Fachperson.",
        "Schmerzen, die stärker werden, soll sich jemand ansehen.",
        "Was als stärker zählt, ist eine Voreinstellung dieser Software: {worsening_points} Punkte mehr als vorher oder Ihr "
        "eigenes Wort, das {change_report_days} Tage zählt.",
    ),
    "pain-returned": (
        "Ihre Schmerzen sind wieder da ({where}).",
        "Belasten Sie dieses Bein nicht, benutzen Sie eine Gehhilfe und sagen Sie es in den nächsten Tagen Ihrer Fachperson.",
        "Die Krankheit kann wiederkommen. Es ist gut, früh nachzusehen.",
        "Zwei Tage mit Schmerzen ab {returned_points} innerhalb von {returned_window_days} Tagen sind eine Voreinstellung dieser "
        "Software.",
    ),
    "opposite-hip-pain": (
        "Sie haben Schmerzen eingetragen ({where}). Diese Seite war bisher nicht betroffen.",
        "Belasten Sie auch dieses Bein nicht, benutzen Sie eine Gehhilfe und sagen Sie es in den nächsten Tagen Ihrer Fachperson.",
        "Die Krankheit kann auch die andere Hüfte treffen, selbst Jahre später.",
        "",
    ),
    "pain-returned:decided": (
        "Ihre Schmerzen sind wieder da ({where}). Seither ist entschieden, wie viel dieses Bein tragen darf{load_plain}.",
        "Halten Sie sich daran und benutzen Sie Ihre Gehhilfe. Werden die Schmerzen stärker, sagen Sie es Ihrer Fachperson.",
        "Die Krankheit kann wiederkommen. Es ist gut, früh nachzusehen.",
        "Zwei Tage mit Schmerzen ab {returned_points} innerhalb von {returned_window_days} Tagen sind eine Voreinstellung dieser "
        "Software.",
    ),
    "opposite-hip-pain:decided": (
        "Sie haben Schmerzen eingetragen ({where}). Seither ist entschieden, wie viel dieses Bein tragen darf{load_plain}.",
        "Halten Sie sich daran und benutzen Sie Ihre Gehhilfe. Werden die Schmerzen stärker, sagen Sie es Ihrer Fachperson.",
        "Die Krankheit kann auch die andere Hüfte treffen, selbst Jahre später.",
        "",
    ),
    "fall-or-stumble": (
        "Sie haben eingetragen: {outcome}.",
        "Sagen Sie es in den nächsten Tagen Ihrer Fachperson. Wenn es zu schmerzen beginnt oder das Bein kein Gewicht trägt, rufen Sie "
        "heute an.",
        "Ein Sturz oder ein Stolpern belastet die Hüfte für einen Augenblick sehr stark.",
        "Nach einem Sturz nachzufragen, und das {single_entry_days} Tage lang, ist eine Voreinstellung dieser Software.",
    ),
    "fall-or-stumble:now": (
        "Sie haben einen Sturz eingetragen, und am selben oder am nächsten Tag Schmerzen an der Hüfte.",
        "Belasten Sie dieses Bein nicht und melden Sie sich heute in Ihrer Praxis. Bei sehr starken Schmerzen rufen Sie den Notruf.",
        "Nach einem Sturz kann ein geschwächter Knochen gebrochen sein, auch wenn Sie noch gehen können.",
        "Die Bitte, sich heute zu melden, ist eine Voreinstellung dieser Software.",
    ),
    "loading-despite-worsening-pain:decided": (
        "Ihre Schmerzen werden stärker ({where}). In denselben Tagen hat dieses Bein Gewicht getragen. Seither ist entschieden, wie viel "
        "dieses Bein tragen darf{load_plain}.",
        "Bitte melden Sie sich heute in Ihrer Praxis, falls man dort noch nichts davon weiß. Belasten Sie dieses Bein nicht mehr "
        "als entschieden und benutzen Sie Ihre Gehhilfe.",
        "Wer ein Bein belastet, das immer mehr schmerzt, kann sich den Knochen brechen.",
        "Was als stärker zählt, ist eine Voreinstellung dieser Software: {worsening_points} Punkte mehr als vorher oder Ihr "
        "eigenes Wort, dass es schlechter ist.",
    ),
    "cannot-bear-weight:decided": (
        "Sie haben eingetragen, dass dieses Bein kein Gewicht tragen kann. Seither ist entschieden, wie viel es tragen darf{load_plain}.",
        "Bitte melden Sie sich heute in Ihrer Praxis, falls man dort noch nichts davon weiß. Nach einem Sturz oder bei sehr starken "
        "Schmerzen rufen Sie den Notruf. Belasten Sie dieses Bein nicht mehr als entschieden.",
        "Ein Bein, das kein Gewicht trägt, kann gebrochen sein.",
        "Die Bitte, sich heute zu melden, ist eine Voreinstellung dieser Software.",
    ),
    "fracture-reported:decided": (
        "Ein Knochenbruch am Bein ist eingetragen. Seither ist entschieden, wie viel dieses Bein tragen darf{load_plain}.",
        "Bitte melden Sie sich heute in Ihrer Praxis, falls man dort noch nichts davon weiß. Belasten Sie dieses Bein nicht mehr als entschieden.",
        "Ein Bruch in der Nähe der Hüfte muss schnell behandelt werden.",
        "",
    ),
    "fall-or-stumble:decided": (
        "Sie haben einen Sturz eingetragen, und am selben oder am nächsten Tag Schmerzen an der Hüfte. Seither ist entschieden, wie viel "
        "dieses Bein tragen darf{load_plain}.",
        "Bitte melden Sie sich heute in Ihrer Praxis, falls man dort noch nichts davon weiß. Belasten Sie dieses Bein nicht mehr "
        "als entschieden. Bei sehr starken Schmerzen rufen Sie den Notruf.",
        "Nach einem Sturz kann ein geschwächter Knochen gebrochen sein, auch wenn Sie noch gehen können.",
        "Die Bitte, sich heute zu melden, ist eine Voreinstellung dieser Software.",
    ),
    "relapse-after-load-increase:decided": (
        "Ihre Schmerzen sind stärker geworden, nachdem Ihr Plan mehr Gewicht erlaubt hat. Seither ist neu entschieden, wie viel dieses Bein "
        "tragen darf{load_plain}.",
        "Belasten Sie dieses Bein nicht mehr als entschieden. Bleiben die Schmerzen stärker, fragen Sie Ihre Fachperson.",
        "Der Knochen braucht vielleicht mehr Zeit.",
        "Der Blick auf die {relapse_days} Tage nach der Änderung ist eine Voreinstellung dieser Software.",
    ),
    "pregnancy-hip-pain:decided": (
        "Sie haben in der Schwangerschaft oder nach der Geburt Schmerzen eingetragen ({where}). Seither ist entschieden, wie viel dieses "
        "Bein tragen darf{load_plain}.",
        "Bitte melden Sie sich heute in Ihrer Praxis, falls man dort noch nichts davon weiß. Fragen Sie nach einer baldigen MRT. "
        "Belasten Sie dieses Bein nicht mehr als entschieden.",
        "Dieser Schmerz muss genauer angesehen werden, denn der Hüftknochen kann in dieser Zeit schwach sein.",
        "Dass die Zeit von Woche 28 bis ein Jahr nach der Geburt zählt, ist eine Voreinstellung dieser Software.",
    ),
    "new-joint-pain": (
        "Sie haben Schmerzen eingetragen ({where}). Diese Stelle war bisher nicht betroffen.",
        "Sagen Sie es in den nächsten Tagen Ihrer Fachperson.",
        "Die Krankheit kann von einem Gelenk der Beine zu einem anderen wandern.",
        "",
    ),
    "mri-for-recurrence": (
        "Ihre Schmerzen sind neu oder wieder da ({where}), und seitdem gab es keine MRT.",
        "Fragen Sie Ihre Fachperson nach einer MRT ohne Kontrastmittel.",
        "Eine MRT zeigt am besten, ob die Krankheit wieder da ist.",
        "",
    ),
    "mri-for-diagnosis": (
        "Sie haben seit {mri_after_days} Tagen Schmerzen ({where}), und es gab keine MRT.",
        "Fragen Sie Ihre Fachperson nach einer MRT.",
        "Eine MRT zeigt diese Krankheit am besten und am frühesten.",
        "Die {mri_after_days} Tage stammen aus Ratschlägen für Patienten (001).",
    ),
    "not-improved-two-weeks": (
        "{home_treatment_days} Tage sind vergangen, und Ihre Schmerzen sind nicht besser.",
        "Gehen Sie in den nächsten Tagen zu Ihrer Fachperson.",
        "Wenn Hüftschmerzen in dieser Zeit nicht besser werden, soll sich das jemand ansehen.",
        "Die {home_treatment_days} Tage stammen aus Ratschlägen für Patienten (001).",
    ),
    "morning-stiffness": (
        "Nach dem Aufwachen waren Sie länger als {stiffness_minutes} Minuten steif.",
        "Sagen Sie es in den nächsten Tagen Ihrer Fachperson.",
        "Wer am Morgen lange steif ist, soll sich untersuchen lassen.",
        "Die {stiffness_minutes} Minuten stammen aus Ratschlägen für Patienten (001). Dieser Hinweis bleibt "
        "{single_entry_days} Tage nach dem letzten solchen Eintrag, eine Voreinstellung dieser Software.",
    ),
    "daily-life-or-sleep-affected": (
        "Ihre Schmerzen stören Ihren Alltag oder Ihren Schlaf.",
        "Sagen Sie es in den nächsten Tagen Ihrer Fachperson.",
        "Schmerzen, die Alltag oder Schlaf stören, soll sich jemand ansehen.",
        "Dieser Hinweis bleibt {single_entry_days} Tage nach dem letzten solchen Eintrag, eine Voreinstellung dieser Software.",
    ),
    "not-resolved-six-months": (
        "Vor sechs Monaten fingen Ihre Schmerzen an, und Sie tragen noch Schmerzen ein.",
        "Sprechen Sie beim nächsten Termin darüber.",
        "Viele Menschen brauchen 6 bis 12 Monate. Jetzt lohnt ein Blick darauf, wie es bisher ging.",
        "Die sechs Monate stehen in den Quellen (000, 001). Der Blick auf die letzten {recent_symptom_days} Tage ist eine "
        "Voreinstellung dieser Software.",
    ),
    "not-resolved-twelve-months": (
        "Ein Jahr ist vergangen, und Sie tragen noch Schmerzen ein. Es ist Zeit für eine Überprüfung.",
        "Machen Sie dafür einen Termin bei Ihrer Fachperson aus.",
        "Nach einem Jahr möchte Ihre Fachperson alles noch einmal ansehen.",
        "Das Jahr steht in den Quellen (000, 001, 003). Der Blick auf die letzten {recent_symptom_days} Tage ist eine "
        "Voreinstellung dieser Software.",
    ),
    "ready-for-load-review": (
        "In den letzten {review_window_days} Tagen waren Ihre Schmerzen gering.",
        "Bitten Sie Ihre Fachperson, mit Ihnen auf Ihren Belastungsplan zu sehen. Ändern Sie ihn nicht selbst.",
        "Ihre Fachperson entscheidet mit Ihnen, wie es weitergeht.",
        "Schmerzen von höchstens {review_pain} an mindestens {review_logged_days} von {review_window_days} Tagen sind eine "
        "Voreinstellung dieser Software.",
    ),
    "relapse-after-load-increase": (
        "Ihre Schmerzen sind stärker geworden, nachdem Ihr Plan mehr Gewicht erlaubt hat.",
        "Gehen Sie zurück zu dem Gewicht, das vorher erlaubt war, und fragen Sie Ihre Fachperson.",
        "Der Knochen braucht vielleicht mehr Zeit.",
        "Der Blick auf die {relapse_days} Tage nach der Änderung ist eine Voreinstellung dieser Software.",
    ),
    "tobacco": (
        "Sie haben gesagt, dass Sie rauchen oder sonst Tabak nehmen.",
        "Möchten Sie aufhören? Ihre Fachperson oder ein Rauchstopp-Telefon hilft Ihnen.",
        "Tabak schadet den Knochen. Mit Tabak erholen Sie sich langsamer.",
        "",
    ),
    "alcohol-above-limit": (
        "Sie haben gesagt, dass Sie am Tag mehr als {alcohol_drinks} Getränke mit Alkohol trinken.",
        "Bleiben Sie möglichst bei 1 bis 2 Getränken am Tag. Ihre Fachperson kann Ihnen helfen.",
        "Viel Alkohol macht die Knochen schwach.",
        "Diese Grenze steht in den Quellen (002).",
    ),
    "calcium-below-target": (
        "Diese Woche hatten Sie etwa {mean} mg Calcium am Tag, gezählt an den eingetragenen Tagen.",
        "Ziel sind 1.000 bis 1.200 mg am Tag, am besten aus Lebensmitteln: Milch, Joghurt, Käse oder grünes Gemüse.",
        "Knochen werden aus Calcium gebaut.",
        "Die Menge steht in den Quellen (002). Dass {intake_logged_days} der letzten 7 Tage eingetragen sein müssen, ist eine "
        "Voreinstellung dieser Software.",
    ),
    "vitamin-d-intake-below-target": (
        "Diese Woche hatten Sie etwa {mean} IE Vitamin D am Tag, gezählt an den eingetragenen Tagen.",
        "Ziel sind 600 bis 800 IE am Tag. Fragen Sie Ihre Fachperson, wie das geht.",
        "Vitamin D hilft dem Körper, Calcium zu nutzen.",
        "Die Menge steht in den Quellen (002). Dass {intake_logged_days} der letzten 7 Tage eingetragen sein müssen, ist eine "
        "Voreinstellung dieser Software.",
    ),
}

CLINICIAN = {
    "pregnancy-hip-pain": (
        "Schmerzen im Hüftbereich ({where}) im dritten Trimenon oder in den {postpartum_days} Tagen nach der Geburt, oder früher in der "
        "Schwangerschaft und nicht als vergangen gemeldet; keine MRT seit Beginn.",
        "Rasch MRT veranlassen; bis dahin Hüfte entlasten.",
        "Frühe Diagnose verhindert die verschobene Schenkelhalsfraktur, die vor allem in und nach der Schwangerschaft droht (002, 003).",
        "28+0 Wochen und {postpartum_days} Tage nach der Geburt sind Voreinstellungen dieser Software.",
    ),
    "pregnancy-back-pain-to-groin": (
        "Schmerzen im unteren Rücken mit Ausstrahlung in die Leiste, in der Schwangerschaft oder in den "
        "{postpartum_days} Tagen nach der Geburt.",
        "Heute die Hüfte untersuchen; nicht der Schwangerschaft zuschreiben.",
        "Als gewöhnliche Schwangerschaftsbeschwerde gedeutet, ging dieser Schmerz Frakturen voraus (002).",
        "{postpartum_days} Tage nach der Geburt sind eine Voreinstellung dieser Software.",
    ),
    "loading-despite-worsening-pain": (
        "Zunehmende Schmerzen ({where}) und Belastung dieses Beins in denselben {load_window_days} Tagen.",
        "Heute mit der Patientin oder dem Patienten sprechen; Belastung senken; Fraktur ausschließen, wo nötig.",
        "Weitere Belastung trotz zunehmender Schmerzen erhöht das Frakturrisiko (002).",
        "Die Grenzen der Verschlechterung sind Voreinstellungen dieser Software.",
    ),
    "weight-bearing-undecided": (
        "Schmerzen ({where}) und keine geltende Belastungsvorgabe dafür.",
        "Belastung festlegen. Bis dahin wird zu Entlastung und Gehhilfe geraten.",
        "Die Quellen sind verschieden streng; bis zur Entscheidung gilt die strengste (000, 002, 004).",
        "",
    ),
    "load-above-prescription": (
        "Gemeldet {reported}, vorgegeben {prescribed} ({where}).",
        "Besprechen; Hilfsmittel und Anleitung prüfen.",
        "Entlastung verhindert Mikrofrakturen (000, 002, 004).",
        "Offen bis {single_entry_days} Tage nach dem letzten solchen Eintrag, eine Voreinstellung dieser Software.",
    ),
    "practice-above-limit": (
        "Üben auf der Waage, im Stehen: Median der letzten 3 Tage {median_weight}, Grenze {limit_weight} ({where}).",
        "Gemeinsam üben; Hilfe und Anleitung prüfen.",
        "Die Belastung ist eingeschränkt (002). Auf der Waage angeleitet, belasteten 21 von 23 Patienten beim Gehen 35 % des "
        "Körpergewichts mehr als vorgegeben (Dabke 2004); 12 Gesunde hielten 25 % im Stehen ein (Malviya 2005).",
        "{practice_above_percent} % über der Grenze ist ein Vorgabewert dieser Software.",
    ),
    "cannot-bear-weight": (
        "Gemeldet: Das Bein kann nicht belastet werden ({where}).",
        "Heute Kontakt aufnehmen; Fraktur ausschließen.",
        "Die Quellen beschreiben Fortschreiten bis zur Immobilität und nennen die Fraktur als Gefahr (000, 002).",
        "Das Vorgehen ist eine Voreinstellung dieser Software.",
    ),
    "fracture-reported": (
        "Fraktur am Bein eingetragen ({where}).",
        "Behandlung sicherstellen; entlasten; nur Sie schließen diesen Hinweis.",
        "Eine pathologische Fraktur kann Osteosynthese oder Endoprothese erfordern (002).",
        "",
    ),
    "avascular-necrosis-reported": (
        "Osteonekrose oder Bildgebung mit diesem Muster eingetragen ({where}).",
        "Zweitbefundung der MRT erbitten.",
        "Fehldeutung der transitorischen Osteoporose als Osteonekrose verzögert die richtige Diagnose; Muster: Randsaum um "
        "einen subchondralen Bezirk ohne Durchblutung (000, 002).",
        "",
    ),
    "pain-worse": (
        "Schmerzen stärker ({where}): nach Werten oder nach Meldung.",
        "Belastung und Verlauf in den nächsten Tagen prüfen.",
        "Zunehmende Schmerzen sind ein Grund zur Vorstellung (001).",
        "{worsening_points} Punkte im 3-Tage-Median und {change_report_days} Tage für eine Meldung sind Voreinstellungen dieser Software.",
    ),
    "pain-returned": (
        "Schmerzen an einer abgeschlossenen Stelle wieder da ({where}).",
        "Entlasten, untersuchen und entscheiden, ob eine neue Episode zu eröffnen ist.",
        "Ein Rezidiv an derselben Hüfte ist belegt (002).",
        "{returned_points} Punkte an 2 Tagen innerhalb von {returned_window_days} sind eine Voreinstellung dieser Software.",
    ),
    "opposite-hip-pain": (
        "Schmerzen an einer Hüfte, die zu keiner Episode gehört, während die andere es tut oder tat ({where}).",
        "Auch diese Seite entlasten, untersuchen; über MRT entscheiden.",
        "Bis zu 30 % beidseits (001); ein Bericht über die andere Hüfte nach drei Jahren (002).",
        "",
    ),
    "pain-returned:decided": (
        "Schmerzen an einer abgeschlossenen Stelle wieder da ({where}). Seither unterschrieben: {load}.",
        "Untersuchen und entscheiden, ob eine neue Episode zu eröffnen ist.",
        "Ein Rezidiv an derselben Hüfte ist belegt (002).",
        "{returned_points} Punkte an 2 Tagen innerhalb von {returned_window_days} sind eine Voreinstellung dieser Software.",
    ),
    "opposite-hip-pain:decided": (
        "Schmerzen an einer Hüfte, die zu keiner Episode gehört ({where}). Seither unterschrieben: {load}.",
        "Untersuchen; über MRT entscheiden.",
        "Bis zu 30 % beidseits (001); ein Bericht über die andere Hüfte nach drei Jahren (002).",
        "",
    ),
    "fall-or-stumble": (
        "Eingetragen: {outcome}.",
        "Nach Hergang und Schmerzen seither fragen; Gehhilfe, Belastung und Umgebung prüfen.",
        "Stolpern belastet eine Hüfte mit 720–870 % des Körpergewichts (Bergmann 1993).",
        "Nach einem Sturz nachzufragen, und das {single_entry_days} Tage lang, ist eine Voreinstellung dieser Software.",
    ),
    "fall-or-stumble:now": (
        "Eingetragen: {outcome}, und am selben oder am nächsten Tag Schmerzen im Hüftbereich.",
        "Heute Kontakt aufnehmen; entlasten und eine Fraktur ausschließen.",
        "Stolpern belastet eine Hüfte mit 720–870 % des Körpergewichts (Bergmann 1993); Knochen mit Ödem kann brechen (000, 002).",
        "Die Dringlichkeit ist eine Voreinstellung dieser Software.",
    ),
    "new-joint-pain": (
        "Schmerzen an einem Gelenk, das zu keiner Episode gehört ({where}).",
        "Untersuchen; an einen wandernden Verlauf denken.",
        "Knie, Sprunggelenk und Hüfte können nacheinander betroffen sein (002).",
        "",
    ),
    "migratory-pattern": (
        "{further_sites} oder mehr weitere Stellen am Bein nach der ersten.",
        "An regional wandernde Osteoporose denken; alle Stellen untersuchen.",
        "Mehrere Stellen an den Beinen über Monate sind beschrieben (002, 000).",
        "{further_sites} weitere Stellen sind eine Voreinstellung dieser Software: Die Quelle sagt mehrere.",
    ),
    "mri-for-recurrence": (
        "Verdacht auf Rezidiv oder Ausbreitung ({where}), keine MRT seit Beginn dieser Schmerzen.",
        "MRT ohne intravenöses Kontrastmittel veranlassen; eine Knochendichtemessung beantwortet diese Frage nicht.",
        "MRT ist die Methode der Wahl beim Rezidiv (002).",
        "",
    ),
    "mri-for-diagnosis": (
        "Schmerzen im Hüftbereich ({where}) seit {mri_after_days} Tagen bei Verdacht, keine MRT eingetragen.",
        "MRT veranlassen.",
        "MRT ist die Bildgebung der Wahl und ab 48 Stunden positiv (000, 001, 003).",
        "",
    ),
    "early-xray-normal": (
        "Unauffälliges Röntgenbild {days_after_onset} Tage nach Beginn ({where}).",
        "Nicht als Entwarnung werten; nach den Beschwerden über MRT entscheiden.",
        "Röntgenbilder sind in den ersten 3–6 Wochen meist unauffällig (000, 001).",
        "",
    ),
    "not-improved-two-weeks": (
        "{home_treatment_days} Tage seit Beginn der Behandlung zu Hause, der Schmerzen oder der Diagnose, und keine Besserung.",
        "Vorstellung; Diagnose und Belastung prüfen.",
        "Zwei Wochen ohne Besserung sind ein Grund zur Vorstellung (001).",
        "",
    ),
    "morning-stiffness": (
        "Steifigkeit nach dem Aufwachen länger als {stiffness_minutes} Minuten ({where}).",
        "Vorstellung; an entzündliche Ursachen denken.",
        "Als Grund zur Vorstellung genannt (001).",
        "Offen bis {single_entry_days} Tage nach dem letzten solchen Eintrag, eine Voreinstellung dieser Software.",
    ),
    "daily-life-or-sleep-affected": (
        "Alltag oder Schlaf sind laut Eintrag beeinträchtigt ({where}).",
        "Vorstellung; Schmerzbehandlung und Belastung prüfen.",
        "Als Grund zur Vorstellung genannt (001).",
        "Offen bis {single_entry_days} Tage nach dem letzten solchen Eintrag, eine Voreinstellung dieser Software.",
    ),
    "not-resolved-six-months": (
        "{days} Tage nach Beginn, nicht abgeschlossen, Beschwerden in den letzten {recent_symptom_days} Tagen.",
        "Verlauf beim nächsten Termin prüfen.",
        "Erholung wird mit 2–12 Monaten beschrieben, typisch 6 (000), oder 6–12 (001).",
        "{recent_symptom_days} Tage für aktuelle Beschwerden sind eine Voreinstellung dieser Software.",
    ),
    "not-resolved-twelve-months": (
        "{days} Tage nach Beginn, nicht abgeschlossen, Beschwerden in den letzten {recent_symptom_days} Tagen.",
        "Auf andere Ursachen prüfen, darunter Osteonekrose.",
        "Mehr als 12 Monate, oder ein Jahr nach der Geburt, liegen außerhalb dessen, was die Quellen beschreiben (000, 001, 003).",
        "{recent_symptom_days} Tage für aktuelle Beschwerden sind eine Voreinstellung dieser Software.",
    ),
    "t-score-at-or-below-minus-1-5": (
        "Episode abgeschlossen; letzter T-Score {t} ({t_place}).",
        "Ein Bisphosphonat kann erwogen werden (Beispiel der Quelle: Alendronat 70 mg wöchentlich). {risks_line}",
        "T-Score −1,5 oder niedriger nach Abschluss (002). Dagegen: Eine veröffentlichte Patientin mit T −1,8 erholte sich "
        "ohne solche Mittel (003). {caveat}",
        "",
    ),
    "t-score-below-minus-2": (
        "Letzter T-Score {t} ({t_place}), unter −2,0.",
        "Eine Behandlung ist dringend zu erwägen, erst recht bei weiteren Risikofaktoren. {risks_line}",
        "T-Score unter −2,0 (002). {caveat}",
        "",
    ),
    "vitamin-d-low": (
        "25-OH-Vitamin-D {ng_ml} ng/ml, unter 20 ng/ml (49,9 nmol/l).",
        "Über Ergänzung entscheiden.",
        "Ziel sind mindestens 20 ng/ml (002).",
        "",
    ),
    "drug-in-pregnancy-or-breastfeeding": (
        "In Schwangerschaft oder Stillzeit eingetragen (unbekannt zählt {postpartum_days} Tage): {drug}.",
        "Heute prüfen, ob das so gemeint ist; viele dieser Mittel sind dafür nicht zugelassen. Die Erinnerungen der Patientin daran "
        "haben aufgehört und beginnen nicht von selbst wieder.",
        "Die Quelle nennt für diese Patientinnen Calcium und Vitamin D (000).",
        "Die Überwachung von Denosumab, Iloprost und NSAR ist eine Voreinstellung dieser Software.",
    ),
    "ready-for-load-review": (
        "Vorgabe {status} seit {days} Tagen; Schmerzen höchstens {review_pain} an mindestens {review_logged_days} der letzten {review_window_days} Tage ({where}).",
        "Vorgabe überprüfen. Ein Schritt nach dem anderen; die Software ändert nichts.",
        "Die Belastung wird schrittweise erhöht, wenn die Beschwerden nachlassen (002, 003).",
        "Alle Zahlen dieser Regel sind Voreinstellungen dieser Software.",
    ),
    "relapse-after-load-increase": (
        "Verschlechterung innerhalb von {relapse_days} Tagen nach einer höheren Vorgabe ({where}).",
        "Zur früheren Vorgabe zurückkehren und überprüfen.",
        "Entlastung gilt, bis die Beschwerden nachlassen (002, 003).",
        "{relapse_days} Tage sind eine Voreinstellung dieser Software.",
    ),
    "no-recent-entries": (
        "Seit {quiet_days} Tagen kein Eintrag in einer aktiven Episode.",
        "Nachfragen.",
        "Schweigen ist weder besser noch schlechter.",
        "{quiet_days} Tage sind eine Voreinstellung dieser Software.",
    ),
}
