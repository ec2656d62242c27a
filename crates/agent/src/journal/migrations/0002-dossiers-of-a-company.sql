-- Whoever delivers into a client file asks which dossiers are linked to it.
CREATE INDEX dossier_of_company ON dossier (firm_id, company_id) WHERE company_id IS NOT NULL;
