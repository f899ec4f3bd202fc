"""Word documents written part by part: blocks in, one DOCX of equal bytes for equal blocks out."""
