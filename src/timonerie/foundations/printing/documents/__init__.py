"""A document from one description: to edit (`word`), to sign (`pdf`), in a company's own template
(`company_template`)."""
