# ruff: noqa: E501 - lists of words and frames read better on long lines
"""Frames and values of the test set of scripts/bench_pii.py: written apart from those the names model learns from.

A frame is a text with slots. Those on even places are for tuning (``dev``), those on odd places are only ever reported (``test``);
the lists of values are parted the same way. Slots: {name}, {surname}, {given}, {organization}, {location}, {address} and the canonical
names of all other types; {word} is capitalised and nobody's; ¶ is a line end.
"""

from __future__ import annotations

NAMES: dict[str, tuple[str, str]] = {
    "en": ("Imogen Desmond Harriet Clive Winifred Rupert Philippa Duncan Beverley Nigel Tamsin Alistair Maureen Trevor Siobhan Callum",
           "Featherstone Ockenden Birtwhistle Pargeter Lockwood Trelawney Garside Rushworth Haverford Tattersall Quigley Stokoe Ramsbottom Penhaligon Cartledge Dunmore"),
    "de": ("Ottilie Burkhard Friederike Eckart Roswitha Volker Mechthild Detlef Liselotte Holger Annegret Siegfried Edeltraud Winfried Traudl Joachim",
           "Achterberg Hollmann Kröplin Siebenhaar Stadelmann Tiedemann Uhlenbrock Quast Nöthen Wüstefeld Ehlers Drescher Bickel Lüttgens Haverkamp Schnürle"),
    "fr": ("Apolline Gaspard Ségolène Yannick Capucine Thibault Odile Fabrice Maëlys Ghislain Solange Étienne Hortense Loïc Mireille Bastien",
           "Charpentier Lagarde Thévenet Boisseau Cazenave Prigent Descamps Maréchal Quéré Bourdin Vaillant Hamelin Jacquet Tissier Le_Bihan Poulain"),
    "it": ("Ornella Tommaso Fiorella Ubaldo Raffaella Gennaro Loredana Ettore Mirella Fausto Ivana Corrado Assunta Renzo Nunzia Dario",
           "Cavallaro Tedesco Piras Zanetti Bonfiglio Scalzo Mazzoni Lo_Presti Guidi Trovato Sorrentino Pagliuca Bertolini Dell'Acqua Vianello Corsini"),
    "es": ("Remedios Gonzalo Amparo Ignacio Begoña Lorenzo Milagros Gregorio Consuelo Eusebio Maite Borja Leonor Fermín Violeta Marcelo",
           "Echeverría Quintana Villalobos Barrientos Zurita Pedraza Ibáñez Llorente Olmedo Bustamante Carmona Arce Salinas Valverde Mondragón Rivas"),
    "nl": ("Joost Anneke Sanne Gijs Roosmarijn Teun Machteld Sybren Fenna Jelle Liesbeth Harm Coby Ewout Hilde Wessel",
           "Zijlstra Noordhoek van_Rossum de_Lange Ruiter Hofstede Scholten ter_Braak Vreeman Oosterhuis Boonstra van_Tongeren Molenaar Steenwijk Roelofs Bloemendal"),
    "pl": ("Zdzisław Bogumiła Lucjan Genowefa Waldemar Kinga Przemysław Honorata Witold Longina Gracjan Mieczysław Eugenia Bronisław Klaudia Leszek",
           "Wrona Ćwik Brzozowski Gajewska Hawryluk Pruszyński Żurawska Kubiak Ligęza Maślanka Trzeciak Urbańska Rogalski Sobczak Domagała Czajka"),
    "tr": ("Nurettin Gülşah Şükrü Feride Bülent Nilgün Cengiz Perihan Ertuğrul Meltem Haluk Sevgi Tarık Nesrin Ufuk Filiz",
           "Karadağ Özbek Çağlar Sezer Bayraktar Erkan Günay İnan Toprakçı Kalkan Oral Peker Savaş Tezcan Ulusoy Varol"),
}  # fmt: skip
TOWNS: dict[str, str] = {
    "en": "Chester Harrogate Nairobi Tacoma Galway Brisbane Savannah Truro Wellington Ottawa",
    "de": "Göttingen Oldenburg Passau Cottbus Flensburg Innsbruck Koblenz Weimar Erfurt Trier",
    "fr": "Besançon Quimper Annecy Limoges Tours Perpignan Namur Vannes Colmar Brest",
    "it": "Lecce Udine Ferrara Siracusa Perugia Cremona Cuneo Matera Livorno Trieste",
    "es": "Pamplona Albacete Cartagena Ronda Badalona Gandía Soria Tarragona Elche Linares",
    "nl": "Delft Gouda Assen Hoorn Venlo Lelystad Heerlen Zutphen Alkmaar Meppel",
    "pl": "Tarnów Kalisz Legnica Suwałki Zamość Słupsk Chełm Leszno Konin Jelenia_Góra",
    "tr": "Edirne Rize Kütahya Mardin Çorum Sivas Bodrum Alanya Fethiye Giresun",
}
ADDRESSES: dict[str, tuple[str, str]] = {  # streets with # for a number, ends with {T} the town and # a digit
    "en": ("# Larkspur Crescent|# Beaufort Row|#B Quarry Mews|Flat 12, # Harcourt Terrace|# Pemberton Parkway|# Sycamore Trail, Apt 5C|# Old Mill Rise|# Kestrel Drive",
           "{T} YO1# 7DP|{T}, WA 98###|{T} CH# 2LQ|{T}, GA 31###"),
    "de": ("Ahornweg #|Lessingstraße #|Fasanenstr. #|An der Alten Post #|Petersilienallee #|Kanalufer #|Herderplatz #|Stettiner Straße #b", "37### {T}|D-99### {T}"),
    "fr": ("#, rue des Hirondelles|# avenue Marcel Pagnol|#, chemin du Lavoir|# boulevard Diderot|# place du Vieux Marché|# ter, rue Lamartine", "25### {T}|29### {T} Cedex 2"),
    "it": ("Via Giosuè Carducci #|Corso Sempione #|Piazza San Marco #|Viale dei Tigli #/B|Via della Repubblica n. #|Largo Augusto #", "73### {T} (LE)|33### {T}"),
    "es": ("Calle Zurbano #, 3º B|C/ Luna #|Avenida del Puerto #|Paseo del Prado #|Plaza de la Merced #|Ronda Sur #", "31### {T}|02### {T}"),
    "nl": ("Tulpstraat #|Oude Delft # A|Vondellaan #|Zeedijk #-hs|Havenkade #|Ereprijsweg #", "26## GK {T}|74## BC {T}"),
    "pl": ("ul. Jaśminowa #|ul. Batorego #/7|al. Niepodległości #|os. Tysiąclecia #/14|pl. Zgody #|ul. Rejtana # m. 3", "33-### {T}|62-### {T}"),
    "tr": ("Kocatepe Mah. Akasya Sok. No: #|Yenişehir Mahallesi Sümbül Caddesi No:#/2|Mithatpaşa Cad. No: # D: 8|Papatya Sk. No: #|Şehitler Bulvarı #", "22### {T}|Merkez/{T}"),
}  # fmt: skip
ORGANIZATIONS: dict[str, str] = {
    "en": "Brightwater_Analytics|Harland_&_Pryce_LLP|Tidewater_Freight_Inc.|Oakhurst_Dental_Practice|Castlegate_Insurance|Ridgeline_Outfitters|Fenwick_University|Moorland_Savings_Bank",
    "de": "Weserland_Möbel_GmbH|Kranich_Reisen_AG|Druckhaus_Petersen_KG|Volksbank_Emsland|Helios_Gebäudetechnik_GmbH|Diakonie_Lüneburg|Hansa_Papier_OHG|Brauerei_Schimmel",
    "fr": "Menuiserie_Kerbrat_SARL|Crédit_Armoricain|Transports_Vauban|Clinique_des_Peupliers|Boulangerie_Castel_SAS|Mutuelle_du_Jura|Imprimerie_Fleury_SA|Librairie_Ombelle",
    "it": "Pastificio_Salento_S.r.l.|Banca_Adriatica|Vetreria_Murano_S.p.A.|Autotrasporti_Gallura_srl|Farmacia_Moderna|Edilizia_Sannio_S.r.l.|Cantine_Feltre|Assicurazioni_Tevere",
    "es": "Conservas_Ondarroa_S.L.|Caja_Cantabria|Talleres_Moncayo_S.A.|Clínica_Miramar|Muebles_Albufera_S.L.|Aceites_Jándula|Seguros_Guadiana|Librería_Cálamo",
    "nl": "Zaanstroom_B.V.|Bakkerij_Kloosterman|Fietsfabriek_Veluwe_B.V.|Zuivelcoöperatie_Twente|Notariskantoor_Amstel|Verfhandel_Schelde_BV|Woonstichting_Eemland|Rederij_Wadden",
    "pl": "Cukrownia_Żuławy_S.A.|Meblex_sp._z_o.o.|Bank_Podhalański|Przychodnia_Zdrowie|Hurtownia_Bursztyn_Sp._z_o.o.|Ubezpieczenia_Warta|Piekarnia_Kłos|Stolarnia_Bieszczady",
    "tr": "Pamukova_Tekstil_A.Ş.|Uludağ_Mobilya_Ltd._Şti.|Kapadokya_Turizm_A.Ş.|Fırat_Sigorta|Bozcaada_Gıda_Ltd._Şti.|Truva_Bankası|Nemrut_Lojistik|Sümela_Eczanesi",
}
WORDS = {  # hard negatives
    "en": "Standing Desk|Cordless Drill|Quarterly Forecast|Thanksgiving|Oat Latte|Warranty Claim|Starter Kit|Returns Policy|Ballpoint Pens|Focaccia|Wednesday|Force Majeure",
    "de": "Aktenschrank|Wärmepumpe|Jahresabschluss|Pfingsten|Mohnschnecke|Garantieantrag|Reinigungspauschale|Winterreifen|Mittwoch|Verschwiegenheit|Stromzähler|Kugelschreiber",
    "fr": "Armoire|Pompe à chaleur|Clôture annuelle|Toussaint|Croissant beurre|Garantie étendue|Pneus hiver|Mercredi|Force majeure|Compteur|Stylos|Frais de port",
    "it": "Armadio|Pompa di calore|Chiusura annuale|Ferragosto|Cornetto|Garanzia estesa|Gomme invernali|Mercoledì|Forza maggiore|Contatore|Penne|Spese di spedizione",
    "es": "Armario|Bomba de calor|Cierre anual|Nochebuena|Ensaimada|Garantía ampliada|Neumáticos|Miércoles|Fuerza mayor|Contador|Bolígrafos|Gastos de envío",
    "nl": "Kast|Warmtepomp|Jaarafsluiting|Pinksteren|Krentenbol|Garantieclaim|Winterbanden|Woensdag|Overmacht|Stroommeter|Balpennen|Verzendkosten",
    "pl": "Szafa|Pompa ciepła|Zamknięcie roku|Wigilia|Drożdżówka|Gwarancja|Opony zimowe|Środa|Siła wyższa|Licznik|Długopisy|Koszty wysyłki",
    "tr": "Dolap|Isı Pompası|Yıl Sonu Kapanışı|Kurban Bayramı|Simit|Garanti Talebi|Kış Lastiği|Çarşamba|Mücbir Sebep|Sayaç|Kalemler|Kargo Ücreti",
}
PROSE: dict[str, str] = {
    "en": """Good afternoon, this is {name} calling about the {word} I ordered; you can reach me on {phone_uk} or at {email}.
Following our interview, {name} will join the {organization} team in {location} as of 3 June. Her National Insurance number is {national_id_uk}.
{name} wired the deposit from {iban_uk} on Tuesday, yet {organization} claims nothing arrived. The {word} stays in the warehouse.
The witness stated that {name} had been living at {address} since the divorce. She paid by card {credit_card}.
Our technician {surname} could not find the house; the customer at {address} was not in. Try again on Wednesday, ref 55-2031.
Having reviewed the file, I believe {given} misunderstood. The claim of {name}, social security number {ssn_us}, should be paid.
Neither {name} nor {name} was present when the {word} was discussed. Minutes were taken in {location}.
Log in from {ip} failed for {email} at 09:14. The account belongs to {name}.
Visit {url} to download the form, then return it to {organization}, {address}. Allow ten working days.
The wallet {crypto_wallet} received the ransom, police in {location} said. No arrests have been made.
The device {mac_address} was last seen at 10:22; its owner is {name}, who works nights.
Passengers must show their passport {passport} at the desk, {name} was told. Flight 882 leaves at Gate B12.""",
    "de": """Am Donnerstag rief {name} an und bat um Rückruf unter {phone_de}, es gehe um den {word}.
Die Überweisung von {iban_de} ist bei {organization} nicht eingegangen, wie {name} mitteilte.
Nach der Scheidung zog {name} in die {address}, ihre Steuer-ID lautet {tax_id_de}.
Das Gericht lud {name} und {name} als Zeugen. Die Verhandlung findet in {location} statt.
Unser Monteur {surname} hat den {word} am Mittwoch geprüft und keine Mängel festgestellt.
Bitte senden Sie den Ersatz an {name}, {address}. Der Betrag von 49,90 EUR wurde von der Karte {credit_card} abgebucht.
{organization} sucht für den Standort {location} eine Aushilfe, Bewerbungen an {email}.
Die Rentenversicherungsnummer von {name} lautet {social_id_de}, so die Krankenkasse.""",
    "fr": """Jeudi dernier, {name} nous a appelés au sujet de l'armoire ; son numéro est le {phone_fr}.
Le virement depuis {iban_fr} n'est jamais parvenu à {organization}, d'après {name}.
Depuis son divorce, {name} habite {address} avec ses deux enfants.
Le tribunal de {location} a entendu {name} comme témoin dans cette affaire.
Le numéro de sécurité sociale de {name} est {national_id_fr} selon la mutuelle.
Merci d'expédier le colis à {name}, {address}, avant mercredi.""",
    "it": """Giovedì scorso {name} ha chiamato per l'armadio; il suo numero è {phone_it}.
Il bonifico da {iban_it} non è mai arrivato a {organization}, secondo {name}.
Dopo il divorzio {name} vive in {address} con i due figli.
Il tribunale di {location} ha ascoltato {name} come testimone.
Il codice fiscale di {name} è {national_id_it}, come da tessera sanitaria.
Vi preghiamo di spedire il pacco a {name}, {address}, entro mercoledì.""",
    "es": """El jueves pasado llamó {name} por el armario; su número es el {phone_es}.
La transferencia desde {iban_es} no llegó nunca a {organization}, según {name}.
Desde el divorcio, {name} vive en {address} con sus dos hijos.
El juzgado de {location} escuchó a {name} como testigo.
El DNI de {name} es {national_id_es}, según consta en el expediente.
Envíen el paquete a {name}, {address}, antes del miércoles.""",
    "nl": """Afgelopen donderdag belde {name} over de kast; het nummer is {phone_nl}.
De overboeking van {iban_nl} is nooit aangekomen bij {organization}, aldus {name}.
Na de scheiding woont {name} op {address} met haar twee kinderen.
De rechtbank in {location} hoorde {name} als getuige.
Het BSN van {name} is {national_id_nl}, zo blijkt uit het dossier.
Stuur het pakket voor woensdag naar {name}, {address}.""",
    "pl": """W zeszły czwartek dzwoniła {name} w sprawie szafy; numer to {phone_pl}.
Przelew z {iban_pl} nigdy nie dotarł do {organization}, twierdzi {name}.
Po rozwodzie {name} mieszka przy {address} z dwójką dzieci.
Sąd wezwał na świadka osobę nazwiskiem {name}, rozprawa odbędzie się w mieście {location}.
PESEL klientki {name} to {national_id_pl}, zgodnie z aktami.
Paczkę proszę wysłać przed środą: {name}, {address}.""",
    "tr": """Geçen perşembe {name} dolap için aradı; numarası {phone_tr}.
{name} {iban_tr} hesabından yapılan havalenin {organization} tarafına ulaşmadığını söyledi.
Boşandıktan sonra {name} iki çocuğuyla {address} adresinde yaşıyor.
Mahkeme tanık olarak {name} isimli kişiyi dinledi, duruşma {location} ilinde yapıldı.
{name} için T.C. Kimlik No {national_id_tr} olarak kayıtlıdır.
Paketi çarşambadan önce {name}, {address} adresine gönderin.""",
}
FORMS: dict[str, str] = {
    "en": """Claimant: {name}¶Date of birth: {date_of_birth}¶Address: {address}¶Mobile: {phone_uk}¶Incident type: {word}¶Claim value: 1,420.00¶NI number: {national_id_uk}
EMPLOYEE RECORD¶Surname: {surname}¶First name: {given}¶SSN: {ssn_us}¶Employer: {organization}¶EIN: {tax_id_us}¶Grade: 7¶Driver's license: {driver_license}
Borrower\t{name}¶Vehicle registration\t{vehicle_plate}¶Passport No\t{passport}¶Purpose\t{word}¶Instalments\t36
Patient: {name}¶DOB: {date_of_birth}¶NHS No: {medical_id}¶GP practice: {organization}¶Phone: {phone_uk}¶Next visit: 12/09/2026
Qty  Item  Price¶2  {word}  18.40¶1  {word}  7.99¶Cashier: {given}¶Card: {credit_card}¶Total 26.39
API_KEY={secret}¶HOST={ip}¶OWNER={email}¶RETRIES=3¶HWADDR {mac_address}
Account name: {name}¶Sort code and account no: {bank_account}¶Beneficiary bank: {organization}¶Reference: 4471-22¶Pickup point: {geo_location}
Name | Town | Phone¶{name} | {location} | {phone_us}¶{name} | {location} | {phone_us}¶Subtotal | 2 | 40.00""",
    "de": """Antragsteller: {name}¶Geburtsdatum: {date_of_birth}¶Anschrift: {address}¶Telefon: {phone_de}¶Schadensart: {word}¶Steuer-ID: {tax_id_de}
Halter: {name}¶Amtliches Kennzeichen: {vehicle_plate}¶Ausweisnummer: {national_id_de}¶Versicherer: {organization}¶Tarif: {word}
Patientin: {name}¶geb. am {date_of_birth}¶Versichertennummer: {medical_id}¶Hausarztpraxis: {organization}¶Nächster Termin: 12.09.2026
Kontoinhaberin: {name}¶IBAN: {iban_de}¶Kreditinstitut: {organization}¶Verwendungszweck: {word} 2031
Menge  Artikel  Preis¶2  {word}  18,40¶1  {word}  7,99¶Es bediente Sie: {given}¶Summe 26,39""",
    "fr": """Demandeur : {name}¶Date de naissance : {date_of_birth}¶Adresse : {address}¶Téléphone : {phone_fr}¶Nature : {word}¶N° de sécurité sociale : {national_id_fr}
Conducteur : {name}¶Immatriculation : {vehicle_plate}¶Assureur : {organization}¶SIRET : {siret_fr}¶Formule : {word}
Titulaire : {name}¶IBAN : {iban_fr}¶Banque : {organization}¶Motif : {word}
Patient : {name}¶Né(e) le {date_of_birth}¶Médecin traitant : {name}¶Courriel : {email}""",
    "it": """Richiedente: {name}¶Data di nascita: {date_of_birth}¶Indirizzo: {address}¶Telefono: {phone_it}¶Causale: {word}¶Codice fiscale: {national_id_it}
Intestatario: {name}¶IBAN: {iban_it}¶Banca: {organization}¶P.IVA: {tax_id_it}
Paziente: {name}¶nato il {date_of_birth}¶Targa: {vehicle_plate}¶E-mail: {email}""",
    "es": """Solicitante: {name}¶Fecha de nacimiento: {date_of_birth}¶Domicilio: {address}¶Teléfono: {phone_es}¶Concepto: {word}¶DNI: {national_id_es}
Titular: {name}¶IBAN: {iban_es}¶Entidad: {organization}¶CIF: {tax_id_es}
Paciente: {name}¶Nacido el {date_of_birth}¶Matrícula: {vehicle_plate}¶Correo: {email}""",
    "nl": """Aanvrager: {name}¶Geboortedatum: {date_of_birth}¶Adres: {address}¶Telefoon: {phone_nl}¶Omschrijving: {word}¶BSN: {national_id_nl}
Rekeninghouder: {name}¶IBAN: {iban_nl}¶Bank: {organization}¶Kenteken: {vehicle_plate}
Patiënt: {name}¶geboren op {date_of_birth}¶E-mail: {email}¶BTW-nummer: {tax_id_nl}""",
    "pl": """Wnioskodawca: {name}¶Data urodzenia: {date_of_birth}¶Adres: {address}¶Telefon: {phone_pl}¶Przedmiot: {word}¶PESEL: {national_id_pl}
Posiadacz rachunku: {name}¶IBAN: {iban_pl}¶Bank: {organization}¶NIP: {tax_id_pl}
Pacjent: {name}¶ur. {date_of_birth}¶Nr rejestracyjny: {vehicle_plate}¶E-mail: {email}""",
    "tr": """Başvuran: {name}¶Doğum Tarihi: {date_of_birth}¶Adres: {address}¶Telefon: {phone_tr}¶Konu: {word}¶T.C. Kimlik No: {national_id_tr}
Hesap Sahibi: {name}¶IBAN: {iban_tr}¶Banka: {organization}¶Vergi No: {tax_id_tr}
Hasta Adı: {name}¶Doğum tarihi: {date_of_birth}¶Plaka: {vehicle_plate}¶E-posta: {email}""",
}
EMPTY: dict[str, str] = {  # nobody in it: what is masked here is a false alarm
    "en": """The {word} and the {word} are due for inspection in November. Clause 9.3 on Force Majeure applies; see Annex B for the Fee Schedule.
Lorem ipsum dolor sit amet, Vivamus Elementum, Nulla facilisi. Praesent commodo cursus magna, vel scelerisque nisl.
MONTHLY REPORT¶Sales rose 8% to 12,400 units. Order 2026-00451 shipped on 2026-02-11, part no 88-1204-7, batch 5567123.
Release Notes 4.2¶Fixed: Export to Excel, Dark Mode, Single Sign-On. Known Issues: Slow Search on Windows.""",
    "de": """Der {word} und die {word} sind im November fällig. Ziffer 9.3 Höhere Gewalt gilt entsprechend; Anlage B enthält das Preisverzeichnis.
MONATSBERICHT¶Der Absatz stieg um 8 % auf 12.400 Stück. Auftrag 2026-00451, Artikel 4006381333931, Charge 5567123.""",
    "fr": """L'article {word} et l'article {word} seront disponibles en novembre. La clause 9.3 s'applique ; voir Annexe B.
Les Conditions Particulières prévalent. Commande 2026-00451, lot 5567123.""",
    "it": """Il prodotto {word} e il prodotto {word} saranno disponibili a novembre. Si applica la clausola 9.3; vedi Allegato B.
Il Capitolato Speciale prevale. Ordine 2026-00451, lotto 5567123.""",
    "es": """El producto {word} y el producto {word} estarán disponibles en noviembre. Se aplica la cláusula 9.3; véase Anexo B.
El Pliego de Condiciones prevalece. Pedido 2026-00451, lote 5567123.""",
    "nl": """Het product {word} en het product {word} zijn in november leverbaar. Artikel 9.3 Overmacht is van toepassing; zie Bijlage B.
De Bijzondere Voorwaarden gaan voor. Bestelling 2026-00451, partij 5567123.""",
    "pl": """Produkt {word} oraz produkt {word} będą dostępne w listopadzie. Stosuje się punkt 9.3; patrz Załącznik B.
Warunki Szczególne mają pierwszeństwo. Zamówienie 2026-00451, partia 5567123.""",
    "tr": """{word} ve {word} Kasım ayında teslim edilecektir. Madde 9.3 Mücbir Sebep uygulanır; bkz. Ek B.
Özel Şartlar önceliklidir. Sipariş 2026-00451, parti 5567123.""",
}
