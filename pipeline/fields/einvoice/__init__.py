"""E-invoices as data: UBL, UN/CEFACT CII and FatturaPA into one form, and from there into the fields of an invoice."""
