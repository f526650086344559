"""What stands before, or above, a value on the page, by language.

Folded (lower case, no accents, see :func:`pipeline.fields.text.fold`), most telling first, parted by ``|``.
"""

from __future__ import annotations

Labels = dict[str, tuple[str, ...]]


def table(**given: str) -> Labels:
    """Language to labels."""
    return {language: tuple(part.strip() for part in text.split("|")) for language, text in given.items()}


TOTAL = table(
    en="grand total|invoice total|total incl|total including vat|total amount due|total amount|amount due|balance due|"
    "total due|total payable|due payable|amount payable|total to pay|total",
    de="bruttosumme|rechnungssumme brutto|bruttobetrag|summe brutto|gesamt brutto|summe inkl|gesamtbetrag|rechnungsbetrag|"
    "rechnungsbeitrag|endbetrag|gesamtsumme|endsumme|zu zahlender betrag|zu zahlen|zahlbetrag|"
    "zu zahlender beitrag|gesamt|summe",
    fr="total ttc|montant ttc|montant total|total a payer|net a payer|montant du",
    it="totale fattura|totale documento|totale da pagare|netto a pagare|importo totale|totale",
    es="total factura|importe total|total a pagar|importe a pagar",
    nl="te betalen|totaalbedrag|totaal incl|factuurbedrag|eindtotaal|totaal",
    pl="do zaplaty|razem do zaplaty|kwota brutto|wartosc brutto|razem brutto|suma|razem",
    tr="odenecek tutar|genel toplam|vergiler dahil toplam tutar|toplam tutar|toplam",
)
ISSUED = table(
    en="invoice date|date of invoice|date of issue|issue date|issued on|issued|bill date|document date|receipt date|date",
    de="rechnungsdatum|belegdatum|beleg-datum|ausstellungsdatum|rechnung vom|belastungsdatum|datum",
    fr="date de facture|date de facturation|date d'emission|date facture|emise le|date du document|date",
    it="data fattura|data documento|data emissione|data di emissione|data",
    es="fecha de factura|fecha de emision|fecha factura|fecha de expedicion|fecha",
    nl="factuurdatum|datum factuur|datum",
    pl="data wystawienia|data faktury|data dokumentu|data",
    tr="fatura tarihi|duzenleme tarihi|duzenlenme tarihi|belge tarihi|tarih",
)
DUE = table(
    en="due date|payment due|date due|pay by|payable by|due by|due on|payment due by",
    de="faelligkeitsdatum|faelligkeitstag|falligkeitsdatum|falligkeitstag|"
    "falligkeit|fallig am|fallig bis|zahlbar bis|zahlungsziel|"
    "bitte uberweisen sie bis zum|uberweisen sie bis|netto bis",
    fr="date d'echeance|echeance|a payer avant le|date limite de paiement",
    it="data scadenza|scadenza|da pagare entro",
    es="fecha de vencimiento|vencimiento|pagar antes del",
    nl="vervaldatum|te betalen voor|betalen voor|uiterste betaaldatum",
    pl="termin platnosci|data platnosci|platne do",
    tr="vade tarihi|son odeme tarihi|vade",
)
NUMBER = table(
    en="invoice number|invoice no|invoice #|invoice id|inv no|bill number|bill no|credit note no|credit note number|invoice",
    de="rechnungsnummer|rechnungs nr|*rechnung nr|*rechnung no|*rechnung #|beleg nr|belegnummer|gutschrift nr|"
    "gutschriftsnummer|gutschriftnummer|rechnungskorrektur nr|re nr|*rechnung",
    fr="numero de facture|facture numero|facture no|facture n°|n° de facture|n° facture|facture nr|facture",
    it="numero fattura|fattura numero|fattura n°|fattura n|fattura nr|fattura no|numero documento|fattura",
    es="numero de factura|factura numero|factura no|factura n°|n° de factura|n° factura|factura num|factura",
    nl="factuurnummer|factuur nr|factuurnr|factuur nummer|factuur",
    pl="numer faktury|faktura nr|faktura vat nr|faktura numer|nr faktury|faktura",
    tr="fatura numarasi|fatura no|belge no|fatura nr",
)
ORDER_NUMBER = table(
    en="purchase order number|purchase order no|po number|po no|po #|order number|order no|p.o. number|purchase order",
    de="bestellnummer|bestell-nr|bestellung nr|auftragsnummer|bestellnr",
    fr="numero de commande|commande n°|bon de commande n°|commande no|n° de commande",
    it="numero ordine|ordine n|ordine di acquisto n|ordine nr|ordine n°",
    es="numero de pedido|pedido no|n° de pedido|pedido n°|orden de compra no",
    nl="bestelnummer|ordernummer|inkooporder nr|bestelbon nr",
    pl="numer zamowienia|zamowienie nr|nr zamowienia",
    tr="siparis numarasi|siparis no",
)
OFFER_NUMBER = table(
    en="quotation number|quotation no|quote number|quote no|quote #|proposal number|proposal no|offer no|offer number",
    de="angebotsnummer|angebots-nr|angebot nr|angebotsnr",
    fr="numero de devis|devis n°|devis no|devis numero",
    it="numero preventivo|preventivo n|offerta n|preventivo nr",
    es="numero de presupuesto|presupuesto no|presupuesto n°|oferta no",
    nl="offertenummer|offerte nr|offertenr",
    pl="numer oferty|oferta nr",
    tr="teklif numarasi|teklif no",
)
DELIVERY_NUMBER = table(
    en="delivery note number|delivery note no|delivery no|dispatch no|packing slip no|shipment no",
    de="lieferscheinnummer|lieferschein-nr|lieferschein nr|lieferscheinnr",
    fr="bon de livraison n°|bon de livraison no|numero de livraison|bl n°",
    it="ddt n|documento di trasporto n|bolla n|numero ddt|ddt nr",
    es="albaran no|numero de albaran|albaran n°|nota de entrega no",
    nl="pakbonnummer|pakbon nr|leverbon nr|pakbonnr",
    pl="numer wz|wz nr|dokument dostawy nr|list przewozowy nr",
    tr="irsaliye numarasi|irsaliye no|sevk irsaliyesi no",
)
VENDOR = table(
    en="seller|vendor|supplier|from|sold by|issued by|provider",
    de="verkaufer|lieferant|rechnungsersteller|rechnungssteller|leistungserbringer|auftragnehmer|absender",
    fr="vendeur|fournisseur|emetteur|prestataire",
    it="venditore|fornitore|cedente|emittente|cedente/prestatore",
    es="vendedor|proveedor|emisor",
    nl="verkoper|leverancier|afzender",
    pl="sprzedawca|dostawca|wystawca",
    tr="satici|tedarikci|duzenleyen",
)
CUSTOMER = table(
    en="bill to|billed to|customer|buyer|client|prepared for|invoice to|sold to",
    de="kaufer|kunde|rechnungsempfanger|auftraggeber|leistungsempfanger",
    fr="client|acheteur|facture a|destinataire",
    it="cliente|acquirente|cessionario|spett.le|destinatario",
    es="cliente|comprador|facturar a",
    nl="klant|koper|afnemer|opdrachtgever",
    pl="nabywca|klient|zamawiajacy",
    tr="musteri|alici|sayin",
)
RECIPIENT = table(
    en="deliver to|delivery address|ship to|consignee|recipient",
    de="lieferadresse|warenempfanger|empfanger|lieferanschrift",
    fr="adresse de livraison|livre a|destinataire",
    it="destinatario|luogo di consegna|destinazione",
    es="direccion de entrega|destinatario|entregar a",
    nl="afleveradres|leveringsadres|ontvanger",
    pl="odbiorca|adres dostawy",
    tr="teslimat adresi|alici|teslim alan",
)
NET = table(
    en="total excl|total excluding|total before tax|subtotal|sub total|net total|total net|net amount",
    de="rechnungssumme netto|rechnungssumme ohne|summe netto|gesamt netto|nettobetrag|nettosumme|zwischensumme",
    fr="total ht|montant ht|sous total",
    it="totale imponibile|imponibile",
    es="base imponible|subtotal|total neto",
    nl="totaal excl|subtotaal|nettobedrag",
    pl="razem netto|wartosc netto|suma netto",
    tr="ara toplam|mal hizmet toplam tutari|matrah",
)
TAX = table(
    en="total gst|total tax|total vat|gst amount|tax amount|vat amount|gst|vat|sales tax|tax",
    de="steuerbetrag|umsatzsteuer|mehrwertsteuer|mwst-betrag|ust-betrag|mwst|ust",
    fr="total tva|montant tva|dont tva|tva",
    it="totale iva|imposta|di cui iva|importo iva|iva",
    es="total iva|cuota iva|importe iva|iva",
    nl="btw-bedrag|btw bedrag|totaal btw|btw",
    pl="kwota vat|podatek vat|suma ptu|vat|ptu",
    tr="toplam kdv|hesaplanan kdv|topkdv|kdv tutari|kdv",
)
TAX_IDENTITY = table(  # "VAT No." names a number of the seller, not an amount
    en="vat no|vat number|vat id|vat reg|gst no|gst id|gst reg|gst number|tax id|tax no|tax code|tax invoice",
    de="ust idnr|ust id|umsatzsteuer id|mwst nr",
    fr="tva intra|numero tva|n° tva",
    it="partita iva|p.iva",
    es="nif iva",
    nl="btw nr|btw nummer|btw id",
    pl="vat ue",
    tr="vergi no",
)
PAYMENT = table(
    en="payment method|payment type|paid by|tender|payment",
    de="zahlungsart|zahlart|bezahlt mit|zahlung",
    fr="mode de paiement|moyen de paiement|reglement|paiement",
    it="modalita di pagamento|metodo di pagamento|pagamento",
    es="forma de pago|metodo de pago|pago",
    nl="betaalwijze|betaalmethode|betaling",
    pl="forma platnosci|sposob platnosci|platnosc",
    tr="odeme sekli|odeme yontemi|odeme tipi|odeme",
)
PERIOD = table(
    en="pay period|period|tax year|fiscal year|budget year|tax period|reporting period|for the year",
    de="abrechnungszeitraum|abrechnungsmonat|zeitraum|haushaltsjahr|geschaftsjahr|veranlagungszeitraum|planjahr|steuerjahr",
    fr="periode de paie|periode|exercice|annee fiscale",
    it="periodo di paga|periodo|esercizio|anno d'imposta|mese di retribuzione",
    es="periodo de liquidacion|periodo|ejercicio",
    nl="loonperiode|tijdvak|periode|boekjaar",
    pl="okres rozliczeniowy|okres|rok podatkowy|rok budzetowy",
    tr="donem|vergilendirme donemi|maas donemi|butce yili",
)
EMPLOYEE = table(
    en="employee name|employee|name of employee|submitted by|claimant",
    de="mitarbeiter|arbeitnehmer|personal name|reisender|mitarbeiterin|name",
    fr="nom du salarie|salarie|employe|collaborateur",
    it="dipendente|nome dipendente|lavoratore",
    es="empleado|trabajador|nombre del empleado",
    nl="werknemer|medewerker",
    pl="pracownik|imie i nazwisko",
    tr="calisan|personel|adi soyadi",
)


