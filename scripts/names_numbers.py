# ruff: noqa: E501 - lists of words and frames read better on long lines
"""Labels and frames of numbers that are somebody's, for the names model: it learns to see them where a scan spoils label or check digit.

Slots: {B} date of birth, {T} telephone, {M} e-mail, {K} number plate, {I} number of a person (identity, tax, insurance, account, card);
{n} {d} {m} numbers, dates and amounts that are nobody's.
"""

from __future__ import annotations

LABELS: dict[str, dict[str, str]] = {
    "en": {
        "B": "Date of birth|DOB|D.O.B.|Birth date|Born|Born on|Birthday|Date of Birth (dd/mm/yyyy)|Child's date of birth",
        "T": "Phone|Tel|Telephone|Mobile|Cell|Contact number|Fax|Home phone|Work phone|Emergency phone|Call",
        "M": "E-mail|Email|Mail|E-mail address|Contact email|Login",
        "K": "Registration|Vehicle registration|Plate|License plate|Number plate|Reg no|Car|Vehicle",
        "I": "Passport no|Passport number|Driving licence|Driver's license no|NHS number|NI number|National Insurance no|SSN|Social Security number|Tax ID|TIN|EIN|UTR|ID card no|Identity number|IBAN|Account no|Account number|Sort code and account|Card number|Insurance no|Member ID|Patient no|Medical record no|Policy holder ID|Permit no",
        "n": "Order no|Invoice no|Claim value|Ref|Batch|Article|Serial no|Flight|Gate|Room|Next visit|Due date|Valid until|Date|Instalments|Quantity|Total|Purchase order|Case|Version|Expires|Issued on|Meter reading",
    },
    "de": {
        "B": "Geburtsdatum|geb. am|Geb.|Geboren am|Geburtstag|Geb.-Datum|geboren|Geburtsdatum des Kindes",
        "T": "Telefon|Tel.|Tel|Mobil|Handy|Rufnummer|Fax|Telefon privat|Rückruf|Festnetz|Notruf",
        "M": "E-Mail|Email|Mail|E-Mail-Adresse|Kontakt",
        "K": "Kennzeichen|Kfz-Kennzeichen|amtl. Kennzeichen|Fahrzeug|Pkw",
        "I": "Reisepass-Nr.|Passnummer|Personalausweis|Ausweis-Nr.|Führerschein-Nr.|Versichertennummer|Krankenversichertennummer|KV-Nr.|Rentenversicherungsnummer|Sozialversicherungsnummer|SV-Nr.|Steuer-ID|Steueridentifikationsnummer|Steuernummer|IBAN|Kontonummer|Kartennummer|Patientennummer|Mitgliedsnummer|Versicherungsnummer|IdNr.",
        "n": "Bestellnummer|Rechnungsnr.|Aktenzeichen|Charge|Artikel|Seriennummer|Zimmer|Nächster Termin|Fällig am|Gültig bis|Datum|Raten|Menge|Summe|Auftrag|Version|Ausgestellt am|Zählerstand|Lieferdatum",
    },
    "fr": {
        "B": "Date de naissance|Né le|Née le|Né(e) le|DDN|Naissance|Anniversaire",
        "T": "Téléphone|Tél.|Tél|Portable|Mobile|Fax|N° de téléphone|Domicile|Joindre au|Bureau",
        "M": "E-mail|Courriel|Mail|Adresse électronique|Contact|Mél",
        "K": "Immatriculation|N° d'immatriculation|Plaque|Véhicule",
        "I": "N° de passeport|Passeport|Carte d'identité|Permis de conduire|N° de sécurité sociale|Sécu|NIR|N° fiscal|Numéro fiscal|IBAN|N° de compte|RIB|N° de carte|N° d'assuré|N° adhérent|N° de dossier patient|SIRET|SIREN|N° allocataire",
        "n": "N° de commande|Facture n°|Référence|Lot|Article|N° de série|Chambre|Prochain rendez-vous|Échéance|Valable jusqu'au|Date|Mensualités|Quantité|Total|Vol|Version|Délivré le|Relevé",
    },
    "it": {
        "B": "Data di nascita|Nato il|Nata il|Nato/a il|Nascita|Data nascita",
        "T": "Telefono|Tel.|Tel|Cellulare|Cell.|Fax|Recapito|Numero di telefono|Casa",
        "M": "E-mail|Email|Mail|Posta elettronica|PEC|Contatto",
        "K": "Targa|Targa veicolo|Veicolo|Automezzo",
        "I": "Passaporto n.|Carta d'identità|C.I. n.|Patente n.|Codice fiscale|C.F.|Cod. Fisc.|Partita IVA|P. IVA|IBAN|Conto corrente|Numero carta|Tessera sanitaria|N. assistito|Numero tessera|Matricola INPS|Codice paziente",
        "n": "Ordine n.|Fattura n.|Riferimento|Lotto|Articolo|Numero di serie|Camera|Prossima visita|Scadenza|Valido fino al|Data|Rate|Quantità|Totale|Volo|Versione|Rilasciato il|Lettura",
    },
    "es": {
        "B": "Fecha de nacimiento|Nacido el|Nacida el|F. nacimiento|F. nac.|Nacimiento",
        "T": "Teléfono|Tel.|Tfno.|Móvil|Fax|Número de teléfono|Casa|Contacto tel.",
        "M": "Correo|E-mail|Email|Correo electrónico|Contacto",
        "K": "Matrícula|Vehículo|Placa|Turismo",
        "I": "Pasaporte nº|DNI|NIE|NIF|D.N.I.|Carné de conducir|Permiso de conducir|CIF|Nº Seguridad Social|N.A.F.|IBAN|Nº de cuenta|Cuenta|Nº de tarjeta|Tarjeta sanitaria|Nº de afiliado|Nº de historia clínica|Nº asegurado",
        "n": "Pedido nº|Factura nº|Referencia|Lote|Artículo|Nº de serie|Habitación|Próxima cita|Vencimiento|Válido hasta|Fecha|Plazos|Cantidad|Total|Vuelo|Versión|Expedido el|Lectura",
    },
    "nl": {
        "B": "Geboortedatum|Geboren op|Geb. datum|Geb.|Geboren|Geboortedag",
        "T": "Telefoon|Tel.|Tel|Mobiel|GSM|Fax|Telefoonnummer|Thuis|Bereikbaar op",
        "M": "E-mail|Email|Mail|E-mailadres|Contact",
        "K": "Kenteken|Voertuig|Nummerplaat|Auto",
        "I": "Paspoortnummer|Paspoort|Identiteitskaart|Rijbewijsnummer|Rijbewijs|BSN|Burgerservicenummer|Sofinummer|Btw-nummer|RSIN|IBAN|Rekeningnummer|Kaartnummer|Verzekerdennummer|Relatienummer zorg|Patiëntnummer|Lidnummer|KvK",
        "n": "Bestelnummer|Factuurnr.|Kenmerk|Partij|Artikel|Serienummer|Kamer|Volgende afspraak|Vervaldatum|Geldig tot|Datum|Termijnen|Aantal|Totaal|Vlucht|Versie|Afgegeven op|Meterstand",
    },
    "pl": {
        "B": "Data urodzenia|ur.|Ur.|Urodzony|Urodzona|Data ur.|urodzony dnia",
        "T": "Telefon|Tel.|Tel|Komórka|Kom.|Faks|Numer telefonu|Telefon domowy|Kontakt tel.",
        "M": "E-mail|Email|Mail|Adres e-mail|Kontakt",
        "K": "Nr rejestracyjny|Numer rejestracyjny|Nr rej.|Pojazd|Rejestracja",
        "I": "Nr paszportu|Paszport|Dowód osobisty|Nr dowodu|Seria i nr dowodu|Prawo jazdy|PESEL|NIP|REGON|Nr ubezpieczenia|IBAN|Nr konta|Rachunek|Nr karty|Nr pacjenta|Nr członkowski|Nr legitymacji",
        "n": "Nr zamówienia|Faktura nr|Znak sprawy|Partia|Artykuł|Nr seryjny|Pokój|Następna wizyta|Termin płatności|Ważne do|Data|Raty|Ilość|Razem|Lot|Wersja|Wydano dnia|Stan licznika",
    },
    "tr": {
        "B": "Doğum Tarihi|Doğum tarihi|D. Tarihi|Doğum|Doğum Günü",
        "T": "Telefon|Tel|Cep|Cep Telefonu|GSM|Faks|Telefon No|Ev Telefonu|İletişim",
        "M": "E-posta|E-Posta|Email|Mail|E-posta Adresi",
        "K": "Plaka|Araç Plakası|Plaka No|Araç",
        "I": "Pasaport No|Kimlik No|TC Kimlik No|T.C. No|TCKN|Ehliyet No|Sürücü Belgesi No|Vergi No|Vergi Kimlik No|VKN|SGK No|Sigorta No|IBAN|Hesap No|Kart No|Hasta No|Üye No|Seri No (kimlik)",
        "n": "Sipariş No|Fatura No|Dosya No|Parti|Ürün Kodu|Seri No|Oda|Sonraki Randevu|Vade|Geçerlilik|Tarih|Taksit|Adet|Toplam|Uçuş|Sürüm|Veriliş Tarihi|Sayaç",
    },
}
PROSE: dict[str, str] = {
    "en": """{P}, born {B}, was seen by Dr {S} on {d}.
Please call {F} on {T} or write to {M}.
She was born on {B} in {G} and holds passport {I}.
The car with the plate {K} was parked outside {A} on {d}.
My national insurance number is {I} and my order was {n}.
His account {I} was charged {m} on {d}.
Text me at {T} before {d}.
Questions go to {M}; the reference is {n}.
{P} (born {B}) and {P} (born {B}) were married on {d}.
The driver of {K} gave {T} as a number.
Order {n} of {d} was shipped on {d}, batch {n}, {m}.
The licence {I} expires on {d}.""",
    "de": """{P}, geboren am {B}, wurde am {d} von Dr. {S} untersucht.
Rufen Sie {F} unter {T} an oder schreiben Sie an {M}.
Sie wurde am {B} in {G} geboren, Ausweis {I}.
Das Auto mit dem Kennzeichen {K} stand am {d} vor {A}.
Meine Steuernummer ist {I}, die Bestellung war {n}.
Vom Konto {I} wurden am {d} {m} abgebucht.
Mobil bin ich unter {T} zu erreichen.
Rückfragen an {M}, Vorgang {n}.
{P} (geb. {B}) und {P} (geb. {B}) heirateten am {d}.
Der Fahrer des {K} nannte die Nummer {T}.
Der Auftrag {n} vom {d} ging am {d} raus, Charge {n}, {m}.
Die Versichertennummer {I} gilt bis {d}.""",
    "fr": """{P}, né le {B}, a été vu par le Dr {S} le {d}.
Appelez {F} au {T} ou écrivez à {M}.
Elle est née le {B} à {G}, passeport {I}.
La voiture immatriculée {K} était garée devant {A} le {d}.
Mon numéro fiscal est le {I}, ma commande la {n}.
Le compte {I} a été débité de {m} le {d}.
Je suis joignable au {T}.
Questions à {M}, dossier {n}.
{P} (née le {B}) a épousé {P} le {d}.
Le conducteur du {K} a laissé le {T}.
La commande {n} du {d} est partie le {d}, lot {n}, {m}.
La carte {I} expire le {d}.""",
    "it": """{P}, nato il {B}, è stato visitato dal dott. {S} il {d}.
Chiamate {F} al {T} o scrivete a {M}.
È nata il {B} a {G}, passaporto {I}.
L'auto targata {K} era davanti a {A} il {d}.
Il mio codice fiscale è {I}, l'ordine {n}.
Dal conto {I} sono stati addebitati {m} il {d}.
Mi trovate al {T}.
Domande a {M}, pratica {n}.
{P} (nata il {B}) ha sposato {P} il {d}.
Il conducente del {K} ha lasciato il {T}.
L'ordine {n} del {d} è partito il {d}, lotto {n}, {m}.
La tessera {I} scade il {d}.""",
    "es": """{P}, nacido el {B}, fue visto por el Dr. {S} el {d}.
Llame a {F} al {T} o escriba a {M}.
Nació el {B} en {G}, pasaporte {I}.
El coche con matrícula {K} estaba ante {A} el {d}.
Mi DNI es {I} y mi pedido el {n}.
En la cuenta {I} se cargaron {m} el {d}.
Me encuentran en el {T}.
Preguntas a {M}, expediente {n}.
{P} (nacida el {B}) se casó con {P} el {d}.
El conductor del {K} dejó el {T}.
El pedido {n} del {d} salió el {d}, lote {n}, {m}.
La tarjeta {I} caduca el {d}.""",
    "nl": """{P}, geboren op {B}, is op {d} gezien door dr. {S}.
Bel {F} op {T} of mail naar {M}.
Zij is geboren op {B} in {G}, paspoort {I}.
De auto met kenteken {K} stond op {d} voor {A}.
Mijn burgerservicenummer is {I}, de bestelling {n}.
Van rekening {I} is op {d} {m} afgeschreven.
Ik ben bereikbaar op {T}.
Vragen naar {M}, dossier {n}.
{P} (geb. {B}) trouwde met {P} op {d}.
De bestuurder van {K} gaf {T} op.
Bestelling {n} van {d} ging weg op {d}, partij {n}, {m}.
De pas {I} verloopt op {d}.""",
    "pl": """{P}, ur. {B}, wizyta dnia {d} u dr {S}.
Proszę dzwonić: {F}, {T}, lub pisać na {M}.
Urodzona {B}, {G}, paszport {I}.
Samochód o numerze {K} stał dnia {d} przy {A}.
Mój PESEL to {I}, zamówienie {n}.
Z rachunku {I} pobrano {m} dnia {d}.
Mój telefon to {T}.
Pytania na {M}, sprawa {n}.
{P} (ur. {B}) i {P} (ur. {B}), ślub {d}.
Kierowca pojazdu {K} podał numer {T}.
Zamówienie {n} z dnia {d} wysłano {d}, partia {n}, {m}.
Karta {I} jest ważna do {d}.""",
    "tr": """{B} doğumlu {P}, {d} günü Dr. {S} tarafından görüldü.
{F} için {T} numarasını arayın veya {M} adresine yazın.
{B} tarihinde {G} ilinde doğdu, pasaport {I}.
{K} plakalı araç {d} günü {A} önündeydi.
Kimlik numaram {I}, sipariş {n}.
{I} hesabından {d} günü {m} çekildi.
Bana {T} numarasından ulaşabilirsiniz.
Sorular için {M}, dosya {n}.
{P} ({B}) ile {P} ({B}) {d} günü evlendi.
{K} plakalı aracın sürücüsü {T} numarasını verdi.
{d} tarihli {n} numaralı sipariş {d} günü çıktı, parti {n}, {m}.
{I} numaralı kart {d} tarihine kadar geçerli.""",
}
PHONES = {  # # a digit
    "en": "+44 #### ######|0## #### ####|0#### ### ###|(###) ###-####|+1 ### ### ####|###-###-####|+44 ## #### ####|0#### ######|+353 1 ### ####|###.###.####",
    "de": "+49 ## #### ####|0## ### ####|0###/######|+49 ### ########|0### ## ## ##|+43 1 #### ###|+41 ## ### ## ##|0### #######|(0##) ######",
    "fr": "+33 # ## ## ## ##|0# ## ## ## ##|0#.##.##.##.##|0#########|+32 # ### ## ##|+33 (0)# ## ## ## ##",
    "it": "+39 ## #### ####|3## ### ####|0## ######|+39 3## #######|0###-######|3########",
    "es": "+34 ### ## ## ##|6## ## ## ##|9## ### ###|+34 ### ### ###|6########|(9#) ### ## ##",
    "nl": "+31 ## ### ####|06-#### ####|0##-#######|06 ## ## ## ##|+31 6 ########|+32 ### ## ## ##",
    "pl": "+48 ## ### ## ##|### ### ###|##-###-##-##|+48 ### ### ###|(##) ### ## ##|#########",
    "tr": "+90 5## ### ## ##|0### ### ## ##|05## ### ## ##|(0###) ### ####|+90 ### #######|5## ### ## ##",
}
PLATES = {  # A a letter
    "en": "AA## AAA|A### AAA|AAA ####|#AAA###|AAA-####|AA##AAA",
    "de": "A-AA ####|AA A ###|AAA-AA ##|AA-AA ###|A AA ####|AAA A ##E",
    "fr": "AA-###-AA|## AAA ##|AA ### AA|#-AAA-###",
    "it": "AA ### AA|AA###AA|AA######",
    "es": "#### AAA|####-AAA|A-####-AA|####AAA",
    "nl": "AA-###-A|##-AA-##|A-###-AA|#-AAA-##|##-AAA-#",
    "pl": "AA #####|AAA ####|AA ###AA|AAA #A##|AA####A",
    "tr": "## AAA ###|## AA ####|## A ####|## AAA ##|##AA###",
}
IDS = "#########|##########|###########|AA#######|A########|########A|## ## ## ### ###|AA ## ## ## A|###-##-####|##.##.##-###.##|## ###### A ###|A#########|### ### ###|#### #### ####|###.###.##|AAA######|#############|##-######|AA## #### #### #### #### ##|AA################|#### #### #### ####|##-##-## ########|AAAAAA##A##A###A|# ## ## ## ### ### ##|##### #####|AA.###.###|#######|A-#######-A|##############|######-####|A##A#####|###/###/####"
