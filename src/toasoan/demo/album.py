"""The demo's pictures and papers, kept like any newsroom's."""

import multiprocessing
import os
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field

from django.core.files.base import ContentFile
from django.core.files.images import ImageFile

from toasoan.core.text import slug
from toasoan.organisations.models import Organisation
from toasoan.stories.models import File, Picture
from toasoan.stories.ownership import folder_of

from .pictures import draw
from .plan_document import paper_docx
from .stories import DemoPicture, DemoStory

FEW = 4  # pictures for which starting processes is not worth it


@dataclass
class Album:
    """Pictures by what they show: the same words get the same picture."""

    organisation: Organisation
    pictures: dict[DemoPicture, Picture] = field(default_factory=dict)

    def fill(self, stories: Iterable[DemoStory]) -> None:
        """Draw and keep what `stories` show, on all cores."""
        wanted = list(
            dict.fromkeys(
                picture
                for story in stories
                for picture in (story.cover, *story.gallery)
                if picture not in self.pictures
            )
        )
        seeds = range(1, len(wanted) + 1)
        drawn = draw_all([picture.scene for picture in wanted], seeds)
        for picture, seed, data in zip(wanted, seeds, drawn, strict=True):
            self.pictures[picture] = self._keep(picture, seed, data)

    def _keep(self, picture: DemoPicture, seed: int, data: bytes) -> Picture:
        kept: Picture = Picture.objects.create(
            title=picture.alt[:255],
            description=picture.alt[:255],
            file=ImageFile(ContentFile(data), name=f"{picture.scene}-{seed}.jpg"),
            consent=Picture.Consent.NOBODY,
            credit="Tranh vẽ của bản trình diễn",
            collection=folder_of(self.organisation),
        )
        return kept

    def paper(self, story: DemoStory) -> File:
        """Return the Word document of a document story."""
        data = paper_docx(story.headline, story.body)
        paper: File = File.objects.create(
            title=story.headline,
            file=ContentFile(data, name=f"{slug(story.headline)}.docx"),
            collection=folder_of(self.organisation),
        )
        return paper


def draw_all(scenes: Sequence[str], seeds: Sequence[int]) -> list[bytes]:
    """Draw each scene with its seed, in their order."""
    if len(scenes) <= FEW:
        return list(map(draw, scenes, seeds))
    # Not forked: a database connection must not be shared.
    fresh = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(os.cpu_count(), mp_context=fresh) as pool:
        return list(pool.map(draw, scenes, seeds, chunksize=4))
