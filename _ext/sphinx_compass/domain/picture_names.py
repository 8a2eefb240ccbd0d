"""Finds pictures whose names have spaces or letters that addresses encode.

MyST-Parser encodes the address in ``![](…)``, such as ``line%20drawing.svg``, and Sphinx looks
for a file with that name.
"""

from __future__ import annotations

from pathlib import Path
from urllib.parse import unquote

from docutils import nodes
from sphinx.transforms import SphinxTransform

from sphinx_compass.source.unsafe.addresses import is_remote, scheme


class DecodePictureNames(SphinxTransform):
    """Decodes the name of each picture, unless there is a file with the encoded name."""

    default_priority = 800  # before unsafe pictures are removed (870)

    def apply(self, **_kwargs: object) -> None:
        """Write the name of the file."""
        for image in self.document.findall(nodes.image):
            uri = str(image["uri"])
            name = unquote(uri)
            if name == uri or scheme(uri) or is_remote(uri) or not name.isprintable():
                continue
            _path, full = self.env.relfn2path(uri)
            if not Path(full).is_file():
                image["uri"] = name