VALID_UNTIL = table(
    en="valid until|valid through|offer expires|expiry date|valid to",
    de="gultig bis|angebot gultig bis|bindefrist",
    fr="valable jusqu'au|date de validite|valide jusqu'au",
    it="valido fino al|validita offerta|valida fino al",
    es="valido hasta|validez|fecha de validez",
    nl="geldig tot|geldig t/m",
    pl="wazna do|oferta wazna do|termin waznosci",
    tr="gecerlilik tarihi|teklif gecerlilik tarihi",
)
ACCOUNT_HOLDER = table(
    en="account holder|account name",
    de="kontoinhaber|kontoinhaberin",
    fr="titulaire du compte|titulaire",
    it="intestatario|intestato a",
    es="titular de la cuenta|titular",
    nl="rekeninghouder|ten name van",
    pl="posiadacz rachunku|wlasciciel rachunku",
    tr="hesap sahibi|musteri adi",
)
PERIOD_START = table(
    en="statement period|period from|from|period",
    de="zeitraum vom|zeitraum|vom|von",
    fr="periode du|du",
    it="periodo dal|dal",
    es="periodo del|desde",
    nl="periode van|van",
    pl="za okres od|okres|od",
    tr="baslangic tarihi|donem",
)
PERIOD_END = table(
    en="statement date|period to|to|through",
    de="zeitraum bis|bis",
    fr="au",
    it="al",
    es="hasta|al",
    nl="tot en met|t/m|tot",
    pl="do",
    tr="bitis tarihi",
)
OPENING_BALANCE = table(
    en="opening balance|previous balance|balance brought forward|starting balance",
    de="anfangssaldo|alter kontostand|alter saldo|saldovortrag",
    fr="solde initial|ancien solde|solde precedent",
    it="saldo iniziale|saldo precedente",
    es="saldo inicial|saldo anterior",
    nl="beginsaldo|vorig saldo",
    pl="saldo poczatkowe|saldo poprzednie",
    tr="acilis bakiyesi|devreden bakiye",
)
CLOSING_BALANCE = table(
    en="closing balance|new balance|ending balance|balance carried forward",
    de="endsaldo|neuer kontostand|neuer saldo|kontostand am",
    fr="solde final|nouveau solde",
    it="saldo finale|nuovo saldo",
    es="saldo final|nuevo saldo",
    nl="eindsaldo|nieuw saldo",
    pl="saldo koncowe|saldo dostepne",
    tr="kapanis bakiyesi|son bakiye",
)
GROSS_PAY = table(
    en="gross pay|gross salary|total gross|gross earnings|gross",
    de="gesamtbrutto|bruttolohn|bruttogehalt|brutto gesamt|brutto",
    fr="salaire brut|total brut|brut",
    it="totale competenze|retribuzione lorda|lordo",
    es="total devengado|salario bruto|bruto",
    nl="brutoloon|bruto salaris|bruto",
    pl="wynagrodzenie brutto|placa brutto|brutto",
    tr="brut ucret|brut maas|toplam brut|brut",
)
NET_PAY = table(
    en="net pay|net salary|take home pay|net amount|net",
    de="auszahlungsbetrag|nettolohn|nettogehalt|nettoverdienst|netto|uberweisung",
    fr="net a payer|salaire net|net paye",
    it="netto in busta|netto a pagare|netto del mese|netto",
    es="liquido a percibir|liquido total|salario neto|neto",
    nl="nettoloon|netto salaris|uit te betalen|netto",
    pl="do wyplaty|wynagrodzenie netto|netto",
    tr="net odenen|net ucret|net maas|odenecek net|net",
)
BUDGET_TOTAL = table(
    en="total budget|total expenses|total expenditure|grand total|total",
    de="gesamtbudget|gesamtausgaben|budget gesamt|gesamtsumme|summe",
    fr="budget total|total depenses|total general|total",
    it="budget totale|totale spese|totale",
    es="presupuesto total|total gastos|total",
    nl="totaal budget|totale kosten|totaal",
    pl="budzet razem|razem wydatki|suma|razem",
    tr="toplam butce|toplam gider|genel toplam|toplam",
)
TAX_ID = table(
    en="tax identification number|taxpayer id|tax id|tin|vat number|vat registration number|utr",
    de="steuernummer|steuer-nr|identifikationsnummer|steuer-id|ust-idnr",
    fr="numero fiscal|n° fiscal|numero de tva",
    it="codice fiscale|partita iva",
    es="nif|cif|numero de identificacion fiscal",
    nl="rsin|bsn|btw-nummer|omzetbelastingnummer",
    pl="nip|identyfikator podatkowy",
    tr="vergi kimlik numarasi|vergi kimlik no|vergi numarasi|vkn",
)
TAX_BASE = table(
    en="taxable income|tax base|taxable amount|taxable turnover",
    de="zu versteuerndes einkommen|bemessungsgrundlage|steuerpflichtige umsatze",
    fr="revenu imposable|base imposable",
    it="reddito imponibile|base imponibile|imponibile",
    es="base imponible|base liquidable",
    nl="belastbaar inkomen|belastbare grondslag|belastbaar bedrag",
    pl="podstawa opodatkowania|dochod do opodatkowania",
    tr="vergi matrahi|toplam matrah|matrah",
)
TAX_DUE = table(
    en="tax due|tax payable|total tax|tax amount|net vat due",
    de="festgesetzte steuer|verbleibende steuer|vorauszahlung|steuerbetrag|steuer",
    fr="impot du|montant de l'impot|tva due|impot net",
    it="imposta dovuta|imposta netta|imposta",
    es="cuota a ingresar|cuota liquida|cuota integra|resultado a ingresar",
    nl="te betalen belasting|verschuldigde belasting|te betalen",
    pl="podatek nalezny|kwota podatku|do zaplaty",
    tr="odenecek vergi|hesaplanan vergi|odenmesi gereken kdv|hesaplanan kdv",
)
PARTIES = table(en="between", de="zwischen", fr="entre", it="tra", es="entre", nl="tussen", pl="pomiedzy|miedzy", tr="taraflar")
EFFECTIVE_DATE = table(
    en="effective date|effective as of|commencement date|start date|entered into as of|made on|dated",
    de="vertragsbeginn|beginnt am|in kraft ab|gultig ab|beginn",
    fr="date d'effet|prend effet le|entree en vigueur|date de debut",
    it="data di decorrenza|decorrenza|data di inizio|con effetto dal",
    es="fecha de inicio|entrada en vigor|fecha de entrada en vigor",
    nl="ingangsdatum|aanvangsdatum|met ingang van",
    pl="data rozpoczecia|obowiazuje od|zawarta w dniu|dniu",
    tr="yururluk tarihi|baslangic tarihi|sozlesme tarihi",
)
END_DATE = table(
    en="end date|expiration date|termination date|expires on|terminates on|continues until|ends on",
    de="vertragsende|endet am|befristet bis",
    fr="date de fin|prend fin le|date d'expiration",
    it="data di fine|scadenza|termina il",
    es="fecha de fin|fecha de finalizacion|finaliza el",
    nl="einddatum|eindigt op",
    pl="data zakonczenia|obowiazuje do",
    tr="bitis tarihi|sona erme tarihi",
)
GOVERNING_LAW = table(
    en="governed by the laws of|governed by and construed in accordance with the laws of|laws of|governing law",
    de="es gilt das recht der|recht der|anwendbares recht|es gilt",
    fr="droit applicable|regi par le droit|soumis au droit",
    it="legge applicabile|regolato dalla legge|disciplinato dalla legge",
    es="ley aplicable|se regira por las leyes de|regido por la ley",
    nl="toepasselijk recht|van toepassing is het recht van|recht van",
    pl="prawo wlasciwe|podlega prawu",
    tr="uygulanacak hukuk|tabi hukuk",
)
SGK_ISYERI_KODU = table(tr="sgk isyeri kodu|sgk isyeri sicil no|isyeri sicil no")
EMEKLILIK_NO = table(tr="emeklilik no|emekli sicil no|emeklilik sicil no")
BAGKUR_NO = table(tr="bag-kur no|bagkur no|bag-kur sicil no")


def merged(*tables: Labels) -> Labels:
    """Several tables as one."""
    languages = dict.fromkeys(language for one in tables for language in one)
    return {language: tuple(dict.fromkeys(name for one in tables for name in one.get(language, ()))) for language in languages}
