"""The dossier: one incident as a page that can be cited, printed and checked, every number with its words."""

from onrecord.publishing.dossier.write import dossier_html, dossier_pdf

__all__ = ["dossier_html", "dossier_pdf"]
