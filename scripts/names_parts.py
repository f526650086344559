# ruff: noqa: E501 - lists of words and frames read better on long lines
"""Parts from which sentences are composed, so that the names model learns where names stand and not whole sentences.

By language: openings, what people do, roles before a surname, things, what things do, phrases before a town, links before a name.
"""

from __future__ import annotations

PARTS: dict[str, tuple[str, str, str, str, str, str, str]] = {
    "en": (
        "Last Monday|This morning|After the holidays|On Saturday|In the meantime|Unfortunately|As agreed|Yesterday evening|Before lunch|Since April|Two weeks later|For this reason|However|Back then|Next Thursday|Recently",
        "asked for a refund|did not answer the letter|has moved out|signed the protocol|wants to cancel|lost the receipt|was injured at work|paid in cash|sent the form back|lives alone now|complained about the noise|opened the door|will retire soon|is on leave until May|takes over the shift|inherited the house|was seen near the station|filed a complaint|knows nothing about it|has been a member for years",
        "our plumber|the nurse|attorney|inspector|the cashier|neighbour|the accountant|judge|Constable|trainer|the caretaker|Sister|Councillor|our electrician|the surgeon|Colonel|Uncle|Aunt",
        "The heating|The new Contract|The Invoice|A second Reminder|The washing machine|Appendix C|The Lease|Paragraph 7|The Software Update|The Receipt|The Dishwasher|Our Newsletter|The Night Shift|The Security Deposit|Force of Nature|The Work Permit",
        "has to be replaced|is not covered|was delivered in June|costs too much|remains valid|expires at the end of March|needs a Repair|applies mutatis mutandis|will be sent by Courier|is kept in Storage|was returned on Sunday",
        "in|near|from|to|outside|at our branch in|on the way to|born in|the mayor of|a hospital in|our site in",
        "the file of|according to|a letter to|on behalf of|the daughter of|together with|the account of|a call from|the estate of|the badge of|neither|except|signed by|as told by",
    ),
    "de": (
        "Am Montag|Heute früh|Nach den Ferien|Letzte Woche|Leider|Wie vereinbart|Gestern Abend|Seit April|Zwei Wochen später|Vormittags|Deshalb|Inzwischen|Kurz darauf|Im Sommer|Nächsten Dienstag|Damals",
        "bat um Erstattung|hat nicht geantwortet|ist ausgezogen|unterschrieb das Protokoll|möchte kündigen|verlor den Beleg|wurde bei der Arbeit verletzt|zahlte bar|schickte das Formular zurück|lebt jetzt allein|beschwerte sich über den Lärm|öffnete die Tür|geht bald in Rente|ist bis Mai im Urlaub|übernimmt die Schicht|erbte das Haus|legte Beschwerde ein|weiß davon nichts|ist seit Jahren Mitglied",
        "unser Klempner|die Krankenschwester|Rechtsanwalt|Inspektor|der Kassierer|Nachbar|die Buchhalterin|Richterin|Polizist|Trainer|der Hausmeister|Schwester|Stadtrat|unser Elektriker|der Chirurg|Oberst|Onkel|Tante|Fahrer|Pfarrer",
        "Die Heizung|Der neue Vertrag|Die Rechnung|Eine zweite Mahnung|Die Waschmaschine|Anhang C|Der Mietvertrag|Absatz 7|Das Softwareupdate|Die Quittung|Der Geschirrspüler|Unser Rundbrief|Die Nachtschicht|Die Kaution|Höhere Kräfte|Der Schadenfall|Die Ware und der Lieferschein",
        "muss ersetzt werden|ist nicht gedeckt|wurde im Juni geliefert|kostet zu viel|bleibt gültig|endet im März|braucht eine Reparatur|gilt sinngemäß|wird per Kurier verschickt|liegt im Lager|kam am Sonntag zurück",
        "in|bei|aus|nach|außerhalb von|in unserer Filiale|auf dem Weg nach|geboren in|am Standort|der Bürgermeister von|ein Krankenhaus in|für die Niederlassung",
        "die Akte von|laut|ein Brief an|im Auftrag von|die Tochter von|zusammen mit|das Konto von|ein Anruf von|der Nachlass von|der Ausweis von|weder|außer|unterzeichnet von|wie",
    ),
    "fr": (
        "Lundi matin|Ce matin|Après les vacances|La semaine dernière|Malheureusement|Comme convenu|Hier soir|Depuis avril|Deux semaines plus tard|Samedi prochain|Cependant|Entre-temps|Peu après|En été|Récemment",
        "a demandé un remboursement|n'a pas répondu|a déménagé|a signé le procès-verbal|souhaite résilier|a perdu le reçu|s'est blessé au travail|a payé en espèces|a renvoyé le formulaire|vit seule|s'est plaint du bruit|a ouvert la porte|part bientôt à la retraite|est en congé jusqu'en mai|a hérité de la maison|a porté plainte|est adhérent depuis longtemps",
        "notre plombier|l'infirmière|maître|l'inspecteur|la caissière|le voisin|la comptable|le juge|l'agent|l'entraîneur|le gardien|sœur|le conseiller|notre électricien|le chirurgien|l'oncle|la tante",
        "Le chauffage|Le nouveau Contrat|La Facture|Un second Rappel|Le lave-linge|L'Annexe C|Le Bail|L'alinéa 7|La Mise à jour|Le Reçu|Le produit|Notre Lettre d'information|Le Dépôt de garantie",
        "doit être remplacé|n'est pas couvert|a été livré en juin|coûte trop cher|reste valable|expire en mars|s'applique|sera envoyé par coursier|est en stock|a été retourné dimanche",
        "à|près de|de|vers|dans notre agence de|sur la route de|né à|le maire de|un hôpital à|sur le site de",
        "le dossier de|selon|une lettre à|au nom de|la fille de|avec|le compte de|un appel de|la succession de|le badge de|ni|sauf|signé par|d'après",
    ),
    "it": (
        "Lunedì mattina|Stamattina|Dopo le vacanze|La settimana scorsa|Purtroppo|Come concordato|Ieri sera|Da aprile|Due settimane dopo|Sabato prossimo|Tuttavia|Nel frattempo|Poco dopo|In estate|Recentemente",
        "ha chiesto un rimborso|non ha risposto|ha traslocato|ha firmato il verbale|vuole recedere|ha perso la ricevuta|si è ferito al lavoro|ha pagato in contanti|ha rispedito il modulo|ora abita da sola|si è lamentato del rumore|ha aperto la porta|va in pensione|è in ferie fino a maggio|ha ereditato la casa|ha sporto denuncia",
        "il nostro idraulico|l'infermiera|avvocato|l'ispettore|la cassiera|il vicino|la ragioniera|il giudice|l'agente|l'allenatore|il custode|suor|il consigliere|l'elettricista|il chirurgo|zio|zia",
        "Il riscaldamento|Il nuovo Contratto|La Fattura|Un secondo Sollecito|La lavatrice|L'Allegato C|La Locazione|Il comma 7|L'Aggiornamento|La Ricevuta|L'articolo|La Newsletter|Il Deposito cauzionale",
        "va sostituito|non è coperto|è stato consegnato a giugno|costa troppo|resta valido|scade a marzo|si applica|sarà spedito con corriere|è in magazzino|è tornato domenica",
        "a|vicino a|da|verso|nella filiale di|sulla strada per|nato a|il sindaco di|un ospedale di|presso la sede di",
        "la pratica di|secondo|una lettera a|per conto di|la figlia di|insieme a|il conto di|una chiamata di|l'eredità di|il tesserino di|né|tranne|firmato da|come dice",
    ),
    "es": (
        "El lunes por la mañana|Esta mañana|Tras las vacaciones|La semana pasada|Lamentablemente|Según lo acordado|Anoche|Desde abril|Dos semanas después|El próximo sábado|Sin embargo|Mientras tanto|Poco después|En verano|Recientemente",
        "pidió un reembolso|no ha contestado|se ha mudado|firmó el acta|quiere darse de baja|perdió el recibo|se lesionó en el trabajo|pagó en efectivo|devolvió el formulario|ahora reside sola|se quejó del ruido|abrió la puerta|se jubila pronto|está de permiso hasta mayo|heredó la casa|presentó una denuncia",
        "nuestro fontanero|la enfermera|letrado|el inspector|la cajera|el vecino|la contable|el juez|el agente|el entrenador|el conserje|sor|el concejal|el electricista|el cirujano|tío|tía",
        "La calefacción|El nuevo Contrato|La Factura|Un segundo Aviso|La lavadora|El Anexo C|El Alquiler|El apartado 7|La Actualización|El Recibo|El artículo|El Boletín|La Fianza",
        "debe sustituirse|no está cubierto|se entregó en junio|cuesta demasiado|sigue vigente|vence en marzo|se aplica|se enviará por mensajero|está en almacén|volvió el domingo",
        "en|cerca de|de|hacia|en nuestra sucursal de|camino de|nacido en|el alcalde de|un hospital de|en la sede de",
        "el expediente de|según|una carta a|en nombre de|la hija de|junto con|la cuenta de|una llamada de|la herencia de|el carné de|ni|excepto|firmado por|como dice",
    ),
    "nl": (
        "Maandagochtend|Vanmorgen|Na de vakantie|Vorige week|Helaas|Zoals afgesproken|Gisteravond|Sinds april|Twee weken later|Komende zaterdag|Echter|Intussen|Kort daarna|In de zomer|Onlangs",
        "vroeg om terugbetaling|heeft niet geantwoord|is vertrokken|tekende het verslag|wil opzeggen|verloor de bon|raakte gewond op het werk|betaalde contant|stuurde het formulier terug|is nu alleen|klaagde over het lawaai|deed de deur open|gaat met pensioen|is tot mei met verlof|erfde het huis|diende een klacht in",
        "onze loodgieter|de verpleegster|advocaat|inspecteur|de caissière|buurman|de boekhouder|rechter|agent|trainer|de conciërge|zuster|wethouder|onze elektricien|de chirurg|oom|tante",
        "De verwarming|Het nieuwe Contract|De Factuur|Een tweede Herinnering|De wasmachine|Bijlage C|De Huur|Lid 7|De Update|De Bon|Het artikel|Onze Nieuwsbrief|De Borg",
        "moet worden vervangen|is niet gedekt|werd in juni geleverd|kost te veel|blijft geldig|loopt in maart af|geldt|wordt per koerier verstuurd|ligt in het magazijn|kwam zondag terug",
        "in|bij|uit|naar|buiten|in ons filiaal in|op weg naar|geboren in|de burgemeester van|een ziekenhuis in|op de locatie",
        "het dossier van|volgens|een brief aan|namens|de dochter van|samen met|de rekening van|een telefoontje van|de erfenis van|de pas van|noch|behalve|ondertekend door|zoals",
    ),
    "pl": (
        "W poniedziałek rano|Dziś rano|Po wakacjach|W ubiegłym tygodniu|Niestety|Zgodnie z umową|Wczoraj wieczorem|Od kwietnia|Dwa tygodnie później|W najbliższą sobotę|Jednak|Tymczasem|Wkrótce potem|Latem|Ostatnio",
        "prosi o zwrot pieniędzy|nie odpowiada na listy|podpisuje protokół|chce wypowiedzieć umowę|ma paragon|jest na urlopie do maja|płaci gotówką|odsyła formularz|skarży się na hałas|otwiera drzwi|przechodzi na emeryturę|dziedziczy dom|składa skargę|nic o tym nie wie|należy do klubu",
        "nasz hydraulik|pielęgniarka|mecenas|inspektor|kasjerka|sąsiad|księgowa|sędzia|policjant|trener|dozorca|siostra|radny|elektryk|chirurg|wujek|ciocia",
        "Ogrzewanie|Nowa Umowa|Faktura|Drugie Wezwanie|Pralka|Załącznik C|Najem|Ustęp 7|Aktualizacja|Paragon|Artykuł|Biuletyn|Kaucja|Drukarka i Papier",
        "wymaga wymiany|nie podlega ochronie|będzie w czerwcu|kosztuje za dużo|pozostaje w mocy|wygasa w marcu|stosuje się odpowiednio|zostanie wysłane kurierem|jest w magazynie|wróci w niedzielę",
        "w mieście|koło miasta|z miasta|do miasta|w oddziale|w drodze do|ur. w|burmistrz miasta|szpital w|w zakładzie",
        "akta osoby|według|list do|w imieniu|córka|razem z|konto osoby|telefon od|spadek po|identyfikator osoby|ani|oprócz|podpis|jak mówi",
    ),
    "tr": (
        "Pazartesi sabahı|Bu sabah|Tatilden sonra|Geçtiğimiz hafta|Maalesef|Anlaştığımız gibi|Dün akşam|Nisandan beri|İki hafta sonra|Önümüzdeki cumartesi|Ancak|Bu arada|Kısa süre sonra|Yazın|Yakın zamanda|Bugün",
        "iade talep etti|mektuba cevap vermedi|evden ayrıldı|tutanağı imzaladı|iptal etmek istiyor|fişi kaybetti|iş yerinde yaralandı|nakit ödedi|formu geri gönderdi|artık yalnız|gürültüden şikayet etti|kapıyı açtı|yakında emekli olacak|mayısa kadar izinli|evi miras aldı|dilekçe verdi",
        "tesisatçımız|hemşire|avukat|müfettiş|kasiyer|komşu|muhasebeci|hakim|polis memuru|antrenör|kapıcı|öğretmen|meclis üyesi|elektrikçi|cerrah|amca|teyze",
        "Kalorifer|Yeni Sözleşme|Fatura|İkinci İhtar|Çamaşır Makinesi|Ek C|Kira Sözleşmesi|Fıkra 7|Yazılım Güncellemesi|Fiş|Ürün|Bülten|Depozito|Yazıcı ve Kağıt",
        "değiştirilmeli|kapsam dışıdır|haziran ayında teslim edildi|çok pahalı|geçerliliğini korur|Mart ayında sona erer|uygulanır|kurye ile gönderilecektir|depodadır|pazar günü iade edildi",
        "şehir:|merkez|il olarak|varış:|şubemiz|doğum yeri|çıkış:|yer:|belediye başkanı,",
        "dosya sahibi|alıcı|gönderen|vekili|kızı|ile birlikte|hesap sahibi|arayan|mirasçısı|kart sahibi|ne|hariç|imza|tanık",
    ),
}
