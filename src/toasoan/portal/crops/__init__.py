"""Pictures in the sizes and formats the portal sends, under names that never change.

`media/images/crops/<picture>/<name>/<size>.<format>`: the name stands for the picture's
bytes, its focal point and our recipe, so a file may be kept by anybody for ever.

The worker cuts the many formats (a second of one core for each picture). A page shows
them once they are there; until then it shows one plain JPEG of each, which takes
hundredths of a second and is made by whoever comes first. So nobody who publishes and
nobody who reads waits for a slow format.
"""
