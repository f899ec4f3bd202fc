"""Score sheets (评分表): one workbook a unit and one for all, which count anew when opened."""
