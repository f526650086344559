"""The words that give a document's type away; folded. Weight 3 names the type, 2 belongs to it, 1 leans towards it."""

from __future__ import annotations

KEYWORDS: dict[str, dict[int, str]] = {
    "invoice": {
        3: "invoice|*rechnung|*gutschrift|rechnungskorrektur|*rechnungs korrektur|facture|fattura|factura|factuur|faktura|"
        "fatura|e-fatura|credit note|avoir|nota di credito|rechnungsnummer|invoice number",
        2: "bill to|amount due|due date|payment terms|rechnungsdatum|rechnungsempfanger|zahlbar|umsatzsteuer|mwst|ust|tva|"
        "rechnungsbetrag|"
        "partita iva|iva|btw|vat|kdv|nip|nabywca|sprzedawca|echeance|vencimiento|vervaldatum|vade tarihi|"
        "termin platnosci|scadenza",
        1: "iban|bic|subtotal|net|netto|total|unit price|menge|einzelpreis|quantity",
    },
    "receipt": {
        3: "cash bill|cash receipt|sales receipt|change|change due|kassenbon|kassenbeleg|quittung|ticket de caisse|"
        "scontrino|documento commerciale|ticket de compra|kassabon|paragon fiskalny|bilgi fisi|fis no|yazarkasa|receipt|"
        "tax invoice|simplified invoice|factura simplificada",
        2: "cash|cashier|rounding|tendered|till|gegeben|ruckgeld|bar|rendu|especes|resto|contanti|cambio|efectivo|"
        "wisselgeld|gotowka|reszta|nakit|para ustu|thank you|please come again|goods sold|visa|mastercard|kasse|kasa|"
        "toplam|topkdv|sprzedaz|vielen dank|merci|grazie|gracias|bedankt|dziekujemy|tesekkur",
        1: "total|qty|gst|items|table|server|pos",
    },
    "expense_report": {
        3: "expense report|expense claim|expense statement|reimbursement request|reimbursement claim|travel expenses|"
        "reisekostenabrechnung|spesenabrechnung|note de frais|nota spese|rimborso spese|informe de gastos|"
        "nota de gastos|liquidacion de gastos|onkostendeclaratie|declaratieformulier|rozliczenie delegacji|"
        "rozliczenie kosztow|masraf formu|masraf raporu|masraf beyani",
        2: "reimbursement|reimbursable|mileage|per diem|employee|approved by|erstattung|verpflegungsmehraufwand|"
        "kilometergeld|reisender|remboursement|trasferta|rimborso|reembolso|dietas|kilometrage|vergoeding|delegacja|"
        "dieta|harcirah|masraf|yolluk",
        1: "hotel|taxi|meals|lodging|flight|airfare|ubernachtung|repas|alloggio|konaklama|nocleg|parking",
    },
    "purchase_order": {
        3: "purchase order|po number|bestellung|*einkaufsbestellung|bon de commande|ordine di acquisto|ordine d'acquisto|"
        "orden de compra|pedido de compra|inkooporder|bestelbon|zamowienie|zamowienie zakupu|satin alma siparisi|"
        "siparis formu",
        2: "ship to|deliver to|please supply|requisition|requested delivery date|bestellnummer|bestelldatum|lieferadresse|"
        "liefertermin|numero de commande|fornitore|proveedor|leverancier|dostawca|tedarikci|siparis no|buyer",
        1: "vendor|supplier|quantity|unit price|menge|delivery date",
    },
    "sales_proposal": {
        3: "sales proposal|quotation|quote|proposal|price offer|angebot|kostenvoranschlag|devis|proposition commerciale|"
        "preventivo|offerta|presupuesto|propuesta comercial|cotizacion|offerte|prijsopgave|oferta handlowa|oferta|"
        "teklif|fiyat teklifi|teklif formu",
        2: "valid until|prepared for|we are pleased to offer|we propose|gultig bis|unverbindlich|bindefrist|"
        "wir bieten ihnen|valable jusqu'au|validita|valido hasta|geldig tot|wazna do|gecerlilik",
        1: "scope|customer|terms|discount|kunde|cliente|client|klant|klient|musteri",
    },
    "bank_statement": {
        3: "bank statement|account statement|statement of account|kontoauszug|releve de compte|releve bancaire|"
        "estratto conto|extracto bancario|extracto de cuenta|estado de cuenta|rekeningafschrift|bankafschrift|"
        "wyciag bankowy|wyciag z rachunku|hesap ozeti|hesap ekstresi|banka ekstresi",
        2: "opening balance|closing balance|account holder|withdrawals|deposits|kontostand|alter saldo|neuer saldo|"
        "kontoinhaber|solde initial|solde final|saldo iniziale|saldo finale|saldo inicial|saldo final|beginsaldo|"
        "eindsaldo|saldo poczatkowe|saldo koncowe|acilis bakiyesi|kapanis bakiyesi|intestatario|titular",
        1: "debit|credit|balance|iban|bic|valuta|buchung|saldo|solde|bakiye|transaction|transactions",
    },
    "payroll": {
        3: "payslip|pay slip|payroll|salary slip|earnings statement|pay stub|wage slip|gehaltsabrechnung|lohnabrechnung|"
        "entgeltabrechnung|verdienstabrechnung|bezugeabrechnung|bulletin de paie|bulletin de salaire|fiche de paie|"
        "busta paga|cedolino|prospetto paga|nomina|recibo de salarios|loonstrook|salarisstrook|loonspecificatie|"
        "lista plac|pasek wynagrodzen|odcinek wyplaty|ucret bordrosu|maas bordrosu|bordro",
        2: "gross pay|net pay|gross salary|net salary|deductions|social security|pension|bruttolohn|nettolohn|lohnsteuer|"
        "sozialversicherung|salaire brut|net a payer|cotisations|retribuzione|trattenute|inps|irpef|devengos|"
        "deducciones|liquido a percibir|brutoloon|nettoloon|loonheffing|wynagrodzenie|skladki|zus|do wyplaty|brut ucret|"
        "net ucret|sgk|kesintiler",
        1: "employee|employer|arbeitnehmer|salarie|dipendente|trabajador|werknemer|pracownik|personel|tax|hours",
    },
    "budget": {
        3: "budget|annual budget|budget plan|budget forecast|forecast|haushaltsplan|budgetplan|finanzplan|wirtschaftsplan|"
        "budget previsionnel|bilancio preventivo|bilancio di previsione|budget annuale|presupuesto anual|"
        "presupuestos generales|begroting|jaarbegroting|budzet|plan budzetu|preliminarz|butce|butce plani|butce tahmini",
        2: "planned|actual|variance|fiscal year|expenditure|planned expenses|plan|ist|abweichung|geplant|ausgaben|"
        "einnahmen|previsions|depenses|recettes|ecart|entrate|uscite|scostamento|gastos|ingresos|desviacion|uitgaven|"
        "inkomsten|wydatki|przychody|odchylenie|gelirler|giderler|sapma|planlanan|gerceklesen",
        1: "q1|q2|q3|q4|quarter|total|department|abteilung|category",
    },
    "delivery_note": {
        3: "delivery note|packing slip|packing list|dispatch note|despatch advice|goods received note|lieferschein|"
        "bon de livraison|documento di trasporto|bolla di consegna|ddt|albaran|albaran de entrega|nota de entrega|"
        "pakbon|leveringsbon|vrachtbrief|list przewozowy|dowod dostawy|wydanie zewnetrzne|dokument wz|sevk irsaliyesi|"
        "irsaliye|teslimat fisi",
        2: "delivered|received by|shipped|consignee|carrier|number of packages|warenempfanger|empfangen|versandart|"
        "packstucke|colis|transporteur|destinatario|vettore|colli|bultos|transportista|ontvangen|vervoerder|odbiorca|"
        "przewoznik|teslim alan|teslim eden|sevk tarihi|goods",
        1: "quantity|weight|menge|gewicht|quantite|cantidad|aantal|ilosc|miktar|signature",
    },
    "tax_declaration": {
        3: "tax declaration|tax return|income tax return|vat return|declaration of tax|steuererklarung|"
        "einkommensteuererklarung|umsatzsteuererklarung|umsatzsteuer-voranmeldung|umsatzsteuervoranmeldung|"
        "steuerbescheid|declaration de revenus|declaration de tva|declaration fiscale|dichiarazione dei redditi|"
        "dichiarazione iva|modello 730|declaracion de la renta|declaracion de iva|autoliquidacion|modelo 303|aangifte|"
        "belastingaangifte|aangifte inkomstenbelasting|aangifte omzetbelasting|deklaracja podatkowa|zeznanie podatkowe|"
        "deklaracja vat|vergi beyannamesi|kdv beyannamesi|beyanname",
        2: "taxpayer|taxable income|tax due|tax year|tax authority|internal revenue|finanzamt|steuerpflichtiger|"
        "veranlagungszeitraum|festgesetzt|revenu imposable|impots|contribuable|contribuente|agenzia delle entrate|"
        "contribuyente|agencia tributaria|belastingdienst|belastbaar|urzad skarbowy|podatnik|dochod|mukellef|"
        "vergi dairesi|matrah|hesaplanan vergi",
        1: "deduction|refund|steuer|impot|imposta|impuesto|belasting|podatek|vergi",
    },
    "contract": {
        3: "agreement|contract|statement of work|memorandum of understanding|*vertrag|*vereinbarung|contrat|convention|"
        "contratto|accordo|contrato|acuerdo|overeenkomst|umowa|porozumienie|sozlesme|sozlesmesi|protokol",
        2: "hereinafter|whereas|the parties|party|governing law|termination|in witness whereof|shall|confidentiality|"
        "liability|nachfolgend|vertragsparteien|kundigung|gerichtsstand|haftung|ci-apres|les parties|resiliation|"
        "droit applicable|di seguito|le parti|recesso|foro competente|en adelante|las partes|rescision|hierna|partijen|"
        "opzegging|zwana dalej|strony|wypowiedzenie|taraflar|isbu|fesih|yukumlulukleri",
        1: "clause|article|section|signature|effective date|artikel|madde|paragraf|articulo",
    },
}
