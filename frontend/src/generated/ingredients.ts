// Made by `python3 manage.py phone_copy` from the server's code. Not to be changed by hand.

/** The class of a medicine by its name; the first fit wins (guidance/ingredients.py). */
export const INGREDIENTS = [
  [
    "bisphosphonate",
    "\\b(alendron|risedron|ibandron|zoledron|pamidron|clodron|etidron|neridron|tiludron|minodron|fosamax|actonel|aclasta|reclast|boniva|bonviva|zometa)"
  ],
  [
    "denosumab",
    "\\b(denosumab|prolia|xgeva)"
  ],
  [
    "prostacyclin",
    "\\b(iloprost|ilomedin)"
  ],
  [
    "calcitonin",
    "\\b((salmon )?calcitonin|miacalcin|kalzitonin)"
  ],
  [
    "teriparatide",
    "\\b(teriparatide?|forteo|forsteo)"
  ],
  [
    "nsaid",
    "\\b(ibuprofen|naproxen|diclofenac|ketoprofen|dexketoprofen|indomet(h)?acin|meloxicam|piroxicam|celecoxib|etoricoxib|parecoxib|ketorolac|aceclofenac|etodolac|flurbiprofen|nabumetone|sulindac|mefenam|lornoxicam|tenoxicam|acemetacin|nimesulide?|dexibuprofen|a[cz]etylsalicyl|aspirin|voltaren|advil|motrin|aleve|naprosyn|arcoxia|celebrex|nurofen)"
  ],
  [
    "corticosteroid",
    "\\b(prednisolone?|prednisone?|methylprednisolone?|dexamethasone?|betamethasone?|hydrocortisone?|cortisone?|triamcinolone?|budesonide?|deflazacort)"
  ],
  [
    "analgesic",
    "\\b(paracetamol|acetaminophen|metamizole?|oxycodone?|tramadol|tilidine?|morphine?|codeine?|hydrocodone?|fentanyl|buprenorphine?|tapentadol|hydromorphone?|novalgin|tylenol|panadol|ben-u-ron)"
  ],
  [
    "vitamin_d",
    "\\b((chole|ergo)calciferol|cole[ck]alciferol|calcifediol|vitamin d|calcitriol)"
  ],
  [
    "calcium",
    "\\b((?<![\\w] )calcium (carbonate|citrate|gluconate|lactate|phosphate)|calci(um)?carbonat|calciumcitrat|oyster shell calcium)"
  ]
] as const;

/** At the beginning of a name. */
export const LEADING_CALCIUM = "(oral |chewable )?calcium\\b(?! (channel|polycarbophil|antagon|\\w*folinat|dobesilat|heparin))" as const;

/** What does not go with pregnancy or breastfeeding. */
export const WATCHED = [
  "bisphosphonate",
  "calcitonin",
  "teriparatide",
  "denosumab",
  "prostacyclin",
  "nsaid"
] as const;
