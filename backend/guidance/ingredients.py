"""The class of a medicine by its name: which ones do not go with pregnancy or breastfeeding is asked of the class."""

import re

# By ingredient names, English and German, with the brand names in common use. The first fit wins, so that
# a bisphosphonate with vitamin D is a bisphosphonate.
# A salt is no calcium: `atorvastatin calcium` is a statin, and calcium folinate is folinic acid.
CALCIUM = r"(?<![\w] )calcium (carbonate|citrate|gluconate|lactate|phosphate)|calci(um)?carbonat|calciumcitrat|oyster shell calcium"
LEADING_CALCIUM = re.compile(
    r"(oral |chewable )?calcium\b(?! (channel|polycarbophil|antagon|\w*folinat|dobesilat|heparin))", re.I
)
# Tracers that look like a bisphosphonate are not one.
TRACER = re.compile(r"\b(technetium|99m|tc-?99)", re.I)
CLASSES: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(rf"\b({text})", re.I))
    for name, text in (
        ("bisphosphonate", r"alendron|risedron|ibandron|zoledron|pamidron|clodron|etidron|neridron|tiludron|minodron"
                           r"|fosamax|actonel|aclasta|reclast|boniva|bonviva|zometa"),
        ("denosumab", r"denosumab|prolia|xgeva"),
        ("prostacyclin", r"iloprost|ilomedin"),
        ("calcitonin", r"(salmon )?calcitonin|miacalcin|kalzitonin"),
        ("teriparatide", r"teriparatide?|forteo|forsteo"),
        ("nsaid", r"ibuprofen|naproxen|diclofenac|ketoprofen|dexketoprofen|indomet(h)?acin|meloxicam|piroxicam"
                  r"|celecoxib|etoricoxib|parecoxib|ketorolac|aceclofenac|etodolac|flurbiprofen|nabumetone|sulindac"
                  r"|mefenam|lornoxicam|tenoxicam|acemetacin|nimesulide?|dexibuprofen|a[cz]etylsalicyl|aspirin|voltaren|advil"
                  r"|motrin|aleve|naprosyn|arcoxia|celebrex|nurofen"),
        ("corticosteroid", r"prednisolone?|prednisone?|methylprednisolone?|dexamethasone?|betamethasone?"
                           r"|hydrocortisone?|cortisone?|triamcinolone?|budesonide?|deflazacort"),
        ("analgesic", r"paracetamol|acetaminophen|metamizole?|oxycodone?|tramadol|tilidine?|morphine?|codeine?"
                      r"|hydrocodone?|fentanyl|buprenorphine?|tapentadol|hydromorphone?|novalgin|tylenol|panadol|ben-u-ron"),
        ("vitamin_d", r"(chole|ergo)calciferol|cole[ck]alciferol|calcifediol|vitamin d|calcitriol"),
        ("calcium", CALCIUM),
    )
)  # fmt: skip


def class_of(name: str) -> str | None:
    """The class of a medicine by its name, or None for one that no rule here knows."""
    if TRACER.search(name):
        return None
    if LEADING_CALCIUM.match(name):
        return "calcium"
    return next((found for found, pattern in CLASSES if pattern.search(name)), None)
