"""Pictures that a camera reads."""

import io


def qr_svg(text: str) -> str:
    """`text` as an SVG picture; dark on light in every theme, because cameras want it so."""
    import segno  # loaded by the first picture

    out = io.BytesIO()
    code = segno.make(text, error="m", micro=False)
    code.save(out, kind="svg", scale=4, border=4, dark="#1F2A2E", light="#FFFFFF", xmldecl=False, svgns=True)
    return out.getvalue().decode()
