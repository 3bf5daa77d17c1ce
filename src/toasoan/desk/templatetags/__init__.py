"""Words and signs of the desk's templates."""
