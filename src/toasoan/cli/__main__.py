"""`python -m toasoan.cli`, for the programs that `serve` starts."""

from toasoan.cli import main

main()
