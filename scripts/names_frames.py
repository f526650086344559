# ruff: noqa: E501 - lists of words and frames read better on long lines
"""Sentence frames, form labels and closings in eight languages from which the training texts of the names model are made.

Slots: {P} full name, {F} given name, {S} surname, {O} organisation, {G} town or country, {A} address, {x} something capitalised
that is nobody, {d} date, {n} number, {m} amount, {e} e-mail address. Frames are one a line.
"""

from __future__ import annotations

PROSE: dict[str, str] = {
    "en": """{P} has worked for {O} since {d}.
I met {P} and {P} at the office in {G} last week.
Please forward the documents to {P} before {d}.
According to {P}, the {x} will not be ready in time.
{F} called again this morning and asked for {m}.
The agreement between {O} and {P} was signed on {d}.
Mr {S} and Mrs {S} moved to {A} in spring.
Dr. {P} examined the patient on {d} and recommended rest.
We would like to introduce our new colleague {P}, who joins us from {O} in {G}.
My name is {P} and I am writing about order {n}.
Thanks {F}, that works for me.
Hi {F},\nplease see the attached {x}.
Dear {P},\nthank you for your letter of {d}.
Dear Ms {S},\nwe confirm that {m} was transferred.
The claimant, {P}, born in {G}, resides at {A}.
Our driver {S} will deliver the parcel to {A}.
{P}'s application was rejected by {O}.
"We did everything we could," said {P}, a spokesman for {O}.
{S} told reporters that {G} would not accept the offer.
The parcel was collected by {P} in {G}.
Invoice {n} was approved by {F} {S} and paid to {O}.
She was replaced by {P} after {F} left for {G}.
In the case of {S} v. {S}, the court in {G} ruled on {d}.
{P} (employee {n}) reported the incident to {P}.
Could you ask {F} whether {O} has already paid?
The flat at {A} is let to {P} and {P}.
{P}, {P} and {P} attended the meeting.
Ms {P} was admitted to {O} with a broken arm.
The keys were handed to {F} on {d}.
Flights from {G} to {G} were booked for {P}.
Please send it to {P}, {A}.
The late {P} leaves two children, {F} and {F}.
Contact {P} at {e} with any questions.
{O} opened a branch in {G}.
{O} was acquired by {O} for {m}.
The storm reached {G} on {d}.
I spoke with {F} from accounting about it.
Ask for {S} at the reception desk.
payment received from {P} on {d}
spoke to {F}, will call back {d}""",
    "de": """{P} arbeitet seit {d} bei {O}.
Gestern traf ich {P} und {P} im Büro in {G}.
Bitte leiten Sie die Unterlagen bis {d} an {P} weiter.
Laut {P} wird die Lieferung nicht rechtzeitig fertig.
Sehr geehrte Frau {S},\nvielen Dank für Ihr Schreiben vom {d}.
Sehr geehrter Herr Dr. {S},\nhiermit bestätigen wir den Eingang Ihrer Zahlung von {m}.
Hallo {F},\nanbei die gewünschten Unterlagen.
Liebe {F}, lieber {F},\nwir freuen uns auf Samstag.
Der Kläger {P}, wohnhaft {A}, beantragt die Aufhebung des Bescheids.
Frau {P} ist am {d} nach {G} umgezogen.
Herr {S} hat den Vertrag mit {O} gekündigt.
Mein Name ist {P} und ich schreibe Ihnen wegen der Bestellung {n}.
Die Wohnung in der {A} wird an {P} vermietet.
Der Geschäftsführer der {O}, {P}, war nicht zu erreichen.
{O} hat ihren Sitz in {G}.
Nach Angaben von {S} wurde der Betrag von {m} überwiesen.
Unser Fahrer bringt das Paket zu {A}.
{P}, {P} und {P} nahmen an der Sitzung teil.
Die Schlüssel wurden {F} {S} am {d} übergeben.
Die Patientin {P} wurde von Dr. {S} untersucht.
Rückfragen richten Sie bitte an {P} ({e}).
Die Firma {O} aus {G} hat die Rechnung {n} bezahlt.
Wir begrüßen unsere neue Kollegin {P}, die von {O} zu uns kommt.
Ich habe mit {F} aus der Buchhaltung gesprochen.
Der Zug fährt von {G} nach {G}.
Das Schreiben von {P} ging am {d} ein.
Der Vertrag wurde zwischen {O} und {P} geschlossen.
Die Versicherte {P} hat den Schaden gemeldet.
Gemäß Beschluss vom {d} wird {P} zum Betreuer bestellt.
{S} sagte, man werde die Kosten prüfen.
{P}s Antrag wurde abgelehnt.""",
    "fr": """{P} travaille chez {O} depuis le {d}.
J'ai rencontré {P} et {P} au bureau de {G}.
Merci de transmettre les documents à {P} avant le {d}.
Selon {P}, la livraison aura du retard.
Madame {S},\nnous accusons réception de votre courrier du {d}.
Monsieur {P},\nnous vous confirmons le virement de {m}.
Bonjour {F},\nveuillez trouver ci-joint le document demandé.
Chère {F}, cher {F},\nmerci pour votre accueil.
Le demandeur, {P}, demeurant {A}, sollicite un délai.
Mme {P} a déménagé à {G} en mars.
M. {S} a résilié son contrat avec {O}.
Je m'appelle {P} et je vous écris au sujet de la commande {n}.
L'appartement situé {A} est loué à {P}.
Le directeur de {O}, {P}, n'a pas souhaité répondre.
La société {O} a son siège à {G}.
D'après {S}, la somme de {m} a été versée.
Le colis sera livré à {A}.
{P}, {P} et {P} ont assisté à la réunion.
Les clés ont été remises à {F} {S} le {d}.
La patiente {P} a été examinée par le docteur {S}.
Pour toute question, contactez {P} ({e}).
Nous souhaitons la bienvenue à {P}, qui nous rejoint de {O}.
J'ai parlé avec {F} de la comptabilité.
Le train relie {G} à {G}.
La lettre de {P} est arrivée le {d}.
Le contrat a été signé entre {O} et {P}.
L'assuré {P} a déclaré le sinistre.
{S} a déclaré que les coûts seraient examinés.""",
    "it": """{P} lavora presso {O} dal {d}.
Ieri ho incontrato {P} e {P} nell'ufficio di {G}.
Si prega di inoltrare i documenti a {P} entro il {d}.
Secondo {P}, la consegna subirà un ritardo.
Gentile signora {S},\nla ringraziamo per la sua lettera del {d}.
Egregio dott. {S},\nconfermiamo il bonifico di {m}.
Ciao {F},\nin allegato trovi i documenti richiesti.
Cara {F}, caro {F},\nci vediamo sabato.
Il ricorrente {P}, residente in {A}, chiede l'annullamento dell'atto.
La signora {P} si è trasferita a {G}.
Il sig. {S} ha disdetto il contratto con {O}.
Mi chiamo {P} e scrivo in merito all'ordine {n}.
L'appartamento in {A} è affittato a {P}.
L'amministratore di {O}, {P}, non ha risposto.
La società {O} ha sede a {G}.
Secondo quanto riferito da {S}, sono stati versati {m}.
Il pacco verrà consegnato in {A}.
{P}, {P} e {P} hanno partecipato alla riunione.
Le chiavi sono state consegnate a {F} {S} il {d}.
La paziente {P} è stata visitata dal dottor {S}.
Per informazioni rivolgersi a {P} ({e}).
Diamo il benvenuto a {P}, che arriva da {O}.
Ho parlato con {F} dell'amministrazione.
Il treno parte da {G} per {G}.
La lettera di {P} è arrivata il {d}.
Il contratto tra {O} e {P} è stato firmato.
L'assicurato {P} ha denunciato il sinistro.""",
    "es": """{P} trabaja en {O} desde el {d}.
Ayer me reuní con {P} y {P} en la oficina de {G}.
Rogamos remitan los documentos a {P} antes del {d}.
Según {P}, la entrega se retrasará.
Estimada señora {S}:\nle agradecemos su carta del {d}.
Estimado Sr. {S}:\nconfirmamos la transferencia de {m}.
Hola {F},\nte adjunto los documentos solicitados.
Querida {F}, querido {F}:\nnos vemos el sábado.
El demandante, {P}, con domicilio en {A}, solicita la nulidad.
Doña {P} se ha mudado a {G}.
Don {P} ha rescindido el contrato con {O}.
Me llamo {P} y escribo sobre el pedido {n}.
El piso de {A} está alquilado a {P}.
El director de {O}, {P}, no quiso responder.
La empresa {O} tiene su sede en {G}.
Según {S}, se abonaron {m}.
El paquete se entregará en {A}.
{P}, {P} y {P} asistieron a la reunión.
Las llaves fueron entregadas a {F} {S} el {d}.
La paciente {P} fue atendida por la doctora {S}.
Para consultas diríjase a {P} ({e}).
Damos la bienvenida a {P}, que viene de {O}.
He hablado con {F} de contabilidad.
El tren va de {G} a {G}.
La carta de {P} llegó el {d}.
El contrato entre {O} y {P} fue firmado ayer.
El asegurado {P} comunicó el siniestro.""",
    "nl": """{P} werkt sinds {d} bij {O}.
Gisteren sprak ik {P} en {P} op kantoor in {G}.
Wilt u de stukken voor {d} doorsturen naar {P}?
Volgens {P} komt de levering te laat.
Geachte mevrouw {S},\nhartelijk dank voor uw brief van {d}.
Geachte heer {S},\nwij bevestigen de betaling van {m}.
Hoi {F},\nhierbij de gevraagde documenten.
Beste {F},\ntot zaterdag.
De eiser, {P}, wonende te {A}, vordert betaling.
Mevrouw {P} is verhuisd naar {G}.
De heer {S} heeft het contract met {O} opgezegd.
Mijn naam is {P} en ik schrijf over bestelling {n}.
De woning aan de {A} wordt verhuurd aan {P}.
De directeur van {O}, {P}, was niet bereikbaar.
{O} is gevestigd in {G}.
Volgens {S} is {m} overgemaakt.
Het pakket wordt bezorgd op {A}.
{P}, {P} en {P} waren aanwezig bij de vergadering.
De sleutels zijn op {d} aan {F} {S} overhandigd.
Patiënt {P} werd onderzocht door dokter {S}.
Voor vragen kunt u terecht bij {P} ({e}).
Wij verwelkomen {P}, die van {O} komt.
Ik heb met {F} van de boekhouding gesproken.
De trein rijdt van {G} naar {G}.
De brief van {P} kwam op {d} aan.
De overeenkomst tussen {O} en {P} is getekend.
Verzekerde {P} heeft de schade gemeld.""",
    "pl": """{P} pracuje w {O} od {d}.
Wczoraj spotkałem {P} i {P} w biurze.
Proszę przekazać dokumenty do {P} przed {d}.
Jak twierdzi {P}, dostawa się opóźni.
Szanowna Pani {P},\ndziękujemy za list z dnia {d}.
Szanowny Panie {S},\npotwierdzamy wpłatę {m}.
Cześć {F},\nw załączeniu przesyłam dokumenty.
Droga {F},\ndo zobaczenia w sobotę.
Powód {P}, zamieszkały {A}, wnosi o uchylenie decyzji.
Pani {P} przeprowadziła się, nowy adres to {A}.
Pan {S} wypowiedział umowę z {O}.
Nazywam się {P} i piszę w sprawie zamówienia {n}.
Mieszkanie przy {A} wynajmuje {P}.
Prezes {O}, {P}, nie odpowiedział.
Firma {O} ma siedzibę w {G}.
Według {S} przelano {m}.
Paczka zostanie dostarczona na adres {A}.
{P}, {P} oraz {P} wzięli udział w zebraniu.
Klucze odebrał {F} {S} dnia {d}.
Pacjentkę zbadał doktor {S}, obecna była {P}.
W razie pytań prosimy o kontakt: {P} ({e}).
Witamy w zespole: {P}, dawniej {O}.
Rozmawiałem o tym z księgową, {F} oddzwoni.
Pociąg relacji {G} – {G} jest opóźniony.
Umowa pomiędzy {O} a {P} została podpisana.
Ubezpieczony {P} zgłosił szkodę.
Faktura {n} została zatwierdzona przez: {P}.""",
    "tr": """{P}, {d} tarihinden beri {O} bünyesinde çalışıyor.
Dün {P} ve {P} ile ofiste görüştük.
Lütfen belgeleri {d} tarihine kadar {P} adına gönderin.
{P} teslimatın gecikeceğini söyledi.
Sayın {P},\n{d} tarihli mektubunuz için teşekkür ederiz.
Sayın {S},\n{m} tutarındaki ödemeniz alınmıştır.
Merhaba {F},\nistediğin belgeler ektedir.
Sevgili {F},\ncumartesi görüşürüz.
Davacı {P}, {A} adresinde ikamet etmektedir.
{F} Hanım {G} şehrine taşındı.
{F} Bey, {O} ile olan sözleşmesini feshetti.
Benim adım {P}, {n} numaralı sipariş hakkında yazıyorum.
{A} adresindeki daire {P} tarafından kiralanmıştır.
{O} genel müdürü {P} soruları yanıtsız bıraktı.
{O} firmasının merkezi {G} ilindedir.
{S} ailesi {m} ödedi.
Kargo {A} adresine teslim edilecektir.
{P}, {P} ve {P} toplantıya katıldı.
Anahtarlar {d} tarihinde {P} isimli kişiye verildi.
Hasta {P}, Dr. {S} tarafından muayene edildi.
Sorularınız için {P} ({e}) ile iletişime geçin.
Ekibimize katılan {P} daha önce {O} çalışanıydı.
Muhasebeden {F} ile konuştum.
{G} {G} otobüsü gecikti.
{O} ile {P} arasında sözleşme imzalandı.
Sigortalı {P} hasar bildiriminde bulundu.
{P}'ın başvurusu {O} tarafından reddedildi.
{P}'e ait dosya {G}'da kayboldu.""",
}
EMPTY: dict[str, str] = {
    "en": """Please find attached the {x} for {d}.
The total amount of {m} is due within 30 days.
All prices include Value Added Tax.
This Agreement shall be governed by the laws in force.
The Supplier shall deliver the Goods within 14 days of the Order.
Thank you for your business and kind regards.
Click on Settings and choose Export.
The {x} and the {x} are out of stock until {d}.
Lorem ipsum dolor sit amet, consectetur adipiscing elit, sed do eiusmod tempor incididunt ut labore.
Ut enim ad minim veniam, quis nostrud exercitation ullamco laboris nisi ut aliquip ex ea commodo.
Duis aute irure dolor in reprehenderit in voluptate velit esse cillum dolore eu fugiat.
Our offices are closed on Monday and Tuesday.
Chapter {n}: Results and Discussion
The Tenant agrees to pay the Rent on the first day of each Month.
Revenue grew by 12% compared to the Second Quarter.
Section 4.2 Limitation of Liability
Please quote reference {n} in all correspondence.
You may withdraw from this contract within fourteen days.
The machine must be switched off before the cover is opened.
The committee discussed the budget and agreed on the next steps.
Payment by bank transfer, {x} or cash is accepted.
This policy covers the Insured Person against Accident and Illness.
Both parties agree that the Confidential Information remains protected.
The weather in summer is warm, and winter is mild.
Kind regards and thank you again
Best wishes for the New Year
He said that he would come back later.
It was the best result since {d}, she added.""",
    "de": """Anbei erhalten Sie die Rechnung vom {d} über {m}.
Der Gesamtbetrag ist innerhalb von 14 Tagen ohne Abzug zahlbar.
Alle Preise verstehen sich inklusive gesetzlicher Mehrwertsteuer.
Es gelten unsere Allgemeinen Geschäftsbedingungen.
Der Auftragnehmer verpflichtet sich, die Ware fristgerecht zu liefern.
Die Artikel {x} und {x} sind bis {d} nicht lieferbar.
Bitte geben Sie bei Rückfragen die Vorgangsnummer {n} an.
Die Kündigungsfrist beträgt drei Monate zum Quartalsende.
Der Umsatz stieg im zweiten Quartal um 12 Prozent.
Unsere Öffnungszeiten: Montag bis Freitag von 9 bis 18 Uhr.
Der Mieter verpflichtet sich zur Zahlung der Miete am ersten Werktag des Monats.
Vor dem Öffnen des Gehäuses ist die Maschine auszuschalten.
Die Haftung für leichte Fahrlässigkeit ist ausgeschlossen.
Gegen diesen Bescheid kann innerhalb eines Monats Widerspruch eingelegt werden.
Der Versicherungsschutz beginnt mit dem Tag der Antragstellung.
Mit freundlichen Grüßen aus dem Kundenservice
Im Anhang finden Sie die Übersicht der Leistungen und Kosten.
Die Zahlung erfolgt per Überweisung, Lastschrift oder Bar.
Der Ausschuss hat den Haushalt beraten und die Sitzung beendet.
Sehr geehrte Damen und Herren,\nwir möchten Sie über Änderungen informieren.""",
    "fr": """Veuillez trouver ci-joint la facture du {d} d'un montant de {m}.
Le montant total est payable sous 30 jours.
Tous nos prix s'entendent toutes taxes comprises.
Nos Conditions Générales de Vente s'appliquent.
Le Prestataire s'engage à livrer les Produits dans les délais.
Les articles {x} et {x} sont en rupture de stock.
Merci d'indiquer la référence {n} dans vos courriers.
Le chiffre d'affaires a augmenté de 12 % au deuxième trimestre.
Nos bureaux sont ouverts du lundi au vendredi.
Le Locataire s'engage à payer le loyer le premier du mois.
Nous vous prions d'agréer, Madame, Monsieur, l'expression de nos salutations distinguées.
Éteignez la machine avant d'ouvrir le capot.
La garantie prend effet à la date de souscription.
Le Conseil a examiné le budget et adopté le Rapport annuel.
Cordialement, le Service Clients""",
    "it": """In allegato la fattura del {d} per un importo di {m}.
L'importo totale è dovuto entro 30 giorni.
Tutti i prezzi sono comprensivi di IVA.
Si applicano le nostre Condizioni Generali di Vendita.
Il Fornitore si impegna a consegnare la Merce nei termini.
Gli articoli {x} e {x} non sono disponibili.
Si prega di indicare il riferimento {n}.
Il fatturato è aumentato del 12% nel secondo trimestre.
Il Conduttore si obbliga a pagare il canone il primo giorno del mese.
Spegnere la macchina prima di aprire il coperchio.
Distinti saluti dal Servizio Clienti
Il Consiglio ha approvato il Bilancio e la Relazione.
I nostri uffici sono aperti dal Lunedì al Venerdì.""",
    "es": """Adjuntamos la factura del {d} por un importe de {m}.
El importe total vence a los 30 días.
Todos los precios incluyen el IVA.
Se aplican nuestras Condiciones Generales de Venta.
El Proveedor se compromete a entregar los Productos en plazo.
Los artículos {x} y {x} están agotados.
Indique la referencia {n} en su correspondencia.
La facturación creció un 12 % en el segundo trimestre.
El Arrendatario se obliga a pagar la Renta el primer día del mes.
Apague la máquina antes de abrir la tapa.
Atentamente, el Departamento de Atención al Cliente
La Junta aprobó el Presupuesto y el Acta anterior.
Nuestras oficinas abren de Lunes a Viernes.""",
    "nl": """Bijgaand ontvangt u de factuur van {d} ten bedrage van {m}.
Het totaalbedrag dient binnen 30 dagen te zijn voldaan.
Alle prijzen zijn inclusief btw.
Onze Algemene Voorwaarden zijn van toepassing.
De Leverancier verplicht zich de Goederen tijdig te leveren.
De artikelen {x} en {x} zijn niet leverbaar.
Vermeld bij vragen het kenmerk {n}.
De omzet steeg met 12% in het tweede kwartaal.
De Huurder betaalt de huur op de eerste dag van de maand.
Schakel de machine uit voordat u het deksel opent.
Met vriendelijke groet, de Klantenservice
Het Bestuur heeft de Begroting en de Notulen vastgesteld.""",
    "pl": """W załączeniu faktura z dnia {d} na kwotę {m}.
Łączna kwota jest płatna w ciągu 30 dni.
Wszystkie ceny zawierają podatek VAT.
Obowiązują nasze Ogólne Warunki Sprzedaży.
Dostawca zobowiązuje się dostarczyć Towar w terminie.
Artykuły {x} i {x} są niedostępne.
Prosimy o podanie numeru {n} w korespondencji.
Przychody wzrosły o 12% w drugim kwartale.
Najemca zobowiązuje się płacić Czynsz do dziesiątego dnia miesiąca.
Przed otwarciem pokrywy należy wyłączyć urządzenie.
Z poważaniem, Biuro Obsługi Klienta
Rada przyjęła Budżet oraz Protokół.""",
    "tr": """Ekte {d} tarihli {m} tutarındaki faturayı bulabilirsiniz.
Toplam tutar 30 gün içinde ödenmelidir.
Tüm fiyatlara KDV dahildir.
Genel Satış Koşullarımız geçerlidir.
Tedarikçi Ürünleri zamanında teslim etmeyi taahhüt eder.
{x} ve {x} stokta bulunmamaktadır.
Yazışmalarınızda {n} numarasını belirtiniz.
Ciro ikinci çeyrekte yüzde 12 arttı.
Kiracı, Kira Bedelini her ayın ilk günü öder.
Kapağı açmadan önce makineyi kapatınız.
Saygılarımızla, Müşteri Hizmetleri
Kurul, Bütçe ve Faaliyet Raporunu onayladı.
T.C. Kimlik No, Vergi No ve Adres bilgilerinizi kontrol ediniz.""",
}
# Form fields: labels whose value is a person, an organisation, an address, a town, nobody.
FIELDS: dict[str, dict[str, str]] = {
    "en": {
        "P": "Name|Full name|Patient|Customer|Attn|Contact|Signed by|Passenger|Account holder|Employee|Beneficiary|Tenant|Guest|Emergency contact|Supervisor|Cashier|Prepared for|Student|To|From|Applicant",
        "O": "Company|Employer|Bank|Supplier|Vendor|Insurer|Organisation|Bill to|School|Sold by|Carrier",
        "A": "Address|Home address|Ship to|Deliver to|Registered office|Property|Mailing address|Residence|Street",
        "G": "City|Place of birth|Town|Destination|Country|Departure|Born in|Branch|Nationality",
        "x": "Item|Product|Subject|Status|Department|Description|Plan|Method|Document|Type|Category|Title|Position|Model|Notes",
        "n": "Order no|Invoice|Date|Total|Room|Reference|Quantity|ID|Phone|VAT",
    },
    "de": {
        "P": "Name|Vor- und Nachname|Patientin|Kunde|z. Hd.|Ansprechpartner|Unterzeichnet von|Fahrgast|Kontoinhaber|Mitarbeiter|Begünstigter|Mieter|Gast|Notfallkontakt|Bediener|Empfänger|Antragsteller|Es bediente Sie",
        "O": "Firma|Arbeitgeber|Bank|Lieferant|Versicherer|Auftraggeber|Rechnung an|Schule|Absender",
        "A": "Adresse|Anschrift|Lieferadresse|Wohnhaft|Sitz|Objekt|Straße|Lieferung an",
        "G": "Ort|Geburtsort|Stadt|Ziel|Land|Abfahrt|Filiale|Wohnort|Gerichtsstand",
        "x": "Artikel|Produkt|Betreff|Status|Abteilung|Bezeichnung|Tarif|Zahlungsart|Dokument|Art|Kategorie|Titel|Position|Modell|Bemerkung",
        "n": "Bestellnummer|Rechnung Nr.|Datum|Summe|Zimmer|Aktenzeichen|Menge|Kundennummer|Telefon|USt-IdNr.",
    },
    "fr": {
        "P": "Nom|Nom et prénom|Patient|Client|À l'attention de|Contact|Signé par|Passager|Titulaire|Salarié|Bénéficiaire|Locataire|Destinataire|Demandeur|Caissier",
        "O": "Société|Employeur|Banque|Fournisseur|Assureur|Raison sociale|Facturé à|École",
        "A": "Adresse|Domicile|Adresse de livraison|Siège social|Rue|Demeurant",
        "G": "Ville|Lieu de naissance|Destination|Pays|Départ|Agence|Commune",
        "x": "Article|Produit|Objet|Statut|Service|Désignation|Formule|Mode de paiement|Document|Type|Catégorie|Titre|Fonction",
        "n": "N° de commande|Facture n°|Date|Total|Chambre|Référence|Quantité|N° client|Tél|TVA",
    },
    "it": {
        "P": "Nome|Nome e cognome|Paziente|Cliente|Alla c.a.|Referente|Firmato da|Passeggero|Intestatario|Dipendente|Beneficiario|Inquilino|Destinatario|Richiedente|Operatore",
        "O": "Società|Datore di lavoro|Banca|Fornitore|Assicuratore|Ragione sociale|Fatturare a",
        "A": "Indirizzo|Residenza|Indirizzo di consegna|Sede legale|Via|Domicilio",
        "G": "Città|Luogo di nascita|Destinazione|Paese|Partenza|Filiale|Comune",
        "x": "Articolo|Prodotto|Oggetto|Stato|Reparto|Descrizione|Tariffa|Pagamento|Documento|Tipo|Categoria|Titolo|Mansione",
        "n": "Ordine n.|Fattura n.|Data|Totale|Camera|Riferimento|Quantità|Codice cliente|Tel|P.IVA",
    },
    "es": {
        "P": "Nombre|Nombre y apellidos|Paciente|Cliente|A la atención de|Contacto|Firmado por|Pasajero|Titular|Empleado|Beneficiario|Inquilino|Destinatario|Solicitante|Le atendió",
        "O": "Empresa|Empleador|Banco|Proveedor|Aseguradora|Razón social|Facturar a",
        "A": "Dirección|Domicilio|Dirección de entrega|Sede social|Calle",
        "G": "Ciudad|Lugar de nacimiento|Destino|País|Salida|Sucursal|Localidad",
        "x": "Artículo|Producto|Asunto|Estado|Departamento|Descripción|Tarifa|Forma de pago|Documento|Tipo|Categoría|Título|Cargo",
        "n": "Pedido nº|Factura nº|Fecha|Total|Habitación|Referencia|Cantidad|Nº cliente|Tel|CIF",
    },
    "nl": {
        "P": "Naam|Voor- en achternaam|Patiënt|Klant|T.a.v.|Contactpersoon|Ondertekend door|Reiziger|Rekeninghouder|Werknemer|Begunstigde|Huurder|Ontvanger|Aanvrager|Kassier",
        "O": "Bedrijf|Werkgever|Bank|Leverancier|Verzekeraar|Factuur aan",
        "A": "Adres|Woonadres|Bezorgadres|Vestigingsadres|Straat",
        "G": "Plaats|Geboorteplaats|Bestemming|Land|Vertrek|Filiaal|Woonplaats",
        "x": "Artikel|Product|Onderwerp|Status|Afdeling|Omschrijving|Abonnement|Betaalwijze|Document|Soort|Categorie|Titel|Functie",
        "n": "Bestelnummer|Factuurnr.|Datum|Totaal|Kamer|Kenmerk|Aantal|Klantnummer|Tel|Btw-nr.",
    },
    "pl": {
        "P": "Imię i nazwisko|Pacjent|Klient|Do rąk|Osoba kontaktowa|Podpisano|Pasażer|Posiadacz rachunku|Pracownik|Beneficjent|Najemca|Odbiorca|Wnioskodawca|Kasjer|Nabywca",
        "O": "Firma|Pracodawca|Bank|Dostawca|Ubezpieczyciel|Sprzedawca|Zleceniodawca",
        "A": "Adres|Adres zamieszkania|Adres dostawy|Siedziba|Ulica",
        "G": "Miasto|Miejsce urodzenia|Cel podróży|Kraj|Oddział|Miejscowość",
        "x": "Artykuł|Produkt|Temat|Status|Dział|Opis|Taryfa|Sposób płatności|Dokument|Rodzaj|Kategoria|Tytuł|Stanowisko",
        "n": "Nr zamówienia|Faktura nr|Data|Razem|Pokój|Znak sprawy|Ilość|Nr klienta|Tel|NIP",
    },
    "tr": {
        "P": "Ad Soyad|Adı Soyadı|Hasta Adı|Müşteri|Dikkatine|Yetkili Kişi|İmzalayan|Yolcu|Hesap Sahibi|Çalışan|Lehtar|Kiracı|Alıcı|Başvuran|Kasiyer|Teslim Alan",
        "O": "Firma|İşveren|Banka|Tedarikçi|Sigorta Şirketi|Ünvan|Satıcı",
        "A": "Adres|Ev Adresi|Teslimat Adresi|Merkez|İkametgah",
        "G": "Şehir|Doğum Yeri|İl|İlçe|Varış|Ülke|Şube",
        "x": "Ürün|Konu|Durum|Bölüm|Açıklama|Tarife|Ödeme Şekli|Belge|Tür|Kategori|Başlık|Görev",
        "n": "Sipariş No|Fatura No|Tarih|Toplam|Oda|Referans|Adet|Müşteri No|Tel|Vergi No|T.C. Kimlik No",
    },
}
CLOSINGS: dict[str, str] = {
    "en": "Kind regards|Sincerely|Yours faithfully|Best|Cheers|Regards",
    "de": "Mit freundlichen Grüßen|Viele Grüße|Hochachtungsvoll|Beste Grüße|i. A.|gez.",
    "fr": "Cordialement|Bien à vous|Salutations distinguées|Amicalement",
    "it": "Cordiali saluti|Distinti saluti|Un saluto|In fede",
    "es": "Atentamente|Un saludo|Saludos cordiales|Fdo.",
    "nl": "Met vriendelijke groet|Hoogachtend|Groeten|Mvg",
    "pl": "Z poważaniem|Pozdrawiam|Z wyrazami szacunku|Podpis",
    "tr": "Saygılarımla|İyi çalışmalar|Sevgiler|Arz ederim",
}
