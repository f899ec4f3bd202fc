"""Page labels (页面标签) as a healthy page carries them, and as a faulty one does."""

from datetime import timedelta

from govgauge.modelcity.site import Article, Column, Site

REQUIRED = {
    "home": ("SiteName", "SiteDomain", "SiteIDCode"),
    "list": ("ColumnName", "ColumnDescription", "ColumnKeywords", "ColumnType"),
    "article": ("ArticleTitle", "PubDate", "ContentSource"),
}
MISSPELT = {
    "SiteDomain": "SiteDomian",
    "ColumnDescription": "ColumnDesctiption",
    "PubDate": "PubDtae",
}


def site_labels(site: Site) -> dict[str, str]:
    """The labels of every page."""
    return {"SiteName": site.name, "SiteDomain": site.host, "SiteIDCode": site.label_code}


def column_labels(name: str) -> dict[str, str]:
    """The labels of a column's page."""
    return {
        "ColumnName": name,
        "ColumnDescription": f"{name}栏目",
        "ColumnKeywords": name,
        "ColumnType": "信息公开",
    }


def article_labels(article: Article) -> dict[str, str]:
    """The labels of an article; without a shown date no date in the label either."""
    labels = {"ArticleTitle": article.title, "ContentSource": article.source}
    if article.date_shown:
        day = article.label_date or article.page_date or article.published
        labels["PubDate"] = f"{day:%Y-%m-%d} 09:30"
    return labels


def text_labels(site: Site, column: Column) -> dict[str, str]:
    """Every label, none spoilt: whether one text is a column or an article is for nobody to say."""
    written = site.as_of - timedelta(days=200)
    text = {
        "ArticleTitle": column.name,
        "PubDate": f"{written:%Y-%m-%d} 10:00",
        "ContentSource": site.name,
    }
    return site_labels(site) | column_labels(column.name) | text


def labels_of(site: Site, kind: str, labels: dict[str, str]) -> dict[str, str]:
    """The labels a page of this kind really carries, in the site's way of writing them."""
    carried: dict[str, str] = {}
    for name, content in labels.items():
        how = site.label_faults.get((kind, name), "")
        if how == "absent":
            continue
        carried[_name(name, how)] = _content(content, how)
    return carried


def _name(name: str, how: str) -> str:
    return {"misspelt": MISSPELT.get(name, name), "lower case": name.lower()}.get(how, name)


def _content(content: str, how: str) -> str:
    written = {
        "empty": "",
        "null": "null",
        "with scheme": f"http://{content}",
        "with seconds": f"{content}:05",
    }
    return written.get(how, content)
