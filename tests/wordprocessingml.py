"""The order in which Word wants the children of an element: ECMA-376, part 1, annex A, as far as a charter uses it.

Word refuses a file that breaks it; LibreOffice and python-docx do not care. Where a child is not listed, none may be.
"""

MARKS = "ins del moveFrom moveTo"
RUN = (
    "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid vanish webHidden"
    " color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em lang eastAsianLayout"
)
PARAGRAPH = (
    "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs suppressAutoHyphens"
    " kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd snapToGrid spacing ind"
    " contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment textboxTightWrap outlineLvl divId cnfStyle"
    " rPr sectPr pPrChange"
)
ORDER = {
    "pPr": PARAGRAPH,
    "rPr": f"{MARKS} {RUN}",
    "numPr": "ilvl numId",
    "pBdr": "top left bottom right between bar",
    "tbl": "tblPr tblGrid tr",
    "tblPr": "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing tblInd"
    " tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription",
    "tblBorders": "top left bottom right insideH insideV",
    "tblCellMar": "top left bottom right",
    "tr": "tblPrEx trPr tc",
    "trPr": "cantSplit trHeight tblHeader ins del trPrChange",
    "tc": "tcPr p",
    "tcPr": "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark"
    " headers cellIns cellDel cellMerge tcPrChange",
    "sectPr": "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType pgNumType"
    " cols formProt vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid",
    "style": "name aliases basedOn next link autoRedefine hidden uiPriority semiHidden unhideWhenUsed qFormat locked pPr rPr"
    " tblPr trPr tcPr tblStylePr",
    "tblStylePr": "pPr rPr tblPr trPr tcPr",
    "lvl": "start numFmt lvlRestart pStyle isLgl suff lvlText lvlPicBulletId legacy lvlJc pPr rPr",
    "abstractNum": "nsid multiLevelType tmpl name styleLink numStyleLink lvl",
    "numbering": "numPicBullet abstractNum num numIdMacAtCleanup",
    "styles": "docDefaults latentStyles style",
    "settings": "writeProtection view zoom trackRevisions defaultTabStop characterSpacingControl compat themeFontLang"
    " decimalSymbol listSeparator",
}
MIXED = {"sectPr": ("headerReference", "footerReference")}
"""Children that may stand in any order among themselves."""


def out_of_order(root) -> list[str]:
    """Where an element has a child that Word does not want there."""
    found = []
    for element in root.iter("{*}*"):
        name = element.tag.rpartition("}")[2]
        if name in ORDER:
            known = ORDER[name].split()
            mixed = MIXED.get(name, ())
            children = [child.tag.rpartition("}")[2] for child in element]
            ranks = [0 if child in mixed else known.index(child) if child in known else -1 for child in children]
            if -1 in ranks or ranks != sorted(ranks):
                found.append(f"{name}: {' '.join(children)}")
    return found
