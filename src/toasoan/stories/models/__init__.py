"""The newsroom's pages, pictures, files and approval steps."""

from .approval import EditorCheck, LeaderApproval, authors_of_all
from .correction import Correction
from .imported import ImportedStory
from .pages import ColumnPage, HomePage, Topic
from .pictures import Crop, File, Picture
from .story import Credit, StoryPage

__all__ = [
    "ColumnPage",
    "Correction",
    "Credit",
    "Crop",
    "EditorCheck",
    "File",
    "HomePage",
    "ImportedStory",
    "LeaderApproval",
    "Picture",
    "StoryPage",
    "Topic",
    "authors_of_all",
]
