"""The images of a document: files of the template's folder, and nothing else, whatever a field says."""

import base64
import mimetypes
from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import quote, unquote

from macros.records.places import IMAGE_SUFFIXES

from .pandoc import Tree

Address = Callable[[str], str]


def image_name(target: str) -> str:
    """The path that an image's address means, with plain signs; empty where it is none below a folder."""
    name = unquote(target)
    parts = PurePosixPath(name).parts
    is_below = parts and ".." not in parts and not set(name) & set(":\\%\0") and not name.startswith("/")
    return "/".join(parts) if is_below and name.lower().endswith(IMAGE_SUFFIXES) else ""


def embedded(tree: Tree, folder: Path) -> Tree:
    """The tree with each image as part of itself, so that pandoc need not read any file.

    An image that is no file of ``folder`` gives way to the words that describe it.
    """
    return {**tree, "blocks": _told(tree["blocks"], lambda name: _data(folder, name))}


def linked(tree: Tree, place: str) -> Tree:
    """The tree with images at their address below ``place``."""
    return {**tree, "blocks": _told(tree["blocks"], lambda name: f"{place}{quote(name)}")}


def _data(folder: Path, name: str) -> str:
    file = folder / name
    if not file.resolve().is_relative_to(folder.resolve()) or not file.is_file():
        return ""
    kind = mimetypes.guess_type(name)[0] or "image/png"
    return f"data:{kind};base64,{base64.b64encode(file.read_bytes()).decode()}"


def _told(node: Any, address: Address) -> Any:  # noqa: ANN401  whatever a tree holds
    if isinstance(node, list):
        return [made for each in node for made in _each(each, address)]
    if isinstance(node, dict):
        return {key: _told(value, address) for key, value in node.items()}
    return node


def _each(node: Any, address: Address) -> Iterator[Any]:  # noqa: ANN401
    if not (isinstance(node, dict) and node.get("t") == "Image"):
        yield _told(node, address)
        return
    attributes, words, (target, title) = node["c"]
    name = image_name(target)
    if found := name and address(name):
        yield {"t": "Image", "c": [attributes, words, [found, title]]}
    else:
        yield from words
