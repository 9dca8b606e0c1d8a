"""The words of the sample: people, places, posts, suppliers, services."""

from itertools import product


def _words(text: str) -> list[str]:
    return text.split()


GIVEN = _words("""
    Aisling Bartholomew Cressida Dermot Eleni Fergus Greta Hamish Ilse Jarlath Katarzyna
    Leander Maeve Niall Odette Piotr Quentin Roisin Stellan Thalia Ulrich Verena Winifred
    Xanthe Yusuf Zofia Anneliese Brendan Clodagh Desmond Esme Fintan Gwendolen Hector Imogen
    Jonas Keelin Lorcan Matilda Nessa
""")
FAMILY = _words("""
    Abercrombie Balfour Castellane Dunphy Ekwueme Farquhar Gillespie Hathersage Ivanov
    Jankowski Kilbride Lindgren MacAuley Nakamura Osterholm Pemberton Quigley Rasmussen
    Sutherland Tiernan Underhill Vandermeer Wolstenholme Yelland Zawadzki Ashgrove Brannigan
    Coldstream Delacroix Fitzwilliam
""")

CLINICS = {
    "HZ": "Hazelbrook",
    "CQ": "Corrin Quay",
    "LS": "Lissane",
    "TM": "Thornmere",
    "UA": "Upper Alder",
}
TOWNS = {  # routing key: town, district, nearest clinic, kilometres at least
    "A41": ("Hazelbrook", "Lower Valley", "HZ", 1),
    "A42": ("Millrace", "Lower Valley", "HZ", 6),
    "A43": ("Fennick", "Lower Valley", "HZ", 11),
    "A51": ("Corrin Quay", "Estuary", "CQ", 1),
    "A52": ("Saltmarsh", "Estuary", "CQ", 7),
    "A53": ("Wexcombe", "Estuary", "CQ", 14),
    "A61": ("Lissane", "Western Hills", "LS", 1),
    "A62": ("Dunmorrow", "Western Hills", "LS", 9),
    "A71": ("Thornmere", "Lakeland", "TM", 1),
    "A72": ("Ballyferrin", "Lakeland", "TM", 8),
    "A73": ("Oxbow", "Lakeland", "TM", 13),
    "A81": ("Upper Alder", "High Alder", "UA", 1),
    "A82": ("Craghead", "High Alder", "UA", 10),
}
POSTS = {  # post: pay band, department's number in payroll, how many in a hundred
    "Reception assistant": ("B1", "3110", 10),
    "Receptionist": ("B2", "3110", 14),
    "Reception lead": ("B3", "3110", 5),
    "Healthcare assistant": ("B4", "3220", 15),
    "Practice nurse": ("B5", "3220", 20),
    "Senior nurse": ("B6", "3220", 9),
    "Physiotherapist": ("B7", "3330", 8),
    "Pharmacist": ("B9", "3440", 5),
    "Physician": ("B10", "3550", 10),
    "Senior physician": ("B11", "3550", 4),
}
CLINICIANS = ("Practice nurse", "Senior nurse", "Physiotherapist", "Physician", "Senior physician")
SERVICES = {  # code: minutes, fee in EUR
    "F01": ("15", "54.00"),
    "F02": ("30", "88.00"),
    "F03": ("10", "29.00"),
    "F06": ("20", "41.00"),
    "F07": ("5", "19.00"),
    "F11": ("40", "185.00"),
    "F12": ("12", "16.00"),
    "F13": ("8", "14.00"),
    "F15": ("45", "58.00"),
}
SUPPLIER_FIRST = _words("""
    Brightmoor Norrland Pemberlin Halberd Corvane Maplewick Castlegate Dovetail Eastmere
    Foxglove Greyfriars Harrowgate Inverlock Juniper Kestrel Larkhill Merrow Northgate
    Oakhanger Pinecroft Ravensworth Silverdale Tidemill Underwood Velmont Whitecliff Yarrow
    Zephyr
""")
CATEGORIES = {  # code: what is bought, what such firms are called
    "K10": ("Sterile goods", ("Sterile", "Surgical")),
    "K20": ("Medicines", ("Pharma", "Vaccines")),
    "K30": ("Cooling and heating", ("Cooling", "Climate")),
    "K40": ("Cleaning", ("Hygiene", "Linen")),
    "K50": ("Office and print", ("Stationers", "Print")),
    "K60": ("Building works", ("Builders", "Roofing")),
    "K70": ("Laboratory", ("Diagnostics", "Laboratories")),
    "K80": ("Transport", ("Couriers", "Patient Transport")),
}
ITEMS = {  # code: name, class, storage class, what it is kept at in degrees, price in EUR
    "M-1004": ("Nitrile gloves, box", "pack", "A", 20, "6.40"),
    "M-1011": ("Saline 0.9 per cent, bag", "pack", "A", 20, "2.15"),
    "M-1017": ("Gauze swabs, sterile", "pack", "A", 20, "3.05"),
    "M-1023": ("Syringe 5 ml", "pack", "A", 20, "0.34"),
    "M-1029": ("Wound dressing, large", "pack", "A", 20, "1.92"),
    "M-1036": ("Suture set", "pack", "A", 20, "9.80"),
    "M-1042": ("Influenza vaccine, dose", "pack", "B", 5, "11.20"),
    "M-1048": ("Rabies vaccine, dose", "pack", "B", 5, "48.50"),
    "M-1055": ("Insulin pen", "pack", "B", 5, "17.60"),
    "M-1061": ("Tetanus vaccine, dose", "pack", "B", 5, "8.90"),
    "M-2003": ("Hand disinfectant, bulk", "bulk", "A", 20, "7.75"),
    "M-2009": ("Povidone iodine, bulk", "bulk", "A", 20, "14.30"),
    "M-2014": ("Ultrasound gel, bulk", "bulk", "A", 20, "9.15"),
    "M-2020": ("Surface cleaner, bulk", "bulk", "A", 20, "5.60"),
}
COURSES = {  # course: hours, years it holds
    "Resuscitation": ("4", 1),
    "Fire safety": ("2", 2),
    "Hand hygiene": ("1", 1),
    "Patient privacy": ("2", 3),
    "Safe lifting": ("3", 2),
    "Vaccine cold chain": ("3", 1),
}
SPECIALTIES = _words("""
    Cardiology Dermatology Neurology Orthopaedics Ophthalmology Gastroenterology Rheumatology
    Urology
""")


def people() -> list[tuple[str, str]]:
    """Given and family names, no pair twice, in an order without meaning."""
    pairs = list(product(GIVEN, FAMILY))
    return [pairs[n * 487 % len(pairs)] for n in range(len(pairs))]


def firms() -> list[tuple[str, str]]:
    """Names of suppliers with the code of what they sell, no name twice."""
    pairs = [
        (f"{first} {last}", code)
        for first, (code, (_, lasts)) in product(SUPPLIER_FIRST, CATEGORIES.items())
        for last in lasts
    ]
    return [pairs[n * 131 % len(pairs)] for n in range(len(pairs))]
