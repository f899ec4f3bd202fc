"""Pictures as pure functions: amounts in, shapes out, the same in HTML, DOCX and PDF."""
